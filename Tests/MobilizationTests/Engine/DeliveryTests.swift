import Testing

@testable import Mobilization

/// What becomes of messages when gateways fail, and when the process ends.
@Suite struct DeliveryTests {
    private static let one = DemandedNeed(
        site: "F01", playbook: "material-handling", headcount: 1, workload: nil)

    /// A world where one call-out is on the wire.
    private func started(
        _ gateways: [GatewayDescription] = [EngineWorld.gateway()]
    ) throws -> (world: EngineWorld, order: SendOrder) {
        var world = EngineWorld(members: 1, leaders: 1, gateways: gateways)
        _ = world.demand([Self.one])
        let step = world.handle(.gatewayReady(gateways[0].name, 1))
        return (world, try #require(step.orders.first))
    }

    private func settle(_ world: inout EngineWorld, _ order: SendOrder, _ outcome: Outcome) -> Step {
        world.handle(.settled(order.gateway, [AttemptOutcome(attempt: order.attempt, outcome: outcome)]))
    }

    @Test func `surely not sent goes to the second gateway at once, under the same key`() throws {
        var (world, order) = try started([EngineWorld.gateway("first"), EngineWorld.gateway("second")])
        world.handle(.gatewayReady("second", 1))
        let step = settle(&world, order, .surelyNotSent(reason: "refused"))
        let again = try #require(step.orders.first)
        #expect(again.gateway == "second")
        #expect(again.key == order.key)
        #expect(again.attempt == order.attempt)
    }

    @Test func `the second gateway takes new messages only while the first is down`() {
        var world = EngineWorld(gateways: [EngineWorld.gateway("first"), EngineWorld.gateway("second")])
        _ = world.demand([EngineWorld.bags])
        #expect(world.handle(.gatewayReady("second", 100)).orders.isEmpty)
        let step = world.handle(.gatewayDown("first", reason: "refused"))
        #expect(!step.orders.isEmpty)
        #expect(step.orders.allSatisfy { $0.gateway == "second" })
        #expect(world.alarms.contains(.gatewayDown))
        world.handle(.gatewayUp("first"))
        #expect(!world.alarms.contains(.gatewayDown))
    }

    @Test func `a drill's texts leave by the first gateway that takes drills, and real ones by the first`() {
        var plain = EngineWorld.gateway("first")
        plain.takesDrills = false
        var world = EngineWorld(gateways: [plain, EngineWorld.gateway("second")])
        _ = world.demand([EngineWorld.bags], id: "DRILL", status: .exercise)
        #expect(world.handle(.gatewayReady("first", 100)).orders.allSatisfy { !$0.isDrill })
        let drilled = world.handle(.gatewayReady("second", 100)).orders
        #expect(!drilled.isEmpty && drilled.allSatisfy { $0.isDrill })
        let real = world.demand([EngineWorld.bags], id: "REAL").orders.filter { !$0.isDrill }
        #expect(!real.isEmpty && real.allSatisfy { $0.gateway == "first" })
    }

    @Test(arguments: [Outcome.unknown(reason: "timeout"), .surelyNotSent(reason: "refused")])
    func `what a drill repeats neither waits for a gateway that takes no drills nor goes at once for it`(
        _ outcome: Outcome
    ) throws {
        var plain = EngineWorld.gateway("second")
        plain.takesDrills = false
        var world = EngineWorld(members: 1, leaders: 1, gateways: [EngineWorld.gateway("first"), plain])
        _ = world.demand([Self.one], id: "DRILL", status: .exercise)
        let order = try #require(world.handle(.gatewayReady("first", 1)).orders.first { $0.isDrill })
        world.handle(.gatewayReady("first", 10))
        world.handle(.gatewayReady("second", 10))
        #expect(settle(&world, order, outcome).orders.isEmpty)
        let before = world.steps.count
        world.pass(.seconds(20))
        let again = world.steps[before...].flatMap(\.orders).filter { $0.text == order.text }
        #expect(again.map(\.gateway) == ["first"])
    }

    @Test func `throttled waits as long as the gateway asks`() throws {
        var (world, order) = try started()
        world.handle(.gatewayReady("sms", 5))
        _ = settle(&world, order, .throttled(retryAfter: .seconds(30)))
        let before = world.steps.count
        world.pass(.seconds(29))
        #expect(!world.steps[before...].contains { $0.orders.contains { $0.attempt == order.attempt } })
        world.pass(.seconds(6))
        #expect(world.steps[before...].contains { $0.orders.contains { $0.attempt == order.attempt } })
    }

    @Test func `an outcome that comes after it was given up for lost doesn't send the message twice`() throws
    {
        var (world, order) = try started([EngineWorld.gateway("sms", keepsKeys: true)])
        world.handle(.cameUp)
        _ = settle(&world, order, .throttled(retryAfter: .seconds(1)))
        world.handle(.gatewayReady("sms", 10))
        let before = world.steps.count
        world.pass(.seconds(20))
        let again = world.steps[before...].flatMap(\.orders).filter { $0.attempt == order.attempt }
        #expect(again.count == 1)
    }

    @Test func `whoever the provider hasn't been given isn't taken for silent`() throws {
        var world = EngineWorld(members: 14, leaders: 1)
        world.now = world.now + .hours(1)
        _ = world.demand([EngineWorld.bags])
        // Nobody can be asked for half an hour; then the gateway has room.
        world.pass(.minutes(30))
        #expect(world.incident.callouts.values.allSatisfy { $0.stage == .called })
        let asked = world.deliverAll().filter { $0.order.urgency == .callout }.map(\.order.address)
        #expect(asked.count > 5)
        // From now on they have as long to answer as anybody.
        world.pass(.minutes(8))
        #expect(asked.allSatisfy { world.stage($0) == .called })
        world.pass(.minutes(4))
        #expect(asked.allSatisfy { world.stage($0) == .released })
    }

    @Test func `while texts wait, the second channel is used`() {
        var world = EngineWorld(
            members: 14, leaders: 1,
            gateways: [EngineWorld.gateway(), EngineWorld.gateway("voice", channel: .voice)])
        world.now = world.now + .hours(1)
        _ = world.demand([EngineWorld.bags])
        world.handle(.gatewayDown("sms", reason: "refused"))
        world.pass(.minutes(5))
        world.handle(.gatewayReady("voice", 100))
        let calls = world.steps.flatMap(\.orders).filter { $0.channel == .voice && $0.urgency > .help }
        #expect(!calls.isEmpty)
    }

    @Test func `what waits outside any incident still goes out after the last incident has closed`() throws {
        let waits = DispatchRule(small: .officer, large: .officer, smallUpTo: 50, hold: .zero)
        var world = EngineWorld(members: 14, leaders: 1, dispatch: waits)
        _ = world.demand([EngineWorld.bags], id: "D1")
        // The officer is woken; the gateway asks to wait; meanwhile the incident ends.
        let call = try #require(
            world.handle(.gatewayReady("sms", 1)).orders.first { $0.urgency == .help })
        _ = settle(&world, call, .throttled(retryAfter: .minutes(2)))
        world.order(.standDown(incident: IncidentID(1), site: nil))
        world.order(.close(incident: IncidentID(1)))
        #expect(world.engine.state.incidents.isEmpty)
        world.handle(.gatewayReady("sms", 10))
        let before = world.steps.count
        world.pass(.minutes(4))
        #expect(world.steps[before...].flatMap(\.orders).contains { $0.attempt == call.attempt })
    }

