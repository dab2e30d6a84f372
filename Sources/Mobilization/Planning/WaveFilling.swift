/// Puts people on seats until each quota is met surely enough.
///
/// | stage | by | probability | order |
/// |---|---|---|---|
/// | leaders, and seats that need a scarce skill | end of the circle, or due | 0.95, 0.90 | the smallest part of its people next |
/// | each site ready to work | end of the circle | 0.95 | one site after the other: half a minimum is no use |
/// | the same | when the need is due | 0.95 | the same |
/// | each need full | when it is due | 0.90 | the need with the smallest part of its people next |
///
/// The order decides only where people are too few. Where they suffice, every order leads to the same seats, since
/// the market gives the cheapest assignment for the numbers reached.
struct WaveFilling {
    let table: SeatTable
    let policy: PlanningPolicy
    private(set) var market: SeatMarket
    private(set) var tally: Tally
    /// How each quota ended.
    private(set) var states: [TargetState]
    /// Sites in the order in which they can open.
    private(set) var openingOrder: [Int] = []
    private let sites: [SiteReadiness]
    private let quotasOfSite: [[Int]]
    private let turnoutOfPerson: [Int]
    private let longest: Int
    private var isExhausted: [Bool]
    /// Quotas of which it is known that people enough are left.
    private var isWithinReach: [Bool]

    init(
        _ table: SeatTable, _ market: SeatMarket, _ tally: Tally, turnoutOfPerson: [Int], longest: Int,
        policy: PlanningPolicy
    ) {
        self.table = table
        self.market = market
        self.tally = tally
        self.turnoutOfPerson = turnoutOfPerson
        self.longest = longest
        self.policy = policy
        quotasOfSite = table.codes.indices.map { site in
            table.quotas.indices.filter { table.quotas[$0].site == site }
        }
        sites = table.codes.indices.map { SiteReadiness(of: $0, table) }
        states = [TargetState](repeating: .nobodyLeft, count: table.quotas.count)
        isExhausted = [Bool](repeating: false, count: table.groups.count)
        isWithinReach = [Bool](repeating: false, count: table.quotas.count)
    }

    mutating func fill() {
        // A later stage may move somebody away whom an earlier one counted on; the second round makes up for it.
        for _ in 0..<2 {
            for isByCircle in [true, false] {
                // Together, because the same few people could serve several of them.
                fillEvenly(
                    quotas(.leader, isByCircle) + quotas(.firstAid, isByCircle)
                        + quotas(.full, false).filter { isScarce($0) })
                if isByCircle { openingOrder = surestSitesFirst() }
                for site in openingOrder { makeReady(site, isByCircle) }
            }
            fillEvenly(quotas(.full, false))
        }
    }

    private func quotas(_ aim: Quota.Aim, _ isByCircle: Bool, site: Int? = nil) -> [Int] {
        guard let site else { return table.codes.indices.flatMap { quotas(aim, isByCircle, site: $0) } }
        return quotasOfSite[site].filter {
            table.quotas[$0].aim == aim && table.quotas[$0].isByCircle == isByCircle
        }
    }

    private func isScarce(_ quota: Int) -> Bool {
        table.quotas[quota].grows.contains { table.groups[$0].isScarce }
    }

    /// Sites whose leader and first aid are surest first, of equals those that need fewest people, then as they were asked
    /// for.
    private mutating func surestSitesFirst() -> [Int] {
        var ranks: [(unsure: Int, people: Int, site: Int)] = []
        for site in table.codes.indices {
            let scarce = quotas(.leader, true, site: site) + quotas(.firstAid, true, site: site)
            // Beyond the target nobody is surer.
            let surest = scarce.reduce(1.0) { $0 * min(1, tally.chance($1) / table.quotas[$1].target) }
            let minimum = quotas(.minimum, true, site: site).map { table.quotas[$0].required }.max() ?? 0
            ranks.append((1000 - Int(surest * 1000), minimum, site))
        }
        return ranks.sorted { $0 < $1 }.map(\.site)
    }

    /// Serves the quota with the smallest part of its people until all are met or nobody can be added.
    private mutating func fillEvenly(_ quotas: [Int]) {
        var open = quotas
        while let least = open.map({ part($0) }).min() {
            // Of equals the one for which somebody is nearest: the only leader goes where they are soonest.
            let next = open.filter { part($0) == least }.min { nextCost($0) < nextCost($1) }
            guard let next else { return }
            if !grow(next) { open.removeAll { $0 == next } }
        }
    }

    private mutating func nextCost(_ quota: Int) -> Int32 {
        table.quotas[quota].grows.first.flatMap { market.nextCost($0) } ?? .max
    }

