import Foundation
import Testing

@testable import DXInterconnect

/// Two requests that botocore and aws-c-auth sign alike, kept outside of the project. Their bodies have blanks and
/// escapes that ours have not, so they are signed as they are.
@Suite(.enabled(if: SharedExample.exist, "no ../shared/facts/sigv4-examples.json"))
struct SharedExampleTests {
    @Test(arguments: SharedExample.all)
    func byteForByte(_ example: SharedExample) throws {
        let choice = SignerChoice(
            accessKeyId: example.access_key, secretAccessKey: example.secret_key, sessionToken: example.session_token,
            region: example.region)
        let signer = try #require(choice.make().signer)
        // 2026-01-02T03:04:05Z
        let options = Signer.Options(now: 1_767_323_045, attempt: 0, invocationId: nil)
        let signed = example.body.withView { body in
            signer.sign(.createInterconnect, options, bodyLength: body.count) { $0.append(body) }
        }
        #expect(signed.header("X-Amz-Date") == example.amz_date)
        #expect(signed.text(signed.http.canonicalRequest) == example.canonical_request)
        #expect(signed.text(signed.http.stringToSign) == example.string_to_sign)
        #expect(signed.text(signed.http.signature) == example.signature)
        #expect(signed.header("Authorization") == example.authorization)
    }
}

struct SharedExample: Decodable, Sendable {
    private static let file = packageRoot.deletingLastPathComponent().appending(path: "shared/facts/sigv4-examples.json")

    static let exist = FileManager.default.fileExists(atPath: file.path)
    static let all = (try? JSONDecoder().decode([SharedExample].self, from: Data(contentsOf: file))) ?? []

    let access_key: String
    let secret_key: String
    let session_token: String?
    let amz_date: String
    let region: String
    let body: String
    let canonical_request: String
    let string_to_sign: String
    let authorization: String
    let signature: String
}
