/// The conversation that leaves one interconnect standing: it looks, orders only if nothing is there, and after an
/// order whose outcome is unknown looks again. Whoever holds it sends what it asks for and gives back what came.
///
/// One rule keeps it from ordering twice: the moment the order is handed out it counts as placed, whatever is or
/// is not given back.
package struct Ensure {
    /// What is to be done next. Numbered as in the C interface.
    package enum Step: Int32 {
        /// Send `look`, and give its answer to `receive`.
        case look = 1
        /// Send the request, and give its answer to `receive`.
        case order
        /// Wait `waitMs`.
        case wait
        case done
    }

    /// What came of it. Numbered as in the C interface.
    package enum Result: Int32 {
        case created = 1
        case exists, conflict, ambiguous
        /// Nothing was ordered: it was refused, or nobody could see what is there.
        case notCreated
        /// An order was sent, and nobody knows what became of it.
        case unknown

        package var name: StaticString {
            switch self {
            case .created: "created"
            case .exists: "exists"
            case .conflict: "conflict"
            case .ambiguous: "ambiguous"
            case .notCreated: "not_created"
            case .unknown: "unknown"
            }
        }
    }

    package struct Options {
        package var identity = Reconciliation.Identity()
        package var rules: ValidationRules = []
        /// How long to look for an order whose outcome is unknown.
        package var lookAgainMs: UInt64 = 60_000
        /// Order once more after so many looks that showed nothing, 0: never.
        package var orderAgainAfterLooks: UInt32 = 0
        /// And not before its outcome has been unknown for so long.
        package var orderAgainAfterMs: UInt64 = 0

        package init() {}
    }

    private enum State {
        case toLook, looking, toOrder, ordering
        /// After a look that did not end it; from now on, or until a time.
        case toPause
        case pausing(until: UInt64)
        case done(Result)
    }

    /// What was asked for.
    package let request: SharedDocument
    package let options: Options
    private var state = State.toLook
    /// The next look: one page of the list.
    package private(set) var look = DescribeInterconnectsRequest()
    package private(set) var looks: UInt32 = 0
    package private(set) var orders: UInt32 = 0
    package private(set) var waitMs: UInt64 = 0
    /// What is there, by the last look that saw all of it.
    package private(set) var reconciliation: Reconciliation?
    /// The pages of the look that goes on.
    private var pages: [SharedDocument] = []
    /// What was created, if its answer was received.
    private var created: SharedDocument?
    /// What the last answer says, or why it decides nothing, for people.
    private var answered: Message = ""

    // Since the outcome of the order is unknown:
    private var unknownSince: UInt64 = 0
    private var pauses: UInt32 = 0
    private var looksThatShowedNothing: UInt32 = 0
    private var lastLookShowedNothing = false
    /// When the last look that began did so.
    private var lookedAt: UInt64 = 0

    /// Time that has passed, whatever jumps the clock makes.
    private var elapsed: UInt64 = 0
    private var lastNow: Int64?

    /// More pages than this are no list: AWS has 100 interconnects on one.
    private static var maximumPages: Int { 1000 }
    /// The policy allows one order more.
    private static var maximumOrders: UInt32 { 2 }
    /// An order rests on a look that is no older.
    private static var oldestLookMs: UInt64 { 600_000 }
    /// Delays between looks.
    private static var shortestPauseMs: UInt64 { 500 }
    private static var longestPauseMs: UInt64 { 15_000 }

    /// `request` has no errors: see `Document.problems(reconciledBy:_:)`.
    package init(_ request: Document, _ options: Options = Options()) {
        self.request = SharedDocument(request)
        self.options = options
    }
}

// MARK: - The conversation

extension Ensure {
    /// What to do next. `nowMs` is a clock that does not go back; `random`, from 0 to 1, spreads the looks.
    package mutating func next(nowMs: Int64, random: Double) -> Step {
        advance(to: nowMs)
        if case .ordering = state {
            // Nobody gave back what came of the order.
            state = .toPause
        }
        if case .toPause = state { pause(random) }
        if case .pausing(let until) = state {
            if elapsed < until {
                waitMs = until &- elapsed
                return .wait
            }
            startLook()
        }
        // Much may have been ordered since.
        if case .toOrder = state, elapsed &- lookedAt > Ensure.oldestLookMs { startLook() }
        switch state {
        case .toLook, .looking:
            if pages.isEmpty, case .toLook = state { lookedAt = elapsed }
            state = .looking
            return .look
        case .toOrder:
            state = .ordering
            orders &+= 1
            (pauses, looksThatShowedNothing, lastLookShowedNothing) = (0, 0, false)
            return .order
        case .done: return .done
        // Not reached: they were left above.
        case .ordering, .toPause, .pausing: return .wait
        }
    }

    /// Takes the answer to the step that was handed out; false if none is due, or this is none to it.
    package mutating func receive(_ answer: Answer) -> Bool {
        switch (state, answer.operation) {
        case (.looking, .describeInterconnects), (.ordering, .createInterconnect): break
        default: return false
        }
        answered = answer.document.withOptionalText(answer.explanation) { $0.map { Message(Array($0.buffer)) } ?? "" }
        switch answer.outcome {
        case .described: receivePage(answer)
        case .notDescribed: failLook()
        case .created:
            created = SharedDocument(answer.document)
            state = .done(.created)
        // A second order that is refused says nothing of the first.
        case .notCreated where orders == 1: state = .done(.notCreated)
        case .notCreated, .unknown: state = .toPause
        }
        return true
    }

