import Foundation
import GRDB
import Mobilization
import MobilizationRuntime
import Testing

@testable import EventStore

/// What a start says of a store that isn't as it was left.
@Suite struct DamageTests {
    private func closed() throws -> TestStore {
        let store = try TestStore()
        try store.tellStory()
        try store.log.close()
        return store
    }

    private func flip(_ path: String, at offset: Int, count: Int = 64) throws {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for place in offset..<offset + count { bytes[place] ^= 0x55 }
        try bytes.write(to: URL(fileURLWithPath: path))
    }

    @Test func `a WAL that lost its end keeps the store from opening, and the way on is told`() throws {
        let store = try TestStore()
        try store.tellStory()
        let killed = try store.copyAsKilled()
        let head = store.log.head
        HeadFile(beside: killed).write(head)
        let wal = URL(fileURLWithPath: killed + "-wal")
        try flip(wal.path, at: Data(contentsOf: wal).count * 2 / 3)
        let log = try SQLiteEventLog(path: killed, options: TestStore.options)
        let refused = failure { _ = try log.recover() }
        #expect(refused?.kind == .corrupt)
        #expect(
            refused?.description.contains("\(head.sequence): they were committed") == true,
            "\(String(describing: refused))")
        #expect(refused?.description.contains("musterd restore") == true)
        try log.close()
        // The officer accepts the loss.
        try FileManager.default.moveItem(atPath: killed + ".head", toPath: killed + ".head.lost")
        let again = try SQLiteEventLog(path: killed, options: TestStore.options)
        #expect(try again.recover().sequence < head.sequence)
        try again.close()
    }

    @Test func `an older copy in the store's place is told from the store`() throws {
        let store = try TestStore()
        try store.commit(.storeFounded(seed: 3))
        let older = try store.copyAsKilled()
        try store.tellStory()
        try store.log.close()
        for suffix in ["", "-wal"] {
            try? FileManager.default.removeItem(atPath: store.path + suffix)
            try? FileManager.default.copyItem(atPath: older + suffix, toPath: store.path + suffix)
        }
        #expect(failure { _ = try store.reopen() }?.description.contains("lost events 2...") == true)
    }

    @Test func `the head beside the store is never ahead of it`() throws {
        let store = try TestStore()
        try store.tellStory()
        let kept = HeadFile(beside: store.path).head
        #expect(kept.map { $0.sequence <= store.log.head.sequence } ?? true)
        try store.log.close()
        #expect(HeadFile(beside: store.path).head == store.log.head)
        #expect(try store.reopen() == store.state)
    }

    @Test func `a damaged page or header keeps the store from opening, and the way on is told`() throws {
        for (offset, count) in [(0, 16), (4096 * 3 + 8, 2000), (4096 * 7, 512)] {
            let store = try closed()
            try flip(store.path, at: offset, count: count)
            let refused = failure { _ = try store.reopen() }
            #expect(refused?.kind == .corrupt, "\(offset): \(String(describing: refused))")
            #expect(refused?.description.contains("musterd restore") == true, "\(offset)")
        }
    }

    @Test func `a first start that was ended before the first table is no other program's store`() throws {
        let store = try closed()
        let fresh = store.directory.appendingPathComponent("fresh.db").path
        let queue = try DatabaseQueue(path: fresh)
        try queue.write { db in
            try db.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
        }
        try queue.close()
        let log = try SQLiteEventLog(path: fresh, options: TestStore.options)
        #expect(try log.recover() == State())
        try log.close()
    }

    @Test func `after a failed write nothing is written, and the next process finds the mark`() throws {
        let store = try TestStore()
        try store.tellStory()
        #expect(!store.log.hasFailedBefore)
        let error = failure {
            try store.log.write { _ in throw DatabaseError(resultCode: .SQLITE_IOERR_FSYNC) }
        }
        #expect(error?.kind == .ioError)
        #expect(store.log.diskFailure == error)
        #expect(failure { try store.commit(.noteWritten(nil, TextRef(40))) } == error)
        #expect(failure { try store.log.probe() } == error)
        let next = try SQLiteEventLog(path: try store.copyAsKilled(), options: TestStore.options)
        #expect(!next.hasFailedBefore)
        try next.close()
        #expect(store.log.hasFailedBefore)
        store.log.forgetEarlierFailure()
        #expect(!store.log.hasFailedBefore)
    }

    /// What takes a store back to an earlier form, the newest first.
    private static let steps = [
        """
        CREATE INDEX attempts_key ON attempts (key);
        UPDATE attempts SET state = 'started', reason = NULL, settled_at = NULL WHERE reason = 'incident closed';
        DELETE FROM grdb_migrations WHERE identifier = '3 attempts';
        """,
        """
        DROP TABLE bases; ALTER TABLE members DROP COLUMN since;
        DELETE FROM grdb_migrations WHERE identifier = '2 retention';
        """,
    ]

    @Test(arguments: 1...steps.count)
    func `a store of an earlier musterd is brought up to date and keeps everything`(_ back: Int) throws {
        let store = try TestStore()
        try store.tellStory()
        try store.commit(.attemptsStarted("sms", PackedNumbers([5])))
        try store.endStory()
        try store.log.close()
        let form = try Self.form(of: store.path)
        let attempts = try store.ask("SELECT * FROM attempts ORDER BY id")
        for step in Self.steps.prefix(back) { try vandalize(store.path, step) }
        #expect(try Self.form(of: store.path) != form)
        #expect(try store.reopen() == store.state)
        #expect(try Self.form(of: store.path) == form)
        #expect(try store.ask("SELECT * FROM attempts ORDER BY id") == attempts)
    }

    /// Tables, columns, indexes, and the migrations that it names; without the triggers, which `vandalize` takes away.
    private static func form(of path: String) throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger' ORDER BY name
                    """)
                + String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations ORDER BY 1")
        }
    }

    @Test func `a copy is the store as it was, in one file, while the store goes on`() throws {
        let store = try TestStore()
        try store.tellStory()
        let target = store.directory.appendingPathComponent("copy.db").path
        let head = try SQLiteEventLog.copy(of: store.path, to: target)
        #expect(head == store.log.head)
        try store.commit(.postureSet(.watch, by: AlertKey(source: "a", identifier: "b")))
        let report = SQLiteEventLog.verify(path: target, expectedHead: head)
        #expect(report.isSound, "\(report)")
        #expect(report.head == head)
        #expect(!FileManager.default.fileExists(atPath: target + "-wal"))
    }
}
