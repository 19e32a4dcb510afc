import Foundation
import Testing

@testable import DXInterconnect

struct SignatureVector: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let accessKeyId: String
    let secretAccessKey: String
    let sessionToken: String?
    let region: String
    let endpointUrl: String
    let now: Int64
    let request: JSONDocument
    let body: String
    let amzDate: String
    let canonicalRequest: String
    let stringToSign: String
    let authorization: String
    let signature: String

    var testDescription: String { name }
}

@Suite struct SignatureVectorTests {
    private static let cases = VectorFile<SignatureVector>.load("signatures")

    @Test func count() { #expect(SignatureVectorTests.cases.count >= 20) }

    @Test(arguments: cases)
    func signature(_ vector: SignatureVector) throws {
        let choice = SignerChoice(
            accessKeyId: vector.accessKeyId, secretAccessKey: vector.secretAccessKey, sessionToken: vector.sessionToken,
            region: vector.region,
            url: vector.endpointUrl)
        let (signer, problems) = choice.make()
        #expect(problems.map(\.message) == [])
        // The body is the request in the model's order.
        let request = try CreateInterconnectRequest(text: vector.body)
        #expect(try JSONDecoder().decode(JSONDocument.self, from: Data(vector.body.utf8)) == vector.request)
        let signed = try #require(signer).sign(request, now: vector.now)
        #expect(signed.text(signed.http.body) == vector.body)
        #expect(signed.header("X-Amz-Date") == vector.amzDate)
        #expect(signed.header("X-Amz-Security-Token") == vector.sessionToken)
        #expect(signed.text(signed.http.canonicalRequest) == vector.canonicalRequest)
        #expect(signed.text(signed.http.stringToSign) == vector.stringToSign)
        #expect(signed.text(signed.http.signature) == vector.signature)
        #expect(signed.header("Authorization") == vector.authorization)
    }
}
