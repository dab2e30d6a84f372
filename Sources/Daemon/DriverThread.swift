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

    init(_ driver: Driver<SQLiteEventLog, PostBox, Gateways, EngineClock>, journal: Journal) {
        self.driver = driver
        self.journal = journal
    }

    func start() {
        let thread = Thread { [self] in
            do throws(StoreFailure) {
                try driver.run()
            } catch {
                endAfter(error, journal: journal)
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
