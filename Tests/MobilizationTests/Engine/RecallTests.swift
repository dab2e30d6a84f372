import Testing

@testable import Mobilization

/// The correction of a false call: everybody who was told, nobody else, and fast.
@Suite struct RecallTests {
    private var first: IncidentID { IncidentID(1) }

    @Test func `everybody who was told is told that it was a mistake, and nobody else`() {
        var world = EngineWorld(members: 30)
        _ = world.demand([EngineWorld.bags])
        // Six of the call-outs leave; the rest still waits when the officer sees the mistake.
        world.handle(.gatewayReady("sms", 6))
        let told = Set(world.steps.flatMap(\.orders).map(\.address).filter { $0.hasPrefix("+86138") })
        #expect(told.count == 5, "the sixth wakes the officer")
        let called = world.incident.callouts.count
        #expect(called > 6)
        let step = world.order(.recall(incident: first, confirmed: called, note: "误发"))
        #expect(step.answer == .done(Done(incident: first, code: world.incident.code, people: 5)))
        let sent = world.deliverAll()
        let recalls = sent.filter { $0.words.hasPrefix("更正：") }
        #expect(Set(recalls.map(\.order.address)) == told)
        #expect(recalls.allSatisfy { $0.words.contains("06:30") })
        let later = sent.filter { $0.words.contains("能到回1") && !told.contains($0.order.address) }
        #expect(later.isEmpty, "who wasn't told yet is never called")
    }

    @Test func `who is on the way is followed home, who hasn't left is free`() {
        var world = EngineWorld(members: 14)
        _ = world.demand([EngineWorld.bags])
        world.deliverAll()
        let phones = world.incident.callouts.keys.map { world.phone($0) }
        world.text("1", from: phones[0])
        world.text("1", from: phones[1])
        world.text("2", from: phones[1])
        world.order(.recall(incident: first, confirmed: world.incident.callouts.count, note: ""))
        #expect(world.stage(phones[0]) == .released)
        #expect(world.stage(phones[1]) == .returning)
        #expect(world.order(.close(incident: first)).answer == .refused(.peopleUnaccounted(1)))
        world.text("9", from: phones[1])
        guard case .done = world.order(.close(incident: first)).answer else {
            Issue.record("an incident in which everybody is home can be closed")
            return
        }
    }

    @Test func `a yes to a call that was taken back gets the correction again and no place`() {
        var world = EngineWorld(members: 14)
        _ = world.demand([EngineWorld.bags])
        world.deliverAll()
        let phone = world.phone(world.incident.callouts.keys[0])
        world.order(.recall(incident: first, confirmed: world.incident.callouts.count, note: ""))
        world.deliverAll()
        world.text("1", from: phone)
        #expect(world.stage(phone) == .released)
        #expect(world.deliverAll().map(\.words).allSatisfy { $0.hasPrefix("更正：") })
    }

    @Test func `a wrong count, a second time, and an incident that called nobody change nothing`() {
        var world = EngineWorld(members: 14)
        world.order(
            .open(
                event: "演习", demand: Demand(requestedBy: "", needs: [EngineWorld.bags], neededBy: nil),
                isDrill: false))
        #expect(
            world.order(.recall(incident: first, confirmed: 0, note: "")).answer
                == .refused(.nothingToCall(first)))
        var called = EngineWorld(members: 14)
        _ = called.demand([EngineWorld.bags])
        let count = called.incident.callouts.count
        let wrong = called.order(.recall(incident: first, confirmed: count + 1, note: ""))
        #expect(wrong.answer == .refused(.countMismatch(typed: count + 1, actual: count)))
        #expect(called.incident.dispatch == .running)
        called.order(.recall(incident: first, confirmed: count, note: ""))
        #expect(
            called.order(.recall(incident: first, confirmed: count, note: "")).answer
                == .refused(.alreadyRecalled(first)))
        #expect(
            called.order(.call(incident: first, reserve: 0, confirmed: 1)).answer
                == .refused(.alreadyRecalled(first)))
        #expect(called.replayed == called.engine.state)
    }

    @Test func `386 people at ten texts a second know within a minute`() {
        var world = EngineWorld(members: 386, leaders: 18)
        _ = world.demand(
            [DemandedNeed(site: "F01", playbook: "material-handling", headcount: 300, workload: nil)])
        world.pass(.seconds(61))
        let called = world.incident.callouts.count
        // Two messages more wake the officer; no room is left over.
        #expect(Self.send(called + 2, each: .zero, &world) == called + 2)
        world.order(.recall(incident: first, confirmed: called, note: ""))
        let start = world.now
        let sent = Self.send(called, each: Interval(milliseconds: 100), &world)
        let lastAt = world.now
        #expect(sent == called)
        #expect(called > 300)
        #expect(lastAt - start <= .seconds(60))
    }

    /// Lets the gateway take one message after each `interval`, `count` times.
    ///
    /// - Returns: How many it was given.
    private static func send(_ count: Int, each interval: Interval, _ world: inout EngineWorld) -> Int {
        var sent = 0
        for _ in 0..<count {
            world.now = world.now + interval
            for order in world.handle(.gatewayReady("sms", 1)).orders {
                let outcome = AttemptOutcome(attempt: order.attempt, outcome: .accepted(reference: ""))
                world.handle(.settled("sms", [outcome]))
                sent += 1
            }
        }
        return sent
    }
}
