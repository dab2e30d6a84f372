import Foundation
import GRDB
import Mobilization
import MobilizationRuntime

/// Rebuilds the state from what is stored: the newest usable snapshot, and the events after it.
struct Recovery {
    var coder: FactCoder

    /// - Throws: `UnreadableRow` where the chain is broken in the part that was read.
    func newest(in db: Database) throws -> (State, ChainLink) {
        let anchor = try Self.anchor(in: db)
        let base = try Snapshot.newestUsable(in: db, from: anchor)
        if base == nil, anchor != .start {
            throw UnreadableRow(
                sequence: anchor.sequence,
                reason: "older events were purged, and no snapshot after them is usable")
        }
        var state = base?.state ?? State()
        var link = base?.link ?? anchor
        try replay(after: &link, in: db) { state.apply($0) }
        return (state, link)
    }

    /// Walks the rows after `link` and hands each fact over, checking the chain on the way.
    ///
    /// At most `limit` of them, -1 for all; says how many there were.
    @discardableResult
    func replay(
        after link: inout ChainLink, limit: Int = -1, in db: Database, _ take: (Fact) throws -> Void
    ) throws -> Int {
        let rows = try EventRow.cursor(db, after: link.sequence, limit: limit)
        var count = 0
        while let next = try rows.next() {
            let row = try EventRow(next)
            if let fault = row.fault(after: link) {
                throw UnreadableRow(sequence: row.sequence, reason: fault)
            }
            try take(try coder.fact(row))
            link = ChainLink(sequence: row.sequence, hash: row.hash)
            count += 1
        }
        return count
    }

    /// Where the chain begins: the start, or what stayed of purged events.
    static func anchor(in db: Database) throws -> ChainLink {
        let row = try Row.fetchOne(db, sql: "SELECT seq, hash FROM chain_anchor ORDER BY seq DESC LIMIT 1")
        guard let row else { return .start }
        guard case .int64(let sequence) = (row[0] as DatabaseValue).storage,
            case .blob(let hash) = (row[1] as DatabaseValue).storage
        else {
            throw UnreadableRow(sequence: 0, reason: "the anchor of the chain holds values of another type")
        }
        return ChainLink(sequence: sequence, hash: hash)
    }
}
