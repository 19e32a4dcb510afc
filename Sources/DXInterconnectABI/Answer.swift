import CDXInterconnect
import CJansson
import DXInterconnect

/// An answer, and what C borrows of it.
struct AnswerHandle: ~Copyable {
    let answer: Answer
    /// NULL where there are none.
    fileprivate let problems: OpaquePointer?
    /// What was created or described.
    fileprivate let interconnects: LentInterconnects

    @inline(__always)
    fileprivate init(_ answer: consuming Answer) {
        problems = answer.problems.isEmpty ? nil : handle(ProblemList(answer.problems))
        if answer.outcome == .created || answer.outcome == .described {
            let page = SharedDocument(answer.document)
            interconnects = LentInterconnects(count: answer.interconnectCount) { .init(page: page, number: $0) }
        } else {
            interconnects = LentInterconnects()
        }
        self.answer = answer
    }

    deinit { DXInterconnectABI.free(problems, ProblemList.self) }
}

extension HTTPResponse {
    enum Reading {
        case success(HTTPResponse)
        case failure(Status)
    }

    /// What the caller says of a response.
    static func reading(_ response: UnsafePointer<dxi_http_response>?) -> Reading {
        guard let response else { return .failure(.nullArgument) }
        guard let response = sized(response), let delivery = Delivery(rawValue: response.delivery),
            let operation = Operation(rawValue: response.operation)
        else { return .failure(.invalidArgument) }
        if response.headers == nil && response.headers_length != 0 || response.body == nil && response.body_length != 0 {
            return .failure(.nullArgument)
        }
        // The constant is (size_t)-1, which is -1 as an Int. It says where a text ends, and a body is none.
        guard response.body_length != -1 else { return .failure(.invalidArgument) }
        let limit = HTTPResponse.maximumBodyLength
        let headersLength =
            response.headers_length == -1
            ? response.headers.map { Int(strnlen($0, limit)) } ?? 0
            : Int(bitPattern: min(UInt(bitPattern: response.headers_length), UInt(bitPattern: limit)))
        let headers = ByteView(response.headers, headersLength)
        // A byte more than is read says that it was cut off.
        let bodyLength = Int(bitPattern: min(UInt(bitPattern: response.body_length), UInt(bitPattern: limit &+ 1)))
        return .success(
            HTTPResponse(
                operation: operation, delivery: delivery, status: response.status, headers: headers,
                body: ByteView(response.body, bodyLength), now: response.now == 0 ? nil : response.now))
    }
}

private func answer(_ handle: OpaquePointer) -> UnsafeMutablePointer<AnswerHandle> { value(handle, AnswerHandle.self) }

@_cdecl("dxi_answer_read") @implementation @_optimize(speed)
public func dxi_answer_read(
    _ response: UnsafePointer<dxi_http_response>?, _ output: UnsafeMutablePointer<OpaquePointer?>?
) -> dxi_status {
    guard let output else { return Status.nullArgument.rawValue }
    switch HTTPResponse.reading(response) {
    case .failure(let status): return status.rawValue
    case .success(let response):
        output.pointee = handle(AnswerHandle(Answer(response)))
        return Status.ok.rawValue
    }
}

@_cdecl("dxi_answer_free") @implementation
public func dxi_answer_free(_ answer: OpaquePointer?) { free(answer, AnswerHandle.self) }

@_cdecl("dxi_answer_outcome") @implementation
public func dxi_answer_outcome(_ handle: OpaquePointer?) -> dxi_outcome {
    (handle.map { answer($0).pointee.answer.outcome } ?? .unknown).rawValue
}

@_cdecl("dxi_answer_advice") @implementation
public func dxi_answer_advice(_ handle: OpaquePointer?) -> dxi_advice {
    (handle.map { answer($0).pointee.answer.advice } ?? .lookFirst).rawValue
}

