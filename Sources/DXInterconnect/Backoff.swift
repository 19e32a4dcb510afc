/// Milliseconds to wait before a resend, with full jitter: a random part of 1, 2, 4, … seconds, at most 20.
/// A longer hint of the server's wins.
package func backoff(resend: UInt32, random: Double, retryAfterMs: UInt64) -> UInt64 {
    let exponent = min(resend == 0 ? 0 : resend &- 1, 5)
    let ceiling = min(1000 &<< UInt64(exponent), 20_000)
    // NaN is no number between 0 and 1 either.
    let fraction = random >= 0 && random <= 1 ? random : 1
    return max(UInt64(Double(ceiling) * fraction), retryAfterMs)
}
