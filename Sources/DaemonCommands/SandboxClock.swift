import Foundation
import Mobilization

/// The people's time: an epoch plus elapsed real time, so many times as fast.
struct SandboxClock: Sendable {
    let epoch: Instant
    let speed: Int64
    private let started = ContinuousClock.now

    init(epoch: Instant, speed: Int64) {
        self.epoch = epoch
        self.speed = speed
    }

    var now: Instant { epoch + Interval(milliseconds: elapsed_us * speed / 1000) }

    /// Real time from now until the people's clock shows `instant`, at least 1 ms.
    func wait(until instant: Instant) -> Duration {
        .microseconds(max((instant - now).milliseconds * 1000 / speed, 1000))
    }

    /// Real seconds since the start.
    var elapsed_s: Double { Double(elapsed_us) / 1_000_000 }

    private var elapsed_us: Int64 {
        let elapsed = started.duration(to: .now).components
        return elapsed.seconds * 1_000_000 + elapsed.attoseconds / 1_000_000_000_000
    }

    static var wall: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

    /// `2025-07-08T06:32:09+08:00`
    static func text(_ instant: Instant, in zone: ZoneOffsets) -> String {
        let local = zone.local(instant)
        let offset = zone.offset(at: instant)
        let minutes = abs(offset) / 60
        let pairs = [local.hour, local.minute, local.second].map(twoDigits).joined(separator: ":")
        return local.day.text + "T" + pairs + (offset < 0 ? "-" : "+") + twoDigits(Int(minutes / 60)) + ":"
            + twoDigits(Int(minutes % 60))
    }

    /// `2025-07-08T06:32:09.041+08:00`
    static func preciseText(_ instant: Instant, in zone: ZoneOffsets) -> String {
        let whole = text(instant, in: zone)
        let fraction = String(String(1000 + instant.milliseconds % 1000).dropFirst())
        return whole.prefix(19) + "." + fraction + whole.dropFirst(19)
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
