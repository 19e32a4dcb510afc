import Foundation
import Testing

@testable import DXInterconnect

/// What is written, another reader reads back.
@Suite struct DocumentWriterTests {
    @Test(arguments: [
        "", "plain", "\"quoted\"", "back\\slash", "/", "\u{8}\u{c}\n\r\t", "\0\u{1}\u{1f}\u{7f}", "é€😀",
        "\u{2028}\u{2029}\u{feff}",
        "\"", "\\", "\\\"", "a\"", "\"a", "\u{10ffff}\u{fffd}\u{80}",
    ])
    func strings(_ text: String) throws {
        var request = CreateInterconnectRequest()
        request.set(.providerName, text)
        request.addTag(key: text, value: text)
        let read = try #require(JSONSerialization.jsonObject(with: Data(request.json.utf8)) as? NSDictionary)
        #expect(read == ["providerName": text, "tags": [["key": text, "value": text]]] as NSDictionary)
        // And so does the library.
        let again = try CreateInterconnectRequest(text: request.json)
        #expect(again.string(.providerName) == text && again.tags == ["\(text)=\(text)"])
    }

    @Test func everyASCIICharacter() throws {
        for byte in UInt8(0)..<128 {
            let text = "x" + String(Unicode.Scalar(byte)) + "y"
            var request = CreateInterconnectRequest()
            request.set(.location, text)
            let read = try JSONSerialization.jsonObject(with: Data(request.json.utf8)) as? [String: String]
            #expect(read == ["location": text])
        }
    }

    @Test func compactInTheModelsOrder() {
        var request = CreateInterconnectRequest()
        request.requestMACSec = true
        request.set(.providerName, "P")
        request.addTag(key: "k", value: nil)
        request.addTag(key: "l", value: "")
        request.set(.lagId, "G")
        request.set(.location, "L")
        request.set(.bandwidth, "1Gbps")
        request.set(.interconnectName, "N")
        #expect(
            request.json
                == #"{"interconnectName":"N","bandwidth":"1Gbps","location":"L","lagId":"G","tags":[{"key":"k"},{"key":"l","value":""}],"providerName":"P","requestMACSec":true}"#
        )
        #expect(request.json == request.json)
    }

    @Test(arguments: [
        Case(" { } ", "{}"), Case(#"{ "tags" : [ ] }"#, #"{"tags":[]}"#), Case(#"{"tags":[{ }]}"#, #"{"tags":[{}]}"#),
        Case(#"{"lagId":"\u00e9\/"}"#, #"{"lagId":"é/"}"#),
        Case(#"{"x": [ 1.10 ] ,"lagId":"g"}"#, #"{"lagId":"g","x":[ 1.10 ]}"#),
        Case(#"{"b":1,"a":{"n":"\u00e9"}}"#, #"{"b":1,"a":{"n":"\u00e9"}}"#), Case(#"{"\u00e9\n":1}"#, #"{"é\n":1}"#),
        Case(#"{"tags":[{"key":"a","x":0},{"y":[]}]}"#, #"{"tags":[{"key":"a","x":0},{"y":[]}]}"#),
        Case(#"{"requestMACSec":false}"#, #"{"requestMACSec":false}"#),
        // What cannot be said is not said: validation has refused it before.
        Case(#"{"lagId":5,"location":"\ud800"}"#, "{}"), Case(#"{"tags":[5,{"key":"a"},null]}"#, #"{"tags":[{"key":"a"}]}"#),
    ])
    func whatWasRead(_ row: Case<String>) throws {
        #expect(try CreateInterconnectRequest(text: row.text).json == row.expected)
    }

    /// The length that is reserved is no more than a guess, but never absurd.
    @Test func estimate() {
        let request = CreateInterconnectRequest.good(tags: (0..<50).map { ("key\($0)", "value\($0)") })
        #expect(request.document.estimatedLength < 4 * request.json.utf8.count)
    }
}
