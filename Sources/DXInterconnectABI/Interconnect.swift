import CDXInterconnect
import DXInterconnect

private typealias Member = Interconnect

/// An interconnect that is lent: the document that it stands in, and where.
struct InterconnectHandle {
    let page: SharedDocument
    /// Where its values begin.
    let structure: Int
    /// Those that can be handed out.
    let unknownMembers: ArraySlice<Document.UnknownMember>

    init(_ match: Reconciliation.Match) {
        page = match.page
        structure = match.structure
        // Mostly there are none, and to look for them the document is copied, array by array.
        guard !page.document.unknownMembers.isEmpty else {
            unknownMembers = []
            return
        }
        let members = page.document.unknownMembers(of: structure)
        unknownMembers = members.allSatisfy { $0.isUTF8 } ? members : ArraySlice(members.filter { $0.isUTF8 })
    }
}

/// Interconnects that a handle lends, in one piece of memory.
struct LentInterconnects: ~Copyable {
    private let start: UnsafeMutablePointer<InterconnectHandle>?
    let count: Int

    /// None.
    init() {
        start = nil
        count = 0
    }

    init(count: Int, _ match: (Int) -> Reconciliation.Match) {
        self.count = count
        start = count > 0 ? allocate(InterconnectHandle.self, count: count) : nil
        guard let start else { return }
        for index in 0..<count {
            (start + index).initialize(to: InterconnectHandle(match(index)))
        }
    }

    deinit {
        guard let start else { return }
        start.deinitialize(count: count)
        deallocate(start)
    }

    subscript(index: Int) -> OpaquePointer? {
        guard let start, index >= 0, index < count else { return nil }
        return OpaquePointer(start + index)
    }
}

private func lent(_ handle: OpaquePointer) -> UnsafePointer<InterconnectHandle> {
    UnsafePointer(value(handle, InterconnectHandle.self))
}

/// Where the value of a member stands.
private func place(_ handle: OpaquePointer, _ member: Member) -> Int {
    lent(handle).pointee.structure &+ member.rawValue
}

private func get(_ handle: OpaquePointer?, _ member: Member) -> Document.Value {
    guard let handle else { return .absent }
    return lent(handle).pointee.page.document[place(handle, member)]
}

