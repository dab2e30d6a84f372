import Foundation
import GRDB
import MobilizationRuntime

extension SQLiteEventLog {
    static func openPool(_ path: String, _ options: Options) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.label = "store"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(Double(options.busyTimeout_ms) / 1000)
        configuration.prepareDatabase { db in
            // A mapped file turns a failing disk into a signal that ends the process without a word.
            try db.execute(sql: "PRAGMA mmap_size = 0")
        }
        try checkOwner(path, configuration)
        let pool = try DatabasePool(path: path, configuration: configuration)
        try makeCommitsDurable(pool, path)
        try refuseNewer(pool, path)
        try refuseDamaged(pool, path)
        try Schema.migrator.migrate(pool)
        return pool
    }

    /// GRDB sets `synchronous` to NORMAL on the writer after `prepareDatabase`, and then a power cut loses
    /// commits that were acknowledged. Readers report 2 all the same, so it is read back on the writer.
    private static func makeCommitsDurable(_ pool: DatabasePool, _ path: String) throws {
        let level = try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            // What is deleted is overwritten: a purge leaves no names in free pages.
            try db.execute(sql: "PRAGMA secure_delete = ON")
            // `WALUpkeep` does it instead, where a failure shows.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            // One huge commit must not leave a huge WAL for ever.
            try db.execute(sql: "PRAGMA journal_size_limit = \(64 * 1024 * 1024)")
            return try Int.fetchOne(db, sql: "PRAGMA synchronous")
        }
        guard level == 2 else {
            throw StoreFailure(
                .other,
                "store \"\(path)\" would not keep commits over a power cut: synchronous is "
                    + "\(level.map(String.init) ?? "unknown") on the writer, 2 is needed; refusing to start")
        }
    }

    /// Keeps us from making our tables in another program's database.
    private static func checkOwner(_ path: String, _ configuration: Configuration) throws {
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        let (owner, tables) = try queue.read { db in
            (
                try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
                // The list of migrations is made, empty, in a commit of its own before the first of them says whose this
                // is: a first start that was ended right there is no other program's.
                try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'") ?? 0
            )
        }
        guard owner == Schema.applicationID || (owner == 0 && tables == 0) else {
            throw StoreFailure(
                .other,
                "\"\(path)\" is a database of another program; give musterd a file of its own")
        }
    }

    /// Looks through all pages of a store that is small enough for that to take no time; of a larger one, the daemon does
    /// it once a day.
    private static func refuseDamaged(_ pool: DatabasePool, _ path: String) throws {
        let findings = try pool.read { db -> [String] in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            return pages <= pagesCheckedAtStart ? try quickCheck(db) : []
        }
        guard findings.isEmpty else { throw damaged(path, findings) }
    }

    /// 32 MiB: some 50 ms.
    private static let pagesCheckedAtStart = 8192

    /// What SQLite's own check of the pages found, at most three of it; empty: all is well.
    static func quickCheck(_ db: Database) throws -> [String] {
        let words = try String.fetchAll(db, sql: "PRAGMA quick_check(3)")
        return words == ["ok"] ? [] : words
    }

    static func damaged(_ path: String, _ findings: [String]) -> StoreFailure {
        StoreFailure(
            .corrupt,
            "store \"\(path)\" is damaged: \(findings.joined(separator: "; ")). Nothing may be written. Stop musterd, keep "
                + "this file for inspection, look at the kernel's log, and restore the last good copy with "
                + "`musterd restore`; `musterd replay --verify \(path)` says how much of this one can still be read"
        )
    }

    private static func refuseNewer(_ pool: DatabasePool, _ path: String) throws {
        guard try pool.read({ try Schema.migrator.hasBeenSuperseded($0) }) else { return }
        throw StoreFailure(
            .other,
            "store \"\(path)\" was written by a newer musterd; install that version again, or restore the copy "
                + "made before the upgrade")
    }
}
