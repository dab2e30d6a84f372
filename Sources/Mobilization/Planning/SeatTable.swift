/// The distinct rules and places of a problem, and its seats in their terms.
struct SeatTable {
    var rules: [GateRule] = []
    var sites: [WaySite] = []
    var seats: [Seats] = []
    let ways: Ways

    init(_ problem: PlanningProblem) {
        ways = Ways(problem.travelTimes, conditions: RoadConditions(weather: problem.weather))
        let isNight = problem.zone.local(problem.now).isNight
        var positions: [Coordinate: Int] = [:]
        var places: [GateRule: Int] = [:]
        for need in problem.needs {
            let rule = GateRule(need.rule)
            let place = places[rule] ?? rules.count
            if place == rules.count { rules.append(rule) }
            places[rule] = place
            let site = positions[need.position] ?? sites.count
            if site == sites.count { sites.append(ways.site(need.position)) }
            positions[need.position] = site
            seats.append(
                Seats(
                    rule: place, site: site, leadersMissing: need.leadersMissing,
                    workersMissing: need.workersMissing, minimumMissing: need.minimumMissing,
                    neededBy: need.neededBy,
                    besideTravel: Arrival.beforeTravel(isNight: isNight, isFirstAid: rule.needsCertificate)
                        + Arrival.checkIn))
        }
        invariant(rules.count <= 64, "one incident has at most 64 different rules; it has seven chapters")
    }

    func isScarce(_ seat: Int) -> Bool { rules[seats[seat].rule].isScarce }

    /// One bit for each rule that few can take.
    var scarceRules: UInt64 {
        rules.indices.reduce(0) { $0 | (rules[$1].isScarce ? 1 << UInt64($1) : 0) }
    }
}

/// The seats that are still open, as bits of their rules.
struct Wanted {
    var workers: UInt64 = 0
    var leaders: UInt64 = 0
    /// Of `workers`, those that few can take.
    var scarce: UInt64 = 0

    /// The rules that miss most workers and most leaders; nil when none misses any.
    private var mainWorkers: Int?
    private var mainLeaders: Int?

    init(_ seats: [Seats], _ table: SeatTable) {
        var workersMissing = [Int](repeating: 0, count: table.rules.count)
        var leadersMissing = workersMissing
        for seats in seats {
            workersMissing[seats.rule] += max(seats.workersMissing, 0)
            leadersMissing[seats.rule] += max(seats.leadersMissing, 0)
        }
        for rule in table.rules.indices {
            if workersMissing[rule] > 0 { workers |= 1 << UInt64(rule) }
            if leadersMissing[rule] > 0 { leaders |= 1 << UInt64(rule) }
            // The first of equals stays.
            if workersMissing[rule] > mainWorkers.map({ workersMissing[$0] }) ?? 0 { mainWorkers = rule }
            if leadersMissing[rule] > mainLeaders.map({ leadersMissing[$0] }) ?? 0 { mainLeaders = rule }
        }
        scarce = workers & table.scarceRules
    }

    var isNothing: Bool { workers | leaders == 0 }

    /// Whether the gates of a seat that is open are open to this person.
    func hasSeat(for person: Candidate) -> Bool {
        person.workerRules & workers != 0 || person.level >= .middle && person.leaderRules & leaders != 0
    }

    /// Whether a seat that only few can take, this person among them, is open.
    func keeps(_ person: Candidate) -> Bool {
        person.workerRules & scarce != 0 || person.level == .high && person.leaderRules & leaders != 0
    }

    /// The gate that keeps somebody from the open seats, as the task that misses most people has it.
    /// - Returns: nil when that task would take the person.
    func gate(stopping person: Qualification, rules: [GateRule]) -> Gate? {
        if let mainWorkers { return rules[mainWorkers].stopsWorker(person) }
        if let mainLeaders { return rules[mainLeaders].stopsLeader(person, least: .middle) }
        return nil
    }
}
