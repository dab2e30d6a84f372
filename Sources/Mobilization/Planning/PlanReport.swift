/// Reads a filled market out as a plan: who is called, what it comes to, what is missing, and why everybody is where
/// they are.
struct PlanReport {
    private let problem: PlanningProblem
    private let table: SeatTable
    private var filling: WaveFilling
    private let candidates: Candidates
    private let roster: Roster
    private let longest: Int

    init(
        _ problem: PlanningProblem, _ table: SeatTable, _ filling: WaveFilling, _ candidates: Candidates,
        roster: Roster, longest: Int
    ) {
        self.problem = problem
        self.table = table
        self.filling = filling
        self.candidates = candidates
        self.roster = roster
        self.longest = longest
    }

    var plan: CallOutPlan {
        mutating get {
            var plan = CallOutPlan()
            plan.invitations = invitations
            plan.shortfalls = shortfalls
            plan.sites = siteOutlooks()
            plan.needs = needOutlooks()
            plan.reasons = reasons
            plan.passedOver = plan.isReached ? [] : Self.passedOver(plan.reasons)
            return plan
        }
    }

    private var invitations: [Invitation] {
        let market = filling.market
        let ranked = candidates.people.indices.filter { market.seatOf[$0] >= 0 }.map {
            person -> (rank: Int, Invitation) in
            let group = Int(market.seatOf[person])
            let seat = table.groups[group]
            let need = problem.needs[seat.need]
            let travel = market.offers.travel_ms(person, site: seat.site) ?? 0
            let invitation = Invitation(
                member: roster.members[candidates.people[person].place].id, need: need.id, site: need.site,
                role: seat.role,
                expectedAt: problem.now + market.offers.beforeArrival(person, group, travel_ms: travel),
                chance: Int((market.offers.turnout(person) * 1000).rounded()))
            return (seat.role == .leader ? 0 : seat.isScarce ? 1 : 2, invitation)
        }
        return ranked.sorted { left, right in
            (left.rank, left.1.expectedAt, left.1.member) < (right.rank, right.1.expectedAt, right.1.member)
        }.map(\.1)
    }

    private var shortfalls: [Shortfall] {
        table.groupsOfNeed.enumerated().flatMap { place, groups -> [Shortfall] in
            let need = problem.needs[place]
            return [(Role.leader, need.leaders), (.worker, need.workers)].compactMap { role, seats in
                let people = groups.filter { table.groups[$0].role == role }
                    .flatMap { filling.tally.seated[$0] }
                let expected = people.reduce(0.0) { $0 + comes($1) * $1.inTime }
                let missing = seats * 1000 - Int((expected * 1000).rounded())
                return missing > 0
                    ? Shortfall(need: need.id, role: role, missingThousandths: missing) : nil
            }
        }
    }

    private func comes(_ person: Seated) -> Double {
        let turnouts = filling.tally.turnouts
        return turnouts.mean { turnouts.chance(person.turnout, state: $0) }
    }

    // MARK: - What it comes to

    private mutating func siteOutlooks() -> [SiteOutlook] {
        filling.openingOrder.filter { site in table.quotas.contains { $0.site == site } }.map { site in
            let parts = table.quotas.indices.filter {
                table.quotas[$0].site == site && table.quotas[$0].isByCircle
            }
            let ready = filling.readiness(of: site)
            let isReached = ready >= problem.policy.readyTarget
            let open = parts.filter { filling.states[$0] != .reached }
            return SiteOutlook(
                site: table.codes[site], ready: Int(ready * 1000),
                state: isReached ? .reached : open.first.map { filling.states[$0] } ?? .nobodyLeft,
                leader: leaderOutlook(site), lacks: isReached ? [] : open.compactMap { lack($0) })
        }
    }

    private func leaderOutlook(_ site: Int) -> LeaderOutlook {
        let groups = table.groups.indices.filter {
            table.groups[$0].site == site && table.groups[$0].role == .leader
        }
        if groups.isEmpty { return .notWanted }
        switch leaderLevel(groups) {
        case .high: return .high
        case .middle, .basic: return .acting
        case nil: return nearSiteWithLeader(site).map { .sharedWith(table.codes[$0]) } ?? .none
        }
    }

    /// The highest level of those who lead or may come to lead; nil: nobody.
    private func leaderLevel(_ groups: [Int]) -> Level? {
        let today = problem.zone.local(problem.now).day
        return groups.flatMap { filling.tally.seated[$0] }.compactMap { seat in
            seat.person.map { candidates.people[$0].level }
                ?? seat.called.flatMap { roster[$0]?.level(on: today) }
        }.max()
    }

