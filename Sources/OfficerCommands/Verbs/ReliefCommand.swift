import ArgumentParser
import MusterAPI

/// `relief 换班`
struct ReliefCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "relief",
        abstract: "Whose shift ends when; with a site and a number: calls people to relieve others. 换班",
        discussion: """
            relief F01 12 calls twelve more, who are told that they come to relieve; asks for the count. The relieved
            sign out with signout; each of them leaves one seat less to fill.
            """, aliases: ["换班"])

    @Argument(help: "The site.")
    var site: String?

    @Argument(help: "How many come.")
    var people: Int?

    @Option(name: .long, help: "The count, for scripts.")
    var yes: Int?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if yes != nil, people == nil { throw ValidationError("--yes goes with a site and a number") }
    }

    func perform(at desk: Desk) async throws -> Outcome {
        guard let site, let people else {
            let members = try await desk.link.get(
                MembersView.self, try await desk.incidentPath() + "/members")
            desk.show(members) { desk.reader.shiftsPage($0, site: site) }
            return .done
        }
        let incident = try await desk.incident()
        let code = try await desk.site(site, of: incident)
        let question = Words(
            zh: "将为\(incident.code)的\(code)呼叫\(people)人换班。",
            en: "\(people) people are about to be called to relieve others at \(code) of \(incident.code).")
        try desk.confirm(people, desk.of(question), typed: yes)
        try await desk.order(
            Desk.path(of: incident) + "/relief",
            ReliefBody(site: code, people: people, confirmed: yes ?? people))
        return .done
    }
}

extension Reader {
    /// Everybody at a site by the end of their shift, by site or, for one site, by person.
    func shiftsPage(_ view: MembersView, site: String?) -> Page {
        var page = Page()
        let present = view.members.filter { $0.shiftEnds != nil }
            .sorted { ($0.shiftEnds?.at ?? "", $0.member) < ($1.shiftEnds?.at ?? "", $1.member) }
        page.say(
            either(
                zh: "班时 \(view.code)：在场 \(present.count) 人，截至 \(view.asOf.clock)",
                en: "shifts \(view.code): \(present.count) people present at \(view.asOf.clock)"),
            width: width, tone: .heading)
        if let site {
            page.body = memberTable(present.filter { $0.site.lowercased() == site.lowercased() })
            page.titles = 1
            return page
        }
        var table = Table(columns: [
            .text(say(.columnSite)), .figure(say(.columnPresent)),
            .text(either(zh: "最早到班", en: "first shift ends")), .text(either(zh: "最晚", en: "last")),
        ])
        var sites: [String] = []
        for row in present where !sites.contains(row.site) { sites.append(row.site) }
        for code in sites {
            let here = present.filter { $0.site == code }
            table.add([
                code, "\(here.count)", here.first?.shiftEnds.map { time($0) } ?? "",
                here.last?.shiftEnds.map { time($0) } ?? "",
            ])
        }
        page.body = table.lines(width: width)
        page.titles = 1
        return page
    }
}
