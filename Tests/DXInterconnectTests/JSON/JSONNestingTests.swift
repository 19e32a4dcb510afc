import Testing

@testable import DXInterconnect

/// Levels are kept as bits, 64 to a word: what matters is what happens where one word ends.
@Suite struct JSONNestingTests {
    /// Whether a level is an object: no pattern that repeats with a word.
    private static func isObject(_ level: Int) -> Bool { level * 2_654_435_761 >> 7 & 1 == 1 }

    private static func text(_ depth: Int, wrongCloserAt wrong: Int? = nil) -> String {
        var text = ""
        for level in 0..<depth { text += isObject(level) ? #"{"a":"# : "[" }
        text += "1"
        for level in (0..<depth).reversed() { text += isObject(level) != (level == wrong) ? "}" : "]" }
        return text
    }

    private static let depths = [1, 2, 31, 32, 33, 62, 63, 64, 65, 66, 127, 128, 129, 130, 191, 192, 193, 1000]

    @Test(arguments: depths)
    func mixedLevels(_ depth: Int) { #expect(flaw(ofJSON: JSONNestingTests.text(depth)) == nil) }

    /// Every level remembers what it is.
    @Test(arguments: depths)
    func wrongCloser(_ depth: Int) {
        for wrong in Set([0, 1, 62, 63, 64, 65, 127, 128, 129, depth / 2, depth - 1]).filter({ $0 < depth }) {
            let text = JSONNestingTests.text(depth, wrongCloserAt: wrong)
            let offset = text.utf8.count - 1 - wrong
            let expected = JSONNestingTests.isObject(wrong) ? "expected ',' or '}' @\(offset)" : "expected ',' or ']' @\(offset)"
            #expect(flaw(ofJSON: text) == expected, "level \(wrong)")
        }
    }

    /// Down and up again over the end of a word, many times.
    @Test(arguments: [63, 64, 65, 127, 128, 129])
    func overAndOver(_ depth: Int) {
        let inner = repeated("[1],{\"a\":[]},", 20) + "[[[]]]"
        #expect(flaw(ofJSON: repeated("[", depth) + inner + repeated("]", depth)) == nil)
        #expect(flaw(ofJSON: repeated("[", depth) + inner + repeated("]", depth - 1)) != nil)
        #expect(flaw(ofJSON: repeated("[", depth) + inner + repeated("]", depth + 1))?.hasPrefix("trailing text") == true)
    }

    @Test func aMillionLevels() {
        let depth = 1_000_000
        #expect(flaw(ofJSON: repeated("[", depth) + repeated("]", depth)) == nil)
        #expect(flaw(ofJSON: repeated("[", depth)) == "cut off @\(depth)")
    }
}
