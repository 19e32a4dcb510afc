/// What became of a request. Numbered as in the C interface.
package enum Outcome: Int32, Sendable {
    case created = 1
    /// Only this may be sent again.
    case notCreated
    case unknown
    /// The whole of a page.
    case described
    /// Nothing may be concluded.
    case notDescribed

    package var name: StaticString {
        switch self {
        case .created: "created"
        case .notCreated: "not_created"
        case .unknown: "unknown"
        case .described: "described"
        case .notDescribed: "not_described"
        }
    }
}

/// How far the host came with sending. Numbered as in the C interface.
package enum Delivery: Int32 {
    case complete = 0
    case nothingSent, noAnswer, answerCutOff
}
