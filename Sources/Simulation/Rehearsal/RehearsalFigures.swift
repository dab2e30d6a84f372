package import Mobilization

/// What came of one rehearsal.
package struct RehearsalFigures: Sendable, Equatable {
    package var required: Int
    /// People checked in within the circle's hour, by when it happened, and nobody beyond what their need asked for.
    package var filledInHour: Int
    package var sites: Int
    /// Sites ready to work within the hour.
    package var readyInHour: Int
    /// Places filled at the end.
    package var filled: Int
    /// When the last place was filled, in minutes after T+0. nil: some stayed empty.
    package var fullAfter_min: Double?
    /// People who were called at all.
    package var called: Int
    /// Texts that reached the network, to everybody together.
    package var texts: Int
    /// People who came to a need that was full without them.
    package var redundant: Int
    /// People who had said yes and were sent back: they made ready for nothing.
    package var sentBack: Int

    package init(_ incident: Incident, circle: Interval, truth: Truth) {
        required = incident.headcount
        let hour = incident.openedAt + circle
        filledInHour = 0
        filled = 0
        redundant = 0
        var last: Instant? = incident.openedAt
        for need in incident.needs {
            // A leader stands on the seat of the site's first need.
            let arrivals = incident.callouts.values.filter { $0.need == need.id }.compactMap(\.arrivedAt)
                .sorted()
            filled += min(arrivals.count, need.headcount)
            filledInHour += min(arrivals.count { $0 <= hour }, need.headcount)
            redundant += max(0, arrivals.count - need.headcount)
            if need.headcount > arrivals.count {
                last = nil
            } else if need.headcount > 0, let before = last {
                last = max(before, arrivals[need.headcount - 1])
            }
        }
        fullAfter_min = last.map { Double(($0 - incident.openedAt).milliseconds) / 60_000 }
        let figures = incident.circleFigures
        sites = figures.sites
        readyInHour = incident.sites.values.count { $0.readyAt.map { $0 <= hour } ?? false }
        called = incident.callouts.values.count { $0.wave > 0 }
        texts = truth.people.textsTotal
        sentBack = incident.callouts.values.count {
            ($0.stage == .released || $0.stage == .returning || $0.stage == .home) && $0.answeredAt != nil
                && $0.arrivedAt == nil
        }
    }
}
