import Testing

@testable import DXInterconnect

/// From a list that is not whole nobody may conclude that something is not there.
@Suite struct DescribeTests {
    private static let body = #"{"interconnects":[\#(interconnect()),\#(interconnect("dxcon-2", name: "b"))],"nextToken":"t"}"#

    @Test func aPage() {
        let answer = described(DescribeTests.body)
        #expect(answer.verdict == "described done")
        #expect(answer.interconnectCount == 2)
        #expect(answer.text(answer.nextToken) == "t")
        #expect(answer.problems.isEmpty)
        #expect(page().interconnectCount == 0)
        #expect(page().nextToken == nil)
        #expect(page(next: "").nextToken == nil)
    }

    @Test(arguments: [Delivery.complete, .answerCutOff])
    func aPageThatIsCutAtEveryByte(_ delivery: Delivery) {
        let text = Array(DescribeTests.body.utf8)
        for count in text.indices {
            let answer = described(String(decoding: text.prefix(count), as: UTF8.self), delivery: delivery)
            #expect(answer.verdict == "not_described resend", "\(count)")
            #expect(answer.problems.errorCount > 0, "\(count)")
        }
        #expect((described(DescribeTests.body, delivery: delivery).outcome == .described) == (delivery == .complete))
    }

    /// Whatever decides what is there must be readable.
    @Test(arguments: [
        "", "null", "[]", "{}", "<html></html>", #"{"interconnects":null}"#, #"{"interconnects":{}}"#,
        #"{"interconnects":"none"}"#,
        #"{"interconnects":[null]}"#, #"{"interconnects":[1]}"#, #"{"interconnects":[[]]}"#,
        #"{"interconnects":[],"interconnects":[]}"#, #"{"interconnects":[],"nextToken":5}"#,
        #"{"interconnects":[],"nextToken":"\ud800"}"#, #"{"interconnects":[],"nextToken":"a","nextToken":null}"#,
        #"{"interconnects":[{"interconnectName":5}]}"#, #"{"interconnects":[{"interconnectName":"\udc00"}]}"#,
        #"{"interconnects":[{"interconnectState":["deleted"]}]}"#, #"{"interconnects":[{"location":{}}]}"#,
        #"{"interconnects":[{"interconnectId":"a","interconnectId":5}]}"#,
        #"{"interconnects":[{"interconnectState":"available","interconnectState":"deleted"}]}"#,
        #"{"interconnects":[{"tags":{}}]}"#, #"{"interconnects":[{"tags":[7]}]}"#, #"{"interconnects":[{"tags":[{"key":1}]}]}"#,
        #"{"interconnects":[{"tags":[{"key":"k","value":false}]}]}"#, #"{"interconnects":[{"macSecCapable":"no"}]}"#,
        #"{"interconnects":[]}x"#,
    ])
    func nothingIsConcluded(_ body: String) {
        let answer = described(body)
        #expect(answer.verdict == "not_described resend")
        #expect(answer.problems.errorCount > 0)
        #expect(answer.interconnectCount == 0 && answer.nextToken == nil)
    }

    /// What decides nothing is left out and told.
    @Test func theRestMayBeUnreadable() {
        let answer = page(interconnect(more: #","loaIssueTime":"soon","awsDevice":5,"macSecKeys":[3],"x":[1]"#))
        #expect(answer.verdict == "described done")
        #expect(
            answer.problems.map(\.summary).sorted() == [
                "warning INVALID_TIMESTAMP interconnects[0].loaIssueTime", "warning WRONG_TYPE interconnects[0].awsDevice",
                "warning WRONG_TYPE interconnects[0].macSecKeys[0]",
            ])
    }

    /// Where not every problem is told of, one may be of what decides.
    @Test(.timeLimit(.minutes(1))) func manyUnreadable() {
        let keys = repeated("1,", 100_001) + "1"
        let answer = page(interconnect(more: #","macSecKeys":[\#(keys)]"#), interconnect(more: #","awsDevice":5"#))
        #expect(answer.verdict == "not_described resend")
        #expect(answer.problems.count == 100_001 && answer.problems.last?.code == .moreProblems)
    }

    @Test func manyInterconnects() {
        let many = (0..<10_000).map {
            interconnect("dxcon-\($0)", name: "n\($0)", more: #","tags":[{"key":"k","value":"\#($0)"}]"#)
        }
        let answer = described(#"{"interconnects":[\#(many.joined(separator: ","))]}"#)
        #expect(answer.interconnectCount == 10_000)
        let last = Reconciliation.Match(page: SharedDocument(answer.document), number: 9_999)
        #expect(answer.document[last.structure].isProof)
        // More than a host has memory for: every one of them takes more than its four bytes.
        let empty = String(repeating: "{},", count: 100_000) + "{}"
        #expect(described(#"{"interconnects":[\#(empty)]}"#).verdict == "not_described resend")
    }

    @Test func problemsOfTheRequest() {
        var request = DescribeInterconnectsRequest()
        #expect(request.problems().isEmpty && String(decoding: request.body, as: UTF8.self) == "{}")
        request.set(.interconnectId, "banana")
        request.maxResults = 101
        request.set(.nextToken, "")
        #expect(
            request.problems().map(\.summary) == [
                "warning UNUSUAL_VALUE interconnectId", "warning UNUSUAL_VALUE maxResults", "error TOO_SHORT nextToken",
            ])
        request.set(.interconnectId, "dxcon-fg1a2b3c")
        request.maxResults = 100
        #expect(request.problems().map(\.summary) == ["error TOO_SHORT nextToken"])
        request.unset(.nextToken)
        #expect(request.problems().isEmpty && request.string(.nextToken) == nil && request.maxResults == 100)
        #expect(String(decoding: request.body, as: UTF8.self) == #"{"interconnectId":"dxcon-fg1a2b3c","maxResults":100}"#)
        request.maxResults = nil
        #expect(request.maxResults == nil)
        #expect(String(decoding: request.body, as: UTF8.self) == #"{"interconnectId":"dxcon-fg1a2b3c"}"#)
    }
}
