import Dispatch
import Foundation
package import Mobilization
package import MobilizationRuntime

/// The daemon's mailbox: any thread posts, the driver's thread takes.
///
/// Lanes are emptied in order of urgency, so that a stop overtakes whatever waits. A lane that is full refuses,
/// and the sender is told 503; the lane of gateway outcomes never is, because the gateways' credit bounds it.
package final class PostBox: Mailbox, @unchecked Sendable {
    // Unchecked: every access to `lanes`, `isClosed` and `isRung` is under `lock`.
    private let lock = NSLock()
    private let bell = DispatchSemaphore(value: 0)
    private let clock: any EngineTime
    private var lanes: [[Letter]] = Array(repeating: [], count: Lane.allCases.count)
    private var isClosed = false
    private var isRung = false

    package init(clock: any EngineTime) {
        self.clock = clock
    }

    /// - Returns: false when the letter's lane is full or the box is closed; then nobody is answered.
    package func post(_ letter: Letter) -> Bool {
        lock.lock()
        let lane = letter.lane
        guard !isClosed, lane == .outcome || lanes[lane.rawValue].count < Limits.lane else {
            lock.unlock()
            return false
        }
        lanes[lane.rawValue].append(letter)
        ring()
        return true
    }

    /// Lets the driver finish what is there, and then end.
    package func close() {
        lock.lock()
        isClosed = true
        ring()
    }

    /// Wakes the driver at most once for all that has come since it last looked. Releases the lock.
    private func ring() {
        let mustSignal = !isRung
        isRung = true
        lock.unlock()
        if mustSignal { bell.signal() }
    }

    package func take(limit: Int, until deadline: Instant?) -> [Letter]? {
        while true {
            lock.lock()
            let letters = takeWaiting(limit)
            let closed = isClosed
            if letters.isEmpty { isRung = false }
            lock.unlock()
            if !letters.isEmpty { return letters }
            if closed { return nil }
            if wait(until: deadline) == .timedOut, let deadline, deadline <= clock.now { return [] }
        }
    }

    /// On the monotonic clock, so that a step of the wall clock wakes nobody early or late.
    private func wait(until deadline: Instant?) -> DispatchTimeoutResult {
        guard let deadline else {
            bell.wait()
            return .success
        }
        let real_ms = clock.realMilliseconds(until: deadline)
        if real_ms <= 0 { return .timedOut }
        return bell.wait(timeout: .now() + .milliseconds(Int(min(real_ms, 60_000))))
    }

    private func takeWaiting(_ limit: Int) -> [Letter] {
        var taken: [Letter] = []
        for lane in lanes.indices where !lanes[lane].isEmpty {
            let count = min(limit - taken.count, lanes[lane].count)
            if count == lanes[lane].count, taken.isEmpty {
                swap(&taken, &lanes[lane])
            } else {
                taken += lanes[lane].prefix(count)
                lanes[lane].removeFirst(count)
            }
            if taken.count == limit { break }
        }
        return taken
    }
}
