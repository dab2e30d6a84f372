import MusterAPI

/// The board that hangs there: when it looks again, when it draws again, and what it says when it can't look.
struct WallBoard {
    private var figures: BoardFigures
    private var desk: Desk
    private let every: Int
    private let showsAll: Bool
    private var height: Int?
    private var isStreaming = false
    private var isStale = false
    private var warning: String?
    private var looked = ContinuousClock.now
    private var tried = ContinuousClock.now

    init(figures: BoardFigures, desk: Desk, every: Int, showsAll: Bool) {
        self.figures = figures
        self.desk = desk
        self.every = every
        self.showsAll = showsAll
        height = desk.console.measure()?.rows
        if desk.console.isTerminal { desk.console.write("\u{1B}[2J") }
    }

    mutating func take(_ signal: BoardSignal) async {
        switch signal {
        case .changed:
            isStreaming = true
            isStale = true
        case .lost:
            isStreaming = false
            isStale = true
        case .refused: isStreaming = false
        case .tick: break
        }
        if hasResized() { draw() }
        if isDue { await look() }
    }

    func draw() {
        let height = showsAll ? nil : height ?? Page.boardHeight
        WatchCommand.draw(figures, desk, height: height, warning: warning, over: desk.console.isTerminal)
    }

    /// A change is shown within the second; silence is looked at every 15 s, since the clock on the wall goes on.
    private var isDue: Bool {
        let waited = ContinuousClock.now - tried
        if isStale, waited >= .seconds(1) { return true }
        return waited >= (isStreaming && warning == nil ? .seconds(15) : .seconds(every))
    }

    private mutating func look() async {
        tried = .now
        isStale = false
        do {
            figures = try await WatchCommand.look(at: desk)
            looked = .now
            warning = nil
        } catch Trouble.refused(let problem, _) {
            warning = desk.of(problem.words)
        } catch {
            let minutes = (ContinuousClock.now - looked).components.seconds / 60
            warning = desk.say(
                .boardStands, desk.reader.secondsClock(figures.status.view.asOf), "\(minutes)")
        }
        draw()
    }

    /// The terminal is measured instead of listening to SIGWINCH: nothing then happens inside a signal's handler.
    private mutating func hasResized() -> Bool {
        guard let size = desk.console.measure(), size.width != desk.console.width || size.rows != height
        else {
            return false
        }
        desk.console.width = size.width
        height = size.rows
        // The terminal has wrapped the old board's lines; drawing over them would leave pieces.
        desk.console.write("\u{1B}[2J")
        return true
    }
}
