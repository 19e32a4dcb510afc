/// Text for people, as UTF-8. Interpolates like a String, at a tenth of the code, and needs none of String's
/// Unicode tables.
package struct Message: ExpressibleByStringInterpolation, Sendable {
    package private(set) var utf8: [UInt8] = []

    package init(stringLiteral text: StaticString) { utf8.append(text) }
    package init(stringInterpolation: StringInterpolation) { utf8 = stringInterpolation.utf8 }
    package init(_ utf8: [UInt8]) { self.utf8 = utf8 }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var utf8: [UInt8] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            utf8.reserveCapacity(literalCapacity &+ interpolationCount &* 16)
        }

        package mutating func appendLiteral(_ text: StaticString) { utf8.append(text) }
        package mutating func appendInterpolation(_ text: StaticString) { utf8.append(text) }
        @inline(never)
        package mutating func appendInterpolation(_ message: Message) { message.utf8.withView { utf8.append($0) } }
        package mutating func appendInterpolation(_ number: Int) { appendInterpolation(Int64(number)) }

        @inline(never)
        package mutating func appendInterpolation(_ number: Int64) { utf8.append(number) }
    }

    package var isEmpty: Bool { utf8.isEmpty }
    var string: String { String(decoding: utf8, as: UTF8.self) }
}
