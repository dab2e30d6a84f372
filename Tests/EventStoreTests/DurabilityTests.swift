import Foundation
import GRDB
import Mobilization
import MobilizationRuntime
import Testing

@testable import EventStore

@Suite struct DurabilityTests {
    @Test func `the writer flushes at every commit`() throws {
        let store = try TestStore()
        let (level, mode, mapped, keys) = try store.log.pool.writeWithoutTransaction { db in
            (
                try Int.fetchOne(db, sql: "PRAGMA synchronous"),
                try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(db, sql: "PRAGMA mmap_size"),
                try Int.fetchOne(db, sql: "PRAGMA foreign_keys")
            )
        }
        #expect(level == 2)
        #expect(mode == "wal")
        #expect(mapped ?? 0 == 0)
        #expect(keys == 1)
    }

    @Test func `files are for the owner alone`() throws {
        let store = try TestStore()
        try store.tellStory()
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(store.directory.path) == 0o700)
        for suffix in ["", "-wal", "-shm", ".lock", ".reserve"] {
            #expect(try mode(store.path + suffix) == 0o600, "muster.db\(suffix)")
        }
    }

    @Test func `a second musterd is refused while the first has the store open`() throws {
        let store = try TestStore()
        let refused = failure { _ = try SQLiteEventLog(path: store.path, options: TestStore.options) }
        #expect(refused?.kind == .busy)
        #expect(refused?.description.contains("another musterd has it open") == true)
        try store.tellStory()
        #expect(try store.reopen() == store.state)
    }

    @Test func `a full disk refuses the batch as a whole and loses nothing`() throws {
        let store = try TestStore()
        try store.tellStory()
        try store.log.limitSize(pages: 1)
        let words = String(repeating: "sand ", count: 4_000)
        let events: [Event] = [.noteWritten(nil, TextRef(20)), .noteWritten(nil, TextRef(21))]
        var batch = store.batch(
            events, texts: [TestStore.text(20, words, .note), TestStore.text(21, words, .note)])
        batch.requests = [request("k1")]
        let refused = failure { try store.commit(batch) }
        #expect(refused?.kind == .diskFull)
        #expect(refused?.description.contains("disk full (SQLite 13); nothing was lost") == true)
        #expect(try store.ask("SELECT count(*) FROM texts WHERE number >= 20") == [["0"]])
        #expect(try store.ask("SELECT count(*) FROM requests") == [["0"]])
        #expect(try store.ask("SELECT max(seq) FROM events") == [["\(store.state.sequence)"]])

        #expect(try store.log.recover() == store.state)
        try store.log.limitSize(pages: nil)
        try store.log.probe()
        try store.commit(batch)
        #expect(try store.reopen() == store.state)
    }

    @Test func `a store that became read-only says so and takes facts again later`() throws {
        let store = try TestStore()
        try store.tellStory()
        try store.log.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = ON") }
        let before = try store.ask("SELECT * FROM events")
        #expect(failure { try store.commit(.noteWritten(nil, TextRef(30))) }?.kind == .readOnly)
        #expect(failure { try store.log.probe() }?.kind == .readOnly)
        #expect(try store.ask("SELECT * FROM events") == before)
        try store.log.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = OFF") }
        try store.log.probe()
        #expect(try store.log.recover() == store.state)
        try store.commit(.noteWritten(nil, TextRef(30)))
    }

    @Test func `a program that holds the file makes the store busy, never silent`() throws {
        let store = try TestStore()
        try store.tellStory()
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: store.path, configuration: configuration)
        try other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        #expect(failure { try store.commit(.noteWritten(nil, TextRef(30))) }?.kind == .busy)
        try other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        #expect(try store.log.recover() == store.state)
        try store.commit(.noteWritten(nil, TextRef(30)))
        try other.close()
    }

    @Test func `a failure of the disk is told apart from a full one`() {
        let fsync = StoreFailure(DatabaseError(resultCode: .SQLITE_IOERR_FSYNC), path: "muster.db")
        #expect(fsync.kind == .ioError)
        #expect(StoreFailure(DatabaseError(resultCode: .SQLITE_FULL), path: "muster.db").kind == .diskFull)
        #expect(StoreFailure(DatabaseError(resultCode: .SQLITE_CORRUPT), path: "muster.db").kind == .corrupt)
    }

    @Test func `the reserve can be freed once and made again`() throws {
        let store = try TestStore()
        let reserve = store.path + ".reserve"
        func size() -> Int? { try? FileManager.default.attributesOfItem(atPath: reserve)[.size] as? Int }
        #expect(size() == 64 * 1024)
        #expect(store.log.makeRoom())
        #expect(size() == nil)
        #expect(!store.log.makeRoom())
        #expect(store.log.restoreReserve())
        #expect(size() == 64 * 1024)
    }

    @Test func `a directory that is a file is refused with its name`() throws {
        let store = try TestStore()
        let refused = failure {
            _ = try SQLiteEventLog(path: store.path + ".lock/muster.db", options: TestStore.options)
        }
        #expect(refused?.description.contains("it is a file") == true)
    }

    private func request(_ key: String) -> RecordedRequest {
        RecordedRequest(
            key: key, actor: "duty", bodyDigest: "00", answer: .done(Done(people: 3)), at: TestStore.start)
    }
}
