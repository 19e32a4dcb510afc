import Testing

@testable import DXInterconnect

private func headers<Result>(_ lines: String, _ body: (ResponseHeaders) -> Result) -> Result {
    lines.withView { body(ResponseHeaders($0)) }
}

@Suite struct ResponseHeadersTests {
    @Test(arguments: [
        "x-amzn-RequestId: rid", "X-Amzn-RequestID:rid", "x-amzn-requestid:\trid \t", "X-AMZN-REQUESTID: rid\r\n",
        "x-amzn-requestid : rid\n",
        "Date: x\r\nx-amzn-requestid: rid\r\nServer: y\r\n\r\n", "\r\n\r\nx-amzn-requestid: rid",
        "x-amzn-requestid: old\r\nx-amzn-requestid: rid\r\n",
        "HTTP/1.1 200 OK\r\nx-amzn-requestid: rid\r\n\r\n", "no colon\r\nx-amzn-requestid: rid",
        ": nameless\r\nx-amzn-requestid: rid",
    ])
    func requestId(_ lines: String) { #expect(headers(lines) { $0.requestId?.string } == "rid") }

    @Test(arguments: [
        "", "\r\n", "x-amzn-requestid", "x-amzn-requestids: rid", "xx-amzn-requestid: rid", "x-amzn-request-id: rid",
        "y: x-amzn-requestid: rid",
    ])
    func noRequestId(_ lines: String) { #expect(headers(lines) { $0.requestId?.string } == nil) }

    /// Not one that hides another that says something, either.
    @Test(arguments: ["x-amzn-requestid: rid\r\nx-amzn-requestid:\r\n", "x-amzn-requestid:\r\nx-amzn-requestid: rid"])
    func anEmptyValueIsNone(_ lines: String) {
        #expect(headers("x-amzn-requestid:\r\n") { $0.requestId?.string } == nil)
        #expect(headers(lines) { $0.requestId?.string } == "rid")
    }

    /// Of the answers of a proxy, of "100 Continue" and of what follows them, the last one counts, whole.
    @Test func severalAnswers() {
        let lines = """
            HTTP/1.1 200 Connection established\r
            x-amzn-requestid: proxy\r
            Retry-After: 9\r
            Content-Type: text/html\r
            \r
            HTTP/1.1 100 Continue\r
            x-amzn-ErrorType: Nothing\r
            \r
            HTTP/2 400\r
            x-amzn-requestid: rid\r
            \r

            """
        headers(lines) { headers in
            #expect(headers.requestId?.string == "rid")
            #expect(headers.errorType == nil && headers.contentType == nil && headers.retryAfterMs(now: 0) == nil)
        }
    }

    @Test func allOfThem() {
        let lines =
            "content-type: application/cbor\nX-Amzn-ErrorType: E:http://x/\nx-amz-retry-after: 250\nretry-after: 9\ndate: Thu, 01 Jan 1970 00:01:00 GMT"
        headers(lines) { headers in
            #expect(headers.contentType?.string == "application/cbor")
            #expect(headers.errorType?.string == "E:http://x/")
            #expect(headers.retryAfterMs(now: nil) == 250)
            #expect(ResponseHeaders.clockOffset(date: headers.date, now: 50) == 10)
        }
    }

    /// A line that begins with a blank goes on with the one before it, and is no header of its own.
    @Test(arguments: [" ", "\t", "   "])
    func foldedLines(_ blank: String) {
        #expect(headers("X-Note: a\r\n\(blank)Retry-After: 9\r\n") { $0.retryAfterMs(now: nil) } == nil)
        #expect(headers("X-Note: a\r\n\(blank)b\r\nRetry-After: 9\r\n") { $0.retryAfterMs(now: nil) } == 9000)
    }

    static let minute = "Date: Thu, 01 Jan 1970 00:01:00 GMT\r\n"

    @Test(
        arguments: [
            // Retry-After, x-amz-retry-after, the Date, the host's time; milliseconds.
            ("0", nil, "", nil, 0), ("3", nil, "", nil, 3000), ("18446744073709551", nil, "", nil, 18_446_744_073_709_551_000),
            ("18446744073709552", nil, "", nil, nil), ("99999999999999999999", nil, "", nil, nil),
            ("Thu, 01 Jan 1970 00:02:00 GMT", nil, "", -9_000_000_000_000_000_000, nil), ("-1", nil, "", nil, nil),
            ("1.5", nil, "", nil, nil),
            ("soon", nil, "", nil, nil), ("", nil, "", nil, nil), ("5s", nil, "", nil, nil),
            ("9", "250", "", nil, 250), ("9", "0", "", nil, 0), ("9", "soon", "", nil, 9000), (nil, "-1", "", nil, nil),
            (nil, "18446744073709551615", "", nil, UInt64.max),
            // As a date: by the server's clock, else by the host's.
            ("Thu, 01 Jan 1970 00:01:30 GMT", nil, minute, nil, 30_000),
            ("Thu, 01 Jan 1970 00:01:30 GMT", nil, minute, 5, 30_000),
            ("Thu, 01 Jan 1970 00:01:30 GMT", nil, "", 80, 10_000), ("Thu, 01 Jan 1970 00:01:30 GMT", nil, "", nil, nil),
            ("Thu, 01 Jan 1970 00:00:30 GMT", nil, minute, nil, 0), ("Fri, 31 Dec 9999 23:59:59 GMT", nil, "", Int64.min, nil),
            ("Thu, 01 Jan 1970 00:01:30 GMT", nil, "", Int64.max, 0),
            ("Thu, 01 Jan 1970 00:01:30 GMT", nil, "", -9_223_372_036_854_775_000, nil),
        ] as [(String?, String?, String, Int64?, UInt64?)])
    func retryAfter(_ plain: String?, _ amz: String?, _ date: String, _ now: Int64?, _ expected: UInt64?) {
        let lines = date + (plain.map { "Retry-After: \($0)\r\n" } ?? "") + (amz.map { "x-amz-retry-after: \($0)\r\n" } ?? "")
        #expect(headers(lines) { $0.retryAfterMs(now: now) } == expected)
    }

    @Test(
        arguments: [
            (minute, 50, 10), (minute, 70, -10), (minute, 60, 0), (minute, nil, nil), ("", 50, nil), ("Date: soon\r\n", 50, nil),
            (minute, Int64.max, 60 - Int64.max), (minute, Int64.min, nil),
            ("Date: Fri, 31 Dec 9999 23:59:59 GMT\r\n", -1, 253_402_300_800),
            ("Date: x\r\n" + minute, 50, 10), (minute + "Date: x\r\n", 50, nil),
        ] as [(String, Int64?, Int64?)])
    func clockOffset(_ lines: String, _ now: Int64?, _ expected: Int64?) {
        #expect(headers(lines) { ResponseHeaders.clockOffset(date: $0.date, now: now) } == expected)
    }
}
