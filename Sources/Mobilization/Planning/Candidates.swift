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
    /// Holds a certificate or a skill that few have.
    var hasScarceSkill: Bool
    var home: WayHome
    /// Place among the distinct habits.
    var habit: Int
    /// What calling this person costs beside the seat, in thousandths.
    var cost: Int32
}

/// The people of a roster who pass the gates of a problem, and what stops the others.
struct Candidates {
    var people: [Candidate] = []
    var habits: [ArrivalHabit] = []
    /// By roster place; `notNeeded` for the people above.
    var reasons: [PlanReason]

    /// Looks at each person's gates once for each distinct rule.
    ///
    /// `wanted` says which seats are open: who can take none of them isn't a candidate.
    init(
        _ problem: PlanningProblem, rules: [GateRule], ways: Ways, wanted: Wanted, roster: Roster
    ) {
        let local = problem.zone.local(problem.now)
        let today = local.day
        let minute = problem.ignoresHours ? nil : local.minuteOfWeek
        let centre = roster.centre
        let usual = Self.usualHabits(problem)
        var habitPlaces: [ArrivalHabit: Int] = [:]
        reasons = [PlanReason](repeating: .notNeeded, count: roster.members.count)
        people.reserveCapacity(roster.members.count)
        for place in roster.members.indices {
            if let gate = Candidates.stops(roster.members[place], problem, minute) {
                reasons[place] = PlanReason(gate)
                continue
            }
            let person = Qualification(
                roster.members[place], today: today,
                incidentCover: problem.incidentCover
                    || problem.reserveCover && roster.members[place].pool != .pioneer)
            let passed = Candidates.passed(person, rules: rules)
            guard
                passed.worker & wanted.workers != 0
                    || person.level >= .middle && passed.leader & wanted.leaders != 0
            else {
                if let gate = wanted.gate(stopping: person, rules: rules) {
                    reasons[place] = PlanReason(gate)
                }
                continue
            }
            let pool = roster.members[place].pool
            guard problem.mayInvite[pool, default: 0] > 0 else {
                reasons[place] = .pool
                continue
            }
            let habit = problem.habits.isEmpty ? usual[pool == .pioneer ? 0 : 1] : problem.habits[place]
            let habitPlace = habitPlaces[habit] ?? habits.count
            if habitPlace == habits.count {
                habits.append(habit)
                habitPlaces[habit] = habitPlace
            }
            let texts = problem.recentTexts.isEmpty ? 0 : Int(problem.recentTexts[place])
            people.append(
                Candidate(
                    place: place, pool: pool, level: person.level, workerRules: passed.worker,
                    leaderRules: passed.leader, preferredRules: passed.preferred,
                    hasScarceSkill: person.hasScarceSkill,
                    home: ways.home(
                        roster.members[place].home ?? centre, by: roster.members[place].transport),
                    habit: habitPlace,
                    cost: Int32(
                        texts * problem.policy.recentText + (pool == .reserve ? problem.policy.reserve : 0))))
        }
    }

    /// Of a pioneer and of somebody of the reserve, at this time of day.
    static func usualHabits(_ problem: PlanningProblem) -> [ArrivalHabit] {
        let period = TurnoutPeriod(at: problem.now, zone: problem.zone)
        return [Pool.pioneer, .reserve].map { pool in
            ArrivalHabit(turnout: Double(TurnoutRate.prior(pool, period).arrive) / 1000)
        }
    }

    /// What stops a person whatever the task. `minute` is that of the week; nil: hours don't matter.
    private static func stops(_ member: Member, _ problem: PlanningProblem, _ minute: Int?) -> Gate? {
        if !problem.engaged.isEmpty, problem.engaged.contains(member.id) { return .engaged }
        if !problem.excluded.isEmpty, problem.excluded.contains(member.id) { return .alreadyAsked }
        if member.addresses.isEmpty { return .unreachable }
        if !problem.absent.isEmpty, problem.absent.contains(member.id) { return .absent }
        if let minute, let hours = member.hours, !hours.contains(minute) { return .hours }
        return nil
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

/// The seats that are still open, as bits of their rules.
struct Wanted {
    var workers: UInt64 = 0
    var leaders: UInt64 = 0
    /// The rules that miss most workers and most leaders; nil when none misses any.
    private var mainWorkers: Int?
    private var mainLeaders: Int?

    /// `missing` is what each group lacks, in thousandths of a person.
    init(_ table: SeatTable, missing: [Int]) {
        var workersMissing = [Int](repeating: 0, count: table.rules.count)
        var leadersMissing = workersMissing
        for (group, missing) in zip(table.groups, missing) where missing > 0 {
            if group.role == .worker {
                workers |= group.bit
                workersMissing[group.bit.trailingZeroBitCount] += missing
            } else {
                leaders |= group.bit
                leadersMissing[group.bit.trailingZeroBitCount] += missing
            }
        }
        for rule in table.rules.indices {
            // The first of equals stays.
            if workersMissing[rule] > mainWorkers.map({ workersMissing[$0] }) ?? 0 { mainWorkers = rule }
            if leadersMissing[rule] > mainLeaders.map({ leadersMissing[$0] }) ?? 0 { mainLeaders = rule }
        }
    }

    /// The gate that keeps somebody from the open seats, as the task that misses most people has it.
    /// - Returns: nil when that task would take the person.
    func gate(stopping person: Qualification, rules: [GateRule]) -> Gate? {
        if let mainWorkers { return rules[mainWorkers].stopsWorker(person) }
        if let mainLeaders { return rules[mainLeaders].stopsLeader(person, least: .middle) }
        return nil
    }
}
