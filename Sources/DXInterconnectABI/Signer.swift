import CDXInterconnect
import DXInterconnect

/// A signer, and what C reads of it.
private struct SignerHandle {
    let signer: Signer
    private let texts: LentTexts

    init(_ signer: Signer) {
        self.signer = signer
        texts = LentTexts(2) { Message($0 == 0 ? signer.endpoint.url : signer.endpoint.region) }
    }

    var url: UnsafePointer<CChar>? { texts.lend(0) }
    var region: UnsafePointer<CChar>? { texts.lend(1) }
}

private func signer(_ handle: OpaquePointer) -> UnsafeMutablePointer<SignerHandle> { value(handle, SignerHandle.self) }

@_cdecl("dxi_signer_new") @implementation
public func dxi_signer_new(
    _ options: UnsafePointer<dxi_signer_options>?, _ output: UnsafeMutablePointer<OpaquePointer?>?,
    _ problemsOutput: UnsafeMutablePointer<OpaquePointer?>?
) -> dxi_status {
    write([], to: problemsOutput)
    guard let options, let output else { return Status.nullArgument.rawValue }
    guard let options = sized(options) else { return Status.invalidArgument.rawValue }

    var choice = Signer.Choice(
        endpoint: Endpoint.Choice(
            region: ByteView(options.region), url: ByteView(options.endpoint_url), usesFIPS: options.use_fips_endpoint,
            usesDualStack: options.use_dualstack_endpoint, allowsPlaintext: options.allow_plaintext))
    choice.accessKeyId = ByteView(options.access_key_id)
    choice.secretAccessKey = ByteView(options.secret_access_key)
    choice.sessionToken = ByteView(options.session_token)
    choice.userAgentExtra = ByteView(options.user_agent_extra)
    let (signer, problems) = Signer.make(choice, version: version)
    write(problems, to: problemsOutput)
    guard let signer else { return (problems.isEmpty ? Status.noMemory : Status.invalidOptions).rawValue }
    output.pointee = handle(SignerHandle(signer))
    return Status.ok.rawValue
}

@_cdecl("dxi_signer_free") @implementation
public func dxi_signer_free(_ signer: OpaquePointer?) { free(signer, SignerHandle.self) }

@_cdecl("dxi_signer_url") @implementation
public func dxi_signer_url(_ handle: OpaquePointer?) -> UnsafePointer<CChar>? {
    handle.flatMap { signer($0).pointee.url }
}

@_cdecl("dxi_signer_region") @implementation
public func dxi_signer_region(_ handle: OpaquePointer?) -> UnsafePointer<CChar>? {
    handle.flatMap { signer($0).pointee.region }
}

// MARK: - Signing

/// What came of signing.
private enum Signed {
    case request(SignedRequest, warnings: [Problem])
    case refused(Status, [Problem])
}

private func sign(
    _ handle: OpaquePointer?, _ request: OpaquePointer?, _ now: Int64, _ options: UnsafePointer<dxi_sign_options>?
) -> Signed {
    guard let handle, let request else { return .refused(.nullArgument, []) }
    return lend(request, Document.self) { sign(signer(handle).pointee.signer, $0, now, options) }
}

private func sign(
    _ signer: Signer, _ request: borrowing Document, _ now: Int64, _ options: UnsafePointer<dxi_sign_options>?
) -> Signed {
    guard let given = sized(options, or: dxi_sign_options()) else { return .refused(.invalidArgument, []) }
    let options = Signer.Options(now: now, attempt: given.attempt, invocationId: ByteView(given.invocation_id))
    let (status, problems) = check(request, given.rules)
    if status == .invalidArgument { return .refused(status, []) }
    let optionProblems = options.problems
    if status == .invalidRequest { return .refused(.invalidRequest, problems + optionProblems) }
    if !optionProblems.isEmpty { return .refused(.invalidOptions, problems + optionProblems) }
    let http = signer.sign(request, options)
    if http.http.hasFailed { return .refused(.noMemory, []) }
    return .request(http, warnings: problems)
}

