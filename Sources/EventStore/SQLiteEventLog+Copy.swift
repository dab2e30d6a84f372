import Foundation
import GRDB
package import Mobilization
package import MobilizationRuntime

extension SQLiteEventLog {
    /// Copies a store as it is at one moment into a file of its own; the daemon may run meanwhile, and loses no time.
    ///
    /// Opens the store for reading only. The copy is whole in itself, without a WAL, and flushed when this returns.
    ///
    /// - Returns: The head of the copy's chain.
    package static func copy(of path: String, to target: String) throws(StoreFailure) -> ChainHead {
        do {
            var reading = Configuration()
            reading.readonly = true
            reading.busyMode = .timeout(2)
            let source = try DatabaseQueue(path: path, configuration: reading)
            defer { try? source.close() }
            let copy = try DatabaseQueue(path: target)
            defer { try? copy.close() }
            try source.backup(to: copy)
            return try copy.writeWithoutTransaction { db in
                // Carried over from the store: as a file of its own it needs no second one beside it.
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                let end = try Row.fetchOne(db, sql: "SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1")
                guard let end else { return try Recovery.anchor(in: db).head }
                return ChainLink(sequence: end[0], hash: end[1]).head
            }
        } catch {
            throw StoreFailure(error, path: path)
        }
    }

    /// Says beside the store that a copy of it was made at that time, for `doctor`.
    package static func noteBackup(of path: String, at instant: Instant) {
        let file = URL(fileURLWithPath: path + ".backup")
        try? Data("\(instant.milliseconds)\n".utf8).write(to: file, options: .atomic)
    }

    /// When the last copy was made. nil: never, as far as this machine knows.
    package var lastBackup: Instant? {
        let text = try? String(contentsOfFile: path + ".backup", encoding: .utf8)
        return text.flatMap { Int64($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
            .map { Instant(milliseconds: $0) }
    }
}
