import Foundation
import Mobilization

/// What the network's front door does to a request: lets it in, or one of the troubles of real gateways.
struct SandboxGate: Sendable {
    enum Verdict: Sendable, Equatable {
        case take
        /// 429: more texts than the network takes in a second.
        case throttle(retryAfter_s: Int)
        /// 500; the text isn't taken.
        case fail
        /// 422: the number doesn't exist for this network.
        case refuse
        /// The connection closes without an answer, as when a gateway is killed.
        /// - taken: The text goes out all the same.
        case drop(taken: Bool)
    }

    struct Counts: Sendable, Encodable {
        var throttled = 0
        var failed = 0
        var refused = 0
        var dropped = 0
    }

    private let chance: HashedChance
    private let rate: Int?
    private let delay_ms: Int
    private let errorShare: Double
    private let dropShare: Double
    private let refuseShare: Double
    private var requests: Int64 = 0
    private var delayed: Int64 = 0
    private var tokens: Double
    private var filledAt_s = 0.0
    private(set) var counts = Counts()

    /// `rate` is texts in a real second; nil takes all. `delay_ms` is the most, 0 or more. Shares 0...1.
    init(
        seed: UInt64, rate: Int? = nil, delay_ms: Int = 0, errorShare: Double = 0, dropShare: Double = 0,
        refuseShare: Double = 0
    ) {
        chance = HashedChance(seed: seed)
        self.rate = rate
        self.delay_ms = delay_ms
        self.errorShare = errorShare
        self.dropShare = dropShare
        self.refuseShare = refuseShare
        tokens = Double(rate ?? 0)
    }

    /// How long the next request stays between the door and the phones, in real milliseconds.
    mutating func nextDelay_ms() -> Int {
        guard delay_ms > 0 else { return 0 }
        delayed += 1
        return chance.below(delay_ms + 1, .gatewayDelay, delayed)
    }

    /// What happens to a request that comes so many real seconds after the start.
    mutating func judge(phone: String, now_s: Double) -> Verdict {
        if !takesToken(now_s) {
            counts.throttled += 1
            return .throttle(retryAfter_s: 1)
        }
        let number = phone.utf8.reduce(Int64(0)) { $0 &* 31 &+ Int64($1) }
        if chance.unit(.refusedNumber, number) < refuseShare {
            counts.refused += 1
            return .refuse
        }
        requests += 1
        let trouble = chance.unit(.gatewayTrouble, requests)
        if trouble < errorShare {
            counts.failed += 1
            return .fail
        }
        if trouble < errorShare + dropShare {
            counts.dropped += 1
            return .drop(taken: chance.happens(500, .gatewayTrouble, requests, 1))
        }
        return .take
    }

    private mutating func takesToken(_ now_s: Double) -> Bool {
        guard let rate else { return true }
        // A second's worth may come at once.
        tokens = min(Double(rate), tokens + (now_s - filledAt_s) * Double(rate))
        filledAt_s = now_s
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }

    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host == "[::1]" || host.hasPrefix("127.")
    }

    /// Whether a callback stays on this machine.
    static func isLoopback(url: String) -> Bool {
        guard let parts = URLComponents(string: url), let host = parts.host else { return false }
        return (parts.scheme == "http" || parts.scheme == "https") && isLoopback(host)
    }
}

extension HashedChance.Purpose {
    fileprivate static let refusedNumber = Self("sandbox.refusedNumber")
    fileprivate static let gatewayTrouble = Self("sandbox.gatewayTrouble")
    fileprivate static let gatewayDelay = Self("sandbox.gatewayDelay")
}
