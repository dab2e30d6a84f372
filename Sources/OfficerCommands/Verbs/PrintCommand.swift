import ArgumentParser
import MusterAPI

/// `print 打印`
struct PrintCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "print",
        abstract: "The emergency pack on paper: sites, who is out, the team's telephones. 打印",
        discussion: """
            For the power cut: musterctl print | lpr. Holds names and telephones; keep it locked and shred the old one.
            """, aliases: ["打印"])

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let status = try await desk.link.get(StatusView.self, "/v1/status").view
        let sites = try await desk.link.get(SitesView.self, "/v1/sites").view.sites
        let team = try await pioneers(desk)
        var page = desk.reader.packHead(status, sites)
        for incident in status.incidents {
            let members = try await desk.link.get(
                MembersView.self, Desk.path(of: incident) + "/members", query: [("names", "full")]
            ).view
            page.body.append(Line(""))
            page.body.append(Line(desk.of(incident.sentence), .heading))
            page.body += desk.reader.memberTable(members.members.filter(Reader.isUnaccounted))
        }
        page.body += desk.reader.teamLines(team)
        desk.console.write((page.head + page.body + page.foot).map { $0.text + "\n" }.joined())
        return .done
    }

    private func pioneers(_ desk: Desk) async throws -> [RosterRow] {
        var rows: [RosterRow] = []
        while true {
            let page = try await desk.link.get(
                RosterView.self, "/v1/roster",
                query: [("names", "full"), ("offset", "\(rows.count)"), ("limit", "2000")]
            ).view
            rows += page.members
            if page.members.isEmpty || rows.count >= page.total { break }
        }
        return rows.filter { $0.pool == "pioneer" }
    }
}

extension Reader {
    fileprivate func packHead(_ status: StatusView, _ sites: [SiteBookRow]) -> Page {
        var page = Page()
        page.say(
            either(
                zh: "应急包，\(status.asOf.at.prefix(16))", en: "Emergency pack, \(status.asOf.at.prefix(16))"),
            width: width, tone: .heading)
        page.say(dutyLine(status.duty), width: width)
        page.say(
            either(
                zh: "1 能到  4 晚到  0 不能  2 出发  3 到了  5 收到  6 不能待命  7 求助  8 已撤离  9 到家",
                en: "1 coming  4 late  0 cannot  2 set out  3 arrived  5 received  6 can't stand by  7 help  "
                    + "8 withdrawn  9 home"), width: width)
        for site in sites {
            let contact = [site.contactName, site.contactPhone].compactMap { $0 }.joined(separator: " ")
            let line =
                "\(site.code)  \(site.name)  "
                + either(
                    zh: "集合 \(site.musterPoint)  撤离 \(site.refuge)  \(contact)",
                    en: "muster \(site.musterPoint)  refuge \(site.refuge)  \(contact)")
            page.body += wrap(shown(line), to: width, indent: 5).map { Line($0) }
        }
        return page
    }

    fileprivate func teamLines(_ team: [RosterRow]) -> [Line] {
        var table = Table(columns: [
            .figure(say(.columnNumber)), .text(say(.columnPerson), least: 6), .text(say(.columnPhone)),
            .text(say(.columnLevel)), .text(say(.columnSkills), least: 8), .text(say(.columnTeam), least: 4),
        ])
        for person in team {
            table.add([
                "\(person.member)", person.name, person.phone ?? "", person.level,
                person.skills.joined(separator: " "), person.team,
            ])
        }
        return [Line("")] + table.lines(width: width)
    }
}
