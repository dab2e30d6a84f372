import Foundation
import GRDB
package import Mobilization
package import MobilizationRuntime

/// What is kept no longer than it may be: looked for here, decided by the engine, deleted with its event.
extension SQLiteEventLog {
    /// Numbers above `number` of texts of these kinds that were written before the instant, in order, at most `limit`.
    package func texts(
        kinds: [TextKind], before instant: Instant, after number: Int64, limit: Int
    ) throws(StoreFailure) -> [Int64] {
        try read { db in
            let marks = kinds.map { _ in "?" }.joined(separator: ",")
            return try Int64.fetchAll(
                db,
                sql: """
                    SELECT number FROM texts WHERE number > ? AND at_ms < ? AND kind IN (\(marks))
                    ORDER BY number LIMIT ?
                    """,
                arguments: [number, instant.milliseconds] + StatementArguments(kinds.map(\.rawValue)) + [
                    limit
                ])
        }
    }

    /// How many people left before the instant whose names or phones are still there.
    package func membersToForget(leftBefore instant: Instant) throws(StoreFailure) -> Int {
        try read { db in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM members WHERE \(Retention.isForgettable)",
                arguments: Retention.arguments(instant)) ?? 0
        }
    }

    /// The last event before the instant, where it isn't purged already. nil: there is none.
    package func lastEvent(before instant: Instant) throws(StoreFailure) -> Int64? {
        try read { db in
            let anchor = try Recovery.anchor(in: db).sequence
            let found = try Int64.fetchOne(
                db, sql: "SELECT max(seq) FROM events WHERE at_ms < ? AND seq > ?",
                arguments: [instant.milliseconds, anchor])
            // A purge that was ended in the middle is finished.
            let left = try Int64.fetchOne(
                db, sql: "SELECT min(seq) FROM events WHERE seq <= ?", arguments: [anchor])
            return found ?? left.map { _ in anchor }
        }
    }

    /// Puts the state after event `sequence` in the place of all events up to it, and an anchor into the chain.
    ///
    /// In steps that hold nobody up for long; what is ended in the middle is whole, and finished by the next call. From
    /// any thread but the driver's.
    package func forgetEvents(through sequence: Int64) throws(StoreFailure) {
        let (state, link) = try stateToKeep(through: sequence)
        try write { db in
            let anchor = try Recovery.anchor(in: db)
            if link.sequence > anchor.sequence {
                try Base.write(state, at: link, in: db)
                try db.write(
                    "INSERT INTO chain_anchor (seq, hash) VALUES (?,?)", [link.sequence, link.hash])
            }
        }
        var isDone = false
        while !isDone {
            isDone = try write { db in
                try db.write(
                    """
                    DELETE FROM events WHERE seq IN
                        (SELECT seq FROM events WHERE seq <= ? ORDER BY seq LIMIT 1000)
                    """, [link.sequence])
                return db.changesCount == 0
            }
        }
        try write { db in
            try db.write("DELETE FROM bases WHERE seq < ?", [link.sequence])
            try db.write("DELETE FROM snapshots WHERE seq < ?", [link.sequence])
        }
        try fold()
    }

    /// Requests are known for a week; without new ones nothing else takes the old away.
    package func forgetRequests(before instant: Instant) throws(StoreFailure) {
        let isDue = try read { db in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM requests WHERE at_ms < ?)",
                arguments: [instant.milliseconds]) ?? false
        }
        guard isDue else { return }
        try write { db in try db.write("DELETE FROM requests WHERE at_ms < ?", [instant.milliseconds]) }
        try fold()
    }

    /// Whether the engine recorded that events up to this number go. It leaves them alone while an incident is open.
    package func hasRecordedPurge(through sequence: Int64) throws(StoreFailure) -> Bool {
        !(try facts(after: sequence, limit: 1) { fact in
            if case .recordsPurged(let record) = fact.event {
                record.eventsThrough == sequence
            } else {
                false
            }
        }).isEmpty
    }

    private func stateToKeep(through sequence: Int64) throws(StoreFailure) -> (State, ChainLink) {
        try read { db in
            var link = try Recovery.anchor(in: db)
            var state = try Base.state(at: link, in: db)
            let count = sequence - link.sequence
            guard count > 0 else { return (state, link) }
            try Recovery().replay(after: &link, limit: Int(count), in: db) { state.apply($0) }
            return (state, link)
        }
    }
}

