import Mobilization
import MobilizationRuntime
import Testing

@testable import Simulation

/// The production loop on virtual time: what it does when the store refuses, and when nothing happens.
@Suite struct DriverTests {
    private static let start = People.morning

    private func world(
        team: [Member] = [], gateways: [GatewayDescription] = []
    ) throws -> VirtualWorld {
        var reference = Reference(
            settings: Settings(
                zone: .fixed(hours: 8), dutyPhone: "0816-5550100",
                centre: Coordinate(latitude: 31.466, longitude: 104.742), seed: 7))
        reference.rules.rules = [
            ResponseRule(
                name: "warning", kind: .warning, sources: [], event: nil, atLeast: nil,
                action: .posture(.standby, notify: .team))
        ]
        reference.roster = Roster(version: ReferenceVersion(number: 1, digest: "one"), members: team)
        let world = try VirtualWorld(
            start: Self.start, reference: reference, gateways: gateways, network: People.network(1))
        try world.run(until: Self.start + .seconds(1))
        return world
    }

    private static let member = Member(
        id: MemberID(1), name: "队员", pool: .pioneer, level: .basic, skills: [], bornOn: nil,
        insuredUntil: nil,
        firstAidUntil: nil, home: nil, transport: .car,
        addresses: [Address(channel: .sms, value: People.phone(0))])
    private static let gateway = GatewayDescription(
        name: "network", channel: .sms, keepsKeys: false, takesDrills: true, credit: 4)

    private func warn(_ id: String, in world: VirtualWorld) -> Answers {
        let answers = Answers()
        let alert = Alert(
            identifier: id, kind: .warning, status: .actual, messageType: .alert, event: "暴雨", colour: .red,
            issuedAt: Self.start, expiresAt: nil, references: [], areas: [], headline: "", demand: nil)
        world.post.post(Letter(.alert(alert, source: "weather", raw: "")) { answers.add($0) })
        return answers
    }

    private func note(in world: VirtualWorld) -> Answers {
        let answers = Answers()
        world.order(.note(incident: nil, "路通了")) { answers.add($0) }
        return answers
    }

    @Test
    func `with the reserve freed the officer's work goes on, and alerts wait until the disk has room again`()
        throws
    {
        let world = try world()
        world.log.reserve = .held
        world.log.failures = [StoreFailure(.diskFull, "disk full")]
        let first = warn("W1", in: world)
        try world.run(until: Self.start + .seconds(5))
        #expect(first.isRefused)
        let entry = note(in: world)
        try world.run(until: Self.start + .seconds(10))
        #expect(entry.all.count == 1 && !entry.isRefused)

        // A write succeeds on the freed reserve; that is no sign of room.
        try world.run(until: Self.start + .minutes(5))
        let second = warn("W2", in: world)
        try world.run(until: Self.start + .minutes(6))
        #expect(second.isRefused)
        #expect(world.state.alerts.isEmpty)

        world.log.hasRoomAgain = true
        try world.run(until: Self.start + .minutes(7))
        let third = warn("W3", in: world)
        try world.run(until: Self.start + .minutes(8))
        #expect(third.all.count == 1 && !third.isRefused)
        #expect(world.log.reserve == .held)
        #expect(world.state.alerts.count == 1)
    }

    @Test func `without a reserve everything is refused until a write succeeds`() throws {
        let world = try world()
        world.log.failures = [StoreFailure(.diskFull, "disk full"), StoreFailure(.diskFull, "disk full")]
        let entry = note(in: world)
        try world.run(until: Self.start + .seconds(2))
        #expect(entry.isRefused)
        world.log.failures = []
        try world.run(until: Self.start + .seconds(10))
        let again = note(in: world)
        try world.run(until: Self.start + .seconds(12))
        #expect(again.all.count == 1 && !again.isRefused)
    }

    @Test func `what gateways say while the store refuses is kept, and their room isn't lost`() throws {
        let world = try world(team: [Self.member], gateways: [Self.gateway])
        let refusal = StoreFailure(.readOnly, "read-only")
        world.log.failures = Array(repeating: refusal, count: 4)
        world.post.post(Letter(.gatewayDown("network", reason: "five failures")))
        world.post.post(Letter(.gatewayUp("network")))
        _ = note(in: world)
        try world.run(until: Self.start + .seconds(2))
        #expect(world.boards.current?.storeTrouble != nil)
        world.post.post(Letter(.gatewayDown("network", reason: "five failures")))
        try world.run(until: Self.start + .seconds(3))
        world.post.post(Letter(.gatewayUp("network")))
        world.log.failures = []
        try world.run(until: Self.start + .seconds(10))
        #expect(world.boards.current?.storeTrouble == nil)
        #expect(world.state.gateway("network")?.isUp == true)
        world.post.post(
            Letter(
                .reply(
                    InboundReply(from: People.phone(0), text: "请假3天", identifier: "r1"), gateway: "network")))
        try world.run(until: Self.start + .seconds(20))
        #expect(!world.gateway.sent.isEmpty, "there is room for a message")
    }

    @Test func `a text whose words can't be read for a while is sent later, and nobody is passed over`()
        throws
    {
        let team = (1...3).map { number in
            Member(
                id: MemberID(Int64(number)), name: "", pool: .pioneer, level: .basic, skills: [], bornOn: nil,
                insuredUntil: nil, firstAidUntil: nil, home: nil, transport: .car,
                addresses: [Address(channel: .sms, value: People.phone(number))])
        }
        let world = try world(
            team: team,
            gateways: [
                GatewayDescription(
                    name: "one", channel: .sms, keepsKeys: true, takesDrills: true, credit: 8)
            ])
        // Nothing leaves before the restart, after which the words stand in the store alone.
        world.gateway.verdict = { _, _ in .throttled(retryAfter: .seconds(30)) }
        _ = warn("W1", in: world)
        try world.run(until: Self.start + .seconds(5))
        world.gateway.verdict = { _, _ in nil }
        try world.restart()
        world.log.unreadable = StoreFailure(.other, "unable to open database file")
        try world.run(until: Self.start + .minutes(2))
        #expect(world.gateway.sent.isEmpty)
        #expect(world.state.attempts.count == 3)
        #expect(world.state.attempts.values.allSatisfy { $0.state == .planned })
        #expect(world.log.facts.count < 1_000, "it tries again without spinning")
        world.log.unreadable = nil
        try world.run(until: Self.start + .minutes(3))
        #expect(
            Set(world.gateway.sent.map(\.message.order.address))
                == Set(team.compactMap { $0.address(on: .sms) }))
    }

    @Test func `the board's time goes on while nothing comes`() throws {
        let world = try world()
        for minute in Int64(1)...10 {
            let now = Self.start + .minutes(minute)
            try world.run(until: now)
            let asOf = try #require(world.boards.current?.asOf)
            #expect(now - asOf <= .seconds(15))
        }
    }
}

/// What letters were answered.
private final class Answers: @unchecked Sendable {
    // Unchecked: a simulated world runs on one thread.
    private(set) var all: [Reception] = []

    func add(_ reception: Reception) { all.append(reception) }

    var isRefused: Bool {
        all.count == 1 && all.allSatisfy { if case .storeUnavailable = $0 { true } else { false } }
    }
}
