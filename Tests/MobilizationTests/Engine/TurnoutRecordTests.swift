import Testing

@testable import Mobilization

/// What people did at a call-out is remembered when the incident closes, for the size of the next waves.
struct TurnoutRecordTests {
    /// The first three callees come and go home, the fourth declines, the fifth says yes and then no, the
    /// others are silent.
    private static func closedIncident(isDrill: Bool = false) -> (world: EngineWorld, called: [MemberID]) {
        var world = EngineWorld()
        _ = world.demand([EngineWorld.bags], status: isDrill ? .exercise : .actual)
        world.deliverAll()
        let called = world.incident.callouts.keys
        let id = world.incident.id
        for member in called.prefix(3) { world.text("1", from: world.phone(member)) }
        world.text("0", from: world.phone(called[3]))
        world.text("1", from: world.phone(called[4]))
        world.text("0", from: world.phone(called[4]))
        world.pass(.minutes(25))
        let there = Array(called.prefix(3))
        world.order(.arrive(incident: id, site: "F01", members: there, observedAt: nil))
        world.order(.standDown(incident: id, site: nil))
        for member in there { world.text("9", from: world.phone(member)) }
        world.order(.close(incident: id))
        return (world, called)
    }

    private static func record(_ world: EngineWorld, _ member: MemberID) -> [Int]? {
        world.engine.state.turnout[member].map {
            [$0.called, $0.replied, $0.accepted, $0.promised, $0.arrived]
        }
    }

    @Test func `calls, replies, promises and arrivals are counted apart, live as in replay`() {
        let (world, called) = Self.closedIncident()
        #expect(world.engine.state.incidents.isEmpty)
        #expect(Self.record(world, called[0]) == [1, 1, 1, 1, 1])
        #expect(Self.record(world, called[3]) == [1, 1, 0, 0, 0])
        #expect(Self.record(world, called[4]) == [1, 1, 1, 1, 0], "a promise taken back is one not kept")
        #expect(Self.record(world, called[5]) == [1, 0, 0, 0, 0])
        #expect(world.replayed == world.engine.state)
    }

    @Test func `nobody's record is changed by a drill, nor by a call that others answered first`() {
        let (drill, _) = Self.closedIncident(isDrill: true)
        #expect(drill.engine.state.incidents.isEmpty)
        #expect(drill.engine.state.turnout.isEmpty)
        var callout = Callout(
            member: MemberID(1), need: NeedID(1), site: "A", role: .worker, pool: .pioneer, wave: 1,
            stage: .released, since: EngineWorld.start, calledAt: EngineWorld.start,
            expectedAt: EngineWorld.start, chance: 450)
        callout.releasedBy = .officer
        var record = TurnoutRecord()
        record.add(callout)
        #expect(record == TurnoutRecord(), "the site was stood down before they could answer")
        callout.releasedBy = .surplus
        record.add(callout)
        #expect([record.called, record.accepted, record.promised] == [1, 1, 0])
        callout.wave = 0
        record.add(callout)
        #expect(record.called == 1)
    }

    @Test func `a record moves the prior by its weight, and old calls fade`() {
        let prior = TurnoutRate.prior(.pioneer, .workingDay)
        let usual = Turnout(prior, record: nil)
        #expect((usual.accept - 0.55).magnitude < 1e-12)
        #expect((usual.decline - 0.2).magnitude < 1e-12)
        #expect((usual.showUp - 450.0 / 550).magnitude < 1e-12)
        var silent = Callout(
            member: MemberID(1), need: NeedID(1), site: "A", role: .worker, pool: .pioneer, wave: 1,
            stage: .called, since: EngineWorld.start, calledAt: EngineWorld.start,
            expectedAt: EngineWorld.start, chance: 450)
        var record = TurnoutRecord()
        for _ in 0..<8 { record.add(silent) }
        let after = Turnout(prior, record: record)
        // Eight calls weigh as much as the prior: half the replies are left.
        #expect((after.accept - 0.275).magnitude < 1e-12)
        #expect((after.showUp - usual.showUp).magnitude < 1e-12, "who is never asked to keep a promise")
        silent.stage = .arrived
        silent.answeredAt = EngineWorld.start
        silent.promisedAt = EngineWorld.start
        silent.arrivedAt = EngineWorld.start
        for _ in 0..<200 { record.add(silent) }
        #expect(record.called < 32 && record.called - record.replied <= 1)
        let faithful = Turnout(prior, record: record)
        #expect(faithful.accept > usual.accept && faithful.accept < 1)
        #expect(faithful.showUp > usual.showUp && faithful.showUp < 1)
    }

    @Test func `who doesn't accept on another night declines as often as ever`() {
        let usual = Turnout(accept: 0.5, decline: 0.2, showUp: 0.8)
        #expect((usual.replies(accept: 0.5) - 0.7).magnitude < 1e-12)
        #expect((usual.declines(accept: 0.2) - 0.8 * 0.4).magnitude < 1e-12)
        #expect(usual.replies(accept: 1) == 1)
        #expect(usual.declines(accept: 0) == 0.4)
        let certain = Turnout(accept: 1, decline: 0, showUp: 1)
        #expect(certain.replies(accept: 1) == 1)
    }
}
