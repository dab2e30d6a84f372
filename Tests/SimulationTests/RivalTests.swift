import Mobilization
import Simulation
import Testing

/// The other systems' rules, each as its own description has it.
@Suite struct RivalTests {
    static let now = Instant(seconds: 1_751_958_000)

    @Test func `the greedy wave makes the expected number enough, and waits ten minutes for the next`() {
        let roster = Self.roster(40)
        // 450 thousandths each by day: ten people for 4.5, of whom 4 are asked for: nine.
        let plan = GreedyExpectation().plan(Self.problem(4), roster: roster)
        #expect(plan.invitations.map(\.member.number) == Array(1...9))
        let silent = (1...9).map { Self.person($0, .called, ago: .minutes(9), comes: 0.1) }
        #expect(GreedyExpectation().plan(Self.problem(4, silent), roster: roster).invitations.isEmpty)
        let old = (1...9).map { Self.person($0, .called, ago: .minutes(10), comes: 0.1) }
        // 3.1 are missing now: seven more.
        #expect(
            GreedyExpectation().plan(Self.problem(4, old), roster: roster).invitations.map(\.member.number)
                == Array(10...16))
    }

    @Test func `the sequenced group keeps as many unanswered as are needed, and adds one at each time-out`() {
        let roster = Self.roster(20)
        func called(_ people: [CalledPerson]) -> Int {
            EverbridgeSequence().plan(Self.problem(3, people), roster: roster).invitations.count
        }
        #expect(called([]) == 3)
        let waiting = (1...3).map { Self.person($0, .called, ago: .minutes(1)) }
        #expect(called(waiting) == 0)
        // One said no: two are unanswered, three needed.
        #expect(called(Array(waiting.dropLast())) == 1)
        // One said yes: two are unanswered, two needed.
        #expect(called(waiting.dropLast() + [Self.person(3, .accepted, ago: .minutes(1))]) == 0)
        #expect(called((1...3).map { Self.person($0, .called, ago: .minutes(5)) }) == 1)
        #expect(called((1...3).map { Self.person($0, .accepted, ago: .minutes(9)) }) == 0)
    }

    @Test func `each app alerts its number, and replaces the silent or the rejected`() {
        let roster = Self.roster(150)
        func called(_ app: AlertingApp, _ people: [CalledPerson], needs: Int = 1) -> Int {
            app.plan(Self.problem(needs, people), roster: roster).invitations.count
        }
        #expect(called(.katretter, []) == 3)
        #expect(called(.katretter, (1...3).map { Self.person($0, .called, ago: .seconds(29)) }) == 0)
        #expect(called(.katretter, (1...3).map { Self.person($0, .called, ago: .seconds(30)) }) == 3)
        #expect(called(.goodSAM, []) == 1)
        #expect(called(.goodSAM, [Self.person(1, .called, ago: .minutes(9))]) == 0)
        #expect(called(.sevenAndReplace, []) == 7)
        #expect(called(.sevenAndReplace, (1...5).map { Self.person($0, .called, ago: .minutes(1)) }) == 2)
        #expect(called(.sevenAndReplace, [Self.person(1, .accepted, ago: .minutes(1))]) == 0)
        #expect(called(.hartslagNu, [], needs: 8) == 100)
    }

    @Test func `the silent are cancelled as soon as enough accept, by that rule alone`() {
        let people = [
            Self.person(1, .accepted, ago: .minutes(1)), Self.person(2, .called, ago: .minutes(1)),
            Self.person(3, .called, ago: .minutes(1)),
        ]
        let roster = Self.roster(5)
        let plan = AlertingApp.hartslagNu.plan(Self.problem(1, people), roster: roster)
        #expect(plan.releases.map(\.number) == [2, 3])
        #expect(plan.invitations.isEmpty)
        for app in [AlertingApp.katretter, .goodSAM, .sevenAndReplace] {
            #expect(app.plan(Self.problem(1, people), roster: roster).releases.isEmpty)
        }
    }

    @Test func `no rival calls anybody twice, or anybody who was called`() {
        let rivals: [any WavePlanner] = [
            GreedyExpectation(), EverbridgeSequence(), AlertingApp.katretter, AlertingApp.goodSAM,
            AlertingApp.hartslagNu, AlertingApp.sevenAndReplace,
        ]
        var problem = Self.problem(5)
        problem.needs.append(problem.needs[0])
        problem.needs[1].id = NeedID(2)
        problem.excluded = [MemberID(1), MemberID(2)]
        for rival in rivals {
            let members = rival.plan(problem, roster: Self.roster(60)).invitations.map(\.member)
            #expect(!members.isEmpty && Set(members).count == members.count)
            #expect(problem.excluded.isDisjoint(with: members))
        }
    }

    @Test
    func `on seventeen sites the joint wave readies more of them than the greedy one with the same pools`() {
        var ours = 0.0
        var theirs = 0.0
        for seed in UInt64(1)...3 {
            let (roster, problem) = Self.town(seed)
            for (planner, isOurs) in [
                (CallOutPlanner() as any WavePlanner, true), (GreedyExpectation(), false),
            ] {
                let plan = planner.plan(problem, roster: roster)
                let ready = Self.readySites(plan, problem, roster: roster)
                print(
                    "town \(seed), \(isOurs ? "joint" : "greedy"): \(plan.invitations.count) called,",
                    "sites expected ready by T+60: \(ready)")
                if isOurs { ours += ready } else { theirs += ready }
            }
        }
        #expect(ours > theirs)
    }

    // MARK: - People and problems

    /// Everybody can do everything that any worker can, and lives a little farther than the one before.
    private static func roster(_ count: Int64) -> Roster {
        Roster(version: .none, members: (1...count).map { member($0, north_km: Double($0) / 100) })
    }

    private static func member(
        _ number: Int64, level: Level = .basic, north_km: Double, east_km: Double = 0
    ) -> Member {
        Member(
            id: MemberID(number), name: "M\(number)", pool: .pioneer, level: level, skills: [], bornOn: nil,
            insuredUntil: nil, firstAidUntil: nil, home: place(north_km, east_km), transport: .car,
            addresses: [Address(channel: .sms, value: "+86139\(10_000_000 + number)")])
    }

    private static func place(_ north_km: Double, _ east_km: Double) -> Coordinate {
        Coordinate(latitude: 31.47 + north_km / 111.195, longitude: 104.73 + east_km / 94.8)
    }

    private static func need(
        _ number: Int64, _ headcount: Int, at place: Coordinate, leaders: Int = 0, minimum: Int = 0,
        _ called: [CalledPerson] = []
    ) -> PlanningNeed {
        let playbook = Playbook(
            slug: "order-keeping", chapter: 2, title: "秩序维护", titleEnglish: "order", aliases: [], version: 1,
            approvedBy: nil, approvedOn: nil, siteMinimum: minimum,
            levels: LevelRule(worker: .basic, group: .middle, lead: .high), requiredSkills: [],
            preferredSkills: [], youngest: 18, oldest: 66, needsInsurance: false, isHeavy: false,
            maximumShiftHours: 4, firstAidersAlong: 0, orderKeepersAlong: 0, ratePerPersonHour: nil, unit: "",
            counters: [])
        return PlanningNeed(
            id: NeedID(number), site: "F\(number)", position: place, rule: NeedRule(playbook),
            headcount: headcount, leaderSeats: leaders, neededBy: now + .hours(3), called: called)
    }

    private static func problem(_ headcount: Int, _ called: [CalledPerson] = []) -> PlanningProblem {
        problem([need(1, headcount, at: place(0, 0), called)])
    }

    private static func problem(_ needs: [PlanningNeed]) -> PlanningProblem {
        var excluded: Set<MemberID> = []
        for person in needs.flatMap(\.called) { excluded.insert(person.member) }
        return PlanningProblem(
            now: now, zone: .fixed(hours: 8), conditions: RoadConditions(weather: .dry), needs: needs,
            excluded: excluded,
            mayInvite: [.pioneer: 1_000], circleEnd: now + .minutes(60), incidentCover: true)
    }

    private static func person(
        _ number: Int, _ stage: CalloutStage, ago: Interval, comes: Double = 0.45
    ) -> CalledPerson {
        CalledPerson(
            member: MemberID(Int64(number)), role: .worker, stage: stage, calledAt: now - ago,
            expectedAt: now + .minutes(20), comes: comes, inCircle: 1, inTime: 1, group: nil)
    }

    /// 400 people and 17 sites in a town of 20 km, drawn from a seed: 160 people asked for.
    private static func town(_ seed: UInt64) -> (Roster, PlanningProblem) {
        let chance = HashedChance(seed: seed)
        let purpose = HashedChance.Purpose("town")
        func km(_ id: Int64, _ draw: Int64) -> Double { chance.unit(purpose, id, draw) * 20 - 10 }
        let members = (1...Int64(400)).map { number in
            member(
                number, level: number % 20 == 0 ? .high : number % 4 == 0 ? .middle : .basic,
                north_km: km(number, 1), east_km: km(number, 2))
        }
        let needs = (1...Int64(17)).map { number in
            need(
                number, number % 2 == 0 ? 9 : 10, at: place(km(-number, 1), km(-number, 2)), leaders: 1,
                minimum: 4)
        }
        return (Roster(version: .none, members: members), problem(needs))
    }

    /// The sum of the sites' chances to be ready by the end of the circle, if these people are called.
    private static func readySites(_ plan: CallOutPlan, _ problem: PlanningProblem, roster: Roster) -> Double
    {
        var called = problem
        let reaction: Interval = .minutes(3)
        for need in called.needs.indices {
            let id = called.needs[need].id
            called.needs[need].called = plan.invitations.filter { $0.need == id }.map { invitation in
                // In time as surely as the reaction leaves room for it: the same rule for both plans.
                let slack = problem.circleEnd - invitation.expectedAt + reaction
                return CalledPerson(
                    member: invitation.member, role: invitation.role, stage: .called, calledAt: now,
                    expectedAt: invitation.expectedAt, comes: Double(invitation.chance) / 1000,
                    inCircle: slack > .minutes(8) ? 0.9 : slack > .zero ? 0.4 : 0, inTime: 1, group: 0)
            }
        }
        called.mayInvite = [:]
        return CallOutPlanner().plan(called, roster: roster).sites.reduce(0) { $0 + Double($1.ready) / 1000 }
    }
}
