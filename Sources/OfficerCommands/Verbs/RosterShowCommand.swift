import ArgumentParser
import MusterAPI

/// `roster show NAME`
struct RosterShowCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One person: level with its history, hours, absences. 查看",
        aliases: ["查看"])

    @Argument(help: "Whole name, or number.")
    var member: String

    @Flag(name: .long, help: "Full name and telephone, for officers.")
    var full = false

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let query = full ? [(name: "names", value: "full")] : []
        let view = try await desk.link.get(
            MemberView.self, "/v1/roster/\(percentEncoded(member))", query: query)
        desk.show(view) { desk.reader.memberPage($0) }
        return .done
    }
}

extension Reader {
    func memberPage(_ view: MemberView) -> Page {
        var page = Page()
        let row = view.row
        page.say(
            "\(orDash(row.name)) (\(row.member))  \(row.pool)  \(shown(row.team))", width: width,
            tone: .heading)
        var lines = [
            say(.memberLevel, of(view.levelWords), orDash(view.levelFrom), orDash(view.levelUntil)),
            say(.memberSkills, orDash(row.skills.joined(separator: " "))),
            say(.memberInsured, orDash(row.insuredUntil), orDash(row.firstAidUntil)),
            say(.memberHours, view.hours ?? say(.memberAlways)),
        ]
        if row.level != view.level { lines.insert(say(.memberLevelToday, row.level), at: 1) }
        if let phone = row.phone { lines.append(say(.memberPhone, shown(phone))) }
        if let now = row.availability { lines.append(say(.whyNow, of(now))) }
        for line in lines { page.say(line, width: width, indent: 2) }
        page.body += view.absences.flatMap { absence in
            wrap(say(.memberAbsence, day(absence.from), day(absence.until)), to: width).map { Line($0) }
        }
        page.body += view.levels.flatMap { levelLines($0, isOfOne: true) }
        return page
    }

    /// `2025-06-01  初级 - 中级  至 2028-05-31  “年度考核”`; with number and name among several.
    func levelLines(_ change: LevelChangeRow, isOfOne: Bool = false) -> [Line] {
        let who = isOfOne ? "" : "\(change.member) \(orDash(change.name))  "
        let until = change.until.map { "  " + say(.levelUntil, $0) } ?? ""
        let reason = change.reason.map { say(.quoted, shown($0)) } ?? ""
        return wrap(
            "\(change.from)  \(who)\(of(change.old)) > \(of(change.new))\(until)\(reason)", to: width,
            indent: 2
        )
        .map { Line($0) }
    }
}
