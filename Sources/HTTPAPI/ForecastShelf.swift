import Mobilization
import MobilizationRuntime
import Synchronization

/// The forecasts of the board, shared by the requests that read them.
///
/// One at a time is worked out, 5 ms for the largest incident, so that many readers of one figure cost one
/// reckoning.
final class ForecastShelf: Sendable {
    private let forecasts = Mutex(Forecasts())

    /// nil: no open incident of the board has this id.
    func forecast(of id: IncidentID, on board: Board) -> Forecast? {
        forecasts.withLock { $0.forecast(of: id, on: board) }
    }
}
