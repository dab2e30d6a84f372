/// What a person on a seat brings and costs.
struct SeatOffer {
    /// Thousandths of a call in vain, 0 or more.
    var cost: Int32
    /// Of the cases in which the person comes, how many are in time for each deadline, 0...1.
    var inCircle: Double
    var inTime: Double
}

/// Looks up offers: the gates, the way, the chance and the price of each person on each seat.
///
/// Nothing is kept for each pair of person and site, so that memory grows with the people alone.
struct SeatOffers {
    let groups: [SeatGroup]
    let people: [Candidate]
    private let sites: [WaySite]
    private let ways: Ways
    private let habits: [ArrivalHabit]
    /// The waits of people as they usually are: by day and night, for others and for first-aiders.
    private let usualCurves: [WaitCurve]
    private let usualWaits_ms: [Int64]
    private let statedCurves: [WaitCurve]
    /// By habit: the place among `statedCurves`; nil: as people usually are.
    private let curveOfHabit: [Int?]
    private let policy: PlanningPolicy
    private let travel: PlanningTravel
    private let checkIn: Interval
    /// Where each site stands in the known travel times.
    private let knownSites: [Int?]

    init(_ problem: PlanningProblem, _ table: SeatTable, _ candidates: Candidates) {
        groups = table.groups
        people = candidates.people
        sites = table.sites
        ways = table.ways
        habits = candidates.habits
        policy = problem.policy
        travel = problem.travel
        checkIn = problem.checkIn
        let isNight = problem.zone.local(problem.now).isNight
        usualCurves = [false, true].map { WaitCurve(isNight: isNight, isFirstAid: $0) }
        usualWaits_ms = [false, true].map {
            Arrival.beforeTravel(isNight: isNight, isFirstAid: $0).milliseconds
        }
        var distinct: [ArrivalHabit.Waits] = []
        curveOfHabit = habits.map { habit in
            guard let waits = habit.waits else { return nil }
            if let place = distinct.firstIndex(of: waits) { return place }
            distinct.append(waits)
            return distinct.count - 1
        }
        statedCurves = distinct.map { WaitCurve($0) }
        if case .known(let known, _) = problem.travel {
            knownSites = table.codes.map { code in known.firstIndex(of: code) }
        } else {
            knownSites = []
        }
    }

    /// Time on the way, the one place where it comes from. nil: there is no way.
    func travel_ms(_ person: Int, site: Int) -> Int64? {
        switch travel {
        case .fromHome: return ways.travel_ms(from: people[person].home, to: sites[site])
        case .known(let known, let milliseconds):
            guard let place = knownSites[site] else { return nil }
            let travel = milliseconds[people[person].place * known.count + place]
            return travel < 0 ? nil : travel
        }
    }

    func offer(_ person: Int, _ group: Int) -> SeatOffer? {
        guard isOpen(group, to: person), let travel = travel_ms(person, site: groups[group].site) else {
            return nil
        }
        return offer(person, group, travel_ms: travel)
    }

    /// Whether the gates that don't depend on the way are open.
    func isOpen(_ group: Int, to person: Int) -> Bool {
        let bit = groups[group].bit
        return groups[group].role == .worker
            ? people[person].workerRules & bit != 0
            : people[person].leaderRules & bit != 0 && people[person].level >= .middle
    }

    /// nil: too far, or never comes. The gates are open.
    func offer(_ person: Int, _ group: Int, travel_ms: Int64) -> SeatOffer? {
        let habit = people[person].habit
        let turnout = habits[habit].turnout
        let slack = groups[group].toDue_ms - travel_ms
        guard slack >= waits_ms(habit, group), turnout > 0 else { return nil }
        let inTime = share(habit, group, after: slack)
        let inCircle = share(habit, group, after: min(groups[group].toCircle_ms - travel_ms, slack))
        // Whoever is soon enough for the minimum is the better one for the rest, too, but need not be.
        let inVain = 1000 - Int32(1000 * turnout * (groups[group].isForCircle ? inCircle : inTime))
        let way = Int32(min(travel_ms / 60_000 * Int64(policy.travelMinute), Int64(FreeQueue.highestCost)))
        let cost = inVain + way + people[person].cost + surcharge(person, group)
        return SeatOffer(
            cost: min(Int32(FreeQueue.highestCost), max(0, cost)), inCircle: inCircle, inTime: inTime)
    }

    /// When the person is expected at the site: by the median of the reaction.
    func beforeArrival(_ person: Int, _ group: Int, travel_ms: Int64) -> Interval {
        Interval(milliseconds: waits_ms(people[person].habit, group) + travel_ms) + checkIn
    }

    func turnout(_ person: Int) -> Double { habits[people[person].habit].turnout }

    /// Reaction and preparation by their medians, in milliseconds.
    private func waits_ms(_ habit: Int, _ group: Int) -> Int64 {
        habits[habit].waits.map { $0.reactionMedian_ms + $0.preparation.milliseconds }
            ?? usualWaits_ms[groups[group].isFirstAid ? 1 : 0]
    }

    /// Of the cases in which the person comes, how many have reached the site after that long without the way.
    private func share(_ habit: Int, _ group: Int, after slack_ms: Int64) -> Double {
        let curve =
            curveOfHabit[habit].map { statedCurves[$0] } ?? usualCurves[groups[group].isFirstAid ? 1 : 0]
        return curve.share(after: slack_ms)
    }

    /// What the seat wastes of a person who could do something that fewer can.
    private func surcharge(_ person: Int, _ group: Int) -> Int32 {
        let seat = groups[group]
        var cost = people[person].hasScarceSkill && !seat.isScarce ? policy.spareSkill : 0
        switch seat.kind {
        case .leader: cost += people[person].level < .high ? policy.actingLeader : 0
        case .deputy: cost += people[person].level < .high ? policy.actingDeputy : 0
        case .core, .worker:
            cost += people[person].level == .high ? policy.spareLeader : 0
            cost -= people[person].preferredRules & seat.bit != 0 ? policy.preferredSkill : 0
        }
        return Int32(cost)
    }
}
