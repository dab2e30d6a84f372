import ArgumentParser
import MusterAPI

/// `watch 看板`
///
/// Follows the daemon's stream and looks again whenever something changed; where there is no stream to be had, it looks
/// every few seconds. A board on a wall comes back by itself after a restart of the daemon, and says since when its
/// figures stand while it can't.
struct WatchCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "The duty board, live. 看板", aliases: ["看板"])

    @Flag(name: .long, help: "Once, then end.")
    var once = false

    @Option(name: .long, help: "Seconds between two looks where the daemon doesn't stream, 1 to 600.")
    var every = 5

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...600).contains(every) else { throw ValidationError("--every takes 1 to 600 seconds") }
    }

    func perform(at desk: Desk) async throws -> Outcome {
        let figures = try await Self.look(at: desk)
        if once || common.json {
            Self.draw(figures, desk, height: common.all ? nil : Page.boardHeight, warning: nil)
            return .done
        }
        var board = WallBoard(figures: figures, desk: desk, every: every, showsAll: common.all)
        let (signals, bell) = AsyncStream.makeStream(
            of: BoardSignal.self, bufferingPolicy: .bufferingNewest(64))
        let link = desk.link
        await withDiscardingTaskGroup { group in
            group.addTask { await Self.listen(to: link, bell) }
            group.addTask { await Self.tick(bell) }
            board.draw()
            for await signal in signals {
                await board.take(signal)
                if Task.isCancelled { break }
            }
            group.cancelAll()
        }
        return .done
    }

    /// Holds the stream open, and opens it again when it ends: at once, then after 1, 2, 4 ... 15 s.
    private static func listen(to link: DaemonLink, _ bell: AsyncStream<BoardSignal>.Continuation) async {
        var last: String?
        var pause_s = 1
        while !Task.isCancelled {
            do {
                try await link.follow("/v1/stream", after: last) { event in
                    last = event.id ?? last
                    pause_s = 1
                    bell.yield(.changed)
                }
                bell.yield(.lost)
            } catch Trouble.refused {
                // Too many boards, or a daemon that doesn't stream: looking will do.
                pause_s = 15
                bell.yield(.refused)
            } catch {
                bell.yield(.lost)
            }
            try? await Task.sleep(for: .seconds(pause_s))
            pause_s = min(pause_s * 2, 15)
        }
        bell.finish()
    }

    /// Four times a second: so long a change may wait, and so long a terminal that was resized looks wrong.
    private static func tick(_ bell: AsyncStream<BoardSignal>.Continuation) async {
        while !Task.isCancelled {
            bell.yield(.tick)
            try? await Task.sleep(for: .milliseconds(250))
        }
    }

    static func look(at desk: Desk) async throws -> BoardFigures {
        let status = try await desk.link.get(StatusView.self, "/v1/status")
        var figures = BoardFigures(status: status)
        if let shown = try await desk.shownIncident(of: status.view) {
            let path = Desk.path(of: shown)
            figures.incident = try await desk.link.get(IncidentView.self, path).view
            // What only adds to the board must not take it away.
            figures.fullBy = try? await desk.link.get(ForecastView.self, path + "/forecast").view
                .reachesMostAt
            figures.demand = try? await desk.link.get(DemandsView.self, "/v1/demands").view.demands.first {
                $0.incident == shown.id
            }
        }
        figures.todo = try await desk.link.get(TodoView.self, "/v1/todo").view
        figures.posture = try? await desk.link.get(PostureView.self, "/v1/posture").view
        return figures
    }

    /// `height` is nil for everything.
    static func draw(
        _ figures: BoardFigures, _ desk: Desk, height: Int?, warning: String?, over: Bool = false
    ) {
        if desk.options.json {
            desk.showBytes(figures.status.bytes)
            return
        }
        let page = desk.reader.boardPage(figures, height: height, warning: warning)
        let lines = page.lines(height: height) { desk.say(.moreLines, "\($0)") }
        let painted = lines.map { $0.painted(desk.console.usesColour) }
        desk.console.write(over ? redrawn(painted) : painted.map { $0 + "\n" }.joined())
    }

    /// Draws over the board that stands there, line by line, and wipes only what is left of the old one: a
    /// cleared screen flickers.
    static func redrawn(_ lines: [String]) -> String {
        "\u{1B}[H" + lines.map { $0 + "\u{1B}[K" }.joined(separator: "\n") + "\u{1B}[J"
    }
}

/// Everything that stands on the board.
struct BoardFigures: Sendable {
    var status: DaemonLink.Reading<StatusView>
    /// nil: none is open.
    var incident: IncidentView?
    var todo: TodoView?
    var posture: PostureView?
    var demand: DemandRow?
    /// When 95 % are expected to be there. nil: not to be foreseen.
    var fullBy: Moment?
}

/// Why a board may have to look or draw again.
enum BoardSignal: Sendable {
    /// The stream says that something is new.
    case changed
    /// The stream ended.
    case lost
    /// The daemon answers, but doesn't stream.
    case refused
    /// Time passes.
    case tick
}
