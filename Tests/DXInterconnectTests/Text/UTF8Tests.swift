import Testing

@testable import DXInterconnect

/// Unicode's table 3-7 of well-formed UTF-8, row by row.
private let wellFormed: [[ClosedRange<UInt8>]] = [
    [0x00...0x7f],
    [0xc2...0xdf, 0x80...0xbf],
    [0xe0...0xe0, 0xa0...0xbf, 0x80...0xbf],
    [0xe1...0xec, 0x80...0xbf, 0x80...0xbf],
    [0xed...0xed, 0x80...0x9f, 0x80...0xbf],
    [0xee...0xef, 0x80...0xbf, 0x80...0xbf],
    [0xf0...0xf0, 0x90...0xbf, 0x80...0xbf, 0x80...0xbf],
    [0xf1...0xf3, 0x80...0xbf, 0x80...0xbf, 0x80...0xbf],
    [0xf4...0xf4, 0x80...0x8f, 0x80...0xbf, 0x80...0xbf],
]

/// The first byte that begins no row of the table.
private func firstInvalid(_ bytes: [UInt8]) -> Int? {
    var index = 0
    while index < bytes.count {
        let rest = bytes[index...]
        guard
            let row = wellFormed.first(where: { row in
                row.count <= rest.count && zip(row, rest).allSatisfy { $0.contains($1) }
            })
        else { return index }
        index += row.count
    }
    return nil
}

private func mistakes(_ texts: some Sequence<[UInt8]>) -> [[UInt8]] {
    texts.filter { text in text.withView { $0.firstInvalidUTF8 } != firstInvalid(text) }
}

@Suite struct UTF8Tests {
    @Test(
        arguments: [
            ("ends in a lead byte", [0x61, 0xc3], 1), ("two of three", [0xe2, 0x82], 0),
            ("three of four", [0x61, 0xf0, 0x9f, 0x98], 1),
            ("overlong NUL", [0xc0, 0x80], 0), ("overlong slash", [0xc1, 0xaf], 0),
            ("overlong, three bytes", [0xe0, 0x80, 0xaf], 0),
            ("overlong, four bytes", [0xf0, 0x8f, 0xbf, 0xbf], 0), ("first surrogate", [0xed, 0xa0, 0x80], 0),
            ("last surrogate", [0xed, 0xbf, 0xbf], 0), ("U+110000", [0xf4, 0x90, 0x80, 0x80], 0),
            ("five bytes", [0xf8, 0x88, 0x80, 0x80, 0x80], 0), ("0xfe", [0xfe], 0), ("0xff after text", [0x61, 0x62, 0xff], 2),
            ("lone continuation", [0x80], 0), ("one continuation too many", [0xc3, 0xa9, 0xa9], 2),
            ("text between", [0xc3, 0x61, 0xa9], 0), ("late in a long text", Array(repeating: 0x61, count: 41) + [0xff], 41),
        ] as [(String, [UInt8], Int)])
    func refuses(_ name: String, _ bytes: [UInt8], _ offset: Int) {
        #expect(bytes.withView { $0.firstInvalidUTF8 } == offset)
    }

    @Test func oneAndTwoBytes() {
        let bytes = (0...255).map { UInt8($0) }
        #expect(mistakes(bytes.map { [$0] }).isEmpty)
        #expect(mistakes(bytes.flatMap { first in bytes.map { [first, $0] } }).isEmpty)
    }

    @Test func threeBytes() {
        let edges: [UInt8] = [0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff]
        let leads = (0xdf...0xf0).map { UInt8($0) }
        #expect(mistakes(leads.flatMap { a in (0...255).flatMap { b in edges.map { [a, UInt8(b), $0] } } }).isEmpty)
    }

    @Test func fourBytes() {
        let edges: [UInt8] = [0x7f, 0x80, 0x8f, 0x90, 0xbf, 0xc0]
        let leads = (0xee...0xf8).map { UInt8($0) }
        let texts = leads.flatMap { a in edges.flatMap { b in edges.flatMap { c in edges.map { [a, b, c, $0] } } } }
        #expect(mistakes(texts).isEmpty)
    }

    /// What is invalid is found wherever it stands.
    @Test func everyPlace() {
        for place in 0..<40 {
            var text = Array(repeating: UInt8(ascii: "x"), count: 40)
            text[place] = 0xff
            #expect(text.withView { $0.firstInvalidUTF8 } == place)
        }
    }

    @Test func scalars() {
        for value in stride(from: UInt32(0), through: 0x10ffff, by: 127) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let read = String(scalar).withView { $0.scalar(at: 0) }
            if read?.scalar != scalar || read?.length != String(scalar).utf8.count { Issue.record("U+\(value)") }
        }
        #expect("é".withView { $0.scalar(at: 1) } == nil)
        #expect("é".withView { $0.scalar(at: 2) } == nil)
        #expect("".withView { $0.scalar(at: 0) } == nil)
    }

    @Test(arguments: [Case("", 0), Case("a", 1), Case("é", 1), Case("e\u{301}", 2), Case("😀€", 2), Case("👩‍👩‍👧", 5)])
    func scalarCount(_ row: Case<Int>) { #expect(row.text.withView { $0.scalarCount } == row.expected) }
}
