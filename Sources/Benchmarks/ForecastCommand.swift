import ArgumentParser
import Foundation
import Mobilization

/// Times the forecast of an incident whose people are called and half of whom have said that they come, and the coverage
/// in peace time.
struct ForecastCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast",
        abstract: "Foresee one incident, and the circle in peace time.",
        discussion: """
            Prints for the forecast and then for the coverage: median, least and most milliseconds; then people called, \
            sites and members.
            """)

    @Option(help: "The configuration file.")
    var config: String

    @Option(help: "A JSON demand.")
    var demand: String

    @Option(help: "How often.")
    var rounds = 51

    func run() throws {
        let centre = try BenchCentre(configuration: config)
        let (engine, incident, now) = try answeredIncident(centre)
        let forecast = Timing.of(rounds) {
            _ = Forecast(of: incident.id, state: engine.state, reference: engine.reference, now: now)
        }
        let today = engine.reference.settings.zone.local(now).day
        let coverage = Timing.of(max(rounds / 5, 1)) { _ = Coverage(engine.reference, today: today) }
        print(forecast, coverage, incident.callouts.count, incident.sites.count, centre.rows.count)
    }

    private func answeredIncident(_ centre: BenchCentre) throws -> (Engine, Incident, Instant) {
        let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        var engine = Engine(state: State(), reference: Reference(settings: centre.settings))
        let ids = (1...Int64(max(centre.rows.count, 1))).map { MemberID($0) }
        let gateway = GatewayDescription(
            name: "bench", channel: .sms, keepsKeys: true, takesDrills: false, credit: Limits.members)
        let inputs: [Input] =
            [.cameUp] + centre.changes(ids: ids)
            + [.gatewaysConfigured([gateway]), .gatewayReady("bench", Limits.members)]
        for input in inputs { _ = engine.handle(input, at: now) }
        var rules = engine.reference.rules
        rules.rules = [
            ResponseRule(
                name: "bench", kind: .demand, sources: [], event: nil, atLeast: nil,
                action: .callOut(
                    DispatchRule(small: .automatic, large: .automatic, smallUpTo: 0, hold: .zero)))
        ]
        _ = engine.handle(.reference(.rules(rules)), at: now)
        _ = engine.handle(
            .alert(try centre.demand(demand, number: 1, at: now), source: "bench", raw: "{}"), at: now)
        guard let called = engine.state.incidents.values.first, !called.callouts.isEmpty else {
            throw BenchFailure("the demand called nobody")
        }
        let later = now + .minutes(5)
        for (place, member) in called.callouts.keys.enumerated() where place % 2 == 0 {
            guard let phone = engine.reference.roster[member]?.address(on: .sms) else { continue }
            let reply = InboundReply(from: phone, text: "1", identifier: "bench-\(place)")
            _ = engine.handle(.reply(reply, gateway: "bench"), at: later)
        }
        return (engine, engine.state.incidents.values.first ?? called, later + .minutes(5))
    }
}
