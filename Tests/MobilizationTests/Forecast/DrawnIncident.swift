@testable import Mobilization

/// A small incident whose people are drawn from the forecast's own model, and what it looks like on the way.
///
/// Three sites; the last has first aid as well. Everybody is called at T+0, who is silent for ten minutes
/// is released.
struct DrawnIncident {
    /// How the people differ from what the forecast believes.
    struct Deviation {
        /// Multiplies each person's chance to accept.
        var acceptance = 1.0
        /// The standard deviation of the shared log-odds.
        var spread = TurnoutGrid.usualSpread
        /// A shock that the model doesn't know: multiplies everybody's chance to accept in one incident out
        /// of four.
        var shock = 1.0
    }

    static let start = Instant(seconds: 1_751_941_800)  // 2025-07-08 10:30 in China, a Tuesday
    static let purpose = HashedChance.Purpose("tests.incident")
    static let sites = ["A", "B", "C"]

    struct Person {
        var callout: Callout
        var answersAt: Instant?
        var accepts: Bool
        var setsOutAt: Instant?
        var saysSetOut: Bool
        /// nil: never comes.
        var arrivesAt: Instant?
    }

    let incident: Incident
    let reference: Reference
    let people: [Person]

    init(_ chance: HashedChance, _ deviation: Deviation) {
        func draw(_ count: Int, _ number: Int64) -> Int { chance.below(count, Self.purpose, 0, number) }
        var incident = Incident(
            id: IncidentID(1), code: "0417", event: "暴雨内涝", isDrill: false, openedAt: Self.start,
            demand: "", source: "", requestedBy: nil, neededBy: Self.start + .minutes(90),
            dispatch: .running, manual: .none, rules: .none)
        var members: [Member] = []
        var seats: [(need: Need, role: Role)] = []
        func invite(_ need: Need, _ role: Role, _ count: Int) {
            for _ in 0..<count { seats.append((need, role)) }
        }
        for (place, site) in Self.sites.enumerated() {
            let headcount = 4 + draw(8, Int64(place))
            var need = Need(
                id: NeedID(Int64(place + 1)), site: site, rule: Self.rule(minimum: 4, firstAid: false),
                headcount: headcount, leaderSeats: 1, workload: nil)
            need.headcount = headcount
            incident.needs.append(need)
            incident.sites[site] = SiteState()
            invite(need, .leader, 2 + draw(4, Int64(place) + 10))
            // From too few to plenty.
            invite(need, .worker, headcount + draw(headcount * 2, Int64(place) + 20))
        }
        let aid = Need(
            id: NeedID(4), site: "C", rule: Self.rule(minimum: 2, firstAid: true), headcount: 2,
            leaderSeats: 0, workload: nil)
        incident.needs.append(aid)
        invite(aid, .worker, 4 + draw(6, 30))

        let shared = deviation.spread * chance.normal(Self.purpose, 0, 40)
        let isShocked = draw(4, 41) == 0
        let rate = TurnoutRate.prior(.pioneer, .workingDay)
        let turnout = Turnout(rate, record: nil)
        let odds =
            turnout.accept / (1 - turnout.accept) * Mathematics.exp(shared)
        let accept = min(
            odds / (1 + odds) * deviation.acceptance * (isShocked ? deviation.shock : 1), 0.98)
        var people: [Person] = []
        for (place, seat) in seats.enumerated() {
            let id = Int64(place + 1)
            let km = 1 + 7 * chance.unit(Self.purpose, id, 1)
            members.append(Self.member(id, km: km))
            people.append(Self.person(id, seat, chance, turnout, accept: accept, incident))
        }
        var reference = Reference(
            settings: Settings(
                zone: .fixed(hours: 8), dutyPhone: "", centre: Self.position, seed: 1))
        reference.roster = Roster(version: .none, members: members)
        reference.sites = SiteBook(version: .none, sites: Self.sites.map(Self.site))
        let ways = IncidentWays(reference)
        for place in people.indices {
            guard let left = people[place].setsOutAt, people[place].arrivesAt != nil else { continue }
            let travel = ways.way(of: members[place], to: people[place].callout.site)?.travel ?? .zero
            let drawn = DrawnWay(chance, Int64(place + 1), isNight: false, isFirstAid: false)
            people[place].arrivesAt = left + travel + Arrival.checkIn + Self.minutes(drawn.heldUp_min)
        }
        self.incident = incident
        self.reference = reference
        self.people = people
    }

