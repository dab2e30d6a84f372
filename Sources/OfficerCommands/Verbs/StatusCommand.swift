import ArgumentParser
import MusterAPI

/// `status 现状`
struct StatusCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "The sentence to read out, the sites, what waits. 现状",
        aliases: ["现状"])

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let status = try await desk.link.get(StatusView.self, "/v1/status")
        if common.json, common.incident == nil {
            desk.showBytes(status.bytes)
            return .done
        }
        guard let shown = try await desk.shownIncident(of: status.view) else {
            desk.show(desk.reader.statusPage(status.view, nil))
            return .done
        }
        let incident = try await desk.link.get(IncidentView.self, Desk.path(of: shown))
        desk.show(incident) { desk.reader.statusPage(status.view, $0) }
        return .done
    }
}

extension Desk {
    /// The incident that `--incident` names, else the gravest. nil: none is open.
    func shownIncident(of status: StatusView) async throws -> IncidentSummary? {
        guard let named = options.incident else { return status.incidents.first }
        if let found = status.incidents.first(where: { $0.code == named || "\($0.id)" == named }) {
            return found
        }
        throw Trouble.misused(say(.unknownIncident, named), lines: status.incidents.map(incidentLine))
    }
}

/// `duty 值班`
struct DutyCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "duty", abstract: "Who is on duty. 值班", aliases: ["值班"])

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let status = try await desk.link.get(StatusView.self, "/v1/status")
        desk.show(status) { view in
            var page = Page()
            page.say(desk.reader.dutyLine(view.duty), width: desk.width)
            return page
        }
        return .done
    }
}
