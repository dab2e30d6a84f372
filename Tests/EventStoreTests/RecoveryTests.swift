import EventStore
import Foundation
import Mobilization
import MobilizationRuntime
import Testing

@Suite struct RecoveryTests {
    @Test func `a new store recovers to the empty state`() throws {
        let store = try TestStore()
        #expect(store.state == State())
        #expect(store.log.head == ChainHead(sequence: 0, hash: String(repeating: "0", count: 64)))
    }

    @Test func `what was committed is recovered to the last bit`() throws {
        let store = try TestStore()
        try store.tellStory()
        let head = store.log.head
        #expect(try store.reopen() == store.state)
        #expect(store.log.head == head)
        #expect(head.sequence == store.state.sequence)
        try store.endStory()
        #expect(try store.reopen() == store.state)
    }

    @Test func `a store whose process was killed recovers everything that was committed`() throws {
        let store = try TestStore()
        try store.tellStory()
        let copy = try SQLiteEventLog(path: try store.copyAsKilled(), options: TestStore.options)
        #expect(try copy.recover() == store.state)
        #expect(copy.head == store.log.head)
        try copy.close()
    }

    @Test func `facts are refused before the store was recovered`() throws {
        let store = try TestStore()
        try store.log.close()
        store.log = try SQLiteEventLog(path: store.path, options: TestStore.options)
        #expect(failure { try store.commit(.storeFounded(seed: 1)) }?.kind == .other)
        #expect(try store.log.recover() == State())
        try store.commit(.storeFounded(seed: 1))
    }

    @Test func `an engine that disagrees with the store is refused, and nothing is written`() throws {
        let store = try TestStore()
        try store.commit(.storeFounded(seed: 1))
        let batch = store.batch([.postureSet(.watch, by: AlertKey(source: "a", identifier: "b"))])
        // The state before the batch instead of the one after it.
        let refused = failure { try store.log.append(batch, state: store.state) }
        #expect(refused?.description.contains("engine and store disagree") == true)
        #expect(try store.log.recover() == store.state)
        try store.commit(batch)
        #expect(store.log.head.sequence == 2)
    }

    @Test func `texts without a fact to bind them are refused`() throws {
        let store = try TestStore()
        var batch = Batch()
        batch.texts = [TestStore.text(1, "words")]
        #expect(failure { try store.log.append(batch, state: store.state) }?.kind == .other)
        #expect(try store.ask("SELECT count(*) FROM texts") == [["0"]])
    }

    @Test func `opening twice migrates once`() throws {
        let store = try TestStore()
        let before = try store.ask("SELECT type, name, sql FROM sqlite_master ORDER BY name")
        let migrations = try store.ask("SELECT * FROM grdb_migrations")
        _ = try store.reopen()
        #expect(try store.ask("SELECT type, name, sql FROM sqlite_master ORDER BY name") == before)
        #expect(try store.ask("SELECT * FROM grdb_migrations") == migrations)
        #expect(migrations.count == 4)
    }

    @Test func `a store of a newer musterd is refused`() throws {
        let store = try TestStore()
        try store.log.close()
        try vandalize(store.path, "INSERT INTO grdb_migrations (identifier) VALUES ('9 of the future')")
        let refused = failure { _ = try store.reopen() }
        #expect(refused?.description.contains("newer musterd") == true)
    }

    @Test func `another program's database is refused and left as it was`() throws {
        let store = try TestStore()
        let other = store.directory.appendingPathComponent("other.db").path
        try vandalize(other, "CREATE TABLE notes (words TEXT)")
        let before = try Data(contentsOf: URL(fileURLWithPath: other))
        let refused = failure { _ = try SQLiteEventLog(path: other, options: TestStore.options) }
        #expect(refused?.description.contains("another program") == true)
        #expect(try Data(contentsOf: URL(fileURLWithPath: other)) == before)
    }

    @Test func `a file that is no database is refused as damaged`() throws {
        let store = try TestStore()
        let other = store.directory.appendingPathComponent("letter.txt")
        try Data(repeating: 65, count: 8192).write(to: other)
        let refused = failure { _ = try SQLiteEventLog(path: other.path, options: TestStore.options) }
        #expect(refused?.kind == .corrupt)
    }

    @Test func `a broken chain keeps the store from opening for work`() throws {
        let store = try TestStore()
        try store.tellStory()
        try store.log.close()
        try vandalize(store.path, "UPDATE events SET at_ms = at_ms + 1 WHERE seq = 5")
        let refused = failure { _ = try store.reopen() }
        #expect(refused?.kind == .corrupt)
        #expect(refused?.description.contains("event 5") == true)
    }

    @Test func `an event that this musterd doesn't know is named, not skipped`() throws {
        let store = try TestStore()
        try store.commit(.storeFounded(seed: 1))
        try store.log.close()
        try vandalize(store.path, "UPDATE events SET body = '{\"dreamCame\":{}}', kind = 'dreamCame'")
        #expect(failure { _ = try store.reopen() }?.kind == .corrupt)
    }
}

struct RehearsalTests {
    @Test func `a rehearsal leaves the store as it was, and the next batch follows what was there`() throws {
        let store = try TestStore()
        try store.tellStory()
        let head = store.log.head
        let before = store.state
        var rehearsed = before
        var batch = Batch()
        batch.facts = [
            Fact(
                at: TestStore.start + .hours(9), actor: .engine,
                event: .postureSet(.watch, by: AlertKey(source: "a", identifier: "b")))
        ]
        for fact in batch.facts { rehearsed.apply(fact) }
        try store.log.rehearse(batch, after: before.sequence)
        #expect(store.log.head == head)
        #expect(try store.log.recover() == before)
        // Decided from a state that is no longer the newest: nothing is even tried.
        try store.log.rehearse(batch, after: before.sequence - 1)
        try store.commit(.postureSet(.watch, by: AlertKey(source: "a", identifier: "b")))
        #expect(store.log.head.sequence == head.sequence + 1)
        #expect(try store.log.recover() == store.state)
    }
}
