import EventStore
import Foundation
import Gateways
import Mobilization
import MobilizationRuntime

/// The one thread that the driver owns.
final class DriverThread: @unchecked Sendable {
    // Unchecked: `driver` is made before the thread starts and only used on it.
    private let driver: Driver<SQLiteEventLog, PostBox, Gateways, EngineClock>
    private let ended = DispatchSemaphore(value: 0)
    private let journal: Journal
    /// How long answers that are given have to leave before the process ends.
    private static let lastWords_s = 0.25

    init(_ driver: Driver<SQLiteEventLog, PostBox, Gateways, EngineClock>, journal: Journal) {
        self.driver = driver
        self.journal = journal
    }

    func start() {
        let thread = Thread { [self] in
            do {
                try driver.run()
            } catch {
                // What is on the disk is unknown now; going on would be a promise nobody can keep.
                journal.error("\(error); the process ends, and systemd starts it again")
                // Whoever asked was refused just now, and hears it. Nothing is written any more meanwhile.
                Thread.sleep(forTimeInterval: Self.lastWords_s)
                exit(74)
            }
            ended.signal()
        }
        thread.name = "driver"
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Blocks until the mailbox was closed and emptied.
    func join() { ended.wait() }
}
