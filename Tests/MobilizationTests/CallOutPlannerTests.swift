import Testing

@testable import Mobilization

struct CallOutPlannerTests {
    typealias Samples = PlanningSamples

    static func people(_ plan: CallOutPlan, _ role: Role? = nil, need: Int64? = nil) -> [Int64] {
        plan.invitations.filter { invitation in
            (role.map { $0 == invitation.role } ?? true)
                && (need.map { $0 == invitation.need.number } ?? true)
        }.map(\.member.number)
    }

    // MARK: - Whom

    @Test func `the nearest are called until it is sure enough that one comes`() {
        // 450 thousandths each by day: six for one who comes with 0.95 (1 - 0.55^6 = 0.97, 0.55^5 = 0.05).
        let members = (1...Int64(12)).map { Samples.member($0, north_km: Double(13 - $0) / 2) }
        let plan = Samples.plan(Samples.problem([Samples.need(1, Samples.order, 1)]), members)
        #expect(Self.people(plan) == [12, 11, 10, 9, 8, 7])
        #expect(plan.shortfalls.isEmpty && plan.passedOver.isEmpty && plan.isReached)
        #expect(plan.invitations.allSatisfy { $0.chance == 450 && $0.role == .worker && $0.site == "F01" })
    }

    @Test func `an invitation expects what the arrival estimate says`() {
        let members = [
            Samples.member(1, north_km: 4),
            Samples.member(2, level: .middle) { $0.firstAidUntil = Samples.day(2030) },
        ]
        let needs = [Samples.need(1, Samples.order, 1), Samples.need(2, site: "F02", Samples.firstAid, 1)]
        let plan = Samples.plan(Samples.problem(needs) { $0.conditions.weather = .heavy }, members)
        #expect(plan.invitations.count == 2)
        for invitation in plan.invitations {
            let member = members[Int(invitation.member.number) - 1]
            let estimate = Arrival.estimate(
                member: member, site: Samples.centre, isNight: false, weather: .heavy, start: Samples.now,
                isFirstAid: invitation.need.number == 2)
            #expect(invitation.expectedAt == estimate.expectedAt)
        }
    }

    @Test func `equal ways are settled by the member's id`() {
        let members = [5, 3, 9, 1, 7].map { Samples.member($0) }
        let plan = Samples.plan(
            Samples.problem([Samples.need(1, Samples.order, 2)]) { $0.habits = Samples.habits(5) }, members)
        #expect(Self.people(plan) == [1, 3])
    }

    @Test func `people who had fewer texts today are called before equals who had more`() {
        let members = (1...Int64(3)).map { Samples.member($0) }
        let problem = Samples.problem([Samples.need(1, Samples.order, 1)]) {
            $0.habits = Samples.habits(3)
            $0.recentTexts = [4, 3, 4]
        }
        #expect(Self.people(Samples.plan(problem, members)) == [2])
    }