    @Test func `tries that reached nobody don't use up what a person may be sent`() throws {
        var (world, order) = try started()
        world.handle(.gatewayReady("sms", 50))
        for _ in 0..<12 {
            let before = world.steps.count
            _ = settle(&world, order, .throttled(retryAfter: .seconds(5)))
            world.pass(.seconds(7))
            #expect(world.steps[before...].contains { $0.orders.contains { $0.attempt == order.attempt } })
        }
        _ = settle(&world, order, .accepted(reference: "g-1"))
        #expect(world.engine.state.attempts[order.attempt]?.state == .sent)
    }

    @Test func `a message that waits for room keeps the process from no sleep`() throws {
        var (world, order) = try started()
        world.engine.credits = [:]
        _ = settle(&world, order, .throttled(retryAfter: .seconds(1)))
        world.pass(.seconds(3))
        let deadline = try #require(world.engine.nextDeadline)
        #expect(deadline > world.now, "it would be awake until the gateway is back")
        let step = world.handle(.gatewayReady("sms", 1))
        #expect(step.orders.map(\.attempt) == [order.attempt])
    }

    @Test func `an unknown outcome is asked again under the same key where the gateway keeps keys`() throws {
        var (world, order) = try started([EngineWorld.gateway(keepsKeys: true)])
        world.handle(.gatewayReady("sms", 5))
        _ = settle(&world, order, .unknown(reason: "time-out"))
        let before = world.steps.count
        world.pass(.seconds(16))
        let again = world.steps[before...].flatMap(\.orders).filter { $0.attempt == order.attempt }
        #expect(again.map(\.key) == [order.key])
    }

