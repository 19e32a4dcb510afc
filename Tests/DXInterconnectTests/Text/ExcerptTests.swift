import Testing

@testable import DXInterconnect

private func excerpt(_ text: String) -> String { text.withView { $0.excerpt.string } }

@Suite struct ExcerptTests {
    @Test(arguments: [
        Case("", ""), Case("10Gbps", "10Gbps"), Case("é€😀", "é€😀"), Case("a\nb", "a\\nb"), Case("\r\t", "\\r\\t"),
        Case("\0", "\\u0000"), Case("\u{1b}[31m", "\\u001b[31m"), Case("\u{7f}", "\\u007f"), Case("\u{85}", "\\u0085"),
        Case("\u{9f}\u{a0}", "\\u009f\u{a0}"), Case("\u{2028}\u{2029}", "\\u2028\\u2029"), Case("\u{202e}abc", "\\u202eabc"),
        Case("\u{2066}\u{2069}", "\\u2066\\u2069"), Case("\u{feff}", "\\ufeff"), Case("a\"b\\c", "a\"b\\c"),
    ])
    func escapes(_ row: Case<String>) { #expect(excerpt(row.text) == row.expected) }

    @Test(arguments: ["x", "é", "€", "😀"])
    func eightyCharacters(_ character: String) {
        #expect(excerpt(repeated(character, 79)) == repeated(character, 79))
        #expect(excerpt(repeated(character, 80)) == repeated(character, 80))
        #expect(excerpt(repeated(character, 81)) == repeated(character, 80) + "…")
        #expect(excerpt(repeated(character, 100_000)) == repeated(character, 80) + "…")
    }

    /// An escape counts as the one character that it stands for.
    @Test func escapesCountAsOne() {
        #expect(excerpt(repeated("\n", 80)) == repeated("\\n", 80))
        #expect(excerpt(repeated("\n", 81)) == repeated("\\n", 80) + "…")
    }

    @Test func badBytes() {
        #expect(([0x61, 0xff, 0xc3] as [UInt8]).withView { $0.excerpt.string } == "a\\xff\\xc3")
        #expect(([0xe2, 0x82] as [UInt8]).withView { $0.excerpt.string } == "\\xe2\\x82")
        #expect(Array(repeating: UInt8(0x80), count: 81).withView { $0.excerpt.string } == repeated("\\x80", 80) + "…")
    }
}
