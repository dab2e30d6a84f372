import Mobilization
import MobilizationRuntime
import Testing

@testable import Simulation

/// What checks the seeded worlds must see a broken promise when there is one.
@Suite struct SwarmChecksTests {
    private static let start = Instant(seconds: 1_751_940_000)
    private let checks: SwarmChecks
    private let gateway: GatewayDescription

    init() {
        var plan = SwarmPlan(seed: 1)
        gateway = GatewayDescription(
            name: "first", channel: .sms, keepsKeys: false, takesDrills: false, credit: 2)
        plan.gateways = [gateway]
        checks = SwarmChecks(plan, reserveCeiling: 0)
    }

    private func look(_ events: [Event], by actor: Actor = .engine, after seconds: Int64 = 0) {
        var batch = Batch()
        let now = Self.start + .seconds(seconds)
        batch.facts = events.map { Fact(at: now, actor: actor, event: $0) }
        checks.look(at: batch, before: nil, after: State(), now: now)
    }

    /// Messages to one person, planned for the next hours.
    private func plan(_ ids: ClosedRange<Int64>, incident: IncidentID? = nil, urgency: Urgency = .callout)
        -> Event
    {
        .attemptsPlanned(
            PlannedAttempts(
                firstID: AttemptID(ids.lowerBound), incident: incident, channel: .sms, template: "ask",
                urgency: urgency, notAfter: Self.start + .hours(5),
                members: PackedNumbers(ids.map { _ in 7 }), duty: nil, texts: PackedNumbers(ids)))
    }

    private func start(_ ids: Int64...) -> Event { .attemptsStarted("first", PackedNumbers(ids)) }

    private func accept(_ id: Int64) -> Event {
        .attemptsSettled(
            "first", SettledAttempts(accepted: PackedNumbers([id]), references: [], others: []))
    }

    private var promise: String? { checks.violation?.promise }

    @Test func `nothing wrong is nothing said`() {
        look([plan(1...2), start(1, 2), accept(1), accept(2)])
        #expect(promise == nil)
    }

    @Test func `a text after the close`() {
        look([plan(1...1, incident: IncidentID(1)), .incidentClosed(IncidentID(1)), start(1)])
        #expect(promise == "no text after the close")
    }

    @Test func `a message sent again without outcome`() {
        look([plan(1...1), start(1), start(1)])
        #expect(promise == "a message without outcome isn't sent again under a gateway without keys")
    }

    @Test func `a message that stands twice in one order`() {
        look([plan(1...1), start(1, 1)])
        #expect(promise == "a message without outcome isn't sent again under a gateway without keys")
    }

    @Test func `nine texts in an hour, and eight with a refused one`() {
        look([plan(1...10)])
        look([start(1)])
        let refused = SettledAttempts.Other(
            attempt: AttemptID(1), outcome: .surelyNotSent(reason: ""), notBefore: nil)
        look([
            .attemptsSettled(
                "first", SettledAttempts(accepted: PackedNumbers(), references: [], others: [refused]))
        ])
        for id in Int64(2)...9 { look([start(id), accept(id)], after: id) }
        #expect(promise == nil)
        look([start(10)], after: 20)
        #expect(promise == "at most 8 texts to a person in an hour")
    }

    @Test func `more on the wire than the credit`() {
        look([plan(1...3), start(1, 2, 3)])
        #expect(promise == "no more on the wire than the gateway's credit")
    }

    @Test func `a message after its time`() {
        look([plan(1...1)])
        look([start(1)], after: 6 * 3600)
        #expect(promise == "nothing goes out after its time")
    }

    @Test func `one officer for two`() {
        let asked = Confirmation(
            id: 1, incident: IncidentID(1), reserve: 9, askedBy: "officer", askedAt: Self.start)
        look([.confirmationAsked(asked), .confirmationGiven(1)], by: .officer("officer"))
        #expect(promise == "the second person is another person")
    }

    @Test func `time that runs backwards`() {
        look([.standbyEnded], after: 10)
        look([.standbyEnded], after: 9)
        #expect(promise == "recorded time never runs backwards")
    }

    @Test func `a live state that the facts don't make`() {
        var live = State()
        live.apply(Fact(at: Self.start, actor: .engine, event: .storeFounded(seed: 3)))
        checks.compare(State(), with: live, wholly: false)
        #expect(promise == "the state made of the facts is the live state")
    }
}
