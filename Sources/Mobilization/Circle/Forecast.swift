/// What can be expected of an incident, as of now: a pure function of state, reference data and time.
///
/// Two promises are followed: each site *ready to work* by T+60, and *full* by `deadline`. Every chance is
/// a mean over the states of the shared turnout, in each of which people are independent and counted
/// exactly.
package struct Forecast: Sendable, Equatable {
    package var incident: IncidentID
    package var asOf: Instant
    package var circleEnd: Instant
    package var deadline: Instant
    /// In the incident's order; those that ask for nobody are left out.
    package var needs: [NeedForecast]
    /// In the order of the needs.
    package var sites: [SiteForecast]
    /// People asked for.
    package var required: Int
    /// Checked in and there now.
    package var present: Int
    /// Promised, on the way or there.
    package var promised: Int
    /// Called and neither answered nor released.
    package var unanswered: Int
    /// The whole headcount, by the two times.
    package var byCircle: Headcount
    package var byDeadline: Headcount
    /// The chance that every site is ready to work by T+60.
    package var allReady: Double
    /// The chance that every need is full by the deadline.
    package var allFull: Double
    /// Every 5 minutes from T+0 to the deadline, at most 6 hours. What is past is as it was.
    package var curve: [CurvePoint]
    /// When the expected count reaches 95 % of the required, between two points of the curve. nil: not on it.
    package var reachesMostAt: Instant?
    /// How many ways each source told, of the people who may still come; sources that told none are left out.
    package var sources: [SourceCount]

    /// What `reachesMostAt` asks for, in percent.
    package static let most = 95
    package static let curveStep: Interval = .minutes(5)
    package static let longestCurve: Interval = .hours(6)
}

/// So many people may be there by a time.
package struct Headcount: Sendable, Equatable {
    package var expected: Double
    /// At least so many with a chance of 90 %.
    package var low: Int
    /// At most so many with a chance of 90 %.
    package var high: Int
    /// All who have promised or not yet answered, and can make it by then.
    package var atBest: Int
}

/// The seats of one role of one need, by one time.
package struct SeatForecast: Sendable, Equatable {
    /// Seats to fill.
    package var seats: Int
    package var expected: Double
    /// The chance that exactly k are there, for k below `seats`; in the last place, that all seats are
    /// filled.
    package var distribution: [Double]
    package var atBest: Int

    /// The chance that all seats are filled; 1 where there is none.
    package var filled: Double { distribution[seats] }
}

/// One need's chances.
package struct NeedForecast: Sendable, Equatable {
    package var need: NeedID
    package var site: SiteCode
    package var headcount: Int
    package var leadersByCircle: SeatForecast
    package var leadersByDeadline: SeatForecast
    package var workersByCircle: SeatForecast
    package var workersByDeadline: SeatForecast
    /// The chance that the whole headcount and its leader are there by T+60, and by the deadline.
    package var fullByCircle: Double
    package var fullByDeadline: Double
}

/// One site's chances.
package struct SiteForecast: Sendable, Equatable {
    package var site: SiteCode
    package var required: Int
    /// Leader, minimum and first aid there by T+60; what has happened is 0 or 1.
    package var readyByCircle: Double
    package var readyByDeadline: Double
    package var fullByCircle: Double
    package var fullByDeadline: Double
    package var expectedByCircle: Double
    package var expectedByDeadline: Double
    package var atBestByCircle: Int
    package var atBestByDeadline: Int
}

package struct CurvePoint: Sendable, Equatable {
    package var at: Instant
    package var expected: Double
    /// At least so many, and at most so many, each with a chance of 90 %.
    package var low: Int
    package var high: Int
}

package struct SourceCount: Sendable, Equatable {
    package var source: TravelSource
    package var people: Int
}

extension Forecast {
    /// nil: no open incident has this id.
    package init?(
        of id: IncidentID, state: State, reference: Reference, now: Instant,
        conditions: RoadConditions = .assumed
    ) {
        guard let incident = state.incidents[id] else { return nil }
        self.init(
            Outlook(incident, state: state, reference: reference, now: now, conditions: conditions))
    }

    package init(_ outlook: Outlook) {
        let incident = outlook.incident
        let circle = ForecastAt(outlook, time: outlook.circleEnd)
        let deadline = ForecastAt(outlook, time: outlook.deadline)
        let wanted = incident.needs.filter { $0.headcount > 0 }
        let grid = outlook.grid
        self.incident = incident.id
        asOf = outlook.now
        circleEnd = outlook.circleEnd
        self.deadline = outlook.deadline
        needs = wanted.map { need in
            let (early, late) = (circle.chances(of: need), deadline.chances(of: need))
            return NeedForecast(
                need: need.id, site: need.site, headcount: need.headcount, leadersByCircle: early.leaders,
                leadersByDeadline: late.leaders, workersByCircle: early.workers,
                workersByDeadline: late.workers, fullByCircle: grid.mean { early.full[$0] },
                fullByDeadline: grid.mean { late.full[$0] })
        }
        sites = circle.sites.map { site in
            let (early, late) = (circle.atBest(site), deadline.atBest(site))
            return SiteForecast(
                site: site, required: wanted.reduce(0) { $0 + ($1.site == site ? $1.headcount : 0) },
                readyByCircle: grid.mean { circle.ready(site)[$0] },
                readyByDeadline: grid.mean { deadline.ready(site)[$0] },
                fullByCircle: grid.mean { circle.full(site, $0) },
                fullByDeadline: grid.mean { deadline.full(site, $0) },
                expectedByCircle: circle.expected(site),
                expectedByDeadline: deadline.expected(site), atBestByCircle: early, atBestByDeadline: late)
        }
        required = wanted.reduce(0) { $0 + $1.headcount }
        present = incident.callouts.values.count { $0.stage.isPresent }
        promised = incident.callouts.values.count { $0.stage.isPromised }
        unanswered = incident.callouts.values.count { $0.stage == .called }
        allReady = grid.mean { state in circle.sites.reduce(1) { $0 * circle.ready($1)[state] } }
        allFull = grid.mean { state in circle.sites.reduce(1) { $0 * deadline.full($1, state) } }
        let curve = HeadcountCurve(outlook)
        byCircle = curve.byCircle
        byDeadline = curve.byDeadline
        self.curve = curve.points
        reachesMostAt = nil
        sources = TravelSource.all.compactMap { source in
            let people = outlook.people.count { $0.source == source }
            return people > 0 ? SourceCount(source: source, people: people) : nil
        }
        reachesMostAt = moment(of: Double(required * Self.most) / 100)
    }

    /// When the curve first reaches so many people.
    private func moment(of people: Double) -> Instant? {
        guard required > 0, let place = curve.firstIndex(where: { $0.expected >= people }) else { return nil }
        guard place > 0 else { return curve[0].at }
        let (before, after) = (curve[place - 1], curve[place])
        let part = (people - before.expected) / (after.expected - before.expected)
        let step = Double((after.at - before.at).milliseconds)
        return before.at + Interval(milliseconds: Int64((part * step).rounded()))
    }
}
