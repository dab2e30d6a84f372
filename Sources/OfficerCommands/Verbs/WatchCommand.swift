import ArgumentParser
import MusterAPI

/// `watch 看板`
///
/// Asks every few seconds instead of holding a stream open: a board on a wall must come back by itself after a
/// restart of the daemon, and says so while it can't be reached.
struct WatchCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "The duty board, drawn again every 5 s. 看板", aliases: ["看板"])

    @Flag(name: .long, help: "Once, then end.")
    var once = false

    @Option(name: .long, help: "Seconds between two looks, 1 to 600.")
    var every = 5

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...600).contains(every) else { throw ValidationError("--every takes 1 to 600 seconds") }
    }

    func perform(at desk: Desk) async throws -> Outcome {
        var figures = try await Self.look(at: desk)
        if once || common.json {
            draw(figures, desk, warning: nil)
            return .done
        }
        if desk.console.isTerminal { desk.console.write("\u{1B}[2J") }
        var warning: String?
        while !Task.isCancelled {
            draw(figures, desk, warning: warning)
            try await Task.sleep(for: .seconds(every))
            do {
                figures = try await Self.look(at: desk)
                warning = nil
            } catch Trouble.unreachable {
                warning = desk.say(.boardStands, figures.status.view.asOf.clock)
            } catch Trouble.refused(let problem, _) {
                warning = desk.of(problem.words)
            }
        }
        return .done
    }

    struct Figures: Sendable {
        var status: DaemonLink.Reading<StatusView>
        var incident: IncidentView?
        var todo: TodoView
    }

    static func look(at desk: Desk) async throws -> Figures {
        let status = try await desk.link.get(StatusView.self, "/v1/status")
        var incident: IncidentView?
        if let shown = try await desk.shownIncident(of: status.view) {
            incident = try await desk.link.get(IncidentView.self, Desk.path(of: shown)).view
        }
        let todo = try await desk.link.get(TodoView.self, "/v1/todo")
        return Figures(status: status, incident: incident, todo: todo.view)
    }

    private func draw(_ figures: Figures, _ desk: Desk, warning: String?) {
        if common.json {
            desk.showBytes(figures.status.bytes)
            return
        }
        let page = desk.reader.boardPage(
            figures.status.view, figures.incident, figures.todo, warning: warning)
        let lines = page.lines(height: common.all ? nil : Page.boardHeight) { desk.say(.moreLines, "\($0)") }
        let painted = lines.map { $0.painted(desk.console.usesColour) }
        if desk.console.isTerminal, !once {
            desk.console.write(Self.redrawn(painted))
        } else {
            desk.console.write(painted.map { $0 + "\n" }.joined() + (once ? "" : "\n"))
        }
    }

    /// Draws over the board that stands there, line by line, and wipes only what is left of the old one: a
    /// cleared screen flickers.
    static func redrawn(_ lines: [String]) -> String {
        "\u{1B}[H" + lines.map { $0 + "\u{1B}[K" }.joined(separator: "\n") + "\u{1B}[J"
    }
}
