import CNettle

/// Bytes that somebody lends for the length of one call. The one place where the core reads memory that it
/// does not own: past the end it reads 0, which no JSON, no header and no name may hold outside of a string.
package struct ByteView {
    let start: UnsafePointer<UInt8>
    package let count: Int

    package init(_ buffer: UnsafeBufferPointer<UInt8>) {
        let nothing: StaticString = ""
        start = buffer.baseAddress ?? nothing.utf8Start
        count = buffer.count
    }

    package init(_ text: StaticString) {
        start = text.utf8Start
        count = text.utf8CodeUnitCount
    }

    init(start: UnsafePointer<UInt8>, count: Int) {
        self.start = start
        self.count = count
    }

    package var isEmpty: Bool { count == 0 }

    @inline(__always)
    package subscript(index: Int) -> UInt8 {
        UInt(bitPattern: index) < UInt(bitPattern: count) ? start[index] : 0
    }

    /// The part from `lower` up to `upper`, as much of it as there is.
    package func slice(_ lower: Int, _ upper: Int) -> ByteView {
        let lower = min(max(lower, 0), count)
        let upper = min(max(upper, lower), count)
        return ByteView(start: start + lower, count: upper &- lower)
    }

    package func prefix(_ length: Int) -> ByteView { slice(0, length) }
    package func dropFirst(_ length: Int) -> ByteView { slice(length, count) }

    package var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

    /// Whether these are the same bytes.
    @inline(__always)
    package static func == (left: ByteView, right: ByteView) -> Bool {
        left.count == right.count && memcmp(left.start, right.start, left.count) == 0
    }

    @inline(__always)
    package static func == (left: ByteView, right: StaticString) -> Bool { left == ByteView(right) }

    /// Byte by byte, the shorter one first where it begins the longer.
    package static func < (left: ByteView, right: ByteView) -> Bool {
        let order = memcmp(left.start, right.start, min(left.count, right.count))
        return order == 0 ? left.count < right.count : order < 0
    }

    /// The index of the first byte, from `index` on, that a JSON string may not hold as it is, or that is not
    /// ASCII: a quote, a backslash, a control character, or 0x80 and more.
    @inline(__always)
    func endOfPlainText(from index: Int) -> Int {
        first(from: index) { word in
            // Each term sets the high bit of a byte that is the one looked for, or less than it.
            let ones: UInt64 = 0x0101_0101_0101_0101
            let quotes = (word ^ (ones &* 0x22)) &- ones
            let backslashes = (word ^ (ones &* 0x5c)) &- ones
            return quotes | backslashes | (word &- ones &* 0x20) | word
        }
    }

    /// The index of the first byte, from `index` on, that is not ASCII.
    func endOfASCII(from index: Int) -> Int { first(from: index) { $0 } }

    /// The index of the first byte of which `hits` sets the high bit, eight bytes at a time. What it sets in
    /// bytes after the first hit may be wrong.
    @inline(__always)
    private func first(from index: Int, hits: (UInt64) -> UInt64) -> Int {
        var index = index
        while index &+ 8 <= count {
            let word = UnsafeRawPointer(start).loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let found = hits(UInt64(littleEndian: word)) & 0x8080_8080_8080_8080
            if found != 0 { return index &+ found.trailingZeroBitCount &>> 3 }
            index &+= 8
        }
        while index < count, hits(UInt64(start[index]) | 0x2020_2020_2020_2000) & 0x80 == 0 { index &+= 1 }
        return index
    }

    /// Whether these are the same bytes but for the case of ASCII letters.
    @inline(never)
    package func equalsIgnoringCase(_ other: StaticString) -> Bool {
        let other = ByteView(other)
        guard count == other.count else { return false }
        var index = 0
        while index < count {
            let (left, right) = (start[index], other.start[index])
            if left != right, left.lowercasedASCII != right.lowercasedASCII { return false }
            index &+= 1
        }
        return true
    }

    package func hasPrefix(_ other: StaticString) -> Bool { prefix(ByteView(other).count) == other }

    package func firstIndex(of byte: UInt8, from index: Int = 0) -> Int? {
        guard index < count, let found = memchr(start + index, Int32(byte), count &- index) else { return nil }
        return UnsafeRawPointer(start).distance(to: UnsafeRawPointer(found))
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

    /// A whole number, with a minus or without; nil for anything else, and past `Int64`.
    package var integer: Int64? {
        let isNegative = self[0] == UInt8(ascii: "-")
        guard let magnitude = dropFirst(isNegative ? 1 : 0).decimal else { return nil }
        if isNegative { return magnitude == Int64.min.magnitude ? Int64.min : Int64(exactly: magnitude).map { 0 &- $0 } }
        return Int64(exactly: magnitude)
    }

    /// As text; only for bytes that are known to be UTF-8.
    package var string: String { String(decoding: buffer, as: UTF8.self) }
}

extension UInt8 {
    package var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    package var isLetter: Bool { lowercasedASCII >= UInt8(ascii: "a") && lowercasedASCII <= UInt8(ascii: "z") }
    package var lowercasedASCII: UInt8 { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self }
}

extension [UInt8] {
    package func withView<Result: ~Copyable, Failure: Error>(
        _ body: (ByteView) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try span.withUnsafeBufferPointer { (buffer) throws(Failure) in try body(ByteView(buffer)) }
    }
}
