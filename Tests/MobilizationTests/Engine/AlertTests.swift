import Testing

@testable import Mobilization

@Suite struct AlertTests {
    private func warning(
        _ id: String, colour: WarningColour, status: AlertStatus = .actual, type: AlertMessageType = .alert,
        references: [String] = []
    ) -> Alert {
        Alert(
            identifier: id, kind: .warning, status: status, messageType: type, event: "暴雨", colour: colour,
            issuedAt: EngineWorld.start, expiresAt: nil, references: references, areas: [], headline: "",
            demand: nil)
    }

    @Test func `a rehearsal goes through a whole call-out, and nothing of it happens`() {
        var world = EngineWorld()
        _ = world.handle(.gatewayReady("sms", 64))
        let before = world.engine.state
        let step = world.engine.rehearsal(at: world.now)
        func has(_ matches: (Event) -> Bool) -> Bool { step.facts.contains { matches($0.event) } }
        #expect(has { if case .incidentOpened = $0 { true } else { false } })
        #expect(has { if case .waveSent = $0 { true } else { false } })
        #expect(has { if case .attemptsStarted = $0 { true } else { false } })
        #expect(world.engine.state == before)
        #expect(world.engine.credits == ["sms": 64])
    }

    @Test func `a warning sets a posture and calls nobody`() {
        var world = EngineWorld()
        world.handle(.alert(warning("W1", colour: .red), source: "weather", raw: "<alert/>"))
        #expect(world.engine.state.posture == .standby)
        #expect(world.engine.state.incidents.isEmpty)
        let sent = world.deliverAll().map(\.words)
        #expect(sent.allSatisfy { $0.contains("请待命") || $0.contains("值班提醒") })
    }

    @Test(arguments: [AlertStatus.exercise, .system, .test, .draft])
    func `a warning that is not actual changes nothing`(_ status: AlertStatus) {
        var world = EngineWorld()
        let step = world.handle(
            .alert(warning("W1", colour: .red, status: status), source: "weather", raw: ""))
        #expect(world.engine.state.posture == .normal)
        guard case .alert(let answer, isRepeat: false) = step.answer else {
            Issue.record("expected an answer")
            return
        }
        #expect(answer.decision == .recorded)
    }

    @Test(arguments: [AlertStatus.system, .test, .draft])
    func `a demand that is neither actual nor an exercise calls nobody`(_ status: AlertStatus) {
        var world = EngineWorld()
        _ = world.demand([EngineWorld.bags], status: status)
        #expect(world.engine.state.incidents.isEmpty)
        #expect(world.deliverAll().isEmpty)
    }

    @Test func `every text of an exercise is marked`() {
        var world = EngineWorld()
        _ = world.demand([EngineWorld.bags], status: .exercise)
        let sent = world.deliverAll().filter { $0.order.isDrill }
        #expect(!sent.isEmpty)
        #expect(sent.allSatisfy { $0.words.hasPrefix("演练：") })
    }

    @Test func `an exercise is refused where no gateway takes drills`() {
        var gateway = EngineWorld.gateway()
        gateway.takesDrills = false
        var world = EngineWorld(gateways: [gateway])
        #expect(world.demand([EngineWorld.bags], status: .exercise).answer == .refused(.drillNeedsGateway))
        #expect(world.engine.state.incidents.isEmpty)
    }

    @Test func `the same id for real after an exercise opens a real incident`() {
        var world = EngineWorld()
        _ = world.demand([EngineWorld.bags], status: .exercise)
        _ = world.demand([EngineWorld.bags], status: .actual)
        #expect(world.engine.state.incidents.values.map(\.isDrill) == [true, false])
    }

    @Test func `a test's cancel doesn't touch a real incident, the real one ends the calling`() {
        var world = EngineWorld()
        _ = world.demand([EngineWorld.bags])
        _ = world.demand([EngineWorld.bags], status: .test, type: .cancel)
        #expect(world.incident.dispatch == .running)
        _ = world.demand([EngineWorld.bags], type: .cancel)
        #expect(world.incident.dispatch == .ended)
        #expect(world.alarms.contains(.demandCancelled))
        #expect(world.deliverAll().allSatisfy { $0.words.contains("值班提醒") })
    }

