import CDXInterconnect
import DXInterconnect

private typealias Member = CreateInterconnectRequest.Member

/// The handle of a request, of whichever operation, names its document.
func request(_ handle: OpaquePointer) -> UnsafeMutablePointer<Document> { value(handle, Document.self) }

// MARK: - What all requests have

func copyRequest(_ original: OpaquePointer?) -> OpaquePointer? { original.map { handle(request($0).pointee) } }

/// Sets a string member. What cannot be taken makes the member wrong until it is set again.
func setString(_ handle: OpaquePointer?, _ index: Int, _ start: UnsafePointer<CChar>?, _ length: Int) -> dxi_status {
    guard let handle else { return Status.nullArgument.rawValue }
    let argument = StringArgument(start, length)
    guard let view = argument.view else {
        request(handle).pointee.set(.refused, at: index)
        return argument.status.rawValue
    }
    return switch request(handle).pointee.setString(view, at: index) {
    case true: Status.ok.rawValue
    case false: Status.invalidUTF8.rawValue
    default: Status.invalidArgument.rawValue
    }
}

func set(_ handle: OpaquePointer?, _ index: Int, _ value: Document.Value) -> dxi_status {
    guard let handle else { return Status.nullArgument.rawValue }
    request(handle).pointee.set(value, at: index)
    return Status.ok.rawValue
}

func unset(_ handle: OpaquePointer?, _ member: Int32) -> dxi_status {
    guard let handle else { return Status.nullArgument.rawValue }
    let index = Int(member)
    guard index >= 0, index < request(handle).pointee.shape.memberCount else { return Status.invalidArgument.rawValue }
    return set(handle, index, .absent)
}

