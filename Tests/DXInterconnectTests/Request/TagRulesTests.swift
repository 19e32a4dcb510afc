import Testing

@testable import DXInterconnect

private func verdict(_ tags: [(String, String?)]) -> [String] { CreateInterconnectRequest.good(tags: tags).verdict() }

@Suite struct TagRulesTests {
    @Test(arguments: ["a", "é", "漢", "𝒜"])
    func lengthsInScalars(_ letter: String) {
        #expect(verdict([(repeated(letter, 1), repeated(letter, 1))]) == [])
        #expect(verdict([(repeated(letter, 128), repeated(letter, 256))]) == [])
        #expect(verdict([(repeated(letter, 129), nil)]) == ["error TOO_LONG tags[0].key"])
        #expect(verdict([("k", repeated(letter, 257))]) == ["error TOO_LONG tags[0].value"])
    }

    @Test func lengthMessages() {
        let problems = CreateInterconnectRequest.good(tags: [("", nil), (repeated("é", 129), repeated("漢", 1000))]).problems()
        #expect(
            problems.map(\.message) == [
                "Invalid length for parameter tags[0].key, value: 0, valid min length: 1",
                "Invalid length for parameter tags[1].key, value: 129, valid max length: 128",
                "Invalid length for parameter tags[1].value, value: 1000, valid max length: 256",
            ])
    }

    @Test func emptyKeyAndValue() {
        #expect(verdict([("", "")]) == ["error TOO_SHORT tags[0].key"])
        #expect(verdict([("k", "")]) == [])
        #expect(verdict([("k", nil)]) == [])
    }

    @Test func howMany() throws {
        func tags(_ count: Int) -> [(String, String?)] { (0..<count).map { ("k\($0)", nil) } }
        #expect(verdict(tags(1)) == [])
        #expect(verdict(tags(50)) == [])
        #expect(verdict(tags(51)) == ["error TOO_MANY_TAGS tags"])
        #expect(
            CreateInterconnectRequest.good(tags: tags(51)).problems().first?.message
                == "Invalid length for parameter tags, value: 51, valid max length: 50")
        let none = try CreateInterconnectRequest(text: #"{"interconnectName":"a","bandwidth":"1Gbps","location":"L","tags":[]}"#)
        #expect(none.problems().map(\.message) == ["Invalid length for parameter tags, value: 0, valid min length: 1"])
    }

    /// Of ASCII, letters, digits, the blank and `_.:/=+-@` alone.
    @Test func everyASCIICharacter() {
        let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _.:/=+-@".utf8)
        for byte in UInt8(0)..<128 {
            let character = String(Unicode.Scalar(byte))
            let code = byte == 0 ? "NUL_CHARACTER" : "TAG_CHARACTER"
            for text in [character, "x\(character)", "\(character)y"] {
                let expected = allowed.contains(byte) ? [] : ["error \(code) tags[0].key", "error \(code) tags[0].value"]
                #expect(verdict([(text, text)]) == expected, "\(byte)")
            }
        }
    }

    /// One or more of each of Unicode's categories.
    @Test(arguments: [
        // L, Z and N.
        ("Lu", "ÉΩЖ", true), ("Ll", "éßж", true), ("Lt", "ǅ", true), ("Lm", "ʰー", true), ("Lo", "漢ªאا", true),
        ("Nd", "٣৩５", true), ("Nl", "Ⅷ", true), ("No", "½²①", true), ("Zs", "\u{a0}\u{3000}\u{2003}", true),
        ("Zl", "\u{2028}", true),
        ("Zp", "\u{2029}", true),
        // And no other.
        ("Mn", "\u{301}", false), ("Mn of a letter", "e\u{301}", false), ("Mc", "ा", false), ("Me", "\u{20dd}", false),
        ("Pc", "‿", false),
        ("Pd", "–", false), ("Ps", "「", false), ("Pe", "」", false), ("Pi", "«", false), ("Pf", "»", false), ("Po", "¡、", false),
        ("Sm", "×", false), ("Sc", "€", false), ("Sk", "´", false), ("So", "©", false), ("emoji", "😀", false),
        ("flag", "🇩🇪", false),
        ("joiner", "\u{200d}", false), ("Cc", "\u{85}", false), ("Cf", "\u{ad}", false), ("Cf, mark", "\u{feff}", false),
        ("Co", "\u{e000}", false),
        ("Cn", "\u{378}", false), ("variation", "\u{fe0f}", false),
    ])
    func categories(_ name: String, _ text: String, _ isAllowed: Bool) {
        #expect(
            verdict([(text, text)])
                == (isAllowed ? [] : ["error TAG_CHARACTER tags[0].key", "error TAG_CHARACTER tags[0].value"]))
    }

    /// Every 7th character beyond ASCII: exactly Unicode's letters, numbers and separators.
    @Test func characters() {
        var wrong: [String] = []
        for value in stride(from: UInt32(0x80), through: 0x1_ffff, by: 7) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let isAllowed = String(scalar).wholeMatch(of: /[\p{L}\p{Z}\p{N}]/.matchingSemantics(.unicodeScalar)) != nil
            if verdict([(String(scalar), nil)]).isEmpty != isAllowed { wrong.append(String(value, radix: 16)) }
        }
        #expect(wrong == [])
    }

    @Test(arguments: [
        Case("aws:a", true), Case("AWS:a", true), Case("aWs:", true), Case("Aws:x", true), Case("aws", false),
        Case("aws-a", false),
        Case("xaws:a", false), Case(" aws:a", false), Case("aws :a", false), Case("ａws:a", false), Case("user:aws:a", false),
    ])
    func reservedPrefix(_ row: Case<Bool>) {
        #expect(verdict([(row.text, row.text)]) == (row.expected ? ["error RESERVED_TAG_PREFIX tags[0].key"] : []))
    }

    @Test func everythingOfOneKeyAtOnce() {
        #expect(
            verdict([("aws:*" + repeated("x", 130), nil)]) == [
                "error TOO_LONG tags[0].key", "error TAG_CHARACTER tags[0].key", "error RESERVED_TAG_PREFIX tags[0].key",
            ])
    }

    @Test func theSameKeyTwice() {
        let problems = CreateInterconnectRequest.good(tags: [
            ("b", nil), ("a", "1"), ("b", "2"), ("B", nil), ("a", nil), ("b", nil),
        ]).problems()
        #expect(
            problems.map(\.message) == [
                "Invalid value for parameter tags[2].key, value: b, the same key as tags[0].key",
                "Invalid value for parameter tags[4].key, value: a, the same key as tags[1].key",
                "Invalid value for parameter tags[5].key, value: b, the same key as tags[0].key",
            ])
        #expect(problems.map(\.path) == ["tags[2].key", "tags[4].key", "tags[5].key"])
    }

    /// Other bytes are another key, whatever Unicode says.
    @Test func keysAreComparedByByte() {
        #expect(verdict([("é", nil), ("E\u{301}", nil)]) == ["error TAG_CHARACTER tags[1].key"])
        #expect(verdict([("k", nil), ("K", nil), ("k ", nil), (" k", nil), ("ﬀ", nil), ("ff", nil)]) == [])
    }

    @Test(.timeLimit(.minutes(1))) func aMillionTags() throws {
        let tags = repeated("{},", 999_999) + "{}"
        let request = try CreateInterconnectRequest(text: #"{"tags":[\#(tags)]}"#)
        #expect(request.tagCount == 1_000_000)
    }

    @Test(.timeLimit(.minutes(1))) func manyKeys() {
        // In an order that is no order.
        let tags = (0..<20_000).map { ("k\($0 * 7919 % 20_000)", String?.none) }
        #expect(verdict(tags) == ["error TOO_MANY_TAGS tags"])
        #expect(verdict(tags + [("k0", nil)]) == ["error TOO_MANY_TAGS tags", "error DUPLICATE_TAG_KEY tags[20000].key"])
    }

    @Test(.timeLimit(.minutes(1))) func manySameKeys() throws {
        let tags = repeated(#"{"key":"a"},"#, 20_000) + #"{"key":"b"}"#
        let request = try CreateInterconnectRequest(
            text: #"{"interconnectName":"a","bandwidth":"1Gbps","location":"L","tags":[\#(tags)]}"#)
        let problems = request.problems()
        #expect(problems.first?.code == .tooManyTags)
        #expect(problems.dropFirst().allSatisfy { $0.code == .duplicateTagKey })
        #expect(problems.last?.path.hasSuffix("].key") == true)
    }
}