    private func part(_ quota: Int) -> Double {
        tally.expected[quota] / Double(table.quotas[quota].required)
    }

    private mutating func makeReady(_ site: Int, _ isByCircle: Bool) {
        let scarce = quotas(.leader, isByCircle, site: site) + quotas(.firstAid, isByCircle, site: site)
        let minima = quotas(.minimum, isByCircle, site: site)
        for quota in minima {
            // Without a leader or first aid the site can't start by then, so the others aren't hurried for it.
            if isByCircle, scarce.contains(where: { tally.chance($0) == 0 }) {
                states[quota] = .notWorthCalling
            } else {
                while grow(quota) {}
            }
        }
        guard isByCircle else { return }
        let all = scarce + minima
        // Each part is sure enough by itself; now all of them together.
        guard all.allSatisfy({ states[$0] == .reached }) else { return }
        while raiseReadiness(of: site, all) {}
    }

    /// One more person where that helps the site's readiness most.
    /// - Returns: false when it is as sure as it is wished, or nobody helps.
    private mutating func raiseReadiness(of site: Int, _ quotas: [Int]) -> Bool {
        let counts = sites[site].counts(tally)
        let chance = sites[site].chance(counts, tally.turnouts)
        guard chance < policy.readyTarget else { return false }
        var best: (chance: Double, moves: [SeatMarket.Move])?
        for quota in quotas {
            guard let (group, moves) = nextPerson(quota) else { continue }
            let raised = sites[site].chance(
                counts, tally.turnouts, with: (seated(moves[0].person, on: group), group))
            if best.map({ raised > $0.chance }) ?? true { best = (raised, moves) }
        }
        guard let best, best.chance > chance else { return false }
        apply(best.moves)
        return true
    }

    /// The chance that the site is ready to work by the end of the circle.
    func readiness(of site: Int) -> Double { sites[site].chance(sites[site].counts(tally), tally.turnouts) }

    // MARK: - One person more

    /// Adds one person for the quota.
    /// - Returns: false when it is met, or nobody more is called for it; `states` says which.
    private mutating func grow(_ quota: Int) -> Bool {
        if tally.chance(quota) >= table.quotas[quota].target {
            states[quota] = .reached
            return false
        }
        if table.quotas[quota].aim == .full, tally.expected[quota] >= mostExpected(quota) {
            states[quota] = .awaitsAnswers
            return false
        }
        guard let (group, moves) = nextPerson(quota) else {
            states[quota] = .nobodyLeft
            return false
        }
        let gain = tally.gain(of: seated(moves[0].person, on: group), in: quota)
        if gain * 1000 < Double(policy.priceOfCall), !canReach(quota) {
            states[quota] = .notWorthCalling
            return false
        }
        apply(moves)
        return true
    }

    /// Whole people, as the engine counts those who may accept.
    private func mostExpected(_ quota: Int) -> Double {
        Double((table.quotas[quota].required * policy.overArrivalPercent + 99) / 100)
    }

    /// Where the next person for the quota would sit, and the moves that bring them there.
    private mutating func nextPerson(_ quota: Int) -> (group: Int, moves: [SeatMarket.Move])? {
        guard market.taken < longest else { return nil }
        for group in table.quotas[quota].grows where !isExhausted[group] {
            // The leader's seat is one; whoever else is called as leader is called beside.
            if table.groups[group].kind == .leader, !tally.seated[group].isEmpty { continue }
            if let moves = market.path(to: group) { return (group, moves) }
            isExhausted[group] = true
        }
        return nil
    }

    private mutating func canReach(_ quota: Int) -> Bool {
        if isWithinReach[quota] { return true }
        let now = self
        let people = table.quotas[quota].grows.lazy.flatMap { group in
            now.market.free(for: group).lazy.map { now.seated($0, on: group) }
        }
        isWithinReach[quota] = tally.canReach(quota, with: people)
        return isWithinReach[quota]
    }

    private func seated(_ person: Int, on group: Int) -> Seated {
        let offer = market.offers.offer(person, group)
        return Seated(
            turnout: turnoutOfPerson[person], inCircle: offer?.inCircle ?? 0, inTime: offer?.inTime ?? 0,
            person: person)
    }

    private mutating func apply(_ moves: [SeatMarket.Move]) {
        market.make(moves)
        for move in moves {
            if let from = move.from { tally.remove(person: move.person, from: from) }
            if let to = move.to { tally.add(seated(move.person, on: to), to: to) }
        }
    }

    /// The chance that a quota is met, as it stands.
    mutating func chance(_ quota: Int) -> Double { tally.chance(quota) }

    mutating func more(_ quota: Int, of person: Seated, most: Int) -> Int? {
        tally.more(quota, of: person, most: most)
    }
}
