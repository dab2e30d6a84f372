import Dispatch
import Mobilization
import MobilizationRuntime
import Synchronization

/// The forecasts of the board, shared by the requests that read them.
///
/// One at a time is worked out, 5 ms for an incident of 520 people, so that many readers of one figure cost one
/// reckoning.
final class ForecastShelf: Sendable {
    private let forecasts = Mutex(Forecasts())
    /// The last of each open incident, to be had while another is worked out.
    private let latest = Mutex<[IncidentID: Forecast]>([:])
    private let isBehind = Atomic(false)

    /// Call-outs up to which a forecast is worked out while a glance waits for it.
    static let mostAtOnce = 2_000
    /// A glance shows none that is older.
    static let oldestShown: Interval = .minutes(1)

    /// nil: no open incident of the board has this id.
    func forecast(of id: IncidentID, on board: Board) -> Forecast? {
        let forecast = forecasts.withLock { $0.forecast(of: id, on: board) }
        latest.withLock { latest in
            latest = latest.filter { board.state.incidents.contains($0.key) }
            latest[id] = forecast
        }
        return forecast
    }

    /// What a status shows in passing: as `forecast(of:on:)`, but nobody waits for a large incident.
    ///
    /// There it is the last one that was worked out, and the next begins on a thread of its own; nil while there is
    /// none, and when it is too old.
    func glance(of incident: Incident, on board: Board) -> Forecast? {
        if incident.callouts.count > Self.mostAtOnce {
            workOutBehind(incident.id, on: board)
        } else if let forecast = forecasts.withLockIfAvailable({ $0.forecast(of: incident.id, on: board) }) {
            latest.withLock { $0[incident.id] = forecast }
            return forecast
        }
        // A large one is being worked out, this or another: nobody waits for it.
        guard let last = latest.withLock({ $0[incident.id] }) else { return nil }
        let age = board.asOf - last.asOf
        return age >= .zero && age <= Self.oldestShown ? last : nil
    }

    /// A large incident takes long enough to starve the threads that answer requests.
    private func workOutBehind(_ id: IncidentID, on board: Board) {
        guard !isBehind.exchange(true, ordering: .acquiring) else { return }
        DispatchQueue.global().async { [self] in
            _ = forecast(of: id, on: board)
            isBehind.store(false, ordering: .releasing)
        }
    }
}
