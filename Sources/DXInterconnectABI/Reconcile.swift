import CDXInterconnect
import DXInterconnect

/// A decision, and what C borrows of it.
struct ReconciliationHandle: ~Copyable {
    let reconciliation: Reconciliation
    private let texts: LentTexts
    fileprivate let matches: LentInterconnects

    init(_ reconciliation: Reconciliation, _ explanation: Message) {
        texts = LentTexts(reconciliation.differences.count &* 3 &+ 1) { index in
            guard index > 0 else { return explanation }
            let difference = reconciliation.differences[(index &- 1) / 3]
            return switch Part(rawValue: (index &- 1) % 3) {
            case .path: difference.path
            case .desired: difference.desired
            default: difference.actual
            }
        }
        matches = LentInterconnects(count: reconciliation.matches.count) { reconciliation.matches[$0] }
        self.reconciliation = reconciliation
    }

    fileprivate var explanation: UnsafePointer<CChar>? { texts.lend(0) }

    fileprivate enum Part: Int { case path, desired, actual }

    fileprivate func lend(_ part: Part, of difference: Int) -> UnsafePointer<CChar>? {
        reconciliation.differences.indices.contains(difference) ? texts.lend(1 &+ difference &* 3 &+ part.rawValue) : nil
    }
}

private func reconciliation(_ handle: OpaquePointer) -> UnsafeMutablePointer<ReconciliationHandle> {
    value(handle, ReconciliationHandle.self)
}

extension Reconciliation.Identity {
    /// What the caller says of it; nil for a key that cannot be. A caller who says nothing means the name.
    init?(matchesLocation: Bool, tagKey: UnsafePointer<CChar>?) {
        self.init()
        self.matchesLocation = matchesLocation
        guard let key = ByteView(tagKey) else { return }
        guard !key.isEmpty, key.firstInvalidUTF8 == nil else { return nil }
        self.tagKey = Array(key.buffer)
    }
}

@_cdecl("dxi_reconcile") @implementation
public func dxi_reconcile(
    _ desired: OpaquePointer?, _ answers: UnsafePointer<OpaquePointer?>?, _ count: Int,
    _ options: UnsafePointer<dxi_reconcile_options>?, _ output: UnsafeMutablePointer<OpaquePointer?>?,
    _ problemsOutput: UnsafeMutablePointer<OpaquePointer?>?
) -> dxi_status {
    write([], to: problemsOutput)
    guard let desired, let output, answers != nil || count == 0 else { return Status.nullArgument.rawValue }
    guard let given = sized(options, or: dxi_reconcile_options()), let rules = ValidationRules(given.rules), count >= 0,
        let identity = Reconciliation.Identity(matchesLocation: given.match_location, tagKey: given.identity_tag_key)
    else { return Status.invalidArgument.rawValue }
    var pages: [SharedDocument] = []
    for answer in UnsafeBufferPointer(start: answers, count: count) {
        guard let answer else { return Status.nullArgument.rawValue }
        let isDescribed = lend(answer, AnswerHandle.self) { answer in
            if answer.answer.outcome == .described { pages.append(SharedDocument(answer.answer.document)) }
            return answer.answer.outcome == .described
        }
        guard isDescribed else { return Status.incompleteList.rawValue }
    }
    return lend(desired, Document.self) { desired in
        do throws(ReconcileError) {
            let reconciliation = try Reconciliation(desired, pages, identity, rules: rules)
            write(reconciliation.warnings, to: problemsOutput)
            output.pointee = handle(ReconciliationHandle(reconciliation, reconciliation.explanation(desired, identity)))
            return Status.ok.rawValue
        } catch {
            switch error {
            case .invalidRequest(let problems):
                write(problems, to: problemsOutput)
                return Status.invalidRequest.rawValue
            case .incompleteList(let problems):
                write(problems, to: problemsOutput)
                return Status.incompleteList.rawValue
            }
        }
    }
}

