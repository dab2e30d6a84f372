import GRDB
import Mobilization

/// Folds the WAL back into the database: by us, since SQLite's own way does it silently and hides a disk that fails.
///
/// Belongs to the writer and is used on its queue.
struct WALUpkeep {
    private var commits = 0
    /// Words were deleted, and what they were still stands in the WAL.
    private var holdsForgotten = false

    /// A commit writes some ten pages; SQLite's own default is a thousand.
    private static let commitsPerFold = 100

    mutating func afterCommit(forgets: Bool, in db: Database) throws {
        commits += 1
        if forgets { holdsForgotten = true }
        if holdsForgotten {
            // Somebody may be reading; then after the next commit.
            holdsForgotten = try !Self.fold(in: db)
        } else if commits >= Self.commitsPerFold {
            commits = 0
            try Self.checkpoint(.passive, in: db)
        }
    }

    /// Tries again what a reader was in the way of.
    mutating func finishForgetting(in db: Database) throws {
        if holdsForgotten { holdsForgotten = try !Self.fold(in: db) }
    }

    /// Folds for what was forgotten just now; where somebody reads, `finishForgetting` does it later.
    mutating func forget(in db: Database) throws {
        holdsForgotten = try !Self.fold(in: db)
    }

    /// Empties the WAL, without waiting for anybody who reads: call-outs wait behind it.
    ///
    /// - Returns: Whether it is empty now.
    @discardableResult
    static func fold(in db: Database) throws -> Bool {
        let patience = try Int.fetchOne(db, sql: "PRAGMA busy_timeout") ?? 0
        try db.execute(sql: "PRAGMA busy_timeout = 0")
        defer { try? db.execute(sql: "PRAGMA busy_timeout = \(patience)") }
        return try checkpoint(.truncate, in: db)
    }

    /// - Returns: false where somebody reads, or the disk is full: the WAL then keeps everything, and nothing is lost.
    @discardableResult
    private static func checkpoint(_ mode: Database.CheckpointMode, in db: Database) throws -> Bool {
        do {
            try db.checkpoint(mode)
            return true
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_FULL, .SQLITE_READONLY: return false
            default: throw error
            }
        }
    }
}

extension Event {
    /// Whether words or names are deleted with it, which then must not live on in the WAL.
    var forgets: Bool {
        switch self {
        case .textsPurged, .recordsPurged: true
        default: false
        }
    }
}
