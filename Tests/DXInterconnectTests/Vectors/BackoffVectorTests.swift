import Testing

@testable import DXInterconnect

struct BackoffVector: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let attempt: UInt32
    let random: Double
    let retryAfterMs: UInt64
    let ms: UInt64

    var testDescription: String { name }
}

@Suite struct BackoffVectorTests {
    private static let cases = VectorFile<BackoffVector>.load("backoff")

    @Test func count() { #expect(BackoffVectorTests.cases.count > 40) }

    @Test(arguments: cases)
    func delay(_ vector: BackoffVector) {
        #expect(backoff(resend: vector.attempt, random: vector.random, retryAfterMs: vector.retryAfterMs) == vector.ms)
    }
}
