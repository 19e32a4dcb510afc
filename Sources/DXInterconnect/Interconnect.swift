/// The shape Interconnect: what CreateInterconnect answers, and of what DescribeInterconnects answers a list.
package enum Interconnect: Int, CaseIterable {
    case interconnectId, interconnectName, interconnectState, region, location, bandwidth, loaIssueTime, lagId
    case awsDevice, jumboFrameCapable, awsDeviceV2, awsLogicalDeviceId, hasLogicalRedundancy, tags, providerName
    case macSecCapable, portEncryptionStatus, encryptionMode, macSecKeys

    /// The shape's table.
    @inline(__always)
    var row: Member {
        switch self {
        case .interconnectId: Member("interconnectId", minimum: 1, provesTheOrder: true, decides: true)
        case .interconnectName: Member("interconnectName", decides: true)
        case .interconnectState: Member("interconnectState", decides: true)
        case .region: Member("region")
        case .location: Member("location", decides: true)
        case .bandwidth: Member("bandwidth", decides: true)
        case .loaIssueTime: Member("loaIssueTime", .timestamp)
        case .lagId: Member("lagId", decides: true)
        case .awsDevice: Member("awsDevice")
        case .jumboFrameCapable: Member("jumboFrameCapable", .boolean)
        case .awsDeviceV2: Member("awsDeviceV2")
        case .awsLogicalDeviceId: Member("awsLogicalDeviceId")
        case .hasLogicalRedundancy: Member("hasLogicalRedundancy")
        case .tags: Member("tags", .list(.tag), decides: true)
        case .providerName: Member("providerName", decides: true)
        case .macSecCapable: Member("macSecCapable", .boolean, decides: true)
        case .portEncryptionStatus: Member("portEncryptionStatus")
        case .encryptionMode: Member("encryptionMode")
        case .macSecKeys: Member("macSecKeys", .list(.macSecKey))
        }
    }
}

/// The shape MacSecKey.
package enum MacSecKey: Int, CaseIterable {
    case secretARN, ckn, state, startOn

    @inline(__always)
    var row: Member {
        switch self {
        case .secretARN: Member("secretARN")
        case .ckn: Member("ckn")
        case .state: Member("state")
        case .startOn: Member("startOn")
        }
    }
}

/// The state of an interconnect. Numbered as in the C interface.
package enum InterconnectState: Int32 {
    case absent = 0
    case requested, pending, available, down, deleting, deleted
    /// AWS says "unknown".
    case unknown
    /// AWS says what this library does not know.
    case unrecognised = 99

    package init(_ text: ByteView) {
        let states: [(StaticString, Self)] = [
            ("requested", .requested), ("pending", .pending), ("available", .available), ("down", .down),
            ("deleting", .deleting), ("deleted", .deleted), ("unknown", .unknown),
        ]
        self = states.first { text == $0.0 }?.1 ?? .unrecognised
    }
}

/// Whether an interconnect supports a secondary BGP session. Numbered as in the C interface.
package enum LogicalRedundancy: Int32 {
    case absent = 0
    /// AWS says "unknown".
    case unknown
    case yes, no
    /// AWS says what this library does not know.
    case unrecognised = 99

    package init(_ text: ByteView) {
        let answers: [(StaticString, Self)] = [("unknown", .unknown), ("yes", .yes), ("no", .no)]
        self = answers.first { text == $0.0 }?.1 ?? .unrecognised
    }
}
