import Testing

@testable import DXInterconnect

private let throttling = [
    "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException",
    "TooManyRequestsException",
    "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException", "SlowDown", "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException", "TransactionInProgressException", "EC2ThrottledException",
]
private let clock = ["RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture"]
private let signature = ["InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure"]
private let refused = ["DirectConnectClientException", "DuplicateTagKeysException", "TooManyTagsException"]
private let unknown = [
    "DirectConnectServerException", "RequestTimeout", "RequestTimeoutException", "InternalFailure", "ServiceUnavailable",
]
private let unlisted = [
    "AccessDeniedException", "UnrecognizedClientException", "ValidationException", "Banana", "throttling", "Throttling2", "Slow",
    "",
]

private let statuses: [Int32] = [
    Int32.min, -1, 0, 99, 100, 199, 200, 202, 299, 300, 301, 304, 307, 399, 400, 401, 403, 404, 407, 408, 409, 413, 428, 429, 430,
    499, 500, 501, 502, 503,
    504, 599, 600, 999, Int32.max,
]

private func verdict(_ status: Int32, _ code: String?, offset: Int64? = nil, cut: Bool = false) -> String {
    verdict(.createInterconnect, status, code, offset: offset, cut: cut)
}

private func verdict(
    _ operation: Operation, _ status: Int32, _ code: String?, offset: Int64? = nil, cut: Bool = false
) -> String {
    let advice =
        code?.withView { DXInterconnect.advice(operation, status: status, code: $0, clockOffset: offset, mayHideCode: cut) }
        ?? DXInterconnect.advice(operation, status: status, code: nil, clockOffset: offset, mayHideCode: cut)
    return "\(operation.outcome(advice).name) \(advice.name)"
}

/// The facts' table of what may be sent again: codes come before statuses.
@Suite struct ClassifyTests {
    @Test(arguments: throttling)
    func throttlingWhateverTheStatus(_ code: String) {
        for status in statuses { #expect(verdict(status, code) == "not_created resend", "\(status)") }
    }

    /// Where an order must not be sent again blindly, a look may; all else is the same for both.
    @Test func aLookMayBeSentAgain() {
        for code in (throttling + clock + signature + refused + unknown + unlisted).map(Optional.some) + [nil] {
            for status in statuses {
                for cut in [false, true] {
                    let order = verdict(.createInterconnect, status, code, offset: 300, cut: cut)
                    let look = verdict(.describeInterconnects, status, code, offset: 300, cut: cut)
                    let expected = order.replacing("unknown look_first", with: "not_described resend")
                    #expect(look == expected.replacing("not_created", with: "not_described"), "\(code ?? "-") \(status)")
                }
            }
        }
    }

    @Test(arguments: clock)
    func clockWhateverTheStatus(_ code: String) {
        for status in statuses { #expect(verdict(status, code) == "not_created correct_clock", "\(status)") }
    }

    @Test(arguments: refused)
    func refusedWhateverTheStatus(_ code: String) {
        for status in statuses { #expect(verdict(status, code) == "not_created fix_request", "\(status)") }
    }

    @Test(arguments: unknown)
    func unknownWhateverTheStatus(_ code: String) {
        for status in statuses { #expect(verdict(status, code) == "unknown look_first", "\(status)") }
    }

    /// A wrong signature is the clock's fault from over 4 minutes on; else it is like any other code.
    @Test(arguments: signature)
    func signatures(_ code: String) {
        for offset in [241, 3600, Int64.max, -241, -3600, Int64.min] as [Int64] {
            for status in statuses {
                #expect(verdict(status, code, offset: offset) == "not_created correct_clock", "\(status) \(offset)")
            }
        }
        for offset in [nil, 0, 1, 239, 240, -240] as [Int64?] {
            for status in statuses {
                #expect(verdict(status, code, offset: offset) == verdict(status, "Banana"), "\(status) \(offset as Any)")
            }
        }
        #expect(verdict(403, code) == "not_created fix_request")
    }

    /// A clock that is off changes nothing about other codes.
    @Test func otherCodesDoNotMindTheClock() {
        for code in throttling + refused + unknown + unlisted {
            for status in statuses { #expect(verdict(status, code, offset: 9999) == verdict(status, code)) }
        }
        for status in statuses { #expect(verdict(status, nil, offset: 9999) == verdict(status, nil)) }
    }

    @Test(arguments: statuses)
    func statusesOfUnlistedCodesAndOfNone(_ status: Int32) {
        let expected =
            switch status {
            case 429: "not_created resend"
            case 408: "unknown look_first"
            case 300...399, 400...499: "not_created fix_request"
            default: "unknown look_first"
            }
        for code in unlisted.map(Optional.some) + [nil] { #expect(verdict(status, code) == expected, "\(code ?? "none")") }
    }

    /// Where the end of a 4xx is missing, so may be the code that would have said "unknown".
    @Test(arguments: statuses)
    func cutOff(_ status: Int32) {
        for code in throttling + clock + refused + unknown + unlisted {
            #expect(verdict(status, code, cut: true) == verdict(status, code))
        }
        let isDoubtful = (400...499).contains(status) && status != 429
        #expect(verdict(status, nil, cut: true) == (isDoubtful ? "unknown look_first" : verdict(status, nil)))
    }

    /// Only what was not created may ever be sent again.
    @Test func adviceFollowsOutcome() {
        for code in (throttling + clock + signature + refused + unknown + unlisted).map(Optional.some) + [nil] {
            for status in statuses {
                for cut in [false, true] {
                    for offset in [nil, 0, 241] as [Int64?] {
                        let verdict = verdict(status, code, offset: offset, cut: cut)
                        #expect(
                            verdict == "unknown look_first" || verdict.hasPrefix("not_created ") && !verdict.hasSuffix("done"))
                    }
                }
            }
        }
    }
}
