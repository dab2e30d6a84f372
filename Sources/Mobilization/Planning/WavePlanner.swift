/// Decides whom to call for which seat. The engine asks one; the simulator can hand it another.
package protocol WavePlanner: Sendable {
    /// The plan for one wave, from nothing but its parameters: the same problem gives the same plan.
    ///
    /// - Parameters:
    ///   - problem: What is missing where, and who may be called.
    ///   - roster: Its order settles ties: pioneers first, each pool by id.
    /// - Returns: Whom to call, in the order of sending, whom to release, and what stays open.
    func plan(_ problem: PlanningProblem, roster: Roster) -> CallOutPlan
}
