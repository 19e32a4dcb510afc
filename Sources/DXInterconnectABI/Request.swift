import CDXInterconnect
import DXInterconnect

private typealias Member = CreateInterconnectRequest.Member

func request(_ handle: OpaquePointer) -> UnsafeMutablePointer<CreateInterconnectRequest> {
    value(handle, CreateInterconnectRequest.self)
}

@_cdecl("dxi_create_interconnect_request_new") @implementation
public func dxi_create_interconnect_request_new() -> OpaquePointer? { handle(CreateInterconnectRequest()) }

@_cdecl("dxi_create_interconnect_request_free") @implementation
public func dxi_create_interconnect_request_free(_ request: OpaquePointer?) { free(request, CreateInterconnectRequest.self) }

@_cdecl("dxi_create_interconnect_request_copy") @implementation
public func dxi_create_interconnect_request_copy(_ original: OpaquePointer?) -> OpaquePointer? {
    guard let original else { return nil }
    return handle(request(original).pointee)
}

// MARK: - Setters

private func set(_ handle: OpaquePointer?, _ member: Member, _ start: UnsafePointer<CChar>?, _ length: Int) -> dxi_status {
    guard let handle else { return Status.nullArgument.rawValue }
    let argument = StringArgument(start, length)
    guard let view = argument.view else {
        request(handle).pointee.refuse(member)
        return argument.status.rawValue
    }
    return switch request(handle).pointee.set(member, view) {
    case true: Status.ok.rawValue
    case false: Status.invalidUTF8.rawValue
    default: Status.invalidArgument.rawValue
    }
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
    guard let handle else { return Status.nullArgument.rawValue }
    request(handle).pointee.setBandwidth(gbps: gbps)
    return Status.ok.rawValue
}

@_cdecl("dxi_create_interconnect_request_set_request_mac_sec") @implementation
public func dxi_create_interconnect_request_set_request_mac_sec(_ handle: OpaquePointer?, _ value: Bool) -> dxi_status {
    guard let handle else { return Status.nullArgument.rawValue }
    request(handle).pointee.requestMACSec = value
    return Status.ok.rawValue
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
) -> dxi_status {
    guard let handle else { return Status.nullArgument.rawValue }
    guard let member = Member(rawValue: Int(member)) else { return Status.invalidArgument.rawValue }
    request(handle).pointee.unset(member)
    return Status.ok.rawValue
}

// MARK: - Getters

private func get(_ handle: OpaquePointer?, _ member: Member, _ length: UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>? {
    guard let handle else { return nil }
    let request = request(handle)
    return request.pointee.document.lend(request.pointee.document[member.rawValue], length)
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
    guard let handle, let value = request(handle).pointee.requestMACSec else { return false }
    write(value, to: output)
    return true
}

@_cdecl("dxi_create_interconnect_request_tag_count") @implementation
public func dxi_create_interconnect_request_tag_count(_ handle: OpaquePointer?) -> Int {
    handle.map { request($0).pointee.tagCount } ?? 0
}

private func tag(
    _ handle: OpaquePointer?, _ index: Int, _ member: Int, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? {
    guard let handle else { return nil }
    let request = request(handle)
    let value = request.pointee.document.element(index, of: Member.tags.rawValue, member: member)
    return request.pointee.document.lend(value, length)
}

@_cdecl("dxi_create_interconnect_request_tag_key") @implementation
public func dxi_create_interconnect_request_tag_key(
    _ request: OpaquePointer?, _ index: Int, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { tag(request, index, Tag.key.rawValue, length) }

@_cdecl("dxi_create_interconnect_request_tag_value") @implementation
public func dxi_create_interconnect_request_tag_value(
    _ request: OpaquePointer?, _ index: Int, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { tag(request, index, Tag.value.rawValue, length) }

// MARK: - Validation and body

/// The problems of a request, and whether it may be sent; nil for rules that do not exist.
func check(_ request: OpaquePointer, _ rules: UInt32) -> (status: Status, problems: [Problem]) {
    let rules = ValidationRules(rawValue: rules)
    guard ValidationRules.all.isSuperset(of: rules) else { return (.invalidArgument, []) }
    let problems = lend(request, CreateInterconnectRequest.self) { $0.problems(rules) }
    return (problems.errorCount > 0 ? .invalidRequest : .ok, problems)
}

@_cdecl("dxi_create_interconnect_request_validate") @implementation
public func dxi_create_interconnect_request_validate(
    _ request: OpaquePointer?, _ rules: UInt32, _ output: UnsafeMutablePointer<OpaquePointer?>?
) -> dxi_status {
    write([], to: output)
    guard let request else { return Status.nullArgument.rawValue }
    let (status, problems) = check(request, rules)
    write(problems, to: output)
    return status.rawValue
}

@_cdecl("dxi_create_interconnect_request_body") @implementation
public func dxi_create_interconnect_request_body(
    _ request: OpaquePointer?, _ rules: UInt32, _ output: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
    _ length: UnsafeMutablePointer<Int>?, _ problemsOutput: UnsafeMutablePointer<OpaquePointer?>?
) -> dxi_status {
    write([], to: problemsOutput)
    guard let request, let output else { return Status.nullArgument.rawValue }
    let (status, problems) = check(request, rules)
    write(problems, to: problemsOutput)
    guard status == .ok else { return status.rawValue }
    let text = lend(request, CreateInterconnectRequest.self) { request in
        makeText(capacity: request.document.estimatedLength) { request.document.write(to: &$0) }
    }
    guard let body = text else { return Status.noMemory.rawValue }
    output.pointee = body.text
    write(body.length, to: length)
    return Status.ok.rawValue
}