    @Test func `lifting one warning leaves the posture that another set`() {
        var world = EngineWorld()
        world.handle(.alert(warning("W1", colour: .red), source: "weather", raw: ""))
        world.handle(.alert(warning("W9", colour: .orange, type: .cancel), source: "weather", raw: ""))
        #expect(world.engine.state.posture == .standby)
        world.handle(
            .alert(warning("W2", colour: .red, type: .cancel, references: ["W1"]), source: "weather", raw: "")
        )
        #expect(world.engine.state.posture == .normal)
    }

    @Test func `an unknown site is refused, kept for the officer, and the corrected demand is taken`() {
        var world = EngineWorld()
        var wrong = EngineWorld.bags
        wrong.site = "X99"
        #expect(world.demand([wrong]).answer == .refused(.unknownSite("X99")))
        #expect(world.alarms == [.alertUnmatched])
        guard case .alert = world.demand([EngineWorld.bags]).answer else {
            Issue.record("the corrected demand was not taken")
            return
        }
        #expect(world.engine.state.incidents.count == 1)
    }

    @Test(arguments: [0, 100_000])
    func `a headcount out of range is refused`(_ headcount: Int) {
        var world = EngineWorld()
        var need = EngineWorld.bags
        need.headcount = headcount
        #expect(world.demand([need]).answer == .refused(.headcountOutOfRange(headcount)))
        #expect(world.engine.state.incidents.isEmpty)
    }
}

@Suite struct HoldTests {
    private let rule = DispatchRule(small: .automatic, large: .hold, smallUpTo: 5, hold: .seconds(60))

    @Test func `above the limit the officer is woken and calling begins after the hold`() {
        var world = EngineWorld(dispatch: rule)
        _ = world.demand([EngineWorld.bags])
        let first = world.deliverAll()
        #expect(first.map(\.order.address) == ["+8613900000001"])
        #expect(world.alarms == [.dispatchHeld])
        world.pass(.seconds(61))
        #expect(world.deliverAll().contains { $0.words.contains("搬沙袋") })
        #expect(!world.alarms.contains(.dispatchHeld))
    }

    @Test func `stood down within the hold, nobody is called`() {
        var world = EngineWorld(dispatch: rule)
        _ = world.demand([EngineWorld.bags])
        world.deliverAll()
        world.order(.standDown(incident: IncidentID(1), site: nil))
        world.pass(.minutes(30))
        #expect(!world.deliverAll().contains { $0.words.contains("搬沙袋") })
    }

    @Test func `on the officer's word only, and the typed count must be right`() {
        var world = EngineWorld(
            dispatch: DispatchRule(small: .officer, large: .officer, smallUpTo: 5, hold: .zero))
        _ = world.demand([EngineWorld.bags])
        world.pass(.minutes(20))
        #expect(!world.deliverAll().contains { $0.words.contains("搬沙袋") })
        let people = world.engine.preview(of: world.incident, reserve: 0).invitations.count
        #expect(
            world.order(.call(incident: IncidentID(1), reserve: 0, confirmed: people + 1)).answer
                == .refused(.countMismatch(typed: people + 1, actual: people)))
        #expect(world.incident.callouts.isEmpty)
        world.order(.call(incident: IncidentID(1), reserve: 0, confirmed: people))
        #expect(world.incident.callouts.count == people)
    }

    @Test func `the reserve takes a second person`() {
        var world = EngineWorld(members: 4, leaders: 1, reserve: 60)
        _ = world.demand([EngineWorld.bags])
        #expect(world.incident.callouts.values.allSatisfy { $0.pool == .pioneer })
        world.order(.call(incident: IncidentID(1), reserve: 30, confirmed: 30))
        #expect(world.incident.callouts.values.allSatisfy { $0.pool == .pioneer })
        #expect(world.order(.confirm(1)).answer == .refused(.secondPersonMustDiffer))
        world.order(.confirm(1), by: EngineWorld.leaderInCharge)
        let reserve = world.incident.callouts.values.count { $0.pool == .reserve }
        #expect(reserve > 0 && reserve <= 30)
    }

    @Test func `a viewer commands nothing`() {
        var world = EngineWorld()
        _ = world.demand([EngineWorld.bags])
        let step = world.order(
            .stop(incident: nil, site: nil, .water, note: ""), by: Account(name: "board", roles: [.viewer]))
        #expect(step.answer == .refused(.notAllowed(needs: .officer)))
        #expect(step.facts.isEmpty)
    }
}
