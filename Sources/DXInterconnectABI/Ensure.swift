import CDXInterconnect
import DXInterconnect

/// A conversation, and what C borrows of it.
private struct EnsureHandle: ~Copyable {
    var ensure: Ensure
    let request: OpaquePointer
    /// The next look; NULL before the first.
    var look: OpaquePointer?
    /// What came of it, once it is decided.
    private(set) var explanation: LentTexts?
    private(set) var interconnect = LentInterconnects()
    private(set) var reconciliation: OpaquePointer?

    init(_ request: Document, _ options: Ensure.Options) {
        ensure = Ensure(request, options)
        self.request = handle(request)
    }

    deinit {
        DXInterconnectABI.free(request, Document.self)
        DXInterconnectABI.free(look, Document.self)
        DXInterconnectABI.free(reconciliation, ReconciliationHandle.self)
    }

    mutating func lendLook() {
        if let look {
            DXInterconnectABI.request(look).pointee = ensure.look.document
        } else {
            look = handle(ensure.look.document)
        }
    }

    /// Makes what is lent in the end, so that the getters change nothing.
    mutating func finish() {
        guard ensure.result != nil else { return }
        let text = ensure.explanation
        explanation = LentTexts(1) { _ in text }
        if let match = ensure.interconnect { interconnect = LentInterconnects(count: 1) { _ in match } }
        reconciliation = ensure.reconciliation.map {
            handle(ReconciliationHandle($0, ensure.found))
        }
    }
}

private func ensure(_ handle: OpaquePointer) -> UnsafeMutablePointer<EnsureHandle> { value(handle, EnsureHandle.self) }

extension Ensure.Options {
    /// What the caller says; nil for what cannot be.
    fileprivate init?(_ options: UnsafePointer<dxi_ensure_options>?) {
        self.init()
        guard let given = sized(options, or: dxi_ensure_options()), let rules = ValidationRules(given.rules),
            let identity = Reconciliation.Identity(matchesLocation: given.match_location, tagKey: given.identity_tag_key)
        else { return nil }
        // Who gives one of the two and forgets the other is not to order again too soon, or believe that it will.
        guard (given.order_again_after_looks > 0) == (given.order_again_after_ms > 0) else { return nil }
        self.rules = rules
        self.identity = identity
        if given.look_again_ms > 0 { lookAgainMs = given.look_again_ms }
        orderAgainAfterLooks = given.order_again_after_looks
        orderAgainAfterMs = given.order_again_after_ms
    }
}

@_cdecl("dxi_ensure_new") @implementation
public func dxi_ensure_new(
    _ wanted: OpaquePointer?, _ options: UnsafePointer<dxi_ensure_options>?, _ output: UnsafeMutablePointer<OpaquePointer?>?,
    _ problemsOutput: UnsafeMutablePointer<OpaquePointer?>?
) -> dxi_status {
    write([], to: problemsOutput)
    guard let wanted, let output else { return Status.nullArgument.rawValue }
    guard let options = Ensure.Options(options) else { return Status.invalidArgument.rawValue }
    let problems = request(wanted).pointee.problems(reconciledBy: options.identity, options.rules)
    write(problems, to: problemsOutput)
    guard problems.errorCount == 0 else { return Status.invalidRequest.rawValue }
    output.pointee = handle(EnsureHandle(request(wanted).pointee, options))
    return Status.ok.rawValue
}

@_cdecl("dxi_ensure_free") @implementation
public func dxi_ensure_free(_ ensure: OpaquePointer?) { free(ensure, EnsureHandle.self) }

@_cdecl("dxi_ensure_next") @implementation
public func dxi_ensure_next(
    _ handle: OpaquePointer?, _ nowMs: Int64, _ random: Double, _ output: UnsafeMutablePointer<dxi_step>?
) -> dxi_status {
    // Without a place for it no step is taken: an order that nobody sees would count as placed.
    guard let handle, let output else { return Status.nullArgument.rawValue }
    let wasDone = ensure(handle).pointee.ensure.result != nil
    let step = ensure(handle).pointee.ensure.next(nowMs: nowMs, random: random)
    if step == .look { ensure(handle).pointee.lendLook() }
    if !wasDone { ensure(handle).pointee.finish() }
    output.pointee = step.rawValue
    return Status.ok.rawValue
}

