import ArgumentParser
import Foundation
import Mobilization

/// Times the plan of a first wave, from the state of an incident that waits for the officer's word.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Plan one wave for a demand.",
        discussion: "Prints median, least and most milliseconds, then candidates, sites and people invited.")

    @Option(help: "The configuration file.")
    var config: String

    @Option(help: "A JSON demand.")
    var demand: String

    @Option(help: "How often.")
    var rounds = 21

    func run() throws {
        let centre = try BenchCentre(configuration: config)
        let (engine, incident) = try waitingIncident(centre)
        var invited = 0
        let timing = Timing.of(rounds) { invited = Self.plan(incident, engine).invitations.count }
        print(timing, centre.rows.count, incident.sites.count, invited)
    }

    /// What is timed: the engine's own way from an incident to a plan.
    private static func plan(_ incident: Incident, _ engine: Engine) -> CallOutPlan {
        engine.preview(of: incident, reserve: 0)
    }

    private func waitingIncident(_ centre: BenchCentre) throws -> (Engine, Incident) {
        let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        var engine = Engine(state: State(), reference: Reference(settings: centre.settings))
        let ids = (1...Int64(max(centre.rows.count, 1))).map { MemberID($0) }
        for input in [.cameUp] + centre.changes(ids: ids) { _ = engine.handle(input, at: now) }
        // No rule names this source, so the call waits for the officer, and there is something to plan.
        _ = engine.handle(
            .alert(try centre.demand(demand, number: 1, at: now), source: "bench", raw: "{}"), at: now)
        guard let incident = engine.state.incidents.values.first, incident.dispatch != .running else {
            throw BenchFailure("the demand opened no incident that waits for the officer's word")
        }
        return (engine, incident)
    }
}
