import Testing

@testable import DXInterconnect

extension CreateInterconnectRequest {
    /// How many bytes its arena has, and how many values and unknown members there are.
    fileprivate var size: [Int] {
        [document.text.count, document.values.count, document.elements.count, document.unknownMembers.count]
    }
}

/// What a request holds when it is changed again and again.
@Suite struct DocumentTests {
    private let empty = CreateInterconnectRequest().size

    @Test func setManyTimesDoesNotGrow() {
        var request = CreateInterconnectRequest.good
        let size = request.size
        for length in (0..<300).map({ $0 % 17 }) + [7] {
            request.set(.location, repeated("x", length))
            request.set(.interconnectName, repeated("é", length))
            request.setBandwidth(gbps: UInt32(length))
            #expect(request.string(.location) == repeated("x", length))
            #expect(request.string(.interconnectName) == repeated("é", length))
            #expect(request.string(.bandwidth) == "\(length)Gbps")
        }
        request.set(.interconnectName, "acme-iad-1")
        request.set(.bandwidth, "10Gbps")
        request.set(.location, "EqDC2")
        #expect(request.size == size)
        #expect(request.json == CreateInterconnectRequest.good.json)
    }

    @Test func unsetLeavesNothing() {
        var request = CreateInterconnectRequest.good
        request.requestMACSec = true
        request.addTag(key: "a", value: "b")
        for member in CreateInterconnectRequest.Member.allCases { request.unset(member) }
        #expect(request.size == empty)
        #expect(request.json == "{}")
        for member in CreateInterconnectRequest.Member.allCases { request.unset(member) }
        #expect(request.size == empty)
    }

    /// Whatever goes, the others stay as they were.
    @Test(arguments: CreateInterconnectRequest.Member.allCases)
    func removalKeepsTheOthers(_ gone: CreateInterconnectRequest.Member) {
        let strings: [CreateInterconnectRequest.Member] = [.providerName, .interconnectName, .lagId, .location, .bandwidth]
        var request = CreateInterconnectRequest()
        for (index, member) in strings.enumerated() {
            request.set(member, repeated("\(member)", index))
            request.addTag(key: "key\(index)", value: index == 2 ? nil : "value\(index)")
        }
        request.requestMACSec = false
        request.unset(gone)
        for (index, member) in strings.enumerated() {
            #expect(request.string(member) == (member == gone ? nil : repeated("\(member)", index)))
        }
        #expect(request.requestMACSec == (gone == .requestMACSec ? nil : false))
        let tags = (0..<5).map { "key\($0)=" + ($0 == 2 ? "nil" : "value\($0)") }
        #expect(request.tags == (gone == .tags ? [] : tags))
    }

    @Test func tagsGoWithTheirText() {
        var request = CreateInterconnectRequest.good
        let size = request.size
        for _ in 0..<20 {
            for tag in 0..<10 { request.addTag(key: repeated("k", tag), value: tag % 3 == 0 ? nil : repeated("v", tag)) }
            #expect(request.tagCount == 10)
            request.unset(.tags)
            #expect(request.tagCount == 0)
            #expect(request.size == size)
        }
        #expect(request.json == CreateInterconnectRequest.good.json)
    }

    @Test func tagsThatWereReadGoToo() throws {
        let text =
            #"{"location":"L","tags":[{"key":"a","new":[1]},5,{"value":"v","newer":2,"newest":3}],"lagId":"G","unknown":{"x":1}}"#
        var request = try CreateInterconnectRequest(text: text)
        #expect(request.tagCount == 3)
        request.unset(.tags)
        #expect(request.json == #"{"location":"L","lagId":"G","unknown":{"x":1}}"#)
        request.addTag(key: "b", value: "c")
        #expect(request.json == #"{"location":"L","lagId":"G","tags":[{"key":"b","value":"c"}],"unknown":{"x":1}}"#)
        request.unset(.tags)
        request.unset(.location)
        request.unset(.lagId)
        #expect(request.size == [request.document.text.count, empty[1], 0, 1])
        #expect(request.json == #"{"unknown":{"x":1}}"#)
    }

