import Testing

@testable import Mobilization

/// A call from one home: the nearest three, then three more, a pair, and the address for nobody else.
@Suite struct HomeCallTests {
    private var first: IncidentID { IncidentID(1) }
    private static let home = Coordinate(latitude: 31.478, longitude: 104.743)
    private static let address = "三号楼二单元三楼东户"

    /// Nine first-aiders: six within 1.5 km, three beyond, and everybody else carries bags.
    private func neighbourhood(near: Int = 6) -> EngineWorld {
        var world = EngineWorld(members: 20)
        let later = CalendarDay(year: 2030, month: 1, day: 1)
        let members = world.engine.reference.roster.members.enumerated().map { place, member in
            var changed = member
            changed.level = .middle
            guard place < near + 3 else {
                changed.skills = []
                changed.firstAidUntil = nil
                changed.home = Self.home
                return changed
            }
            changed.skills = [.firstAid]
            changed.firstAidUntil = later
            let step = place < near ? Double(place + 1) * 0.002 : 0.018 + Double(place - near) * 0.001
            changed.home = Coordinate(latitude: Self.home.latitude + step, longitude: Self.home.longitude)
            return changed
        }
        world.handle(
            .reference(
                .roster(Roster(version: ReferenceVersion(number: 2, digest: "near"), members: members))))
        var rules = world.engine.reference.rules
        let dispatch = DispatchRule(small: .automatic, large: .officer, smallUpTo: 10, hold: .seconds(60))
        rules.rules += [AlertKind.sos, .anomaly].map { kind in
            ResponseRule(
                name: kind.rawValue, kind: kind, sources: [], event: nil, atLeast: nil,
                action: .callOut(dispatch))
        }
        world.handle(.reference(.rules(rules)))
        return world
    }

    private func phones(_ sent: [(order: SendOrder, words: String)], _ words: String) -> [String] {
        sent.filter { $0.words.contains(words) }.map(\.order.address)
    }

