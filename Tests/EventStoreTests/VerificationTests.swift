import EventStore
import Foundation
import GRDB
import Mobilization
import MobilizationRuntime
import Testing

@Suite struct VerificationTests {
    typealias Finding = VerificationReport.Finding

    /// A closed store with a story in it, and the head that the journal saw.
    private func finished() throws -> (TestStore, ChainHead) {
        let store = try TestStore()
        try store.tellStory()
        try store.endStory()
        let head = store.log.head
        try store.log.close()
        return (store, head)
    }

    private func findings(_ store: TestStore, _ head: ChainHead?) -> [Finding] {
        SQLiteEventLog.verify(path: store.path, expectedHead: head).findings
    }

    @Test func `an untouched store is sound, open or closed`() throws {
        let store = try TestStore()
        try store.tellStory()
        let open = SQLiteEventLog.verify(path: store.path, expectedHead: store.log.head)
        #expect(open.findings == [])
        #expect(open.state == store.state)
        #expect(open.textsWhole == 8)
        #expect(open.textsPurged == 0)
        let head = store.log.head
        try store.log.close()
        #expect(SQLiteEventLog.verify(path: store.path, expectedHead: head).isSound)
    }

    @Test func `an older head is still a witness`() throws {
        let store = try TestStore()
        try store.commit(.storeFounded(seed: 3))
        let older = store.log.head
        try store.tellStory()
        #expect(findings(store, older) == [])
        let forged = ChainHead(sequence: older.sequence, hash: String(repeating: "a", count: 64))
        #expect(findings(store, forged) == [.otherHead(sequence: 1)])
    }

    @Test(
        arguments: [
            "at_ms = at_ms + 1", "actor = '\"engine\"'", "actor = replace(actor, 'duty', 'dutz')",
            "kind = kind || 'x'", "version = 9", "body = replace(body, '1', '2')", "body = body || ' '",
            "text_digests = x'00'", "hash = zeroblob(32)", "hash = x'00'", "text_digests = zeroblob(41)",
        ])
    func `a change in any column of any event is found`(change: String) throws {
        for sequence in [1, 3, 4, 9] {
            let (store, head) = try finished()
            try vandalize(store.path, "UPDATE events SET \(change) WHERE seq = \(sequence)")
            let report = SQLiteEventLog.verify(path: store.path, expectedHead: head)
            guard case .brokenRow(let broken, _)? = report.findings.first else {
                Issue.record("\(change) at \(sequence): \(report)")
                continue
            }
            // A changed hash may show at the row itself only; nothing before it is blamed.
            #expect(broken == sequence, "\(change)")
        }
    }

    @Test(
        arguments: [
            "words = words || '!'", "words = ''", "salt = zeroblob(16)", "kind = 'note'", "at_ms = at_ms + 1",
        ])
    func `a change of a text is found`(change: String) throws {
        let (store, head) = try finished()
        try vandalize(store.path, "UPDATE texts SET \(change) WHERE number = 3")
        #expect(findings(store, head) == [.textChanged(number: 3)])
    }

    @Test func `a text that was slipped in is found`() throws {
        let (store, head) = try finished()
        try vandalize(store.path, "INSERT INTO texts VALUES (99, 'note', zeroblob(16), 'never said', 0)")
        #expect(findings(store, head) == [.textUnbound(number: 99)])
    }

    @Test func `a removed last row shows against the head, and only there`() throws {
        let (store, head) = try finished()
        try vandalize(store.path, "DELETE FROM events WHERE seq = \(head.sequence)")
        #expect(findings(store, head).contains(.rowsMissing(from: head.sequence, through: head.sequence)))
    }

    @Test func `a removed row in the middle is found`() throws {
        let (store, head) = try finished()
        try vandalize(store.path, "DELETE FROM events WHERE seq = 6")
        let found = findings(store, head)
        #expect(found.contains(.brokenRow(sequence: 7, reason: "the row before it is missing")))
    }

