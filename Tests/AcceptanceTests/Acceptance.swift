import Foundation
import Testing

/// The built programs only, against a phone network on loopback.
///
/// One test after the other: each has processes of its own, and two slow cores carry one such set at a time.
@Suite(.serialized) struct Acceptance {}

/// Programs of the system that a test needs beside ours.
enum Needed {
    static let sqlite3 = find("sqlite3")
    static let openssl = find("openssl")
    static let socketActivate = find("systemd-socket-activate")

    /// Where the program stands; nil when it isn't there. Says so once, loudly; the test is skipped.
    private static func find(_ program: String) -> URL? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        let places = folders.map { URL(fileURLWithPath: String($0)).appendingPathComponent(program) }
        if let place = places.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) {
            return place
        }
        print("SKIPPED: acceptance tests that need \(program), which is not installed")
        return nil
    }
}
