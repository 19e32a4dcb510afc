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

// MARK: - Bodies

/// Reads a body as one shape or another, and says what is wrong with it as a whole.
private struct BodyReader {
    let body: ByteView
    let isCBOR: Bool
    /// Whether the host knows that the body ends too early.
    let isShort: Bool
    /// Whether it says nothing, since the host has not undone what Content-Encoding names.
    let isEncoded: Bool
    /// Whether there may be members that could not be read.
    private(set) var hidesMembers = false
    /// Whether a value was kept that is not what its member holds.
    private(set) var hasUnreadable = false
    /// That a member came twice: which of the two counts, nobody can say.
    private(set) var duplicate: Problem?
    private(set) var problems: [Problem] = []

    init(_ body: ByteView, _ headers: ResponseHeaders, isShort: Bool) {
        let mark: StaticString = "\u{feff}"
        if body.hasPrefix(mark) {
            self.body = body.dropFirst(3)
            problems = [Problem(.warning, .bodyNotJSON, "", "The body begins with a byte order mark, which JSON has not")]
        } else {
            self.body = body
        }
        self.isShort = isShort
        hidesMembers = isShort
        // No JSON object begins like a CBOR map.
        let first = self.body[0]
        let mayBeJSON = first == UInt8(ascii: "{")
        isCBOR = (0xa0..<0xc0).contains(first) || !mayBeJSON && headers.contentType?.namesCBOR == true
        isEncoded = !mayBeJSON && headers.contentEncoding?.equalsIgnoringCase("identity") == false
    }

    @_optimize(speed)
    mutating func read(_ shape: Shape) -> Document {
        if isEncoded || isCBOR {
            hidesMembers = true
            if isEncoded {
                report(.bodyNotJSON, "The body is encoded as Content-Encoding says: decode it first")
            } else {
                report(.bodyIsCBOR, "The body is CBOR (application/cbor), which this library does not read: ask for JSON")
            }
            return Document(shape)
        }
        var reader = DocumentReader(shape, body, for: .answer)
        do {
            try reader.read()
        } catch {
            report(error)
        }
        hasUnreadable = reader.hasUnreadable
        if shape != .interconnect { duplicate = reader.duplicate.map { Problem($0, in: body) } }
        return reader.take()
    }

    /// Once, however often the body is read.
    private mutating func report(_ code: Problem.Code, _ message: Message, _ position: Problem.Position? = nil) {
        guard problems.last?.severity != .error else { return }
        problems.append(Problem(.error, code, "", message, position: position))
    }

    private mutating func report(_ error: JSONError) {
        var blank = JSONReader(body)
        if blank.peek() == 0, blank.isAtEnd {
            return report(isShort ? .bodyCutOff : .bodyNotJSON, "The body is empty")
        }
        // What begins as an object is AWS's, and its code may stand where reading stopped.
        if case .trailingText = error.reason {} else if blank.peek() == UInt8(ascii: "{") { hidesMembers = true }
        let problem = Problem(error, in: body)
        if case .cutOff = error.reason {
            report(.bodyCutOff, "The body was cut off: \(problem.texts.message)", problem.position)
        } else {
            report(.bodyNotJSON, "The body is not what AWS writes: \(problem.texts.message)", problem.position)
        }
    }
}

extension ByteView {
    /// Without the full stop that ends a sentence.
    fileprivate var withoutFullStop: ByteView { self[count &- 1] == UInt8(ascii: ".") ? prefix(count &- 1) : self }

    fileprivate var namesCBOR: Bool {
        var index = 0
        while index < count {
            if slice(index, index &+ 4).equalsIgnoringCase("cbor") { return true }
            index &+= 1
        }
        return false
    }
}

// MARK: - Members that could not be read

extension Document {
    /// Takes values of the wrong type out of an answer, and tells of each: as of an error where a list of
    /// interconnects is nothing without it.
    mutating func leaveOutUnreadable(isList: Bool) -> [Problem] {
        var problems: [Problem] = []
        for (index, value) in overruled {
            if index < shape.memberCount {
                let member = shape.member(index)
                report(value, member, isList, "\(member.name)", &problems)
            } else if isList {
                report(value, Interconnect.interconnectId.row, true, "interconnects", &problems)
            }
        }
        leaveOutUnreadable(shape, at: 0, .input, isList, &problems)
        return problems
    }

    @inline(never)
    private mutating func leaveOutUnreadable(
        _ shape: Shape, at structure: Int, _ place: Place, _ isList: Bool, _ problems: inout [Problem]
    ) {
        for index in 0..<shape.memberCount {
            let member = shape.member(index)
            if self[structure &+ index].isUnreadable {
                report(self[structure &+ index], member, isList, place.path(member.name), &problems)
                put(.absent, at: structure &+ index)
            }
            guard case .list(let elementShape) = member.kind, let elements = elements(of: structure &+ index) else { continue }
            for (number, element) in elements.enumerated() {
                if element < 0, problems.isFull { continue }
                let elementPlace = place.element(member.name, number)
                if element >= 0 {
                    leaveOutUnreadable(elementShape, at: element, elementPlace, isList, &problems)
                } else {
                    report(self[~element], member, isList, elementPlace.name, &problems, isElement: true)
                }
            }
            removeWrongElements(of: structure &+ index)
        }
        for unknown in unknownMembers(of: structure) where !unknown.isUTF8 {
            let path = place.path(view(unknown.name).excerpt)
            problems.report(Problem(.warning, .invalidUTF8, path, "The value of \(path) is not UTF-8 and was left out"))
        }
    }

    /// Tells of a value that cannot be read, if it is one.
    @inline(never)
    private func report(
        _ value: Value, _ member: Member, _ isList: Bool, _ path: Message, _ problems: inout [Problem], isElement: Bool = false
    ) {
        let (code, range, rule): (Problem.Code, TextRange, Message)
        switch value {
        case .absent, .string, .boolean, .integer, .timestamp, .list, .refused: return
        case .wrongType(let json):
            (code, range, rule) = (.wrongType, json, "valid types: \(isElement ? "object" : member.kind.typeName)")
        case .invalidUTF8(let bytes): (code, range, rule) = (.invalidUTF8, bytes, "not UTF-8")
        case .notUnicode(let json): (code, range, rule) = (.notUnicode, json, "half of a surrogate pair is no character")
        case .invalidTimestamp(let json): (code, range, rule) = (.invalidTimestamp, json, "no time of the years 1 to 9999")
        }
        let excerpt = view(range).excerpt
        problems.report(
            Problem(
                isList && member.decides ? .error : .warning, code, path,
                "Invalid value for \(path), value: \(excerpt), \(rule); it was left out"))
    }
}

extension Document.Value {
    fileprivate var isUnreadable: Bool {
        switch self {
        case .absent, .string, .boolean, .integer, .timestamp, .list: false
        case .wrongType, .invalidUTF8, .notUnicode, .invalidTimestamp, .refused: true
        }
    }
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
