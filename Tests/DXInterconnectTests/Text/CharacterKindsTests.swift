import Testing

@testable import DXInterconnect

/// The table of kinds, against the characters themselves, byte by byte.
@Suite struct CharacterKindsTests {
    @Test(arguments: UInt8.min...UInt8.max)
    func everyByte(_ byte: UInt8) {
        let expected: CharacterKinds =
            switch byte {
            case 0x80...: .beyondASCII
            case 0..<0x20, 0x7f: .control
            default:
                switch Character(Unicode.Scalar(byte)) {
                case "a"..."z", "A"..."Z", "0"..."9": []
                case "-": .hyphen
                case ",": .comma
                case " ", "_", "/": .joint
                case ".", ":", "=", "+", "@": .mark
                case "\"", "\\": .quote
                default: .otherASCII
                }
            }
        #expect(byte.kinds == expected)
    }

    /// A text has what its bytes have, wherever they stand.
    @Test func ofText() {
        #expect(kinds("") == [])
        #expect(kinds("aZ09") == [])
        #expect(kinds("-a") == .hyphen)
        #expect(kinds("a b,c") == [.joint, .comma])
        #expect(kinds("Zürich \"1\"") == [.joint, .quote, .beyondASCII])
    }

    private func kinds(_ text: String) -> CharacterKinds { text.withView { $0.kinds } }

    /// What is written without a look at it is what would be written with one.
    @Test(arguments: UInt8.min..<0x80)
    func writtenAlike(_ byte: UInt8) {
        let text = "a\(Unicode.Scalar(byte))b"
        var request = CreateInterconnectRequest()
        request.set(.providerName, text)
        var escaped: [UInt8] = []
        text.withView { escaped.appendJSONString($0) }
        #expect(request.body == Array("{\"providerName\":".utf8) + escaped + Array("}".utf8))
    }
}