    @Test func `a truncated WAL loses rows without an error, and the head shows it`() throws {
        let store = try TestStore()
        try store.tellStory()
        let head = store.log.head
        let copy = try store.copyAsKilled()
        #expect(SQLiteEventLog.verify(path: copy, expectedHead: head).isSound)
        let wal = try FileHandle(forUpdating: URL(fileURLWithPath: copy + "-wal"))
        try wal.truncate(atOffset: try wal.seekToEnd() - 20)
        try wal.close()
        // SQLite itself takes the shorter log for the whole one.
        let alone = SQLiteEventLog.verify(path: copy, expectedHead: nil)
        #expect(alone.isSound)
        #expect(alone.head.sequence < head.sequence)
        let witnessed = SQLiteEventLog.verify(path: copy, expectedHead: head)
        #expect(witnessed.findings == [.rowsMissing(from: alone.head.sequence + 1, through: head.sequence)])
    }

    @Test func `purged texts are counted and the store stays sound`() throws {
        let store = try TestStore()
        try store.tellStory()
        #expect(try store.log.text(TextRef(2)) == "come to F01, number 0")
        #expect(try store.log.purgeTexts(kinds: [.message], before: TestStore.start) == 0)
        #expect(try store.log.purgeTexts(kinds: [.message], before: TestStore.start + .hours(1)) == 6)
        #expect(try store.log.text(TextRef(2)) == nil)
        #expect(try store.log.text(TextRef(8)) == "1")
        let report = SQLiteEventLog.verify(path: store.path, expectedHead: store.log.head)
        #expect(report.isSound)
        #expect(report.textsPurged == 6)
        #expect(report.textsWhole == 2)
        #expect(try store.reopen() == store.state)
    }

    @Test func `a read table that says something else is found and mended`() throws {
        let (store, head) = try finished()
        try vandalize(store.path, "UPDATE musters SET stage = 'home' WHERE member_id = 3000")
        #expect(findings(store, head) == [.tableDiffers("musters", rows: 6, expected: 6)])
        _ = try store.reopen()
        try store.log.rebuild()
        #expect(findings(store, head) == [])
    }

    @Test func `any flipped byte of a page with events or texts is found`() throws {
        let (store, head) = try finished()
        let original = try Data(contentsOf: URL(fileURLWithPath: store.path))
        let body = try #require(original.range(of: Data("\"counterReported\"".utf8)))
        let words = try #require(original.range(of: Data("come to F01, number 4".utf8)))
        var places = Array(body) + Array(words)
        // The row's frame around the body too: lengths, types, numbers, hash.
        places += (body.lowerBound - 60)..<body.lowerBound
        places += body.upperBound..<(body.upperBound + 160)
        for place in places {
            var bytes = original
            bytes[place] ^= 0x10
            try bytes.write(to: URL(fileURLWithPath: store.path))
            #expect(!SQLiteEventLog.verify(path: store.path, expectedHead: head).isSound, "byte \(place)")
        }
    }

    @Test func `events and texts refuse changes, even from a shell`() throws {
        let (store, _) = try finished()
        let queue = try DatabaseQueue(path: store.path)
        for sql in [
            "UPDATE events SET at_ms = 0", "DELETE FROM events WHERE seq = 1", "UPDATE texts SET words = ''",
        ] {
            #expect(throws: DatabaseError.self, "\(sql)") { try queue.write { try $0.execute(sql: sql) } }
        }
        try queue.close()
        #expect(findings(store, nil) == [])
    }

    @Test func `a store that isn't there can't be read`() {
        let report = SQLiteEventLog.verify(path: "/nonexistent/muster.db", expectedHead: nil)
        #expect(!report.isSound)
        #expect(report.description.contains("there is no file"))
    }

    @Test func `a head is read as it was written`() throws {
        let (_, head) = try finished()
        #expect(ChainHead(head.description) == head)
        for wrong in [
            "", "7", "7:", "x:\(head.hash)", "-1:\(head.hash)", "7:\(head.hash)0", "7:\(head.hash):",
        ] {
            #expect(ChainHead(wrong) == nil, "\(wrong)")
        }
    }
}
