/// Decides whom to call for which seat, and whom to release: one optimum for the whole incident.
///
/// Waves are sized to a probability, not to an expectation: each site ready to work by the end of the circle with 0.95,
/// each need full when it is due with 0.90, with as few people as that takes (`WaveFilling`). Who sits where is the
/// cheapest assignment over all sites and roles at once (`SeatMarket`) by the costs of `PlanningPolicy`. Who was called
/// before keeps their seat and counts with the chance that is left.
///
/// Nobody gets two seats, nobody is called who would be too late, and the same problem gives the same plan. Memory
/// grows with the people, not with people times sites.
package struct CallOutPlanner: WavePlanner {
    package init() {}

    package func plan(_ problem: PlanningProblem, roster: Roster) -> CallOutPlan {
        let table = SeatTable(problem)
        let wanted = Wanted(table, missing: table.groups.map { Self.missing(problem.needs[$0.need], $0) })
        let nobody = Candidates(
            problem, rules: table.rules, ways: table.ways, wanted: wanted, roster: .empty)
        // Most reviews find that those who were called suffice: then nobody else is looked at.
        let settled = fill(problem, table, nobody, roster: roster)
        var plan = settled
        if !settled.isReached {
            let candidates = Candidates(
                problem, rules: table.rules, ways: table.ways, wanted: wanted, roster: roster)
            if candidates.people.isEmpty {
                plan.reasons = candidates.reasons
                plan.passedOver = PlanReport.passedOver(candidates.reasons)
            } else {
                plan = fill(problem, table, candidates, roster: roster)
            }
        }
        plan.releases = Releases.certain(problem, table, CalledSeats(problem, table, habits: []))
        return plan
    }

    private func fill(
        _ problem: PlanningProblem, _ table: SeatTable, _ candidates: Candidates, roster: Roster
    ) -> CallOutPlan {
        let known = CalledSeats(problem, table, habits: candidates.habits)
        let longest = min(problem.policy.mostInvited, Self.mostUseful(table, candidates))
        let market = SeatMarket(
            SeatOffers(problem, table, candidates), mayInvite: problem.mayInvite, longest: longest)
        let turnouts = candidates.people.map { person in
            known.turnouts.place(
                Turnouts.Kind(
                    comes: candidates.habits[person.habit].turnout, group: problem.group(of: person.pool)))
        }
        var filling = WaveFilling(
            table, market, Tally(table, known.turnouts, called: known.seated), turnoutOfPerson: turnouts,
            longest: longest, policy: problem.policy)
        filling.fill()
        var report = PlanReport(problem, table, filling, candidates, roster: roster, longest: longest)
        return report.plan
    }

    /// What a group lacks by the expected arrivals of those who were called, in thousandths of a person.
    static func missing(_ need: PlanningNeed, _ group: SeatGroup) -> Int {
        let seats = group.role == .worker ? need.workers : need.leaders
        var missing = seats * 1000
        for person in need.called where person.role == group.role {
            missing -= Int((person.comes * person.inTime * 1000).rounded())
        }
        return missing
    }

    /// More people than this are never of use in one wave: three times what makes each full need sure by the mean chance,
    /// with three standard deviations to spare.
    private static func mostUseful(_ table: SeatTable, _ candidates: Candidates) -> Int {
        let chances = candidates.people.map { candidates.habits[$0.habit].turnout }
        let mean = chances.reduce(0, +) / Double(max(chances.count, 1))
        guard mean > 0 else { return 0 }
        let useful = table.quotas.filter { $0.aim == .full }.reduce(0.0) { sum, quota in
            let required = Double(quota.required)
            return sum + 3 * (required + 3 * Mathematics.sqrt(required) + 3) / mean
        }
        return min(candidates.people.count, useful < 1e9 ? Int(useful) : Int.max)
    }
}

/// Those who were called, on their seats.
struct CalledSeats {
    var turnouts: Turnouts
    var seated: [[Seated]]
    /// By group, in the same order.
    var people: [[CalledPerson]]

    /// `habits` are those of the candidates, whose chances are worked out with the rest.
    init(_ problem: PlanningProblem, _ table: SeatTable, habits: [ArrivalHabit]) {
        // At least one kind there is, for the people who are missing; of nobody's group, so that the states of a factor
        // that moves nobody are one.
        let usual = Candidates.usualHabits(problem)[0]
        var kinds = [Turnouts.Kind(comes: usual.turnout, group: nil)]
        kinds += habits.flatMap { habit in
            Pool.allCases.filter { problem.mayInvite[$0, default: 0] > 0 }
                .map { Turnouts.Kind(comes: habit.turnout, group: problem.group(of: $0)) }
        }
        func kind(_ person: CalledPerson) -> Turnouts.Kind {
            Turnouts.Kind(comes: person.comes, group: problem.grid.groups == 0 ? nil : person.group)
        }
        kinds += problem.needs.flatMap(\.called).map(kind)
        turnouts = Turnouts(problem.grid, kinds)
        seated = [[Seated]](repeating: [], count: table.groups.count)
        people = [[CalledPerson]](repeating: [], count: table.groups.count)
        for (place, need) in problem.needs.enumerated() {
            let groups = table.groupsOfNeed[place]
            for person in need.called {
                // A leader beyond the first seat, or one for whom there is no seat, counts among the rest.
                let group =
                    person.role == .leader && table.groups[groups[0]].kind == .leader
                    ? seated[groups[0]].isEmpty ? groups[0] : groups[1] : groups[groups.count - 1]
                seated[group].append(
                    Seated(
                        turnout: turnouts.place(kind(person)), inCircle: person.inCircle,
                        inTime: person.inTime, called: person.member))
                people[group].append(person)
            }
        }
    }
}
