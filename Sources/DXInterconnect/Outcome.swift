/// What became of an order. Numbered as in the C interface.
package enum Outcome: Int32 {
    case created = 1
    /// Only this may be sent again.
    case notCreated
    case unknown

    package var name: StaticString {
        switch self {
        case .created: "created"
        case .notCreated: "not_created"
        case .unknown: "unknown"
        }
    }
}

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

/// How far the host came with sending. Numbered as in the C interface.
package enum Delivery: Int32 {
    case complete = 0
    case nothingSent, noAnswer, answerCutOff
}

/// What an error's code says, whatever the status.
private enum CodeMeaning {
    case throttling, clock, signature, refused, unknown, unlisted

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

/// What an answer that does not show an interconnect means. Codes come before statuses; what no row says
/// is unknown.
func classify(
    status: Int32, code: ByteView?, clockOffset: @autoclosure () -> Int64?, mayHideCode: Bool
) -> (Outcome, Advice) {
    switch CodeMeaning(code) {
    case .throttling: return (.notCreated, .resend)
    case .clock: return (.notCreated, .correctClock)
    case .signature where clockOffset().map { $0.magnitude > suspiciousClockOffset } == true:
        return (.notCreated, .correctClock)
    case .refused: return (.notCreated, .fixRequest)
    case .unknown: return (.unknown, .lookFirst)
    case .signature, .unlisted: break
    }
    switch status {
    case 429: return (.notCreated, .resend)
    case 408: return (.unknown, .lookFirst)
    case 300..<400: return (.notCreated, .fixRequest)
    // A code that could not be read might have been DirectConnectServerException, which comes with 400 too.
    case 400..<500: return code == nil && mayHideCode ? (.unknown, .lookFirst) : (.notCreated, .fixRequest)
    default: return (.unknown, .lookFirst)
    }
}

/// Milliseconds to wait before a resend, with full jitter: a random part of 1, 2, 4, … seconds, at most 20.
/// A longer hint of the server's wins.
package func backoff(resend: UInt32, random: Double, retryAfterMs: UInt64) -> UInt64 {
    let exponent = min(resend == 0 ? 0 : resend &- 1, 5)
    let ceiling = min(1000 &<< UInt64(exponent), 20_000)
    // NaN is no number between 0 and 1 either.
    let fraction = random >= 0 && random <= 1 ? random : 1
    return max(UInt64(Double(ceiling) * fraction), retryAfterMs)
}
