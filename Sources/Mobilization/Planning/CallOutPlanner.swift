/// Decides whom to call for which seat: one joint assignment over all sites.
///
/// In this order, each with the nearest first and the pioneers before the reserve:
///
/// 1. Leaders of high level who arrive within the circle, one for each site before any second one.
/// 2. Seats that need a certificate or a skill, the task with the fewest people for its seats first.
/// 3. Acting leaders of middle level for the seats still empty; then leaders who arrive after the hour.
/// 4. The minimum of every site, then the rest, with people nobody needs elsewhere.
/// 5. The same with first-aiders, counsellors and high levels, as far as no seat of their own is left empty.
///
/// Nobody gets two seats, nobody is called who would be too late, and the same problem gives the same plan.
/// Time and memory grow with people times sites.
package enum CallOutPlanner {
    /// The plan for one wave, from nothing but its parameters.
    ///
    /// - Parameters:
    ///   - problem: What is missing where, and who may be called.
    ///   - roster: Its order settles ties: pioneers first, each pool by id.
    /// - Returns: Whom to call in the order of sending, and what stays open.
    package static func plan(_ problem: PlanningProblem, roster: Roster) -> CallOutPlan {
        let table = SeatTable(problem)
        let candidates = Candidates(problem, table, roster: roster)
        let period = TurnoutPeriod(at: problem.now, zone: problem.zone)
        var chances: [Pool: Int] = [:]
        for pool in Pool.allCases { chances[pool] = TurnoutRate.prior(pool, period).arrive }
        var assignment = SeatAssignment(
            seats: table.seats, sites: table.sites, ways: table.ways, candidates: candidates.people,
            mayInvite: problem.mayInvite,
            now: problem.now, chances: chances)
        fill(&assignment, table, circleEnd: problem.circleEnd)
        var plan = CallOutPlan()
        plan.invitations = invitations(assignment, table, problem, roster)
        plan.shortfalls = shortfalls(assignment, problem)
        plan.passedOver = passedOver(assignment, table, problem, roster, stopped: candidates.stopped)
        return plan
    }

    private static func fill(_ assignment: inout SeatAssignment, _ table: SeatTable, circleEnd: Instant) {
        let all = Array(table.seats.indices)
        let scarceRules = table.scarceRules
        let isSpare: (Candidate) -> Bool = { $0.workerRules & scarceRules == 0 }
        let ordinary = all.filter { !table.isScarce($0) }

        assignment.fill(.leaders, on: all, latest: circleEnd) { $0.level == .high && isSpare($0) }
        assignment.fill(.leaders, on: all, latest: circleEnd) { $0.level == .high }
        for rule in scarcestFirst(assignment, table) {
            let seats = all.filter { table.seats[$0].rule == rule }
            assignment.fill(.minimum, on: seats) { _ in true }
            assignment.fill(.workers, on: seats) { _ in true }
        }
        for latest in [circleEnd, nil] {
            assignment.fill(.leaders, on: all, latest: latest) { $0.level == .high }
            assignment.fill(.leaders, on: all, latest: latest) { $0.level == .middle && isSpare($0) }
            assignment.fill(.leaders, on: all, latest: latest) { $0.level == .middle }
        }
        assignment.fill(.minimum, on: ordinary) { !$0.isScarce }
        assignment.fill(.workers, on: ordinary) { !$0.isScarce }
        let wanted = Wanted(assignment.seats, table)
        assignment.fill(.minimum, on: ordinary) { !wanted.keeps($0) }
        assignment.fill(.workers, on: ordinary) { !wanted.keeps($0) }
    }

    /// The rules that few can take, by people for each missing one, the fewest first.
    private static func scarcestFirst(_ assignment: SeatAssignment, _ table: SeatTable) -> [Int] {
        let rules = table.rules.indices.filter { table.rules[$0].isScarce }
        let supply = rules.map { rule in
            assignment.candidates.reduce(0) { $0 + ($1.workerRules >> UInt64(rule) & 1 == 1 ? 1 : 0) }
        }
        let demand = rules.map { rule in
            assignment.seats.reduce(0) { $0 + ($1.rule == rule ? max($1.workersMissing, 0) : 0) }
        }
        return rules.indices.filter { demand[$0] > 0 }
            .sorted { left, right in
                let (first, second) = (supply[left] * demand[right], supply[right] * demand[left])
                return (first, left) < (second, right)
            }
            .map { rules[$0] }
    }

    private static func invitations(
        _ assignment: SeatAssignment, _ table: SeatTable, _ problem: PlanningProblem, _ roster: Roster
    ) -> [Invitation] {
        let ranked = assignment.chosen.map { choice -> (rank: Int, Invitation) in
            let need = problem.needs[choice.seat]
            let invitation = Invitation(
                member: roster.members[assignment.candidates[choice.candidate].place].id, need: need.id,
                site: need.site, role: choice.role, expectedAt: choice.expectedAt, chance: choice.chance)
            return (choice.role == .leader ? 0 : table.isScarce(choice.seat) ? 1 : 2, invitation)
        }
        return ranked.sorted { left, right in
            (left.rank, left.1.expectedAt, left.1.member) < (right.rank, right.1.expectedAt, right.1.member)
        }.map(\.1)
    }

    private static func shortfalls(_ assignment: SeatAssignment, _ problem: PlanningProblem) -> [Shortfall] {
        zip(problem.needs, assignment.seats).flatMap { need, seats in
            [(Role.leader, seats.leadersMissing), (Role.worker, seats.workersMissing)]
                .filter { $0.1 > 0 }
                .map { Shortfall(need: need.id, role: $0.0, missingThousandths: $0.1) }
        }
    }

    /// Why those who weren't called fill none of the seats that are still open, beside those whom the gates
    /// keep from every seat. Nobody is counted when no seat is open.
    private static func passedOver(
        _ assignment: SeatAssignment, _ table: SeatTable, _ problem: PlanningProblem, _ roster: Roster,
        stopped: [Int]
    ) -> [PassedOver] {
        var stopped = stopped
        let wanted = Wanted(assignment.seats, table)
        let today = problem.zone.local(problem.now).day
        for person in assignment.candidates where !person.isTaken && !wanted.isNothing {
            let gate: Gate
            if !wanted.hasSeat(for: person) {
                let qualification = Qualification(
                    roster.members[person.place], today: today, incidentCover: problem.incidentCover)
                // Whoever has no seat to take is stopped by the task that misses most, too.
                guard let stopping = wanted.gate(stopping: qualification, rules: table.rules) else {
                    continue
                }
                gate = stopping
            } else if assignment.remaining[person.pool, default: 0] <= 0 {
                gate = .pool
            } else {
                gate = person.isScarce && wanted.keeps(person) ? .reserved : .tooFar
            }
            stopped[gate.rawValue] += 1
        }
        return Gate.allCases.filter { stopped[$0.rawValue] > 0 }
            .map { PassedOver(gate: $0, people: stopped[$0.rawValue]) }
    }
}
