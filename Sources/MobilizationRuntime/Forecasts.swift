package import Mobilization

/// The forecasts that readers of the board asked for, each kept for as long as it is good.
///
/// A forecast is worked out when somebody asks: anew after a second of engine time in which something
/// happened, and after 15 s in which nothing did, since silence is news, too. Whoever holds this guards it
/// with a lock.
package struct Forecasts: Sendable {
    /// The forecast and the number of the last event that it holds.
    private var kept: [IncidentID: (sequence: Int64, forecast: Forecast)] = [:]

    package static let afterEvents: Interval = .seconds(1)
    package static let withoutEvents: Interval = .seconds(15)

    package init() {}

    /// nil: no open incident of the board has this id.
    package mutating func forecast(of id: IncidentID, on board: Board) -> Forecast? {
        kept = kept.filter { board.state.incidents.contains($0.key) }
        if let last = kept[id] {
            let age = board.asOf - last.forecast.asOf
            let limit = last.sequence == board.sequence ? Self.withoutEvents : Self.afterEvents
            // A board from before the last one, as after a restart of the clock, is read anew.
            if age >= .zero, age < limit { return last.forecast }
        }
        guard
            let forecast = Forecast(
                of: id, state: board.state, reference: board.reference, now: board.asOf)
        else { return nil }
        kept[id] = (board.sequence, forecast)
        return forecast
    }
}
