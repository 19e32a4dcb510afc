import Testing

@testable import DXInterconnect

/// Reads a response.
func answer(
    _ status: Int32, _ body: [UInt8], headers: String = "", delivery: Delivery = .complete, now: Int64? = nil,
    operation: DXInterconnect.Operation = .createInterconnect
) -> Answer {
    body.withView { body in
        headers.withView { headers in
            Answer(
                HTTPResponse(
                    operation: operation, delivery: delivery, status: status, headers: headers, body: body, now: now))
        }
    }
}

func answer(
    _ status: Int32, _ body: String, headers: String = "", delivery: Delivery = .complete, now: Int64? = nil,
    operation: DXInterconnect.Operation = .createInterconnect
) -> Answer {
    answer(status, Array(body.utf8), headers: headers, delivery: delivery, now: now, operation: operation)
}

extension Answer {
    /// `created done`
    var verdict: String { "\(outcome.name) \(advice.name)" }
    func text(_ range: Document.TextRange?) -> String? { range.map { document.string($0) } }
    func string(_ member: Interconnect) -> String? {
        if case .string(let range) = document[member.rawValue] { document.string(range) } else { nil }
    }
}

@Suite struct AnswerTests {
    private static let id = #"{"interconnectId":"dxcon-fg1a2b3c""#

