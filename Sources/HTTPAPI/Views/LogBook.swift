import Mobilization
import MobilizationRuntime
import MusterAPI

/// The event log as numbered lines for people.
struct LogBook: Sendable {
    var board: Board
    var facts: any FactReader
    /// nil leaves what people wrote out, for viewers.
    var texts: (any TextReader)?
    /// Whether commands that were obeyed have lines, with who gave them and from where.
    var showsCommands = false

    /// The lines that follow `after`, the last number that was read; at most `limit` of them, which is 1 or
    /// more.
    ///
    /// - Throws: 503 when the log can't be read.
    /// `incident` nil: what belongs to none.
    func view(of incident: Incident?, after: Int64, limit: Int) async throws(ProblemDetails) -> LogView {
        let clock = incident.map { board.teamClock.since($0) } ?? board.teamClock
        var lines: [LogEntry] = []
        var next = after
        // Several pages of facts may hold nothing worth a line; the bound keeps one request short.
        for _ in 0..<20 {
            let page: [NumberedFact]
            do {
                page = try await facts.facts(of: incident?.id, after: next, limit: 500)
            } catch {
                throw Problem.storeUnavailable(StoreFailure(.other, "the log can't be read"))
            }
            for numbered in page {
                if lines.count == limit { return LogView(next: next, more: true, lines: lines) }
                next = numbered.sequence
                if incident == nil, numbered.fact.event.incident != nil { continue }
                if let line = entry(numbered, clock) { lines.append(line) }
            }
            if page.count < 500 { return LogView(next: next, more: false, lines: lines) }
        }
        return LogView(next: next, more: true, lines: lines)
    }

    private func entry(_ numbered: NumberedFact, _ clock: LocalClock) -> LogEntry? {
        guard
            let sentence = EventWords(board: board, clock: clock, showsCommands: showsCommands).sentence(
                numbered.fact.event)
        else {
            return nil
        }
        return LogEntry(
            number: numbered.sequence, at: clock.moment(numbered.fact.at), actor: name(numbered.fact.actor),
            sentence: sentence, text: numbered.fact.event.text.flatMap { texts?.words($0) })
    }

    private func name(_ actor: Actor) -> String {
        switch actor {
        case .engine: "engine"
        case .source(let name): "source \(name)"
        case .officer(let name): "officer \(name)"
        case .gateway(let name): "gateway \(name)"
        case .member(let member): "member \(board.maskedName(member))"
        }
    }
}
