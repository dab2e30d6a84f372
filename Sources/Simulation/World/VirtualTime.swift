package import Mobilization
package import MobilizationRuntime

/// A clock that only moves when it is told to.
package final class VirtualTime: TimeSource, @unchecked Sendable {
    // Unchecked: a simulated world runs on one thread.
    package private(set) var now: Instant

    package init(_ start: Instant) {
        now = start
    }

    package func advance(to instant: Instant) {
        now = max(now, instant)
    }
}

/// A mailbox on virtual time: waiting moves the clock, and the network's happenings come as letters.
package final class VirtualPost: Mailbox {
    private let clock: VirtualTime
    private var waiting: [Letter] = []
    /// Where the world ends; `take` then says that the mailbox is closed.
    package var end: Instant
    /// Called when the driver waits, before the clock moves: makes letters of what happens until then.
    package var happen: (Instant) -> [Letter] = { _ in [] }
    /// When something happens next by itself.
    package var nextHappening: () -> Instant? = { nil }

    package init(clock: VirtualTime, end: Instant) {
        self.clock = clock
        self.end = end
    }

    package func post(_ letter: Letter) { waiting.append(letter) }

    /// Drops what nobody has taken, as the end of the process does.
    package func forget() { waiting.removeAll() }

    package func take(limit: Int, until deadline: Instant?) -> [Letter]? {
        if waiting.isEmpty {
            let next = [deadline, nextHappening(), end].compactMap { $0 }.min() ?? end
            if clock.now >= end { return nil }
            clock.advance(to: min(max(next, clock.now), end))
            waiting += happen(clock.now)
        }
        let taken = Array(waiting.prefix(limit).sorted { $0.lane.rawValue < $1.lane.rawValue })
        waiting.removeFirst(min(limit, waiting.count))
        return taken
    }
}
