/// What is wrong with a JSON text, and where.
struct JSONError: Error {
    enum Reason {
        /// The text ends inside of its value.
        case cutOff
        /// Something else stands where this should.
        case expected(StaticString)
        case controlCharacter, invalidEscape, invalidNumber
        case duplicateMember(Place, Message)
        case invalidUTF8
        /// A member name that no UTF-8 can say.
        case loneSurrogate
        /// There is more text after the value.
        case trailingText
    }

    let reason: Reason
    /// In bytes.
    let offset: Int
}

/// A JSON string as it stands in the text.
struct JSONString {
    /// What is between the quotes.
    let content: ByteView
    let hasEscapes: Bool
    let isASCII: Bool
    /// Where the opening quote is.
    let offset: Int
}

/// Reads JSON from bytes, value by value, without a tree and without recursion.
struct JSONReader {
    let bytes: ByteView
    var offset = 0

    init(_ bytes: ByteView) { self.bytes = bytes }

    var isAtEnd: Bool { offset >= bytes.count }

    func failure(_ reason: JSONError.Reason) -> JSONError {
        JSONError(reason: isAtEnd ? .cutOff : reason, offset: min(offset, bytes.count))
    }

    /// The next byte that is no white space; 0 at the end.
    @inline(__always)
    mutating func peek() -> UInt8 {
        while true {
            let byte = bytes[offset]
            guard
                byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
                    || byte == UInt8(ascii: "\t")
            else { return byte }
            offset &+= 1
        }
    }

    /// Takes a byte if it comes next.
    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte, !isAtEnd else { return false }
        offset &+= 1
        return true
    }

    @inline(__always)
    mutating func expect(_ byte: UInt8, _ name: StaticString) throws(JSONError) {
        if bytes[offset] == byte {
            offset &+= 1
        } else {
            try expectAfterSpace(byte, name)
        }
    }

    @inline(never)
    @_optimize(speed)
    private mutating func expectAfterSpace(_ byte: UInt8, _ name: StaticString) throws(JSONError) {
        guard take(byte) else { throw failure(.expected(name)) }
    }

    /// After the value nothing may come.
    mutating func expectEnd() throws(JSONError) {
        _ = peek()
        guard isAtEnd else { throw failure(.trailingText) }
    }
}

// MARK: - Scalars

extension JSONReader {
    @_optimize(speed)
    mutating func readString() throws(JSONError) -> JSONString {
        try expect(UInt8(ascii: "\""), "a string")
        let start = offset
        var hasEscapes = false
        var isASCII = true
        while true {
            offset = bytes.endOfPlainText(from: offset)
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                try skipEscape()
            } else if byte >= 0x80 {
                isASCII = false
                offset &+= 1
            } else {
                throw failure(.controlCharacter)
            }
        }
        offset &+= 1
        return JSONString(
            content: ByteView(start: bytes.start + start, count: offset &- 1 &- start), hasEscapes: hasEscapes, isASCII: isASCII,
            offset: start &- 1)
    }

    private mutating func skipEscape() throws(JSONError) {
        offset &+= 1
        switch bytes[offset] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            offset &+= 1
        case UInt8(ascii: "u"):
            offset &+= 1
            for _ in 0..<4 {
                guard bytes[offset].hexValue != nil else { throw failure(.invalidEscape) }
                offset &+= 1
            }
        default: throw failure(.invalidEscape)
        }
    }

    /// The text of a number.
    @_optimize(speed)
    mutating func readNumber() throws(JSONError) -> ByteView {
        _ = peek()
        let start = offset
        if bytes[offset] == UInt8(ascii: "-") { offset &+= 1 }
        if bytes[offset] == UInt8(ascii: "0") { offset &+= 1 } else { try skipDigits() }
        if bytes[offset] == UInt8(ascii: ".") {
            offset &+= 1
            try skipDigits()
        }
        if bytes[offset].lowercasedASCII == UInt8(ascii: "e") {
            offset &+= 1
            if bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") { offset &+= 1 }
            try skipDigits()
        }
        // Only what may follow a number says that it is whole.
        switch bytes[offset] {
        case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: " "), UInt8(ascii: "\n"),
            UInt8(ascii: "\r"), UInt8(ascii: "\t"):
            return bytes.slice(start, offset)
        default: throw failure(.expected("',', '}' or ']'"))
        }
    }

    private mutating func skipDigits() throws(JSONError) {
        guard bytes[offset].isDigit else { throw failure(.invalidNumber) }
        while bytes[offset].isDigit { offset &+= 1 }
    }

    /// Takes `true`, `false` or `null`.
    mutating func readLiteral(_ literal: StaticString) throws(JSONError) {
        _ = peek()
        let expected = ByteView(literal)
        var index = 0
        while index < expected.count {
            guard bytes[offset] == expected[index] else { throw failure(.expected("a JSON value")) }
            offset &+= 1
            index &+= 1
        }
    }
}

// MARK: - Whole values

/// What kind of value a JSON text holds.
enum JSONType {
    case string, number, boolean, null, array, object

    /// By the value's first byte; nil where no value begins.
    init?(_ first: UInt8) {
        switch first {
        case UInt8(ascii: "\""): self = .string
        case UInt8(ascii: "{"): self = .object
        case UInt8(ascii: "["): self = .array
        case UInt8(ascii: "t"), UInt8(ascii: "f"): self = .boolean
        case UInt8(ascii: "n"): self = .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): self = .number
        default: return nil
        }
    }

    var name: StaticString {
        switch self {
        case .string: "string"
        case .number: "number"
        case .boolean: "boolean"
        case .null: "null"
        case .array: "array"
        case .object: "object"
        }
    }
}