@_cdecl("dxi_reconciliation_free") @implementation
public func dxi_reconciliation_free(_ reconciliation: OpaquePointer?) { free(reconciliation, ReconciliationHandle.self) }

@_cdecl("dxi_reconciliation_decision") @implementation
public func dxi_reconciliation_decision(_ handle: OpaquePointer?) -> dxi_decision {
    (handle.map { reconciliation($0).pointee.reconciliation.decision } ?? .ambiguous).rawValue
}

@_cdecl("dxi_reconciliation_explanation") @implementation
public func dxi_reconciliation_explanation(_ handle: OpaquePointer?) -> UnsafePointer<CChar>? {
    handle.flatMap { reconciliation($0).pointee.explanation }
}

@_cdecl("dxi_reconciliation_match_count") @implementation
public func dxi_reconciliation_match_count(_ handle: OpaquePointer?) -> Int {
    handle.map { reconciliation($0).pointee.matches.count } ?? 0
}

@_cdecl("dxi_reconciliation_match") @implementation
public func dxi_reconciliation_match(_ handle: OpaquePointer?, _ index: Int) -> OpaquePointer? {
    handle.flatMap { reconciliation($0).pointee.matches[index] }
}

@_cdecl("dxi_reconciliation_difference_count") @implementation
public func dxi_reconciliation_difference_count(_ handle: OpaquePointer?) -> Int {
    handle.map { reconciliation($0).pointee.reconciliation.differences.count } ?? 0
}

@_cdecl("dxi_reconciliation_difference_path") @implementation
public func dxi_reconciliation_difference_path(_ handle: OpaquePointer?, _ index: Int) -> UnsafePointer<CChar>? {
    handle.flatMap { reconciliation($0).pointee.lend(.path, of: index) }
}

@_cdecl("dxi_reconciliation_difference_desired") @implementation
public func dxi_reconciliation_difference_desired(_ handle: OpaquePointer?, _ index: Int) -> UnsafePointer<CChar>? {
    handle.flatMap { reconciliation($0).pointee.lend(.desired, of: index) }
}

@_cdecl("dxi_reconciliation_difference_actual") @implementation
public func dxi_reconciliation_difference_actual(_ handle: OpaquePointer?, _ index: Int) -> UnsafePointer<CChar>? {
    handle.flatMap { reconciliation($0).pointee.lend(.actual, of: index) }
}

@_cdecl("dxi_reconciliation_difference_is_conflict") @implementation
public func dxi_reconciliation_difference_is_conflict(_ handle: OpaquePointer?, _ index: Int) -> Bool {
    guard let handle, reconciliation(handle).pointee.reconciliation.differences.indices.contains(index) else { return false }
    return reconciliation(handle).pointee.reconciliation.differences[index].isConflict
}

// MARK: - Documents

extension JSONValue {
    init(_ handle: borrowing ReconciliationHandle) {
        self = .object()
        set("decision", .string(handle.reconciliation.decision.name))
        set("explanation", .string(ByteView(handle.explanation) ?? ByteView("")))
        var matches = JSONValue.array()
        for match in handle.reconciliation.matches { matches.append(JSONValue(match)) }
        set("matches", matches)
        var differences = JSONValue.array()
        for difference in handle.reconciliation.differences {
            var told = JSONValue.object()
            told.set("path", .string(difference.path))
            if let desired = difference.desired { told.set("desired", .string(desired)) }
            if let actual = difference.actual { told.set("actual", .string(actual)) }
            told.set("conflict", .boolean(difference.isConflict))
            differences.append(told)
        }
        set("differences", differences)
    }

    init(_ match: Reconciliation.Match) { self.init(match.page.document, .interconnect, at: match.structure) }
}

@_cdecl("dxi_reconciliation_to_json") @implementation
public func dxi_reconciliation_to_json(
    _ handle: OpaquePointer?, _ output: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> dxi_status {
    guard let handle, let output else { return Status.nullArgument.rawValue }
    return handOut(lend(handle, ReconciliationHandle.self) { JSONValue($0).take() }, to: output)
}