@_cdecl("dxi_signer_sign") @implementation
public func dxi_signer_sign(
    _ signer: OpaquePointer?, _ request: OpaquePointer?, _ now: Int64, _ options: UnsafePointer<dxi_sign_options>?,
    _ output: UnsafeMutablePointer<OpaquePointer?>?, _ problemsOutput: UnsafeMutablePointer<OpaquePointer?>?
) -> dxi_status { sign(signer, request, now, options, output, problemsOutput) }

@_cdecl("dxi_signer_sign_describe_interconnects") @implementation
public func dxi_signer_sign_describe_interconnects(
    _ signer: OpaquePointer?, _ request: OpaquePointer?, _ now: Int64, _ options: UnsafePointer<dxi_sign_options>?,
    _ output: UnsafeMutablePointer<OpaquePointer?>?, _ problemsOutput: UnsafeMutablePointer<OpaquePointer?>?
) -> dxi_status { sign(signer, request, now, options, output, problemsOutput) }

private func sign(
    _ signer: OpaquePointer?, _ request: OpaquePointer?, _ now: Int64, _ options: UnsafePointer<dxi_sign_options>?,
    _ output: UnsafeMutablePointer<OpaquePointer?>?, _ problemsOutput: UnsafeMutablePointer<OpaquePointer?>?
) -> dxi_status {
    write([], to: problemsOutput)
    guard let output else { return Status.nullArgument.rawValue }
    switch sign(signer, request, now, options) {
    case .request(let http, let warnings):
        write(warnings, to: problemsOutput)
        output.pointee = handle(http)
        return Status.ok.rawValue
    case .refused(let status, let problems):
        write(problems, to: problemsOutput)
        return status.rawValue
    }
}

@_cdecl("dxi_signer_describe") @implementation
public func dxi_signer_describe(
    _ handle: OpaquePointer?, _ request: OpaquePointer?, _ now: Int64, _ options: UnsafePointer<dxi_sign_options>?,
    _ format: dxi_description_format, _ output: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
    _ problemsOutput: UnsafeMutablePointer<OpaquePointer?>?
) -> dxi_status {
    write([], to: problemsOutput)
    guard let handle, let output else { return Status.nullArgument.rawValue }
    guard format == DXI_DESCRIPTION_TEXT || format == DXI_DESCRIPTION_JSON else { return Status.invalidArgument.rawValue }
    switch sign(handle, request, now, options) {
    case .request(let http, let warnings):
        write(warnings, to: problemsOutput)
        let text = signer(handle).pointee.signer.endpoint.region.withView { region in
            if format == DXI_DESCRIPTION_JSON { return JSONValue(description: http.http, region: region, warnings).take() }
            return makeText { text in http.http.describe(region: region, warnings).withView { text.append($0) } }?.text
        }
        return handOut(text, to: output)
    case .refused(let status, let problems):
        write(problems, to: problemsOutput)
        return status.rawValue
    }
}

