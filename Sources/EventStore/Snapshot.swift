import Foundation
import GRDB
package import Mobilization

/// The state at some event, encoded, so that a start needn't replay everything.
enum Snapshot {
    /// Counted up whenever the shape of `State` or of anything in it changes, or the way it is written: a snapshot
    /// of another version is ignored, and the state comes from the events instead.
    static let schemaVersion: Int64 = 12
    /// How many are kept: a damaged newest one costs a longer replay, not the start.
    static let kept = 2

    /// Those whose version, digest and place in the chain fit, the newest first, not yet decoded.
    static func stored(in db: Database, from anchor: ChainLink) throws -> [StoredSnapshot] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT seq, hash, digest, state FROM snapshots WHERE schema_version = ? AND seq >= ?
                ORDER BY seq DESC
                """,
            arguments: [schemaVersion, anchor.sequence])
        return try rows.compactMap { try StoredSnapshot($0, in: db, anchor: anchor) }
    }

    /// Stores one and drops all but the newest.
    static func write(_ bytes: Data, at link: ChainLink, in db: Database) throws {
        try db.write(
            "INSERT OR REPLACE INTO snapshots (seq, schema_version, hash, digest, state) VALUES (?,?,?,?,?)",
            [link.sequence, schemaVersion, link.hash, hexadecimal(sha256(bytes)), bytes])
        try db.write(
            "DELETE FROM snapshots WHERE seq NOT IN (SELECT seq FROM snapshots ORDER BY seq DESC LIMIT ?)",
            [kept])
    }
}

/// A snapshot as it is stored.
struct StoredSnapshot: Sendable {
    var link: ChainLink
    private var bytes: Data

    /// - Returns: nil when it is damaged, or of another chain.
    fileprivate init?(_ row: Row, in db: Database, anchor: ChainLink) throws {
        guard case .int64(let sequence) = (row[0] as DatabaseValue).storage,
            case .blob(let hash) = (row[1] as DatabaseValue).storage,
            case .string(let digest) = (row[2] as DatabaseValue).storage,
            case .blob(let bytes) = (row[3] as DatabaseValue).storage,
            digest == hexadecimal(sha256(bytes))
        else { return nil }
        link = ChainLink(sequence: sequence, hash: hash)
        self.bytes = bytes
        let inLog = try Row.fetchOne(db, sql: "SELECT hash FROM events WHERE seq = ?", arguments: [sequence])
        let logged = inLog.map { ($0[0] as DatabaseValue).storage }
        guard link == anchor || logged == .blob(hash) else { return nil }
    }

    /// nil when it doesn't hold what it says.
    var state: State? {
        guard let state = try? CompactDecoder().decode(State.self, from: bytes),
            state.sequence == link.sequence
        else { return nil }
        return state
    }
}

extension SQLiteEventLog {
    /// What tells two states apart: SHA-256, in hexadecimal digits, over the state as JSON with sorted keys.
    package static func digest(of state: State) throws -> String {
        hexadecimal(sha256(try FactCoder().json(state)))
    }
}