enum Retention {
    /// Left, or came by themselves once; in nothing that is open, and in nothing at all since then.
    static let isForgettable = """
        (name <> '' OR phone <> '') AND since < ? AND (active = 0 OR pool = ?)
        AND id NOT IN (SELECT member_id FROM musters WHERE since >= ?)
        AND id NOT IN (
            SELECT m.member_id FROM musters m JOIN incidents i ON i.id = m.incident WHERE i.closed_at IS NULL)
        """

    static func arguments(_ instant: Instant) -> StatementArguments {
        [instant.milliseconds, Pool.walkIn.rawValue, instant.milliseconds]
    }

    /// The row stays with its number, level and team: the hours of service stand under it.
    static func forgetMembers(leftBefore instant: Instant, in db: Database) throws {
        try db.execute(
            sql: "UPDATE members SET name = '', phone = '', active = 0 WHERE \(isForgettable)",
            arguments: arguments(instant))
    }
}

/// The state that stands for purged events, where their anchor is. Unlike a snapshot it can't be made again, so it is
/// JSON, which a later musterd still reads.
enum Base {
    static func write(_ state: State, at link: ChainLink, in db: Database) throws {
        let bytes = Data(try FactCoder().json(state))
        try db.write(
            "INSERT INTO bases (seq, hash, digest, state) VALUES (?,?,?,?)",
            [link.sequence, link.hash, hexadecimal(sha256(bytes)), String(decoding: bytes, as: UTF8.self)])
    }

    /// - Throws: `UnreadableRow` where there is none, or it was changed.
    static func state(at anchor: ChainLink, in db: Database) throws -> State {
        guard anchor != .start else { return State() }
        func unusable(_ reason: String) -> UnreadableRow {
            UnreadableRow(
                sequence: anchor.sequence,
                reason: "older events were purged, and the state in their place \(reason)")
        }
        let row = try Row.fetchOne(
            db, sql: "SELECT hash, digest, state FROM bases WHERE seq = ?", arguments: [anchor.sequence])
        guard let row else { throw unusable("is missing") }
        guard case .blob(let hash) = (row[0] as DatabaseValue).storage,
            case .string(let digest) = (row[1] as DatabaseValue).storage,
            case .string(let json) = (row[2] as DatabaseValue).storage, hash == anchor.hash,
            digest == hexadecimal(sha256(Data(json.utf8)))
        else { throw unusable("was changed") }
        guard let state = decoded(Data(json.utf8)), state.sequence == anchor.sequence else {
            throw unusable("can't be read by this musterd")
        }
        return state
    }

    /// A later musterd may know more of the state's parts than this JSON: those begin empty.
    static func decoded(_ json: Data) -> State? {
        if let state = try? JSONDecoder().decode(State.self, from: json) { return state }
        guard var parts = try? JSONDecoder().decode([String: JSONPart].self, from: json),
            let empty = try? JSONEncoder().encode(State()),
            let known = try? JSONDecoder().decode([String: JSONPart].self, from: empty)
        else { return nil }
        parts.merge(known) { old, _ in old }
        return try? JSONDecoder().decode(State.self, from: JSONEncoder().encode(parts))
    }
}

/// Any JSON, with whole numbers kept whole.
private indirect enum JSONPart: Codable {
    case null
    case bool(Bool)
    case whole(Int64)
    case unsigned(UInt64)
    case number(Double)
    case text(String)
    case list([JSONPart])
    case object([String: JSONPart])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .whole(value)
        } else if let value = try? container.decode(UInt64.self) {
            self = .unsigned(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([JSONPart].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSONPart].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .whole(let value): try container.encode(value)
        case .unsigned(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .list(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}
