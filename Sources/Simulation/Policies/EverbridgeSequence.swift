package import Mobilization

/// A sequenced group of a mass-notification service: as many in parallel as answers are needed, one more
/// when too few are unanswered, and one more each time that the timer runs out.
package struct EverbridgeSequence: WavePlanner {
    private let timer: Interval

    /// The service's own example waits five minutes.
    package init(timer: Interval = .minutes(5)) {
        self.timer = timer
    }

    package func plan(_ problem: PlanningProblem, roster: Roster) -> CallOutPlan {
        var wave = RivalWave(problem, roster: roster)
        for seat in RivalWave.seats(problem) where seat.missing > 0 {
            let last = seat.called.map(\.calledAt).max()
            let isDue = last.map { problem.now - $0 >= timer } ?? false
            wave.call(max(seat.missing - seat.silent.count, isDue ? 1 : 0), for: seat)
        }
        return wave.plan
    }
}
