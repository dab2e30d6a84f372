import Testing

@testable import Mobilization

/// Warnings set postures and ask people to stand by; they never call anybody.
@Suite struct StandbyTests {
    /// A team of twelve whose warnings follow the shipped table, at 07:30.
    private func team(reserve: Int = 0) -> EngineWorld {
        var world = EngineWorld(members: 12, leaders: 2, reserve: reserve)
        world.now = world.now + .hours(1)
        let table: [(WarningColour, Posture, NoticeScope)] = [
            (.red, .standby, .teamAndReserve), (.orange, .standby, .team), (.yellow, .prepare, .firstThird),
            (.blue, .watch, .nobody),
        ]
        var rules = world.engine.reference.rules
        rules.rules =
            table.map { colour, posture, notify in
                ResponseRule(
                    name: "\(colour)", kind: .warning, sources: [], event: nil, atLeast: colour,
                    action: .posture(posture, notify: notify))
            } + [
                ResponseRule(
                    name: "demand", kind: .demand, sources: [], event: nil, atLeast: nil,
                    action: .callOut(.shipped))
            ]
        rules.version = ReferenceVersion(number: 9, digest: "postures")
        world.handle(.reference(.rules(rules)))
        return world
    }

    private func notices(_ sent: [(order: SendOrder, words: String)]) -> [String] {
        sent.filter { $0.words.contains("请待命") }.map(\.order.address)
    }

    @Test(arguments: [(WarningColour.blue, 0), (.yellow, 6), (.orange, 12), (.red, 15)])
    func `each colour asks its people to stand by, and none is called`(colour: WarningColour, people: Int) {
        var world = team(reserve: 3)
        world.warn("W1", colour)
        #expect(notices(world.deliverAll()).count == people)
        #expect(world.engine.state.incidents.isEmpty)
        #expect(world.alarms.contains(.redWarning) == (colour == .red))
    }

