import Foundation
import MobilizationRuntime

/// Ends the process because the disk failed, whatever thread saw it: what is on the disk is unknown now, and going on would
/// be a promise that nobody can keep.
///
/// Whoever asked was refused just now, and hears it: answers that are given have a quarter of a second to leave. Nothing is
/// written any more meanwhile.
func endAfter(_ failure: StoreFailure, journal: Journal) -> Never {
    journal.error("\(failure); the process ends, and systemd starts it again")
    Thread.sleep(forTimeInterval: 0.25)
    exit(74)
}
