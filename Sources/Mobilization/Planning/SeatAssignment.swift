/// Seats of one need, as the assignment fills them.
struct Seats {
    var rule: Int
    var site: Int
    var leadersMissing: Int
    var workersMissing: Int
    var minimumMissing: Int
    var neededBy: Instant
    /// Reaction, preparation and check-in: what comes on top of the way.
    var besideTravel: Interval
}

/// Fills seats with the people who are there first, site by site at the same time.
///
/// Pairs of person and site are sorted by the minutes on the way into buckets, so that the cost is linear in the
/// pairs; within a minute the roster's order decides.
struct SeatAssignment {
    /// Which of the missing people a pass fills.
    enum Aim {
        case leaders
        case minimum
        case workers
    }

    private(set) var seats: [Seats]
    private(set) var candidates: [Candidate]
    private(set) var chosen: [Choice] = []
    private(set) var remaining: [Pool: Int]
    private let sites: [WaySite]
    private let ways: Ways
    private let seatsOfSite: [[Int]]
    private let now: Instant
    private let chances: [Pool: Int]

    /// A person on a seat.
    struct Choice {
        var candidate: Int
        var seat: Int
        var role: Role
        var expectedAt: Instant
        var chance: Int
    }

    /// Pairs held at once; with more people and sites than that, a person is tried at the nearest sites first.
    static let pairsHeld = 4_000_000
    /// Ways longer than this share the last bucket.
    private static let longestWay_min = 1_440

    init(
        seats: [Seats], sites: [WaySite], ways: Ways, candidates: [Candidate], mayInvite: [Pool: Int],
        now: Instant, chances: [Pool: Int]
    ) {
        self.seats = seats
        self.sites = sites
        self.ways = ways
        self.candidates = candidates
        self.now = now
        self.chances = chances
        remaining = mayInvite
        var seatsOfSite = [[Int]](repeating: [], count: sites.count)
        for (seat, seats) in seats.enumerated() { seatsOfSite[seats.site].append(seat) }
        self.seatsOfSite = seatsOfSite
    }

    /// Fills what `aim` names on `wanted` seats, with the pioneers first and the reserve after them.
    ///
    /// Nobody is taken who is expected after `latest`; nil leaves it at when each need is due. `isEligible` says
    /// which people may be taken in this pass; the gates are looked at beside it.
    mutating func fill(
        _ aim: Aim, on wanted: [Int], latest: Instant? = nil, _ isEligible: (Candidate) -> Bool
    ) {
        for pool in Pool.allCases {
            while remaining[pool, default: 0] > 0 {
                let open = wanted.filter { missing(aim, $0) > 0 }
                let rules = open.reduce(UInt64(0)) { $0 | 1 << UInt64(seats[$1].rule) }
                guard !open.isEmpty else { return }
                let people = candidates.indices.filter { place in
                    !candidates[place].isTaken && candidates[place].pool == pool
                        && rulesOpen(to: candidates[place], aim) & rules != 0 && isEligible(candidates[place])
                }
                let before = chosen.count
                let isWhole = walk(aim, open: open, people: people, pool: pool, latest: latest)
                if isWhole || chosen.count == before { break }
            }
        }
    }

    func missing(_ aim: Aim, _ seat: Int) -> Int {
        switch aim {
        case .leaders: seats[seat].leadersMissing
        case .minimum: min(seats[seat].minimumMissing, seats[seat].workersMissing)
        case .workers: seats[seat].workersMissing
        }
    }

    private func rulesOpen(to person: Candidate, _ aim: Aim) -> UInt64 {
        aim == .leaders ? person.leaderRules : person.workerRules
    }

    /// One pass over the people in the order of their way.
    /// - Returns: Whether every person was tried at every site.
    private mutating func walk(
        _ aim: Aim, open: [Int], people: [Int], pool: Pool, latest: Instant?
    ) -> Bool {
        var isOpen = [Bool](repeating: false, count: seats.count)
        for seat in open { isOpen[seat] = true }
        let openSites = sites.indices.filter { site in seatsOfSite[site].contains { isOpen[$0] } }
        let pairs = WayOrder(
            people: people.map { candidates[$0] }, sites: openSites.map { sites[$0] }, ways: ways,
            longest_min: longestWay(open, latest: latest), pairsHeld: SeatAssignment.pairsHeld)
        // Every site gets its first leader before any gets a second one.
        var rounds = aim == .leaders ? people.count : 1
        while rounds > 0 {
            rounds -= 1
            let before = chosen.count
            var isServed = [Bool](repeating: false, count: seats.count)
            for pair in pairs.pairs {
                let person = people[Int(pair) / openSites.count]
                guard !candidates[person].isTaken else { continue }
                let site = openSites[Int(pair) % openSites.count]
                guard let choice = choice(aim, person, site: site, isOpen, isServed, latest: latest) else {
                    continue
                }
                take(choice, aim)
                isServed[choice.seat] = aim == .leaders
                isOpen[choice.seat] = missing(aim, choice.seat) > 0
                guard remaining[pool, default: 0] > 0 else { return true }
            }
            if chosen.count == before { break }
        }
        return pairs.isWhole
    }

    /// The minutes on the way that nobody may exceed.
    private func longestWay(_ open: [Int], latest: Instant?) -> Int {
        var longest: Int64 = -1
        for seat in open {
            let due = min(seats[seat].neededBy, latest ?? seats[seat].neededBy)
            longest = max(longest, floorDivide((due - now - seats[seat].besideTravel).milliseconds, 60_000))
        }
        return Int(min(longest, Int64(SeatAssignment.longestWay_min)))
    }

    /// The site's seat that fits best: one that prefers the person's skill, then the one that misses most.
    private func choice(
        _ aim: Aim, _ person: Int, site: Int, _ isOpen: [Bool], _ isServed: [Bool], latest: Instant?
    ) -> Choice? {
        let rules = rulesOpen(to: candidates[person], aim)
        var best: (seat: Int, isPreferred: Bool, missing: Int)?
        var travel: Interval?
        for seat in seatsOfSite[site] where isOpen[seat] && !isServed[seat] {
            let bit: UInt64 = 1 << UInt64(seats[seat].rule)
            guard rules & bit != 0 else { continue }
            let way =
                travel
                ?? Interval(milliseconds: ways.travel_ms(from: candidates[person].home, to: sites[site]))
            travel = way
            let expectedAt = now + seats[seat].besideTravel + way
            guard expectedAt <= min(seats[seat].neededBy, latest ?? seats[seat].neededBy) else { continue }
            let isPreferred = aim != .leaders && candidates[person].preferredRules & bit != 0
            let missing = missing(aim, seat)
            if let best, (best.isPreferred ? 1 : 0, best.missing) >= (isPreferred ? 1 : 0, missing) {
                continue
            }
            best = (seat, isPreferred, missing)
        }
        guard let best, let travel else { return nil }
        return Choice(
            candidate: person, seat: best.seat, role: aim == .leaders ? .leader : .worker,
            expectedAt: now + seats[best.seat].besideTravel + travel,
            chance: chances[candidates[person].pool, default: 0])
    }

    private mutating func take(_ choice: Choice, _ aim: Aim) {
        chosen.append(choice)
        candidates[choice.candidate].isTaken = true
        remaining[candidates[choice.candidate].pool, default: 0] -= 1
        if aim == .leaders {
            seats[choice.seat].leadersMissing -= choice.chance
        } else {
            seats[choice.seat].workersMissing -= choice.chance
            seats[choice.seat].minimumMissing -= choice.chance
        }
    }
}
