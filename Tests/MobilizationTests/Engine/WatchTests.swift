import Testing

@testable import Mobilization

/// What the engine looks at again and again: the second channel, slow gateways, late leaders, shifts, silence.
@Suite struct WatchTests {
    private var first: IncidentID { IncidentID(1) }
    private static let both = [EngineWorld.gateway(), EngineWorld.gateway("voice", channel: .voice)]

    /// The calls that were ordered, by phone.
    private func calls(_ world: inout EngineWorld) -> [String] {
        world.deliverAll("voice").filter {
            $0.order.channel == .voice && $0.order.address.hasPrefix("+86138")
        }
        .map(\.order.address)
    }

    @Test func `who hasn't answered after three minutes is rung up once, who has isn't`() {
        var world = EngineWorld(members: 30, gateways: Self.both)
        world.now = world.now + .hours(1)
        _ = world.demand([EngineWorld.bags])
        world.deliverAll()
        let phones = world.incident.callouts.keys.map { world.phone($0) }
        world.text("0", from: phones[0])
        world.text("1", from: phones[1])
        world.pass(.minutes(2))
        #expect(calls(&world).isEmpty)
        world.pass(.seconds(80))
        let rung = calls(&world)
        #expect(!rung.contains(phones[0]) && !rung.contains(phones[1]))
        #expect(rung.count >= phones.count - 2)
        world.pass(.minutes(5))
        #expect(Set(calls(&world)).isDisjoint(with: rung))
    }

    @Test func `at night leaders and first-aiders are rung up at once, the others after three minutes`() {
        var world = EngineWorld(members: 30, gateways: Self.both)
        world.now = world.now + .hours(20)
        _ = world.demand([EngineWorld.bags, EngineWorld.aid])
        world.deliverAll()
        world.pass(.seconds(20))
        let rung = Set(calls(&world))
        let first = world.incident.callouts.values.filter { callout in
            callout.role == .leader || callout.need == NeedID(2)
        }
        #expect(!first.isEmpty)
        #expect(rung == Set(first.map { world.phone($0.member) }))
        world.pass(.minutes(4))
        #expect(!calls(&world).isEmpty)
    }

    @Test func `a call saves no text of the hour`() {
        var world = EngineWorld(members: 14, leaders: 1, gateways: Self.both)
        world.now = world.now + .hours(1)
        _ = world.demand([EngineWorld.bags])
        world.deliverAll()
        world.pass(.minutes(4))
        world.deliverAll("voice")
        let counts = world.engine.state.contacts.values.map { $0.count(within: .hours(1), of: world.now) }
        #expect(counts.allSatisfy { $0 <= 1 })
    }

    @Test func `call-outs that wait two minutes for a gateway wake the officer, and not when they are gone`()
    {
        var world = EngineWorld(members: 40)
        _ = world.demand([EngineWorld.bags])
        world.pass(.minutes(1))
        #expect(!world.alarms.contains(.sendingLags))
        world.pass(.minutes(2))
        #expect(world.alarms.contains(.sendingLags))
        world.deliverAll()
        world.pass(.seconds(20))
        #expect(!world.alarms.contains(.sendingLags))
    }

    @Test func `whoever is silent too long becomes a matter of their emergency contact`() throws {
        var world = EngineWorld(members: 14, leaders: 1)
        world.now = world.now + .hours(1)
        _ = world.demand([EngineWorld.bags])
        world.deliverAll()
        let phone = world.phone(try #require(world.incident.callouts.keys.last))
        world.text("1", from: phone)
        world.text("2", from: phone)
        world.pass(.minutes(85))
        #expect(world.alarms.contains(.memberMissing))
        world.pass(.minutes(20))
        let contact = world.engine.state.alarms.values.first { $0.kind == .contactNeeded }
        #expect(contact?.member.map { world.phone($0) } == phone)
        world.text("3", from: phone)
        #expect(!world.alarms.contains(.memberMissing) && !world.alarms.contains(.contactNeeded))
    }

    @Test func `half an hour before the longest shift ends relief is asked for, and comes as relief`() {
        var world = EngineWorld(members: 60)
        world.now = world.now + .hours(1)
        _ = world.demand([EngineWorld.bags])
        world.deliverAll()
        let workers = world.incident.callouts.keys.prefix(10).map { $0 }
        world.order(.arrive(incident: first, site: "F01", members: workers, observedAt: nil))
        world.pass(.minutes(3 * 60 + 20))
        #expect(!world.alarms.contains(.shiftOver))
        world.pass(.minutes(15))
        #expect(world.alarms.contains(.shiftOver))
        world.deliverAll()
        #expect(
            world.order(.relieve(incident: first, site: "F01", people: 5, confirmed: 4)).answer
                == .refused(.countMismatch(typed: 4, actual: 5)))
        world.order(.relieve(incident: first, site: "F01", people: 5, confirmed: 5))
        let words = world.deliverAll().map(\.words).filter { $0.hasPrefix("换班") }
        #expect(words.count >= 5)
        world.order(.signOut(incident: first, members: Array(workers.prefix(5))))
        #expect(world.incident.needs[0].relief == nil)
        let called = world.incident.callouts.count
        world.pass(.minutes(1))
        #expect(world.incident.callouts.count == called, "the relieved are not relieved again")
        #expect(world.replayed == world.engine.state)
    }

    @Test func `a name at the end of a text from another phone reaches the officer with its owner`() {
        var world = EngineWorld(members: 14, leaders: 1)
        _ = world.demand([EngineWorld.bags])
        world.deliverAll()
        world.handle(
            .reference(
                .roster(
                    Roster(
                        version: ReferenceVersion(number: 2, digest: "named"),
                        members: world.engine.reference.roster.members.map { member in
                            var named = member
                            if member.id == MemberID(3) { named.name = "欧阳建国" }
                            return named
                        }))))
        let before = world.incident
        world.text("能到，欧阳建国", from: "+8613766665555")
        let unclear = world.engine.state.alarms.values.last { $0.kind == .replyUnclear }
        #expect(unclear?.member == MemberID(3))
        #expect(world.incident == before, "a borrowed phone proves nothing")
    }
}