    @Test func tagsAreAddedToThoseThatWereRead() throws {
        var request = try CreateInterconnectRequest(text: #"{"tags":[{"key":"a","x":1}],"y":2}"#)
        request.addTag(key: "b", value: nil)
        request.addTag(key: "", value: "")
        #expect(request.json == #"{"tags":[{"key":"a","x":1},{"key":"b"},{"key":"","value":""}],"y":2}"#)
    }

    @Test func aWrongValueIsReplaced() throws {
        var request = try CreateInterconnectRequest(
            text: #"{"interconnectName":5,"bandwidth":null,"location":"\ud800","tags":"t","requestMACSec":"true","lagId":{}}"#)
        #expect(request.problems().count == 6)
        request.set(.interconnectName, "a")
        request.set(.bandwidth, "1Gbps")
        request.set(.location, "L")
        request.addTag(key: "k", value: nil)
        request.requestMACSec = false
        request.unset(.lagId)
        #expect(request.problems().isEmpty)
        #expect(
            request.json
                == #"{"interconnectName":"a","bandwidth":"1Gbps","location":"L","tags":[{"key":"k"}],"requestMACSec":false}"#)
    }

    @Test func badValuesStayWrongUntilTheyAreMended() {
        var request = CreateInterconnectRequest.good
        let isUTF8 = ([0x61, 0xff] as [UInt8]).withView {
            request.document.setString($0, at: CreateInterconnectRequest.Member.location.rawValue)
        }
        #expect(isUTF8 == false)
        request.document.set(.refused, at: CreateInterconnectRequest.Member.bandwidth.rawValue)
        #expect(request.string(.location) == nil && request.string(.bandwidth) == nil)
        #expect(request.verdict() == ["error REFUSED_VALUE bandwidth", "error INVALID_UTF8 location"])
        request.set(.location, "EqDC2")
        request.unset(.bandwidth)
        #expect(request.verdict() == ["error MISSING_MEMBER bandwidth"])
    }

    @Test func badTags() {
        var request = CreateInterconnectRequest.good
        ([0xff] as [UInt8]).withView { bad in
            "k".withView { good in
                let taken = [
                    request.document.addTag(.view(bad), .absent), request.document.addTag(.view(good), .view(bad)),
                    request.document.addTag(.refused, .refused),
                    request.document.addTag(.view(good), .absent),
                ]
                #expect(taken == [false, false, false, true])
            }
        }
        #expect(
            request.verdict() == [
                "error INVALID_UTF8 tags[0].key", "error INVALID_UTF8 tags[1].value", "error REFUSED_VALUE tags[2].key",
                "error REFUSED_VALUE tags[2].value", "error DUPLICATE_TAG_KEY tags[3].key",
            ])
    }

    /// A string that is borrowed from the request itself is copied as it was.
    @Test func setFromItsOwnText() {
        for length in [1, 10, 100, 1000] {
            var request = CreateInterconnectRequest.good
            request.set(.providerName, repeated("p", length))
            guard case .string(let range) = request.document[CreateInterconnectRequest.Member.providerName.rawValue] else {
                return
            }
            let own = request.document.view(range)
            let isUTF8 = request.document.setString(
                own.slice(0, length - 1), at: CreateInterconnectRequest.Member.providerName.rawValue)
            #expect(isUTF8 == true)
            #expect(request.string(.providerName) == repeated("p", length - 1))
            guard case .string(let name) = request.document[CreateInterconnectRequest.Member.interconnectName.rawValue] else {
                return
            }
            let isTaken = request.document.addTag(.view(request.document.view(name)), .view(request.document.view(name)))
            #expect(isTaken)
            #expect(request.tags == ["acme-iad-1=acme-iad-1"])
        }
    }

    @Test func aCopyIsItsOwn() {
        let original = CreateInterconnectRequest.good(tags: [("a", "b")])
        var copy = original
        copy.set(.location, "elsewhere")
        copy.unset(.tags)
        #expect(original.string(.location) == "EqDC2" && original.tagCount == 1)
        #expect(copy.string(.location) == "elsewhere" && copy.tagCount == 0)
    }

    @Test func unknownMembersBelongToTheirStructure() throws {
        let text = #"{"z":0,"tags":[{"a":1,"key":"k"},{"b":2,"c":3,"key":"l"},{"key":"m"}],"y":4}"#
        let document = try CreateInterconnectRequest(text: text).document
        let tags = CreateInterconnectRequest.Member.tags.rawValue
        func names(_ structure: Int?) -> [String] {
            structure.map { document.unknownMembers(of: $0).map { document.string($0.name) + document.string($0.json) } } ?? [
                "none"
            ]
        }
        #expect(names(0) == ["z0", "y4"])
        #expect(names(document.place(ofElement: 0, of: tags)) == ["a1"])
        #expect(names(document.place(ofElement: 1, of: tags)) == ["b2", "c3"])
        #expect(names(document.place(ofElement: 2, of: tags)) == [])
        #expect(names(document.place(ofElement: 3, of: tags)) == ["none"])
        #expect(names(document.place(ofElement: -1, of: tags)) == ["none"])
        #expect(names(document.place(ofElement: 0, of: 0)) == ["none"])
    }

    /// Nobody may be made to wait by tags that come in great number and go again.
    @Test(.timeLimit(.minutes(1))) func manyTagsGoInReasonableTime() throws {
        let tags = (0..<3000).map { #"{"key":"k\#($0)","u\#($0)":1}"# }.joined(separator: ",")
        var request = try CreateInterconnectRequest(text: #"{"location":"L","tags":[\#(tags)]}"#)
        request.unset(.tags)
        #expect(request.json == #"{"location":"L"}"#)
    }
}

extension CreateInterconnectRequest {
    /// `key=value` of each.
    var tags: [String] {
        (0..<tagCount).map { tag in
            func text(_ member: Int) -> String {
                if case .string(let range) = document.element(tag, of: Member.tags.rawValue, member: member) {
                    document.string(range)
                } else {
                    "nil"
                }
            }
            return "\(text(Tag.key.rawValue))=\(text(Tag.value.rawValue))"
        }
    }
}
