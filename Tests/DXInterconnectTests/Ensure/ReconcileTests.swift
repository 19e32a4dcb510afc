import Testing

@testable import DXInterconnect

/// `conflict dxcon-1 bandwidth 10Gbps 1Gbps`
private func reconcile(
    _ desired: CreateInterconnectRequest = .good, _ pages: Answer..., byLocation: Bool = false, byTag: String? = nil
) throws -> String {
    var identity = Reconciliation.Identity()
    identity.matchesLocation = byLocation
    identity.tagKey = byTag.map { Array($0.utf8) }
    let reconciliation = try Reconciliation(desired.document, pages.map { SharedDocument($0.document) }, identity)
    let ids = reconciliation.matches.map { $0.page.document.string(at: $0.structure) }
    let differences = reconciliation.differences.map { difference in
        let verdict = difference.isConflict ? "" : " (told)"
        return "\(difference.path.string) \(difference.desired?.string ?? "-") \(difference.actual?.string ?? "-")\(verdict)"
    }
    #expect(!reconciliation.explanation(desired.document, identity).isEmpty)
    return ([reconciliation.decision.name.description] + ids + differences).joined(separator: " ")
}

extension Document {
    fileprivate func string(at place: Int) -> String { if case .string(let range) = self[place] { string(range) } else { "-" } }
}

