import Testing

@testable import Mobilization

/// Who sits where, over all sites and roles at once.
struct JointAssignmentTests {
    typealias Samples = PlanningSamples

    private static func people(_ plan: CallOutPlan, _ role: Role? = nil, need: Int64? = nil) -> [Int64] {
        CallOutPlannerTests.people(plan, role, need: need)
    }

    @Test func `leaders are called first, and every site gets one before any gets a second`() {
        let highs = (1...Int64(3)).map { Samples.member($0, level: .high, north_km: 0.1 * Double($0)) }
        let others = (10...Int64(29)).map { Samples.member($0, north_km: 0.01) }
        let needs = [
            Samples.need(1, site: "F01", Samples.order, leaders: 1, 3),
            Samples.need(2, site: "F02", Samples.order, north_km: 6, leaders: 1, 3),
        ]
        let plan = Samples.plan(Samples.problem(needs), highs + others)
        #expect(plan.invitations.prefix(3).allSatisfy { $0.role == .leader })
        #expect(plan.invitations.dropFirst(3).allSatisfy { $0.role == .worker })
        #expect(!Self.people(plan, .leader, need: 1).isEmpty && !Self.people(plan, .leader, need: 2).isEmpty)
        #expect(plan.sites.allSatisfy { $0.leader == .high && $0.state == .nobodyLeft })
        #expect(plan.sites.flatMap(\.lacks).allSatisfy { $0.role == .leader })
    }

    @Test func `middle level leads where high level doesn't suffice, and basic level never`() {
        let members = [
            Samples.member(1, level: .high), Samples.member(2, level: .middle),
            Samples.member(3, level: .middle), Samples.member(4, level: .basic),
        ]
        let needs = [Samples.need(1, Samples.order, leaders: 1, 1)]
        let plan = Samples.plan(Samples.problem(needs), members)
        #expect(Self.people(plan, .leader) == [1, 2, 3])
        #expect(plan.reasons == [.chosenLeader, .chosenActingLeader, .chosenActingLeader, .level])
        let sure = Samples.plan(Samples.problem(needs) { $0.habits = Samples.habits(4) }, members)
        #expect(Self.people(sure) == [1])
        let alone = Samples.plan(Samples.problem(needs), [members[3]])
        #expect(alone.invitations.isEmpty)
        #expect(alone.shortfalls == [Shortfall(need: NeedID(1), role: .leader, missingThousandths: 1000)])
        #expect(alone.sites.map(\.leader) == [.none])
    }

    @Test
    func `each site's first leader is of high level where there are enough, however near the others live`() {
        let highs = (1...Int64(2)).map { Samples.member($0, level: .high, north_km: 3) }
        let middles = (10...Int64(30)).map { Samples.member($0, level: .middle, north_km: 0) }
        let needs = (1...Int64(2)).map { Samples.need($0, site: "F0\($0)", Samples.order, leaders: 1, 1) }
        let plan = Samples.plan(Samples.problem(needs), highs + middles)
        for need in Int64(1)...2 {
            let leaders = Self.people(plan, .leader, need: need)
            #expect(leaders.count { $0 < 10 } == 1)
            #expect(leaders.count > 1)
        }
    }

    @Test func `a middle leader within the hour goes before a high one after it`() {
        let members = [Samples.member(1, level: .high, north_km: 25), Samples.member(2, level: .middle)]
        let problem = Samples.problem([Samples.need(1, Samples.order, leaders: 1, 1)]) {
            $0.habits = Samples.habits(2)
        }
        #expect(Self.people(Samples.plan(problem, members), .leader) == [2])
    }

    @Test func `sites with a leader open first, and one without may share a near one's`() {
        let members = [Samples.member(1, level: .high)] + (10...Int64(40)).map { Samples.member($0) }
        let needs = [
            Samples.need(1, site: "F01", Samples.order, north_km: 6, leaders: 1, 3),
            Samples.need(2, site: "F02", Samples.order, north_km: 0.4, leaders: 1, 3),
            Samples.need(3, site: "F03", Samples.order, north_km: 0, leaders: 1, 3),
        ]
        let problem = Samples.problem(needs) { $0.habits = Samples.habits(members.count) }
        let plan = Samples.plan(problem, members)
        #expect(plan.sites.map(\.site) == ["F02", "F01", "F03"])
        #expect(plan.sites.map(\.leader) == [.high, .none, .sharedWith("F02")])
        #expect(plan.sites.map { $0.ready >= 950 } == [true, false, false])
    }