@_cdecl("dxi_ensure_look") @implementation
public func dxi_ensure_look(_ handle: OpaquePointer?) -> OpaquePointer? { handle.flatMap { ensure($0).pointee.look } }

@_cdecl("dxi_ensure_order") @implementation
public func dxi_ensure_order(_ handle: OpaquePointer?) -> OpaquePointer? { handle.map { ensure($0).pointee.request } }

@_cdecl("dxi_ensure_wait_ms") @implementation
public func dxi_ensure_wait_ms(_ handle: OpaquePointer?) -> UInt64 { handle.map { ensure($0).pointee.ensure.waitMs } ?? 0 }

@_cdecl("dxi_ensure_receive") @implementation
public func dxi_ensure_receive(_ handle: OpaquePointer?, _ answer: OpaquePointer?) -> dxi_status {
    guard let handle, let answer else { return Status.nullArgument.rawValue }
    guard ensure(handle).pointee.ensure.receive(value(answer, AnswerHandle.self).pointee.answer) else {
        return Status.invalidArgument.rawValue
    }
    ensure(handle).pointee.finish()
    return Status.ok.rawValue
}

@_cdecl("dxi_ensure_result") @implementation
public func dxi_ensure_result(_ handle: OpaquePointer?) -> dxi_ensured {
    handle.flatMap { ensure($0).pointee.ensure.result }?.rawValue ?? 0
}

@_cdecl("dxi_ensure_explanation") @implementation
public func dxi_ensure_explanation(_ handle: OpaquePointer?) -> UnsafePointer<CChar>? {
    handle.flatMap { ensure($0).pointee.explanation?.lend(0) }
}

@_cdecl("dxi_ensure_interconnect") @implementation
public func dxi_ensure_interconnect(_ handle: OpaquePointer?) -> OpaquePointer? {
    handle.flatMap { ensure($0).pointee.interconnect[0] }
}

@_cdecl("dxi_ensure_reconciliation") @implementation
public func dxi_ensure_reconciliation(_ handle: OpaquePointer?) -> OpaquePointer? {
    handle.flatMap { ensure($0).pointee.reconciliation }
}

@_cdecl("dxi_ensure_looks") @implementation
public func dxi_ensure_looks(_ handle: OpaquePointer?) -> UInt32 { handle.map { ensure($0).pointee.ensure.looks } ?? 0 }

@_cdecl("dxi_ensure_orders") @implementation
public func dxi_ensure_orders(_ handle: OpaquePointer?) -> UInt32 { handle.map { ensure($0).pointee.ensure.orders } ?? 0 }

@_cdecl("dxi_ensure_found_after_unknown") @implementation
public func dxi_ensure_found_after_unknown(_ handle: OpaquePointer?) -> Bool {
    handle.map { ensure($0).pointee.ensure.wasFoundAfterUnknown } ?? false
}

@_cdecl("dxi_ensure_to_json") @implementation
public func dxi_ensure_to_json(
    _ handle: OpaquePointer?, _ output: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> dxi_status {
    guard let handle, let output else { return Status.nullArgument.rawValue }
    return handOut(lend(handle, EnsureHandle.self) { JSONValue($0).take() }, to: output)
}

extension JSONValue {
    fileprivate init(_ handle: borrowing EnsureHandle) {
        self = .object()
        if let result = handle.ensure.result { set("result", .string(result.name)) }
        if let explanation = ByteView(handle.explanation?.lend(0)) { set("explanation", .string(explanation)) }
        set("looks", .integer(Int64(handle.ensure.looks)))
        set("orders", .integer(Int64(handle.ensure.orders)))
        set("foundAfterUnknown", .boolean(handle.ensure.wasFoundAfterUnknown))
        if let match = handle.ensure.interconnect { set("interconnect", JSONValue(match)) }
        if let found = handle.ensure.reconciliation {
            set("reconciliation", JSONValue(ReconciliationHandle(found, handle.ensure.found)))
        }
    }
}
