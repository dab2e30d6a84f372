import EventStore
import Foundation
import GRDB
import Mobilization
import MobilizationRuntime

/// A store in a directory of its own, with the live state beside it. Removed at the end.
final class TestStore {
    let directory: URL
    var log: SQLiteEventLog
    var state = State()
    private var isRemoved = false
    var path: String { directory.appendingPathComponent("muster.db").path }

    static let options = SQLiteEventLog.Options(busyTimeout_ms: 50, reserveBytes: 64 * 1024)
    static let start = Instant(seconds: 1_784_000_000)

    init() throws {
        directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("muster-store-\(UInt64.random(in: 0 ... .max))")
        log = try SQLiteEventLog(
            path: directory.appendingPathComponent("muster.db").path, options: Self.options)
        state = try log.recover()
    }

    deinit {
        try? log.close()
        try? FileManager.default.removeItem(at: directory)
    }

    func batch(_ events: [Event], texts: [PlannedText] = []) -> Batch {
        var batch = Batch()
        for (place, event) in events.enumerated() {
            let at = Self.start + .seconds(state.sequence + Int64(place))
            batch.facts.append(Fact(at: at, actor: .officer("duty"), event: event))
        }
        batch.texts = texts
        return batch
    }

    /// Commits some events in one transaction, as the driver does.
    func commit(_ events: Event..., texts: [PlannedText] = []) throws {
        try commit(batch(events, texts: texts))
    }

    func commit(_ batch: Batch) throws {
        var next = state
        for fact in batch.facts { next.apply(fact) }
        try log.append(batch, state: next)
        state = next
    }

    func reopen() throws -> State {
        try log.close()
        log = try SQLiteEventLog(path: path, options: Self.options)
        return try log.recover()
    }

    /// A copy of the database and its WAL as a killed process leaves them: nothing closed, nothing folded back.
    /// Valid because nobody writes meanwhile.
    func copyAsKilled() throws -> String {
        let target = directory.appendingPathComponent("killed-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        let copy = target.appendingPathComponent("muster.db").path
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
        }
        return copy
    }

    /// What anybody with the file can ask.
    func ask(_ sql: String) throws -> [[String]] {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        return try queue.read { db in
            try Row.fetchAll(db, sql: sql).map { row in
                row.databaseValues.map { value in
                    switch value.storage {
                    case .null: "-"
                    case .int64(let number): String(number)
                    case .double(let number): String(number)
                    case .string(let words): words
                    case .blob(let data): data.map { String($0, radix: 16) }.joined()
                    }
                }
            }
        }
    }
}

/// Changes a store behind musterd's back, as a vandal with `sqlite3` would: triggers first.
func vandalize(_ path: String, _ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    try queue.writeWithoutTransaction { db in
        let triggers = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger)") }
        try db.execute(sql: sql)
    }
}

/// Runs `body` and gives the failure it ends with, nil where it doesn't.
func failure(of body: () throws -> Void) -> StoreFailure? {
    do {
        try body()
        return nil
    } catch {
        return error as? StoreFailure
    }
}