@_cdecl("dxi_signer_sign_json") @implementation
public func dxi_signer_sign_json(
    _ handle: OpaquePointer?, _ operation: dxi_operation, _ text: UnsafePointer<CChar>?, _ length: Int, _ now: Int64,
    _ options: UnsafePointer<dxi_sign_options>?, _ output: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> dxi_status {
    guard let handle, let output else { return Status.nullArgument.rawValue }
    guard let operation = Operation(rawValue: operation) else { return Status.invalidArgument.rawValue }
    let argument = StringArgument(text, length)
    guard let view = argument.view else { return argument.status.rawValue }
    let signed: Signed
    do {
        signed = sign(
            signer(handle).pointee.signer, try Document(operation.request, requestJSON: view.buffer.span), now, options)
    } catch {
        signed = .refused(.invalidJSON, [error])
    }
    let (status, http, problems): (Status, SignedRequest?, [Problem]) =
        switch signed {
        case .request(let http, let warnings): (.ok, http, warnings)
        case .refused(let status, let problems): (status, nil, problems)
        }
    if status == .invalidArgument || status == .noMemory { return status.rawValue }
    guard let json = signedDocument(status, http, problems) else { return Status.noMemory.rawValue }
    output.pointee = json
    return status.rawValue
}

private func signedDocument(_ status: Status, _ signed: SignedRequest?, _ problems: [Problem]) -> UnsafeMutablePointer<CChar>? {
    guard let problems = JSONValue(problems).take() else { return nil }
    defer { dxi_string_free(problems) }
    // A request that is signed takes a good thousand bytes.
    return makeText(capacity: 2048) { text in
        text.append("{\"status\":")
        text.appendJSONString(ByteView(status.name))
        if let signed {
            text.append(",\"httpRequest\":")
            text.appendHTTPRequest(signed.http)
        }
        text.append(",\"problems\":")
        if let problems = ByteView(problems) { text.append(problems) }
        text.append("}")
    }?.text
}

// MARK: - What to send

private func http(_ handle: OpaquePointer) -> SignedRequest { value(handle, SignedRequest.self).pointee }

@_cdecl("dxi_http_request_free") @implementation
public func dxi_http_request_free(_ request: OpaquePointer?) { free(request, SignedRequest.self) }

@_cdecl("dxi_http_request_method") @implementation
public func dxi_http_request_method(_ request: OpaquePointer?) -> UnsafePointer<CChar>? {
    request.flatMap { http($0).lend(http($0).http.method, nil) }
}

@_cdecl("dxi_http_request_url") @implementation
public func dxi_http_request_url(_ request: OpaquePointer?) -> UnsafePointer<CChar>? {
    request.flatMap { http($0).lend(http($0).http.url, nil) }
}

@_cdecl("dxi_http_request_host") @implementation
public func dxi_http_request_host(_ request: OpaquePointer?) -> UnsafePointer<CChar>? {
    request.flatMap { http($0).lend(http($0).http.host, nil) }
}

@_cdecl("dxi_http_request_path") @implementation
public func dxi_http_request_path(_ request: OpaquePointer?) -> UnsafePointer<CChar>? {
    request.flatMap { http($0).lend(http($0).http.path, nil) }
}

@_cdecl("dxi_http_request_header_count") @implementation
public func dxi_http_request_header_count(_ request: OpaquePointer?) -> Int {
    request.map { http($0).http.headerCount } ?? 0
}

@_cdecl("dxi_http_request_header_name") @implementation
public func dxi_http_request_header_name(_ request: OpaquePointer?, _ index: Int) -> UnsafePointer<CChar>? {
    request.flatMap { http($0).http.header(index) }.flatMap { cString($0.name) }
}

@_cdecl("dxi_http_request_header_value") @implementation
public func dxi_http_request_header_value(_ request: OpaquePointer?, _ index: Int) -> UnsafePointer<CChar>? {
    guard let request, let header = http(request).http.header(index) else { return nil }
    return http(request).lend(header.value, nil)
}

@_cdecl("dxi_http_request_body") @implementation
public func dxi_http_request_body(_ request: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>? {
    request.flatMap { http($0).lend(http($0).http.body, length) }
}

@_cdecl("dxi_http_request_canonical_request") @implementation
public func dxi_http_request_canonical_request(_ request: OpaquePointer?) -> UnsafePointer<CChar>? {
    request.flatMap { http($0).lend(http($0).http.canonicalRequest, nil) }
}

@_cdecl("dxi_http_request_string_to_sign") @implementation
public func dxi_http_request_string_to_sign(_ request: OpaquePointer?) -> UnsafePointer<CChar>? {
    request.flatMap { http($0).lend(http($0).http.stringToSign, nil) }
}

extension SignedRequest {
    fileprivate func lend(_ text: HTTPRequest.Text, _ length: UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>? {
        DXInterconnectABI.lend(http.view(text), length)
    }
}
