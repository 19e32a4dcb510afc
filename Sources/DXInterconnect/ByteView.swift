/// Bytes that somebody lends for the length of one call. The one place where the core reads memory that it
/// does not own: past the end it reads 0, which no JSON, no header and no name may hold outside of a string.
package struct ByteView {
    private let start: UnsafePointer<UInt8>?
    package let count: Int

    package init(_ buffer: UnsafeBufferPointer<UInt8>) {
        start = buffer.baseAddress
        count = buffer.count
    }

    package init(_ text: StaticString) {
        start = text.utf8Start
        count = text.utf8CodeUnitCount
    }

    private init(start: UnsafePointer<UInt8>?, count: Int) {
        self.start = start
        self.count = count
    }

    package var isEmpty: Bool { count == 0 }

    @inline(__always)
    package subscript(index: Int) -> UInt8 {
        guard let start, UInt(bitPattern: index) < UInt(bitPattern: count) else { return 0 }
        return start[index]
    }

    /// The part from `lower` up to `upper`, as much of it as there is.
    package func slice(_ lower: Int, _ upper: Int) -> ByteView {
        let lower = min(max(lower, 0), count)
        let upper = min(max(upper, lower), count)
        return ByteView(start: start.map { $0 + lower }, count: upper &- lower)
    }

    package func prefix(_ length: Int) -> ByteView { slice(0, length) }
    package func dropFirst(_ length: Int) -> ByteView { slice(length, count) }

    package var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: start == nil ? 0 : count) }

    /// Whether these are the same bytes.
    @inline(never)
    package static func == (left: ByteView, right: ByteView) -> Bool {
        guard left.count == right.count else { return false }
        var index = 0
        while index < left.count {
            if left[index] != right[index] { return false }
            index &+= 1
        }
        return true
    }

    package static func == (left: ByteView, right: StaticString) -> Bool { left == ByteView(right) }

    /// Byte by byte, the shorter one first where it begins the longer.
    package static func < (left: ByteView, right: ByteView) -> Bool {
        let common = min(left.count, right.count)
        var index = 0
        while index < common {
            if left[index] != right[index] { return left[index] < right[index] }
            index &+= 1
        }
        return left.count < right.count
    }

    /// Whether these are the same bytes but for the case of ASCII letters.
    @inline(never)
    package func equalsIgnoringCase(_ other: StaticString) -> Bool {
        let other = ByteView(other)
        guard count == other.count else { return false }
        var index = 0
        while index < count {
            if self[index].lowercasedASCII != other[index].lowercasedASCII { return false }
            index &+= 1
        }
        return true
    }

    package func hasPrefix(_ other: StaticString) -> Bool { prefix(ByteView(other).count) == other }

    package func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
        var index = start
        while index < count {
            if self[index] == byte { return index }
            index &+= 1
        }
        return nil
    }

    /// Without blanks and tabs at both ends.
    package var trimmed: ByteView {
        var lower = 0
        var upper = count
        while lower < upper, self[lower] == UInt8(ascii: " ") || self[lower] == UInt8(ascii: "\t") { lower &+= 1 }
        while upper > lower, self[upper &- 1] == UInt8(ascii: " ") || self[upper &- 1] == UInt8(ascii: "\t") { upper &-= 1 }
        return slice(lower, upper)
    }

    /// A decimal number of these digits alone; nil for anything else, and past `UInt64`.
    package var decimal: UInt64? {
        guard count > 0 else { return nil }
        var value: UInt64 = 0
        var index = 0
        while index < count {
            guard self[index].isDigit else { return nil }
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(UInt64(self[index] &- UInt8(ascii: "0")))
            if overflow || carry { return nil }
            value = sum
            index &+= 1
        }
        return value
    }

    /// As text; only for bytes that are known to be UTF-8.
    package var string: String { String(decoding: buffer, as: UTF8.self) }
}

extension UInt8 {
    package var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    package var isLetter: Bool { lowercasedASCII >= UInt8(ascii: "a") && lowercasedASCII <= UInt8(ascii: "z") }
    /// As ASCII: blank, letters and everything else that is no control character.
    package var isControl: Bool { self < 0x20 || self == 0x7f }
    package var lowercasedASCII: UInt8 { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self }
}

extension [UInt8] {
    package func withView<Result: ~Copyable, Failure: Error>(
        _ body: (ByteView) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try span.withUnsafeBufferPointer { (buffer) throws(Failure) in try body(ByteView(buffer)) }
    }
}