    @Test func `5 and 6 answer a standby notice and are never an acceptance`() {
        var world = team()
        world.warn("W1", .orange)
        world.deliverAll()
        world.text("5", from: EngineWorld.phone(3))
        world.text("收到", from: EngineWorld.phone(4))
        world.text("6", from: EngineWorld.phone(5))
        let standby = world.engine.state.standby
        #expect(standby?.count(.can) == 2)
        #expect(standby?.count(.cannot) == 1)
        #expect(world.alarms.isEmpty)
        world.text("6", from: EngineWorld.phone(3))
        #expect(world.engine.state.standby?.count(.cannot) == 2, "people change their minds")
        _ = world.demand([EngineWorld.bags])
        world.text("5", from: EngineWorld.phone(6))
        #expect(
            world.stage(EngineWorld.phone(6)) == .called, "a bare 5 is no yes to the call-out")
        #expect(world.alarms.allSatisfy { $0 != .replyUnclear })
        #expect(
            world.deliverAll().contains {
                $0.order.address == EngineWorld.phone(6) && $0.words.contains("能到回1，晚到回4")
            }, "they are asked back")
        #expect(world.replayed == world.engine.state)
    }

    @Test func `a graver warning asks only those who weren't asked before`() {
        var world = team()
        world.warn("W1", .yellow)
        let first = notices(world.deliverAll())
        world.warn("W2", .orange, references: ["W1"])
        let second = notices(world.deliverAll())
        #expect(Set(first).isDisjoint(with: second))
        #expect(first.count + second.count == 12)
        #expect(world.engine.state.warnings.keys.map(\.identifier) == ["W2"])
    }

    @Test func `the same storm from three sources is one, and the gravest counts`() {
        var world = team()
        world.warn("D1", .yellow, event: "暴雨黄色预警", source: "district")
        world.warn("C1", .orange, event: "暴雨橙色预警信号", source: "city")
        world.warn("P1", .blue, event: "暴雨蓝色预警", source: "province")
        let storms = world.engine.state.storms
        #expect(storms.map(\.danger) == ["暴雨"])
        #expect(storms[0].warnings.map(\.key.source) == ["city", "district", "province"])
        #expect(world.engine.state.posture == .standby)
        world.warn("C1", .orange, event: "暴雨橙色预警信号", source: "city", type: .cancel)
        #expect(world.engine.state.posture == .prepare)
        #expect(world.engine.state.storms[0].warnings.count == 2)
    }

    @Test func `the end of the last warning is told to those who stand by`() {
        var world = team()
        world.warn("W1", .orange)
        world.deliverAll()
        world.text("6", from: EngineWorld.phone(5))
        world.warn("W1", .orange, type: .cancel)
        let down = world.deliverAll().filter { $0.words.contains("待命解除") }
        #expect(down.count == 11, "who said no stands by for nothing")
        #expect(world.engine.state.standby == nil)
        #expect(world.engine.state.posture == .normal)
        #expect(world.replayed == world.engine.state)
    }

    @Test func `a warning that runs out lowers the posture by itself`() {
        var world = team()
        world.warn("W1", .orange, expiresAt: world.now + .hours(2))
        world.deliverAll()
        world.pass(.hours(2))
        #expect(world.engine.state.posture == .normal)
        #expect(world.engine.state.standby == nil)
    }

    @Test func `at night a yellow warning wakes the leaders alone, and the rest hear of it in the morning`() {
        var world = team()
        world.now = world.now + .hours(16)  // 23:30
        world.warn("W1", .yellow)
        #expect(notices(world.deliverAll()).count == 2)
        world.pass(.hours(7))
        #expect(notices(world.deliverAll()).isEmpty)
        world.pass(.minutes(40))
        #expect(notices(world.deliverAll()).count == 4)
    }

    @Test func `nobody is told at night that they needn't stand by`() {
        var world = team()
        world.now = world.now + .hours(16)
        world.warn("W1", .orange)
        world.deliverAll()
        world.warn("W1", .orange, type: .cancel)
        #expect(world.deliverAll().isEmpty)
        world.pass(.hours(8))
        #expect(world.deliverAll().count == 12)
    }

    @Test func `the officer's word holds against the warnings until it is given back`() {
        var world = team()
        world.order(.hold(.standby, note: "防指口头通知"))
        #expect(world.engine.state.posture == .standby)
        #expect(notices(world.deliverAll()).count == 12)
        world.warn("W1", .blue)
        #expect(world.engine.state.posture == .standby)
        world.order(.hold(nil, note: ""))
        #expect(world.engine.state.posture == .watch)
    }

    @Test func `a notice that wasn't sent is dropped for whoever is called out meanwhile`() {
        var world = team()
        world.warn("W1", .orange)
        _ = world.demand([EngineWorld.bags])
        let called = Set(world.incident.callouts.keys.map { world.phone($0) })
        let asked = Set(notices(world.deliverAll()))
        #expect(!called.isEmpty)
        #expect(asked.isDisjoint(with: called))
    }

    @Test func `warnings that end together change the posture once`() {
        var world = team()
        let end = world.now + .hours(1)
        for number in 0..<20 { world.warn("W\(number)", number < 10 ? .red : .blue, expiresAt: end) }
        #expect(world.engine.state.posture == .standby)
        let before = world.steps.count
        world.pass(.hours(2))
        let events = world.steps[before...].flatMap(\.facts).map(\.event)
        #expect(events.count { if case .warningEnded = $0 { true } else { false } } == 20)
        #expect(events.count { if case .postureSet = $0 { true } else { false } } == 1)
        #expect(world.engine.state.posture == .normal)
        #expect(world.replayed == world.engine.state)
    }

    @Test func `warnings beyond the limit push out the least grave, and the table of alerts stays bounded`() {
        var world = team()
        world.warn("red", .red)
        for number in 0..<(Limits.rememberedAlerts + 2_000) { world.warn("W\(number)", .blue) }
        #expect(world.engine.state.warnings.count == Limits.warningsInForce)
        #expect(world.engine.state.alerts.count <= Limits.rememberedAlerts)
        #expect(world.engine.state.warnings.contains(AlertKey(source: "weather", identifier: "red")))
        #expect(world.engine.state.posture == .standby)
        let counting = world.engine.state.warnings.keys
        world.warn("test", .red, status: .test)
        world.warn("red", .red, event: "暴雨")
        #expect(world.engine.state.warnings.keys == counting, "neither a test nor a revision pushes one out")
    }

    @Test func `a warning in force isn't forgotten, however many others come`() {
        var world = team()
        world.warn("W1", .red)
        for number in 0...Limits.rememberedAlerts {
            world.warn("X\(number)", .blue, type: .cancel)
        }
        #expect(world.engine.state.alerts.count <= Limits.rememberedAlerts)
        #expect(world.engine.state.posture == .standby)
        #expect(world.engine.state.storms.map(\.gravest.key.identifier) == ["W1"])
    }
}

extension EngineWorld {
    @discardableResult
    mutating func warn(
        _ id: String, _ colour: WarningColour, event: String = "暴雨预警", source: String = "weather",
        type: AlertMessageType = .alert, references: [String] = [], expiresAt: Instant? = nil,
        status: AlertStatus = .actual
    ) -> Step {
        let alert = Alert(
            identifier: id, kind: .warning, status: status, messageType: type, event: event, colour: colour,
            issuedAt: now, expiresAt: expiresAt, references: references, areas: ["涪城区"], headline: "",
            demand: nil)
        return handle(.alert(alert, source: source, raw: "<alert/>"))
    }
}
