import Synchronization

/// So many requests a second for each name, and so many at once after a pause. Called from any thread.
package final class Throttle: Sendable {
    private struct Bucket {
        var tokens: Double
        var at: ContinuousClock.Instant
    }

    /// Names that are remembered. More are made room for by forgetting those that have rested long enough to be full
    /// again, and then by forgetting all: a flood of names must cost no memory.
    private static let names = 4_096

    private let perSecond: Double
    private let burst: Double
    private let buckets = Mutex<[String: Bucket]>([:])

    /// - Parameters:
    ///   - perSecond: More than 0.
    ///   - burst: 1 or more.
    package init(perSecond: Double, burst: Double) {
        self.perSecond = perSecond
        self.burst = burst
    }

    /// Whether `name` may have one more at `now`.
    package func takes(_ name: String, at now: ContinuousClock.Instant = .now) -> Bool {
        buckets.withLock { buckets in
            if buckets[name] == nil, buckets.count >= Self.names { makeRoom(in: &buckets, at: now) }
            var bucket = buckets[name] ?? Bucket(tokens: burst, at: now)
            bucket.tokens = refilled(bucket, at: now)
            bucket.at = now
            let isAllowed = bucket.tokens >= 1
            if isAllowed { bucket.tokens -= 1 }
            buckets[name] = bucket
            return isAllowed
        }
    }

    private func refilled(_ bucket: Bucket, at now: ContinuousClock.Instant) -> Double {
        let rest = bucket.at.duration(to: now).components
        let seconds = Double(rest.seconds) + Double(rest.attoseconds) * 1e-18
        return min(burst, bucket.tokens + max(0, seconds) * perSecond)
    }

    private func makeRoom(in buckets: inout [String: Bucket], at now: ContinuousClock.Instant) {
        buckets = buckets.filter { refilled($0.value, at: now) < burst }
        if buckets.count >= Self.names { buckets = [:] }
    }
}