@Suite struct ReconcileTests {
    @Test func decisions() throws {
        #expect(try reconcile(.good, page()) == "create")
        #expect(try reconcile(.good, page(interconnect(name: "other"))) == "create")
        #expect(try reconcile(.good, page(interconnect("dxcon-1"))) == "exists dxcon-1")
        #expect(try reconcile(.good, page(interconnect("dxcon-1", name: "ACME-iad-1"))) == "create")
        #expect(try reconcile(.good, page(interconnect("dxcon-1"), interconnect("dxcon-2"))) == "ambiguous dxcon-1 dxcon-2")
        #expect(
            try reconcile(.good, page(interconnect("dxcon-1", bandwidth: "1Gbps", location: "CSVA1")))
                == "conflict dxcon-1 bandwidth 10Gbps 1Gbps location EqDC2 CSVA1")
    }

    @Test(arguments: ["requested", "pending", "available", "down", "unknown", "frozen"])
    func whatStandsCounts(_ state: String) throws {
        #expect(try reconcile(.good, page(interconnect("dxcon-1", state: state))) == "exists dxcon-1")
    }

    @Test(arguments: ["deleting", "deleted"])
    func whatGoesDoesNot(_ state: String) throws {
        #expect(try reconcile(.good, page(interconnect("dxcon-1", state: state))) == "create")
        #expect(
            try reconcile(.good, page(interconnect("dxcon-1", state: state), interconnect("dxcon-2"))) == "exists dxcon-2")
    }

    @Test func aStateThatIsNotToldCounts() throws {
        #expect(
            try reconcile(
                .good, page(#"{"interconnectId":"i","interconnectName":"acme-iad-1","bandwidth":"10Gbps","location":"EqDC2"}"#))
                == "exists i")
    }

    @Test(arguments: [
        ("10Gbps", "10G", true), ("10Gbps", "10", true), ("10", "10Gbps", true), ("10Gbps", "10000Mbps", true),
        ("1Gbps", "1000Mbps", true), ("10Gbps", "100Gbps", false), ("1Gbps", "1Mbps", false), ("10Gbps", "much", false),
        ("10Gbps", "", false),
    ])
    func bandwidthsByValue(_ desired: String, _ actual: String, _ isSame: Bool) throws {
        let verdict = try reconcile(.good(but: .bandwidth, desired), page(interconnect("i", bandwidth: actual)))
        #expect(verdict.hasPrefix(isSame ? "exists" : "conflict"), "\(verdict)")
    }

    @Test func onlyWhatIsWantedIsCompared() throws {
        let there = interconnect("i", more: #","lagId":"dxlag-ffabc123","providerName":"Acme","macSecCapable":false"#)
        #expect(try reconcile(.good, page(there)) == "exists i")
        #expect(try reconcile(.good(but: .lagId, "dxlag-ffabc123"), page(there)) == "exists i")
        let arn = "arn:aws:directconnect:us-east-1:123456789012:dxlag/dxlag-ffabc123"
        #expect(try reconcile(.good(but: .lagId, arn), page(there)) == "exists i")
        #expect(
            try reconcile(.good(but: .lagId, "dxlag-ffabc124"), page(there))
                == "conflict i lagId dxlag-ffabc124 dxlag-ffabc123")
        #expect(
            try reconcile(.good(but: .lagId, "dxlag-ffabc124"), page(interconnect("i")))
                == "conflict i lagId dxlag-ffabc124 -")
        // What only begins as an ARN is compared as it is.
        #expect(try reconcile(.good(but: .lagId, "arn:"), page(there)) == "conflict i lagId arn: dxlag-ffabc123")
        #expect(try reconcile(.good(but: .providerName, "acme"), page(there)) == "conflict i providerName acme Acme")
        var secure = CreateInterconnectRequest.good
        secure.requestMACSec = true
        #expect(try reconcile(secure, page(there)) == "conflict i requestMACSec true false")
        #expect(try reconcile(secure, page(interconnect("i"))) == "exists i")
        secure.requestMACSec = false
        #expect(try reconcile(secure, page(there)) == "exists i")
    }

    @Test func tagsAreTold() throws {
        let there = interconnect(
            "i", more: #","tags":[{"key":"team","value":"voice"},{"key":"bare"},{"key":"aws:x","value":"y"},{"key":"old"}]"#)
        #expect(
            try reconcile(.good(tags: [("team", "network"), ("bare", ""), ("new", "1")]), page(there))
                == #"exists i tags["team"] network voice (told) tags["new"] 1 - (told) tags["old"] -  (told)"#)
        #expect(try reconcile(.good(tags: [("team", "voice"), ("bare", nil), ("old", nil)]), page(there)) == "exists i")
        // A request without tags asks for none, and says nothing against any.
        #expect(try reconcile(.good, page(there)) == "exists i")
    }

    @Test func manyDifferences() throws {
        let desired = CreateInterconnectRequest.good(tags: (0..<11).map { ("k\($0)", nil) })
        let found = try Reconciliation(desired.document, [SharedDocument(page(interconnect("i")).document)])
        #expect(found.differences.count == 11)
        let explanation = found.explanation(desired.document, Reconciliation.Identity()).string
        #expect(explanation.hasSuffix(#"; tags["k9"] is absent, not ""; and more."#), "\(explanation)")
    }

    @Test func otherIdentities() throws {
        let (here, there) = (interconnect("dxcon-1"), interconnect("dxcon-2", location: "CSVA1"))
        #expect(try reconcile(.good, page(here, there)) == "ambiguous dxcon-1 dxcon-2")
        #expect(try reconcile(.good, page(here, there), byLocation: true) == "exists dxcon-1")
        #expect(try reconcile(.good(but: .location, "EqSe2"), page(here, there), byLocation: true) == "create")

        let ordered = CreateInterconnectRequest.good(tags: [("order", "1")])
        func tagged(_ id: String, _ value: String, name: String = "acme-iad-1") -> String {
            interconnect(id, name: name, more: #","tags":[{"key":"order","value":"\#(value)"}]"#)
        }
        #expect(try reconcile(ordered, page(tagged("a", "2"), interconnect("b", name: "other")), byTag: "order") == "create")
        #expect(throws: ReconcileError.self) { try reconcile(ordered, page(tagged("a", "2"), interconnect("b")), byTag: "order") }
        #expect(try reconcile(ordered, page(interconnect("b"), tagged("a", "1")), byTag: "order") == "exists a")
        #expect(try reconcile(ordered, page(tagged("a", "1"), tagged("b", "2")), byTag: "order") == "exists a")
        #expect(
            try reconcile(ordered, page(tagged("a", "1", name: "other")), byTag: "order")
                == "conflict a interconnectName acme-iad-1 other")
        #expect(throws: ReconcileError.self) { try reconcile(.good, page(), byTag: "order") }
        #expect(throws: ReconcileError.self) { try reconcile(ordered, page(), byTag: "Order") }
    }

    @Test func severalPagesAreOneList() throws {
        let (first, last) = (page(interconnect("a"), next: "t"), page(interconnect("b", name: "other")))
        #expect(try reconcile(.good, first, last) == "exists a")
        #expect(try reconcile(.good, page(next: "t"), page(next: "u"), page(interconnect("a"))) == "exists a")
    }

    @Test func anIncompleteListSaysNothing() {
        for pages in [[], [page(next: "t")], [page(), page()], [page(next: "t"), page(next: "u")]] as [[Answer]] {
            do {
                _ = try Reconciliation(CreateInterconnectRequest.good.document, pages.map { SharedDocument($0.document) })
                Issue.record("\(pages.count) pages")
            } catch {
                guard case .incompleteList = error else {
                    Issue.record("\(error)")
                    return
                }
            }
        }
    }

    @Test func whatCannotBeToldApartSaysNothing() {
        let nameless = page(#"{"interconnectId":"dxcon-1","interconnectState":"available"}"#)
        do {
            _ = try Reconciliation(CreateInterconnectRequest.good.document, [SharedDocument(nameless.document)])
            Issue.record("no error")
        } catch {
            guard case .incompleteList(let problems) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(problems.map(\.summary) == ["error MISSING_MEMBER interconnects[0].interconnectName"])
            #expect(
                problems.map(\.message) == [
                    "dxcon-1 has no interconnectName, and may be the one that is wanted: match by a tag key alone"
                ])
        }
    }

    @Test func aBadRequestIsRefused() {
        do {
            _ = try Reconciliation(CreateInterconnectRequest().document, [SharedDocument(page().document)])
            Issue.record("no error")
        } catch {
            guard case .invalidRequest(let problems) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(problems.errorCount == 3)
        }
    }

    @Test func explanations() throws {
        func explanation(_ pages: Answer) throws -> String {
            let desired = CreateInterconnectRequest.good(tags: [("team", "network")])
            return try Reconciliation(desired.document, [SharedDocument(pages.document)])
                .explanation(desired.document, .init()).string
        }
        #expect(try explanation(page()) == #"There is no interconnect named "acme-iad-1"."#)
        #expect(
            try explanation(page(interconnect("i")))
                == #"There is an interconnect named "acme-iad-1": i. Its tags differ: tags["team"] is absent, not "network"."#)
        #expect(
            try explanation(page(interconnect("i", bandwidth: "1Gbps", more: #","tags":[{"key":"team","value":"network"}]"#)))
                == #"There is another interconnect named "acme-iad-1": i. It is not as asked for: bandwidth is "1Gbps", not "10Gbps". Ask for what is there, or give the new one another name."#
        )
        #expect(
            try explanation(page(interconnect("i"), interconnect("j")))
                == #"There are several interconnects named "acme-iad-1": i, j. Say which one is meant, by location or by a tag, or give the new one another name."#
        )
    }
}