    private mutating func receivePage(_ answer: Answer) {
        pages.append(SharedDocument(answer.document))
        if let token = answer.nextToken {
            // A list that does not end is none.
            if !look.turnPage(answer.document.view(token)) || pages.count >= Ensure.maximumPages {
                answered = "The list of interconnects does not end."
                return failLook()
            }
            state = .toLook
            return
        }
        let reconciliation: Reconciliation
        do throws(ReconcileError) {
            reconciliation = try Reconciliation(reconciling: request.document, pages, options.identity)
        } catch {
            if case .incompleteList(let problems) = error, let problem = problems.first {
                answered = "\(problem.texts.message)."
            }
            return failLook()
        }
        looks &+= 1
        self.reconciliation = reconciliation
        lastLookShowedNothing = reconciliation.decision == .create
        switch reconciliation.decision {
        case .create where orders == 0: state = .toOrder
        case .create:
            looksThatShowedNothing &+= 1
            state = .toPause
        case .exists: state = .done(orders == 0 ? .exists : .created)
        case .conflict: state = .done(.conflict)
        case .ambiguous: state = .done(.ambiguous)
        }
    }

    /// Before an order it is over: the host has tried as often as it is worth. After one it is tried again.
    private mutating func failLook() {
        looks &+= 1
        lastLookShowedNothing = false
        state = orders == 0 ? .done(.notCreated) : .toPause
    }

    private mutating func startLook() {
        pages = []
        look = DescribeInterconnectsRequest()
        state = .toLook
    }

    /// Decides what comes after an order whose outcome is unknown, or after a look that did not show it.
    private mutating func pause(_ random: Double) {
        // How long the answer to the order was waited for does not count.
        if pauses == 0 { unknownSince = elapsed }
        let waited = elapsed &- unknownSince
        let mayOrderAgain = options.orderAgainAfterLooks > 0 && orders < Ensure.maximumOrders
        if mayOrderAgain, lastLookShowedNothing, looksThatShowedNothing >= options.orderAgainAfterLooks,
            lookedAt &- unknownSince >= options.orderAgainAfterMs
        {
            state = .toOrder
            return
        }
        let bound = mayOrderAgain ? max(options.lookAgainMs, options.orderAgainAfterMs) : options.lookAgainMs
        // The first look comes at once, the last one when the time is over, also where one before it took all of it.
        if pauses > 0, lookedAt &- unknownSince >= bound {
            state = .done(.unknown)
            return
        }
        let delay =
            pauses == 0
            ? 0 : pollDelay(poll: pauses, random: random, minimumMs: Ensure.shortestPauseMs, maximumMs: Ensure.longestPauseMs)
        pauses &+= 1
        state = .pausing(until: elapsed &+ min(delay, bound > waited ? bound &- waited : 0))
    }

    /// A clock that goes back stands still here.
    private mutating func advance(to nowMs: Int64) {
        if let lastNow, nowMs > lastNow {
            // The difference of two numbers of 64 bits fits into one without a sign.
            let passed = UInt64(bitPattern: nowMs &- lastNow)
            elapsed = elapsed.addingReportingOverflow(passed).overflow ? UInt64.max : elapsed &+ passed
        }
        lastNow = nowMs
    }
}

// MARK: - What came of it

extension Ensure {
    /// Nil as long as it goes on.
    package var result: Result? { if case .done(let result) = state { result } else { nil } }

    /// Whether the interconnect was found only by looking after an order whose outcome was unknown.
    package var wasFoundAfterUnknown: Bool { result == .created && created == nil }

    /// The interconnect that was created or found; for a conflict the one that is there.
    package var interconnect: Reconciliation.Match? {
        switch result {
        case .created, .exists, .conflict: created.map { .init(page: $0, structure: 0) } ?? reconciliation?.matches.first
        case .ambiguous, .notCreated, .unknown, nil: nil
        }
    }

    /// For people: what happened and what to do.
    package var explanation: Message {
        let lost: StaticString =
            orders > 1
            ? "An order was sent twice, as was allowed, and its outcome was unknown."
            : "An order was sent, and its outcome was unknown."
        let look: StaticString = "Look with DescribeInterconnects before you order again."
        return switch result {
        case nil: "It is not decided yet."
        case .created where created == nil: "\(lost) \(found)"
        case .created where orders > 1: "\(answered) The order before it may have bought a port as well. \(look)"
        case .created: answered
        case .exists: found
        case .conflict where orders > 0, .ambiguous where orders > 0:
            "\(lost) \(found) What it has bought may be among them. \(look)"
        case .conflict, .ambiguous: "Nothing was ordered. \(found)"
        case .notCreated: orders > 0 ? answered : "Nothing was ordered, since nobody could see what is there. \(answered)"
        case .unknown where looksThatShowedNothing == 0:
            "\(lost) Nobody could see since what is there: a port may be ordered all the same. \(answered) \(look)"
        case .unknown:
            "\(lost) Looking \(Int64(looksThatShowedNothing)) times after it did not show it: a port may be ordered all the same. \(look)"
        }
    }

    /// What the last look saw. Once an order may have been placed, it does not say to order another one.
    package var found: Message {
        reconciliation?.explanation(request.document, options.identity, advises: orders == 0) ?? ""
    }
}

extension DescribeInterconnectsRequest {
    /// Goes on to the page of a token; false if that is the page which it is on.
    fileprivate mutating func turnPage(_ token: ByteView) -> Bool {
        if case .string(let range) = document[Member.nextToken.rawValue], document.view(range) == token { return false }
        return document.setString(token, at: Member.nextToken.rawValue) == true
    }
}
