import Testing

@testable import DXInterconnect

/// The rules about members that are no tags.
@Suite struct RequestRulesTests {
    typealias Member = CreateInterconnectRequest.Member

    @Test func aGoodRequest() {
        #expect(CreateInterconnectRequest.good.verdict() == [])
        #expect(CreateInterconnectRequest.good.verdict([.warningsAsErrors]) == [])
    }

    @Test func everythingMissing() {
        #expect(
            CreateInterconnectRequest().problems().map(\.message) == [
                #"Missing required parameter in input: "interconnectName""#, #"Missing required parameter in input: "bandwidth""#,
                #"Missing required parameter in input: "location""#,
            ])
    }

    @Test(
        arguments: [
            (.interconnectName, "error TOO_SHORT"), (.bandwidth, "error TOO_SHORT"), (.location, "error TOO_SHORT"),
            (.lagId, "error TOO_SHORT"), (.providerName, "warning EMPTY_PROVIDER_NAME"),
        ] as [(Member, String)])
    func empty(_ member: Member, _ expected: String) {
        let problems = CreateInterconnectRequest.good(but: member, "").problems()
        #expect(problems.map(\.summary) == ["\(expected) \(member)"])
        if member != .providerName {
            #expect(problems.first?.message == "Invalid length for parameter \(member), value: 0, valid min length: 1")
        }
    }

    /// Every control character of Unicode, in each of the members.
    @Test(arguments: [.interconnectName, .bandwidth, .location, .lagId, .providerName] as [Member])
    func controlCharacters(_ member: Member) {
        for value in Array(UInt32(0)..<0x20) + Array(UInt32(0x7f)..<0xa0) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            for text in ["a\(scalar)b", "\(scalar)", "10Gbps\(scalar)"] {
                let code = value == 0 ? "NUL_CHARACTER" : "CONTROL_CHARACTER"
                #expect(CreateInterconnectRequest.good(but: member, text).verdict() == ["error \(code) \(member)"], "U+\(value)")
            }
        }
    }

    @Test(arguments: [" ", "~", "\u{a0}", "\u{ad}", "é", "😀", "\u{2028}"])
    func noControlCharacters(_ character: String) {
        #expect(CreateInterconnectRequest.good(but: .providerName, "a\(character)b").verdict() == [])
    }

    @Test(
        arguments: [
            (.interconnectName, "a"), (.interconnectName, "acme iad_1,2/3-4"), (.interconnectName, "x200"), (.location, "EqDC2"),
            (.location, "EqSe2-EQ"), (.location, "-"), (.lagId, "dxlag-ffabc123"), (.lagId, "dxlag-" + repeated("Z", 21)),
            (.lagId, "arn:aws:directconnect:us-east-1:123456789012:dxlag/dxlag-ffabc123"),
            (.lagId, "arn:aws-us-gov:directconnect:us-gov-west-1:123456789012:dxlag/dxlag-ffabc123"), (.providerName, "Acmé 😀"),
        ] as [(Member, String)])
    func usual(_ member: Member, _ text: String) {
        #expect(CreateInterconnectRequest.good(but: member, text == "x200" ? repeated("x", 200) : text).verdict() == [])
    }

    @Test(
        arguments: [
            (.interconnectName, "é"), (.interconnectName, "a.b"), (.interconnectName, "x201"), (.location, "Eq DC2"),
            (.location, "EqDC2."),
            (.location, "É"), (.lagId, "banana"), (.lagId, "dxlag-"), (.lagId, "dxlag-1234567"),
            (.lagId, "dxlag-1234567890123456789012"),
            (.lagId, "dxlag-ffabc12!"), (.lagId, "DXLAG-ffabc123"), (.lagId, "dxlag/dxlag-ffabc123"),
            (.lagId, "arn:aws:directconnect:us-east-1:123456789012:dxlag/"),
            (.lagId, "arn:aws:directconnect:us-east-1:12345678901:dxlag/dxlag-ffabc123"),
            (.lagId, "arn:aws:directconnect:us-east-1:1234567890123:dxlag/dxlag-ffabc123"),
            (.lagId, "arn:aws:directconnect::123456789012:dxlag/dxlag-ffabc123"),
            (.lagId, "arn:aws:ec2:us-east-1:123456789012:dxlag/dxlag-ffabc123"),
            (.lagId, "arn:AWS:directconnect:us-east-1:123456789012:dxlag/dxlag-ffabc123"),
            (.lagId, "arn:aws:directconnect:US-EAST-1:123456789012:dxlag/dxlag-ffabc123"),
            (.lagId, "arn:aws:directconnect:us-east-1:123456789012:dxcon/dxlag-ffabc123"),
            (.lagId, "arn:aws2:directconnect:us-east-1:123456789012:dxlag/dxlag-ffabc123"), (.lagId, "arn:"),
            (.lagId, "arn:/dxlag-ffabc123"),
        ] as [(Member, String)])
    func unusual(_ member: Member, _ text: String) {
        let request = CreateInterconnectRequest.good(but: member, text == "x201" ? repeated("x", 201) : text)
        #expect(request.verdict() == ["warning UNUSUAL_VALUE \(member)"])
        #expect(request.verdict([.warningsAsErrors]) == ["error UNUSUAL_VALUE \(member)"])
    }

    @Test(arguments: [
        (#""lagId":5"#, "lagId", "number", "string", "5"), (#""lagId":null"#, "lagId", "null", "string", "null"),
        (#""lagId":true"#, "lagId", "boolean", "string", "true"), (#""lagId":["a"]"#, "lagId", "array", "string", #"["a"]"#),
        (#""lagId":{}"#, "lagId", "object", "string", "{}"), (#""requestMACSec":1"#, "requestMACSec", "number", "boolean", "1"),
        (#""requestMACSec":null"#, "requestMACSec", "null", "boolean", "null"),
        (#""tags":{"key":"a"}"#, "tags", "object", "array", #"{"key":"a"}"#),
        (#""tags":[5]"#, "tags[0]", "number", "object", "5"),
        (#""tags":[{"key":"a"},null]"#, "tags[1]", "null", "object", "null"),
        (#""tags":[[]]"#, "tags[0]", "array", "object", "[]"), (#""tags":[{"key":1}]"#, "tags[0].key", "number", "string", "1"),
        (#""tags":[{"key":"a","value":null}]"#, "tags[0].value", "null", "string", "null"),
    ])
    func wrongTypes(_ member: String, _ path: String, _ type: String, _ valid: String, _ value: String) throws {
        let request = try CreateInterconnectRequest(
            text: #"{"interconnectName":"a","bandwidth":"1Gbps","location":"L",\#(member)}"#)
        let problems = request.problems()
        #expect(problems.map(\.summary) == ["error WRONG_TYPE \(path)"])
        #expect(
            problems.first?.message == "Invalid type for parameter \(path), value: \(value), type: \(type), valid types: \(valid)"
        )
    }

    @Test func orderOfProblems() throws {
        let text = #"""
            {"zeta":1,"tags":[{"value":"\t","other":0},{"key":"aws:a","value":"*"},{"key":"aws:a"}],"requestMACSec":true,
             "lag_id":"x","lagId":"y","bandwidth":"1Gbps","providerName":""}
            """#
        #expect(
            try CreateInterconnectRequest(text: text).verdict() == [
                "error MISSING_MEMBER interconnectName", "error MISSING_MEMBER location", "error UNKNOWN_MEMBER zeta",
                "error UNKNOWN_MEMBER lag_id", "warning UNUSUAL_VALUE lagId", "error MISSING_MEMBER tags[0].key",
                "error UNKNOWN_MEMBER tags[0].other", "error TAG_CHARACTER tags[0].value",
                "error RESERVED_TAG_PREFIX tags[1].key",
                "error TAG_CHARACTER tags[1].value", "error RESERVED_TAG_PREFIX tags[2].key",
                "error DUPLICATE_TAG_KEY tags[2].key",
                "warning EMPTY_PROVIDER_NAME providerName", "warning MACSEC_AT_1_GBPS requestMACSec",
            ])
    }

    @Test func unknownMembers() throws {
        let request = try CreateInterconnectRequest(
            text: #"{"interconnectName":"a","bandwidth":"1Gbps","location":"L","foo":1,"tags":[{"key":"k","Value":"v"}]}"#)
        #expect(
            request.problems().map(\.message) == [
                #"Unknown parameter in input: "foo", must be one of: interconnectName, bandwidth, location, lagId, tags, providerName, requestMACSec"#,
                #"Unknown parameter in tags[0]: "Value", must be one of: key, value"#,
            ])
        #expect(request.verdict([.allowUnknownMembers]) == [])
        #expect(request.json.hasSuffix(#""tags":[{"key":"k","Value":"v"}],"foo":1}"#))
    }

    @Test func whatTheTextItselfIs() {
        func refusal(_ bytes: [UInt8]) -> String {
            do throws(Problem) {
                _ = try CreateInterconnectRequest(json: bytes.span)
                return "none"
            } catch {
                let position = error.position.map { " \($0.line):\($0.column) @\($0.offset)" } ?? ""
                return error.summary + position
            }
        }
        #expect(refusal(Array("[]".utf8)) == "error WRONG_TYPE  1:1 @0")
        #expect(refusal(Array(" \n null".utf8)) == "error WRONG_TYPE  2:2 @3")
        #expect(refusal(Array("".utf8)) == "error INVALID_JSON  1:1 @0")
        #expect(refusal(Array("{\"é\": \n é}".utf8)) == "error INVALID_JSON  2:2 @9")
        #expect(refusal(Array("{\"é\":😀}".utf8)) == "error INVALID_JSON  1:6 @6")
        #expect(refusal(Array("{\r\n\"a\":1,\r\n\"a\":2}".utf8)) == "error DUPLICATE_MEMBER a 3:1 @11")
        #expect(refusal([0x7b, 0x22, 0xc3, 0x22, 0x7d]) == "error INVALID_UTF8  1:3 @2")
        #expect(
            refusal(Array(#"{"tags":[{"key":"a"},{"key":"a","key":"b"}]}"#.utf8)) == "error DUPLICATE_MEMBER tags[1].key 1:33 @32"
        )
        #expect(refusal(Array(#"{"tags":[{},{"x":1,"x":2}]}"#.utf8)) == "error DUPLICATE_MEMBER tags[1].x 1:20 @19")
        #expect(refusal(Array("{}".utf8)) == "none")
    }

    /// Half of a surrogate pair has no text to be shown as.
    @Test func halfACharacterInAMessage() throws {
        let problems = try CreateInterconnectRequest(text: #"{"requestMACSec":"a\ud800b"}"#).problems()
        #expect(problems.last?.message.contains("value: ab, type: string") == true)
    }

    @Test(.timeLimit(.minutes(1))) func notEveryProblemIsTold() throws {
        let request = try CreateInterconnectRequest(text: #"{"tags":[\#(repeated("1,", 100_001))1]}"#)
        let problems = request.problems()
        #expect(problems.count == 100_001)
        #expect(problems.last?.summary == "error MORE_PROBLEMS ")
        #expect(problems.last?.message == "There are more problems: only the first 100000 are listed")
    }

    @Test func whatWasSetIsUnset() {
        var request = CreateInterconnectRequest.good
        request.requestMACSec = true
        #expect(request.requestMACSec == true)
        request.requestMACSec = nil
        #expect(request.requestMACSec == nil && request.json == CreateInterconnectRequest.good.json)
    }

    @Test(arguments: [
        ("1Gbps", 1), ("500Mbps", 2), ("1000Mbps", 2), ("10Gbps", 0), ("1001Mbps", 1), ("10", 1), ("1", 2), ("bananas", 1),
    ])
    func macsec(_ bandwidth: String, _ count: Int) {
        var request = CreateInterconnectRequest.good(but: .bandwidth, bandwidth)
        request.requestMACSec = true
        #expect(request.problems().count == count)
        let isSlow = ["1Gbps", "500Mbps", "1000Mbps", "1"].contains(bandwidth)
        #expect(request.verdict().contains("warning MACSEC_AT_1_GBPS requestMACSec") == isSlow)
        request.requestMACSec = false
        #expect(request.problems().allSatisfy { $0.code != .macsecAt1Gbps })
    }

    @Test func messagesCutAndEscapeTheirValues() {
        let long = CreateInterconnectRequest.good(but: .location, repeated("é", 81)).problems().first?.message
        #expect(long?.contains("value: " + repeated("é", 80) + "…, ") == true)
        let control = CreateInterconnectRequest.good(but: .location, "a\u{1b}[31m\nb").problems().first?.message
        #expect(control?.contains("value: a\\u001b[31m\\nb, ") == true)
    }
}
