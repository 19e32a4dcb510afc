import Testing

@testable import DXInterconnect

@Suite struct TagCharactersTests {
    /// The table says of every scalar what Swift's own says. When a newer Swift knows more letters, scripts/make-tag-characters
    /// writes the table anew.
    @Test func theTableIsSwifts() {
        var wrong: [String] = []
        for value in UInt32(0x80)...0x10ffff {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let isTagCharacter =
                switch scalar.properties.generalCategory {
                case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .spaceSeparator,
                    .lineSeparator, .paragraphSeparator, .decimalNumber, .letterNumber, .otherNumber:
                    true
                default: false
                }
            if scalar.isTagCharacter != isTagCharacter { wrong.append(String(value, radix: 16)) }
        }
        #expect(wrong.isEmpty)
    }
}
