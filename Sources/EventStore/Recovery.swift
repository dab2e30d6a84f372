import Dispatch
import Foundation
import GRDB
import Mobilization
import MobilizationRuntime

/// Rebuilds the state from what is stored: the newest usable snapshot, and the events after it.
///
/// A start waits for this, so all processors take part: one decodes the snapshot while the others check and decode
/// events; only their effect on the state comes one after the other.
struct Recovery {
    /// Events that are held decoded at once.
    private static let chunk = 4_000
    /// Events decoded ahead while the snapshot is.
    private static let ahead = 60_000

    /// - Returns: Besides the state and its place the number of the snapshot it was made from, 0 for none.
    /// - Throws: `UnreadableRow` where the chain is broken in the part that was read.
    func newest(in db: Database) throws -> (State, ChainLink, snapshot: Int64) {
        let anchor = try Self.anchor(in: db)
        for snapshot in try Snapshot.stored(in: db, from: anchor) {
            let decoding = Background { snapshot.state }
            var link = snapshot.link
            let facts = try facts(after: &link, limit: Self.ahead, in: db)
            guard var state = decoding.value else { continue }
            for fact in facts { state.apply(fact) }
            try replay(after: &link, in: db) { state.apply($0) }
            return (state, link, snapshot.link.sequence)
        }
        var (state, link) = (try Base.state(at: anchor, in: db), anchor)
        try replay(after: &link, in: db) { state.apply($0) }
        return (state, link, 0)
    }

    /// Walks the rows after `link` and hands each fact over, checking the chain on the way.
    ///
    /// At most `limit` of them, -1 for all; says how many there were.
    @discardableResult
    func replay(
        after link: inout ChainLink, limit: Int = -1, in db: Database, _ take: (Fact) throws -> Void
    ) throws -> Int {
        var count = 0
        while limit < 0 || count < limit {
            let facts = try facts(
                after: &link, limit: limit < 0 ? Self.chunk : min(Self.chunk, limit - count), in: db)
            if facts.isEmpty { break }
            for fact in facts { try take(fact) }
            count += facts.count
        }
        return count
    }

    /// Up to so many facts after `link`, which then is the last one's.
    private func facts(after link: inout ChainLink, limit: Int, in db: Database) throws -> [Fact] {
        var rows: [EventRow] = []
        let cursor = try EventRow.cursor(db, after: link.sequence, limit: limit)
        while let next = try cursor.next() { rows.append(try EventRow(next)) }
        let facts = try Self.facts(of: rows, after: link)
        if let last = rows.last { link = ChainLink(sequence: last.sequence, hash: last.hash) }
        return facts
    }

    /// Checks and decodes rows in as many runs as there are processors.
    ///
    /// - Throws: `UnreadableRow` for the first row with a fault.
    private static func facts(of rows: [EventRow], after link: ChainLink) throws -> [Fact] {
        let runs = rows.count < 100 ? 1 : min(ProcessInfo.processInfo.activeProcessorCount, 16)
        let results = Locked([Result<[Fact], any Error>?](repeating: nil, count: runs))
        DispatchQueue.concurrentPerform(iterations: runs) { run in
            let part = rows[rows.count * run / runs..<rows.count * (run + 1) / runs]
            let before = part.startIndex > 0 ? rows[part.startIndex - 1] : nil
            let result = Result {
                try facts(
                    of: part, after: before.map { ChainLink(sequence: $0.sequence, hash: $0.hash) } ?? link)
            }
            results.with { $0[run] = result }
        }
        return try results.with { $0 }.flatMap { try $0?.get() ?? [] }
    }

    private static func facts(of rows: ArraySlice<EventRow>, after link: ChainLink) throws -> [Fact] {
        let coder = FactCoder()
        var link = link
        return try rows.map { row in
            if let fault = row.fault(after: link) {
                throw UnreadableRow(sequence: row.sequence, reason: fault)
            }
            link = ChainLink(sequence: row.sequence, hash: row.hash)
            return try coder.fact(row)
        }
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

/// A value that is worked out on another thread meanwhile.
private final class Background<Value: Sendable>: Sendable {
    private let result = Locked<Value?>(nil)
    private let done = DispatchSemaphore(value: 0)

    init(_ work: @escaping @Sendable () -> Value?) {
        DispatchQueue.global(qos: .userInitiated).async { [result, done] in
            let value = work()
            result.with { $0 = value }
            done.signal()
        }
    }

    /// Waits for it. nil: there is none.
    var value: Value? {
        done.wait()
        done.signal()
        return result.with { $0 }
    }
}