    @Test func `people with a scarce skill are called for it and not for what all can do`() {
        let counsellors = (1...Int64(3)).map { Samples.member($0, level: .middle, skills: [.psychology]) }
        let needs = [
            Samples.need(1, Samples.order, 5), Samples.need(2, site: "F02", Samples.counselling, 1),
        ]
        let plan = Samples.plan(Samples.problem(needs), counsellors + [Samples.member(9, north_km: 8)])
        #expect(Self.people(plan, need: 2) == [1, 2, 3])
        #expect(Self.people(plan, need: 1) == [9])
        // Scarce seats are sent before ordinary ones.
        #expect(Self.people(plan) == [1, 2, 3, 9])
        #expect(plan.reasons.prefix(3) == [.chosenScarceSkill, .chosenScarceSkill, .chosenScarceSkill])
    }

    @Test func `people with a scarce skill help elsewhere last, once their own seats are sure`() {
        let aiders = (1...Int64(5)).map { number in
            Samples.member(number, level: .middle, north_km: 0.1) { $0.firstAidUntil = Samples.day(2030) }
        }
        let workers = (10...Int64(11)).map { Samples.member($0, north_km: 2) }
        func plan(_ people: Int) -> CallOutPlan {
            let needs = [
                Samples.need(1, Samples.order, people), Samples.need(2, site: "F02", Samples.firstAid, 2),
            ]
            return Samples.plan(Samples.problem(needs) { $0.habits = Samples.habits(7) }, aiders + workers)
        }
        #expect(Self.people(plan(2), need: 1) == [10, 11])
        #expect(Self.people(plan(2), need: 2) == [1, 2])
        #expect(Self.people(plan(5), need: 1).sorted() == [3, 4, 5, 10, 11])
    }

    @Test func `who can do two things is called for the one that nobody else can`() {
        let members = [
            Samples.member(1, level: .middle, skills: [.psychology]) { $0.firstAidUntil = Samples.day(2030) },
            Samples.member(2, level: .middle, north_km: 5) { $0.firstAidUntil = Samples.day(2030) },
        ]
        let needs = [Samples.need(1, Samples.firstAid, 1), Samples.need(2, Samples.counselling, 1)]
        let plan = Samples.plan(Samples.problem(needs), members)
        #expect(Self.people(plan, need: 1) == [2])
        #expect(Self.people(plan, need: 2) == [1])
        #expect(plan.reasons[0] == .chosenOnlyHolder)
    }

    @Test func `the sites are assigned together: nobody crosses the town past the other`() {
        // Site after site, the first would take its nearest, who is the only one near the second.
        let members = [Samples.member(1, north_km: 6), Samples.member(2, north_km: -12)]
        let needs = [
            Samples.need(1, site: "F01", Samples.order, north_km: 0, 1),
            Samples.need(2, site: "F02", Samples.order, north_km: 13, 1),
        ]
        let problem = Samples.problem(needs) { $0.habits = Samples.habits(2) }
        let plan = Samples.plan(problem, members)
        #expect(Self.people(plan, need: 1) == [2])
        #expect(Self.people(plan, need: 2) == [1])
    }

    @Test func `where people are too few, one site is made ready after the other`() {
        let members = (1...Int64(8)).map { Samples.member($0, north_km: 0.1) }
        let four = Samples.rule("order-keeping") { $0.siteMinimum = 5 }
        let needs = [
            Samples.need(1, site: "F01", four, 9), Samples.need(2, site: "F02", four, north_km: 5, 9),
        ]
        let plan = Samples.plan(Samples.problem(needs) { $0.habits = Samples.habits(8) }, members)
        #expect(plan.invitations.count == 8)
        #expect(plan.sites.map { $0.ready == 1000 } == [true, false])
    }

    @Test func `a preferred skill decides between the tasks of one site`() {
        let guided = Samples.rule("evacuation") { $0.preferredSkills = [.localGuide] }
        let members = [Samples.member(1, skills: [.localGuide]), Samples.member(2)]
        let needs = [Samples.need(1, Samples.order, 1), Samples.need(2, guided, 1)]
        let problem = Samples.problem(needs) { $0.habits = Samples.habits(2) }
        let plan = Samples.plan(problem, members)
        #expect(Self.people(plan, need: 2) == [1])
        #expect(Self.people(plan, need: 1) == [2])
    }

    @Test func `nobody who was called is moved to another seat`() {
        let members = (1...Int64(6)).map { Samples.member($0) }
        let called = [Samples.called(1, stage: .enRoute), Samples.called(2, stage: .called, comes: 0.4)]
        let problem = Samples.problem([
            Samples.need(1, Samples.order, 2, called: called),
            Samples.need(2, site: "F02", Samples.order, north_km: 1, 2),
        ]) { $0.excluded = [MemberID(1), MemberID(2)] }
        let plan = Samples.plan(problem, members)
        #expect(Set(Self.people(plan)).isDisjoint(with: [1, 2]))
        #expect(plan.releases.isEmpty)
    }
}
