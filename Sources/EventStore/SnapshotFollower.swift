import Dispatch
import Foundation
import GRDB
package import Mobilization
package import MobilizationRuntime

/// Makes snapshots beside the driver: replays committed events into a state of its own and stores that.
///
/// Has its own queue and its own reading connection, so that encoding a big state holds nobody up; only the
/// finished bytes go through the writer. At an equal sequence its digest must equal that of the live state: a
/// difference means that replay and live disagree.
///
/// `@unchecked Sendable`: `state` and what belongs to it are touched only on the queue.
package final class SnapshotFollower: @unchecked Sendable {
    private let log: SQLiteEventLog
    private let interval: Int64
    private let restingTimes: Int
    private let failed: @Sendable (StoreFailure) -> Void
    private let queue = DispatchQueue(label: "store.follower", qos: .utility)
    private let isNudged = Locked(false)
    private var state: State
    private var link: ChainLink
    private var snapshotAt: Int64
    /// No snapshot before then, so that a storm of answers isn't slowed by them: of a large state they take a second,
    /// of a usual one some hundredths. After one that couldn't be written a minute, since a full disk stays so for longer.
    private var restsUntil = ContinuousClock.now
    /// Set when a row couldn't be read or a snapshot not be written; then it rests until the next nudge.
    private var trouble: StoreFailure?

    /// Begins at `state`, which `recover` returned, and makes a snapshot every `interval` events (1 or more).
    ///
    /// A start reads what came after the last one, 40 to 50 µs an event: 2,000 of them are a tenth of a second.
    ///
    /// `restingTimes`: after a snapshot it rests so many times as long as that took. `failed` is told of failures, on the
    /// follower's queue; the follower goes on at the next nudge.
    package init(
        log: SQLiteEventLog, from state: State, every interval: Int64 = 2_000, restingTimes: Int = 9,
        failed: @escaping @Sendable (StoreFailure) -> Void = { _ in }
    ) throws(StoreFailure) {
        self.log = log
        self.interval = interval
        self.restingTimes = restingTimes
        self.failed = failed
        self.state = state
        // Not the newest that is stored: that one may be damaged.
        let recovered = log.recoveredFrom.with { $0 }
        snapshotAt = if let recovered { recovered } else { try log.newestSnapshot() }
        link = try log.link(at: state.sequence)
    }

    /// Something was committed. Returns at once; many nudges make one walk.
    package func nudge() {
        let isFirst = isNudged.with { nudged in
            defer { nudged = true }
            return !nudged
        }
        if isFirst { queue.async { [self] in walk() } }
    }

    /// Catches up and waits until that is done.
    ///
    /// - Returns: The number of the last event it replayed, and the digest of its state there.
    package func catchUp() throws(StoreFailure) -> (sequence: Int64, digest: String) {
        try queue.sync { () -> Result<(sequence: Int64, digest: String), StoreFailure> in
            walk()
            if let trouble { return .failure(trouble) }
            do {
                return .success((state.sequence, try SQLiteEventLog.digest(of: state)))
            } catch {
                return .failure(StoreFailure(error, path: log.path))
            }
        }.get()
    }

    /// Catches up and stores a last snapshot. Call it before the log's `close`.
    package func close() throws(StoreFailure) {
        try queue.sync { () -> Result<Void, StoreFailure> in
            walk()
            if trouble == nil, state.sequence > snapshotAt { store() }
            return trouble.map { .failure($0) } ?? .success(())
        }.get()
    }

    private func walk() {
        isNudged.with { $0 = false }
        trouble = nil
        do {
            // What a start had to read goes into a snapshot at once: in a night of many restarts none would live to
            // the next nudge, and each start would take longer than the one before.
            storeIfDue()
            // Short reads: a long one would keep the WAL from being folded back into the database.
            while try advance(limit: 500) > 0 { storeIfDue() }
        } catch {
            note(StoreFailure(error, path: log.path))
        }
    }

    private func advance(limit: Int) throws -> Int {
        let (facts, end) = try log.facts(after: link, limit: limit)
        for fact in facts { state.apply(fact) }
        link = end
        return facts.count
    }

    private func storeIfDue() {
        guard state.sequence - snapshotAt >= interval, ContinuousClock.now >= restsUntil, log.hasRoom else {
            return
        }
        store()
    }

    private func store() {
        let begun = ContinuousClock.now
        do {
            let bytes = try CompactEncoder().encode(state)
            try log.write { [link] db in try Snapshot.write(bytes, at: link, in: db) }
            snapshotAt = state.sequence
            restsUntil = .now + begun.duration(to: .now) * restingTimes
        } catch {
            restsUntil = .now + .seconds(60)
            note(StoreFailure(error, path: log.path))
        }
    }

    private func note(_ failure: StoreFailure) {
        trouble = failure
        failed(failure)
    }
}

extension SQLiteEventLog {
    /// The number of the newest snapshot of this version; 0 when there is none.
    func newestSnapshot() throws(StoreFailure) -> Int64 {
        try read { db in
            try Int64.fetchOne(
                db, sql: "SELECT max(seq) FROM snapshots WHERE schema_version = ?",
                arguments: [Snapshot.schemaVersion]) ?? 0
        }
    }

    func link(at sequence: Int64) throws(StoreFailure) -> ChainLink {
        try read { db in
            if sequence == 0 { return .start }
            let anchor = try Recovery.anchor(in: db)
            if anchor.sequence == sequence { return anchor }
            let hash = try Data.fetchOne(
                db, sql: "SELECT hash FROM events WHERE seq = ?", arguments: [sequence])
            guard let hash else { throw UnreadableRow(sequence: sequence, reason: "it is missing") }
            return ChainLink(sequence: sequence, hash: hash)
        }
    }

    func facts(after link: ChainLink, limit: Int) throws(StoreFailure) -> ([Fact], ChainLink) {
        try read { db in
            var facts: [Fact] = []
            var end = link
            try Recovery().replay(after: &end, limit: limit, in: db) { facts.append($0) }
            return (facts, end)
        }
    }
}
