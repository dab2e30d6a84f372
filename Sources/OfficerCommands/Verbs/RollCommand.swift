import ArgumentParser
import MusterAPI

/// `roll 点名`
struct RollCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "roll",
        abstract: "Roll call: names against leaders' totals; with a site: whom to call out by name. 点名",
        discussion: "roll F01 --full: full names and telephones, for officers.", aliases: ["点名"])

    @Argument(help: "The site.")
    var site: String?

    @Flag(name: .long, help: "Full names and telephones, for officers.")
    var full = false

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let incident = try await desk.incident()
        guard let site else {
            let board = try await desk.link.get(IncidentView.self, Desk.path(of: incident))
            desk.show(board) { desk.reader.rollPage($0) }
            return .done
        }
        var query = [("site", try await desk.site(site, of: incident))]
        if full { query.append(("names", "full")) }
        let members = try await desk.link.get(
            MembersView.self, Desk.path(of: incident) + "/members", query: query)
        let expected: Set<String> = ["accepted", "en_route", "arrived", "withdrawn"]
        desk.show(members) { view in
            desk.reader.whoPage(view, view.members.filter { expected.contains($0.stage) })
        }
        return .done
    }
}

extension Reader {
    /// By site: names checked in, the leader's last total, and where the two differ.
    func rollPage(_ view: IncidentView) -> Page {
        var page = Page()
        page.say(
            either(
                zh: "点名 \(view.summary.code)，截至 \(view.asOf.clock)",
                en: "roll call \(view.summary.code) at \(view.asOf.clock)"),
            width: width, tone: .heading)
        var table = Table(columns: [
            .text(""), .text(say(.columnSite)), .text(say(.columnName), least: 6),
            .figure(say(.columnNeeded)),
            .figure(either(zh: "登记", en: "names")), .figure(either(zh: "负责人报", en: "leader")),
            .text(either(zh: "报数时间", en: "at")), .figure(say(.columnEnRoute)), .text(say(.columnLeader)),
        ])
        for site in view.sites {
            let differs = site.leaderTotal.map { $0.people != site.present } ?? false
            table.add(
                [
                    differs ? "!" : "", site.code, site.name, "\(site.required)", "\(site.present)",
                    site.leaderTotal.map { "\($0.people)" } ?? "-",
                    site.leaderTotal.map { $0.at.clock } ?? "",
                    "\(site.enRoute)", site.leader ?? say(.noLeader),
                ], tone: differs ? .urgent : .plain)
        }
        page.body = table.lines(width: width)
        page.titles = 1
        return page
    }
}