    private func nearSiteWithLeader(_ site: Int) -> Int? {
        let near = table.sites.indices.filter { other in
            let groups = table.groups.indices.filter {
                table.groups[$0].site == other && table.groups[$0].role == .leader
            }
            return other != site && leaderLevel(groups) != nil
                && table.sites[site].point.distance_m(to: table.sites[other].point) * Arrival.detour
                    <= problem.policy.nearSites_m
        }
        return near.min {
            table.sites[site].point.distance_m(to: table.sites[$0].point)
                < table.sites[site].point.distance_m(to: table.sites[$1].point)
        }
    }

    private mutating func needOutlooks() -> [NeedOutlook] {
        table.quotas.indices.filter { table.quotas[$0].aim == .full }.map { place in
            let state = filling.states[place]
            return NeedOutlook(
                need: problem.needs[table.quotas[place].need].id, full: Int(filling.chance(place) * 1000),
                expected: Int((filling.tally.expected[place] * 1000).rounded()), state: state,
                lacks: state == .nobodyLeft || state == .notWorthCalling
                    ? [lack(place)].compactMap { $0 } : [])
        }
    }

    /// How many more people like those on the seats, or else like pioneers nearby, would reach the target.
    private mutating func lack(_ place: Int) -> Lack? {
        let quota = table.quotas[place]
        guard let group = quota.grows.last else { return nil }
        let need = problem.needs[table.groups[group].need]
        let known = filling.tally.seated[group].filter { $0.person != nil }
        let typical =
            known.isEmpty
            ? Seated(turnout: 0, inCircle: 1, inTime: 1)
            : known.sorted { filling.tally.share($0, place) < filling.tally.share($1, place) }[
                known.count / 2]
        let people = filling.more(place, of: typical, most: 10 * quota.required + 100)
        let seat = table.groups[group]
        return Lack(
            need: need.id, role: seat.role, skills: seat.role == .worker ? need.rule.requiredSkills : [],
            people: people ?? quota.required)
    }

    // MARK: - Why

    private var reasons: [PlanReason] {
        var reasons = candidates.reasons
        let market = filling.market
        let supply = table.groups.indices.map { group in
            table.groups[group].isScarce
                ? candidates.people.indices.count { market.offers.isOpen(group, to: $0) } : 0
        }
        let open = table.quotas.indices.filter { filling.states[$0] != .reached }
        for person in candidates.people.indices {
            let place = candidates.people[person].place
            if market.seatOf[person] >= 0 {
                let group = Int(market.seatOf[person])
                reasons[place] = chosen(person, group, supply: supply[group])
            } else {
                reasons[place] = notChosen(person, open)
            }
        }
        return reasons
    }

    private func chosen(_ person: Int, _ group: Int, supply: Int) -> PlanReason {
        let seat = table.groups[group]
        let someone = candidates.people[person]
        if seat.role == .leader { return someone.level == .high ? .chosenLeader : .chosenActingLeader }
        if seat.isScarce {
            return supply <= problem.needs[seat.need].workers ? .chosenOnlyHolder : .chosenScarceSkill
        }
        if someone.pool == .reserve { return .chosenReserve }
        return someone.preferredRules & seat.bit != 0 ? .chosenPreferredSkill : .chosenNearest
    }

    /// By the first quota that isn't reached and that the person could serve.
    private func notChosen(_ person: Int, _ open: [Int]) -> PlanReason {
        var isTooFar = false
        for quota in open {
            for group in table.quotas[quota].grows where filling.market.offers.isOpen(group, to: person) {
                guard let offer = filling.market.offers.offer(person, group) else {
                    isTooFar = true
                    continue
                }
                if table.quotas[quota].isByCircle, offer.inCircle == 0 {
                    isTooFar = true
                    continue
                }
                switch filling.states[quota] {
                case .awaitsAnswers: return .enoughExpected
                case .notWorthCalling: return .gainBelowPrice
                case .nobodyLeft: return filling.market.taken >= longest ? .waveFull : .pool
                case .reached: continue
                }
            }
        }
        return isTooFar ? .tooFar : .notNeeded
    }

    static func passedOver(_ reasons: [PlanReason]) -> [PassedOver] {
        var people = [Int](repeating: 0, count: PlanReason.allCases.count)
        for reason in reasons { people[Int(reason.rawValue)] += 1 }
        return PlanReason.allCases
            .filter { !$0.isChosen && $0 != .notNeeded && people[Int($0.rawValue)] > 0 }
            .map { PassedOver(reason: $0, people: people[Int($0.rawValue)]) }
    }
}
