import Testing

@testable import Mobilization

/// What one officer may not do alone, and how far waves go by themselves.
@Suite struct ApprovalTests {
    private var first: IncidentID { IncidentID(1) }
    private static let leaderPhone = "+8613900000002"
    private static let directorPhone = "+8613900000003"

    /// A demand that the pioneers can't fill, with the reserve asked for.
    private func asked() -> EngineWorld {
        var world = EngineWorld(members: 6, leaders: 2, reserve: 60)
        _ = world.demand([EngineWorld.bags])
        world.deliverAll()
        world.order(.call(incident: first, reserve: 30, confirmed: 30))
        return world
    }

    private func secondCode(_ sent: [(order: SendOrder, words: String)]) -> String? {
        sent.first { $0.order.address == Self.leaderPhone && $0.words.contains("验证码") }
            .map { $0.words.drop { $0 != "码" }.dropFirst().prefix(6) }.map(String.init)
    }

    @Test func `the leader in charge sends the code back, and the reserve is called`() throws {
        var world = asked()
        let sent = world.deliverAll()
        let code = try #require(secondCode(sent))
        #expect(!sent.contains { $0.order.address == "+8613900000001" && $0.words.contains(code) })
        world.text("同意 \(code)", from: Self.leaderPhone)
        #expect(world.incident.reserveAllowed == 30)
        #expect(world.incident.callouts.values.contains { $0.pool == .reserve })
        #expect(!world.alarms.contains(.confirmationNeeded))
        #expect(world.replayed == world.engine.state)
    }

    @Test func `a wrong code, a 5, and the right code from another phone call nobody`() throws {
        var world = asked()
        let code = try #require(secondCode(world.deliverAll()))
        world.text("000000", from: Self.leaderPhone)
        world.text("5", from: Self.leaderPhone)
        world.text(code, from: "+8613900000001")
        world.text(code, from: EngineWorld.phone(3))
        world.text(code, from: "+8613988887777")
        #expect(world.incident.reserveAllowed == 0)
        #expect(!world.incident.callouts.values.contains { $0.pool == .reserve })
    }

    @Test func `a key pressed in the call to the leader in charge is their word`() {
        var world = EngineWorld(
            members: 6, leaders: 2, reserve: 60,
            gateways: [EngineWorld.gateway(), EngineWorld.gateway("voice", channel: .voice)])
        _ = world.demand([EngineWorld.bags])
        world.order(.call(incident: first, reserve: 30, confirmed: 30))
        world.text("1", from: Self.leaderPhone)
        #expect(world.incident.reserveAllowed == 0, "a text of 1 is no key")
        world.handle(
            .reply(InboundReply(from: Self.leaderPhone, text: "1", identifier: nil), gateway: "voice"))
        #expect(world.incident.reserveAllowed == 30)
    }

    @Test func `the code stands in no fact`() throws {
        var world = asked()
        let code = try #require(secondCode(world.deliverAll()))
        #expect(!world.steps.flatMap(\.facts).contains { "\($0)".contains(code) })
    }

    @Test func `after five minutes one officer goes on alone, and the director is told at once`() {
        var world = asked()
        world.deliverAll()
        world.pass(.minutes(4))
        guard case .refused(.secondPersonHasTime) = world.order(.breakGlass(1, reason: "无人接听")).answer else {
            Issue.record("before five minutes the glass holds")
            return
        }
        world.pass(.minutes(2))
        world.deliverAll()
        #expect(world.order(.breakGlass(1, reason: " ")).answer == .refused(.reasonNeeded))
        world.order(.breakGlass(1, reason: "无人接听，水已过膝"))
        #expect(world.incident.reserveAllowed == 30)
        #expect(world.incident.glassBroken == 1)
        let told = world.deliverAll().filter { $0.order.address == Self.directorPhone }
        #expect(told.contains { $0.words.contains("一人批准后备30人") })
        #expect(world.replayed == world.engine.state)
    }

    @Test func `the officer who asked is not woken as the second person`() {
        var world = asked()
        let words = world.deliverAll().filter { $0.words.contains("呼叫后备30人") }
        #expect(words.map(\.order.address) == [Self.leaderPhone])
    }

    // MARK: - The envelope

    @Test func `waves stay within the envelope, and beyond it the inbox asks`() {
        var world = EngineWorld(members: 60)
        world.order(
            .open(
                event: "暴雨内涝", demand: Demand(requestedBy: "", needs: [EngineWorld.bags], neededBy: nil),
                isDrill: false))
        let until = world.now + .hours(1)
        world.order(
            .approve(
                incident: first, Envelope(people: 12, texts: nil, until: until), reserve: 0, confirmed: 12))
        #expect(world.incident.callouts.count == 12)
        world.pass(.minutes(30))
        #expect(world.incident.callouts.count == 12, "nobody answers, and still nobody more is called")
        #expect(world.alarms.contains(.envelopeSpent))
        world.order(
            .approve(
                incident: first, Envelope(people: 20, texts: nil, until: until), reserve: 0, confirmed: 20))
        #expect(world.incident.callouts.count == 20)
    }

    @Test func `no wave goes out after its end, and none beyond its texts`() {
        var world = EngineWorld(members: 60)
        world.order(
            .open(
                event: "暴雨内涝", demand: Demand(requestedBy: "", needs: [EngineWorld.bags], neededBy: nil),
                isDrill: false))
        world.order(
            .approve(
                incident: first, Envelope(people: 60, texts: 8, until: world.now + .minutes(5)), reserve: 0,
                confirmed: 60))
        world.deliverAll()
        let called = world.incident.callouts.count
        #expect(called == 8)
        world.pass(.minutes(30))
        #expect(world.incident.callouts.count == called)
    }

    @Test func `an envelope with another count, in the past, or of nobody is refused`() {
        var world = EngineWorld(members: 60)
        world.order(
            .open(
                event: "暴雨内涝", demand: Demand(requestedBy: "", needs: [EngineWorld.bags], neededBy: nil),
                isDrill: false))
        let later = world.now + .hours(1)
        func approve(_ people: Int, _ until: Instant, _ confirmed: Int) -> Answer? {
            world.order(
                .approve(
                    incident: first, Envelope(people: people, texts: nil, until: until), reserve: 0,
                    confirmed: confirmed)
            ).answer
        }
        #expect(approve(60, later, 6) == .refused(.countMismatch(typed: 6, actual: 60)))
        #expect(approve(60, world.now, 60) == .refused(.timeInPast(world.now)))
        #expect(approve(0, later, 0) == .refused(.headcountOutOfRange(0)))
        #expect(world.incident.callouts.isEmpty)
    }

    // MARK: - Demands that grow

    @Test func `a demand that grows by a town is held again, one that grows a little isn't`() {
        var world = EngineWorld(members: 200)
        _ = world.demand([EngineWorld.bags])
        let called = world.incident.callouts.count
        var grown = EngineWorld.bags
        grown.headcount = 30
        _ = world.demand([grown])
        #expect(world.incident.dispatch == .running)
        #expect(world.alarms.contains(.demandRevised))
        #expect(world.incident.callouts.count > called)
        let before = world.incident.callouts.count
        grown.headcount = 300
        _ = world.demand([grown])
        #expect(world.incident.dispatch == .held(until: world.now + .seconds(60)))
        #expect(world.incident.callouts.count == before)
        world.pass(.seconds(61))
        #expect(world.incident.callouts.count > before)
    }
}
