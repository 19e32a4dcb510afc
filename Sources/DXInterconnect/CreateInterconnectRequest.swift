/// What to order. What it is given is what is sent; nothing is checked before `problems(_:)`.
public struct CreateInterconnectRequest {
    /// The members, in the model's order.
    public enum Member: Int, CaseIterable, Sendable {
        case interconnectName, bandwidth, location, lagId, tags, providerName, requestMACSec

        /// The shape's table.
        @inline(__always)
        var row: DXInterconnect.Member {
            switch self {
            case .interconnectName: .init("interconnectName", required: true, minimum: 1, form: .interconnectName)
            case .bandwidth: .init("bandwidth", required: true, minimum: 1, form: .bandwidth)
            case .location: .init("location", required: true, minimum: 1, form: .location)
            case .lagId: .init("lagId", minimum: 1, form: .lagId)
            case .tags: .init("tags", .list(.tag), minimum: 1, maximum: Tag.maximumCount)
            case .providerName: .init("providerName", form: .text)
            case .requestMACSec: .init("requestMACSec", .boolean)
            }
        }
    }

    package var document = Document(.createInterconnectRequest)

    public init() {}

    /// Reads a request from JSON with the wire's names. Members of the wrong type and unknown members are
    /// kept for `problems(_:)`; only what is no JSON object is refused, with the place.
    public init(json: Span<UInt8>) throws(Problem) {
        document = try Document(.createInterconnectRequest, requestJSON: json)
    }

    /// Everything that is wrong with the request: missing members, unknown ones, then the members in the
    /// model's order.
    public func problems(_ rules: ValidationRules = []) -> [Problem] { document.problems(rules) }

    /// The body: compact JSON, the same bytes for the same request every time. Only for a request without
    /// errors.
    public var body: [UInt8] { document.body }
}

// MARK: - Members

extension CreateInterconnectRequest {
    public mutating func unset(_ member: Member) { document.set(.absent, at: member.rawValue) }

    public mutating func set(_ member: Member, _ value: String) {
        _ = Array(value.utf8).withView { document.setString($0, at: member.rawValue) }
    }

    /// A string member; nil where it is absent or no valid string.
    public func string(_ member: Member) -> String? {
        if case .string(let range) = document[member.rawValue] { document.string(range) } else { nil }
    }

    /// 10 writes "10Gbps".
    public mutating func setBandwidth(gbps: UInt32) { set(.bandwidth, Bandwidth.text(gbps: gbps).string) }

    public var requestMACSec: Bool? {
        get { if case .boolean(let value) = document[Member.requestMACSec.rawValue] { value } else { nil } }
        set { document.set(newValue.map { .boolean($0) } ?? .absent, at: Member.requestMACSec.rawValue) }
    }

    public var tagCount: Int { document.count(of: Member.tags.rawValue) ?? 0 }

    public mutating func addTag(key: String, value: String?) {
        Array(key.utf8).withView { key in
            if let value {
                Array(value.utf8).withView { value in _ = document.addTag(.view(key), .view(value)) }
            } else {
                _ = document.addTag(.view(key), .absent)
            }
        }
    }
}
