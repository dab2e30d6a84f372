import Testing

@testable import Mobilization

/// On scene: claims and totals, stop and resume, calls for help, the way home.
@Suite struct SceneTests {
    /// A world with everybody of one need on the way, and their phones.
    private func underway(leaders: Int = 1) -> (world: EngineWorld, phones: [String]) {
        var world = EngineWorld(members: 14, leaders: leaders)
        _ = world.demand([EngineWorld.bags])
        world.deliverAll()
        let phones = world.incident.callouts.keys.map { world.phone($0) }
        for phone in phones { world.text("1", from: phone) }
        let coming = phones.filter { world.stage($0) == .accepted }
        for phone in coming { world.text("2", from: phone) }
        world.deliverAll()
        return (world, coming)
    }

    private var first: IncidentID { IncidentID(1) }

    @Test func `a claim is no arrival before the leader's total covers it`() {
        var (world, phones) = underway()
        for phone in phones.prefix(5) { world.text("3", from: phone) }
        #expect(world.incident.circleFigures.arrived == 0)
        world.pass(.minutes(6))
        world.order(.leaderTotal(incident: first, site: "F01", people: 4))
        #expect(world.incident.circleFigures.arrived == 0)
        #expect(world.alarms.contains(.headcountMismatch))
        world.order(.leaderTotal(incident: first, site: "F01", people: 5))
        #expect(world.incident.circleFigures.arrived == 5)
        #expect(!world.alarms.contains(.headcountMismatch))
    }

    @Test func `a claim of this very minute need not be in the leader's total`() {
        var (world, phones) = underway()
        for phone in phones.prefix(5) { world.text("3", from: phone) }
        world.pass(.minutes(6))
        world.text("3", from: phones[5])
        world.order(.leaderTotal(incident: first, site: "F01", people: 5))
        #expect(world.incident.circleFigures.arrived == 5)
        #expect(world.stage(phones[5]) == .enRoute)
        #expect(!world.alarms.contains(.headcountMismatch))
    }

    @Test func `more people than names confirms the names and asks about the rest`() {
        var (world, phones) = underway()
        for phone in phones.prefix(5) { world.text("3", from: phone) }
        world.order(.leaderTotal(incident: first, site: "F01", people: 7))
        #expect(world.incident.circleFigures.arrived == 5)
        #expect(world.alarms.contains(.headcountMismatch))
    }

    @Test func `the leader's own text counts, another member's doesn't`() throws {
        var (world, phones) = underway()
        let leader = try #require(world.incident.leader(at: "F01"))
        let workers = world.incident.callouts.values.filter { $0.role == .worker }
            .map { world.phone($0.member) }
        let other = try #require(phones.first { workers.contains($0) })
        world.text("3", from: other)
        world.text("到2", from: other)
        #expect(world.incident.circleFigures.arrived == 0)
        #expect(world.alarms.contains(.replyUnclear))
        world.text("到2", from: world.phone(leader.member))
        #expect(world.incident.circleFigures.arrived == 2)
    }

    @Test func `a stop reaches everybody there and on the way before anything else that waits`() {
        var (world, phones) = underway()
        for phone in phones.prefix(4) { world.text("3", from: phone) }
        world.order(.leaderTotal(incident: first, site: "F01", people: 4))
        world.engine.credits = [:]
        world.order(.addNeed(incident: first, EngineWorld.aid))
        world.order(.stop(incident: nil, site: "F01", .power, note: "电线落水"))
        let sent = world.handle(.gatewayReady("sms", 1000)).orders
        let stops = sent.prefix(phones.count)
        #expect(Set(stops.map(\.address)) == Set(phones))
        #expect(stops.allSatisfy { world.texts[$0.text.number]?.contains("触电") ?? false })
    }