    @Test func `the nearest three at once, the next three after half a minute, and nobody unqualified`() {
        var world = neighbourhood()
        world.press()
        #expect(phones(world.deliverAll(), "老人紧急求助") == (1...3).map(EngineWorld.phone))
        world.pass(.seconds(29))
        #expect(world.deliverAll().isEmpty)
        world.pass(.seconds(2))
        #expect(phones(world.deliverAll(), "老人紧急求助") == (4...6).map(EngineWorld.phone))
        #expect(!world.alarms.contains(.leaderNotReached))
        world.pass(.minutes(3))
        #expect(
            world.deliverAll().filter { $0.words.contains("老人紧急求助") }.isEmpty, "six are asked, not a town")
        world.text("0", from: EngineWorld.phone(2))
        #expect(world.replayed == world.engine.state)
    }

    @Test func `the first text names the community alone, the address goes to those who accept`() {
        var world = neighbourhood()
        world.press()
        let asked = world.deliverAll()
        #expect(asked.allSatisfy { $0.words.contains("花园社区") && !$0.words.contains("三号楼") })
        world.text("1", from: EngineWorld.phone(1))
        world.text("1", from: EngineWorld.phone(2))
        let told = world.deliverAll()
        let expanded = told.map { item in
            (item.order.address, TextMarker.expanded(item.words) { world.texts[$0.number] } ?? "gone")
        }
        let addressed = expanded.filter { $0.1.contains(Self.address) }.map(\.0)
        #expect(addressed == [1, 2, 1].map(EngineWorld.phone), "the first learns who comes along")
        #expect(phones(told, "人数已够") == [EngineWorld.phone(3)])
        #expect(expanded.first { $0.0 == EngineWorld.phone(2) }?.1.contains("与队员1会合") == true)
        #expect(
            !world.steps.flatMap(\.facts).contains { "\($0)".contains("三号楼") || "\($0)".contains("H-0117") })
        world.pass(.minutes(5))
        #expect(phones(world.deliverAll(), "老人紧急求助").isEmpty, "two are enough")
    }

    @Test func `a third yes gets no place and no address`() {
        var world = neighbourhood()
        world.press()
        world.deliverAll()
        for number in 1...3 { world.text("1", from: EngineWorld.phone(number)) }
        let told = world.deliverAll().filter { $0.order.address == EngineWorld.phone(3) }
        #expect(told.allSatisfy { !$0.words.contains("地址") })
        #expect(world.stage(EngineWorld.phone(3)) == .released)
    }

    @Test func `a false alarm reaches everybody who was called, and nobody else is called`() {
        var world = neighbourhood()
        world.press()
        world.deliverAll()
        world.text("1", from: EngineWorld.phone(1))
        world.deliverAll()
        world.pass(.seconds(20))
        world.press(type: .cancel)
        #expect(Set(phones(world.deliverAll(), "任务取消")) == Set((1...3).map(EngineWorld.phone)))
        world.pass(.minutes(10))
        #expect(phones(world.deliverAll(), "老人紧急求助").isEmpty)
        guard case .done = world.order(.close(incident: first)).answer else {
            Issue.record("nobody is out, so it can be closed")
            return
        }
    }

    @Test func `after four minutes without a pair farther people are called and the officer is woken`() {
        var world = neighbourhood(near: 2)
        world.press()
        #expect(phones(world.deliverAll(), "老人紧急求助").count == 2)
        world.pass(.minutes(3))
        #expect(phones(world.deliverAll(), "老人紧急求助").isEmpty)
        #expect(!world.alarms.contains(.homeCallUnanswered))
        world.pass(.seconds(75))
        #expect(phones(world.deliverAll(), "老人紧急求助") == (3...5).map(EngineWorld.phone))
        #expect(world.alarms.contains(.homeCallUnanswered))
        world.text("1", from: EngineWorld.phone(3))
        world.text("1", from: EngineWorld.phone(4))
        #expect(!world.alarms.contains(.homeCallUnanswered))
    }

    @Test func `a silent home waits for the officer`() {
        var world = neighbourhood()
        world.press(kind: .anomaly)
        #expect(world.incident.dispatch == .awaitingOfficer)
        #expect(phones(world.deliverAll(), "老人紧急求助").isEmpty)
        #expect(world.alarms.contains(.dispatchAwaitsOfficer))
        world.order(.call(incident: first, reserve: 0, confirmed: 3))
        #expect(phones(world.deliverAll(), "老人紧急求助").count == 3)
    }

    @Test func `the neighbours of a silent home have four minutes from the call, not from the alert`() {
        var world = neighbourhood(near: 2)
        world.press(kind: .anomaly)
        #expect(world.engine.state.alarms.values.map(\.count) == [2], "the count that the call takes")
        world.pass(.minutes(5))
        world.order(.call(incident: first, reserve: 0, confirmed: 2))
        world.pass(.minutes(3))
        #expect(phones(world.deliverAll(), "老人紧急求助") == [1, 2].map(EngineWorld.phone))
        #expect(!world.alarms.contains(.homeCallUnanswered))
        world.pass(.seconds(75))
        #expect(phones(world.deliverAll(), "老人紧急求助").count == 3)
        #expect(world.alarms.contains(.homeCallUnanswered))
    }

    @Test func `where nobody lives near, farther people are called at once`() {
        var world = neighbourhood(near: 0)
        world.press()
        #expect(phones(world.deliverAll(), "老人紧急求助") == (1...3).map(EngineWorld.phone))
    }

    @Test func `farther people take the places of those who can't, where those near make no pair`() {
        var world = neighbourhood(near: 1)
        world.press()
        let asked = phones(world.deliverAll(), "老人紧急求助")
        for phone in asked { world.text("0", from: phone) }
        world.pass(.seconds(31))
        #expect(!phones(world.deliverAll(), "老人紧急求助").isEmpty)
    }

    @Test func `three calls of one street are one item of the inbox, and nobody is called for two homes`() {
        var world = neighbourhood()
        world.press()
        #expect(!world.alarms.contains(.streetCalls))
        world.press(id: "YJ-2")
        world.press(id: "YJ-3")
        let street = world.engine.state.alarms.values.filter { $0.kind == .streetCalls }
        #expect(street.map(\.count) == [3])
        #expect(street.map(\.incident) == [world.engine.state.incidents.keys.last], "the newest")
        let called = world.deliverAll()
        #expect(phones(called, "老人紧急求助") == (1...9).map(EngineWorld.phone), "each once")
        for number in 1...2 { world.text("1", from: EngineWorld.phone(number)) }
        world.deliverAll()
        world.pass(.seconds(31))
        let again = world.deliverAll().filter { $0.words.contains("老人紧急求助") }
        #expect(
            again.map(\.order.address) == [EngineWorld.phone(3)], "who wasn't needed may go to the next door")
        #expect(
            !called.map(\.words).contains(again.first?.words ?? ""), "providers drop what they sent before")
        for id in ["YJ-2", "YJ-3"] { world.press(type: .cancel, id: id) }
        #expect(!world.alarms.contains(.streetCalls), "one home is no street")
        #expect(world.replayed == world.engine.state)
    }

    @Test func `a home that calls during a flood belongs to it, and both logs say so`() {
        var world = neighbourhood()
        _ = world.demand([EngineWorld.bags])
        world.press()
        let call = world.engine.state.incidents[IncidentID(2)]
        #expect(call?.micro?.during == first)
        let notes = world.steps.flatMap(\.facts).compactMap { fact -> String? in
            guard case .noteWritten(let id?, let text) = fact.event else { return nil }
            return "\(id.number) " + (world.texts[text.number] ?? "")
        }
        let flood = world.engine.state.incidents[first]?.code ?? ""
        #expect(notes.contains("2 属暴雨内涝\(flood)"))
        #expect(notes.contains("1 花园社区一键呼叫\(call?.code ?? "")"))
        #expect(world.replayed == world.engine.state)
    }

    @Test func `at the end the address is purged, and the next morning somebody asks how the person is`() {
        var world = neighbourhood()
        world.press()
        world.deliverAll()
        for number in 1...2 {
            world.text("1", from: EngineWorld.phone(number))
            world.text("3", from: EngineWorld.phone(number))
        }
        #expect(world.order(.close(incident: first)).answer == .refused(.peopleUnaccounted(2)))
        for number in 1...2 { world.text("9", from: EngineWorld.phone(number)) }
        world.order(.close(incident: first))
        let purged = world.steps.flatMap(\.facts).compactMap { fact in
            if case .textsPurged(let numbers) = fact.event { numbers.numbers } else { nil }
        }.joined()
        let personal = world.texts.filter { $0.value.contains("三号楼") }.map(\.key)
        #expect(!personal.isEmpty)
        #expect(Set(personal).isSubset(of: Set(purged)))
        world.pass(.hours(26))
        #expect(!world.alarms.contains(.followUp))
        world.pass(.hours(1))
        #expect(world.alarms.contains(.followUp))
        #expect(world.replayed == world.engine.state)
    }

    @Test func `the same call twice opens one incident`() {
        var world = neighbourhood()
        world.press()
        world.press()
        #expect(world.engine.state.incidents.count == 1)
    }

    @Test func `a message whose address is gone is not sent in half`() {
        #expect(TextMarker.expanded("地址：\(TextMarker.of(TextRef(7)))。") { _ in nil } == nil)
        #expect(TextMarker.expanded("没有标记") { _ in nil } == "没有标记")
        #expect(
            TextMarker.expanded("\(TextMarker.of(TextRef(7)))，\(TextMarker.of(TextRef(8)))") {
                "\($0.number)"
            }
                == "7，8")
    }
}

extension EngineWorld {
    @discardableResult
    mutating func press(
        kind: AlertKind = .sos, type: AlertMessageType = .alert, id: String = "YJ-1"
    ) -> Step {
        var alert = Alert(
            identifier: id, kind: kind, status: .actual, messageType: type, event: "一键呼叫", colour: nil,
            issuedAt: now, expiresAt: nil, references: [], areas: [], headline: "", demand: nil)
        if type != .cancel {
            alert.household = Household(
                community: "花园社区", address: "三号楼二单元三楼东户",
                position: Coordinate(latitude: 31.478, longitude: 104.743), alsoTold: ["120"])
        }
        return handle(.alert(alert, source: "care", raw: type == .cancel ? "{}" : "三号楼 H-0117"))
    }
}
