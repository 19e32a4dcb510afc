/// What became of a request, and what to do next.
package struct Answer {
    package let operation: Operation
    package private(set) var advice: Advice
    package let httpStatus: Int32
    /// What was created or described; else the members of the error. Every text of the answer is in it.
    package private(set) var document: Document
    package private(set) var problems: [Problem] = []
    package private(set) var serviceError = ServiceErrorKind.none
    package private(set) var errorCode: Document.TextRange?
    package private(set) var errorMessage: Document.TextRange?
    package private(set) var requestId: Document.TextRange?
    package private(set) var explanation: Document.TextRange?
    package private(set) var retryAfterMs: UInt64?
    /// The response's Date as it stands there, and the host's time.
    private var date: Document.TextRange?
    private let now: Int64?

    package var outcome: Outcome { operation.outcome(advice) }

    /// Reads whatever came back: there is always an answer.
    @_optimize(speed)
    package init(_ response: HTTPResponse) {
        var answer: Answer
        switch response.delivery {
        // What came back says more than a host that says that nothing did.
        case .nothingSent where response.isEmpty, .noAnswer where response.isEmpty:
            answer = Answer(response.operation, Document(.serviceError))
            let nothingSent = response.delivery == .nothingSent
            if nothingSent { answer.advice = .resend }
            answer.explain(unsent: nothingSent)
        case .complete, .answerCutOff, .nothingSent, .noAnswer:
            let headers = ResponseHeaders(response.headers)
            let body = response.body.prefix(HTTPResponse.maximumBodyLength)
            let isShort = response.delivery != .complete || body.count < response.body.count
            let isSuccess = (200..<300).contains(response.status)
            var reader = BodyReader(body, headers, isShort: isShort)
            answer = Answer(
                response.operation, reader.read(isSuccess ? response.operation.result : .serviceError),
                httpStatus: response.status, now: response.now)
            answer.read(headers, &reader, isSuccess: isSuccess)
        }
        // Handed over: a value that changes while it is initialised is copied at the end, array by array.
        self = consume answer
    }

    private init(_ operation: Operation, _ document: consuming Document, httpStatus: Int32 = 0, now: Int64? = nil) {
        self.operation = operation
        self.document = document
        self.httpStatus = httpStatus
        self.now = now
        advice = operation.adviceWhenUnknown
    }

    @inline(__always)
    private mutating func read(_ headers: ResponseHeaders, _ reader: inout BodyReader, isSuccess: Bool) {
        retryAfterMs = headers.retryAfterMs(now: now)
        problems = reader.problems
        if isSuccess {
            if readResult(reader) {
                advice = .done
                keep(headers)
                explainSuccess()
                return
            }
            document = reader.read(.serviceError)
        }
        keep(headers)
        readError(headers)
        // Of a look that fails it says nothing.
        let showsInterconnect = operation == .createInterconnect && document[ServiceError.interconnectId.rawValue].isProof
        if !isSuccess, !showsInterconnect, reader.duplicate == nil {
            advice = DXInterconnect.advice(
                operation, status: httpStatus, code: errorCode.map { document.view($0) }, clockOffset: clockOffset,
                mayHideCode: reader.hidesMembers || reader.hasUnreadable || headers.errorType?.firstInvalidUTF8 != nil)
        }
        explainError(isSuccess: isSuccess, showsInterconnect: showsInterconnect)
    }

    /// How many interconnects were created or described.
    package var interconnectCount: Int {
        switch outcome {
        case .created: 1
        case .described: document.count(of: Interconnects.interconnects.rawValue) ?? 0
        case .notCreated, .unknown, .notDescribed: 0
        }
    }

    /// What the next page is asked for with; nil on the last one.
    package var nextToken: Document.TextRange? {
        guard outcome == .described, case .string(let token) = document[Interconnects.nextToken.rawValue], token.length > 0
        else { return nil }
        return token
    }

    /// Server's clock minus host's, in seconds. Read when it is asked for, which is seldom.
    package var clockOffset: Int64? {
        date.flatMap { ResponseHeaders.clockOffset(date: document.view($0), now: now) }
    }

    // MARK: Parts

    /// Whether the body of a success holds what it must. Leaves out what cannot be read.
    private mutating func readResult(_ reader: BodyReader) -> Bool {
        switch operation {
        case .createInterconnect:
            let isThere = document[Interconnect.interconnectId.rawValue].isProof
            if isThere {
                if reader.hasUnreadable { problems += document.leaveOutUnreadable(isList: false) }
            } else {
                problems += [.noInterconnectId(document[Interconnect.interconnectId.rawValue])]
            }
            return isThere
        case .describeInterconnects:
            // Whatever may hide an interconnect makes the list worthless: one that is not seen is ordered again.
            guard problems.errorCount == 0 else { return false }
            if reader.isShort { problems.append(Problem(.error, .bodyCutOff, "", "The body was cut off")) }
            if let duplicate = reader.duplicate { problems.append(duplicate) }
            guard case .list = document[Interconnects.interconnects.rawValue] else {
                problems.append(.noInterconnects(document[Interconnects.interconnects.rawValue]))
                return false
            }
            if reader.hasUnreadable { problems += document.leaveOutUnreadable(isList: true) }
            return problems.errorCount == 0
        }
    }

    /// Keeps what is handed out of the headers.
    private mutating func keep(_ headers: ResponseHeaders) {
        requestId = headers.requestId.flatMap { document.appendText($0) }
        date = headers.date.flatMap { document.append($0) }
    }

    private mutating func readError(_ headers: ResponseHeaders) {
        let header = headers.errorType?.errorCode.flatMap { document.appendText($0) }
        let (code, type) = (document.errorCode(.code), document.errorCode(.type))
        errorCode = header ?? code ?? type
        // Where they contradict each other, the one counts that leaves open what became of the order.
        if header != nil || code != nil, leavesOutcomeOpen(type) { errorCode = type }
        if header != nil, leavesOutcomeOpen(code) { errorCode = code }
        errorMessage = document.text(.message) ?? document.text(.upperMessage)
        serviceError = document.withOptionalText(errorCode) { $0.map { ServiceErrorKind(code: $0) } ?? .other }
    }

    private func leavesOutcomeOpen(_ code: Document.TextRange?) -> Bool {
        code.map { CodeMeaning(document.view($0)) } == .unknown
    }

    private mutating func explain(_ text: StaticString) { explanation = document.append(ByteView(text)) }

    private mutating func explainSuccess() {
        switch operation {
        case .createInterconnect:
            explain(
                problems.isEmpty
                    ? "The interconnect is ordered." : "The interconnect is ordered. Parts of the answer could not be read.")
        case .describeInterconnects:
            explain(
                problems.isEmpty ? "The list is here." : "The list is here. Parts of the answer could not be read.")
        }
    }

    private mutating func explain(unsent nothingSent: Bool) {
        switch operation {
        case .createInterconnect:
            explain(
                nothingSent
                    ? "Nothing was sent, so nothing was ordered. Send it again after the delay."
                    : "The request was sent, in part or whole, and no answer came: a port may be ordered. Look with DescribeInterconnects before you order again."
            )
        case .describeInterconnects:
            explain(
                nothingSent
                    ? "Nothing was sent, so nothing is known of what is there. Send it again after the delay."
                    : "No answer came, so nothing is known of what is there. Send it again after the delay.")
        }
    }

    /// Written into one piece of memory, since every error comes with it.
    private mutating func explainError(isSuccess: Bool, showsInterconnect: Bool) {
        var text: [UInt8] = []
        text.reserveCapacity(512)
        if httpStatus <= 0 {
            text.append("What came back has no HTTP status")
        } else {
            text.append("AWS answered ")
            text.append(Int64(httpStatus))
            if let errorCode {
                text.append(" ")
                text.appendExcerpt(document.view(errorCode))
            }
            if let errorMessage {
                text.append(": ")
                text.appendExcerpt(document.view(errorMessage).withoutFullStop)
            }
        }
        text.append(". ")
        text.append(
            operation == .describeInterconnects
                ? "Nothing is known of what is there. "
                : advice != .lookFirst
                    ? "Nothing was ordered. "
                    : isSuccess
                        ? "The answer does not show an interconnect, and yet a port may be ordered. "
                        : showsInterconnect
                            ? "The error shows an interconnect: a port may be ordered. " : "A port may be ordered all the same. ")
        switch advice {
        case .done: break
        case .fixRequest:
            text.append(
                (300..<400).contains(httpStatus)
                    ? "A redirect is never followed: check the endpoint and the proxy."
                    : "Mend what it names before sending it again.")
        case .correctClock:
            text.append("This host's clock is off")
            if let clockOffset {
                text.append(" by ")
                text.append(clockOffset)
                text.append(" s")
            }
            text.append(": correct the time, sign anew and send it again.")
        case .resend: text.append("Send it again after the delay.")
        case .lookFirst: text.append("Look with DescribeInterconnects before you order again.")
        }
        explanation = text.withView { document.append($0) }
    }
}

