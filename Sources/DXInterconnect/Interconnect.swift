/// The shape Interconnect: what CreateInterconnect answers.
package enum Interconnect: Int {
    case interconnectId, interconnectName, interconnectState, region, location, bandwidth, loaIssueTime, lagId
    case awsDevice, jumboFrameCapable, awsDeviceV2, awsLogicalDeviceId, hasLogicalRedundancy, tags, providerName
    case macSecCapable, portEncryptionStatus, encryptionMode, macSecKeys

    static let members: InlineArray<19, Member> = [
        Member("interconnectId", minimum: 1, provesTheOrder: true),
        Member("interconnectName"),
        Member("interconnectState"),
        Member("region"),
        Member("location"),
        Member("bandwidth"),
        Member("loaIssueTime", .timestamp),
        Member("lagId"),
        Member("awsDevice"),
        Member("jumboFrameCapable", .boolean),
        Member("awsDeviceV2"),
        Member("awsLogicalDeviceId"),
        Member("hasLogicalRedundancy"),
        Member("tags", .list(.tag)),
        Member("providerName"),
        Member("macSecCapable", .boolean),
        Member("portEncryptionStatus"),
        Member("encryptionMode"),
        Member("macSecKeys", .list(.macSecKey)),
    ]
}

/// The shape MacSecKey.
package enum MacSecKey: Int {
    case secretARN, ckn, state, startOn

    static let members: InlineArray<4, Member> = [Member("secretARN"), Member("ckn"), Member("state"), Member("startOn")]
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
