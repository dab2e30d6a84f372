import Testing

@testable import Mobilization

@Suite struct StoreCareTests {
    private static let start = Instant(seconds: 1_751_927_700)

    private func engine() -> Engine {
        var engine = Engine(
            state: State(),
            reference: Reference(
                settings: Settings(
                    zone: .fixed(hours: 8), dutyPhone: "0816-5550100",
                    centre: Coordinate(latitude: 31.466, longitude: 104.742), seed: 7)))
        _ = engine.handle(.cameUp, at: Self.start)
        return engine
    }

    private func open(_ engine: Engine) -> [AlarmKind] { engine.state.alarms.values.map(\.kind) }

    @Test func `a disk that failed is one alarm until a person settles it`() throws {
        var engine = engine()
        for _ in 1...3 { _ = engine.handle(.store(.failed, by: .engine), at: Self.start) }
        #expect(open(engine) == [.storeFailed])
        _ = engine.handle(.store(.spaceEnough, by: .engine), at: Self.start)
        #expect(open(engine) == [.storeFailed])
        let alarm = try #require(engine.state.alarms.keys.first)
        let officer = Account(name: "duty", roles: [.officer])
        _ = engine.handle(.command(.settle(alarm), by: officer), at: Self.start)
        #expect(open(engine).isEmpty)
    }

    @Test func `little room is an alarm that goes by itself`() {
        var engine = engine()
        _ = engine.handle(.store(.spaceLow(megabytes: 200), by: .engine), at: Self.start)
        _ = engine.handle(.store(.spaceLow(megabytes: 90), by: .engine), at: Self.start)
        #expect(open(engine) == [.spaceLow])
        #expect(engine.state.alarms.values.first?.count == 200)
        _ = engine.handle(.store(.spaceEnough, by: .engine), at: Self.start)
        #expect(open(engine).isEmpty)
    }

    @Test func `a purge names what went and who did it, and spares what still waits`() throws {
        var engine = engine()
        let officer = Account(name: "duty", roles: [.officer])
        let handed = engine.handle(
            .command(.handOver(note: "the bridge is closed"), by: officer), at: Self.start)
        let note = try #require(handed.texts.first?.ref.number)
        let plan = PurgePlan(texts: [note, 900, 901], membersLeftBefore: Self.start, eventsThrough: 2)
        let step = engine.handle(.store(.purge(plan), by: .officer("uid 0")), at: Self.start + .hours(1))
        #expect(
            step.facts.map(\.event) == [
                .textsPurged(PackedNumbers([900, 901])),
                .recordsPurged(PurgeRecord(membersLeftBefore: Self.start, eventsThrough: 2)),
            ])
        #expect(step.facts.allSatisfy { $0.actor == .officer("uid 0") })
        #expect(engine.handle(.store(.purge(PurgePlan()), by: .engine), at: Self.start).facts.isEmpty)
    }
}
