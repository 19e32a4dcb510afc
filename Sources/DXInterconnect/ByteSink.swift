/// Where text is written to.
package protocol ByteSink: ~Copyable {
    mutating func append(_ byte: UInt8)
    mutating func append(_ view: ByteView)
}

extension [UInt8]: ByteSink {
    @inline(never)
    package mutating func append(_ view: ByteView) { append(contentsOf: view.buffer) }
}

extension ByteSink where Self: ~Copyable {
    // Never inlined: the texts are many, and each would bring the whole copying with it.
    @inline(never)
    package mutating func append(_ text: StaticString) { append(ByteView(text)) }

    mutating func appendScalar(_ scalar: Unicode.Scalar) {
        for byte in Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter { append(byte) }
    }

    /// Two lowercase digits.
    package mutating func appendHex(_ byte: UInt8) {
        let (high, low) = hexDigits(byte)
        append(high)
        append(low)
    }

    package mutating func append(_ number: UInt64) {
        if number > 9 { append(number / 10) }
        append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number % 10))
    }

    package mutating func append(_ number: Int64) {
        if number < 0 { append(UInt8(ascii: "-")) }
        append(number.magnitude)
    }

    /// Appends a JSON string: nothing is escaped but what must be.
    @_optimize(speed)
    package mutating func appendJSONString(_ string: ByteView) {
        append(UInt8(ascii: "\""))
        var run = 0
        var index = string.endOfPlainText(from: 0)
        while index < string.count {
            let byte = string[index]
            if byte < 0x80 {
                append(string.slice(run, index))
                appendEscape(byte)
                run = index &+ 1
            }
            index = string.endOfPlainText(from: index &+ 1)
        }
        append(run == 0 ? string : string.dropFirst(run))
        append(UInt8(ascii: "\""))
    }

    private mutating func appendEscape(_ byte: UInt8) {
        append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\n"): append(UInt8(ascii: "n"))
        case UInt8(ascii: "\r"): append(UInt8(ascii: "r"))
        case UInt8(ascii: "\t"): append(UInt8(ascii: "t"))
        case 0..<0x20:
            append("u00")
            appendHex(byte)
        default: append(byte)
        }
    }
}

/// A byte's two digits, in lowercase.
@inline(__always)
func hexDigits(_ byte: UInt8) -> (high: UInt8, low: UInt8) {
    func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") &+ value : UInt8(ascii: "a") &+ value &- 10 }
    return (digit(byte &>> 4), digit(byte & 15))
}