    @Test func `an unknown outcome is repeated once, and only once, where it keeps none`() throws {
        var (world, order) = try started()
        world.handle(.gatewayReady("sms", 50))
        _ = settle(&world, order, .unknown(reason: "time-out"))
        var before = world.steps.count
        world.pass(.seconds(16))
        let repeats = world.steps[before...].flatMap(\.orders).filter { $0.address == order.address }
        let second = try #require(repeats.first)
        #expect(repeats.count == 1)
        #expect(second.attempt != order.attempt)
        #expect(second.text == order.text)
        _ = settle(&world, second, .unknown(reason: "time-out"))
        before = world.steps.count
        world.pass(.seconds(60))
        let third = world.steps[before...].flatMap(\.orders).filter { $0.address == order.address }
        #expect(third.isEmpty)
        #expect(world.alarms.contains(.outcomeUnknown))
    }

    @Test func `a repeat that stays unknown is followed by one more, and no channel is used three times`()
        throws
    {
        var world = EngineWorld(gateways: [
            EngineWorld.gateway(), EngineWorld.gateway("calls", channel: .voice),
        ])
        _ = world.demand([EngineWorld.bags])
        var order = try #require(world.handle(.gatewayReady("sms", 1)).orders.first)
        let address = order.address
        var channels = [order.channel]
        for _ in 0..<2 {
            world.handle(
                .settled(
                    order.gateway,
                    [AttemptOutcome(attempt: order.attempt, outcome: .unknown(reason: "time-out"))]))
            let before = world.steps.count
            world.handle(.gatewayReady("calls", 50))
            world.handle(.gatewayReady("sms", 50))
            world.pass(.seconds(16))
            order = try #require(world.steps[before...].flatMap(\.orders).last { $0.address == address })
            channels.append(order.channel)
        }
        #expect(channels == [.sms, .voice, .sms])
        #expect(!world.alarms.contains(.outcomeUnknown))
        world.handle(
            .settled(
                order.gateway, [AttemptOutcome(attempt: order.attempt, outcome: .unknown(reason: "time-out"))]
            ))
        let before = world.steps.count
        world.pass(.seconds(60))
        #expect(world.steps[before...].flatMap(\.orders).allSatisfy { $0.address != address })
        #expect(world.alarms.contains(.outcomeUnknown))
    }

    @Test func `a receipt within the grace ends the doubt, and nothing is repeated`() throws {
        var (world, order) = try started()
        world.handle(.gatewayReady("sms", 50))
        _ = settle(&world, order, .unknown(reason: "time-out"))
        world.handle(.receipt(Receipt(key: order.key, reference: nil, status: .delivered), gateway: "sms"))
        let before = world.steps.count
        world.pass(.seconds(60))
        #expect(world.steps[before...].flatMap(\.orders).allSatisfy { $0.address != order.address })
        #expect(world.engine.state.attempts[order.attempt]?.state == .delivered)
    }

    @Test func `a receipt under a key of another store is ignored`() throws {
        var (world, order) = try started()
        _ = settle(&world, order, .accepted(reference: "g-1"))
        let foreign = AttemptKey.text(seed: 99, attempt: order.attempt)
        let step = world.handle(
            .receipt(Receipt(key: foreign, reference: nil, status: .failed), gateway: "sms"))
        #expect(step.facts.isEmpty)
    }

