import EventStore
import Mobilization
import MobilizationRuntime
import Testing

@Suite struct ReadTableTests {
    @Test func `who arrived where and when is one question`() throws {
        let store = try TestStore()
        try store.log.storeMembers([person(TestStore.people[0], "李测试"), person(TestStore.people[1], "王测试")])
        try store.tellStory()
        let arrivals = try store.ask("SELECT incident, site, name, role, arrived IS NOT NULL FROM arrivals")
        #expect(
            arrivals == [
                ["0417", "F01", "李测试", "leader", "1"], ["0417", "F01", "王测试", "worker", "1"],
            ])
    }

    @Test func `somebody who is not in the roster arrives as a number`() throws {
        let store = try TestStore()
        try store.tellStory()
        #expect(try store.ask("SELECT name FROM arrivals") == [["member 1000"], ["member 2000"]])
    }

    @Test func `the rows say what the state says`() throws {
        let store = try TestStore()
        try store.tellStory()
        #expect(
            try store.ask("SELECT code, event, dispatch, headcount, waves, closed_at FROM incidents")
                == [["0417", "暴雨内涝", "running", "4", "1", "-"]])
        #expect(
            try store.ask("SELECT stage, count(*) FROM musters GROUP BY stage ORDER BY stage")
                == [["arrived", "2"], ["called", "4"]])
        #expect(
            try store.ask("SELECT stop_hazard, stop_headcount FROM incident_sites") == [["lightning", "2"]])
        #expect(
            try store.ask("SELECT site, playbook, headcount FROM needs") == [
                ["F01", "material-handling", "4"]
            ])
        #expect(
            try store.ask("SELECT incident, site, counter, total FROM counter_totals") == [
                ["0417", "F01", "bags", "75"]
            ])
        #expect(try store.ask("SELECT kind, woken, closed_at FROM alarms") == [["help", "officer", "-"]])
        #expect(
            try store.ask(
                "SELECT id, state, gateway, provider_reference, reason, starts FROM attempts ORDER BY id")
                == [
                    ["1", "delivered", "sms", "ref-1", "-", "1"], ["2", "sent", "sms", "ref-2", "-", "1"],
                    ["3", "failed", "sms", "-", "no such number", "1"],
                    ["4", "planned", "sms", "-", "too much at once", "1"],
                    ["5", "planned", "-", "-", "-", "0"],
                    ["6", "planned", "-", "-", "-", "0"],
                ])
    }

    @Test func `what happens in the batch that closes an incident still reaches the rows`() throws {
        let store = try TestStore()
        try store.tellStory()
        try store.endStory()
        #expect(store.state.incidents.isEmpty)
        #expect(try store.ask("SELECT closed_at IS NOT NULL FROM incidents") == [["1"]])
        #expect(
            try store.ask("SELECT stage, count(*) FROM musters GROUP BY stage ORDER BY stage")
                == [["called", "4"], ["home", "2"]])
        #expect(try store.ask("SELECT count(*) FROM musters WHERE settled_at IS NOT NULL") == [["2"]])
        #expect(
            try store.ask("SELECT state FROM attempts WHERE id IN (4, 5) ORDER BY id") == [
                ["sent"], ["superseded"],
            ])
        #expect(try store.ask("SELECT closed_at IS NOT NULL FROM alarms") == [["1"]])
        #expect(try store.ask("SELECT stood_down_at IS NOT NULL FROM incident_sites") == [["1"]])
    }

    @Test func `what is on the wire when its incident closes is unknown, and not on the wire for ever`()
        throws
    {
        let store = try TestStore()
        try store.tellStory()
        try store.commit(.attemptsStarted("sms", PackedNumbers([5])))
        try store.endStory()
        #expect(
            try store.ask("SELECT state, reason, settled_at IS NOT NULL FROM attempts WHERE id IN (5, 6)")
                == [["unknown", "incident closed", "1"], ["superseded", "-", "1"]])
    }

    @Test func `a receipt after the incident closed still moves the row, and only forward`() throws {
        let store = try TestStore()
        try store.tellStory()
        try store.endStory()
        try store.commit(.receiptCame(AttemptID(2), .delivered), .receiptCame(AttemptID(1), .failed))
        #expect(
            try store.ask("SELECT state FROM attempts WHERE id IN (1, 2)") == [["delivered"], ["delivered"]])
    }

    @Test func `rebuilding gives the same rows as living through it`() throws {
        let store = try TestStore()
        try store.tellStory()
        try store.endStory()
        try store.commit(.incidentOpened(TestStore.newIncident(IncidentID(2), code: "0555")))
        let tables = [
            "alerts", "incidents", "incident_sites", "needs", "musters", "attempts", "counters", "alarms",
        ]
        let before = try tables.map { try store.ask("SELECT * FROM \($0) ORDER BY 1, 2, 3") }
        #expect(before[4].count == 6)
        for table in tables { try vandalize(store.path, "DELETE FROM \(table)") }
        try store.log.rebuild()
        #expect(try tables.map { try store.ask("SELECT * FROM \($0) ORDER BY 1, 2, 3") } == before)
        #expect(SQLiteEventLog.verify(path: store.path, expectedHead: store.log.head).isSound)
    }

    @Test func `rebuilding over a broken chain leaves the tables as they were`() throws {
        let store = try TestStore()
        try store.tellStory()
        let before = try store.ask("SELECT * FROM musters")
        try vandalize(store.path, "UPDATE events SET kind = 'x' WHERE seq = 7")
        #expect(failure { try store.log.rebuild() }?.kind == .corrupt)
        #expect(try store.ask("SELECT * FROM musters") == before)
    }

    @Test func `no read table holds a name, a phone or words that somebody wrote`() throws {
        let store = try TestStore()
        try store.log.storeMembers([person(TestStore.people[0], "李测试")])
        try store.tellStory()
        for table in [
            "incidents", "incident_sites", "needs", "musters", "attempts", "counters", "alarms", "events",
        ] {
            let cells = try store.ask("SELECT * FROM \(table)").joined().joined(separator: " ")
            #expect(!cells.contains("李测试") && !cells.contains("+8613"), "\(table)")
            #expect(!cells.contains("come to F01") && !cells.contains("requested by"), "\(table)")
        }
    }

    @Test func `the duty log reads as notes with their officer`() throws {
        let store = try TestStore()
        try store.commit(
            .noteWritten(nil, TextRef(1)), texts: [TestStore.text(1, "the pump came", .note)])
        #expect(
            try store.ask("SELECT officer, incident, note FROM duty_log") == [["duty", "-", "the pump came"]])
        _ = try store.log.purgeTexts(kinds: [.note], before: TestStore.start + .hours(1))
        #expect(try store.ask("SELECT note FROM duty_log") == [["(purged)"]])
    }

    @Test func `a receipt finds its attempt by the gateway's reference`() throws {
        let store = try TestStore()
        try store.tellStory()
        let key = AttemptKey.text(seed: store.state.seed, attempt: AttemptID(5))
        #expect(try store.ask("SELECT key FROM attempts WHERE id = 5") == [[key]])
        #expect(try store.log.attempt(gateway: "sms", reference: "ref-2") == AttemptID(2))
        #expect(try store.log.attempt(gateway: "voice", reference: "ref-2") == nil)
        #expect(try store.log.attempt(gateway: "sms", reference: "") == nil)
    }

    private func person(_ id: MemberID, _ name: String) -> Member {
        Member(
            id: id, name: name, pool: .pioneer, level: .high, skills: [], bornOn: nil, insuredUntil: nil,
            firstAidUntil: nil, home: nil, transport: .ebike,
            addresses: [Address(channel: .sms, value: "+861300000\(id)")])
    }
}
