import Testing

@testable import Mobilization

/// "There in so many minutes": what people say of themselves counts instead of our own reckoning.
@Suite struct StatedTimeTests {
    private func called() throws -> (world: EngineWorld, member: MemberID) {
        var world = EngineWorld()
        _ = world.demand([EngineWorld.bags])
        world.deliverAll()
        return (world, try #require(world.incident.callouts.values.first { $0.role == .worker }).member)
    }

    private func questions(_ world: EngineWorld, _ question: Question) -> [MemberID] {
        world.steps.flatMap(\.facts).compactMap { fact in
            if case .questionAsked(_, let member, question) = fact.event { member } else { nil }
        }
    }

    @Test func `the time named is kept, and forgotten with the promise`() throws {
        var (world, member) = try called()
        world.text("1 90分钟后到", from: world.phone(member))
        #expect(world.incident.callouts[member]?.stage == .accepted)
        #expect(world.incident.callouts[member]?.statedAt == world.now + .minutes(90))
        #expect(world.replayed == world.engine.state)
        world.text("2", from: world.phone(member))
        #expect(world.incident.callouts[member]?.stage == .enRoute)
        #expect(world.incident.callouts[member]?.statedAt == world.now + .minutes(90))
        world.text("0", from: world.phone(member))
        world.text("1", from: world.phone(member))
        #expect(world.incident.callouts[member]?.statedAt == nil)
    }

    @Test func `nobody is asked why they are late before the time they named`() throws {
        var (world, member) = try called()
        world.text("1 100分钟后到", from: world.phone(member))
        world.pass(.minutes(100))
        #expect(!questions(world, .late).contains(member))
        world.pass(.minutes(12))
        #expect(questions(world, .late).contains(member))
    }

    @Test func `the forecast expects them then, and not before`() throws {
        var (world, member) = try called()
        func chance(_ minutes: Int64) throws -> Double {
            let outlook = Outlook(
                world.incident, state: world.engine.state, reference: world.engine.reference, now: world.now)
            let person = try #require(outlook.people.first { $0.member == member })
            return person.arrival.chance(by: world.now + .minutes(minutes))
        }
        world.text("1", from: world.phone(member))
        let usual = try chance(60)
        #expect(usual > 0.5)
        world.text("1 90分钟后到", from: world.phone(member))
        #expect(try chance(60) == 0)
        #expect(try chance(120) > 0.8)
    }

    @Test func `an officer enters what was said on the telephone`() throws {
        var (world, member) = try called()
        let id = world.incident.id
        world.order(.reply(incident: id, member: member, .coming, minutes: 25, note: ""))
        #expect(world.incident.callouts[member]?.statedAt == world.now + .minutes(25))
        let stated = world.steps.flatMap(\.facts).last {
            if case .arrivalStated = $0.event { true } else { false }
        }
        #expect(stated?.actor == .officer(EngineWorld.officer.name))
        world.order(.reply(incident: id, member: member, .cannot, minutes: nil, note: ""))
        #expect(world.incident.callouts[member]?.stage == .declined)
    }
}
