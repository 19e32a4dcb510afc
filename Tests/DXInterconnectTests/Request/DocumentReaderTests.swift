import Testing

@testable import DXInterconnect

/// Reads a text for a purpose: the document, and what was wrong with the text.
private func read(
    _ text: String, as shape: Shape = .interconnect, for purpose: DocumentReader.Purpose = .answer
) -> (document: Document, flaw: String?) {
    text.withView { view in
        var reader = DocumentReader(shape, view, for: purpose)
        do throws(JSONError) {
            try reader.read()
            return (reader.document, nil)
        } catch {
            return (reader.document, error.summary)
        }
    }
}

extension Document {
    /// `string x`, for a test to compare.
    fileprivate func shown(_ place: Int) -> String {
        switch self[place] {
        case .absent: "absent"
        case .string(let range): "string \(string(range))"
        case .boolean(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .timestamp(let microseconds): "time \(microseconds)"
        case .list(_, let count): "list of \(count)"
        case .wrongType(let range): "wrong type \(string(range))"
        case .invalidUTF8: "invalid UTF-8"
        case .notUnicode(let range): "not Unicode \(string(range))"
        case .invalidTimestamp(let range): "no time \(string(range))"
        case .refused: "refused"
        }
    }

    fileprivate func shown(_ member: Interconnect) -> String { shown(member.rawValue) }
}

@Suite struct DocumentReaderTests {
    @Test(
        arguments: [
            (#"{"region":"r"}"#, .region, "string r"), (#"{"region":""}"#, .region, "string "),
            (#"{"region":null}"#, .region, "absent"),
            (#"{"region":1.50}"#, .region, "wrong type 1.50"), (#"{"region":[1, "é"]}"#, .region, #"wrong type [1, "é"]"#),
            (#"{"region":"\ud800"}"#, .region, #"not Unicode \ud800"#), (#"{"region":"\u0000"}"#, .region, "string \0"),
            (#"{"r\u0065gion":"r"}"#, .region, "string r"), (#"{"Region":"r"}"#, .region, "absent"),
            (#"{"regio":"r"}"#, .region, "absent"),
            (#"{"jumboFrameCapable":true}"#, .jumboFrameCapable, "true"),
            (#"{"jumboFrameCapable":false}"#, .jumboFrameCapable, "false"),
            (#"{"jumboFrameCapable":"true"}"#, .jumboFrameCapable, #"wrong type "true""#),
            (#"{"jumboFrameCapable":0}"#, .jumboFrameCapable, "wrong type 0"),
            (#"{"loaIssueTime":1453757421.25}"#, .loaIssueTime, "time 1453757421250000"),
            (#"{"loaIssueTime":"1453757421.25"}"#, .loaIssueTime, "time 1453757421250000"),
            (#"{"loaIssueTime":"\u0031970-01-01"}"#, .loaIssueTime, "time 0"),
            (#"{"loaIssueTime":true}"#, .loaIssueTime, "wrong type true"), (#"{"loaIssueTime":null}"#, .loaIssueTime, "absent"),
            (#"{"loaIssueTime":1e99}"#, .loaIssueTime, "no time 1e99"),
            (#"{"loaIssueTime":"\ud800"}"#, .loaIssueTime, #"no time "\ud800""#),
            (#"{"tags":[]}"#, .tags, "list of 0"), (#"{"tags":null}"#, .tags, "absent"),
            (#"{"tags":{}}"#, .tags, "wrong type {}"),
            (#"{"tags":[{},5,null,{"key":"k"}]}"#, .tags, "list of 4"),
        ] as [(String, Interconnect, String)])
    func members(_ text: String, _ member: Interconnect, _ expected: String) {
        let (document, flaw) = read(text)
        #expect(flaw == nil)
        #expect(document.shown(member) == expected)
    }

    /// Of an answer's member that comes twice the last one counts, `null` among them; of a request's none.
    @Test(arguments: [
        (#""a","region":"b""#, "string b"), (#""a","region":null"#, "absent"), (#""a","region":5"#, "wrong type 5"),
        (#"5,"region":"a""#, "string a"), (#"null,"region":"a""#, "string a"),
        (#""a","x":1,"region":"b","region":"c""#, "string c"),
        (#""a","regio\u006e":"b""#, "string b"),
    ])
    func lastOneCounts(_ values: String, _ expected: String) {
        let (document, flaw) = read(#"{"region":\#(values)}"#)
        #expect(flaw == nil)
        #expect(document.shown(.region) == expected)
    }

    /// What proves the order stays, whatever comes after it.
    @Test(arguments: [
        (#""a""#, "string a"), (#""a","interconnectId":null"#, "string a"), (#""a","interconnectId":"""#, "string a"),
        (#""a","interconnectId":5"#, "string a"), (#""a","interconnectId":"\ud800""#, "string a"),
        (#""a","interconnectId":[],"interconnectId":null"#, "string a"), (#""a","interconnectId":"b""#, "string b"),
        (#"null,"interconnectId":"a""#, "string a"), (#""","interconnectId":"a""#, "string a"),
        (#"5,"interconnectId":6"#, "wrong type 6"),
        (#""","interconnectId":null"#, "absent"),
    ])
    func interconnectIdIsNeverUnset(_ values: String, _ expected: String) {
        for shape in [Shape.interconnect, .serviceError] {
            let (document, flaw) = read(#"{"interconnectId":\#(values)}"#, as: shape)
            #expect(flaw == nil)
            #expect(document.shown(shape == .interconnect ? 0 : ServiceError.interconnectId.rawValue) == expected)
        }
    }

    @Test(arguments: [
        Case(#"{"location":"a","location":"a"}"#, "duplicate @16"), Case(#"{"location":null,"location":1}"#, "duplicate @17"),
        Case(#"{"location":"a","loc\u0061tion":"b"}"#, "duplicate @16"), Case(#"{"x":1,"x":1}"#, "duplicate @7"),
        Case(#"{"x":1,"y":2,"\u0078":3}"#, "duplicate @13"), Case(#"{"":1,"":1}"#, "duplicate @6"),
        Case(#"{"tags":[{"key":"a","key":"b"}]}"#, "duplicate @20"), Case(#"{"tags":[{"x":1,"y":2,"x":3}]}"#, "duplicate @22"),
        Case(#"{"tags":[{"x":1,"x":2}],"x":3,"x":4}"#, "duplicate @16"),
        // The first of all places, also where names sort the other way.
        Case(#"{"b":1,"b":2,"a":1,"a":2}"#, "duplicate @7"), Case(#"{"a":1,"b":1,"b":2,"a":2}"#, "duplicate @13"),
    ])
    func duplicatesOfARequest(_ row: Case<String>) {
        #expect(read(row.text, as: .createInterconnectRequest, for: .request).flaw == row.expected)
    }

    @Test(arguments: [
        #"{"x":1,"X":1}"#, #"{"tags":[{"x":1},{"x":1}],"x":1}"#, #"{"tags":[{"key":"a"},{"key":"a"}]}"#, #"{"x":{"y":1,"y":2}}"#,
        #"{"é":1,"e\u0301":1}"#,
    ])
    func noDuplicates(_ text: String) { #expect(read(text, as: .createInterconnectRequest, for: .request).flaw == nil) }

    @Test func nullOfARequestIsAWrongValue() {
        let (document, flaw) = read(
            #"{"location":null,"requestMACSec":null,"tags":null}"#, as: .createInterconnectRequest, for: .request)
        #expect(flaw == nil)
        for member in [CreateInterconnectRequest.Member.location, .requestMACSec, .tags] {
            #expect(document.shown(member.rawValue) == "wrong type null")
        }
    }

    @Test(arguments: [
        Case("", "cut off @0"), Case("[]", "expected '{' @0"), Case("null", "expected '{' @0"),
        Case("{]", "expected a member name @1"),
        Case("{}{}", "trailing text @2"), Case("{} x", "trailing text @3"),
        Case(#"{"region":"a",}"#, "expected a member name @14"),
        Case(#"{"tags":[{}{}]}"#, "expected ',' or ']' @11"), Case(#"{"tags":[{},]}"#, "expected a JSON value @12"),
        Case(#"{"tags":[{"key":"a"]}"#, "expected ',' or '}' @19"), Case(#"{"tags":[}"#, "expected a JSON value @9"),
        Case(#"{"jumboFrameCapable":tru}"#, "expected a JSON value @24"), Case(#"{"loaIssueTime":-}"#, "invalid number @17"),
    ])
    func noJSON(_ row: Case<String>) { #expect(read(row.text).flaw == row.expected) }

    /// Whatever has been read before a body was cut stays read.
    @Test func cutAtEveryByte() {
        let id = #"{"interconnectId":"dxcon-fg1a2b3c""#
        let rest =
            #" , "region":"us-east-1","jumboFrameCapable":true,"loaIssueTime":1.5e3,"tags":[{"key":"a","value":"b","n":{"x":[1]}},7],"new":[{"a":null}],"macSecKeys":[{"ckn":"c"}]}"#
        let text = Array((id + rest).utf8)
        for count in text.indices {
            let (document, flaw) = read(String(decoding: text.prefix(count), as: UTF8.self))
            #expect(flaw == "cut off @\(count)")
            #expect(document.shown(.interconnectId) == (count < id.utf8.count ? "absent" : "string dxcon-fg1a2b3c"), "\(count)")
            _ = document.unknownMembers(of: 0)
        }
        #expect(read(id + rest).flaw == nil)
    }

    /// The same with anything but the end after it.
    @Test func brokenAtEveryByte() {
        let text = Array(#"{"interconnectId":"i","tags":[{"key":"a","n":{"x":[1,"\u00e9"]}},7],"t":[{"a":null}]}"#.utf8)
        for place in text.indices {
            for byte in [0x00, 0x22, 0x2c, 0x31, 0x5b, 0x5c, 0x5d, 0x7b, 0x7d, 0x80, 0xff] as [UInt8] {
                var broken = text
                broken[place] = byte
                broken.withView { view in
                    var reader = DocumentReader(.interconnect, view, for: .answer)
                    try? reader.read()
                    var document = reader.document
                    if place > 21 { #expect(document.shown(.interconnectId) == "string i") }
                    _ = document.leaveOutUnreadable(isList: false)
                    #expect(flaw(ofJSON: document.json) == nil)
                }
            }
        }
    }

    @Test func unknownMembersAreSlicesOfTheText() {
        let (document, _) = read(#"{"a" : [ 1.10 , "\u00e9" ] ,"region":"r","b":-0,"a":null}"#)
        let members = document.unknownMembers(of: 0).map { "\(document.string($0.name))=\(document.string($0.json))" }
        #expect(members == [#"a=[ 1.10 , "\u00e9" ]"#, "b=-0", "a=null"])
    }

    @Test func deepUnknownMembers() {
        for depth in [64, 65, 128, 129, 100_000] {
            let json = repeated("[", depth) + repeated("]", depth)
            let (document, flaw) = read(#"{"x":\#(json),"region":"r"}"#)
            #expect(flaw == nil)
            #expect(document.unknownMembers.first.map { Int($0.json.length) } == 2 * depth)
            #expect(document.shown(.region) == "string r")
        }
    }
}