    @Test
    func
        `a stop goes before everything that a provider throttled, and is back first when it is throttled itself`()
        throws
    {
        var (world, phones) = underway()
        for phone in phones.prefix(4) { world.text("3", from: phone) }
        world.engine.credits = [:]
        world.order(.addNeed(incident: first, EngineWorld.aid))
        func throttle(_ orders: [SendOrder]) {
            let outcomes = orders.map {
                AttemptOutcome(attempt: $0.attempt, outcome: .throttled(retryAfter: .seconds(1)))
            }
            world.handle(.settled("sms", outcomes))
        }
        throttle(world.handle(.gatewayReady("sms", 1000)).orders)
        world.engine.credits = [:]
        world.pass(.seconds(2))
        world.order(.stop(incident: nil, site: "F01", .power, note: ""))
        let stop = try #require(world.handle(.gatewayReady("sms", 1)).orders.first)
        #expect(stop.urgency == .stop)
        throttle([stop])
        world.pass(.seconds(1))
        let next = world.handle(.gatewayReady("sms", 1000)).orders
        #expect(next.prefix { $0.urgency == .stop }.map(\.attempt).contains(stop.attempt))
    }

    @Test func `whoever says yes during a stop waits at home, and learns where to go when work is resumed`()
        throws
    {
        var world = EngineWorld(members: 14, leaders: 1)
        _ = world.demand([EngineWorld.bags])
        world.deliverAll()
        let phones = world.incident.callouts.keys.map { world.phone($0) }
        world.text("1", from: phones[0])
        world.deliverAll()
        world.order(.stop(incident: first, site: "F01", .lightning, note: ""))
        world.deliverAll()
        world.text("1", from: phones[1])
        let during = world.deliverAll().filter { $0.order.address == phones[1] }
        #expect(during.count == 1)
        #expect(during.allSatisfy { $0.words.contains("先不要出发") && !$0.words.contains("停车场") })
        world.pass(.minutes(50))
        let asked = world.deliverAll().filter { $0.order.address == phones[1] }
        #expect(asked.isEmpty, "nobody who was told to wait is asked where they are")
        world.order(.resume(incident: first, site: "F01"))
        let after = world.deliverAll().filter { $0.order.address == phones[1] }
        #expect(after.contains { $0.words.contains("停车场") })
        let member = try #require(world.engine.reference.roster.member(phone: phones[1])?.id)
        let expected = try #require(world.incident.callouts[member]?.comingAt)
        #expect(expected > world.now)
    }

    @Test func `no call-out leaves for a site that is stopped`() {
        var world = EngineWorld(members: 14, leaders: 1)
        _ = world.demand([EngineWorld.bags])
        world.order(.stop(incident: first, site: "F01", .power, note: ""))
        #expect(world.deliverAll().allSatisfy { $0.order.urgency <= .help }, "the officer may be woken")
        world.order(.resume(incident: first, site: "F01"))
        #expect(world.deliverAll().contains { $0.order.urgency == .callout })
    }

