import MusterAPI

/// Finding what the officer means.
extension Desk {
    /// The incident that `--incident` names, or the only open one.
    ///
    /// - Throws: `Trouble.misused` with the open incidents when none or several fit.
    func incident() async throws -> IncidentSummary {
        let open = try await link.get(IncidentsView.self, "/v1/incidents").view.incidents
        guard let named = options.incident else {
            if let only = open.first, open.count == 1 { return only }
            if open.isEmpty { throw Trouble.misused(say(.noIncident)) }
            throw Trouble.misused(say(.severalIncidents, "\(open.count)"), lines: open.map(incidentLine))
        }
        if let found = open.first(where: { $0.code == named }) ?? open.first(where: { "\($0.id)" == named }) {
            return found
        }
        throw Trouble.misused(say(.unknownIncident, named), lines: open.map(incidentLine))
    }

    /// The beginning of the incident's paths. One that `--incident` names may be closed.
    func incidentPath() async throws -> String {
        if let named = options.incident { return "/v1/incidents/" + percentEncoded(named) }
        return Self.path(of: try await incident())
    }

    static func path(of incident: IncidentSummary) -> String { "/v1/incidents/\(incident.id)" }

    /// One line to choose by.
    func incidentLine(_ incident: IncidentSummary) -> String {
        let drill = incident.drill ? say(.drillMark) : ""
        return "  \(incident.code)  \(incident.opened.clock)  \(drill)\(shown(incident.event))  "
            + say(.presentOf, "\(incident.figures.present)", "\(incident.figures.required)")
    }

    /// The incident's board, to find sites and figures in.
    func board(of incident: IncidentSummary) async throws -> IncidentView {
        try await link.get(IncidentView.self, Self.path(of: incident)).view
    }

    /// The code of the site of `incident` that `name` means.
    func site(_ name: String, of incident: IncidentSummary) async throws -> String {
        let rows = try await board(of: incident).sites
        return try chosenSite(name, among: rows.map { SiteName(code: $0.code, name: $0.name) })
    }

    /// The site whose code is `name` or begins with it, or whose name holds it; capitals don't matter.
    ///
    /// - Throws: `Trouble.misused` with those that fit, or with all when none does.
    func chosenSite(_ name: String, among sites: [SiteName]) throws -> String {
        let fitting = SiteName.fitting(name, among: sites)
        if let only = fitting.first, fitting.count == 1 { return only.code }
        let shownSites = (fitting.isEmpty ? sites : fitting).prefix(20).map { "  \($0.code)  \($0.name)" }
        throw Trouble.misused(
            say(fitting.isEmpty ? .unknownSite : .ambiguousSite, name), lines: Array(shownSites))
    }

    /// The number of the one person of the incident whose name is `name` or begins with it.
    ///
    /// Somebody whom nobody called is left to the daemon, which knows the whole roster; so is everything when
    /// this account may not see names.
    ///
    /// - Throws: `Trouble.misused` with the people who fit, when there are several.
    func member(_ name: String, of incident: IncidentSummary) async throws -> String {
        if Int64(name) != nil { return name }
        let rows: [MemberRow]
        do {
            rows = try await link.get(
                MembersView.self, Self.path(of: incident) + "/members", query: [("names", "full")]
            ).view.members
        } catch Trouble.refused(let problem, _) where problem.status == 403 {
            return name
        }
        let exact = rows.filter { $0.name == name }
        let fitting = exact.isEmpty ? rows.filter { $0.name.hasPrefix(name) } : exact
        if fitting.isEmpty { return name }
        if let only = fitting.first, fitting.count == 1 { return "\(only.member)" }
        let lines = fitting.prefix(20).map {
            "  \($0.member)  \(shown($0.name))  \($0.site)  \(of($0.stageWords))"
        }
        throw Trouble.misused(say(.ambiguousMember, "\(fitting.count)", name), lines: lines)
    }

    func members(_ names: [String], of incident: IncidentSummary) async throws -> [String] {
        var found: [String] = []
        for name in names { found.append(try await member(name, of: incident)) }
        return found
    }
}

/// A site as it can be called.
struct SiteName: Sendable, Equatable {
    var code: String
    var name: String

    /// An exact code wins, then codes that begin so, then names that hold it.
    static func fitting(_ text: String, among sites: [SiteName]) -> [SiteName] {
        let wanted = text.lowercased()
        if wanted.isEmpty { return [] }
        if let exact = sites.first(where: { $0.code.lowercased() == wanted }) { return [exact] }
        let beginning = sites.filter { $0.code.lowercased().hasPrefix(wanted) }
        if !beginning.isEmpty { return beginning }
        return sites.filter { $0.name.lowercased().contains(wanted) }
    }
}