    @Test func `nobody excluded or engaged elsewhere is called`() {
        let members = (1...Int64(4)).map { Samples.member($0) }
        let problem = Samples.problem([Samples.need(1, Samples.order, 20)]) {
            $0.excluded = [MemberID(1)]
            $0.engaged = [MemberID(2)]
        }
        let plan = Samples.plan(problem, members)
        #expect(Self.people(plan) == [3, 4])
        #expect(
            plan.passedOver == [
                PassedOver(reason: .engaged, people: 1), PassedOver(reason: .alreadyAsked, people: 1),
            ])
    }

    @Test func `no more of a pool are called than may be, and pioneers go first`() {
        let pioneers = (1...Int64(4)).map { Samples.member($0, north_km: 8) }
        let reserve = (10...Int64(19)).map { Samples.member($0, pool: .reserve, north_km: 0.1) }
        let needs = [Samples.need(1, Samples.order, 20)]
        let plan = Samples.plan(
            Samples.problem(needs, mayInvite: [.pioneer: 3, .reserve: 2]), pioneers + reserve)
        #expect(Self.people(plan).sorted() == [1, 2, 3, 10, 11])
        #expect(plan.passedOver == [PassedOver(reason: .pool, people: 9)])
        let none = Samples.plan(Samples.problem(needs, mayInvite: [.pioneer: 10]), pioneers + reserve)
        #expect(Self.people(none).sorted() == [1, 2, 3, 4])
        let few = Samples.plan(
            Samples.problem(
                [Samples.need(1, Samples.order, 2)], mayInvite: [.pioneer: 9, .reserve: 9]
            ) { $0.habits = Samples.habits(14) }, pioneers + reserve)
        #expect(Self.people(few) == [1, 2])
    }

    @Test func `nobody is called who would be too late`() {
        let members = [Samples.member(1, north_km: 1), Samples.member(2, north_km: 20)]
        let plan = Samples.plan(
            Samples.problem([Samples.need(1, Samples.order, 9, within: .minutes(30))]), members)
        #expect(Self.people(plan) == [1])
        #expect(plan.passedOver == [PassedOver(reason: .tooFar, people: 1)])
        let past = Samples.plan(
            Samples.problem([Samples.need(1, Samples.order, 9, within: .minutes(-5))]), members)
        #expect(past.invitations.isEmpty)
    }

    @Test func `people without a known home are assumed at the centre of the others`() {
        let members = [Samples.member(1, north_km: 2), Samples.member(2) { $0.home = nil }]
        let plan = Samples.plan(Samples.problem([Samples.need(1, Samples.order, 9)]), members)
        #expect(plan.invitations.count == 2)
        #expect(Set(plan.invitations.map(\.expectedAt)).count == 1)
    }

    // MARK: - How many

    @Test
    func `a full need is called for only until 120 percent are expected, and the answers decide the rest`() {
        let members = (1...Int64(200)).map { Samples.member($0) }
        let problem = Samples.problem([Samples.need(1, Samples.order, 40)]) {
            $0.grid = TurnoutGrid(groups: 2, spread: 1)
        }
        let plan = Samples.plan(problem, members)
        #expect(plan.needs.map(\.state) == [.awaitsAnswers])
        #expect((48_000..<48_500).contains(plan.needs[0].expected))
        #expect(
            plan.passedOver == [PassedOver(reason: .enoughExpected, people: 200 - plan.invitations.count)])
    }

    @Test func `those who were called count with their chance, and only the rest is called`() {
        let members = (1...Int64(9)).map { Samples.member($0) }
        let problem = Samples.problem([
            Samples.need(1, Samples.order, 3, called: [Samples.called(1), Samples.called(2)])
        ]) {
            $0.habits = Samples.habits(9)
            $0.excluded = [MemberID(1), MemberID(2)]
        }
        #expect(Self.people(Samples.plan(problem, members)) == [3])
        let enough = Samples.problem([
            Samples.need(1, Samples.order, 2, called: [Samples.called(1), Samples.called(2)])
        ])
        let plan = Samples.plan(enough, members)
        #expect(plan.invitations.isEmpty && plan.releases.isEmpty && plan.isReached && plan.reasons == [])
    }

    @Test func `where the target is out of reach nobody is called whose coming would hardly help`() {
        // One comes with certainty, three with one in a hundred: two seats can't be made sure.
        let members = (1...Int64(4)).map { Samples.member($0) }
        let problem = Samples.problem([Samples.need(1, Samples.order, 2)]) {
            $0.habits = Samples.habits(4, turnout: 0.01)
            $0.habits[0].turnout = 1
        }
        let plan = Samples.plan(problem, members)
        #expect(Self.people(plan) == [1])
        #expect(plan.needs.map(\.state) == [.notWorthCalling])
        #expect(plan.passedOver == [PassedOver(reason: .gainBelowPrice, people: 3)])
        #expect(plan.needs[0].lacks.map(\.role) == [.worker])
    }

    @Test func `nothing missing, nobody, or no needs call nobody`() {
        let members = [Samples.member(1)]
        #expect(Samples.plan(Samples.problem([]), members) == CallOutPlan())
        let none = Samples.plan(Samples.problem([Samples.need(1, Samples.order, 0)]), members)
        #expect(none.invitations.isEmpty && none.shortfalls.isEmpty && none.passedOver.isEmpty)
        let plan = Samples.plan(Samples.problem([Samples.need(1, Samples.order, 1)]), [])
        #expect(plan.shortfalls.count == 1 && plan.invitations.isEmpty && plan.passedOver.isEmpty)
        #expect(plan.needs.map(\.state) == [.nobodyLeft])
        #expect(plan.needs[0].lacks == [Lack(need: NeedID(1), role: .worker, skills: [], people: 4)])
    }

    @Test func `what nobody can do is reported as missing, with the skill and the number`() {
        let needs = [Samples.need(1, Samples.firstAid, leaders: 1, 3)]
        let plan = Samples.plan(Samples.problem(needs), (1...Int64(3)).map { Samples.member($0) })
        #expect(plan.invitations.isEmpty)
        #expect(
            plan.shortfalls == [
                Shortfall(need: NeedID(1), role: .leader, missingThousandths: 1000),
                Shortfall(need: NeedID(1), role: .worker, missingThousandths: 2000),
            ])
        #expect(plan.passedOver == [PassedOver(reason: .firstAidCertificate, people: 3)])
        let lacks = plan.sites.flatMap(\.lacks)
        #expect(lacks.contains { $0.role == .leader })
        #expect(lacks.contains { $0.skills == [.firstAid] && $0.people > 1 })
        #expect(plan.sites.map(\.leader) == [.none])
    }

    @Test func `a quota larger than the roster calls everybody and says how many are missing`() {
        let members = (1...Int64(5)).map { Samples.member($0) }
        let plan = Samples.plan(Samples.problem([Samples.need(1, Samples.order, 500)]), members)
        #expect(plan.invitations.count == 5)
        #expect(plan.needs[0].full == 0 && plan.needs[0].state == .nobodyLeft)
        #expect((1_000...1_300).contains(plan.needs[0].lacks[0].people))
    }

    @Test func `the flood calls everybody who can come, or says why not`() {
        let members = Samples.drawnMembers(386, seed: 2025)
        let plan = Samples.plan(Samples.problem(Samples.floodNeeds()), members)
        let stopped = plan.passedOver.reduce(0) { $0 + $1.people }
        #expect(plan.invitations.count + stopped == 386)
        #expect(plan.invitations.count > 200)
        #expect(!plan.shortfalls.isEmpty)
        #expect(Set(plan.invitations.filter { $0.role == .leader }.map(\.site)).count == 17)
        #expect(plan == Samples.plan(Samples.problem(Samples.floodNeeds()), members.reversed()))
    }
}
