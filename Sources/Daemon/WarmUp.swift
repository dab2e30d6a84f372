import CurlTransport
import EventStore
import HTTPAPI
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
    let speaksTLS: Bool

    func run(_ places: [BoundListener]) async {
        // What waited at the socket comes first, and may make all of this needless.
        try? await Task.sleep(for: .seconds(1))
        await aside { rehearse() }
        await knock(places)
    }

    /// The first connection takes ten milliseconds and more, most of them for types that are made when they are first
    /// used. Both doors' are the same. With TLS only the control socket is tried, which systemd may not open to us.
    private func knock(_ places: [BoundListener]) async {
        let loop = CurlLoop(name: "warm-up", options: .init(connections: 1))
        for place in places where place.port == nil || !speaksTLS {
            let host = place.port == nil ? "musterd" : place.name
            var request = TransferRequest(method: "GET", url: "http://\(host)/healthz")
            if place.port == nil { request.unixSocketPath = place.name }
            // It matters to speed only.
            _ = await loop.perform(request)
        }
        loop.shutdown()
    }

    private func rehearse() {
        guard let board = boards.current, isWhole(board), board.state.incidents.isEmpty else { return }
        let step = Engine(state: board.state, reference: board.reference).rehearsal(at: clock.now)
        var batch = Batch()
        batch.facts = step.facts
        batch.texts = step.texts
        // It matters to speed only; where something was committed meanwhile, that has warmed the store up.
        try? log.rehearse(batch, after: board.state.sequence)
    }

    /// The board hangs a moment later than the engine knows.
    private func isWhole(_ board: Board) -> Bool {
        board.state.gateways.count == gateways && board.reference.roster.version != .none
    }
}
