/// Signs requests with SigV4 for one endpoint and one set of credentials. Nothing of it changes but the key
/// that it keeps, which a lock guards; any number of threads may sign at once.
package final class Signer {
    private let credentials: Credentials
    package let endpoint: Endpoint
    private let userAgent: [UInt8]
    private let keys = SigningKeyCache()

    /// What a caller says of who orders, and where.
    package struct Choice {
        package var accessKeyId: ByteView?
        package var secretAccessKey: ByteView?
        package var sessionToken: ByteView?
        package var userAgentExtra: ByteView?
        package var endpoint: Endpoint.Choice

        package init(endpoint: Endpoint.Choice) { self.endpoint = endpoint }
    }

    /// Every problem of a choice, or the signer; neither where there is no memory for the credentials.
    package static func make(_ choice: Choice, version: StaticString) -> (Signer?, [Problem]) {
        var problems = Credentials.problems(
            accessKeyId: choice.accessKeyId, secretAccessKey: choice.secretAccessKey, sessionToken: choice.sessionToken)
        let (endpoint, endpointProblems) = Endpoint.resolve(choice.endpoint)
        problems += endpointProblems
        if choice.endpoint.region == nil, choice.endpoint.url != nil { problems.append(.regionForSigning) }
        if let problem = choice.userAgentExtra.flatMap({ headerTextProblem("user_agent_extra", $0) }) { problems.append(problem) }
        guard problems.isEmpty, let endpoint, let accessKeyId = choice.accessKeyId, let secret = choice.secretAccessKey else {
            return (nil, problems)
        }
        let credentials = Credentials(accessKeyId: accessKeyId, secretAccessKey: secret, sessionToken: choice.sessionToken)
        if credentials.hasFailed { return (nil, []) }
        return (Signer(credentials, endpoint, version: version, userAgentExtra: choice.userAgentExtra), [])
    }

    private init(_ credentials: consuming Credentials, _ endpoint: Endpoint, version: StaticString, userAgentExtra: ByteView?) {
        self.credentials = credentials
        self.endpoint = endpoint
        var userAgent: [UInt8] = []
        userAgent.append("dxinterconnect/")
        userAgent.append(version)
        if let userAgentExtra {
            userAgent.append(" ")
            userAgent.append(userAgentExtra)
        }
        self.userAgent = userAgent
    }

    /// What one signature needs besides the request.
    package struct Options {
        /// Seconds since 1970.
        let now: Int64
        /// 0: not sent.
        let attempt: UInt32
        let invocationId: ByteView?

        package init(now: Int64, attempt: UInt32, invocationId: ByteView?) {
            self.now = now
            self.attempt = attempt
            self.invocationId = invocationId
        }

        /// What is wrong with them.
        package var problems: [Problem] {
            var problems: [Problem] = []
            if !(0..<253_402_300_800).contains(now) {
                problems.append(
                    Problem(
                        .error, .invalidTime, "now",
                        "Invalid time: \(now): expected seconds since 1970, of the years 1970 to 9999"))
            }
            if let problem = invocationId.flatMap({ headerTextProblem("invocation_id", $0) }) { problems.append(problem) }
            return problems
        }
    }

    /// Writes and signs a request that has no errors, with options that have none.
    package func sign(_ document: borrowing Document, _ options: Options) -> SignedRequest {
        sign(Operation(request: document.shape), options, bodyLength: document.estimatedLength) { $0.append(document) }
    }

    /// Signs whatever is written as the body, of about this length. Inlined, since a closure that is handed over would
    /// hold a copy of the document.
    @inline(__always)
    func sign(
        _ operation: Operation, _ options: Options, bodyLength: Int, _ writeBody: (inout HTTPRequest) -> Void
    ) -> SignedRequest {
        let token = credentials.sessionToken.view
        var http = HTTPRequest(
            reserving: 1024 &+ bodyLength &+ 2 &* token.count &+ 3 &* endpoint.url.count &+ userAgent.count
                &+ 3 &* endpoint.region.count &+ 2 &* credentials.accessKeyId.count &+ (options.invocationId?.count ?? 0))
        let time = SigningTime(options.now)

        http.method = http.text(ByteView("POST"))
        http.url = endpoint.url.withView { http.text($0) }
        http.host = endpoint.host.withView { http.text($0) }
        http.path = endpoint.path.withView { http.text($0) }
        writeBody(&http)
        http.body = http.endText()
        http.appendISO8601(time)
        let date = http.endText()
        http.appendScope(date: date, region: endpoint.region)
        let scope = http.endText()
        let contentType = http.text(ByteView(Service.contentType))
        let target = http.text(ByteView(operation.target))
        let tokenText = token.isEmpty ? nil : http.text(token)

        http.addHeader("Host", http.host)
        http.addHeader("Content-Type", contentType)
        http.addHeader("X-Amz-Date", date)
        if let tokenText { http.addHeader("X-Amz-Security-Token", tokenText) }
        http.addHeader("X-Amz-Target", target)

        http.appendCanonicalRequest(
            path: endpoint.path, contentType: contentType, date: date, token: tokenText, target: target)
        http.canonicalRequest = http.endText()
        http.appendStringToSign(date: date, scope: scope)
        http.stringToSign = http.endText()
        http.appendHex(authenticate(http.view(http.stringToSign), time))
        http.signature = http.endText()
        http.appendAuthorization(credentials.accessKeyId.view, scope: scope, hasToken: tokenText != nil)
        http.addHeader("Authorization", http.endText())

        http.addHeader("User-Agent", userAgent.withView { http.text($0) })
        if let id = options.invocationId { http.addHeader("amz-sdk-invocation-id", http.text(id)) }
        if options.attempt > 0 {
            http.append("attempt=")
            http.append(UInt64(options.attempt))
            http.addHeader("amz-sdk-request", http.endText())
        }
        return SignedRequest(http)
    }

    /// The signature. What works on keys is called from here, and leaves them on the stack below.
    @inline(never)
    private func authenticate(_ stringToSign: ByteView, _ time: SigningTime) -> Digest {
        defer { wipeStack() }
        return keys.authenticate(stringToSign, day: time.day) {
            var date: [UInt8] = []
            date.appendDate(time)
            return date.withView { date in
                endpoint.region.withView { region in
                    HMACKey(
                        prefixedSecret: credentials.prefixedSecret.view, date: date, region: region,
                        service: ByteView(Service.signingName))
                }
            }
        }
    }
}

/// What is wrong with text that goes into a header.
private func headerTextProblem(_ name: StaticString, _ text: ByteView) -> Problem? {
    if !text.isEmpty, text.count <= 1024, text.trimmed.count == text.count, text.buffer.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) {
        return nil
    }
    return Problem(
        .error, .invalidHeaderText, "\(name)",
        "Invalid value for \(name), value: \(text.excerpt), expected 1 to 1024 visible ASCII characters with no blank at either end"
    )
}
