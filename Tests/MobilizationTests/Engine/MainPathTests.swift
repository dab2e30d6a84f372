import Testing

@testable import Mobilization

/// From the demand to the last person home, one site.
@Suite struct MainPathTests {
    @Test func `a demand calls people at once and names the incident in the answer`() {
        var world = EngineWorld()
        let step = world.demand([EngineWorld.bags, EngineWorld.aid])
        let code = world.incident.code
        #expect(
            step.answer
                == .alert(
                    AlertAnswer(alert: "D1", decision: .opened, incident: IncidentID(1), code: code),
                    isRepeat: false))
        #expect(world.incident.callouts.count >= 12)
        let sent = world.deliverAll()
        #expect(sent.count == world.incident.callouts.count)
        #expect(sent.contains { $0.words.contains("搬沙袋") && $0.words.contains(code) })
        #expect(sent[0].words.contains("负责人"))
        #expect(world.replayed == world.engine.state)
    }

    @Test func `nobody is sent two messages for one call`() {
        var world = EngineWorld()
        _ = world.demand([EngineWorld.bags])
        let sent = world.deliverAll()
        #expect(Set(sent.map(\.order.address)).count == sent.count)
        #expect(world.deliverAll().isEmpty)
    }

    @Test func `the same demand again creates nothing and answers the same`() {
        var world = EngineWorld()
        let first = world.demand([EngineWorld.bags])
        let second = world.demand([EngineWorld.bags])
        guard case .alert(let one, isRepeat: false) = first.answer,
            case .alert(let two, isRepeat: true) = second.answer
        else {
            Issue.record("expected an alert answer twice")
            return
        }
        #expect(one == two)
        #expect(second.facts.isEmpty)
        #expect(world.engine.state.incidents.count == 1)
    }

    @Test func `other figures under the same id are a revision`() {
        var world = EngineWorld()
        _ = world.demand([EngineWorld.bags])
        var more = EngineWorld.bags
        more.headcount = 20
        let step = world.demand([more])
        guard case .alert(let answer, isRepeat: false) = step.answer else {
            Issue.record("expected an answer")
            return
        }
        #expect(answer.decision == .revised)
        #expect(world.incident.headcount == 20)
        #expect(world.engine.state.incidents.count == 1)
    }

    @Test func `from yes to home, and only then the incident closes`() {
        var world = EngineWorld()
        _ = world.demand([EngineWorld.bags])
        world.deliverAll()
        let called = world.incident.callouts.keys.map { world.phone($0) }
        for phone in called { world.text("1", from: phone) }
        let coming = called.filter { world.stage($0) == .accepted }
        #expect(coming.count == 12)  // 120 % of ten
        #expect(called.filter { world.stage($0) == .released }.count == called.count - 12)
        world.pass(.minutes(5))
        for phone in coming { world.text("2", from: phone) }
        world.pass(.minutes(20))
        for phone in coming { world.text("3", from: phone) }
        #expect(coming.allSatisfy { world.stage($0) == .enRoute })
        world.order(.leaderTotal(incident: IncidentID(1), site: "F01", people: 12))
        #expect(coming.allSatisfy { world.stage($0) == .arrived })
        #expect(world.incident.sites["F01"]?.readyAt != nil)
        #expect(
            world.order(.close(incident: IncidentID(1))).answer == .refused(.peopleUnaccounted(12)))
        world.order(.standDown(incident: IncidentID(1), site: nil))
        #expect(coming.allSatisfy { world.stage($0) == .returning })
        for phone in coming.dropLast() { world.text("9", from: phone) }
        #expect(world.order(.close(incident: IncidentID(1))).answer == .refused(.peopleUnaccounted(1)))
        world.text("到家", from: coming[11])
        #expect(
            world.order(.close(incident: IncidentID(1))).answer
                == .done(Done(incident: IncidentID(1), code: world.incidentCode(before: IncidentID(1)))))
        #expect(world.engine.state.incidents.isEmpty)
        #expect(world.replayed == world.engine.state)
    }

    @Test func `someone who says no is not called again for the same incident`() throws {
        var world = EngineWorld(members: 14)
        _ = world.demand([EngineWorld.bags])
        let sent = world.deliverAll()
        let phone = try #require(sent.last?.order.address)
        world.text("0", from: phone)
        #expect(world.stage(phone) == .declined)
        world.pass(.minutes(90))
        let later = world.deliverAll()
        #expect(!later.contains { $0.order.address == phone })
    }

    @Test func `the silent are reminded once and released, and others are called instead`() {
        var world = EngineWorld(members: 60)
        _ = world.demand([EngineWorld.bags])
        let first = Set(world.deliverAll().filter { !$0.words.contains("值班提醒") }.map(\.order.address))
        // 06:30 is night by the timers: 12 minutes to the reminder, 20 to the release.
        world.pass(.minutes(13))
        let reminders = world.deliverAll().filter { $0.words.contains("提醒") && $0.words.contains("回1") }
        #expect(Set(reminders.map(\.order.address)).isSubset(of: first))
        #expect(reminders.count == first.count)
        world.pass(.minutes(10))
        let second = world.deliverAll().filter { !$0.words.contains("值班提醒") }
        #expect(!second.isEmpty)
        #expect(Set(second.map(\.order.address)).isDisjoint(with: first))
    }
}

extension EngineWorld {
    /// The code of an incident that may be closed by now.
    func incidentCode(before id: IncidentID) -> String? {
        for fact in steps.flatMap(\.facts) {
            if case .incidentOpened(let incident) = fact.event, incident.id == id { return incident.code }
        }
        return nil
    }
}
