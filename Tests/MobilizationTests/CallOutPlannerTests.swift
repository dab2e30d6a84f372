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

    @Test func `the nearest are called until the expected arrivals suffice`() {
        // 450 thousandths each by day: three for one expected arrival.
        let members = (1...Int64(6)).map { Samples.member($0, north_km: Double(7 - $0)) }
        let plan = Samples.plan(Samples.problem([Samples.need(1, Samples.order, workers: 1000)]), members)
        #expect(Self.people(plan) == [6, 5, 4])
        #expect(plan.shortfalls.isEmpty)
        #expect(plan.passedOver.isEmpty)
        #expect(plan.invitations.allSatisfy { $0.chance == 450 && $0.role == .worker && $0.site == "F01" })
    }

    @Test func `an invitation expects what the arrival estimate says`() {
        let members = [
            Samples.member(1, north_km: 4),
            Samples.member(2, level: .middle) { $0.firstAidUntil = Samples.day(2030) },
        ]
        let needs = [
            Samples.need(1, Samples.order, workers: 100),
            Samples.need(2, site: "F02", Samples.firstAid, workers: 100),
        ]
        let plan = Samples.plan(Samples.problem(needs) { $0.weather = .heavy }, members)
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
        let plan = Samples.plan(Samples.problem([Samples.need(1, Samples.order, workers: 900)]), members)
        #expect(Self.people(plan) == [1, 3])
    }

    @Test func `leaders are high, called first, and every site gets one before any gets a second`() {
        let highs = (1...Int64(3)).map { Samples.member($0, level: .high, north_km: 0.1 * Double($0)) }
        let others = (10...Int64(29)).map { Samples.member($0, north_km: 0.01) }
        let needs = [
            Samples.need(1, site: "F01", Samples.order, leaders: 1000, workers: 900),
            Samples.need(2, site: "F02", Samples.order, north_km: 6, leaders: 1000, workers: 900),
        ]
        let plan = Samples.plan(Samples.problem(needs), highs + others)
        #expect(plan.invitations.prefix(3).allSatisfy { $0.role == .leader })
        #expect(plan.invitations.dropFirst(3).allSatisfy { $0.role == .worker })
        #expect(Self.people(plan, .leader, need: 1).count + Self.people(plan, .leader, need: 2).count == 3)
        #expect(!Self.people(plan, .leader, need: 1).isEmpty && !Self.people(plan, .leader, need: 2).isEmpty)
        #expect(
            plan.shortfalls == [
                Shortfall(need: NeedID(1), role: .leader, missingThousandths: 100),
                Shortfall(need: NeedID(2), role: .leader, missingThousandths: 550),
            ])
    }

    @Test func `middle level leads where high level doesn't suffice, and basic level never`() {
        let members = [
            Samples.member(1, level: .high), Samples.member(2, level: .middle),
            Samples.member(3, level: .middle),
            Samples.member(4, level: .basic),
        ]
        let needs = [Samples.need(1, Samples.order, leaders: 1000, workers: 0)]
        let plan = Samples.plan(Samples.problem(needs), members)
        #expect(Self.people(plan, .leader) == [1, 2, 3])
        let alone = Samples.plan(Samples.problem(needs), [members[3]])
        #expect(alone.invitations.isEmpty)
        #expect(alone.shortfalls == [Shortfall(need: NeedID(1), role: .leader, missingThousandths: 1000)])
        #expect(alone.passedOver == [PassedOver(gate: .level, people: 1)])
    }

    @Test func `a middle leader within the hour goes before a high one after it`() {
        let members = [Samples.member(1, level: .high, north_km: 25), Samples.member(2, level: .middle)]
        let plan = Samples.plan(
            Samples.problem([Samples.need(1, Samples.order, leaders: 400, workers: 0)]), members)
        #expect(Self.people(plan, .leader) == [2])
    }

    @Test func `people for scarce seats are kept from ordinary ones while a seat of theirs is empty`() {
        let counsellors = (1...Int64(3)).map { Samples.member($0, level: .middle, skills: [.psychology]) }
        let needs = [
            Samples.need(1, Samples.order, workers: 5000),
            Samples.need(2, site: "F02", Samples.counselling, workers: 1000),
        ]
        let plan = Samples.plan(Samples.problem(needs), counsellors + [Samples.member(9, north_km: 8)])
        #expect(Self.people(plan, need: 2) == [1, 2, 3])
        #expect(Self.people(plan, need: 1) == [9])
        // Scarce seats are sent before ordinary ones.
        #expect(Self.people(plan) == [1, 2, 3, 9])
    }

    @Test func `people for scarce seats help elsewhere last, once their own seats are filled`() {
        let aiders = (1...Int64(5)).map { number in
            Samples.member(number, level: .middle, north_km: 0.1) { $0.firstAidUntil = Samples.day(2030) }
        }
        let workers = (10...Int64(11)).map { Samples.member($0, north_km: 8) }
        func needs(_ workers: Int) -> [PlanningNeed] {
            [
                Samples.need(1, Samples.order, workers: workers),
                Samples.need(2, site: "F02", Samples.firstAid, workers: 800),
            ]
        }
        let small = Samples.plan(Samples.problem(needs(900)), aiders + workers)
        #expect(Self.people(small, need: 1) == [10, 11])
        #expect(Self.people(small, need: 2) == [1, 2])
        let large = Samples.plan(Samples.problem(needs(2000)), aiders + workers)
        #expect(Self.people(large, need: 1).sorted() == [3, 4, 5, 10, 11])
    }

    @Test func `somebody kept for an empty seat out of reach is counted as kept`() {
        let counsellor = Samples.member(1, level: .middle, skills: [.psychology], north_km: 20)
        let needs = [
            Samples.need(1, Samples.order, north_km: 20, workers: 5000),
            Samples.need(2, site: "F02", Samples.counselling, workers: 1000, within: .minutes(30)),
        ]
        let plan = Samples.plan(Samples.problem(needs), [counsellor])
        #expect(plan.invitations.isEmpty)
        #expect(plan.passedOver == [PassedOver(gate: .reserved, people: 1)])
    }

    @Test func `the task with the fewest people for its seats is filled first`() {
        // Member 1 can do both; only they can counsel.
        let members = [
            Samples.member(1, level: .middle, skills: [.psychology]) { $0.firstAidUntil = Samples.day(2030) },
            Samples.member(2, level: .middle, north_km: 5) { $0.firstAidUntil = Samples.day(2030) },
        ]
        let needs = [
            Samples.need(1, Samples.firstAid, workers: 400),
            Samples.need(2, Samples.counselling, workers: 400),
        ]
        let plan = Samples.plan(Samples.problem(needs), members)
        #expect(Self.people(plan, need: 1) == [2])
        #expect(Self.people(plan, need: 2) == [1])
    }

    @Test func `every site gets its minimum before any gets more`() {
        let members = (1...Int64(8)).map { Samples.member($0, north_km: 0.1) }
        let needs = [
            Samples.need(1, site: "F01", Samples.order, workers: 9000, minimum: 1800),
            Samples.need(2, site: "F02", Samples.order, north_km: 10, workers: 9000, minimum: 1800),
        ]
        let plan = Samples.plan(Samples.problem(needs), members)
        #expect(Self.people(plan, need: 1).count == 4)
        #expect(Self.people(plan, need: 2).count == 4)
    }

    @Test func `nobody excluded or engaged elsewhere is called`() {
        let members = (1...Int64(4)).map { Samples.member($0) }
        let problem = Samples.problem([Samples.need(1, Samples.order, workers: 9000)]) {
            $0.excluded = [MemberID(1)]
            $0.engaged = [MemberID(2)]
        }
        let plan = Samples.plan(problem, members)
        #expect(Self.people(plan) == [3, 4])
        #expect(
            plan.passedOver == [
                PassedOver(gate: .engaged, people: 1), PassedOver(gate: .alreadyAsked, people: 1),
            ])
    }

    @Test func `no more of a pool are called than may be, and pioneers go first`() {
        let pioneers = (1...Int64(4)).map { Samples.member($0, north_km: 8) }
        let reserve = (10...Int64(19)).map { Samples.member($0, pool: .reserve, north_km: 0.1) }
        let needs = [Samples.need(1, Samples.order, workers: 9000)]
        let plan = Samples.plan(
            Samples.problem(needs, mayInvite: [.pioneer: 3, .reserve: 2]), pioneers + reserve)
        #expect(Self.people(plan).sorted() == [1, 2, 3, 10, 11])
        #expect(plan.passedOver == [PassedOver(gate: .pool, people: 9)])
        let none = Samples.plan(Samples.problem(needs, mayInvite: [.pioneer: 10]), pioneers + reserve)
        #expect(Self.people(none).sorted() == [1, 2, 3, 4])
        let few = Samples.plan(
            Samples.problem(
                [Samples.need(1, Samples.order, workers: 900)], mayInvite: [.pioneer: 9, .reserve: 9]),
            pioneers + reserve)
        #expect(Self.people(few) == [1, 2])
    }

    @Test func `nobody is called who would be too late`() {
        let members = [Samples.member(1, north_km: 1), Samples.member(2, north_km: 20)]
        let plan = Samples.plan(
            Samples.problem([Samples.need(1, Samples.order, workers: 9000, within: .minutes(30))]), members)
        #expect(Self.people(plan) == [1])
        #expect(plan.passedOver == [PassedOver(gate: .tooFar, people: 1)])
        let past = Samples.plan(
            Samples.problem([Samples.need(1, Samples.order, workers: 9000, within: .minutes(-5))]), members)
        #expect(past.invitations.isEmpty)
    }

    @Test func `what nobody can do is reported as missing`() {
        let needs = [Samples.need(1, Samples.firstAid, leaders: 500, workers: 2000, minimum: 2000)]
        let plan = Samples.plan(Samples.problem(needs), (1...Int64(3)).map { Samples.member($0) })
        #expect(plan.invitations.isEmpty)
        #expect(
            plan.shortfalls == [
                Shortfall(need: NeedID(1), role: .leader, missingThousandths: 500),
                Shortfall(need: NeedID(1), role: .worker, missingThousandths: 2000),
            ])
        #expect(plan.passedOver == [PassedOver(gate: .firstAidCertificate, people: 3)])
    }

    @Test func `a preferred skill decides between the tasks of one site`() {
        let guided = Samples.rule("evacuation") { $0.preferredSkills = [.localGuide] }
        let members = [Samples.member(1, skills: [.localGuide]), Samples.member(2)]
        let needs = [Samples.need(1, Samples.order, workers: 450), Samples.need(2, guided, workers: 450)]
        let plan = Samples.plan(Samples.problem(needs), members)
        #expect(Self.people(plan, need: 2) == [1])
        #expect(Self.people(plan, need: 1) == [2])
    }

    @Test func `nothing missing, nobody, or no needs call nobody`() {
        let members = [Samples.member(1)]
        #expect(Samples.plan(Samples.problem([]), members) == CallOutPlan())
        #expect(
            Samples.plan(Samples.problem([Samples.need(1, Samples.order, workers: 0)]), members)
                == CallOutPlan())
        #expect(
            Samples.plan(Samples.problem([Samples.need(1, Samples.order, workers: -300)]), members)
                == CallOutPlan())
        let plan = Samples.plan(Samples.problem([Samples.need(1, Samples.order, workers: 100)]), [])
        #expect(plan.shortfalls.count == 1 && plan.invitations.isEmpty && plan.passedOver.isEmpty)
    }

    @Test func `people without a known home are assumed at the centre of the others`() {
        let members = [Samples.member(1, north_km: 2), Samples.member(2) { $0.home = nil }]
        let plan = Samples.plan(Samples.problem([Samples.need(1, Samples.order, workers: 9000)]), members)
        #expect(Set(plan.invitations.map(\.expectedAt)).count == 1)
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
