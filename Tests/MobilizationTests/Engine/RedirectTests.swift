import Testing

@testable import Mobilization

/// A yes for a need that is full goes where people are missing.
@Suite struct RedirectTests {
    private static let other = DemandedNeed(
        site: "F02", playbook: "material-handling", headcount: 30, workload: nil)

    /// Everybody is asked; those of F01 answer first, more of them than it needs.
    private func answered() -> (world: EngineWorld, phones: [String]) {
        var world = EngineWorld(members: 90, leaders: 4)
        _ = world.demand([EngineWorld.bags, Self.other])
        world.deliverAll()
        let phones = world.incident.callouts.values.filter { $0.site == "F01" }.map { world.phone($0.member) }
        for phone in phones { world.text("1", from: phone) }
        return (world, phones)
    }

    @Test func `who says yes to a full site is sent to one that misses people, and told from where to where`()
    {
        var (world, phones) = answered()
        #expect(phones.count > 12, "F01 asks for 10, and 12 may accept")
        let moved = phones.filter { phone in
            world.engine.reference.roster.member(phone: phone)
                .flatMap { world.incident.callouts[$0.id]?.site } == "F02"
        }
        #expect(moved.count == phones.count - 12)
        #expect(moved.allSatisfy { world.stage($0) == .accepted })
        let words = world.deliverAll().filter { moved.contains($0.order.address) }.map(\.words)
        #expect(words.count { $0.contains("改地点：不去北郊桥东停车场，改到火车站南广场") } == moved.count)
        #expect(!words.contains { $0.contains("人数已够") })
        #expect(world.replayed == world.engine.state)
    }

    @Test(arguments: [
        Command.standDown(incident: IncidentID(1), site: nil),
        .endDemand(IncidentID(1), .cancelled, answer: "雨停，撤销"),
    ])
    func `a yes to a task that is over hears that, and not that there are enough people`(_ end: Command) {
        var world = EngineWorld()
        _ = world.demand([EngineWorld.bags])
        world.deliverAll()
        let late = world.phone(world.incident.callouts.keys[0])
        world.order(end)
        world.deliverAll()
        world.text("1", from: late)
        let words = world.deliverAll().filter { $0.order.address == late }.map(\.words)
        #expect(words.count == 1 && words.allSatisfy { $0.contains("任务取消，请勿前往") })
        #expect(world.stage(late) == .released)
    }

    @Test func `who is sent elsewhere in a real task has left the drill that it ended`() {
        var world = EngineWorld(members: 90, leaders: 4)
        _ = world.demand([EngineWorld.bags], id: "DRILL", status: .exercise)
        world.deliverAll()
        let drilling = world.incident.callouts.keys
        for member in drilling {
            world.text("1", from: world.phone(member))
            world.text("2", from: world.phone(member))
        }
        world.deliverAll()
        _ = world.demand([EngineWorld.bags, Self.other], id: "REAL")
        world.deliverAll()
        let called = world.engine.state.incidents[IncidentID(2)]?.callouts.keys ?? []
        // Those of the drill answer last, when F01 is full.
        for member in called.filter({ !drilling.contains($0) }) + called.filter(drilling.contains) {
            world.text("1", from: world.phone(member))
        }
        let promised = world.engine.state.incidents[IncidentID(2)]?.callouts.values
            .filter { $0.stage.isPromised }.map(\.member)
        let bound = world.engine.state.incidents[IncidentID(1)]?.callouts.values
            .filter { $0.stage.isUnaccounted }.map(\.member)
        #expect(promised?.contains(where: drilling.contains) == true)
        #expect(Set(bound ?? []).isDisjoint(with: promised ?? []), "they are looked for in one place")
        #expect(world.replayed == world.engine.state)
    }

    @Test func `another task at the same site is no change of place`() {
        var world = EngineWorld(members: 90, leaders: 4)
        _ = world.demand([EngineWorld.aid, EngineWorld.bags])
        world.deliverAll()
        let aiders = world.incident.callouts.values.filter { $0.need == NeedID(1) && $0.role == .worker }
            .map(\.member)
        for member in aiders { world.text("1", from: world.phone(member)) }
        let moved = aiders.filter { world.incident.callouts[$0]?.need == NeedID(2) }
        #expect(!moved.isEmpty)
        let words = world.deliverAll().filter { moved.map { world.phone($0) }.contains($0.order.address) }
        #expect(words.count == moved.count)
        #expect(words.allSatisfy { $0.words.contains("签到") && !$0.words.contains("改地点") })
    }

    @Test func `where nobody is missing anywhere, people are thanked and stay at home`() {
        var world = EngineWorld(members: 90, leaders: 4)
        _ = world.demand([EngineWorld.bags])
        world.deliverAll()
        let phones = world.incident.callouts.keys.map { world.phone($0) }
        for phone in phones { world.text("1", from: phone) }
        let words = world.deliverAll().map(\.words)
        #expect(!words.contains { $0.contains("改地点") })
        #expect(phones.contains { world.stage($0) == .released })
    }

    @Test func `a site that was stopped gets nobody`() {
        var world = EngineWorld(members: 90, leaders: 4)
        _ = world.demand([EngineWorld.bags, Self.other])
        world.deliverAll()
        world.order(.stop(incident: nil, site: "F02", .power, note: ""))
        let phones = world.incident.callouts.values.filter { $0.site == "F01" }.map { world.phone($0.member) }
        for phone in phones { world.text("1", from: phone) }
        #expect(!world.deliverAll().contains { $0.words.contains("改地点") })
    }
}
