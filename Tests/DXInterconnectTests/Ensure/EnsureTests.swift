import Testing

@testable import DXInterconnect

/// What came back of an order.
private func order(_ status: Int32, _ body: String = "", delivery: Delivery = .complete) -> Answer {
    answer(status, body, delivery: delivery)
}

private var created: Answer { order(200, interconnect("dxcon-new")) }
private var refused: Answer { order(400, #"{"__type":"DirectConnectClientException","message":"No."}"#) }
private var lost: Answer { order(0, delivery: .noAnswer) }
private var nothing: Answer { page(interconnect(name: "other")) }
private var there: Answer { page(interconnect("dxcon-new")) }
private var failed: Answer { described("", status: 500) }

/// Follows a conversation: of each step, what to give back. Waiting takes as long as it says.
private struct Conversation {
    var ensure: Ensure
    var now: Int64 = 0
    var steps: [String] = []

    init(_ desired: CreateInterconnectRequest = .good, _ options: Ensure.Options = .init()) {
        ensure = Ensure(desired.document, options)
    }

    mutating func run(looks: [Answer], orders: [Answer?] = []) -> String {
        var (looks, orders) = (looks[...], orders[...])
        for _ in 0..<3000 {
            switch ensure.next(nowMs: now, random: 1) {
            case .look:
                steps.append("look")
                // The last look says what all that follow say.
                guard let answer = looks.count > 1 ? looks.popFirst() : looks.first else { return "no look" }
                let isTaken = ensure.receive(answer)
                #expect(isTaken)
            case .order:
                steps.append("order")
                // Nil: it is not given back.
                if let answer = orders.popFirst() ?? nil {
                    let isTaken = ensure.receive(answer)
                    #expect(isTaken)
                }
            case .wait:
                #expect(ensure.waitMs > 0)
                steps.append("\(ensure.waitMs)")
                now += Int64(ensure.waitMs)
            case .done: return "\(ensure.result?.name.description ?? "-"): \(steps.joined(separator: " "))"
            }
        }
        return "endless"
    }
}

@Suite struct EnsureTests {
    @Test func itLooksAndOrdersOnlyWhatIsNotThere() {
        var conversation = Conversation()
        #expect(conversation.ensure.result == nil && conversation.ensure.explanation.string == "It is not decided yet.")
        #expect(conversation.run(looks: [nothing], orders: [created]) == "created: look order")
        #expect(conversation.ensure.explanation.string == "The interconnect is ordered.")
        #expect(conversation.ensure.interconnect.map { $0.page.document.shape == .interconnect } == true)
        #expect(!conversation.ensure.wasFoundAfterUnknown)

        conversation = Conversation()
        #expect(conversation.run(looks: [there]) == "exists: look")
        #expect(conversation.ensure.orders == 0 && conversation.ensure.looks == 1)
        conversation = Conversation()
        #expect(conversation.run(looks: [page(interconnect(bandwidth: "1Gbps"))]) == "conflict: look")
        #expect(conversation.ensure.explanation.string.hasPrefix("Nothing was ordered. There is another"))
        conversation = Conversation()
        #expect(conversation.run(looks: [page(interconnect("a"), interconnect("b"))]) == "ambiguous: look")
        #expect(conversation.ensure.interconnect == nil && conversation.ensure.reconciliation?.matches.count == 2)
    }

    @Test func whatIsRefusedIsOver() {
        var conversation = Conversation()
        #expect(conversation.run(looks: [nothing], orders: [refused]) == "not_created: look order")
        #expect(conversation.ensure.explanation.string.contains("No."))
        conversation = Conversation()
        #expect(conversation.run(looks: [failed]) == "not_created: look")
        #expect(conversation.ensure.explanation.string.hasPrefix("Nothing was ordered, since nobody could see"))
        #expect(conversation.ensure.orders == 0)
        conversation = Conversation()
        #expect(conversation.run(looks: [page(#"{"interconnectId":"dxcon-1"}"#)]) == "not_created: look")
        #expect(
            conversation.ensure.explanation.string
                == "Nothing was ordered, since nobody could see what is there. dxcon-1 has no interconnectName, and may be the one that is wanted: match by a tag key alone."
        )
    }

    @Test func anUnknownOutcomeIsLookedFor() {
        for answer in [lost, order(500), order(200, "<html>"), nil] { lookFor(answer) }
    }

    private func lookFor(_ answer: Answer?) {
        var conversation = Conversation()
        #expect(conversation.run(looks: [nothing, there], orders: [answer]) == "created: look order look")
        #expect(conversation.ensure.wasFoundAfterUnknown)
        #expect(conversation.ensure.explanation.string.contains("dxcon-new"))
        // The service is slow to show it.
        conversation = Conversation()
        #expect(
            conversation.run(looks: [nothing, nothing, failed, nothing, there], orders: [answer])
                == "created: look order look 500 look 1000 look 2000 look")
        // It never shows, and it is not ordered again.
        conversation = Conversation()
        #expect(
            conversation.run(looks: [nothing], orders: [answer])
                == "unknown: look order look 500 look 1000 look 2000 look 4000 look 8000 look 15000 look 15000 look 14500 look")
        #expect(conversation.ensure.orders == 1)
        #expect(conversation.ensure.explanation.string.contains("before you order again"))
        conversation = Conversation()
        #expect(
            conversation.run(looks: [nothing, page(interconnect("a"), interconnect("b"))], orders: [answer]).hasPrefix(
                "ambiguous"))
        #expect(conversation.ensure.explanation.string.hasSuffix("Look with DescribeInterconnects before you order again."))
        conversation = Conversation()
        conversation = Conversation()
        #expect(
            conversation.run(looks: [nothing, page(interconnect(bandwidth: "1Gbps"))], orders: [answer]).hasPrefix("conflict"))
        // It may be the one that was ordered: that is no time to order another one.
        #expect(!conversation.ensure.explanation.string.contains("another name"))
        // Nobody could look since.
        conversation = Conversation()
        #expect(conversation.run(looks: [nothing, failed], orders: [answer]).hasPrefix("unknown"))
        #expect(conversation.ensure.explanation.string.contains("Nobody could see since what is there"))
        #expect(conversation.ensure.explanation.string.contains("AWS answered 500"))
    }

    @Test func anOrderRestsOnALookThatIsNotOld() {
        var ensure = Ensure(CreateInterconnectRequest.good.document)
        func next(_ nowMs: Int64) -> Ensure.Step { ensure.next(nowMs: nowMs, random: 0) }
        func receive(_ answer: Answer) -> Bool { ensure.receive(answer) }
        #expect(next(0) == .look && receive(nothing))
        #expect(next(600_001) == .look && receive(nothing))
        #expect(next(1_200_001) == .order && receive(created))
        #expect(ensure.result == .created && ensure.looks == 2)
    }

    @Test func theTimeToLookIsTheCallers() {
        var options = Ensure.Options()
        options.lookAgainMs = 600
        var conversation = Conversation(.good, options)
        #expect(conversation.run(looks: [nothing], orders: [lost]) == "unknown: look order look 500 look 100 look")
        options.lookAgainMs = 1
        conversation = Conversation(.good, options)
        #expect(conversation.run(looks: [nothing], orders: [lost]) == "unknown: look order look 1 look")
    }

    @Test func severalPages() {
        var conversation = Conversation()
        #expect(
            conversation.run(looks: [page(next: "a"), page(next: "b"), there]) == "exists: look look look")
        #expect(conversation.ensure.looks == 1)
        #expect(conversation.ensure.look.string(.nextToken) == "b")
        // A page that fails makes the list worthless.
        conversation = Conversation()
        #expect(conversation.run(looks: [page(interconnect(), next: "a"), failed]) == "not_created: look look")
        // So does a list that does not end.
        conversation = Conversation()
        #expect(conversation.run(looks: [page(next: "a"), page(next: "a")]) == "not_created: look look")
        #expect(conversation.ensure.explanation.string.hasSuffix("The list of interconnects does not end."))
        conversation = Conversation()
        #expect(conversation.run(looks: (0..<2000).map { page(next: "t\($0)") }).hasPrefix("not_created"))
        #expect(conversation.steps.count == 1000)
        // After an order each look begins anew.
        conversation = Conversation()
        #expect(
            conversation.run(looks: [nothing, page(next: "a"), failed, page(next: "a"), there], orders: [lost])
                == "created: look order look look 500 look look")
    }

    @Test func orderingAgainIsOffUnlessItIsAskedFor() {
        var options = Ensure.Options()
        options.orderAgainAfterMs = 1
        var conversation = Conversation(.good, options)
        #expect(conversation.run(looks: [nothing], orders: [lost]).hasPrefix("unknown"))
        #expect(conversation.ensure.orders == 1)

        options.orderAgainAfterLooks = 2
        options.orderAgainAfterMs = 1000
        conversation = Conversation(.good, options)
        #expect(
            conversation.run(looks: [nothing], orders: [lost, created]) == "created: look order look 500 look 1000 look order")
        #expect(conversation.ensure.orders == 2)
        #expect(conversation.ensure.explanation.string.contains("The order before it may have bought a port as well."))
        // The last look must have begun when it may.
        var late = Ensure(CreateInterconnectRequest.good.document, options)
        func next(_ nowMs: Int64) -> Ensure.Step { late.next(nowMs: nowMs, random: 0) }
        func receive(_ answer: Answer) -> Bool { late.receive(answer) }
        #expect(next(0) == .look && receive(nothing) && next(0) == .order && receive(lost))
        #expect(next(0) == .look && receive(nothing) && next(0) == .wait && next(999) == .look && receive(nothing))
        #expect(next(5000) == .wait && next(7000) == .look && receive(nothing) && next(7000) == .order)
        // Only looks that saw all there is count, and the last must be one.
        conversation = Conversation(.good, options)
        #expect(
            conversation.run(looks: [nothing, failed, nothing, failed, nothing], orders: [lost, created])
                == "created: look order look 500 look 1000 look 2000 look order")
        // A second order that is refused says nothing of the first.
        conversation = Conversation(.good, options)
        #expect(conversation.run(looks: [nothing], orders: [lost, refused]).hasPrefix("unknown"))
        #expect(conversation.ensure.orders == 2)
        conversation = Conversation(.good, options)
        #expect(conversation.run(looks: [nothing, nothing, nothing, there], orders: [lost, refused]).hasPrefix("created"))
        // Once more, and no more.
        conversation = Conversation(.good, options)
        #expect(conversation.run(looks: [nothing], orders: [lost, lost, created]).hasPrefix("unknown"))
        #expect(conversation.ensure.orders == 2)
        // What it waits for may take longer than looking does.
        options.lookAgainMs = 1
        conversation = Conversation(.good, options)
        #expect(
            conversation.run(looks: [nothing], orders: [lost, created]) == "created: look order look 500 look 500 look order")
    }

    @Test func whatIsNotDueChangesNothing() {
        var ensure = Ensure(CreateInterconnectRequest.good.document)
        func receive(_ answers: Answer...) -> [Bool] { answers.map { ensure.receive($0) } }
        func next() -> Ensure.Step { ensure.next(nowMs: 0, random: 0) }
        #expect(receive(nothing, created) == [false, false])
        #expect(next() == .look)
        #expect(receive(created, lost) == [false, false])
        // A look may be asked for again.
        #expect(next() == .look)
        #expect(receive(nothing, nothing) == [true, false])
        #expect(next() == .order)
        #expect(receive(nothing, created, created) == [false, true, false])
        #expect([next(), next(), next()] == [.done, .done, .done])
        #expect(ensure.result == .created)
    }

    @Test func theClockMayDoWhatItLikes() {
        for times in [[5, 4, 3, 2, 1], [.min, .max], [.max, .min], [0, -1, 0, -1], [.min, 0, .max]] as [[Int64]] {
            var ensure = Ensure(CreateInterconnectRequest.good.document)
            var orders = 0
            for index in 0..<200 {
                switch ensure.next(nowMs: times[index % times.count], random: .nan) {
                case .look: _ = ensure.receive(nothing)
                case .order: orders += 1
                case .wait, .done: break
                }
            }
            #expect(orders == 1)
        }
    }

    /// Whatever is called and given back, in whatever order: by default the order is handed out once at most, and
    /// never once something was seen. Every sequence of nine.
    @Test func everyShortSequence() {
        let answers = [created, refused, lost, nothing, there, page(next: "a"), failed]
        var sequences = 0
        func follow(_ ensure: Ensure, _ orders: Int, _ sawIt: Bool, _ now: Int64, _ depth: Int) {
            sequences += 1
            guard depth > 0 else { return }
            for later in [0, 20_000] as [Int64] {
                var next = ensure
                let step = next.next(nowMs: now + later, random: 1)
                let count = orders + (step == .order ? 1 : 0)
                if count > 1 || step == .order && sawIt { Issue.record("\(count) orders") }
                #expect(next.orders == UInt32(count))
                follow(next, count, sawIt, now + later, depth - 1)
            }
            for (index, answer) in answers.enumerated() {
                var next = ensure
                let isTaken = next.receive(answer)
                // What is not taken changes nothing, and need not be followed.
                if isTaken { follow(next, orders, sawIt || index == 0 || index == 4, now, depth - 1) }
            }
        }
        var started = Ensure(CreateInterconnectRequest.good.document)
        _ = started.next(nowMs: 0, random: 1)
        follow(started, 0, false, 0, 9)
        #expect(sequences > 50_000)
    }

    /// Against a model of the service, at random: in the end one order stands, or none with a reason.
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func atRandom(_ seed: UInt64) {
        var generator = Random(state: seed)
        var results: [String: Int] = [:]
        for _ in 0..<500 {
            var standing = 0
            var shownAt: Int64 = 0
            var conversation = Ensure(CreateInterconnectRequest.good.document)
            var now = Int64(truncatingIfNeeded: generator.next() >> 20)
            turns: for _ in 0..<500 {
                switch conversation.next(nowMs: now, random: Double(generator.next() % 100) / 100) {
                case .look:
                    switch generator.next() % 6 {
                    case 0: _ = conversation.receive(failed)
                    case 1: break
                    default: _ = conversation.receive(standing > 0 && now >= shownAt ? there : nothing)
                    }
                case .order:
                    let isPlaced = generator.next() % 2 == 0
                    if isPlaced {
                        standing += 1
                        shownAt = now + Int64(generator.next() % 90_000)
                    }
                    switch generator.next() % 4 {
                    case 0: _ = conversation.receive(isPlaced ? created : refused)
                    case 1: _ = conversation.receive(lost)
                    case 2: _ = conversation.receive(order(500))
                    default: break
                    }
                case .wait: now += Int64(conversation.waitMs)
                case .done: break turns
                }
                now += Int64(generator.next() % 50)
            }
            #expect(standing <= 1)
            let result = conversation.result
            results[result?.name.description ?? "endless", default: 0] += 1
            if result == .created || result == .exists { #expect(standing == 1) }
            if result == .notCreated { #expect(standing == 0) }
        }
        #expect(Set(results.keys) == ["created", "not_created", "unknown"], "\(results)")
    }
}

/// The same numbers for the same seed.
private struct Random {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }
}
