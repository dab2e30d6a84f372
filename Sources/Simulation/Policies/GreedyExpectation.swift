package import Mobilization

/// The mean rule in waves, as planners do it by hand: `alert = ceil((need - expected) / p)`, need after need, the nearest
/// first; the next wave ten minutes after the last (the usual planning has them at T+0, T+10 to 20 and T+45 to 60).
package struct GreedyExpectation: WavePlanner {
    /// Between two waves, so that the answers to the first are in.
    private static let between: Interval = .minutes(10)

    package init() {}

    package func plan(_ problem: PlanningProblem, roster: Roster) -> CallOutPlan {
        var wave = RivalWave(problem, roster: roster)
        let last = problem.needs.flatMap(\.called).map(\.calledAt).max()
        if let last, problem.now - last < Self.between { return wave.plan }
        for seat in RivalWave.seats(problem) {
            let expected = seat.called.reduce(0.0) { $0 + $1.comes * $1.inTime * 1000 }
            let missing = seat.required * 1000 - Int(expected)
            wave.call(.max, for: seat) { $0.reduce(0, +) >= missing }
        }
        return wave.plan
    }
}
