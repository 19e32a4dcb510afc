import Testing

@testable import DXInterconnect

extension JSONError {
    /// `cut off @3`
    var summary: String {
        let reason =
            switch reason {
            case .cutOff: "cut off"
            case .expected(let what): "expected \(what)"
            case .controlCharacter: "control character"
            case .invalidEscape: "invalid escape"
            case .invalidNumber: "invalid number"
            case .duplicateMember: "duplicate"
            case .invalidUTF8: "invalid UTF-8"
            case .loneSurrogate: "half of a pair"
            case .trailingText: "trailing text"
            }
        return "\(reason) @\(offset)"
    }
}

/// What is wrong with a text as one JSON value; nil if nothing is.
func flaw(ofJSON text: [UInt8]) -> String? {
    text.withView { view -> String? in
        do throws(JSONError) {
            var reader = JSONReader(view)
            _ = try reader.readValue()
            try reader.expectEnd()
            return nil
        } catch {
            return error.summary
        }
    }
}

func flaw(ofJSON text: String) -> String? { flaw(ofJSON: Array(text.utf8)) }

@Suite struct JSONGrammarTests {
    @Test(arguments: [
        "0", "-0", "7", "-12", "1234567890", "0.5", "-0.000", "1e5", "1E5", "1e+5", "1e-05", "0e0", "12.5E-3",
        "true", "false", "null", #""""#, #""a""#, "\"\u{7f}\"", #""é€😀""#, #""\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00""#,
        "[]", "[ ]", "{}", "{ }", "[1]", "[1,2]", " [ 1 ,\t2\r\n] ", "[[],{},[[]]]", #"{"a":1}"#, #"{"a":{"b":[{}]},"c":null}"#,
        #" { "a" : 1 , "b" : [ ] } "#, #"{"":0}"#, #"{"a":1,"a":2}"#,
    ])
    func accepts(_ text: String) { #expect(flaw(ofJSON: text + " ") == nil) }

    /// Nobody knows whether a number at the very end has all of its digits.
    @Test(arguments: ["0", "-0", "12", "0.5", "1e5", "1e-05", "[1", #"{"a":1.5"#])
    func aNumberAtTheEndIsCutOff(_ text: String) { #expect(flaw(ofJSON: text) == "cut off @\(text.utf8.count)") }

    @Test(arguments: [
        // Cut.
        Case("", "cut off @0"), Case(" \n", "cut off @2"), Case("[", "cut off @1"), Case("[1", "cut off @2"),
        Case("[1,", "cut off @3"), Case("{", "cut off @1"), Case(#"{"a"#, "cut off @3"), Case(#"{"a""#, "cut off @4"),
        Case(#"{"a":"#, "cut off @5"), Case(#"{"a":1"#, "cut off @6"), Case(#"{"a":1,"#, "cut off @7"),
        Case(#"""#, "cut off @1"), Case(#""abc"#, "cut off @4"), Case(#""\"#, "cut off @2"), Case(#""\u12"#, "cut off @5"),
        Case("t", "cut off @1"), Case("tru", "cut off @3"), Case("fals", "cut off @4"), Case("nul", "cut off @3"),
        Case("-", "cut off @1"), Case("1.", "cut off @2"), Case("1e", "cut off @2"), Case("1e+", "cut off @3"),
        // Values that are none.
        Case("True", "expected a JSON value @0"), Case("trux", "expected a JSON value @3"),
        Case("nan", "expected a JSON value @1"), Case("NaN", "expected a JSON value @0"),
        Case("Infinity", "expected a JSON value @0"), Case("+1", "expected a JSON value @0"),
        Case(".5", "expected a JSON value @0"), Case("'a'", "expected a JSON value @0"),
        Case("\u{feff}1", "expected a JSON value @0"), Case("/**/1", "expected a JSON value @0"),
        Case("\0", "expected a JSON value @0"), Case("\u{c}1", "expected a JSON value @0"),
        Case("<html>", "expected a JSON value @0"), Case("]", "expected a JSON value @0"),
        // Numbers.
        Case("-a", "invalid number @1"), Case("-Infinity", "invalid number @1"), Case("1.a", "invalid number @2"),
        Case("1.e5", "invalid number @2"), Case("1ex", "invalid number @2"), Case("1e+x", "invalid number @3"),
        Case("[-]", "invalid number @2"),
        // Strings.
        Case("\"a\u{1}\"", "control character @2"), Case("\"\t\"", "control character @1"),
        Case("\"a\0b\"", "control character @2"), Case("\"\u{1f}\"", "control character @1"),
        Case(#""\x""#, "invalid escape @2"), Case(#""\U0041""#, "invalid escape @2"), Case(#""\u12""#, "invalid escape @5"),
        Case(#""\u12g4""#, "invalid escape @5"), Case(#""\'""#, "invalid escape @2"), Case("\"\\\n\"", "invalid escape @2"),
        // Arrays and objects.
        Case("[1,]", "expected a JSON value @3"), Case("[,1]", "expected a JSON value @1"),
        Case("[1 2]", "expected ',' or ']' @3"), Case("[1}", "expected ',' or ']' @2"),
        Case("[1\0]", "expected ',', '}' or ']' @2"),
        Case("[1\u{b}]", "expected ',', '}' or ']' @2"), Case("[1 \u{b}]", "expected ',' or ']' @3"),
        Case("[1:2]", "expected ',', '}' or ']' @2"),
        Case("[1 :2]", "expected ',' or ']' @3"),
        Case("{a:1}", "expected a member name @1"), Case("{1:1}", "expected a member name @1"),
        Case("{,}", "expected a member name @1"), Case(#"{"a":1,}"#, "expected a member name @7"),
        Case(#"{"a"}"#, "expected ':' @4"), Case(#"{"a" 1}"#, "expected ':' @5"), Case(#"{"a",1}"#, "expected ':' @4"),
        Case(#"{"a":}"#, "expected a JSON value @5"), Case(#"{"a":1]"#, "expected ',' or '}' @6"),
        Case(#"{"a":1 "b":2}"#, "expected ',' or '}' @7"), Case(#"[{"a":1]]"#, "expected ',' or '}' @7"),
        // After the value.
        Case("01", "expected ',', '}' or ']' @1"), Case("1 2", "trailing text @2"), Case("0x10", "expected ',', '}' or ']' @1"),
        Case("[] x", "trailing text @3"), Case("{}}", "trailing text @2"), Case("nullnull", "trailing text @4"),
        Case("1//", "expected ',', '}' or ']' @1"), Case("1\0", "expected ',', '}' or ']' @1"),
        Case(#""a""b""#, "trailing text @3"),
    ])
    func refuses(_ row: Case<String>) { #expect(flaw(ofJSON: row.text) == row.expected) }

    /// Whatever a text is cut off in, it is told so, at its end.
    @Test func cutAtEveryByte() {
        let text = Array(#" {"a" : [ 1.5e+3 , "x\ud83d\ude00é" , true ,false,null, {} ] ,"b":{"c":[[-0]]}}"#.utf8)
        #expect(flaw(ofJSON: text) == nil)
        for count in text.indices {
            #expect(flaw(ofJSON: Array(text.prefix(count))) == "cut off @\(count)")
        }
    }

    /// Of all the texts of three bytes of an alphabet, just those are accepted that another reading of the grammar has.
    @Test func everyShortText() {
        let alphabet = Array(#"{}[]:,"\-+.019eEtrufalsn/ "#.utf8) + [0, 9, 10, 31, 127, 128, 255]
        var accepted = 0
        for first in alphabet {
            for second in alphabet {
                for third in alphabet {
                    let flaw = flaw(ofJSON: [first, second, third, 0x20])
                    if flaw == nil { accepted += 1 }
                }
            }
        }
        #expect(accepted == JSONGrammarTests.shortTexts(alphabet))
    }

    /// How many texts of three bytes are JSON, counted with the grammar's rules for texts as short as that.
    private static func shortTexts(_ alphabet: [UInt8]) -> Int {
        func isJSON(_ text: Substring) -> Bool {
            let blanks: Set<Character> = [" ", "\t", "\n", "\r"]
            var text = text
            while let first = text.first, blanks.contains(first) { text.removeFirst() }
            while let last = text.last, blanks.contains(last) { text.removeLast() }
            if text.first == "[", text.last == "]", text.count > 1 {
                let inner = text.dropFirst().dropLast()
                return inner.allSatisfy { blanks.contains($0) } || isJSON(inner)
            }
            if text.first == "{", text.last == "}", text.count > 1 {
                return text.dropFirst().dropLast().allSatisfy { blanks.contains($0) }
            }
            if text.first == "\"" {
                return text.count > 1 && text.last == "\""
                    && text.dropFirst().dropLast().allSatisfy { $0 != "\"" && $0 != "\\" && $0 >= " " }
            }
            return text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+\-]?[0-9]+)?/) != nil
        }
        var count = 0
        for first in alphabet {
            for second in alphabet {
                for third in alphabet {
                    // A byte that is no ASCII is a character of its own here, as it is to the reader.
                    let text = String(String.UnicodeScalarView([first, second, third].map { Unicode.Scalar($0) }))
                    if isJSON(Substring(text)) { count += 1 }
                }
            }
        }
        return count
    }
}
