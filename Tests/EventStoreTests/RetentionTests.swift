import Foundation
import GRDB
import Mobilization
import MobilizationRuntime
import Testing

@testable import EventStore

@Suite struct RetentionTests {
    private static let later = TestStore.start + .hours(24 * 40)

    private func bytes(_ store: TestStore) throws -> Data {
        var all = Data()
        for suffix in ["", "-wal"] { all += try Data(contentsOf: URL(fileURLWithPath: store.path + suffix)) }
        return all
    }

    private func holds(_ store: TestStore, _ words: String) throws -> Bool {
        try bytes(store).range(of: Data(words.utf8)) != nil
    }

    private func person(_ id: Int64, _ name: String, _ phone: String, pool: Pool = .pioneer) -> Member {
        Member(
            id: MemberID(id), name: name, pool: pool, level: .basic, skills: [], bornOn: nil,
            insuredUntil: nil,
            firstAidUntil: nil, home: nil, transport: .walking,
            addresses: [Address(channel: .sms, value: phone)])
    }

    @Test func `of words that were purged no byte is left in the database and its WAL`() throws {
        let store = try TestStore()
        try store.tellStory()
        try store.endStory()
        let words = ["requested by a person", "come to F01, number 3"]
        for each in words { #expect(try holds(store, each), "\(each) is there before") }
        let numbers = try store.log.texts(
            kinds: [.message, .requester], before: Self.later, after: 0, limit: 100)
        #expect(numbers == [1, 2, 3, 4, 5, 6, 7])
        try store.commit(.textsPurged(PackedNumbers(numbers)))
        for each in words { #expect(try !holds(store, each), "\(each)") }
        let report = SQLiteEventLog.verify(path: store.path, expectedHead: store.log.head)
        #expect(report.isSound, "\(report)")
        #expect(report.textsPurged == 7 && report.textsWhole == 1)
        #expect(try store.reopen() == store.state)
    }

    @Test func `what a reader keeps in the WAL goes as soon as nobody reads`() throws {
        let store = try TestStore()
        try store.tellStory()
        var configuration = Configuration()
        configuration.readonly = true
        configuration.allowsUnsafeTransactions = true
        let reader = try DatabaseQueue(path: store.path, configuration: configuration)
        try reader.unsafeRead { db in
            try db.execute(sql: "BEGIN")
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM texts")
        }
        let begun = ContinuousClock.now
        try store.commit(.textsPurged(PackedNumbers([2])))
        // It is a call-out's way, too: it must not wait for whoever reads.
        #expect(begun.duration(to: .now) < .seconds(1))
        #expect(try holds(store, "come to F01, number 0"))
        try reader.unsafeRead { try $0.execute(sql: "COMMIT") }
        try reader.close()
        try store.log.finishForgetting()
        #expect(try !holds(store, "come to F01, number 0"))
    }

    @Test func `names of people who left go, those who are out or came back keep theirs`() throws {
        let store = try TestStore()
        try store.tellStory()
        try store.log.storeMembers([
            person(1_000, "Out There", "+8613800000001"), person(7, "Gone Away", "+8613800000007"),
            person(8, "Still Here", "+8613800000008"),
        ])
        try store.log.storeWalkIn(person(9, "Walked In", "+8613800000009", pool: .walkIn))
        try store.log.storeMembers([person(8, "Still Here", "+8613800000008")])
        // Longer ago than anything here, and then long after.
        #expect(try store.log.membersToForget(leftBefore: TestStore.start - .hours(24 * 3650)) == 0)
        let cut = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) + .hours(24 * 3650)
        #expect(try store.log.membersToForget(leftBefore: cut) == 2)
        try store.commit(.recordsPurged(PurgeRecord(membersLeftBefore: cut, eventsThrough: nil)))
        #expect(
            try store.ask("SELECT id, name, phone, active FROM members ORDER BY id") == [
                ["7", "", "", "0"], ["8", "Still Here", "+8613800000008", "1"], ["9", "", "", "0"],
                ["1000", "Out There", "+8613800000001", "0"],
            ])
        for word in ["Gone Away", "8613800000007", "Walked In"] {
            #expect(try !holds(store, word), "\(word)")
        }
        #expect(try store.log.walkIns().isEmpty)
    }

    @Test func `old events leave an anchor and the state, and the store goes on from them`() throws {
        let store = try TestStore()
        try store.tellStory()
        try store.endStory()
        let end = store.state.sequence
        try store.commit(.postureSet(.watch, by: AlertKey(source: "a", identifier: "b")))
        try store.log.forgetEvents(through: end)
        #expect(try store.ask("SELECT min(seq), max(seq) FROM events") == [["\(end + 1)", "\(end + 1)"]])
        let report = SQLiteEventLog.verify(path: store.path, expectedHead: store.log.head)
        #expect(report.isSound, "\(report)")
        #expect(report.anchor == end)
        #expect(report.state == store.state)
        #expect(try store.reopen() == store.state)
        #expect(try store.ask("SELECT count(*) FROM musters WHERE arrived_at IS NOT NULL") == [["2"]])
        try store.commit(.postureSet(.normal, by: AlertKey(source: "a", identifier: "b")))
        #expect(try store.reopen() == store.state)
        // Again, further on, and to the very last.
        try store.log.forgetEvents(through: store.state.sequence)
        #expect(try store.reopen() == store.state)
        #expect(try store.log.facts(after: 0, limit: 10) { _ in true }.isEmpty)
        #expect(try store.log.lastEvent(before: Self.later) == nil)
    }

    @Test func `a state in the place of events that was changed keeps the store from opening`() throws {
        let store = try TestStore()
        try store.tellStory()
        try store.log.forgetEvents(through: 5)
        try store.log.close()
        try vandalize(store.path, "UPDATE bases SET state = replace(state, 'sms', 'smz')")
        #expect(failure { _ = try store.reopen() }?.description.contains("was changed") == true)
        #expect(!SQLiteEventLog.verify(path: store.path, expectedHead: nil).isSound)
    }

    @Test func `a later musterd reads a state that lacks what it knows more of`() throws {
        let store = try TestStore()
        try store.tellStory()
        try store.log.forgetEvents(through: store.state.sequence)
        let json = try store.ask("SELECT state FROM bases")[0][0]
        #expect(Base.decoded(Data(json.utf8)) == store.state)
        var parts = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        for part in ["confirmations", "offers", "gates"] { #expect(parts.removeValue(forKey: part) != nil) }
        let older = try JSONSerialization.data(withJSONObject: parts)
        let read = try #require(Base.decoded(older))
        #expect(read.sequence == store.state.sequence && read.incidents == store.state.incidents)
        #expect(read.seed == store.state.seed)
    }

    @Test func `requests go after their week`() throws {
        let store = try TestStore()
        var batch = store.batch([.storeFounded(seed: 1)])
        batch.requests = [
            RecordedRequest(
                key: "secret-key", actor: "duty", bodyDigest: "00", answer: .done(Done()), at: TestStore.start
            )
        ]
        try store.commit(batch)
        try store.log.forgetRequests(before: TestStore.start)
        #expect(try store.ask("SELECT count(*) FROM requests") == [["1"]])
        try store.log.forgetRequests(before: TestStore.start + .seconds(1))
        #expect(try store.ask("SELECT count(*) FROM requests") == [["0"]])
        #expect(try !holds(store, "secret-key"))
    }
}