/// Lends a text of an answer.
private func text(
    _ handle: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?, _ range: (borrowing Answer) -> Document.TextRange?
) -> UnsafePointer<CChar>? {
    guard let handle else { return nil }
    return answer(handle).pointee.answer.document.lend(range(answer(handle).pointee.answer), length)
}

@_cdecl("dxi_answer_explanation") @implementation
public func dxi_answer_explanation(_ answer: OpaquePointer?) -> UnsafePointer<CChar>? { text(answer, nil) { $0.explanation } }

@_cdecl("dxi_answer_request_id") @implementation
public func dxi_answer_request_id(_ answer: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>? {
    text(answer, length) { $0.requestId }
}

@_cdecl("dxi_answer_error_code") @implementation
public func dxi_answer_error_code(_ answer: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>? {
    text(answer, length) { $0.errorCode }
}

@_cdecl("dxi_answer_error_message") @implementation
public func dxi_answer_error_message(_ answer: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>? {
    text(answer, length) { $0.errorMessage }
}

@_cdecl("dxi_answer_delay_ms") @implementation
public func dxi_answer_delay_ms(_ handle: OpaquePointer?, _ resend: UInt32, _ random: Double) -> UInt64 {
    let hint = handle.flatMap { answer($0).pointee.answer.retryAfterMs } ?? 0
    return backoff(resend: resend, random: random, retryAfterMs: hint)
}

@_cdecl("dxi_answer_retry_after_ms") @implementation
public func dxi_answer_retry_after_ms(_ handle: OpaquePointer?, _ output: UnsafeMutablePointer<UInt64>?) -> Bool {
    guard let hint = handle.flatMap({ answer($0).pointee.answer.retryAfterMs }) else { return false }
    write(hint, to: output)
    return true
}

@_cdecl("dxi_answer_clock_offset") @implementation
public func dxi_answer_clock_offset(_ handle: OpaquePointer?, _ output: UnsafeMutablePointer<Int64>?) -> Bool {
    guard let offset = handle.flatMap({ answer($0).pointee.answer.clockOffset }) else { return false }
    write(offset, to: output)
    return true
}

@_cdecl("dxi_answer_interconnect") @implementation
public func dxi_answer_interconnect(_ handle: OpaquePointer?) -> OpaquePointer? {
    guard let handle, answer(handle).pointee.answer.outcome == .created else { return nil }
    return answer(handle).pointee.interconnects[0]
}

@_cdecl("dxi_answer_interconnect_count") @implementation
public func dxi_answer_interconnect_count(_ handle: OpaquePointer?) -> Int {
    handle.map { answer($0).pointee.interconnects.count } ?? 0
}

@_cdecl("dxi_answer_interconnect_at") @implementation
public func dxi_answer_interconnect_at(_ handle: OpaquePointer?, _ index: Int) -> OpaquePointer? {
    handle.flatMap { answer($0).pointee.interconnects[index] }
}

@_cdecl("dxi_answer_next_token") @implementation
public func dxi_answer_next_token(_ answer: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>? {
    text(answer, length) { $0.nextToken }
}

@_cdecl("dxi_answer_problems") @implementation
public func dxi_answer_problems(_ handle: OpaquePointer?) -> OpaquePointer? { handle.flatMap { answer($0).pointee.problems } }

@_cdecl("dxi_answer_http_status") @implementation
public func dxi_answer_http_status(_ handle: OpaquePointer?) -> Int32 { handle.map { answer($0).pointee.answer.httpStatus } ?? 0 }

@_cdecl("dxi_answer_service_error") @implementation
public func dxi_answer_service_error(_ handle: OpaquePointer?) -> dxi_service_error {
    (handle.map { answer($0).pointee.answer.serviceError } ?? .none).rawValue
}

@_cdecl("dxi_backoff_ms") @implementation
public func dxi_backoff_ms(_ resend: UInt32, _ random: Double, _ retryAfterMs: UInt64) -> UInt64 {
    backoff(resend: resend, random: random, retryAfterMs: retryAfterMs)
}
