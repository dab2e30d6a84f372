import Foundation
package import Mobilization
package import MobilizationRuntime

/// Engine time, and how long it takes in the real world.
package protocol EngineTime: TimeSource {
    /// Real milliseconds from now until the engine's clock shows `instant`; rounded up, 0 or less when it does.
    func realMilliseconds(until instant: Instant) -> Int64
}

/// The wall clock at the start plus elapsed boot time: timers follow elapsed time, whatever is done to the wall
/// clock meanwhile. `--speed N` makes the engine's time run N times as fast, from a stored anchor.
package struct EngineClock: EngineTime {
    /// 1 for real work; more only with sandbox gateways.
    package let speed: Int64
    private let engineStart: Instant
    private let started = ContinuousClock.now

    /// `start` is what the engine's clock shows now.
    package init(start: Instant, speed: Int64 = 1) {
        invariant(speed >= 1, "engine time runs at least as fast as real time")
        engineStart = start
        self.speed = speed
    }

    package var now: Instant { engineStart + Interval(milliseconds: elapsed_us * speed / 1000) }

    package func realMilliseconds(until instant: Instant) -> Int64 {
        let remaining = (instant - now).milliseconds
        return remaining <= 0 ? 0 : (remaining + speed - 1) / speed
    }

    private var elapsed_us: Int64 {
        let elapsed = started.duration(to: .now).components
        return elapsed.seconds * 1_000_000 + elapsed.attoseconds / 1_000_000_000_000
    }

    /// What the wall clock shows, in milliseconds since 1970.
    package static var wall: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}

/// Where scaled time began, so that it goes on after a crash as if the daemon had been there.
struct SpeedAnchor: Codable, Equatable {
    var real_ms: Int64
    var engine_ms: Int64
    var speed: Int64

    /// The engine's time when the wall clock shows `wall`.
    func engineTime(at wall: Instant) -> Instant {
        Instant(milliseconds: engine_ms + (wall.milliseconds - real_ms) * speed)
    }

    /// Reads the anchor beside the store, or drops a new one; `epoch` is what the engine's clock shows at the
    /// first start.
    static func load(beside store: String, speed: Int64, epoch: Instant, wall: Instant) throws -> SpeedAnchor
    {
        let url = URL(fileURLWithPath: store + ".speed.json")
        if let data = try? Data(contentsOf: url),
            let known = try? JSONDecoder().decode(SpeedAnchor.self, from: data), known.speed == speed
        {
            return known
        }
        let anchor = SpeedAnchor(real_ms: wall.milliseconds, engine_ms: epoch.milliseconds, speed: speed)
        try JSONEncoder().encode(anchor).write(to: url, options: .atomic)
        return anchor
    }
}
