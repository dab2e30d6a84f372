import Testing

@testable import Mobilization

/// Drills: marked in every text, never on a gateway that can't, and over when something real happens.
@Suite struct DrillTests {
    private static let needs = Demand(requestedBy: "", needs: [EngineWorld.bags], neededBy: nil)

    private func drill() -> EngineWorld {
        var world = EngineWorld(members: 40)
        world.now = world.now + .hours(1)
        world.order(.drills(.open(.mall, event: "商场演练", Self.needs)))
        let people = world.engine.preview(of: world.incident, reserve: 0).invitations.count
        world.order(.call(incident: IncidentID(1), reserve: 0, confirmed: people))
        return world
    }

    private func incident(_ number: Int64, _ world: EngineWorld) -> Incident? {
        world.engine.state.incidents[IncidentID(number)]
    }

    @Test func `every text of a drill says that it is one`() {
        var world = drill()
        let phone = world.phone(world.incident.callouts.keys[0])
        world.text("1", from: phone)
        var sent = world.deliverAll()
        world.order(.stop(incident: IncidentID(1), site: "F01", .water, note: ""))
        sent = (sent + world.deliverAll()).filter { $0.order.address.hasPrefix("+86138") }
        #expect(sent.count > 5)
        #expect(sent.allSatisfy { $0.words.hasPrefix("演练：") })
        #expect(world.incident.drillKind == .mall)
    }

    @Test func `a real task ends the drill, tells everybody in it, and may call them at once`() {
        var world = drill()
        world.deliverAll()
        let phones = world.incident.callouts.keys.map { world.phone($0) }
        for phone in phones.prefix(6) { world.text("1", from: phone) }
        world.text("2", from: phones[0])
        world.deliverAll()
        _ = world.demand([EngineWorld.bags], id: "REAL")
        #expect(incident(1, world)?.preemptedBy == IncidentID(2))
        #expect(incident(1, world)?.dispatch == .ended)
        let sent = world.deliverAll()
        let told = Set(sent.filter { $0.words.contains("演练中止") }.map(\.order.address))
        #expect(told == Set(phones))
        let called = Set(
            sent.filter { !$0.words.hasPrefix("演练：") && $0.words.contains("能到回1") }
                .map(\.order.address))
        #expect(!called.isDisjoint(with: phones), "who drills is called for real")
        #expect(!sent.contains { $0.words.hasPrefix("演练：") && $0.words.contains("能到回1") })
        // The one on the way to the drill goes to the real task, and is looked for there alone.
        guard called.contains(phones[0]) else { return }
        world.text("1", from: phones[0])
        let member = world.engine.reference.roster.member(phone: phones[0])?.id ?? MemberID(0)
        #expect(incident(2, world)?.callouts[member]?.stage == .accepted)
        #expect(incident(1, world)?.callouts[member]?.stage == .accounted)
        #expect(world.replayed == world.engine.state)
    }

    @Test func `a drill never ends a real task and never takes its people`() {
        var world = EngineWorld(members: 40)
        world.now = world.now + .hours(1)
        _ = world.demand([EngineWorld.bags])
        let called = Set(world.incident.callouts.keys)
        world.order(.drills(.open(.flood, event: "防汛演练", Self.needs)))
        let plan = world.engine.preview(of: world.engine.state.incidents.values[1], reserve: 0)
        world.order(.call(incident: IncidentID(2), reserve: 0, confirmed: plan.invitations.count))
        #expect(incident(1, world)?.dispatch == .running)
        let drilled = Set(incident(2, world)?.callouts.keys ?? [])
        #expect(drilled.isDisjoint(with: called))
    }

    @Test func `a drill is refused where no gateway takes it or a twin isn't filed`() {
        var live = EngineWorld.gateway()
        live.takesDrills = false
        var closed = EngineWorld(members: 20, gateways: [live])
        #expect(
            closed.order(.drills(.open(.mall, event: "演练", Self.needs))).answer
                == .refused(.drillNeedsGateway))
        var partly = EngineWorld.gateway()
        partly.drillTexts = TextTemplates.usedInDrills.filter { $0 != "preempt" && $0 != "stop.water" }
        var world = EngineWorld(members: 20, gateways: [partly])
        #expect(
            world.order(.drills(.open(.mall, event: "演练", Self.needs))).answer
                == .refused(.drillTextsMissing(["preempt", "stop.water"])))
        #expect(
            world.order(.open(event: "演练", demand: Self.needs, isDrill: true)).answer
                == .refused(.drillTextsMissing(["preempt", "stop.water"])))
        #expect(world.engine.state.incidents.isEmpty)
        partly.drillTexts = TextTemplates.usedInDrills
        var filed = EngineWorld(members: 20, gateways: [partly])
        filed.order(.drills(.open(.mall, event: "演练", Self.needs)))
        #expect(filed.incident.isDrill)
    }

    @Test func `the figures of a drill stay, to be compared with the next`() {
        var world = drill()
        world.deliverAll()
        let members = world.incident.callouts.keys.map { $0 }
        for member in members.prefix(8) { world.text("1", from: world.phone(member)) }
        world.pass(.minutes(30))
        world.order(
            .arrive(incident: IncidentID(1), site: "F01", members: Array(members.prefix(8)), observedAt: nil))
        world.order(.standDown(incident: IncidentID(1), site: nil))
        for member in members.prefix(8) { world.text("9", from: world.phone(member)) }
        world.order(.close(incident: IncidentID(1)))
        let record = world.engine.state.drillRecords.first
        #expect(record?.kind == .mall)
        #expect(record?.arrivedInForty == 8)
        #expect(record?.accepted == 8)
        #expect(record?.answeredInFive == 8)
        #expect(record?.isPreempted == false)
        #expect(world.replayed == world.engine.state)
    }

    @Test func `the monthly test asks the team once, counts the fives, and calls nobody`() {
        var world = EngineWorld(members: 12, reserve: 3)
        world.now = world.now + .hours(3)
        #expect(
            world.order(.drills(.test(confirmed: 15))).answer
                == .refused(.countMismatch(typed: 15, actual: 12)))
        world.order(.drills(.test(confirmed: 12)))
        let sent = world.deliverAll()
        #expect(sent.count == 12)
        #expect(sent.allSatisfy { $0.words.contains("叫应测试") })
        world.text("5", from: EngineWorld.phone(1))
        world.text("收到", from: EngineWorld.phone(2))
        world.pass(.minutes(20))
        world.text("5", from: EngineWorld.phone(3))
        world.text("5", from: EngineWorld.phone(3))
        guard case .refused(.testRunning) = world.order(.drills(.test(confirmed: 12))).answer else {
            Issue.record("a test is under way")
            return
        }
        world.pass(.hours(24))
        #expect(
            world.engine.state.reachabilityRecords.map { [$0.asked, $0.answered, $0.answeredInTen] }
                == [[12, 3, 2]])
        #expect(world.engine.state.incidents.isEmpty)
        #expect(world.alarms.isEmpty)
        #expect(world.replayed == world.engine.state)
    }
}
