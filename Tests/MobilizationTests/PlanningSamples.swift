@testable import Mobilization

/// People, tasks and problems for the tests of planning; every one is invented.
enum PlanningSamples {
    /// Tuesday, 2025-07-08, 15:00 in the zone of the samples.
    static let now = Instant(seconds: 1_751_958_000)
    static let zone = ZoneOffsets.fixed(hours: 8)
    static let centre = Coordinate(latitude: 31.47, longitude: 104.73)

    static func day(_ year: Int) -> CalendarDay { CalendarDay(daysSince1970: Int64(year - 1970) * 365 + 200) }

    /// Somebody of middle age with everything in order, so many kilometres north of the centre.
    static func member(
        _ number: Int64, pool: Pool = .pioneer, level: Level = .basic, skills: [Skill] = [],
        north_km: Double = 1,
        change: (inout Member) -> Void = { _ in }
    ) -> Member {
        var member = Member(
            id: MemberID(number), name: "M\(number)", pool: pool, level: level, skills: skills,
            bornOn: day(1985),
            insuredUntil: day(2030), firstAidUntil: nil, home: north(north_km), transport: .car,
            addresses: [Address(channel: .sms, value: "+86139\(10_000_000 + number)")])
        change(&member)
        return member
    }

    static func north(_ distance_km: Double) -> Coordinate {
        Coordinate(latitude: centre.latitude + distance_km / 111.195, longitude: centre.longitude)
    }

    static func rule(_ slug: PlaybookSlug, _ change: (inout NeedRule) -> Void = { _ in }) -> NeedRule {
        let playbook = Playbook(
            slug: slug, chapter: 1, title: slug, titleEnglish: slug, aliases: [], version: 1, approvedBy: nil,
            approvedOn: nil, siteMinimum: 2, levels: LevelRule(worker: .basic, group: .middle, lead: .high),
            requiredSkills: [], preferredSkills: [], youngest: 18, oldest: 66, needsInsurance: false,
            isHeavy: false, maximumShiftHours: 4, firstAidersAlong: 0, orderKeepersAlong: 0,
            ratePerPersonHour: nil, unit: "", counters: [])
        var rule = NeedRule(playbook)
        change(&rule)
        return rule
    }

    static let order = rule("order-keeping")
    static let carrying = rule("material-handling") {
        ($0.oldest, $0.isHeavy, $0.needsInsurance, $0.siteMinimum) = (60, true, true, 8)
    }
    static let firstAid = rule("first-aid") { ($0.requiredSkills, $0.workerLevel) = ([.firstAid], .middle) }
    static let counselling = rule("psych-support") {
        ($0.requiredSkills, $0.workerLevel) = ([.psychology], .middle)
    }

    static func need(
        _ number: Int64, site: SiteCode = "F01", _ rule: NeedRule, north_km: Double = 0, leaders: Int = 0,
        _ headcount: Int, within: Interval = .minutes(180), called: [CalledPerson] = []
    ) -> PlanningNeed {
        PlanningNeed(
            id: NeedID(number), site: site, position: north(north_km), rule: rule, headcount: headcount,
            leaderSeats: leaders, neededBy: now + within, called: called)
    }

    /// People are independent, unless a test says otherwise.
    static func problem(
        _ needs: [PlanningNeed], mayInvite: [Pool: Int] = [.pioneer: 1000],
        change: (inout PlanningProblem) -> Void = { _ in }
    ) -> PlanningProblem {
        var problem = PlanningProblem(
            now: now, zone: zone, conditions: RoadConditions(weather: .dry), needs: needs, excluded: [],
            mayInvite: mayInvite,
            circleEnd: now + .minutes(60), incidentCover: false, grid: TurnoutGrid(groups: 2, spread: 0))
        change(&problem)
        return problem
    }

    /// Somebody whose waits take exactly so long: a reaction, and ten minutes to get ready.
    static func habit(turnout: Double, reactionMedian_ms: Int64) -> ArrivalHabit {
        ArrivalHabit(
            turnout: turnout,
            waits: ArrivalHabit.Waits(
                reactionMedian_ms: reactionMedian_ms, reactionSigma: 0, preparation: .minutes(10)))
    }

    /// Everybody comes, as surely as said; the reaction takes exactly three minutes.
    static func habits(_ count: Int, turnout: Double = 1) -> [ArrivalHabit] {
        [ArrivalHabit](
            repeating: habit(turnout: turnout, reactionMedian_ms: 180_000), count: count)
    }

    static func called(
        _ number: Int64, role: Role = .worker, stage: CalloutStage = .accepted, comes: Double = 1,
        inCircle: Double = 1, group: Int? = nil
    ) -> CalledPerson {
        CalledPerson(
            member: MemberID(number), role: role, stage: stage, calledAt: now, expectedAt: now + .minutes(30),
            comes: comes, inCircle: inCircle, inTime: 1, group: group)
    }

    static func plan(_ problem: PlanningProblem, _ members: [Member]) -> CallOutPlan {
        CallOutPlanner().plan(problem, roster: Roster(version: .none, members: members))
    }

    /// A centre like the one of the 2025 flood: drawn from a seed, so that every run has the same people.
    static func drawnMembers(_ count: Int, seed: UInt64, reserve: Int = 0) -> [Member] {
        let chance = HashedChance(seed: seed)
        let purpose = HashedChance.Purpose("sample members")
        return (1...Int64(count + reserve)).map { number in
            func unit(_ draw: Int64) -> Double { chance.unit(purpose, number, draw) }
            let level: Level = unit(1) < 0.05 ? .high : unit(1) < 0.3 ? .middle : .basic
            let skills: [Skill] = unit(2) < 0.1 ? [.psychology] : unit(2) < 0.3 ? [.fire] : []
            return member(number, pool: number <= count ? .pioneer : .reserve, level: level, skills: skills) {
                $0.bornOn = unit(3) < 0.9 ? day(1960 + Int(unit(3) * 55)) : nil
                $0.insuredUntil = unit(4) < 0.8 ? day(2030) : unit(4) < 0.9 ? day(2020) : nil
                $0.firstAidUntil = unit(5) < 0.12 ? day(2030) : nil
                $0.home =
                    unit(6) < 0.95
                    ? Coordinate(latitude: 31.35 + unit(7) * 0.25, longitude: 104.6 + unit(8) * 0.3) : nil
                $0.transport = unit(9) < 0.4 ? .car : unit(9) < 0.9 ? .ebike : .walking
                if unit(10) < 0.02 { $0.addresses = [] }
            }
        }
    }

    /// 17 sites, 520 people: carrying everywhere, first aid everywhere, counselling at some.
    static func floodNeeds() -> [PlanningNeed] {
        var needs: [PlanningNeed] = []
        for site in 1...Int64(17) {
            let code = "F" + twoDigits(Int(site))
            let place = Double(site - 9)
            needs.append(
                need(
                    site * 3, site: code, carrying, north_km: place, leaders: 1, site <= 10 ? 28 : 27))
            needs.append(need(site * 3 + 1, site: code, firstAid, north_km: place, 2))
            if site % 2 == 0 {
                needs.append(need(site * 3 + 2, site: code, counselling, north_km: place, 2))
            }
        }
        return needs
    }
}
