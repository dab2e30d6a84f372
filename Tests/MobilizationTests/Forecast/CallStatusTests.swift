import Testing

@testable import Mobilization

/// What the forecast makes of texts that wait, fail, or went through a gateway in doubt.
struct CallStatusTests {
    private static func outlook(_ world: EngineWorld) -> Outlook {
        Outlook(world.incident, state: world.engine.state, reference: world.engine.reference, now: world.now)
    }

    private static func expected(_ outlook: Outlook) -> Double {
        Forecast(outlook).byDeadline.expected
    }

    @Test func `a text that waits in the queue is no silence`() {
        var queued = EngineWorld()
        _ = queued.demand([EngineWorld.bags])
        var sent = queued
        sent.deliverAll()
        let before = Self.expected(Self.outlook(sent))
        queued.now = queued.now + .minutes(9)
        sent.now = sent.now + .minutes(9)
        #expect((Self.expected(Self.outlook(queued)) - before).magnitude < 0.05)
        #expect(Self.expected(Self.outlook(sent)) < before - 1)
    }

    @Test func `somebody whose number fails isn't expected, and says nothing about the others`() {
        var world = EngineWorld()
        _ = world.demand([EngineWorld.bags])
        let step = world.handle(.gatewayReady("sms", 1000))
        // The officer is written to as well; only members count here.
        let orders = step.orders.filter {
            world.engine.state.attempts[$0.attempt]?.recipient.member != nil
        }
        let failed = orders.prefix(5).map {
            AttemptOutcome(attempt: $0.attempt, outcome: .refused(reason: "no such number"))
        }
        let called = world.incident.callouts.count
        world.handle(.settled("sms", Array(failed)))
        let outlook = Self.outlook(world)
        let stillPlanned = world.engine.state.attempts.values.filter { $0.state == .planned }.count
        #expect(outlook.people.count == called - failed.count + stillPlanned)
        let even = TurnoutGrid(groups: 1)
        #expect(zip(outlook.grid.weights, even.weights).allSatisfy { ($0 - $1).magnitude < 1e-9 })
    }

    @Test func `who was called through a gateway that is down shares a factor of their own`() {
        var world = EngineWorld()
        _ = world.demand([EngineWorld.bags])
        world.deliverAll()
        #expect(Self.outlook(world).grid.groups == 1)
        world.handle(.gatewayDown("sms", reason: "refused"))
        let outlook = Self.outlook(world)
        #expect(outlook.grid.groups == 2)
        #expect(outlook.people.allSatisfy { $0.group == 1 })
        #expect(outlook.group(of: .reserve) == 0, "who is called now goes another way")
    }

    @Test func `a gateway that took many texts and confirmed none is in doubt, until a receipt comes`() throws
    {
        var world = EngineWorld(members: 80)
        var need = EngineWorld.bags
        need.headcount = 20
        _ = world.demand([need])
        let sent = world.deliverAll()
        world.now = world.now + .minutes(2)
        #expect(Self.outlook(world).grid.groups == 1, "receipts take a moment")
        world.now = world.now + .minutes(2)
        #expect(Self.outlook(world).grid.groups == 2)
        let key = try #require(sent.first?.order.key)
        let receipt = Receipt(key: key, reference: nil, status: .delivered)
        world.handle(.receipt(receipt, gateway: "sms"))
        #expect(Self.outlook(world).grid.groups == 1)
    }
}
