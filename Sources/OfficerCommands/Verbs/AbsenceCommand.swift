import ArgumentParser
import MusterAPI

/// `absence 请假`
struct AbsenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "absence", abstract: "Who is away; with a name and --to: enters it. 请假",
        discussion: """
            absence 王强 --to 2025-07-11 --note 出差      away up to and including that day
            absence 王强 --from 2025-07-09 --to "2025-07-11 18:00"
            Whoever is away isn't called. Members can text 请假3天 or AWAY 3 DAYS themselves.
            """,
        subcommands: [AbsenceEnterCommand.self, AbsenceListCommand.self, AbsenceEndCommand.self],
        defaultSubcommand: AbsenceEnterCommand.self, aliases: ["请假"])
}

/// `absence list`
struct AbsenceListCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Who is away, or will be. 列表", aliases: ["列表"])

    @Flag(name: .long, help: "Full names, for officers.")
    var full = false

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        try await desk.showAbsences(full: full)
        return .done
    }
}

/// `absence NAME --to TIME`, or `absence` alone
struct AbsenceEnterCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Enters that somebody is away. 登记", aliases: ["登记"])

    @Argument(help: "Whole name, or number.")
    var member: String?

    @Option(name: .long, help: "From when: 2025-07-09, \"2025-07-09 18:00\" or 18:00; else from now.")
    var from: String?

    @Option(name: .long, help: "Until when; a day alone is meant to its end.")
    var to: String?

    @Option(name: .long, help: "Why; kept beside the log.")
    var note: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if member != nil, to == nil { throw ValidationError("absence NAME needs --to WHEN") }
        if member == nil, from != nil || to != nil || note != nil {
            throw ValidationError("--from, --to and --note need a name")
        }
    }

    func perform(at desk: Desk) async throws -> Outcome {
        guard let member, let to else {
            try await desk.showAbsences(full: false)
            return .done
        }
        var begin: String?
        if let from { begin = try await desk.dayOrTime(from, isEnd: false) }
        try await desk.order(
            "/v1/absences",
            AbsenceBody(
                member: member, from: begin, until: try await desk.dayOrTime(to, isEnd: true), note: note))
        return .done
    }
}

/// `absence end ID`
struct AbsenceEndCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "Somebody is back before the time. 销假", aliases: ["销假"])

    @Argument(help: "The absence's number, as the list shows it.")
    var absence: Int64

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        try await desk.order("/v1/absences/\(absence)/end", EmptyBody())
        return .done
    }
}

extension Desk {
    fileprivate func showAbsences(full: Bool) async throws {
        let query = full ? [(name: "names", value: "full")] : []
        let view = try await link.get(AbsencesView.self, "/v1/absences", query: query)
        show(view) { reader.absencePage($0) }
    }

    /// `2025-07-09`, `2025-07-09 18:00`, or what `time` takes, as RFC 3339 in the team's zone. A day alone is its
    /// beginning, or, with `isEnd`, its end.
    func dayOrTime(_ text: String, isEnd: Bool) async throws -> String {
        let parts = text.split(separator: " ")
        guard let day = parts.first, let date = CivilDay(String(day)), parts.count <= 2 else {
            return try await time(text, isPast: false)
        }
        let now = try await link.get(StatusView.self, "/v1/status").view.asOf.at
        let offset = String(now.dropFirst(19))
        if parts.count == 1 { return "\((isEnd ? date.next : date).text)T00:00:00\(offset)" }
        guard let minute = clockMinute(String(parts[1])) else { throw Trouble.misused(say(.badTime, text)) }
        return "\(date.text)T\(twoDigits(minute / 60)):\(twoDigits(minute % 60)):00\(offset)"
    }
}

extension Reader {
    func absencePage(_ view: AbsencesView) -> Page {
        var page = Page()
        if view.absences.isEmpty {
            page.say(say(.absenceNone, view.asOf.clock), width: width)
            return page
        }
        let now = view.absences.count { $0.now }
        page.say(
            say(.absenceTitle, "\(now)", "\(view.absences.count - now)", view.asOf.clock), width: width,
            tone: .heading)
        var table = Table(columns: [
            .figure(say(.columnKey)), .figure(say(.columnNumber)), .text(say(.columnPerson), least: 6),
            .text(say(.columnFrom)), .text(say(.columnUntil)), .text(say(.columnSource), least: 4),
            .text(say(.columnNote), least: 4),
        ])
        for absence in view.absences {
            table.add([
                "\(absence.id)", "\(absence.member)", orDash(absence.name), day(absence.from),
                day(absence.until), say(absence.byText ? .absenceByText : .absenceByOfficer),
                absence.text.map(shown) ?? "",
            ])
        }
        page.body = table.lines(width: width)
        page.titles = 1
        page.close(with: say(.absenceHint), width: width, tone: .faint)
        return page
    }

    /// `07-11 06:30`
    func day(_ moment: Moment) -> String {
        let bytes = Array(moment.at.utf8)
        return bytes.count < 10
            ? moment.clock : String(decoding: bytes[5..<10], as: UTF8.self) + " " + moment.clock
    }
}