private func string(
    _ handle: OpaquePointer?, _ member: Member, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? {
    guard let handle else { return nil }
    return lent(handle).pointee.page.document.lend(get(handle, member), length)
}

private func boolean(_ handle: OpaquePointer?, _ member: Member, _ output: UnsafeMutablePointer<Bool>?) -> Bool {
    guard case .boolean(let value) = get(handle, member) else { return false }
    write(value, to: output)
    return true
}

private func count(_ handle: OpaquePointer?, _ member: Member, _ output: UnsafeMutablePointer<Int>?) -> Bool {
    guard case .list(_, let count) = get(handle, member) else { return false }
    write(Int(count), to: output)
    return true
}

private func element(
    _ handle: OpaquePointer?, _ list: Member, _ index: Int, _ member: Int, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? {
    guard let handle else { return nil }
    let value = lent(handle).pointee.page.document.element(index, of: place(handle, list), member: member)
    return lent(handle).pointee.page.document.lend(value, length)
}

// MARK: - Strings

@_cdecl("dxi_interconnect_interconnect_id") @implementation
public func dxi_interconnect_interconnect_id(
    _ interconnect: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { string(interconnect, .interconnectId, length) }

@_cdecl("dxi_interconnect_interconnect_name") @implementation
public func dxi_interconnect_interconnect_name(
    _ interconnect: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { string(interconnect, .interconnectName, length) }

@_cdecl("dxi_interconnect_interconnect_state_string") @implementation
public func dxi_interconnect_interconnect_state_string(
    _ interconnect: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { string(interconnect, .interconnectState, length) }

@_cdecl("dxi_interconnect_region") @implementation
public func dxi_interconnect_region(
    _ interconnect: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { string(interconnect, .region, length) }

@_cdecl("dxi_interconnect_location") @implementation
public func dxi_interconnect_location(
    _ interconnect: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { string(interconnect, .location, length) }

@_cdecl("dxi_interconnect_bandwidth") @implementation
public func dxi_interconnect_bandwidth(
    _ interconnect: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { string(interconnect, .bandwidth, length) }

@_cdecl("dxi_interconnect_lag_id") @implementation
public func dxi_interconnect_lag_id(
    _ interconnect: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { string(interconnect, .lagId, length) }

@_cdecl("dxi_interconnect_aws_device") @implementation
public func dxi_interconnect_aws_device(
    _ interconnect: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { string(interconnect, .awsDevice, length) }

@_cdecl("dxi_interconnect_aws_device_v2") @implementation
public func dxi_interconnect_aws_device_v2(
    _ interconnect: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { string(interconnect, .awsDeviceV2, length) }

@_cdecl("dxi_interconnect_aws_logical_device_id") @implementation
public func dxi_interconnect_aws_logical_device_id(
    _ interconnect: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { string(interconnect, .awsLogicalDeviceId, length) }

@_cdecl("dxi_interconnect_has_logical_redundancy_string") @implementation
public func dxi_interconnect_has_logical_redundancy_string(
    _ interconnect: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { string(interconnect, .hasLogicalRedundancy, length) }

@_cdecl("dxi_interconnect_provider_name") @implementation
public func dxi_interconnect_provider_name(
    _ interconnect: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { string(interconnect, .providerName, length) }

@_cdecl("dxi_interconnect_port_encryption_status") @implementation
public func dxi_interconnect_port_encryption_status(
    _ interconnect: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { string(interconnect, .portEncryptionStatus, length) }

@_cdecl("dxi_interconnect_encryption_mode") @implementation
public func dxi_interconnect_encryption_mode(
    _ interconnect: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { string(interconnect, .encryptionMode, length) }

// MARK: - States

@_cdecl("dxi_interconnect_interconnect_state") @implementation
public func dxi_interconnect_interconnect_state(_ interconnect: OpaquePointer?) -> dxi_interconnect_state {
    guard let interconnect, case .string(let range) = get(interconnect, .interconnectState) else {
        return InterconnectState.absent.rawValue
    }
    return InterconnectState(lent(interconnect).pointee.page.document.view(range)).rawValue
}

@_cdecl("dxi_interconnect_has_logical_redundancy") @implementation
public func dxi_interconnect_has_logical_redundancy(_ interconnect: OpaquePointer?) -> dxi_logical_redundancy {
    guard let interconnect, case .string(let range) = get(interconnect, .hasLogicalRedundancy) else {
        return LogicalRedundancy.absent.rawValue
    }
    return LogicalRedundancy(lent(interconnect).pointee.page.document.view(range)).rawValue
}

// MARK: - Time and flags

@_cdecl("dxi_interconnect_loa_issue_time") @implementation
public func dxi_interconnect_loa_issue_time(_ interconnect: OpaquePointer?, _ output: UnsafeMutablePointer<Int64>?) -> Bool {
    guard case .timestamp(let microseconds) = get(interconnect, .loaIssueTime) else { return false }
    write(microseconds, to: output)
    return true
}

@_cdecl("dxi_interconnect_jumbo_frame_capable") @implementation
public func dxi_interconnect_jumbo_frame_capable(_ interconnect: OpaquePointer?, _ value: UnsafeMutablePointer<Bool>?) -> Bool {
    boolean(interconnect, .jumboFrameCapable, value)
}

@_cdecl("dxi_interconnect_mac_sec_capable") @implementation
public func dxi_interconnect_mac_sec_capable(_ interconnect: OpaquePointer?, _ value: UnsafeMutablePointer<Bool>?) -> Bool {
    boolean(interconnect, .macSecCapable, value)
}

// MARK: - Lists

@_cdecl("dxi_interconnect_tags") @implementation
public func dxi_interconnect_tags(_ interconnect: OpaquePointer?, _ output: UnsafeMutablePointer<Int>?) -> Bool {
    count(interconnect, .tags, output)
}

@_cdecl("dxi_interconnect_mac_sec_keys") @implementation
public func dxi_interconnect_mac_sec_keys(_ interconnect: OpaquePointer?, _ output: UnsafeMutablePointer<Int>?) -> Bool {
    count(interconnect, .macSecKeys, output)
}

@_cdecl("dxi_interconnect_tag_key") @implementation
public func dxi_interconnect_tag_key(
    _ interconnect: OpaquePointer?, _ index: Int, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { element(interconnect, .tags, index, Tag.key.rawValue, length) }

@_cdecl("dxi_interconnect_tag_value") @implementation
public func dxi_interconnect_tag_value(
    _ interconnect: OpaquePointer?, _ index: Int, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { element(interconnect, .tags, index, Tag.value.rawValue, length) }

@_cdecl("dxi_interconnect_mac_sec_key_secret_arn") @implementation
public func dxi_interconnect_mac_sec_key_secret_arn(
    _ interconnect: OpaquePointer?, _ index: Int, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { element(interconnect, .macSecKeys, index, MacSecKey.secretARN.rawValue, length) }

@_cdecl("dxi_interconnect_mac_sec_key_ckn") @implementation
public func dxi_interconnect_mac_sec_key_ckn(
    _ interconnect: OpaquePointer?, _ index: Int, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { element(interconnect, .macSecKeys, index, MacSecKey.ckn.rawValue, length) }

@_cdecl("dxi_interconnect_mac_sec_key_state") @implementation
public func dxi_interconnect_mac_sec_key_state(
    _ interconnect: OpaquePointer?, _ index: Int, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { element(interconnect, .macSecKeys, index, MacSecKey.state.rawValue, length) }

@_cdecl("dxi_interconnect_mac_sec_key_start_on") @implementation
public func dxi_interconnect_mac_sec_key_start_on(
    _ interconnect: OpaquePointer?, _ index: Int, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? { element(interconnect, .macSecKeys, index, MacSecKey.startOn.rawValue, length) }

// MARK: - Unknown members

private func unknownMembers(_ handle: OpaquePointer?) -> ArraySlice<Document.UnknownMember> {
    handle.map { lent($0).pointee.unknownMembers } ?? []
}

private func unknownMember(_ handle: OpaquePointer?, _ index: Int) -> Document.UnknownMember? {
    let members = unknownMembers(handle)
    return index >= 0 && index < members.count ? members[members.startIndex &+ index] : nil
}

@_cdecl("dxi_interconnect_unknown_member_count") @implementation
public func dxi_interconnect_unknown_member_count(_ interconnect: OpaquePointer?) -> Int { unknownMembers(interconnect).count }

@_cdecl("dxi_interconnect_unknown_member_name") @implementation
public func dxi_interconnect_unknown_member_name(
    _ interconnect: OpaquePointer?, _ index: Int, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? {
    guard let interconnect, let member = unknownMember(interconnect, index) else { return nil }
    return lent(interconnect).pointee.page.document.lend(member.name, length)
}

@_cdecl("dxi_interconnect_unknown_member_json") @implementation
public func dxi_interconnect_unknown_member_json(
    _ interconnect: OpaquePointer?, _ index: Int, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? {
    guard let interconnect, let member = unknownMember(interconnect, index) else { return nil }
    return lent(interconnect).pointee.page.document.lend(member.json, length)
}

@_cdecl("dxi_interconnect_unknown_member") @implementation
public func dxi_interconnect_unknown_member(
    _ interconnect: OpaquePointer?, _ name: UnsafePointer<CChar>?, _ nameLength: Int, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? {
    guard let interconnect, let name = StringArgument(name, nameLength).view else { return nil }
    let handle = lent(interconnect)
    let member = handle.pointee.unknownMembers.last { handle.pointee.page.document.view($0.name) == name }
    return handle.pointee.page.document.lend(member?.json, length)
}
