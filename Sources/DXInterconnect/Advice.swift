/// What to do next. Numbered as in the C interface.
package enum Advice: Int32 {
    case done = 1
    case fixRequest, correctClock, resend, lookFirst

    package var name: StaticString {
        switch self {
        case .done: "done"
        case .fixRequest: "fix_request"
        case .correctClock: "correct_clock"
        case .resend: "resend"
        case .lookFirst: "look_first"
        }
    }
}

/// What an error's code says, whatever the status.
enum CodeMeaning {
    case throttling, clock, signature, refused, unknown, unlisted

    @inline(never)
    init(_ code: ByteView?) {
        self = .unlisted
        guard let code else { return }
        func isOne(of codes: StaticString...) -> Bool { codes.contains { code == $0 } }
        if isOne(
            of: "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled",
            "RequestThrottledException", "TooManyRequestsException", "RequestLimitExceeded", "BandwidthLimitExceeded",
            "LimitExceededException", "SlowDown", "PriorRequestNotComplete", "ProvisionedThroughputExceededException",
            "TransactionInProgressException", "EC2ThrottledException")
        {
            self = .throttling
        } else if isOne(of: "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture") {
            self = .clock
        } else if isOne(of: "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure") {
            self = .signature
        } else if isOne(of: "DirectConnectClientException", "DuplicateTagKeysException", "TooManyTagsException") {
            self = .refused
        } else if isOne(
            of: "DirectConnectServerException", "RequestTimeout", "RequestTimeoutException", "InternalFailure",
            "ServiceUnavailable")
        {
            self = .unknown
        }
    }
}

/// A wrong signature may be due to the clock from this many seconds on: AWS allows 5 minutes.
private let suspiciousClockOffset: UInt64 = 240

/// What to do after an answer that does not show what it should. Codes come before statuses; what no row
/// says is unknown.
func advice(
    _ operation: Operation, status: Int32, code: ByteView?, clockOffset: @autoclosure () -> Int64?, mayHideCode: Bool
) -> Advice {
    let unknown = operation.adviceWhenUnknown
    switch CodeMeaning(code) {
    case .throttling: return .resend
    case .clock: return .correctClock
    case .signature where clockOffset().map { $0.magnitude > suspiciousClockOffset } == true: return .correctClock
    case .refused: return .fixRequest
    case .unknown: return unknown
    case .signature, .unlisted: break
    }
    switch status {
    case 429: return .resend
    case 408: return unknown
    case 300..<400: return .fixRequest
    // A code that could not be read might have been DirectConnectServerException, which comes with 400 too.
    case 400..<500: return code == nil && mayHideCode ? unknown : .fixRequest
    default: return unknown
    }
}
