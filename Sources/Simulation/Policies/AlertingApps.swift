package import Mobilization

/// The alerting rules of apps that send citizens to a cardiac arrest, each for every seat that is missing.
///
/// They were made for one patient, who needs one or two people at once. A rule's number is therefore taken per seat.
package struct AlertingApp: WavePlanner {
    /// Alerted at the same time for each missing seat.
    let atOnce: Int
    /// At most so many for one need, whatever it asks for.
    let mostPerNeed: Int
    /// Whoever is silent for so long no longer counts as alerted. nil: only a rejection makes room.
    let patience: Interval?
    /// The silent are told to stay as soon as enough have accepted.
    let cancelsTheSilent: Bool

    /// The three nearest; each has 30 s, then the next nearest is asked.
    package static let katretter = AlertingApp(
        atOnce: 3, mostPerNeed: .max, patience: .seconds(30), cancelsTheSilent: false)
    /// The nearest; a rejection passes to the next nearest.
    package static let goodSAM = AlertingApp(
        atOnce: 1, mostPerNeed: .max, patience: nil, cancelsTheSilent: false)
    /// Up to a hundred of the nearest at once; the silent are cancelled when enough accept.
    package static let hartslagNu = AlertingApp(
        atOnce: 100, mostPerNeed: 100, patience: nil, cancelsTheSilent: true)
    /// Seven, each rejection replaced (van den Berg et al., PLOS ONE, March 2026).
    package static let sevenAndReplace = AlertingApp(
        atOnce: 7, mostPerNeed: .max, patience: nil, cancelsTheSilent: false)

    package func plan(_ problem: PlanningProblem, roster: Roster) -> CallOutPlan {
        var wave = RivalWave(problem, roster: roster)
        for seat in RivalWave.seats(problem) {
            if seat.missing == 0 {
                if cancelsTheSilent { wave.release(seat.silent.map(\.member)) }
                continue
            }
            let waiting = seat.silent.count { person in
                patience.map { problem.now - person.calledAt < $0 } ?? true
            }
            let wanted = min(seat.missing * atOnce, mostPerNeed)
            wave.call(max(0, wanted - waiting), for: seat)
        }
        return wave.plan
    }
}
