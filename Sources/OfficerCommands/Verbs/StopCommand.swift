import ArgumentParser
import MusterAPI

/// `stop 停`: never asks back.
struct StopCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Stops work, people withdraw; at once. Alone it lists the sites. 停",
        discussion: "stop F04 --hazard power; stop all stops every site of every incident.", aliases: ["停"])

    @Argument(help: "Sites, or all (全停).")
    var sites: [String] = []

    @Option(name: .long, help: "water, power, lightning or other (水 电 雷); it decides the words of the text.")
    var hazard: HazardWord?

    @Option(name: .long, help: "For the log.")
    var note: String?

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        guard sites.isEmpty else {
            try await stop(sites, desk)
            return .done
        }
        let open = try await openSites(desk)
        guard !open.isEmpty else { throw Trouble.misused(desk.say(.noIncident)) }
        list(open, desk)
        guard desk.console.isInteractive, !common.json else { return .done }
        desk.console.write(desk.say(.typeSite))
        let typed = (desk.console.ask() ?? "").split(separator: " ").map(String.init)
        guard !typed.isEmpty else { throw Trouble.misused(desk.say(.nothingStopped)) }
        try await stop(typed.map { key in Int(key).flatMap { place(open, $0) } ?? key }, desk)
        return .done
    }

    /// The site under this key of the list.
    private func place(_ open: [OpenSite], _ key: Int) -> String? {
        open.indices.contains(key - 1) ? open[key - 1].row.code : nil
    }

    private func stop(_ names: [String], _ desk: Desk) async throws {
        let body = StopBody(hazard: hazard?.rawValue, note: note)
        if names.contains(where: Self.meansAll) {
            // No look before it: everything that could fail or wait in between is left out.
            let path = common.incident.map { "/v1/incidents/" + percentEncoded($0) + "/stop" } ?? "/v1/stop"
            try await desk.order(path, body)
            return
        }
        let open = try await openSites(desk)
        guard !open.isEmpty else { throw Trouble.misused(desk.say(.noIncident)) }
        let known = open.map { SiteName(code: $0.row.code, name: $0.row.name) }
        // One wrong name or one refusal must not hold up the stop of another site.
        var trouble: (any Error)?
        for name in names {
            do {
                let code = try desk.chosenSite(name, among: Self.unique(known))
                var body = body
                body.site = code
                // A site that two incidents share is stopped in both.
                for site in open where site.row.code == code {
                    try await desk.order(Desk.path(of: site.incident) + "/stop", body)
                }
            } catch {
                trouble = trouble ?? error
            }
        }
        if let trouble { throw trouble }
    }

    private static func meansAll(_ word: String) -> Bool {
        ["all", "全停", "全部"].contains(word.lowercased())
    }

    private static func unique(_ names: [SiteName]) -> [SiteName] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0.code).inserted }
    }

    private struct OpenSite {
        var incident: IncidentSummary
        var row: SiteRow
    }

    private func openSites(_ desk: Desk) async throws -> [OpenSite] {
        var incidents = try await desk.link.get(IncidentsView.self, "/v1/incidents").view.incidents
        if common.incident != nil { incidents = [try await desk.incident()] }
        var sites: [OpenSite] = []
        for incident in incidents {
            sites += try await desk.board(of: incident).sites.map { OpenSite(incident: incident, row: $0) }
        }
        return sites
    }

    private func list(_ open: [OpenSite], _ desk: Desk) {
        var table = Table(columns: [
            .figure(desk.say(.columnKey)), .text(desk.say(.columnSite)),
            .text(desk.say(.columnName), least: 8),
            .text(desk.say(.columnIncident)), .figure(desk.say(.columnPresent)),
            .text(desk.say(.columnState)),
        ])
        for (index, site) in open.enumerated() {
            table.add(
                [
                    "\(index + 1)", site.row.code, site.row.name, site.incident.code, "\(site.row.present)",
                    desk.of(site.row.stateWords),
                ], tone: site.row.stopped == nil ? .plain : .urgent)
        }
        var page = Page()
        page.body = table.lines(width: desk.width)
        page.titles = 1
        page.close(with: desk.say(.stopHint), width: desk.width)
        desk.show(page)
    }
}

/// The danger, as the API calls it; Chinese words are taken too.
enum HazardWord: String, Sendable, CaseIterable, ExpressibleByArgument {
    case water
    case power
    case lightning
    case other

    init?(argument: String) {
        switch argument.lowercased() {
        case "water", "水", "水情", "涨水": self = .water
        case "power", "电", "触电", "漏电": self = .power
        case "lightning", "雷", "雷电": self = .lightning
        case "other", "其他", "险情": self = .other
        default: return nil
        }
    }
}

/// `headcount 清点`
struct HeadcountCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "headcount", abstract: "How many were counted after a stop. 清点", aliases: ["清点"])

    @Argument(help: "The site.")
    var site: String

    @Argument(help: "People.")
    var people: Int

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let incident = try await desk.incident()
        let site = try await desk.site(site, of: incident)
        try await desk.order(
            Desk.path(of: incident) + "/headcount", HeadcountBody(site: site, people: people))
        return .done
    }
}

/// `resume 复工`
struct ResumeCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Work goes on at a stopped site. 复工", aliases: ["复工"])

    @Argument(help: "The site.")
    var site: String

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let incident = try await desk.incident()
        let site = try await desk.site(site, of: incident)
        try await desk.order(Desk.path(of: incident) + "/resume", ResumeBody(site: site))
        return .done
    }
}