func getString(_ handle: OpaquePointer?, _ index: Int, _ length: UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>? {
    guard let handle else { return nil }
    return request(handle).pointee.lend(request(handle).pointee[index], length)
}

/// The problems of a request, and whether it may be sent; none for rules that do not exist.
func check(_ request: borrowing Document, _ rules: UInt32) -> (status: Status, problems: [Problem]) {
    guard let rules = ValidationRules(rules) else { return (.invalidArgument, []) }
    let problems = request.problems(rules)
    return (problems.errorCount > 0 ? .invalidRequest : .ok, problems)
}

extension ValidationRules {
    /// Nil for rules that do not exist.
    init?(_ rules: UInt32) {
        self.init(rawValue: rules)
        guard ValidationRules.all.isSuperset(of: self) else { return nil }
    }
}

func validate(_ request: OpaquePointer?, _ rules: UInt32, _ output: UnsafeMutablePointer<OpaquePointer?>?) -> dxi_status {
    write([], to: output)
    guard let request else { return Status.nullArgument.rawValue }
    let (status, problems) = lend(request, Document.self) { check($0, rules) }
    write(problems, to: output)
    return status.rawValue
}

func writeBody(
    _ request: OpaquePointer?, _ rules: UInt32, _ output: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
    _ length: UnsafeMutablePointer<Int>?, _ problemsOutput: UnsafeMutablePointer<OpaquePointer?>?
) -> dxi_status {
    write([], to: problemsOutput)
    guard let request, let output else { return Status.nullArgument.rawValue }
    let (status, problems) = lend(request, Document.self) { check($0, rules) }
    write(problems, to: problemsOutput)
    guard status == .ok else { return status.rawValue }
    let text = lend(request, Document.self) { request in
        makeText(capacity: request.estimatedLength) { request.write(to: &$0) }
    }
    guard let body = text else { return Status.noMemory.rawValue }
    output.pointee = body.text
    write(body.length, to: length)
    return Status.ok.rawValue
}

// MARK: - CreateInterconnect

@_cdecl("dxi_create_interconnect_request_new") @implementation
public func dxi_create_interconnect_request_new() -> OpaquePointer? { handle(Document(.createInterconnectRequest)) }

@_cdecl("dxi_create_interconnect_request_free") @implementation
public func dxi_create_interconnect_request_free(_ request: OpaquePointer?) { free(request, Document.self) }

@_cdecl("dxi_create_interconnect_request_copy") @implementation
public func dxi_create_interconnect_request_copy(_ original: OpaquePointer?) -> OpaquePointer? { copyRequest(original) }

private func set(_ handle: OpaquePointer?, _ member: Member, _ start: UnsafePointer<CChar>?, _ length: Int) -> dxi_status {
    setString(handle, member.rawValue, start, length)
}

@_cdecl("dxi_create_interconnect_request_set_interconnect_name") @implementation
public func dxi_create_interconnect_request_set_interconnect_name(
    _ request: OpaquePointer?, _ value: UnsafePointer<CChar>?, _ length: Int
) -> dxi_status { set(request, .interconnectName, value, length) }

@_cdecl("dxi_create_interconnect_request_set_bandwidth") @implementation
public func dxi_create_interconnect_request_set_bandwidth(
    _ request: OpaquePointer?, _ value: UnsafePointer<CChar>?, _ length: Int
) -> dxi_status { set(request, .bandwidth, value, length) }

@_cdecl("dxi_create_interconnect_request_set_location") @implementation
public func dxi_create_interconnect_request_set_location(
    _ request: OpaquePointer?, _ value: UnsafePointer<CChar>?, _ length: Int
) -> dxi_status { set(request, .location, value, length) }

@_cdecl("dxi_create_interconnect_request_set_lag_id") @implementation
public func dxi_create_interconnect_request_set_lag_id(
    _ request: OpaquePointer?, _ value: UnsafePointer<CChar>?, _ length: Int
) -> dxi_status { set(request, .lagId, value, length) }

@_cdecl("dxi_create_interconnect_request_set_provider_name") @implementation
public func dxi_create_interconnect_request_set_provider_name(
    _ request: OpaquePointer?, _ value: UnsafePointer<CChar>?, _ length: Int
) -> dxi_status { set(request, .providerName, value, length) }

@_cdecl("dxi_create_interconnect_request_set_bandwidth_gbps") @implementation
public func dxi_create_interconnect_request_set_bandwidth_gbps(_ handle: OpaquePointer?, _ gbps: UInt32) -> dxi_status {
    let text = Bandwidth.text(gbps: gbps).utf8
    return text.withView { setString(handle, Member.bandwidth.rawValue, lend($0, nil), $0.count) }
}

@_cdecl("dxi_create_interconnect_request_set_request_mac_sec") @implementation
public func dxi_create_interconnect_request_set_request_mac_sec(_ handle: OpaquePointer?, _ value: Bool) -> dxi_status {
    set(handle, Member.requestMACSec.rawValue, .boolean(value))
}

@_cdecl("dxi_create_interconnect_request_add_tag") @implementation @_optimize(speed)
public func dxi_create_interconnect_request_add_tag(
    _ handle: OpaquePointer?, _ key: UnsafePointer<CChar>?, _ keyLength: Int, _ value: UnsafePointer<CChar>?, _ valueLength: Int
) -> dxi_status {
    guard let handle else { return Status.nullArgument.rawValue }
    let key = StringArgument(key, keyLength)
    let value = StringArgument(value, valueLength)
    let taken = request(handle).pointee.addTag(
        key.view.map { .view($0) } ?? .refused,
        value.view.map { .view($0) } ?? (value.status == .nullArgument ? .absent : .refused))
    if key.status != .ok { return key.status.rawValue }
    if value.status == .invalidArgument { return value.status.rawValue }
    return taken ? Status.ok.rawValue : Status.invalidUTF8.rawValue
}

@_cdecl("dxi_create_interconnect_request_unset") @implementation
public func dxi_create_interconnect_request_unset(
    _ handle: OpaquePointer?, _ member: dxi_create_interconnect_request_member
) -> dxi_status { unset(handle, member) }

// MARK: - Getters

private func get(_ handle: OpaquePointer?, _ member: Member, _ length: UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>? {
    getString(handle, member.rawValue, length)
}

@_cdecl("dxi_create_interconnect_request_interconnect_name") @implementation
public func dxi_create_interconnect_request_interconnect_name(
    _ request: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { get(request, .interconnectName, length) }

@_cdecl("dxi_create_interconnect_request_bandwidth") @implementation
public func dxi_create_interconnect_request_bandwidth(
    _ request: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { get(request, .bandwidth, length) }

@_cdecl("dxi_create_interconnect_request_location") @implementation
public func dxi_create_interconnect_request_location(
    _ request: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { get(request, .location, length) }

@_cdecl("dxi_create_interconnect_request_lag_id") @implementation
public func dxi_create_interconnect_request_lag_id(
    _ request: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { get(request, .lagId, length) }

@_cdecl("dxi_create_interconnect_request_provider_name") @implementation
public func dxi_create_interconnect_request_provider_name(
    _ request: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { get(request, .providerName, length) }

@_cdecl("dxi_create_interconnect_request_request_mac_sec") @implementation
public func dxi_create_interconnect_request_request_mac_sec(
    _ handle: OpaquePointer?, _ output: UnsafeMutablePointer<Bool>?
) -> Bool {
    guard let handle, case .boolean(let value) = request(handle).pointee[Member.requestMACSec.rawValue] else { return false }
    write(value, to: output)
    return true
}

@_cdecl("dxi_create_interconnect_request_tag_count") @implementation
public func dxi_create_interconnect_request_tag_count(_ handle: OpaquePointer?) -> Int {
    handle.flatMap { request($0).pointee.count(of: Member.tags.rawValue) } ?? 0
}

private func tag(
    _ handle: OpaquePointer?, _ index: Int, _ member: Int, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? {
    guard let handle else { return nil }
    let request = request(handle)
    return request.pointee.lend(request.pointee.element(index, of: Member.tags.rawValue, member: member), length)
}

@_cdecl("dxi_create_interconnect_request_tag_key") @implementation
public func dxi_create_interconnect_request_tag_key(
    _ request: OpaquePointer?, _ index: Int, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { tag(request, index, Tag.key.rawValue, length) }

@_cdecl("dxi_create_interconnect_request_tag_value") @implementation
public func dxi_create_interconnect_request_tag_value(
    _ request: OpaquePointer?, _ index: Int, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { tag(request, index, Tag.value.rawValue, length) }

@_cdecl("dxi_create_interconnect_request_validate") @implementation
public func dxi_create_interconnect_request_validate(
    _ request: OpaquePointer?, _ rules: UInt32, _ output: UnsafeMutablePointer<OpaquePointer?>?
) -> dxi_status { validate(request, rules, output) }

@_cdecl("dxi_create_interconnect_request_body") @implementation
public func dxi_create_interconnect_request_body(
    _ request: OpaquePointer?, _ rules: UInt32, _ output: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
    _ length: UnsafeMutablePointer<Int>?, _ problemsOutput: UnsafeMutablePointer<OpaquePointer?>?
) -> dxi_status { writeBody(request, rules, output, length, problemsOutput) }

// MARK: - DescribeInterconnects

private typealias DescribeMember = DescribeInterconnectsRequest.Member

@_cdecl("dxi_describe_interconnects_request_new") @implementation
public func dxi_describe_interconnects_request_new() -> OpaquePointer? { handle(Document(.describeInterconnectsRequest)) }

@_cdecl("dxi_describe_interconnects_request_free") @implementation
public func dxi_describe_interconnects_request_free(_ request: OpaquePointer?) { free(request, Document.self) }

@_cdecl("dxi_describe_interconnects_request_copy") @implementation
public func dxi_describe_interconnects_request_copy(_ original: OpaquePointer?) -> OpaquePointer? { copyRequest(original) }

@_cdecl("dxi_describe_interconnects_request_set_interconnect_id") @implementation
public func dxi_describe_interconnects_request_set_interconnect_id(
    _ request: OpaquePointer?, _ value: UnsafePointer<CChar>?, _ length: Int
) -> dxi_status { setString(request, DescribeMember.interconnectId.rawValue, value, length) }

@_cdecl("dxi_describe_interconnects_request_set_max_results") @implementation
public func dxi_describe_interconnects_request_set_max_results(_ request: OpaquePointer?, _ value: Int64) -> dxi_status {
    set(request, DescribeMember.maxResults.rawValue, .integer(value))
}

@_cdecl("dxi_describe_interconnects_request_set_next_token") @implementation
public func dxi_describe_interconnects_request_set_next_token(
    _ request: OpaquePointer?, _ value: UnsafePointer<CChar>?, _ length: Int
) -> dxi_status { setString(request, DescribeMember.nextToken.rawValue, value, length) }

@_cdecl("dxi_describe_interconnects_request_unset") @implementation
public func dxi_describe_interconnects_request_unset(
    _ request: OpaquePointer?, _ member: dxi_describe_interconnects_request_member
) -> dxi_status { unset(request, member) }

@_cdecl("dxi_describe_interconnects_request_interconnect_id") @implementation
public func dxi_describe_interconnects_request_interconnect_id(
    _ request: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { getString(request, DescribeMember.interconnectId.rawValue, length) }

@_cdecl("dxi_describe_interconnects_request_max_results") @implementation
public func dxi_describe_interconnects_request_max_results(
    _ handle: OpaquePointer?, _ output: UnsafeMutablePointer<Int64>?
) -> Bool {
    guard let handle, case .integer(let value) = request(handle).pointee[DescribeMember.maxResults.rawValue] else { return false }
    write(value, to: output)
    return true
}

@_cdecl("dxi_describe_interconnects_request_next_token") @implementation
public func dxi_describe_interconnects_request_next_token(
    _ request: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { getString(request, DescribeMember.nextToken.rawValue, length) }

@_cdecl("dxi_describe_interconnects_request_validate") @implementation
public func dxi_describe_interconnects_request_validate(
    _ request: OpaquePointer?, _ rules: UInt32, _ output: UnsafeMutablePointer<OpaquePointer?>?
) -> dxi_status { validate(request, rules, output) }

@_cdecl("dxi_describe_interconnects_request_body") @implementation
public func dxi_describe_interconnects_request_body(
    _ request: OpaquePointer?, _ rules: UInt32, _ output: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
    _ length: UnsafeMutablePointer<Int>?, _ problemsOutput: UnsafeMutablePointer<OpaquePointer?>?
) -> dxi_status { writeBody(request, rules, output, length, problemsOutput) }
