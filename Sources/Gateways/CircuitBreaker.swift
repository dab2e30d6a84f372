import Mobilization

/// Takes a gateway out of use after five failures in a row, and lets it back by one trial message.
struct CircuitBreaker: Sendable, Equatable {
    enum Position: Sendable, Equatable {
        case closed
        /// Nothing is sent; the gateway is probed.
        case down
        /// It listens again; one message shows whether it works.
        case trial
    }

    enum Change: Sendable, Equatable {
        case wentDown(reason: String)
        /// The trial went well.
        case recovered
    }

    /// Failures in a row until it goes down.
    static let limit = 5
    private(set) var position = Position.closed
    private var failures = 0
    /// Trials that failed since it last worked.
    private var failedTrials = 0

    /// Notes what became of one message.
    ///
    /// An unknown outcome counts: a gateway that takes requests and never answers is dead too. A refused
    /// number, an accepted message and a throttling are signs of life.
    mutating func note(_ outcome: Outcome) -> Change? {
        switch outcome {
        case .accepted, .refused, .throttled:
            failures = 0
            guard position == .trial else { return nil }
            position = .closed
            failedTrials = 0
            return .recovered
        case .surelyNotSent(let reason), .gatewayBroken(let reason), .unknown(let reason):
            failures += 1
            switch position {
            case .down: return nil
            case .closed where failures < Self.limit: return nil
            case .closed: break
            case .trial: failedTrials += 1
            }
            position = .down
            return .wentDown(reason: reason)
        }
    }

    /// The probe was answered.
    mutating func allowTrial() {
        position = .trial
    }

    /// How long until the next probe: `base`, doubled for each trial that failed, 20 times at most, so that
    /// a gateway that listens and never works is tried about once a minute.
    func probeDelay(base_ms: Int64) -> Int64 {
        min(base_ms << Int64(min(failedTrials, 8)), base_ms * 20)
    }
}
