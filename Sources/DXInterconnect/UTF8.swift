/// Reading UTF-8 strictly: no overlong forms, no surrogates, nothing over U+10FFFF.
extension ByteView {
    /// The offset of the first byte that is not part of valid UTF-8; nil if there is none.
    @_optimize(speed)
    package var firstInvalidUTF8: Int? {
        var index = endOfASCII(from: 0)
        while index < count {
            guard let (_, length) = scalar(at: index) else { return index }
            index = endOfASCII(from: index &+ length)
        }
        return nil
    }

    /// The scalar that begins at an offset and its length in bytes; nil where there is no valid one.
    package func scalar(at index: Int) -> (scalar: Unicode.Scalar, length: Int)? {
        func continuation(_ offset: Int) -> UInt32? {
            let byte = self[index &+ offset]
            return byte & 0xc0 == 0x80 ? UInt32(byte & 0x3f) : nil
        }
        let first = UInt32(self[index])
        guard index < count else { return nil }
        var value: UInt32
        var length: Int
        var smallest: UInt32
        switch first {
        case 0..<0x80: return (Unicode.Scalar(UInt8(truncatingIfNeeded: first)), 1)
        case 0xc2..<0xe0: (value, length, smallest) = (first & 0x1f, 2, 0x80)
        case 0xe0..<0xf0: (value, length, smallest) = (first & 0x0f, 3, 0x800)
        case 0xf0..<0xf5: (value, length, smallest) = (first & 0x07, 4, 0x10000)
        default: return nil
        }
        var offset = 1
        while offset < length {
            guard let bits = continuation(offset) else { return nil }
            value = value &<< 6 | bits
            offset &+= 1
        }
        guard value >= smallest, let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, length)
    }

    /// How many scalars there are; only for valid UTF-8.
    package var scalarCount: Int {
        var scalars = 0
        var index = 0
        while index < count {
            if self[index] & 0xc0 != 0x80 { scalars &+= 1 }
            index &+= 1
        }
        return scalars
    }

    /// For a message: at most 80 characters, control characters and bad bytes escaped, "…" where it was cut.
    @inline(never)
    package var excerpt: Message {
        var text: [UInt8] = []
        text.appendExcerpt(self)
        return Message(text)
    }
}

extension Unicode.Scalar {
    /// Unicode's Cc, the line and paragraph separators, and what turns the direction of text: none of them
    /// may reach a terminal from inside a message.
    var isControlInText: Bool {
        switch value {
        case 0..<0x20, 0x7f..<0xa0, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069, 0xfeff: true
        default: false
        }
    }
}

extension ByteSink where Self: ~Copyable {
    mutating func appendExcerpt(_ view: ByteView) {
        var index = 0
        var characters = 0
        while index < view.count {
            if characters == 80 { return append("…") }
            // What is shown as it is goes at once.
            let start = index
            while index < view.count, characters < 80, view[index].kinds.isDisjoint(with: [.control, .beyondASCII]) {
                index &+= 1
                characters &+= 1
            }
            if index > start {
                append(view.slice(start, index))
                continue
            }
            if let (scalar, length) = view.scalar(at: index) {
                appendEscapingControls(scalar, from: view.slice(index, index &+ length))
                index &+= length
            } else {
                append("\\x")
                appendHex(view[index])
                index &+= 1
            }
            characters &+= 1
        }
    }

    private mutating func appendEscapingControls(_ scalar: Unicode.Scalar, from view: ByteView) {
        guard scalar.isControlInText else { return append(view) }
        switch scalar {
        case "\n": append("\\n")
        case "\r": append("\\r")
        case "\t": append("\\t")
        default:
            append("\\u")
            appendHex(UInt8(truncatingIfNeeded: scalar.value &>> 8))
            appendHex(UInt8(truncatingIfNeeded: scalar.value))
        }
    }
}