    @Test func `delivered is never taken back`() throws {
        var (world, order) = try started()
        world.handle(.receipt(Receipt(key: order.key, reference: nil, status: .delivered), gateway: "sms"))
        _ = settle(&world, order, .accepted(reference: ""))
        world.handle(.receipt(Receipt(key: order.key, reference: nil, status: .failed), gateway: "sms"))
        #expect(world.engine.state.attempts[order.attempt]?.state == .delivered)
    }

    @Test func `after a crash what was planned goes out and what was started is unknown`() throws {
        var world = EngineWorld()
        _ = world.demand([EngineWorld.bags])
        let onTheWire = world.handle(.gatewayReady("sms", 3)).orders
        let planned = world.engine.state.backlog.count
        var revived = Engine(state: world.replayed, reference: world.engine.reference)
        _ = revived.handle(.cameUp, at: world.now)
        for order in onTheWire { #expect(revived.state.attempts[order.attempt]?.state == .unknown) }
        let step = revived.handle(.gatewayReady("sms", 1000), at: world.now)
        #expect(step.orders.count == planned)
        #expect(Set(step.orders.map(\.attempt)).isDisjoint(with: onTheWire.map(\.attempt)))
    }

    @Test func `after a crash nothing is decided before the roster is there`() throws {
        var world = EngineWorld()
        _ = world.demand([EngineWorld.bags])
        let onTheWire = world.handle(.gatewayReady("sms", 4)).orders.filter {
            world.engine.state.attempts[$0.attempt]?.recipient.member != nil
        }
        var revived = Engine(
            state: world.replayed, reference: Reference(settings: world.engine.reference.settings))
        _ = revived.handle(.cameUp, at: world.now)
        #expect(revived.handle(.tick, at: world.now + .minutes(14)).facts.isEmpty)
        _ = revived.handle(.reference(.roster(world.engine.reference.roster)), at: world.now + .minutes(14))
        _ = revived.handle(.reference(.sites(world.engine.reference.sites)), at: world.now + .minutes(14))
        _ = revived.handle(.tick, at: world.now + .minutes(14))
        let repeated = revived.state.attempts.values.compactMap(\.repeats)
        #expect(Set(repeated) == Set(onTheWire.map(\.attempt)))
        #expect(!revived.state.alarms.values.contains { $0.kind == .outcomeUnknown && $0.member != nil })
    }

    @Test func `nobody gets more than eight texts in an hour, but a stop goes out all the same`() throws {
        var world = EngineWorld(members: 1, leaders: 1)
        _ = world.demand([Self.one])
        world.deliverAll()
        let phone = EngineWorld.phone(1)
        for _ in 0..<12 {
            world.text("1", from: phone)
            world.text("0", from: phone)
            world.pass(.minutes(1))
        }
        world.text("1", from: phone)
        let sent = world.deliverAll().filter { $0.order.address == phone }
        #expect(sent.count <= 7)
        world.order(.stop(incident: nil, site: "F01", .power, note: ""))
        let stop = world.deliverAll().filter { $0.order.address == phone }
        #expect(stop.count == 1)
        #expect(stop[0].words.contains("触电"))
    }

    @Test func `a call-out past its time is not sent`() {
        var world = EngineWorld()
        _ = world.demand([EngineWorld.bags])
        world.pass(.hours(12))
        let late = world.deliverAll().filter { $0.words.contains("搬沙袋") && $0.words.contains("07:") }
        #expect(late.isEmpty)
    }

    @Test func `a person who answered gets no reminder that was planned before`() throws {
        var world = EngineWorld(members: 1, leaders: 1)
        _ = world.demand([Self.one])
        world.deliverAll()
        world.engine.credits = [:]
        world.pass(.minutes(13))
        world.text("0", from: EngineWorld.phone(1))
        #expect(
            !world.deliverAll().contains {
                $0.words.contains("提醒：") && $0.order.address == EngineWorld.phone(1)
            })
    }
}
