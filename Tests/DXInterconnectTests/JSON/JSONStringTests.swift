import Testing

@testable import DXInterconnect

/// What a JSON string means; nil if no UTF-8 can say it.
private func unescaped(_ json: [UInt8]) throws -> String? {
    try json.withView { view throws(JSONError) -> String? in
        var reader = JSONReader(view)
        let string = try reader.readString()
        guard string.flaw == nil else { return nil }
        var text: [UInt8] = []
        string.appendUnescaped(to: &text)
        return String(validating: text, as: UTF8.self)
    }
}

@Suite struct JSONStringTests {
    @Test(arguments: [
        Case(#""""#, ""), Case(#""abc""#, "abc"), Case(#""\"\\\/""#, "\"\\/"), Case(#""\b\f\n\r\t""#, "\u{8}\u{c}\n\r\t"),
        Case(#""\u0041""#, "A"), Case(#""\u00e9\u00E9""#, "éé"), Case(#""\u20AC""#, "€"), Case(#""\u0000""#, "\0"),
        Case(#""\uFFFF\uFFFD""#, "\u{ffff}\u{fffd}"), Case(#""\ud83d\ude00""#, "😀"), Case(#""\uD83D\uDE00!""#, "😀!"),
        Case(#""\ud800\udc00""#, "\u{10000}"), Case(#""\udbff\udfff""#, "\u{10ffff}"),
        Case(#""\ud7ff\ue000""#, "\u{d7ff}\u{e000}"),
        Case(#""é\n€\\😀""#, "é\n€\\😀"), Case(#""\\u0041""#, "\\u0041"), Case(#""a\u0062c""#, "abc"),
    ])
    func escapes(_ row: Case<String>) throws { #expect(try unescaped(Array(row.text.utf8)) == row.expected) }

    @Test(arguments: [
        #""\ud83d""#, #""\ude00""#, #""\ud83d\ud83d""#, #""\ude00\ud83d""#, #""\ud83dx""#, #""\ud83d\n""#, #""\ud83d\u0041""#,
        #""\ud83d\\de00""#, #""a\udfff""#, #""\ud800""#, #""\udbff\ue000""#, #""\ud83d\ude00\ud83d""#, #""\ud83d \ude00""#,
    ])
    func halfOfAPair(_ text: String) throws { #expect(try unescaped(Array(text.utf8)) == nil) }

    /// Every 61st character, as its escapes and as itself.
    @Test func characters() throws {
        var wrong: [UInt32] = []
        for value in stride(from: UInt32(0), through: 0x10ffff, by: 61) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            var escaped = "\""
            for unit in UTF16.encode(scalar)! {
                let digits = String(unit, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
            if try unescaped(Array((escaped + "\"").utf8)) != String(scalar) { wrong.append(value) }
            guard value >= 0x20, scalar != "\"", scalar != "\\" else { continue }
            if try unescaped(Array("\"\(scalar)\"".utf8)) != String(scalar) { wrong.append(value) }
        }
        #expect(wrong.isEmpty)
    }

    /// What is special is found wherever in a string it stands, whatever comes before it.
    @Test(arguments: [0x00, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x5b, 0x5c, 0x5d, 0x7e, 0x7f, 0x80, 0xa2, 0xdc, 0xff] as [UInt8])
    func everyPlace(_ byte: UInt8) {
        for length in 0..<26 {
            for place in 0..<length {
                var text = Array(repeating: UInt8(ascii: "x"), count: length)
                text[place] = byte
                let (end, flaw) = read(text)
                switch byte {
                case 0x00...0x1f: #expect(flaw == "control character @\(place + 1)")
                case 0x22: #expect(end == place + 2)
                case 0x5c where place == length - 1: #expect(flaw == "cut off @\(length + 2)" || end == nil)
                case 0x5c: #expect(flaw == "invalid escape @\(place + 2)")
                default: #expect(end == length + 2)
                }
            }
        }
    }

    /// Two special bytes: the first one counts, however near they are.
    @Test func twoSpecialBytes() {
        for first in 0..<18 {
            for second in first + 1..<19 {
                var text = Array(repeating: UInt8(ascii: "x"), count: 20)
                (text[first], text[second]) = (0x1f, UInt8(ascii: "\""))
                #expect(read(text).flaw == "control character @\(first + 1)")
                (text[first], text[second]) = (UInt8(ascii: "\""), 0x1f)
                #expect(read(text).end == first + 2)
                (text[first], text[second]) = (0x80, 0x00)
                #expect(read(text).flaw == "control character @\(second + 1)")
            }
        }
    }

    @Test func tellsASCIIAndEscapes() throws {
        for (text, isASCII, hasEscapes) in [
            (#""plain text here""#, true, false), (#""plain text hér""#, false, false), (#""é\n""#, false, true),
            (#""\u00e9""#, true, true),
        ] {
            try text.withView { view in
                var reader = JSONReader(view)
                let string = try reader.readString()
                #expect(string.isASCII == isASCII && string.hasEscapes == hasEscapes, "\(text)")
            }
        }
    }

    @Test func invalidUTF8IsAFlawWithItsPlace() throws {
        try ([0x20, 0x22, 0x61, 0x62, 0xc3, 0x22] as [UInt8]).withView { view throws(JSONError) in
            var reader = JSONReader(view)
            guard case .invalidUTF8(let offset) = try reader.readString().flaw else {
                Issue.record("no flaw")
                return
            }
            #expect(offset == 4)
        }
    }

    /// Reads content between quotes: where the string ended, or its flaw.
    private func read(_ content: [UInt8]) -> (end: Int?, flaw: String?) {
        let text = [UInt8(ascii: "\"")] + content + [UInt8(ascii: "\"")]
        return text.withView { view -> (Int?, String?) in
            var reader = JSONReader(view)
            do throws(JSONError) {
                _ = try reader.readString()
                return (reader.offset, nil)
            } catch {
                return (nil, error.summary)
            }
        }
    }
}
