import Testing

@testable import DXInterconnect

@Suite struct BackoffTests {
    @Test(
        arguments: [
            (0, 1000), (1, 1000), (2, 2000), (3, 4000), (4, 8000), (5, 16_000), (6, 20_000), (7, 20_000), (8, 20_000),
            (31, 20_000), (32, 20_000), (33, 20_000),
            (64, 20_000), (65, 20_000), (UInt32.max - 1, 20_000), (UInt32.max, 20_000),
        ] as [(UInt32, UInt64)])
    func ceilings(_ attempt: UInt32, _ ceiling: UInt64) {
        #expect(backoff(resend: attempt, random: 1, retryAfterMs: 0) == ceiling)
        #expect(backoff(resend: attempt, random: 0, retryAfterMs: 0) == 0)
        #expect(backoff(resend: attempt, random: 0.5, retryAfterMs: 0) == ceiling / 2)
    }

    /// What is no number from 0 to 1 waits longest.
    @Test(
        arguments: [-1, -0.001, 1.001, 2, 1e308, .infinity, -.infinity, .nan, .signalingNaN, -.leastNonzeroMagnitude] as [Double])
    func noFraction(_ random: Double) {
        for attempt in [0, 1, 5, 6, UInt32.max] as [UInt32] {
            #expect(
                backoff(resend: attempt, random: random, retryAfterMs: 0)
                    == backoff(resend: attempt, random: 1, retryAfterMs: 0))
        }
    }

    @Test(arguments: [-0.0, 0, .leastNonzeroMagnitude, 1e-9, 0.25, 0.999999, 1.0.nextDown, 1] as [Double])
    func fractions(_ random: Double) {
        #expect(backoff(resend: 6, random: random, retryAfterMs: 0) == UInt64(20_000 * random))
    }

    /// The server's hint wins where it is longer, however long.
    @Test(arguments: [0, 1, 999, 1000, 1001, 20_001, 86_400_000, UInt64.max] as [UInt64])
    func hints(_ hint: UInt64) {
        #expect(backoff(resend: 1, random: 1, retryAfterMs: hint) == max(1000, hint))
        #expect(backoff(resend: 1, random: 0, retryAfterMs: hint) == hint)
    }
}
