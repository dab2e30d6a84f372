import Foundation
package import MobilizationRuntime

/// Where the newest board hangs; any thread takes it down.
package final class BoardShelf: BoardHolder, @unchecked Sendable {
    // Unchecked: `board` is only touched under `lock`.
    private let lock = NSLock()
    private var board: Board?

    package init() {}

    package func publish(_ board: Board) {
        lock.lock()
        let old = self.board
        self.board = board
        lock.unlock()
        // The old one may be the last holder of large tables; they are freed outside the lock.
        _ = old
    }

    package var current: Board? {
        lock.lock()
        defer { lock.unlock() }
        return board
    }
}
