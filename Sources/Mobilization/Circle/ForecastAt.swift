/// The figures of all needs and sites by one time, in each state of the shared turnout.
struct ForecastAt {
    struct NeedChances {
        var leaders: SeatForecast
        var workers: SeatForecast
        /// For each state.
        var full: [Double]
    }

    /// In the order of the needs.
    private(set) var sites: [SiteCode] = []
    private var needs: [NeedChances] = []
    /// The place of each need in `needs`.
    private var placeOfNeed: [NeedID: Int] = [:]
    private var needsOfSite: [SiteCode: [Int]] = [:]
    private var readyOfSite: [SiteCode: [Double]] = [:]
    private var expectedOfSite: [SiteCode: Double] = [:]
    private var atBestOfSite: [SiteCode: Int] = [:]

    init(_ outlook: Outlook, time: Instant) {
        let shares = outlook.shares(by: time)
        let seats = PeopleBySeat(outlook)
        for need in outlook.incident.needs where need.headcount > 0 {
            let leadersOfSite = need.leaderSeats > 0 ? seats.leaders(at: need.site) : []
            placeOfNeed[need.id] = needs.count
            if needsOfSite[need.site] == nil { sites.append(need.site) }
            needsOfSite[need.site, default: []].append(needs.count)
            needs.append(
                Self.chances(
                    of: need, leaders: leadersOfSite, workers: seats.workers(of: need.id), shares, outlook))
        }
        for site in sites {
            let people = seats.all(at: site)
            let other = outlook.incident.sharedLeader(at: site)
            readyOfSite[site] = Self.ready(
                site, people, sharedLeaders: other.map { seats.leaders(at: $0) } ?? [], shares, outlook,
                by: time)
            expectedOfSite[site] = Self.expected(people, shares, outlook)
            atBestOfSite[site] = Self.atBest(people, shares, outlook)
        }
    }

    func chances(of need: Need) -> NeedChances {
        guard let place = placeOfNeed[need.id] else {
            fatalError("broken promise: need \(need.id) is wanted")
        }
        return needs[place]
    }

    func ready(_ site: SiteCode) -> [Double] { readyOfSite[site] ?? [] }
    func expected(_ site: SiteCode) -> Double { expectedOfSite[site] ?? 0 }
    func atBest(_ site: SiteCode) -> Int { atBestOfSite[site] ?? 0 }

    /// The chance that all needs of a site are full, in one state.
    func full(_ site: SiteCode, _ state: Int) -> Double {
        (needsOfSite[site] ?? []).reduce(1) { $0 * needs[$1].full[state] }
    }

    // MARK: - In each state

    /// A leader beyond the seats works, and counts for the headcount.
    private static func chances(
        of need: Need, leaders: [Int], workers: [Int], _ shares: [Double], _ outlook: Outlook
    ) -> NeedChances {
        let seats = min(need.leaderSeats, need.headcount)
        let leading = outlook.count(leaders, shares: shares, cap: need.headcount)
        let working = outlook.count(workers, shares: shares, cap: need.headcount)
        let full = zip(leading, working).map { leading, working in
            (seats...need.headcount).reduce(0) { sum, leaders in
                let chance = leading.mass[leaders]
                return chance > 0 ? sum + chance * working.atLeast(need.headcount - leaders) : sum
            }
        }
        return NeedChances(
            leaders: forecast(leading, seats: seats, atBest: atBest(leaders, shares, outlook), outlook.grid),
            workers: forecast(
                working, seats: need.headcount - seats, atBest: atBest(workers, shares, outlook), outlook.grid
            ),
            full: full.map { min($0, 1) })
    }

    private static func forecast(
        _ counts: [PoissonBinomial], seats: Int, atBest: Int, _ grid: TurnoutGrid
    ) -> SeatForecast {
        var distribution = (0..<seats).map { people in grid.mean { counts[$0].mass[people] } }
        distribution.append(grid.mean { counts[$0].atLeast(seats) })
        return SeatForecast(
            seats: seats, expected: grid.mean { counts[$0].mean }, distribution: distribution, atBest: atBest)
    }

    /// What has happened is certain: a site that was ready stays so, and one that wasn't in time can't be
    /// any more.
    private static func ready(
        _ site: SiteCode, _ people: [Int], sharedLeaders: [Int], _ shares: [Double], _ outlook: Outlook,
        by time: Instant
    ) -> [Double] {
        func always(_ chance: Double) -> [Double] {
            [Double](repeating: chance, count: outlook.grid.states)
        }
        guard let rule = ReadinessRule(site, in: outlook.incident) else { return always(1) }
        if let readyAt = outlook.incident.sites[site]?.readyAt { return always(readyAt <= time ? 1 : 0) }
        guard time >= outlook.now else { return always(0) }
        // An acting leader without the officer's word counts among the others.
        func leads(_ place: Int) -> Bool {
            let person = outlook.people[place]
            return person.role == .leader && outlook.incident.mayLead(person.member, at: person.site)
        }
        func count(_ role: Role, givesFirstAid: Bool) -> [PoissonBinomial] {
            let places = people.filter { place in
                let person = outlook.people[place]
                return (leads(place) ? Role.leader : .worker) == role
                    && rule.firstAidNeeds.contains(person.need) == givesFirstAid
            }
            return outlook.count(places, shares: shares, cap: rule.cap)
        }
        let leaders = count(.leader, givesFirstAid: false)
        let firstAidLeaders = count(.leader, givesFirstAid: true)
        let firstAiders = count(.worker, givesFirstAid: true)
        let others = count(.worker, givesFirstAid: false)
        let nextDoor = outlook.count(sharedLeaders.filter(leads), shares: shares, cap: 1)
        return (0..<outlook.grid.states).map { state in
            let here = ReadinessRule.PeopleOfSite(
                leaders: leaders[state], firstAidLeaders: firstAidLeaders[state],
                firstAiders: firstAiders[state], others: others[state])
            let led = nextDoor[state].atLeast(1)
            return (1 - led) * rule.chance(here) + (led > 0 ? led * rule.chance(here, isLed: true) : 0)
        }
    }

    private static func expected(_ people: [Int], _ shares: [Double], _ outlook: Outlook) -> Double {
        outlook.grid.mean { state in
            people.reduce(0) { sum, place in
                let point = outlook.grid.point(of: outlook.people[place].group, in: state)
                return sum + outlook.turnout(place, point) * shares[place]
            }
        }
    }

    private static func atBest(_ people: [Int], _ shares: [Double], _ outlook: Outlook) -> Int {
        people.count { shares[$0] > 0 && outlook.people[$0].stage != .released }
    }
}

/// The people of an outlook by the seats they are meant for; each list in the outlook's order.
private struct PeopleBySeat {
    private var leadersAt: [SiteCode: [Int]] = [:]
    private var workersOf: [NeedID: [Int]] = [:]
    private var peopleAt: [SiteCode: [Int]] = [:]

    init(_ outlook: Outlook) {
        for (place, person) in outlook.people.enumerated() {
            peopleAt[person.site, default: []].append(place)
            if person.role == .leader {
                leadersAt[person.site, default: []].append(place)
            } else {
                workersOf[person.need, default: []].append(place)
            }
        }
    }

    func leaders(at site: SiteCode) -> [Int] { leadersAt[site] ?? [] }
    func workers(of need: NeedID) -> [Int] { workersOf[need] ?? [] }
    func all(at site: SiteCode) -> [Int] { peopleAt[site] ?? [] }
}