    /// From the id on every cut body is a port that was ordered; before it nobody knows.
    @Test(arguments: [Delivery.complete, .answerCutOff])
    func aSuccessThatIsCutAtEveryByte(_ delivery: Delivery) {
        let text = Array(
            (AnswerTests.id + #","region":"us-east-1","tags":[{"key":"k","value":"v"},5],"x":[{}],"loaIssueTime":1.5}"#).utf8)
        for count in text.indices {
            let answer = answer(200, Array(text.prefix(count)), delivery: delivery)
            let isCreated = count >= AnswerTests.id.utf8.count
            #expect(answer.verdict == (isCreated ? "created done" : "unknown look_first"), "\(count)")
            let isCut = answer.problems.contains { $0.code == .bodyCutOff }
            #expect(isCut == (count > 0 || delivery == .answerCutOff), "\(count)")
            #expect(answer.problems.contains { $0.code == .noInterconnectId } != isCreated)
        }
        #expect(answer(200, text).verdict == "created done")
    }

    @Test(arguments: [200, 201, 202, 204, 299] as [Int32])
    func everySuccess(_ status: Int32) {
        #expect(answer(status, AnswerTests.id + "}").verdict == "created done")
        #expect(answer(status, "{}").verdict == "unknown look_first")
    }

    /// An error that shows an interconnect is no error to build on.
    @Test(arguments: [100, 199, 300, 400, 403, 408, 429, 500, 503, 0, -1] as [Int32])
    func anErrorWithAnInterconnect(_ status: Int32) {
        for code in ["", "Throttling", "DirectConnectClientException", "RequestExpired"] {
            let answer = answer(status, AnswerTests.id + #","__type":"\#(code)"}"#)
            #expect(answer.verdict == "unknown look_first", "\(code)")
        }
    }

    @Test(
        arguments: [
            Case("DirectConnectClientException", "DirectConnectClientException"),
            Case("com.amazonaws#DirectConnectClientException", "DirectConnectClientException"),
            Case("a#b#c", "c"), Case("TooManyTagsException:http://internal.amazon.com/coral/", "TooManyTagsException"),
            Case("x#Throttling:http://a#b", "Throttling"), Case(" Throttling ", "Throttling"), Case("", nil), Case(":", nil),
            Case("#", nil), Case("a#", nil),
            Case(":Throttling", nil), Case("#Throttling", "Throttling"),
        ] as [Case<String?>])
    func errorCodes(_ row: Case<String?>) {
        #expect(row.text.withView { $0.errorCode?.string } == row.expected)
        let inHeader = answer(400, "{}", headers: "X-Amzn-ErrorType: \(row.text)\r\n")
        #expect(inHeader.text(inHeader.errorCode) == row.expected)
        for member in ["code", "__type"] {
            let inBody = answer(400, #"{"\#(member)":"\#(row.text)"}"#)
            #expect(inBody.text(inBody.errorCode) == row.expected, "\(member)")
        }
    }

    /// Header, then `code`, then `__type`; `message`, then `Message`.
    @Test func orderOfPlaces() {
        let body = #"{"__type":"T","code":"C","Message":"M","message":"m"}"#
        let all = answer(400, body, headers: "x-amzn-errortype: H\r\n")
        #expect(all.text(all.errorCode) == "H" && all.text(all.errorMessage) == "m")
        let without = answer(400, body)
        #expect(without.text(without.errorCode) == "C")
        let typeOnly = answer(400, #"{"code":null,"__type":"T","message":5,"Message":"M"}"#)
        #expect(typeOnly.text(typeOnly.errorCode) == "T" && typeOnly.text(typeOnly.errorMessage) == "M")
    }

    @Test(
        arguments: [
            ("DuplicateTagKeysException", .duplicateTagKeys), ("TooManyTagsException", .tooManyTags),
            ("DirectConnectServerException", .server),
            ("DirectConnectClientException", .client), ("Throttling", .other), ("directconnectclientexception", .other),
        ] as [(String, ServiceErrorKind)])
    func kinds(_ code: String, _ kind: ServiceErrorKind) {
        #expect(answer(400, #"{"__type":"\#(code)"}"#).serviceError == kind)
        #expect(kind == .other || kind.name.description == code)
    }

    @Test func nothingCameBack() {
        let nothingSent = answer(0, "", delivery: .nothingSent)
        #expect(nothingSent.verdict == "not_created resend" && nothingSent.httpStatus == 0 && nothingSent.serviceError == .none)
        let noAnswer = answer(0, "", delivery: .noAnswer)
        #expect(noAnswer.verdict == "unknown look_first" && noAnswer.httpStatus == 0 && noAnswer.problems.isEmpty)
    }

    /// Whatever the host says: an answer that is here is read, as one that may not be whole.
    @Test(arguments: [Delivery.nothingSent, .noAnswer])
    func somethingCameBackAllTheSame(_ delivery: Delivery) {
        #expect(answer(200, AnswerTests.id + "}", delivery: delivery).verdict == "created done")
        #expect(answer(400, "", delivery: delivery).verdict == "unknown look_first")
        #expect(answer(0, AnswerTests.id, delivery: delivery).verdict == "unknown look_first")
        #expect(answer(0, "", headers: "Retry-After: 5\r\n", delivery: delivery).verdict == "unknown look_first")
    }

    /// A 400 that ends too early, without a code: it may have been the one that says nothing of the port.
    @Test(arguments: ["", "{", #"{"message":"m""#, #"{"__type":"#, #"{"__type":"DirectConnectServ"#, #"{"message":"m"}"#])
    func aCutError(_ body: String) {
        #expect(answer(400, body, delivery: .answerCutOff).verdict == "unknown look_first")
    }

    @Test func bodiesOver16MiBCountAsCutOff() {
        let limit = HTTPResponse.maximumBodyLength
        func verdict(_ length: Int) -> (String, Bool) {
            let body = AnswerTests.id + ",\"x\":\""
            let answer = answer(
                200,
                Array(body.utf8) + Array(repeating: UInt8(ascii: "x"), count: length - body.utf8.count - 2) + Array("\"}".utf8))
            return (answer.verdict, answer.problems.contains { $0.code == .bodyCutOff })
        }
        #expect(verdict(limit) == ("created done", false))
        #expect(verdict(limit + 1) == ("created done", true))
    }

    @Test(
        arguments: [
            ([0xa0], ""), ([0xbf, 0x61], ""), ([0xd9, 0x01], "Content-Type: application/cbor\r\n"),
            ([], "content-type: Application/CBOR; x\r\n"),
        ] as [([UInt8], String)])
    func cbor(_ body: [UInt8], _ headers: String) {
        let answer = answer(200, body, headers: headers)
        #expect(answer.verdict == "unknown look_first")
        #expect(answer.problems.contains { $0.code == .bodyIsCBOR })
    }

    @Test(arguments: ["text/html; charset=utf-8", "application/x-cbo", ""])
    func otherContentTypes(_ type: String) {
        let answer = answer(200, "<html>", headers: "Content-Type: \(type)\r\n")
        #expect(answer.verdict == "unknown look_first")
        #expect(answer.problems.map(\.code) == [.bodyNotJSON, .noInterconnectId])
    }

    /// What comes after an id and says nothing is no value to tell of.
    @Test func anIdAndThenNull() {
        let answer = answer(200, AnswerTests.id + #","interconnectId":null,"interconnectId":"","region":5}"#)
        #expect(answer.verdict == "created done" && answer.string(.interconnectId) == "dxcon-fg1a2b3c")
        #expect(answer.problems.map(\.summary) == ["warning WRONG_TYPE region"])
    }

    /// Of codes that contradict each other the one counts after which nobody knows, wherever it stands.
    @Test(arguments: ["code", "__type"])
    func twoCodes(_ member: String) {
        let answer = answer(
            400, #"{"\#(member)":"DirectConnectServerException"}"#, headers: "x-amzn-ErrorType: DirectConnectClientException\r\n")
        #expect(answer.verdict == "unknown look_first")
        #expect(answer.text(answer.errorCode) == "DirectConnectServerException")
    }

    /// JSON is JSON, whatever the header calls it.
    @Test func jsonThatIsCalledCBOR() {
        #expect(answer(200, AnswerTests.id + "}", headers: "Content-Type: application/cbor\r\n").verdict == "created done")
    }

    @Test(arguments: ["requested", "pending", "available", "down", "deleting", "deleted", "unknown"])
    func states(_ text: String) {
        let state = text.withView { InterconnectState($0) }
        #expect("\(state)" == text)
        #expect((text + "x").withView { InterconnectState($0) } == .unrecognised)
        #expect(text.uppercased().withView { InterconnectState($0) } == .unrecognised)
    }

    @Test(arguments: ["unknown", "yes", "no"])
    func redundancies(_ text: String) {
        #expect("\(text.withView { LogicalRedundancy($0) })" == text)
        #expect("".withView { LogicalRedundancy($0) } == .unrecognised)
    }

    /// Every member of a wrong type is left out, named once, and changes nothing else.
    @Test func wrongMembersAreLeftOut() {
        let body =
            AnswerTests.id
            + #","region":5,"tags":[{"key":1,"value":"v"},7,{"key":"k"}],"loaIssueTime":"never","jumboFrameCapable":"true"}"#
        let clean = answer(200, body)
        #expect(clean.outcome == .created)
        #expect(
            clean.problems.map(\.summary) == [
                "warning WRONG_TYPE region", "warning INVALID_TIMESTAMP loaIssueTime", "warning WRONG_TYPE jumboFrameCapable",
                "warning WRONG_TYPE tags[0].key", "warning WRONG_TYPE tags[1]",
            ])
        #expect(clean.string(.region) == nil && clean.document.count(of: Interconnect.tags.rawValue) == 2)
    }

    /// No answer is empty of words, and no control character of the server's reaches a terminal.
    @Test func explanations() {
        let answers = [
            answer(200, AnswerTests.id + "}"), answer(200, ""),
            answer(400, #"{"__type":"A\u001b[31m","message":"\u0007\n\u202e"}"#), answer(503, "<html>"),
            answer(0, "", delivery: .noAnswer), answer(0, "", delivery: .nothingSent), answer(429, "{}"), answer(302, ""),
            answer(403, #"{"__type":"RequestExpired"}"#, headers: "Date: Thu, 01 Jan 1970 01:00:00 GMT\r\n", now: 0),
        ]
        for answer in answers {
            let text = answer.text(answer.explanation) ?? ""
            #expect(text.hasSuffix(".") && text.unicodeScalars.allSatisfy { !$0.isControlInText }, "\(text)")
        }
        #expect(Set(answers.map { $0.text($0.explanation) }).count == answers.count)
    }
}
