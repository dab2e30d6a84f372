import Foundation
import GRDB
import Mobilization

/// One row of the table `events`: a fact as it is stored, bound to the row before it.
struct EventRow {
    /// The form of `body`. A later musterd that reads another form counts it up.
    static let version: Int64 = 2

    var sequence: Int64
    var at: Int64
    var actor: String
    /// The case's name, so that SQL can ask for it; always the first key of `body`.
    var kind: String
    var version: Int64
    /// The event as JSON with sorted keys.
    var body: String
    /// The digests of the texts that were written with it, see `TextDigest`.
    var textDigests: Data
    var hash: Data

    /// SHA-256 over the hash before it and every column, each field with its length.
    func hash(after previous: Data) -> Data {
        var bytes = [UInt8](previous)
        bytes.reserveCapacity(body.utf8.count + textDigests.count + 256)
        bytes.appendBigEndian(sequence)
        bytes.appendBigEndian(at)
        bytes.appendField(actor.utf8)
        bytes.appendField(kind.utf8)
        bytes.appendBigEndian(version)
        bytes.appendField(body.utf8)
        bytes.appendField(textDigests)
        return sha256(bytes)
    }

    /// Why this row can't follow `link`; nil when it does.
    func fault(after link: ChainLink) -> String? {
        if sequence != link.sequence + 1 { return "the row before it is missing" }
        if hash(after: link.hash) != hash { return "it was changed, or a row before it" }
        return nil
    }
}

/// Facts to rows and back. Not for two threads at once.
final class FactCoder {
    private let encoder = JSONEncoder()
    private let decoder = JSONDecoder()
    private var actors: [Actor: String] = [:]

    init() {
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    /// The row for `fact` as the one that follows `link`.
    func row(_ fact: Fact, after link: ChainLink, textDigests: Data) throws -> EventRow {
        let body = String(decoding: try encoder.encode(fact.event), as: UTF8.self)
        var row = EventRow(
            sequence: link.sequence + 1, at: fact.at.milliseconds,
            actor: try json(fact.actor),
            kind: Self.kind(of: body), version: EventRow.version, body: body, textDigests: textDigests,
            hash: Data())
        row.hash = row.hash(after: link.hash)
        return row
    }

    /// - Throws: `UnreadableRow` when this musterd doesn't know the event.
    func fact(_ row: EventRow) throws -> Fact {
        guard row.version == EventRow.version else {
            throw UnreadableRow(
                sequence: row.sequence,
                reason:
                    "its form \(row.version) is not known, only \(EventRow.version); it was written by another musterd"
            )
        }
        do {
            return Fact(
                at: Instant(milliseconds: row.at),
                actor: try decoder.decode(Actor.self, from: Data(row.actor.utf8)),
                event: try decoder.decode(Event.self, from: Data(row.body.utf8)))
        } catch is DecodingError {
            throw UnreadableRow(
                sequence: row.sequence,
                reason:
                    "an event \"\(row.kind)\" of this shape is not known; it was written by another musterd")
        }
    }

    func json(_ value: some Encodable) throws -> Data { try encoder.encode(value) }

    /// The facts of one answer have one actor, and most others have the engine.
    private func json(_ actor: Actor) throws -> String {
        if let known = actors[actor] { return known }
        let json = String(decoding: try encoder.encode(actor), as: UTF8.self)
        if actors.count >= 64 { actors = [:] }
        actors[actor] = json
        return json
    }

    func value<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> Value {
        try decoder.decode(type, from: Data(json.utf8))
    }

    func value<Value: Decodable>(_ type: Value.Type, _ json: Data) throws -> Value {
        try decoder.decode(type, from: json)
    }

    /// `{"waveSent":...` is of the kind `waveSent`.
    private static func kind(of body: String) -> String {
        String(decoding: body.utf8.dropFirst(2).prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
    }
}

/// A row of the log that can't be used.
struct UnreadableRow: Error {
    var sequence: Int64
    var reason: String
}

extension EventRow {
    static let columns = "seq, at_ms, actor, kind, version, body, text_digests, hash"

    /// Rows with a greater number than `sequence`, in order; at most `limit`, -1 for all.
    static func cursor(_ db: Database, after sequence: Int64, limit: Int = -1) throws -> RowCursor {
        try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT \(columns) FROM events WHERE seq > ? ORDER BY seq LIMIT ?"),
            arguments: [sequence, limit])
    }

    /// - Throws: `UnreadableRow` when a column doesn't hold what the schema says: a damaged page can do that.
    init(_ row: Row) throws {
        let values = Array(row.databaseValues)
        guard case .int64(let sequence) = values[0].storage else {
            throw UnreadableRow(sequence: 0, reason: "it has no number")
        }
        guard case .int64(let at) = values[1].storage, case .string(let actor) = values[2].storage,
            case .string(let kind) = values[3].storage, case .int64(let version) = values[4].storage,
            case .string(let body) = values[5].storage, case .blob(let digests) = values[6].storage,
            case .blob(let hash) = values[7].storage
        else { throw UnreadableRow(sequence: sequence, reason: "a column holds a value of another type") }
        self.init(
            sequence: sequence, at: at, actor: actor, kind: kind, version: version, body: body,
            textDigests: digests, hash: hash)
    }
}
