/// The headers that say something to this library. Of a header that comes twice the last one counts.
struct ResponseHeaders {
    private(set) var errorType: ByteView?
    private(set) var requestId: ByteView?
    private(set) var contentType: ByteView?
    private(set) var contentEncoding: ByteView?
    private(set) var date: ByteView?
    private var retryAfter: ByteView?
    private var amzRetryAfter: ByteView?

    @_optimize(speed)
    init(_ lines: ByteView) {
        var rest = lines
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.count
            var line = rest.prefix(end)
            rest = rest.dropFirst(end &+ 1)
            if line.count > 0, line[line.count &- 1] == UInt8(ascii: "\r") { line = line.prefix(line.count &- 1) }
            // Of several answers, such as "100 Continue" and what follows it, the last one counts.
            if line.hasPrefix("HTTP/") {
                self = ResponseHeaders()
                continue
            }
            // The rest of a header that was folded is no header.
            if line[0] == UInt8(ascii: " ") || line[0] == UInt8(ascii: "\t") { continue }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            set(line.prefix(colon).trimmed, line.dropFirst(colon &+ 1).trimmed)
        }
    }

    private init() {}

    private mutating func set(_ name: ByteView, _ value: ByteView) {
        if value.isEmpty { return }
        // Their lengths tell them apart before any letter is looked at.
        switch name.count {
        case 4 where name.equalsIgnoringCase("date"): date = value
        case 11 where name.equalsIgnoringCase("retry-after"): retryAfter = value
        case 12 where name.equalsIgnoringCase("content-type"): contentType = value
        case 16 where name.equalsIgnoringCase("x-amzn-requestid"): requestId = value
        case 16 where name.equalsIgnoringCase("content-encoding"): contentEncoding = value
        case 16 where name.equalsIgnoringCase("x-amzn-errortype"): errorType = value
        case 17 where name.equalsIgnoringCase("x-amz-retry-after"): amzRetryAfter = value
        default: break
        }
    }

    /// Server's clock minus host's, in seconds.
    static func clockOffset(date: ByteView?, now: Int64?) -> Int64? {
        guard let now, let date = date.flatMap({ Timestamp(rfc822: $0) }) else { return nil }
        let (offset, overflow) = (date.microseconds / 1_000_000).subtractingReportingOverflow(now)
        return overflow ? nil : offset
    }

    /// How long the server asks to wait.
    func retryAfterMs(now: Int64?) -> UInt64? {
        if let milliseconds = amzRetryAfter?.decimal { return milliseconds }
        guard let retryAfter else { return nil }
        if let seconds = retryAfter.decimal {
            let (milliseconds, overflow) = seconds.multipliedReportingOverflow(by: 1000)
            return overflow ? nil : milliseconds
        }
        let serverNow = date.flatMap { Timestamp(rfc822: $0) }.map { $0.microseconds / 1_000_000 }
        guard let until = Timestamp(rfc822: retryAfter), let now = serverNow ?? now else { return nil }
        let (seconds, overflow) = (until.microseconds / 1_000_000).subtractingReportingOverflow(now)
        let (milliseconds, isTooLong) = UInt64(clamping: seconds).multipliedReportingOverflow(by: 1000)
        return overflow || isTooLong ? nil : milliseconds
    }
}
