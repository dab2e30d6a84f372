import Foundation
import GRDB
package import Mobilization
package import MobilizationRuntime

/// The event log in SQLite: the truth, and beside it the texts, the answered requests and the read tables.
///
/// One owner, the driver's thread, calls `append`, `recover` and `probe`. The look-ups (`text`, `request`,
/// `attempt`) may come from any thread. Exactly one connection writes and checkpoints, with `synchronous=FULL`:
/// what `append` returned from survives a power cut. A lock beside the file keeps a second musterd out.
///
/// `@unchecked Sendable`: everything that changes is touched only on the writer's serial queue, except the
/// witness and the files, which are safe by themselves.
package final class SQLiteEventLog: EventLog, @unchecked Sendable {
    package struct Options: Sendable {
        /// How long to wait for a program that holds the file before `busy` is reported. Default: 2 s.
        package var busyTimeout_ms: Int
        /// Bytes kept to be freed on a full disk. Default: 16 MiB; 0 keeps none.
        package var reserveBytes: Int

        package init(busyTimeout_ms: Int = 2_000, reserveBytes: Int = 16 * 1024 * 1024) {
            self.busyTimeout_ms = busyTimeout_ms
            self.reserveBytes = reserveBytes
        }
    }

    package let path: String
    let pool: DatabasePool
    let witness: HeadWitness
    let files: StoreFiles
    private let options: Options
    private let isClosed = Locked(false)
    /// The first failure of the disk under the writer; nothing is written after it.
    private let broken = Locked<StoreFailure?>(nil)
    private var upkeep = WALUpkeep()
    private let coder = FactCoder()
    /// The number of the snapshot that the state was last recovered from, 0 for none. nil: it wasn't so far.
    let recoveredFrom = Locked<Int64?>(nil)
    /// Everything that was committed, replayed. nil until `recover`, and again after a failure.
    private var committed: State?
    private var link = ChainLink.start
    private var random = SystemRandomNumberGenerator()

    /// Opens or makes the store at `path`, the database file. Its directory is made with mode 0700 where it is
    /// missing.
    ///
    /// - Throws: `busy` when another musterd has it open; `corrupt` when it is no database; `other` when it is
    ///   another program's, a newer musterd's, or when commits would not survive a power cut.
    package init(path: String, options: Options = Options()) throws(StoreFailure) {
        self.path = path
        self.options = options
        files = try StoreFiles(path: path)
        witness = HeadWitness(beside: path)
        do {
            pool = try Self.openPool(path, options)
        } catch {
            files.unlock()
            throw StoreFailure(error, path: path)
        }
        // A disk too full for the reserve must not keep the daemon from starting.
        _ = restoreReserve()
    }

    /// Where the chain ends. Before `recover`: 0 and zeros.
    package var head: ChainHead { witness.head }

    /// Has the head told, at most once a second and at close, so that it can be written to the journal.
    ///
    /// - Parameter tell: Called on a queue of the witness; never after `close` returned.
    package func tellHead(_ tell: @escaping @Sendable (ChainHead) -> Void) { witness.tell(tell) }

    /// Tells the head a last time, folds the WAL into the database, ends all connections and gives the lock up.
    /// Nothing but `head` may be called after it; a second call does nothing.
    package func close() throws(StoreFailure) {
        let isFirst = isClosed.with { closed in
            defer { closed = true }
            return !closed
        }
        guard isFirst else { return }
        witness.close()
        defer { files.unlock() }
        try writing {
            // The last connection to go only reads and can't do it.
            _ = try pool.writeWithoutTransaction { try WALUpkeep.fold(in: $0) }
            try pool.close()
        }
    }

    // MARK: EventLog

    package func append(_ batch: Batch, state: State) throws(StoreFailure) {
        guard !batch.isEmpty else { return }
        try writing {
            try pool.writeWithoutTransaction { db in
                try commit(batch, expected: state.sequence, in: db)
                if !batch.facts.isEmpty { witness.head(link.head) }
                try upkeep.afterCommit(forgets: batch.facts.contains { $0.event.forgets }, in: db)
            }
        }
    }

    package func recover() throws(StoreFailure) -> State {
        try attempt {
            try pool.writeWithoutTransaction { db in
                committed = nil
                let (state, end, snapshot) = try Recovery().newest(in: db)
                recoveredFrom.with { $0 = snapshot }
                try HeadFile(beside: path).check(end, in: db, store: path)
                committed = state
                link = end
                witness.start(at: end.head)
                return state
            }
        }
    }

    package func text(_ ref: TextRef) throws(StoreFailure) -> String? {
        try read { db in
            try String.fetchOne(
                db.cachedStatement(sql: "SELECT words FROM texts WHERE number = ?"), arguments: [ref.number])
        }
    }

    package func request(key: String, actor: String) throws(StoreFailure) -> RecordedRequest? {
        try read { db in
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: "SELECT body_sha256, answer, at_ms FROM requests WHERE key = ? AND actor = ?"),
                arguments: [key, actor])
            guard let row else { return nil }
            return RecordedRequest(
                key: key, actor: actor, bodyDigest: row[0],
                answer: try FactCoder().value(Answer.self, row[1] as String),
                at: Instant(milliseconds: row[2]))
        }
    }

    package func probe() throws(StoreFailure) {
        let mark = String(random.next())
        let found: String? = try writing {
            try pool.writeWithoutTransaction { db in
                try db.inTransaction {
                    try db.write("INSERT OR REPLACE INTO meta (name, value) VALUES ('probe', ?)", [mark])
                    return .commit
                }
                return try String.fetchOne(db, sql: "SELECT value FROM meta WHERE name = 'probe'")
            }
        }
        guard found == mark else {
            throw StoreFailure(
                .ioError, "store \"\(path)\" read back something else than was written; the disk fails")
        }
    }

    /// Writes a batch of the engine's rehearsal and takes it back, so that statements, coders and pages are there when the
    /// first alert comes. Does nothing when something has been committed since the state it was decided from, whose last
    /// event is `sequence`.
    package func rehearse(_ batch: Batch, after sequence: Int64) throws(StoreFailure) {
        try writing {
            try pool.writeWithoutTransaction { db in
                guard var state = committed, state.sequence == sequence else { return }
                var end = link
                try write(batch, after: &end, state: &state, in: db, then: .rollback)
            }
        }
    }

    // MARK: Disk space

    /// Whether the disk has room for what may be made again: what isn't done by its reserve.
    var hasRoom: Bool { options.reserveBytes == 0 || files.hasReserve }

    /// Frees the reserve, so that stops, arrivals and safe home are still recorded on a full disk.
    package func makeRoom() -> Bool { files.releaseReserve() }

    /// Makes the reserve again, once the disk has room for it and as much again three times over: what was
    /// freed for people on the way must not be taken back from them. Call it now and then.
    ///
    /// - Returns: Whether there is a reserve now.
    package func restoreReserve() -> Bool { files.restoreReserve(bytes: options.reserveBytes) }

    /// Caps the database file; at the cap the store answers as on a full disk.
    ///
    /// Counted in pages of 4096 bytes; nil lifts the cap. A cap below the present size holds at that size.
    package func limitSize(pages: Int?) throws(StoreFailure) {
        try writing {
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA max_page_count = \(pages ?? 1_073_741_823)")
            }
        }
    }

    // MARK: Inside

    /// Runs on any thread, on a connection that only reads.
    func read<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) throws(StoreFailure) -> Value {
        try attempt { try pool.read(body) }
    }

    /// One transaction on the writer.
    func write<Value>(_ body: (Database) throws -> Value) throws(StoreFailure) -> Value {
        try writing {
            try pool.writeWithoutTransaction { db in
                var value: Value?
                try db.inTransaction(.immediate) {
                    value = try body(db)
                    return .commit
                }
                try upkeep.afterCommit(forgets: false, in: db)
                guard let value else { throw StoreFailure(.other, "the transaction gave no value") }
                return value
            }
        }
    }

    /// Moves everything from the WAL into the database and empties it, so that nothing forgotten is left there; while
    /// somebody reads, `finishForgetting` has to do it.
    func fold() throws(StoreFailure) {
        try writing { try pool.writeWithoutTransaction { try upkeep.forget(in: $0) } }
    }

    /// Takes forgotten words out of the WAL, where somebody who read kept that from happening at once. Call it now and
    /// then.
    package func finishForgetting() throws(StoreFailure) {
        try writing { try pool.writeWithoutTransaction { try upkeep.finishForgetting(in: $0) } }
    }

    /// The failure of the disk that ended all writing, on whatever thread it showed. The process must end: what the disk
    /// holds is known again only when the store is read anew. nil: none so far.
    package var diskFailure: StoreFailure? { broken.with { $0 } }

    /// Everything that writes comes through here. After a failed write or flush the next one may succeed falsely, since
    /// the kernel forgets pages that it could not write; so there is no next one.
    private func writing<Value>(_ body: () throws -> Value) throws(StoreFailure) -> Value {
        if let failure = diskFailure { throw failure }
        do {
            return try attempt(body)
        } catch {
            if error.kind == .ioError {
                let isFirst = broken.with { broken in
                    defer { if broken == nil { broken = error } }
                    return broken == nil
                }
                if isFirst { files.markFailed() }
            }
            throw error
        }
    }

    private func attempt<Value>(_ body: () throws -> Value) throws(StoreFailure) -> Value {
        do { return try body() } catch { throw StoreFailure(error, path: path) }
    }

    private func commit(_ batch: Batch, expected sequence: Int64, in db: Database) throws {
        // Taken out, so that `apply` changes it in place, and gone unless the commit succeeds.
        guard var state = committed else {
            throw StoreFailure(.other, "store \"\(path)\" must be recovered before it takes facts")
        }
        committed = nil
        var end = link
        guard state.sequence + Int64(batch.facts.count) == sequence else {
            throw StoreFailure(
                .other,
                "engine and store disagree: the store holds \(state.sequence) events and was given "
                    + "\(batch.facts.count) to reach \(sequence); the engine is rebuilt from the store")
        }
        try write(batch, after: &end, state: &state, in: db, then: .commit)
        committed = state
        link = end
    }

    /// One transaction with everything of a batch, and its `ending`.
    private func write(
        _ batch: Batch, after end: inout ChainLink, state: inout State, in db: Database,
        then ending: Database.TransactionCompletion
    ) throws {
        try db.inTransaction(.immediate) {
            var digests = try write(batch.texts, at: batch.facts.first?.at, in: db)
            var tables = ReadTables()
            for fact in batch.facts {
                let row = try coder.row(fact, after: end, textDigests: digests)
                digests = Data()
                try insert(row, in: db)
                end = ChainLink(sequence: row.sequence, hash: row.hash)
                try tables.follow(fact, sequence: row.sequence, state: &state, in: db)
            }
            try tables.finish(state, in: db)
            try write(batch.requests, in: db)
            return ending
        }
    }

    private func insert(_ row: EventRow, in db: Database) throws {
        try db.write(
            "INSERT INTO events (\(EventRow.columns)) VALUES (?,?,?,?,?,?,?,?)",
            [row.sequence, row.at, row.actor, row.kind, row.version, row.body, row.textDigests, row.hash])
    }

    /// - Returns: The digests to bind into the first fact's row.
    private func write(_ texts: [PlannedText], at now: Instant?, in db: Database) throws -> Data {
        guard !texts.isEmpty else { return Data() }
        guard let now else {
            throw StoreFailure(.other, "\(texts.count) texts came without a fact that refers to them")
        }
        var digests: [UInt8] = []
        digests.reserveCapacity(texts.count * TextDigest.byteCount)
        let statement = try db.cachedStatement(
            sql: "INSERT INTO texts (number, kind, salt, words, at_ms) VALUES (?,?,?,?,?)")
        for text in texts {
            let salt = TextDigest.freshSalt(using: &random)
            try statement.execute(arguments: [
                text.ref.number, text.kind.rawValue, salt, text.words, now.milliseconds,
            ])
            TextDigest(text, salt: salt).append(to: &digests)
        }
        return Data(digests)
    }

    private func write(_ requests: [RecordedRequest], in db: Database) throws {
        guard let newest = requests.map(\.at).max() else { return }
        let week = Interval.hours(7 * 24)
        try db.write("DELETE FROM requests WHERE at_ms < ?", [(newest - week).milliseconds])
        for request in requests {
            try db.write(
                "INSERT OR REPLACE INTO requests (key, actor, body_sha256, answer, at_ms) VALUES (?,?,?,?,?)",
                [
                    request.key, request.actor, request.bodyDigest,
                    String(decoding: try coder.json(request.answer), as: UTF8.self), request.at.milliseconds,
                ])
        }
    }
}
