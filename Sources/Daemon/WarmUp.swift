import EventStore
import Mobilization
import MobilizationRuntime

/// Goes once through everything that a large demand takes, and forgets it, so that the first alert finds warm caches.
///
/// Only once the daemon serves: after a restart senders wait at the socket, and an alert that is taken a moment sooner
/// is worth more than one that is quicker afterwards. Not while people are out: what they write warms it up soon.
struct WarmUp: Sendable {
    let boards: BoardShelf
    let log: SQLiteEventLog
    let clock: EngineClock
    let gateways: Int

    func run() async {
        // The board hangs a moment later than the engine knows.
        for _ in 0..<50 where boards.current.map({ !isWhole($0) }) ?? true {
            try? await Task.sleep(for: .milliseconds(4))
        }
        guard let board = boards.current, board.state.incidents.isEmpty else { return }
        let step = Engine(state: board.state, reference: board.reference).rehearsal(at: clock.now)
        var batch = Batch()
        batch.facts = step.facts
        batch.texts = step.texts
        // It matters to speed only; where something was committed meanwhile, that has warmed the store up.
        try? log.rehearse(batch, after: board.state.sequence)
    }

    private func isWhole(_ board: Board) -> Bool {
        board.state.gateways.count == gateways && board.reference.roster.version != .none
    }
}
