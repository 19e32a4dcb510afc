import CDXInterconnect
import CJansson
import DXInterconnect

// The documents of the bindings: their schemas stand in the header.

extension JSONValue {
    /// A structure by its table. What has no place in it stands as its JSON text under "unknownMembers".
    init(_ document: borrowing Document, _ shape: Shape, at structure: Int) {
        self = .object()
        var unknown = JSONValue.object()
        var hasUnknown = false
        for index in 0..<shape.memberCount {
            let member = shape.member(index)
            switch document[structure &+ index] {
            case .string(let text): set(member.name, document.withText(text) { .string($0) })
            case .boolean(let value): set(member.name, .boolean(value))
            case .integer(let number), .timestamp(let number): set(member.name, .integer(number))
            case .list(_, let count):
                guard case .list(let elementShape) = member.kind else { continue }
                var list = JSONValue.array()
                for element in 0..<Int(count) {
                    if let place = document.place(ofElement: element, of: structure &+ index) {
                        list.append(JSONValue(document, elementShape, at: place))
                    } else if case .wrongType(let json) = document.wrongElement(element, of: structure &+ index) {
                        let name: Message = "\(member.name)[\(element)]"
                        name.utf8.withView { name in document.withText(json) { unknown.set(name, .string($0)) } }
                        hasUnknown = true
                    }
                }
                set(member.name, list)
            case .wrongType(let json):
                unknown.set(member.name, document.withText(json) { .string($0) })
                hasUnknown = true
            case .absent, .invalidUTF8, .notUnicode, .invalidTimestamp, .refused: break
            }
        }
        for member in document.unknownMembers(of: structure) where member.isUTF8 {
            document.withText(member.name) { name in document.withText(member.json) { unknown.set(name, .string($0)) } }
            hasUnknown = true
        }
        if hasUnknown { set("unknownMembers", unknown) }
    }

    init(_ problem: Problem) {
        self = .object()
        set("severity", .string(problem.severity.name))
        set("code", .string(problem.code.name))
        set("number", .integer(Int64(problem.code.rawValue)))
        set("path", .string(problem.texts.path))
        set("message", .string(problem.texts.message))
        if let suggestion = problem.texts.suggestion { set("suggestion", .string(suggestion)) }
        if let position = problem.position {
            set("line", .integer(Int64(position.line)))
            set("column", .integer(Int64(position.column)))
            set("offset", .integer(Int64(position.offset)))
        }
    }

    init(_ problems: [Problem]) {
        self = .array()
        for problem in problems { append(JSONValue(problem)) }
    }

    /// What would be sent, to be shown.
    init(description http: borrowing HTTPRequest, region: ByteView, _ problems: [Problem]) {
        self = .object()
        set("method", .string(http.view(http.method)))
        set("url", .string(http.view(http.url)))
        var headers = JSONValue.array()
        for index in 0..<http.headerCount {
            guard let header = http.header(index) else { break }
            headers.append(.pair(header.name, .string(http.shown(header))))
        }
        set("headers", headers)
        set("body", .string(http.view(http.body)))
        set("canonicalRequest", .string(http.shownCanonicalRequest))
        set("stringToSign", .string(http.view(http.stringToSign)))
        set("problems", JSONValue(problems))
        set("curl", .string(http.curlCommand(region: region)))
    }

    init(_ answer: borrowing Answer) {
        self = .object()
        set("outcome", .string(answer.outcome.name))
        set("advice", .string(answer.advice.name))
        set("explanation", answer.text(answer.explanation))
        if answer.httpStatus != 0 { set("httpStatus", .integer(Int64(answer.httpStatus))) }
        if answer.requestId != nil { set("requestId", answer.text(answer.requestId)) }
        if let retryAfterMs = answer.retryAfterMs { set("retryAfterMs", .integer(Int64(clamping: retryAfterMs))) }
        if let clockOffset = answer.clockOffset { set("clockOffset", .integer(clockOffset)) }
        if answer.outcome == .created { set("interconnect", JSONValue(answer.document, .interconnect, at: 0)) }
        if answer.outcome == .described {
            let page = SharedDocument(answer.document)
            var list = JSONValue.array()
            for number in 0..<answer.interconnectCount {
                list.append(JSONValue(Reconciliation.Match(page: page, number: number)))
            }
            set("interconnects", list)
            if answer.nextToken != nil { set("nextToken", answer.text(answer.nextToken)) }
        }
        if answer.serviceError != .none {
            var error = JSONValue.object()
            error.set("kind", .string(answer.serviceError.name))
            if answer.errorCode != nil { error.set("code", answer.text(answer.errorCode)) }
            if answer.errorMessage != nil { error.set("message", answer.text(answer.errorMessage)) }
            set("error", error)
        }
        if !answer.problems.isEmpty { set("problems", JSONValue(answer.problems)) }
    }

    private static func pair(_ name: StaticString, _ value: consuming JSONValue) -> JSONValue {
        var pair = JSONValue.array()
        pair.append(.string(name))
        pair.append(value)
        return pair
    }
}

