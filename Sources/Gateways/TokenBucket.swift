/// Keeps a gateway to so many messages a second of real time.
///
/// Holds a twentieth of a second's worth, at least one, so that even a provider that counts in short
/// windows never sees a burst.
struct TokenBucket: Sendable, Equatable {
    let ratePerSecond: Double
    private let capacity: Double
    private var tokens: Double
    private var filledAt_ms: Int64

    init(ratePerSecond: Double, now_ms: Int64) {
        self.ratePerSecond = ratePerSecond
        capacity = max(1, ratePerSecond / 20)
        tokens = capacity
        filledAt_ms = now_ms
    }

    /// Takes one token.
    ///
    /// - Returns: nil when there was one, else after how many milliseconds there will be.
    mutating func take(now_ms: Int64) -> Int64? {
        let stock = stock(now_ms: now_ms)
        guard stock.tokens > 0 else { return stock.nextAfter_ms }
        tokens -= 1
        return nil
    }

    /// Whole tokens that are there now, and after how many milliseconds there will be one more.
    mutating func stock(now_ms: Int64) -> (tokens: Int, nextAfter_ms: Int64) {
        tokens = min(capacity, tokens + Double(max(now_ms - filledAt_ms, 0)) * ratePerSecond / 1_000)
        filledAt_ms = now_ms
        // A thousandth short is rounding, not a message too many.
        let whole = (tokens + 0.001).rounded(.down)
        let next = max(1, Int64(((whole + 1 - tokens) * 1_000 / ratePerSecond).rounded(.up)))
        return (Int(whole), next)
    }
}
