import ArgumentParser
import MusterAPI

/// `cover 保险`
struct CoverCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "cover", abstract: "An insurance for this incident's reserve and walk-ins. 保险",
        discussion: """
            cover                                     what is entered
            cover --policy PZ-2025-01 --until 2025-07-31
            The committed team's own insurance counts as before; this opens the gate for the others.
            """,
        aliases: ["保险"])

    @Option(name: .long, help: "The policy's number; kept beside the log.")
    var policy: String?

    @Option(name: .long, help: "The last day, such as 2025-07-31.")
    var until: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if (policy == nil) != (until == nil) { throw ValidationError("cover needs --policy and --until") }
    }

    func perform(at desk: Desk) async throws -> Outcome {
        let incident = try await desk.incident()
        guard let policy, let until else {
            let board = try await desk.link.get(IncidentView.self, Desk.path(of: incident))
            desk.show(board) { desk.reader.coverPage($0) }
            return .done
        }
        guard let day = CivilDay(until) else { throw Trouble.misused(desk.say(.badDay, until)) }
        try await desk.order(
            Desk.path(of: incident) + "/cover", CoverBody(policy: policy, until: day.text))
        return .done
    }
}

extension Reader {
    func coverPage(_ view: IncidentView) -> Page {
        var page = Page()
        if let cover = view.cover {
            page.say(
                say(
                    .coverInForce, view.summary.code, cover.until, orDash(cover.policy.map(shown)),
                    shown(cover.enteredBy)),
                width: width)
        } else {
            page.say(say(.coverNone, view.summary.code), width: width)
        }
        return page
    }
}