extension Document {
    /// Copies text that may be handed out; nil for what is no UTF-8.
    mutating func appendText(_ view: ByteView) -> TextRange? { view.firstInvalidUTF8 == nil ? append(view) : nil }

    package func withOptionalText<Result: ~Copyable>(_ range: TextRange?, _ body: (ByteView?) -> Result) -> Result {
        guard let range else { return body(nil) }
        return withText(range) { body($0) }
    }

    fileprivate func text(_ member: ServiceError) -> TextRange? {
        if case .string(let range) = self[member.rawValue] { range } else { nil }
    }

    fileprivate mutating func errorCode(_ member: ServiceError) -> TextRange? {
        text(member).flatMap { view($0).errorCode }.flatMap { append($0) }
    }
}

extension ByteView {
    /// Without the full stop that ends a sentence.
    fileprivate var withoutFullStop: ByteView { self[count &- 1] == UInt8(ascii: ".") ? prefix(count &- 1) : self }
}

extension Problem {
    fileprivate static func noInterconnectId(_ value: Document.Value) -> Problem {
        let what: StaticString =
            value.isAbsent ? "has no interconnectId" : "has an interconnectId that is no text, or an empty one"
        return Problem(.error, .noInterconnectId, "interconnectId", "The body of a success \(what)")
    }

    fileprivate static func noInterconnects(_ value: Document.Value) -> Problem {
        let what: StaticString = value.isAbsent ? "has no interconnects" : "has interconnects that are no list"
        return Problem(.error, .noInterconnects, "interconnects", "The body of a success \(what)")
    }
}
