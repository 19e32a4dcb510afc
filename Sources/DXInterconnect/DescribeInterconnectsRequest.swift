/// Which interconnects to list.
public struct DescribeInterconnectsRequest {
    /// The members, in the model's order.
    public enum Member: Int, CaseIterable, Sendable {
        case interconnectId, maxResults, nextToken

        /// The shape's table.
        @inline(__always)
        var row: DXInterconnect.Member {
            switch self {
            case .interconnectId: .init("interconnectId", minimum: 1, form: .interconnectId)
            case .maxResults: .init("maxResults", .integer, minimum: 1, maximum: 100)
            case .nextToken: .init("nextToken", minimum: 1)
            }
        }
    }

    package var document = Document(.describeInterconnectsRequest)

    public init() {}

    /// Reads a request from JSON with the wire's names, as `CreateInterconnectRequest` does.
    public init(json: Span<UInt8>) throws(Problem) {
        document = try Document(.describeInterconnectsRequest, requestJSON: json)
    }

    public mutating func set(_ member: Member, _ value: String) {
        _ = Array(value.utf8).withView { document.setString($0, at: member.rawValue) }
    }

    public mutating func unset(_ member: Member) { document.set(.absent, at: member.rawValue) }

    /// A string member; nil where it is absent or no valid string.
    public func string(_ member: Member) -> String? {
        if case .string(let range) = document[member.rawValue] { document.string(range) } else { nil }
    }

    public var maxResults: Int64? {
        get { if case .integer(let value) = document[Member.maxResults.rawValue] { value } else { nil } }
        set { document.set(newValue.map { .integer($0) } ?? .absent, at: Member.maxResults.rawValue) }
    }

    /// Everything that is wrong with the request.
    public func problems(_ rules: ValidationRules = []) -> [Problem] { document.problems(rules) }

    /// The body. Only for a request without errors.
    public var body: [UInt8] { document.body }
}

/// The shape Interconnects: what DescribeInterconnects answers.
package enum Interconnects: Int, CaseIterable {
    case interconnects, nextToken

    /// How many a body is read for: far more than AWS puts on a page, and few enough for the memory of a host.
    static var maximumCount: Int { 100_000 }

    @inline(__always)
    var row: Member {
        switch self {
        case .interconnects:
            Member("interconnects", .list(.interconnect), maximum: Interconnects.maximumCount, decides: true)
        case .nextToken: Member("nextToken", decides: true)
        }
    }
}
