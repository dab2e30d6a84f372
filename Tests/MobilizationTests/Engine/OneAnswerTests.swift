import Testing

@testable import Mobilization

/// One person's answer, and what becomes of it where other systems lose it.
@Suite struct OneAnswerTests {
    private func called() throws -> (world: EngineWorld, member: MemberID) {
        var world = EngineWorld(members: 14)
        _ = world.demand([EngineWorld.bags])
        world.deliverAll()
        let worker = world.incident.callouts.values.first { $0.role == .worker }
        return (world, try #require(worker).member)
    }

    @Test func `words that hold more than an answer reach the officer whole, and count as none`() throws {
        var (world, member) = try called()
        let words = "可以，但要两小时后，孩子先要送到学校"
        world.text(words, from: world.phone(member))
        #expect(world.incident.callouts[member]?.stage == .called)
        let item = try #require(world.engine.state.alarms.values.first { $0.kind == .replyUnclear })
        #expect(item.member == member)
        #expect(item.text.flatMap { world.texts[$0.number] } == words)
        #expect(
            world.deliverAll().contains {
                $0.order.address == world.phone(member) && $0.words.contains("没看懂")
            })
    }

    @Test func `an answer with a code goes to that incident, and one without to the latest call that waits`()
        throws
    {
        var world = EngineWorld(members: 14)
        _ = world.demand([EngineWorld.bags], id: "D1")
        world.deliverAll()
        // Who declined may be called for something else, and may think better of the first.
        for member in world.incident.callouts.keys { world.text("0", from: world.phone(member)) }
        world.pass(.minutes(1))
        let there = DemandedNeed(
            site: "F02", playbook: "material-handling", headcount: 10, workload: nil)
        _ = world.demand([there], id: "D2")
        world.deliverAll()
        let incidents = world.engine.state.incidents.values
        let both = incidents[1].callouts.keys.filter { incidents[0].callouts[$0]?.stage == .declined }
        try #require(both.count >= 2, "two people are asked by both")
        world.text("1 \(incidents[0].code)", from: world.phone(both[0]))
        world.text("1", from: world.phone(both[1]))
        func promised(_ member: MemberID) -> [Bool] {
            world.engine.state.incidents.values.map { $0.callouts[member]?.stage.isPromised ?? false }
        }
        #expect(promised(both[0]) == [true, false])
        #expect(promised(both[1]) == [false, true])
    }

    @Test func `a stated time counts from the answer and not from the call`() throws {
        var (world, member) = try called()
        world.pass(.minutes(4))
        world.text("1 20分钟后到", from: world.phone(member))
        #expect(world.incident.callouts[member]?.statedAt == world.now + .minutes(20))
    }

    @Test func `a number that no channel reaches stands in the inbox with its owner`() throws {
        var world = EngineWorld(members: 14)
        _ = world.demand([EngineWorld.bags])
        let roster = world.engine.reference.roster
        let order = try #require(
            world.handle(.gatewayReady("sms", 1000)).orders.first { roster.member(phone: $0.address) != nil })
        let owner = try #require(roster.member(phone: order.address))
        let outcome = AttemptOutcome(attempt: order.attempt, outcome: .refused(reason: "no such number"))
        world.handle(.settled("sms", [outcome]))
        let items = world.engine.state.alarms.values.filter { $0.kind == .numberFailed }
        #expect(items.map(\.member) == [owner.id])
    }
}
