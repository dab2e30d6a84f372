import ArgumentParser
import MusterAPI

/// `leader 负责人`
struct LeaderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leader",
        abstract: "Who leads each site; names one, shares one, allows acting ones. 负责人",
        discussion: """
            leader                    who leads where
            leader F07 --name 王强    names or replaces the leader of F07; old and new are told
            leader C01 --with F03     the leader of F03 leads C01, too
            leader confirm            people of middle level may lead in this incident
            """,
        subcommands: [LeaderNameCommand.self, LeaderConfirmCommand.self],
        defaultSubcommand: LeaderNameCommand.self, aliases: ["负责人"])
}

/// `leader SITE --name X`, `leader SITE --with SITE`, or `leader` alone
struct LeaderNameCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "name", abstract: "Names a site's leader; without a site: lists them. 指定",
        aliases: ["指定"])

    @Argument(help: "The site; without one: lists who leads where.")
    var site: String?

    @Option(name: .long, help: "Whole name, or number.")
    var name: String?

    @Option(name: .customLong("with"), help: "The near site whose leader leads this one, too.")
    var other: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if site == nil, name != nil || other != nil { throw ValidationError("--name and --with need a site") }
        if site != nil, (name == nil) == (other == nil) {
            throw ValidationError("leader SITE needs --name or --with, one of the two")
        }
    }

    func perform(at desk: Desk) async throws -> Outcome {
        let incident = try await desk.incident()
        let path = Desk.path(of: incident) + "/leaders"
        guard let site else {
            let view = try await desk.link.get(LeadersView.self, path)
            desk.show(view) { desk.reader.leadersPage($0) }
            return .done
        }
        let code = try await desk.site(site, of: incident)
        if let other {
            let with = try await desk.site(other, of: incident)
            try await desk.order(path, LeaderBody(site: code, with: with))
        } else if let name {
            try await desk.order(
                path, LeaderBody(site: code, member: try await desk.member(name, of: incident)))
        }
        return .done
    }
}

/// `leader confirm`
struct LeaderConfirmCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm", abstract: "People of middle level may lead in this incident. 准许代理",
        aliases: ["准许", "准许代理"])

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let incident = try await desk.incident()
        try await desk.order(Desk.path(of: incident) + "/leaders/acting", EmptyBody())
        return .done
    }
}

extension Reader {
    func leadersPage(_ view: LeadersView) -> Page {
        var page = Page()
        let led = view.sites.count { ["leading", "acting", "shared"].contains($0.state) }
        page.say(
            say(.leadersTitle, view.code, "\(led)", "\(view.sites.count)", view.asOf.clock), width: width,
            tone: .heading)
        if !view.awaiting.isEmpty {
            page.say(say(.leadersWait, view.awaiting.joined(separator: " ")), width: width, tone: .urgent)
        } else if view.actingAllowed {
            page.say(say(.leadersAllowed), width: width)
        }
        var table = Table(columns: [
            .text(""), .text(say(.columnSite)), .text(say(.columnName), least: 6),
            .figure(say(.columnNumber)),
            .text(say(.columnLeader)), .text(say(.columnState), least: 8), .text(say(.columnStage), least: 4),
            .text(say(.columnNear)),
        ])
        for row in view.sites {
            let isLed = ["leading", "acting", "shared"].contains(row.state)
            table.add([
                isLed ? "" : "!", row.site, row.name, row.member.map { "\($0)" } ?? "", orDash(row.leader),
                of(row.stateWords), row.stageWords.map(of) ?? "", row.near.joined(separator: " "),
            ])
        }
        page.body = table.lines(width: width)
        page.titles = 1
        page.close(with: say(.leadersHint), width: width, tone: .faint)
        return page
    }
}
