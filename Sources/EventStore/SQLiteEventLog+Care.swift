import Foundation
import GRDB
package import MobilizationRuntime

/// How the store and its disk are. From any thread.
extension SQLiteEventLog {
    /// Whether an earlier process ended because the disk failed, and nobody has been told since.
    package var hasFailedBefore: Bool { files.hasFailed }

    /// The officer's alarm is durable: the mark is no longer needed.
    package func forgetEarlierFailure() { files.forgetFailure() }

    /// Free bytes of the disk, the reserve not counted. nil: the system doesn't say.
    package var freeBytes: Int64? { files.free }

    /// Looks through all pages, as a start does with a small store; a large one takes seconds.
    ///
    /// - Throws: `corrupt` with what was found.
    package func checkPages() throws(StoreFailure) {
        let path = path
        let findings = try read { db in try Self.quickCheck(db) }
        if !findings.isEmpty { throw Self.damaged(path, findings) }
    }
}