    @Test func `whoever couldn't be asked during a stop isn't taken for silent, and is asked after it`()
        throws
    {
        var world = EngineWorld(members: 14, leaders: 1)
        _ = world.demand([EngineWorld.bags])
        world.order(.stop(incident: first, site: "F01", .water, note: ""))
        world.pass(.minutes(40))
        #expect(!world.alarms.contains(.sendingLags), "no gateway is slow")
        #expect(world.incident.callouts.values.allSatisfy { $0.stage == .called })
        world.order(.resume(incident: first, site: "F01"))
        let asked = world.deliverAll().filter { $0.order.urgency == .callout }.map(\.order.address)
        #expect(!asked.isEmpty)
        world.pass(.minutes(5))
        world.text("1", from: try #require(asked.first))
        #expect(world.stage(asked[0]) == .accepted)
    }

    @Test func `whoever says 3 at a site that has stood down is sent home and followed`() {
        var world = EngineWorld(members: 14, leaders: 1)
        _ = world.demand([EngineWorld.bags])
        world.deliverAll()
        let phone = world.phone(world.incident.callouts.keys[1])
        world.text("0", from: phone)
        world.order(.standDown(incident: first, site: nil))
        world.deliverAll()
        world.text("3", from: phone)
        #expect(world.stage(phone) == .returning)
        #expect(world.deliverAll().contains { $0.order.address == phone && $0.words.contains("任务取消") })
        world.pass(.hours(3))
        #expect(world.alarms.contains(.homeOverdue))
    }

    @Test func `whoever is entered as arrived after the stand-down is not forgotten`() throws {
        var (world, phones) = underway()
        let member = try #require(world.engine.reference.roster.member(phone: phones[0])?.id)
        world.order(.standDown(incident: first, site: nil))
        world.order(.arrive(incident: first, site: "F01", members: [member], observedAt: nil))
        world.text("9", from: phones[1])
        world.pass(.minutes(125))
        #expect(world.engine.state.alarms.values.contains { $0.kind == .homeOverdue && $0.member == member })
    }

    @Test func `a claim at another incident's site doesn't make one person two`() throws {
        var world = EngineWorld(members: 14, leaders: 1)
        _ = world.demand([EngineWorld.bags])
        world.deliverAll()
        let old = world.incident
        for member in old.callouts.keys { world.text("0 \(old.code)", from: world.phone(member)) }
        let other = DemandedNeed(site: "F02", playbook: "material-handling", headcount: 8, workload: nil)
        _ = world.demand([other], id: "D2")
        world.deliverAll()
        let new = try #require(world.engine.state.incidents.values.last)
        let member = try #require(new.callouts.keys.first { old.callouts.contains($0) })
        world.text("1 \(new.code)", from: world.phone(member))
        #expect(world.engine.state.engagement(of: member)?.0 == new.id)
        world.text("3 \(old.code)", from: world.phone(member))
        #expect(world.engine.state.incidents[old.id]?.callouts[member]?.stage == .declined)
        #expect(world.engine.state.incidents[new.id]?.callouts[member]?.stage == .accepted)
        #expect(world.alarms.contains(.replyUnclear))
    }

    @Test func `after a stop the headcount completes itself when all have answered 8`() {
        var (world, phones) = underway()
        for phone in phones { world.text("3", from: phone) }
        world.order(.leaderTotal(incident: first, site: "F01", people: phones.count))
        world.order(.stop(incident: first, site: "F01", .water, note: ""))
        for phone in phones.dropLast() { world.text("8", from: phone) }
        #expect(world.incident.sites["F01"]?.stop?.headcount == nil)
        world.pass(.minutes(6))
        #expect(world.alarms.contains(.headcountMissing))
        world.text("8", from: phones[phones.count - 1])
        #expect(world.incident.sites["F01"]?.stop?.headcount == phones.count)
        #expect(!world.alarms.contains(.headcountMissing))
        world.order(.resume(incident: first, site: "F01"))
        #expect(phones.allSatisfy { world.stage($0) == .arrived })
    }

    @Test func `anyone checked in stops their site by text, and only by the whole word`() {
        var (world, phones) = underway()
        for phone in phones { world.text("3", from: phone) }
        world.text("停电了", from: phones[2])
        #expect(world.incident.sites["F01"]?.stop == nil)
        world.text("停", from: phones[2])
        #expect(world.incident.sites["F01"]?.stop?.hazard == .other)
    }

    @Test func `a leader's text to resume or stand down goes to the officer`() throws {
        var (world, _) = underway()
        let leader = try #require(world.incident.leader(at: "F01"))
        world.order(.stop(incident: first, site: "F01", .water, note: ""))
        world.text("复", from: world.phone(leader.member))
        #expect(world.incident.sites["F01"]?.stop != nil)
        #expect(world.alarms.contains(.leaderAsks))
        world.text("撤", from: world.phone(leader.member))
        #expect(world.incident.sites["F01"]?.stoodDownAt == nil)
    }

    @Test func `7 is answered, wakes the officer, then the leader in charge, then the director`() {
        var world = EngineWorld()
        world.text("7", from: EngineWorld.phone(20))
        let sent = world.deliverAll()
        #expect(sent.contains { $0.order.address == EngineWorld.phone(20) && $0.words.contains("已收到您的求助") })
        #expect(sent.contains { $0.order.address == "+8613900000001" })
        #expect(!sent.contains { $0.order.address == "+8613900000002" })
        world.pass(.minutes(3) + .seconds(1))
        #expect(world.deliverAll().map(\.order.address) == ["+8613900000002"])
        world.pass(.minutes(5))
        #expect(world.deliverAll().map(\.order.address) == ["+8613900000003"])
    }

    @Test func `an answer from the duty phone ends the waking, and the matter stays open`() {
        var world = EngineWorld()
        world.text("救命", from: EngineWorld.phone(20))
        world.deliverAll()
        world.text("5", from: "+8613900000001")
        world.pass(.minutes(30))
        #expect(world.deliverAll().isEmpty)
        #expect(world.alarms == [.help])
        world.order(.settle(AlarmID(1)))
        #expect(world.alarms.isEmpty)
    }

    @Test func `a help that nobody settled keeps the incident open`() {
        var world = EngineWorld()
        _ = world.demand([EngineWorld.bags])
        let called = world.incident.callouts.keys[3]
        world.text("7", from: world.phone(called))
        world.text("1", from: world.phone(called))
        world.order(.standDown(incident: first, site: nil))
        world.text("9", from: world.phone(called))
        #expect(world.order(.close(incident: first)).answer == .refused(.peopleUnaccounted(1)))
    }

    @Test func `who set out and fell silent is asked, then becomes the officer's matter`() {
        var (world, phones) = underway()
        world.pass(.minutes(45))
        #expect(world.deliverAll().contains { $0.order.address == phones[0] && $0.words.contains("您安全吗") })
        world.pass(.minutes(30))
        #expect(world.alarms.contains(.memberMissing))
        #expect(world.order(.close(incident: first)).answer == .refused(.peopleUnaccounted(phones.count)))
    }

    @Test func `a person is promised to one incident only`() {
        var world = EngineWorld(members: 14)
        _ = world.demand([EngineWorld.bags], id: "D1")
        world.deliverAll()
        let phone = world.phone(world.incident.callouts.keys[2])
        world.text("1", from: phone)
        _ = world.demand([EngineWorld.bags], id: "D2")
        let second = world.engine.state.incidents.values[1]
        #expect(!second.callouts.keys.contains { world.phone($0) == phone })
    }

    @Test func `a late yes after a standby's 5 is not read into it`() {
        var world = EngineWorld()
        _ = world.demand([EngineWorld.bags])
        let phone = world.phone(world.incident.callouts.keys[2])
        world.text("收到", from: phone)
        #expect(world.stage(phone) == .called)
        #expect(world.deliverAll().contains { $0.order.address == phone && $0.words.contains("没看懂") })
    }

    @Test func `a count below zero, an unknown counter and a time to come are refused with nothing done`() {
        var (world, _) = underway()
        let before = world.engine.state
        #expect(
            world.order(
                .count(incident: first, site: "F01", counter: "bags", added: -1, observedAt: nil, note: "")
            ).answer
                == .refused(.negativeCount(-1)))
        #expect(
            world.order(
                .count(incident: first, site: "F01", counter: "boats", added: 1, observedAt: nil, note: "")
            ).answer
                == .refused(.unknownCounter("boats", known: ["bags"])))
        let later = world.now + .minutes(1)
        #expect(
            world.order(.arrive(incident: first, site: "F01", members: [], observedAt: later)).answer
                == .refused(.timeInFuture(later)))
        #expect(
            world.order(.stop(incident: nil, site: "X1", .water, note: "")).answer
                == .refused(.unknownSite("X1")))
        #expect(world.engine.state == before)
    }
}
