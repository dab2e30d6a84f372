import ArgumentParser
import MusterAPI

/// `hours 时长`
struct HoursCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "hours", abstract: "Service hours, one row a person; --csv for the platform. 时长",
        discussion: """
            From check-in to sign-out, without the way. --csv writes rows with full names to take over into the
            registration platform; more than 12 hours, and a sign-out that is missing, are marked and not cut.
            """, aliases: ["时长"])

    @Flag(name: .long, help: "As a spreadsheet, with full names; for officers.")
    var csv = false

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let path = try await desk.incidentPath()
        let board = try await desk.link.get(IncidentView.self, path).view
        let members = try await desk.link.get(
            MembersView.self, path + "/members", query: csv ? [("names", "full")] : [])
        if csv, !common.json {
            desk.console.write(ServiceSheet(board, members.view).text)
            return .done
        }
        desk.show(members) { desk.reader.hoursPage($0, isDrill: board.summary.drill) }
        return .done
    }
}

/// Service hours as registration platforms take them.
struct ServiceSheet {
    let board: IncidentView
    let members: MembersView

    init(_ board: IncidentView, _ members: MembersView) {
        self.board = board
        self.members = members
    }

    /// Begins with a mark that makes spreadsheet programs read it as UTF-8.
    var text: String {
        let titles = [
            "编号", "姓名", "活动名称", "活动编号", "活动类别", "任务类型", "服务地点", "签到时间", "签退时间", "服务时长(小时)", "备注",
        ]
        let rows = members.members.filter { $0.arrived != nil }.map(row)
        return Sheet.text([titles] + rows)
    }

    private func row(_ member: MemberRow) -> [String] {
        let minutes = member.serviceMinutes(until: members.asOf)
        let task = board.needs.first { $0.site == member.site && $0.playbook == member.playbook }?.title.zh
        var notes: [String] = []
        if member.signedOut == nil { notes.append("未签退") }
        if minutes > 12 * 60 { notes.append("超过12小时") }
        return [
            "\(member.member)", member.name, board.summary.event, board.summary.code,
            board.summary.drill ? "演练" : "应急", task ?? member.playbook,
            board.sites.first { $0.code == member.site }?.name ?? member.site, member.arrived?.at ?? "",
            member.signedOut?.at ?? "", hoursInHalves(minutes), notes.joined(separator: "；"),
        ]
    }
}

/// Minutes as hours in steps of a half, rounded down: 95 is 1.5.
func hoursInHalves(_ minutes: Int) -> String { "\(minutes / 60).\(minutes % 60 >= 30 ? 5 : 0)" }

extension MemberRow {
    /// From check-in to sign-out, or to `now` for whoever is still there; 0 for whoever never came.
    func serviceMinutes(until now: Moment) -> Int {
        guard let arrived, let start = minuteOfEra(arrived.at) else { return 0 }
        let isThere = stage == "arrived" || stage == "withdrawn"
        guard let end = minuteOfEra((signedOut ?? (isThere ? now : arrived)).at) else { return 0 }
        return max(0, end - start)
    }
}

/// Minutes since 1 March 2000 of a time in RFC 3339, in the zone it is written in; nil when it is none.
///
/// Both ends of a service are written in the team's zone, so their difference is right.
func minuteOfEra(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 16 else { return nil }
    func number(_ range: Range<Int>) -> Int? { Int(String(decoding: bytes[range], as: UTF8.self)) }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
        let hour = number(11..<13), let minute = number(14..<16)
    else { return nil }
    // Years that begin in March have their leap day at the end.
    let shifted = (month + 9) % 12
    let years = year - 2000 - (month < 3 ? 1 : 0)
    let days = years * 365 + years / 4 - years / 100 + years / 400 + (shifted * 306 + 5) / 10 + day - 1
    return (days * 24 + hour) * 60 + minute
}

extension Reader {
    /// Who worked how long, the longest first. Hours of a drill are marked as such.
    func hoursPage(_ view: MembersView, isDrill: Bool) -> Page {
        var page = Page()
        let code = (isDrill ? say(.drillMark) : "") + view.code
        let rows = view.members.filter { $0.arrived != nil }
            .map { (member: $0, minutes: $0.serviceMinutes(until: view.asOf)) }
            .sorted { ($0.minutes, $1.member.member) > ($1.minutes, $0.member.member) }
        let total = rows.reduce(0) { $0 + $1.minutes }
        page.say(
            either(
                zh:
                    "时长 \(code)：\(rows.count) 人，共 \(total / 60) 小时 \(total % 60) 分，截至 \(view.asOf.clock)",
                en:
                    "hours \(code): \(rows.count) people, \(total / 60) h \(total % 60) min at \(view.asOf.clock)"
            ),
            width: width, tone: .heading)
        var table = Table(columns: [
            .figure(say(.columnNumber)), .text(say(.columnPerson), least: 6), .text(say(.columnSite)),
            .text(either(zh: "签到", en: "in")), .text(either(zh: "签退", en: "out")),
            .figure(either(zh: "小时", en: "hours")), .text(""),
        ])
        for row in rows {
            let mark = row.member.signedOut == nil ? either(zh: "未签退", en: "not signed out") : ""
            table.add([
                "\(row.member.member)", orDash(row.member.name), row.member.site,
                row.member.arrived.map { time($0) } ?? "", row.member.signedOut.map { time($0) } ?? "-",
                hoursInHalves(row.minutes), mark,
            ])
        }
        page.body = table.lines(width: width)
        page.titles = 1
        return page
    }
}