    private static func person(
        _ id: Int64, _ seat: (need: Need, role: Role), _ chance: HashedChance, _ turnout: Turnout,
        accept: Double, _ incident: Incident
    ) -> Person {
        let callout = Callout(
            member: MemberID(id), need: seat.need.id, site: seat.need.site, role: seat.role, pool: .pioneer,
            wave: 1, stage: .called, since: start, calledAt: start, expectedAt: start + .minutes(40),
            chance: 450)
        let way = DrawnWay(
            chance, id, isNight: false, isFirstAid: seat.need.rule.needsFirstAidCertificate)
        let mood = chance.unit(purpose, id, 2)
        let decline = turnout.declines(accept: accept)
        let accepts = mood < accept
        let answersAt = mood < accept + decline ? start + minutes(way.reaction_min) : nil
        // A few of those who set out turn back; those who show up are the others.
        let setsOut =
            accepts
            && chance.unit(purpose, id, 3) < turnout.showUp / ArrivalTime.arrivesOnceUnderWay
        let comes = setsOut && chance.unit(purpose, id, 4) < ArrivalTime.arrivesOnceUnderWay
        let leaves = setsOut ? answersAt.map { $0 + minutes(way.preparation_min) } : nil
        return Person(
            callout: callout, answersAt: answersAt, accepts: accepts, setsOutAt: leaves,
            saysSetOut: chance.unit(purpose, id, 5) < ArrivalTime.saysSetOut,
            arrivesAt: comes ? leaves : nil)
    }

    /// The incident as it is known at `now`.
    func state(at now: Instant) -> State {
        var state = State()
        var incident = incident
        for person in people {
            var callout = person.callout
            let detail = known(person, at: now)
            callout.stage = detail.stage
            callout.since = detail.since
            if let answersAt = person.answersAt, answersAt <= now {
                callout.answeredAt = answersAt
                if person.accepts { callout.promisedAt = answersAt }
            } else if detail.stage == .released {
                callout.releasedBy = .timer
            }
            if detail.stage == .arrived { callout.arrivedAt = detail.since }
            incident.callouts[callout.member] = callout
        }
        state.apply(Fact(at: Self.start, actor: .engine, event: .incidentOpened(incident)))
        return state
    }

    private func known(_ person: Person, at now: Instant) -> (stage: CalloutStage, since: Instant) {
        if let arrivesAt = person.arrivesAt, arrivesAt <= now { return (.arrived, arrivesAt) }
        if let left = person.setsOutAt, left <= now, person.saysSetOut { return (.enRoute, left) }
        if let answersAt = person.answersAt, answersAt <= now {
            return (person.accepts ? .accepted : .declined, answersAt)
        }
        return now - Self.start >= .minutes(10)
            ? (.released, Self.start + .minutes(10)) : (.called, Self.start)
    }

    // MARK: - What really happens

    func wasReady(_ site: SiteCode, by time: Instant) -> Bool {
        guard let rule = ReadinessRule(site, in: incident) else { return true }
        let there = present(by: time).filter { $0.site == site }
        return there.contains { $0.role == .leader } && there.count >= rule.minimum
            && there.count { rule.firstAidNeeds.contains($0.need) } >= rule.firstAiders
    }

    func wasFull(_ need: Need, by time: Instant) -> Bool {
        let there = present(by: time).filter { $0.site == need.site }
        let leaders = need.leaderSeats > 0 ? there.count { $0.role == .leader } : 0
        let workers = there.count { $0.need == need.id && $0.role == .worker }
        return leaders >= need.leaderSeats && leaders + workers >= need.headcount
    }

    private func present(by time: Instant) -> [Callout] {
        people.filter { $0.arrivesAt.map { $0 <= time } ?? false }.map(\.callout)
    }
}

extension DrawnIncident {
    static let position = Coordinate(latitude: 31.47, longitude: 104.73)

    static func minutes(_ count: Double) -> Interval {
        Interval(milliseconds: Int64((count * 60_000).rounded()))
    }

    static func rule(minimum: Int, firstAid: Bool) -> NeedRule {
        NeedRule(
            Playbook(
                slug: firstAid ? "first-aid" : "material-handling", chapter: firstAid ? 7 : 1, title: "",
                titleEnglish: "", aliases: [], version: 1, approvedBy: nil, approvedOn: nil,
                siteMinimum: minimum, levels: LevelRule(worker: .basic, group: .middle, lead: .high),
                requiredSkills: firstAid ? [.firstAid] : [], preferredSkills: [], youngest: 18, oldest: 60,
                needsInsurance: false, isHeavy: false, maximumShiftHours: 4, firstAidersAlong: 0,
                orderKeepersAlong: 0, ratePerPersonHour: nil, unit: "", counters: []))
    }

    static func site(_ code: SiteCode) -> Site {
        Site(code: code, name: code, kind: "", position: position, musterPoint: "", refuge: "")
    }

    static func member(_ id: Int64, km: Double) -> Member {
        let degrees = km * 1000 / StraightLine.earthRadius_m * 180 / Mathematics.pi
        return Member(
            id: MemberID(id), name: "", pool: .pioneer, level: .high, skills: [], bornOn: nil,
            insuredUntil: nil, firstAidUntil: nil,
            home: Coordinate(latitude: position.latitude + degrees, longitude: position.longitude),
            transport: .ebike, addresses: [])
    }
}
