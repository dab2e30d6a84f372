import Testing

@testable import Mobilization

/// Places that are filled before everybody was asked: what becomes of those who wait, and what it says of the others.
@Suite struct SparedTests {
    private static let other = DemandedNeed(
        site: "F02", playbook: "material-handling", headcount: 38, workload: nil)

    /// Most of F01's people got the text and set out at once; the provider is slow, and the others' texts wait.
    private func filled() -> (world: EngineWorld, waiting: [MemberID]) {
        var world = EngineWorld(members: 90, leaders: 4)
        _ = world.demand([EngineWorld.bags, Self.other])
        let called = world.incident.callouts.values.filter { $0.site == "F01" && $0.role == .worker }
        while world.engine.state.attempts.values.contains(where: { $0.state == .planned }) {
            let told = world.engine.state.attempts.values.filter { $0.starts > 0 }.compactMap {
                $0.recipient.member
            }
            if called.count(where: { told.contains($0.member) }) == 12 { break }
            world.handle(.gatewayReady("sms", 1))
        }
        let told = world.engine.state.attempts.values.filter { $0.starts > 0 }.compactMap {
            $0.recipient.member
        }
        for callout in called where told.contains(callout.member) {
            world.text("1", from: world.phone(callout.member))
            world.text("2", from: world.phone(callout.member))
        }
        return (world, called.map(\.member).filter { !told.contains($0) })
    }

    @Test
    func `whose text hadn't left is called for the place that is free, and never for the one that is taken`()
    {
        var (world, waiting) = filled()
        #expect(!waiting.isEmpty)
        world.pass(.minutes(3))
        let again = world.incident.callouts.values.filter { waiting.contains($0.member) && $0.site == "F02" }
        #expect(!again.isEmpty)
        #expect(again.allSatisfy { $0.stage == .called && $0.wave > 1 })
        let phones = again.map { world.phone($0.member) }
        let words = world.deliverAll().filter { phones.contains($0.order.address) }.map(\.words)
        #expect(words.count == phones.count, "one text to each")
        #expect(words.allSatisfy { $0.contains("火车站南广场") })
        #expect(world.replayed == world.engine.state)
    }

    @Test func `whoever has the text isn't free because a reminder waits`() {
        var world = EngineWorld(members: 90, leaders: 4)
        _ = world.demand([EngineWorld.bags, Self.other])
        // Room for the call-outs and no more.
        while world.engine.state.attempts.values.contains(where: { $0.state == .planned }) {
            world.handle(.gatewayReady("sms", 1))
        }
        let reminded = world.engine.reference.timers(of: world.incident).reminder.night
        world.pass(reminded + .seconds(30))
        let id = world.incident.id
        #expect(
            world.engine.state.attempts.values.contains { $0.template == "remind" && $0.state == .planned },
            "reminders wait for a gateway")
        #expect(world.engine.unasked(of: id).isEmpty)
    }

    @Test func `whoever was let go before they could answer has neither said yes nor no`() {
        var callout = Callout(
            member: MemberID(1), need: NeedID(1), site: "A", role: .worker, pool: .pioneer, wave: 1,
            stage: .released, since: EngineWorld.start, calledAt: EngineWorld.start,
            expectedAt: EngineWorld.start, chance: 450)
        var record = TurnoutRecord()
        for reason in [Evidence.spared, .unasked] {
            callout.releasedBy = reason
            record.add(callout)
        }
        #expect(record == TurnoutRecord())
        callout.releasedBy = .spared
        callout.answeredAt = EngineWorld.start
        record.add(callout)
        #expect([record.called, record.replied] == [1, 1], "answered later all the same")
    }

    @Test func `the reserve that was never asked doesn't use up what the officer allowed`() {
        var world = EngineWorld(members: 0, leaders: 0, reserve: 60)
        _ = world.demand([EngineWorld.bags])
        let id = world.incident.id
        let member = MemberID(1)
        let invited = Invited(
            member: member, need: NeedID(1), site: "F01", role: .worker, pool: .reserve,
            expectedAt: world.now, chance: 100)
        var state = world.engine.state
        func happen(_ event: Event) { state.apply(Fact(at: world.now, actor: .engine, event: event)) }
        happen(.waveSent(id, wave: 1, Wave([invited])))
        #expect(state.incidents[id]?.reserveCalled == 1)
        happen(.stageReached(id, [member], .released, StageDetail(observedAt: world.now, how: .unasked)))
        #expect(state.incidents[id]?.reserveCalled == 0)
        happen(.waveSent(id, wave: 2, Wave([invited])))
        happen(.stageReached(id, [member], .released, StageDetail(observedAt: world.now, how: .spared)))
        #expect(state.incidents[id]?.reserveCalled == 1)
    }
}
