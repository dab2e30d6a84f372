import ArgumentParser
import MusterAPI

/// `standdown 收队`
struct StandDownCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "standdown",
        abstract: "Stands a site, or the whole incident, down; asks for the count. 收队",
        aliases: ["收队"])

    @Argument(help: "The site; else all of them.")
    var site: String?

    @Option(name: .long, help: "The count, for scripts.")
    var yes: Int?

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let incident = try await desk.incident()
        let board = try await desk.board(of: incident)
        var code: String?
        if let site {
            code = try desk.chosenSite(
                site, among: board.sites.map { SiteName(code: $0.code, name: $0.name) })
        }
        // Whoever is told comes home: those who promised, are under way, or are there.
        let sites = board.sites.filter { code == nil || $0.code == code }
        let people = sites.reduce(0) { $0 + $1.promised }
        let place = code ?? desk.say(.everySite, "\(sites.count)")
        try desk.confirm(people, desk.say(.standDownQuestion, incident.code, place, "\(people)"), typed: yes)
        try await desk.order(Desk.path(of: incident) + "/standdown", StandDownBody(site: code))
        return .done
    }
}

/// `close 办结`
struct CloseCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Closes the incident once everybody is accounted for. 办结",
        aliases: ["办结"])

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let incident = try await desk.incident()
        do {
            try await desk.order(Desk.path(of: incident) + "/close", EmptyBody())
        } catch Trouble.refused(let problem, let bytes) {
            if problem.code == "people_unaccounted", !common.json {
                let path = Desk.path(of: incident) + "/members"
                desk.show(desk.reader.safePage(try await desk.link.get(MembersView.self, path).view))
            }
            throw Trouble.refused(problem, bytes: bytes)
        }
        return .done
    }
}

/// `report 报告`
struct ReportCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "The figures for director and government. 报告", aliases: ["报告"])

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let report = try await desk.link.get(ReportView.self, try await desk.incidentPath() + "/report")
        desk.show(report) { desk.reader.reportPage($0) }
        return .done
    }
}
