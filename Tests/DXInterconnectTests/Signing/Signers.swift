import Testing

@testable import DXInterconnect

/// What a test says of a signer.
struct SignerChoice {
    var accessKeyId: String? = "AKIDEXAMPLE"
    var secretAccessKey: String? = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
    var sessionToken: String?
    var region: String? = "us-east-1"
    var url: String?
    var userAgentExtra: String?

    func make() -> (signer: Signer?, problems: [Problem]) {
        func view<Result>(_ text: String?, _ body: (ByteView?) -> Result) -> Result {
            text.map { $0.withView { body($0) } } ?? body(nil)
        }
        return view(accessKeyId) { accessKeyId in
            view(secretAccessKey) { secret in
                view(sessionToken) { token in
                    view(region) { region in
                        view(url) { url in
                            view(userAgentExtra) { extra in
                                var choice = Signer.Choice(
                                    endpoint: Endpoint.Choice(
                                        region: region, url: url, usesFIPS: false, usesDualStack: false, allowsPlaintext: true))
                                (choice.accessKeyId, choice.secretAccessKey, choice.sessionToken) = (accessKeyId, secret, token)
                                choice.userAgentExtra = extra
                                return Signer.make(choice, version: "1.2.3")
                            }
                        }
                    }
                }
            }
        }
    }
}

extension Signer {
    func sign(
        _ request: CreateInterconnectRequest = .good, now: Int64, attempt: UInt32 = 0, invocationId: String? = nil
    ) -> SignedRequest {
        func signed(_ id: ByteView?) -> SignedRequest {
            sign(request.document, Options(now: now, attempt: attempt, invocationId: id))
        }
        return invocationId.map { $0.withView { signed($0) } } ?? signed(nil)
    }
}

extension SignedRequest {
    func text(_ text: HTTPRequest.Text) -> String { http.view(text).string }

    var headers: [(name: String, value: String)] {
        (0..<http.headerCount).map { index in
            let header = http.header(index)
            return (header?.name.description ?? "", header.map { text($0.value) } ?? "")
        }
    }

    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}
