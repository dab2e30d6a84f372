import ArgumentParser
import MusterAPI

/// `plan 试算`
struct PlanCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "How many would be called, and what stays open. Calls nobody. 试算",
        aliases: ["试算"])

    @Option(name: .long, help: "With so many of the reserve allowed.")
    var reserve: Int?

    @Flag(name: .long, help: "With people outside their stated hours, too. 不限时段")
    var allHours = false

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let plan = try await desk.plan(
            try await desk.incidentPath(), reserve: reserve, atAllHours: allHours)
        desk.show(plan) { desk.reader.planPage($0) }
        return .done
    }
}

/// `call 呼叫`
struct CallCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "call", abstract: "Calls people; shows the count and asks for it. 呼叫", aliases: ["呼叫"])

    @Option(name: .long, help: "So many of the reserve; a second person must confirm.")
    var reserve: Int?

    @Flag(name: .long, help: "People outside their stated hours, too, until the incident closes. 不限时段")
    var allHours = false

    @Option(name: .long, help: "The count, for scripts; another count calls nobody.")
    var yes: Int?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let reserve, reserve < 1 { throw ValidationError("--reserve takes 1 or more") }
        if reserve != nil, allHours { throw ValidationError("--reserve and --all-hours are two orders") }
    }

    func perform(at desk: Desk) async throws -> Outcome {
        let incident = try await desk.incident()
        let path = Desk.path(of: incident)
        let confirmed: Int
        if let reserve {
            try desk.confirm(reserve, desk.say(.reserveQuestion, incident.code, "\(reserve)"), typed: yes)
            confirmed = reserve
        } else if let yes {
            // The daemon compares it with its own count at the moment of the call.
            confirmed = yes
        } else {
            let plan = try await desk.plan(path, reserve: nil, atAllHours: allHours)
            if !common.json { desk.show(desk.reader.planPage(plan.view)) }
            guard plan.view.people > 0 else { throw Trouble.misused(desk.say(.nobodyToCall, incident.code)) }
            let mark = incident.drill ? desk.say(.drillMark) : ""
            try desk.confirm(
                plan.view.people,
                desk.say(.callQuestion, incident.code, mark + incident.event, "\(plan.view.people)"),
                typed: nil)
            confirmed = plan.view.people
        }
        if allHours {
            try await desk.order(path + "/hours", AllHoursBody(confirmed: confirmed))
            return .done
        }
        let answer = try await desk.order(
            path + "/callouts", CalloutBody(reserve: reserve, confirmed: confirmed))
        if let confirmation = answer.confirmation { desk.hint(.thenConfirm, "\(confirmation)") }
        return .done
    }
}

/// `confirm 确认`
struct ConfirmCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm", abstract: "The second person's word for a call of the reserve. 确认",
        discussion: """
            The leader in charge confirms with their own account, or sends the code of their text back.
            After five minutes without an answer: confirm NUMBER --alone REASON; the director is told at once.
            """, aliases: ["确认"])

    @Argument(help: "The number that call or todo gave.")
    var confirmation: Int64

    @Option(name: .long, help: "Goes on without the second person, and why. 一人批准")
    var alone: String?

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        if let alone {
            try await desk.order(
                "/v1/confirmations/\(confirmation)/break", BreakGlassBody(reason: alone))
            return .done
        }
        try await desk.order("/v1/confirmations", ConfirmationBody(confirmation: confirmation))
        return .done
    }
}

extension Desk {
    /// Whom a call would reach now.
    func plan(
        _ path: String, reserve: Int?, atAllHours: Bool = false
    ) async throws -> DaemonLink.Reading<PlanView> {
        var query = reserve.map { [(name: "reserve", value: "\($0)")] } ?? []
        if atAllHours { query.append((name: "all_hours", value: "true")) }
        return try await link.get(PlanView.self, path + "/plan", query: query)
    }
}