extension Answer {
    fileprivate func text(_ range: Document.TextRange?) -> JSONValue {
        document.withOptionalText(range) { .string($0 ?? ByteView("")) }
    }
}

extension TextBuffer {
    /// The HTTP document. Written without jansson, whose tree would leave the session token behind in memory
    /// that it has freed.
    mutating func appendHTTPRequest(_ http: borrowing HTTPRequest) {
        append("{\"method\":")
        appendJSONString(http.view(http.method))
        append(",\"url\":")
        appendJSONString(http.view(http.url))
        append(",\"host\":")
        appendJSONString(http.view(http.host))
        append(",\"path\":")
        appendJSONString(http.view(http.path))
        append(",\"headers\":[")
        for index in 0..<http.headerCount {
            guard let header = http.header(index) else { break }
            append(index == 0 ? "[" : ",[")
            appendJSONString(ByteView(header.name))
            append(",")
            appendJSONString(http.view(header.value))
            append("]")
        }
        append("],\"body\":")
        appendJSONString(http.view(http.body))
        append("}")
    }
}

// MARK: - Exports

private func readRequest(
    _ shape: Shape, _ text: UnsafePointer<CChar>?, _ length: Int, _ output: UnsafeMutablePointer<OpaquePointer?>?,
    _ problemsOutput: UnsafeMutablePointer<OpaquePointer?>?
) -> dxi_status {
    write([], to: problemsOutput)
    guard let output else { return Status.nullArgument.rawValue }
    let argument = StringArgument(text, length)
    guard let view = argument.view else { return argument.status.rawValue }
    do {
        output.pointee = handle(try Document(shape, requestJSON: view.buffer.span))
        return Status.ok.rawValue
    } catch {
        write([error], to: problemsOutput)
        return Status.invalidJSON.rawValue
    }
}

private func writeRequest(_ handle: OpaquePointer?, _ output: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> dxi_status {
    guard let handle, let output else { return Status.nullArgument.rawValue }
    return handOut(lend(handle, Document.self) { JSONValue($0, $0.shape, at: 0).take() }, to: output)
}

@_cdecl("dxi_create_interconnect_request_from_json") @implementation
public func dxi_create_interconnect_request_from_json(
    _ text: UnsafePointer<CChar>?, _ length: Int, _ output: UnsafeMutablePointer<OpaquePointer?>?,
    _ problemsOutput: UnsafeMutablePointer<OpaquePointer?>?
) -> dxi_status { readRequest(.createInterconnectRequest, text, length, output, problemsOutput) }

@_cdecl("dxi_create_interconnect_request_to_json") @implementation
public func dxi_create_interconnect_request_to_json(
    _ request: OpaquePointer?, _ output: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> dxi_status { writeRequest(request, output) }

@_cdecl("dxi_describe_interconnects_request_from_json") @implementation
public func dxi_describe_interconnects_request_from_json(
    _ text: UnsafePointer<CChar>?, _ length: Int, _ output: UnsafeMutablePointer<OpaquePointer?>?,
    _ problemsOutput: UnsafeMutablePointer<OpaquePointer?>?
) -> dxi_status { readRequest(.describeInterconnectsRequest, text, length, output, problemsOutput) }

@_cdecl("dxi_describe_interconnects_request_to_json") @implementation
public func dxi_describe_interconnects_request_to_json(
    _ request: OpaquePointer?, _ output: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> dxi_status { writeRequest(request, output) }

@_cdecl("dxi_problems_to_json") @implementation
public func dxi_problems_to_json(
    _ problems: OpaquePointer?, _ output: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> dxi_status {
    guard let output else { return Status.nullArgument.rawValue }
    return handOut(JSONValue(problems.map { value($0, ProblemList.self).pointee.problems } ?? []).take(), to: output)
}

@_cdecl("dxi_http_request_to_json") @implementation
public func dxi_http_request_to_json(
    _ http: OpaquePointer?, _ output: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> dxi_status {
    guard let http, let output else { return Status.nullArgument.rawValue }
    let signed = value(http, SignedRequest.self).pointee
    return handOut(makeText { $0.appendHTTPRequest(signed.http) }?.text, to: output)
}

@_cdecl("dxi_answer_to_json") @implementation
public func dxi_answer_to_json(
    _ answer: OpaquePointer?, _ output: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> dxi_status {
    guard let answer, let output else { return Status.nullArgument.rawValue }
    return handOut(JSONValue(value(answer, AnswerHandle.self).pointee.answer).take(), to: output)
}

@_cdecl("dxi_answer_read_json") @implementation
public func dxi_answer_read_json(
    _ response: UnsafePointer<dxi_http_response>?, _ output: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> dxi_status {
    guard let output else { return Status.nullArgument.rawValue }
    switch HTTPResponse.reading(response) {
    case .failure(let status): return status.rawValue
    case .success(let response):
        // As long as what was read, and what is said about it.
        return handOut(JSONValue(Answer(response)).take(capacity: response.body.count &+ 256), to: output)
    }
}
