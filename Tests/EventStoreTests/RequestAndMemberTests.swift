import EventStore
import Mobilization
import MobilizationRuntime
import Testing

@Suite struct RequestTests {
    private func request(_ key: String, day: Int64, actor: String = "duty") -> RecordedRequest {
        RecordedRequest(
            key: key, actor: actor, bodyDigest: "b0d1", answer: .refused(.unknownSite("F99")),
            at: TestStore.start + .hours(24 * day))
    }

    @Test func `a request is answered again as it was, by key and actor`() throws {
        let store = try TestStore()
        var batch = Batch()
        batch.requests = [request("k1", day: 0)]
        try store.commit(batch)
        #expect(try store.log.request(key: "k1", actor: "duty") == request("k1", day: 0))
        #expect(try store.log.request(key: "k1", actor: "other") == nil)
        #expect(try store.log.request(key: "k2", actor: "duty") == nil)
        _ = try store.reopen()
        #expect(try store.log.request(key: "k1", actor: "duty") == request("k1", day: 0))
    }

    @Test func `requests are forgotten after seven days, not before`() throws {
        let store = try TestStore()
        for day in [0, 6, 7, 8] {
            var batch = Batch()
            batch.requests = [request("day \(day)", day: Int64(day))]
            try store.commit(batch)
            if day == 7 { #expect(try store.log.request(key: "day 0", actor: "duty") != nil) }
        }
        #expect(try store.log.request(key: "day 0", actor: "duty") == nil)
        #expect(try store.log.request(key: "day 6", actor: "duty") != nil)
    }
}

@Suite struct MemberTests {
    private func member(_ id: MemberID, phone: String, number: String = "") -> Member {
        Member(
            id: id, name: "某人", pool: .pioneer, level: .basic, skills: [], bornOn: nil, insuredUntil: nil,
            firstAidUntil: nil, home: nil, transport: .ebike,
            addresses: [Address(channel: .sms, value: phone)], volunteerNumber: number)
    }

    private func identity(_ phone: String, _ number: String = "") -> MemberIdentity {
        MemberIdentity(volunteerNumber: number, phone: phone)
    }

    @Test func `people keep their ids over a new roster`() throws {
        let store = try TestStore()
        let people = [identity("+8613000000001", "V1"), identity("+8613000000002")]
        let ids = try store.log.memberIDs(for: people)
        try store.log.storeMembers(
            zip(ids, people).map { member($0, phone: $1.phone, number: $1.volunteerNumber) })
        // Another order, another phone for V1, a number for the second, and somebody new.
        let again = try store.log.memberIDs(for: [
            identity("+8613000000003", "V3"), identity("+8613000000002", "V2"),
            identity("+8613000000009", "V1"),
        ])
        #expect(again[1] == ids[1])
        #expect(again[2] == ids[0])
        #expect(!ids.contains(again[0]))
    }

    @Test func `the levels of the last roster are there until the next is stored`() throws {
        let store = try TestStore()
        let ids = try store.log.memberIDs(for: [identity("+8613000000001"), identity("+8613000000002")])
        var people = ids.map { member($0, phone: "+861300000000\($0 == ids[0] ? 1 : 2)") }
        #expect(try store.log.storedLevels().isEmpty)
        people[0].level = .high
        try store.log.storeMembers(people)
        #expect(try store.log.storedLevels() == [ids[0]: .high, ids[1]: .basic])
        try store.log.storeMembers([people[1]])
        #expect(try store.log.storedLevels() == [ids[1]: .basic], "who left has none")
    }

    @Test func `a phone that was passed on doesn't pass the person on`() throws {
        let store = try TestStore()
        let old = try store.log.memberIDs(for: [identity("+8613000000001", "V1")])
        try store.log.storeMembers([member(old[0], phone: "+8613000000001", number: "V1")])
        let new = try store.log.memberIDs(for: [identity("+8613000000001", "V2")])
        #expect(new[0] != old[0])
    }

    @Test func `ids are random, positive, below 2^48 and never shared`() throws {
        let store = try TestStore()
        let ids = try store.log.memberIDs(for: (0..<2_000).map { identity("+86130\($0)") })
        #expect(Set(ids).count == 2_000)
        #expect(ids.allSatisfy { $0.number > 0 && $0.number < 1 << 48 })
        #expect(ids != ids.sorted())
        // Two rows that say the same person: only one of them gets the id.
        try store.log.storeMembers([member(ids[0], phone: "+861300")])
        let twice = try store.log.memberIDs(for: [identity("+861300"), identity("+861300")])
        #expect(twice[0] == ids[0])
        #expect(twice[1] != ids[0])
    }

    @Test func `who left the roster stays, as inactive`() throws {
        let store = try TestStore()
        try store.log.storeMembers([member(MemberID(1), phone: "a"), member(MemberID(2), phone: "b")])
        try store.log.storeMembers([member(MemberID(2), phone: "b")])
        #expect(try store.ask("SELECT id, active FROM members ORDER BY id") == [["1", "0"], ["2", "1"]])
        #expect(try store.log.memberIDs(for: [identity("a")]) == [MemberID(1)])
    }
}