extension JSONReader {
    /// The type of the value that comes next.
    @_optimize(speed)
    mutating func peekType() throws(JSONError) -> JSONType {
        guard let type = JSONType(peek()) else { throw failure(.expected("a JSON value")) }
        return type
    }

    /// Passes over one value, however deeply nested, and returns its text. One bit is kept for each level.
    @_optimize(speed)
    mutating func readValue() throws(JSONError) -> ByteView {
        _ = peek()
        let start = offset
        var levels = BitStack()
        values: while true {
            switch try peekType() {
            case .string: _ = try readString()
            case .number: _ = try readNumber()
            case .boolean: try readLiteral(bytes[offset] == UInt8(ascii: "t") ? "true" : "false")
            case .null: try readLiteral("null")
            case .array:
                offset &+= 1
                if !take(UInt8(ascii: "]")) {
                    levels.push(false)
                    continue values
                }
            case .object:
                offset &+= 1
                if !take(UInt8(ascii: "}")) {
                    levels.push(true)
                    try readName()
                    continue values
                }
            }
            while let isObject = levels.top {
                if take(UInt8(ascii: ",")) {
                    if isObject { try readName() }
                    continue values
                }
                try isObject ? expect(UInt8(ascii: "}"), "',' or '}'") : expect(UInt8(ascii: "]"), "',' or ']'")
                levels.pop()
            }
            return bytes.slice(start, offset)
        }
    }

    private mutating func readName() throws(JSONError) {
        guard peek() == UInt8(ascii: "\"") else { throw failure(.expected("a member name")) }
        _ = try readString()
        try expect(UInt8(ascii: ":"), "':'")
    }
}

/// A stack of bits: the first 64 need no allocation.
private struct BitStack {
    private var word: UInt64 = 0
    private var full: [UInt64] = []
    private var count = 0

    var top: Bool? { count == 0 && full.isEmpty ? nil : word & 1 == 1 }

    mutating func push(_ bit: Bool) {
        if count == 64 {
            full.append(word)
            count = 0
        }
        word = word &<< 1 | (bit ? 1 : 0)
        count &+= 1
    }

    mutating func pop() {
        word &>>= 1
        count &-= 1
        if count == 0, let last = full.popLast() {
            word = last
            count = 64
        }
    }
}

// MARK: - Escapes

extension JSONString {
    /// Whether the string can be said in UTF-8 at all, and if not, why.
    enum Flaw {
        case invalidUTF8(offset: Int)
        case loneSurrogate
    }

    @_optimize(speed)
    var flaw: Flaw? {
        if !isASCII, let index = content.firstInvalidUTF8 { return .invalidUTF8(offset: offset &+ 1 &+ index) }
        guard hasEscapes else { return nil }
        var index = 0
        while index < content.count {
            guard content[index] == UInt8(ascii: "\\") else {
                index &+= 1
                continue
            }
            guard let (_, length) = unescaped(at: index) else { return .loneSurrogate }
            index &+= length
        }
        return nil
    }

    /// Appends what the string means. Half of a surrogate pair, which has no UTF-8, is left out: see `flaw`.
    func appendUnescaped(to text: inout some ByteSink) {
        var index = 0
        while index < content.count {
            if content[index] != UInt8(ascii: "\\") {
                let run = content.firstIndex(of: UInt8(ascii: "\\"), from: index) ?? content.count
                text.append(content.slice(index, run))
                index = run
            } else if let (scalar, length) = unescaped(at: index) {
                text.appendScalar(scalar)
                index &+= length
            } else {
                index &+= 6
            }
        }
    }

    /// The scalar of the escape at an index and the escape's length; nil for half of a surrogate pair.
    private func unescaped(at index: Int) -> (Unicode.Scalar, Int)? {
        switch content[index &+ 1] {
        case UInt8(ascii: "b"): return ("\u{8}", 2)
        case UInt8(ascii: "f"): return ("\u{c}", 2)
        case UInt8(ascii: "n"): return ("\n", 2)
        case UInt8(ascii: "r"): return ("\r", 2)
        case UInt8(ascii: "t"): return ("\t", 2)
        case UInt8(ascii: "u"):
            let unit = codeUnit(at: index)
            if let scalar = Unicode.Scalar(unit) { return (scalar, 6) }
            let low = codeUnit(at: index &+ 6)
            guard unit < 0xdc00, content[index &+ 6] == UInt8(ascii: "\\"), content[index &+ 7] == UInt8(ascii: "u"),
                low >= 0xdc00, low < 0xe000,
                let scalar = Unicode.Scalar(0x10000 &+ (unit &- 0xd800) &<< 10 &+ (low &- 0xdc00))
            else { return nil }
            return (scalar, 12)
        case let byte: return (Unicode.Scalar(byte), 2)
        }
    }

    /// The four digits after `\u`.
    private func codeUnit(at index: Int) -> UInt32 {
        var unit: UInt32 = 0
        for digit in 2..<6 { unit = unit &<< 4 | UInt32(content[index &+ digit].hexValue ?? 0) }
        return unit
    }
}

extension UInt8 {
    var hexValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self &- UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self &- UInt8(ascii: "a") &+ 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self &- UInt8(ascii: "A") &+ 10
        default: nil
        }
    }
}
