/// One of the roster's people who may take at least one seat.
struct Candidate {
    /// Place in the roster, whose order settles ties: pioneers first, each pool by id.
    var place: Int
    var pool: Pool
    var level: Level
    /// One bit for each rule whose worker's gates are all open.
    var workerRules: UInt64
    /// One bit for each rule whose leader's gates, but for the level, are all open.
    var leaderRules: UInt64
    /// One bit for each rule that prefers a skill of this person.
    var preferredRules: UInt64
    /// Kept for the seats that only few can take.
    var isScarce: Bool
    var home: WayHome
    var isTaken = false
}

/// The people of a roster who pass the gates of a problem, and how many the gates stopped.
struct Candidates {
    var people: [Candidate] = []
    /// By the gate's number.
    var stopped = [Int](repeating: 0, count: Gate.allCases.count)

    /// Looks at each person's gates once for each distinct rule.
    init(_ problem: PlanningProblem, _ table: SeatTable, roster: Roster) {
        let wanted = Wanted(table.seats, table)
        let today = problem.zone.local(problem.now).day
        let centre = roster.centre
        people.reserveCapacity(roster.members.count)
        for place in roster.members.indices {
            if let gate = Candidates.stops(roster.members[place], problem) {
                stopped[gate.rawValue] += 1
                continue
            }
            let person = Qualification(
                roster.members[place], today: today, incidentCover: problem.incidentCover)
            let passed = Candidates.passed(person, rules: table.rules)
            guard passed.worker | passed.leader != 0 else {
                if let gate = wanted.gate(stopping: person, rules: table.rules) {
                    stopped[gate.rawValue] += 1
                }
                continue
            }
            let pool = roster.members[place].pool
            // Nobody asks how far away somebody is who can't be called.
            let home = problem.mayInvite[pool, default: 0] > 0 ? roster.members[place].home ?? centre : nil
            people.append(
                Candidate(
                    place: place, pool: pool, level: person.level, workerRules: passed.worker,
                    leaderRules: passed.leader, preferredRules: passed.preferred, isScarce: person.isScarce,
                    home: table.ways.home(home, by: roster.members[place].transport)))
        }
    }

    /// What stops a person whatever the task.
    private static func stops(_ member: Member, _ problem: PlanningProblem) -> Gate? {
        if !problem.engaged.isEmpty, problem.engaged.contains(member.id) { return .engaged }
        if !problem.excluded.isEmpty, problem.excluded.contains(member.id) { return .alreadyAsked }
        return member.addresses.isEmpty ? .unreachable : nil
    }

    private struct Passed {
        var worker: UInt64 = 0
        var leader: UInt64 = 0
        var preferred: UInt64 = 0
    }

    private static func passed(_ person: Qualification, rules: [GateRule]) -> Passed {
        var passed = Passed()
        for (place, rule) in rules.enumerated() {
            let bit: UInt64 = 1 << UInt64(place)
            if rule.stopsWorker(person) == nil { passed.worker |= bit }
            if rule.stopsLeader(person, least: .middle) == nil { passed.leader |= bit }
            if !rule.preferred.isDisjoint(with: person.skills) { passed.preferred |= bit }
        }
        return passed
    }
}
