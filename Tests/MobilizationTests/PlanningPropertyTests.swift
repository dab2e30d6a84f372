import Testing

@testable import Mobilization

struct PlanningPropertyTests {
    typealias Samples = PlanningSamples

    static let rules = [Samples.order, Samples.carrying, Samples.firstAid, Samples.counselling]

    /// A problem drawn from a seed: some sites, some already partly filled, some soon due.
    static func drawnProblem(_ seed: UInt64, _ members: [Member]) -> PlanningProblem {
        let chance = HashedChance(seed: seed)
        let purpose = HashedChance.Purpose("sample problems")
        func draw(_ count: Int, _ id: Int64, _ draw: Int64) -> Int { chance.below(count, purpose, id, draw) }
        let needs = (1...Int64(1 + draw(8, 0, 1))).map { number in
            Samples.need(
                number, site: "S\(draw(5, number, 1))", rules[draw(rules.count, number, 2)],
                north_km: Double(draw(20, number, 3) - 10), leaders: draw(2, number, 4),
                1 + draw(9, number, 5), within: .minutes(Int64(20 + draw(120, number, 7))),
                called: (0..<Int64(draw(4, number, 6))).map { place in
                    Samples.called(
                        1_000 + number * 10 + place, role: draw(3, place, number) == 0 ? .leader : .worker,
                        stage: CalloutStage.allCases[draw(2, place, 20 + number)],
                        comes: Double(draw(11, place, 40 + number)) / 10, group: draw(2, place, 60 + number))
                })
        }
        return Samples.problem(needs, mayInvite: [.pioneer: draw(80, 0, 2), .reserve: draw(60, 0, 3)]) {
            $0.now = Samples.now + .hours(Int64(draw(24, 0, 4)))
            $0.conditions.weather = Weather.allCases[draw(5, 0, 5)]
            $0.incidentCover = draw(2, 0, 6) == 0
            $0.circleEnd = $0.now + .minutes(Int64(draw(90, 0, 7) - 10))
            $0.grid = TurnoutGrid(groups: 2, spread: Double(draw(3, 0, 8)) / 4)
            for need in $0.needs.indices {
                $0.needs[need].neededBy = $0.needs[need].neededBy + ($0.now - Samples.now)
            }
            for member in members where draw(10, member.id.number, 8) == 0 { $0.excluded.insert(member.id) }
            for member in members where draw(10, member.id.number, 9) == 0 { $0.engaged.insert(member.id) }
        }
    }

    @Test(arguments: UInt64(1)...60)
    func `over drawn problems nobody is called twice and every gate holds`(seed: UInt64) throws {
        let members = Samples.drawnMembers(90, seed: seed, reserve: 110)
        let roster = Roster(version: .none, members: members)
        let problem = Self.drawnProblem(seed, members)
        let plan = CallOutPlanner().plan(problem, roster: roster)
        let today = problem.zone.local(problem.now).day
        let isNight = problem.zone.local(problem.now).isNight
        #expect(Set(plan.invitations.map(\.member)).count == plan.invitations.count)
        var called: [Pool: Int] = [:]
        for invitation in plan.invitations {
            let member = try #require(roster[invitation.member])
            let need = try #require(problem.needs.first { $0.id == invitation.need })
            #expect(!problem.excluded.contains(member.id) && !problem.engaged.contains(member.id))
            #expect(
                Gate.stopping(
                    member, from: need.rule, as: invitation.role, today: today,
                    incidentCover: problem.incidentCover, leaderLevel: .middle) == nil)
            let estimate = Arrival.estimate(
                member: member, site: need.position, isNight: isNight, weather: problem.conditions.weather,
                start: problem.now, isFirstAid: need.rule.needsFirstAidCertificate, centre: roster.centre)
            // Needs of one site are at the first one's position.
            let site = problem.needs.first { $0.site == need.site }
            if site?.position == need.position { #expect(invitation.expectedAt == estimate.expectedAt) }
            #expect(invitation.expectedAt <= need.neededBy && invitation.site == need.site)
            #expect(invitation.role == .worker || need.leaders > 0)
            called[member.pool, default: 0] += 1
        }
        for pool in Pool.allCases { #expect(called[pool, default: 0] <= problem.mayInvite[pool, default: 0]) }
    }

    @Test(arguments: UInt64(1)...30)
    func `the order of the roster's file changes nothing`(seed: UInt64) {
        let members = Samples.drawnMembers(90, seed: seed, reserve: 110)
        let problem = Self.drawnProblem(seed, members)
        #expect(Samples.plan(problem, members) == Samples.plan(problem, members.shuffled(by: seed)))
    }

    @Test(arguments: UInt64(1)...40)
    func `everybody has one reason, which agrees with the invitations and the counts`(seed: UInt64) throws {
        let members = Samples.drawnMembers(90, seed: seed, reserve: 110)
        let roster = Roster(version: .none, members: members)
        let plan = CallOutPlanner().plan(Self.drawnProblem(seed, members), roster: roster)
        guard !plan.reasons.isEmpty else {
            #expect(plan.isReached && plan.invitations.isEmpty)
            return
        }
        #expect(plan.reasons.count == members.count)
        let chosen = roster.members.indices.filter { plan.reasons[$0].isChosen }
        #expect(chosen.map { roster.members[$0].id }.sorted() == plan.invitations.map(\.member).sorted())
        for passed in plan.passedOver {
            #expect(plan.reasons.count { $0 == passed.reason } == passed.people)
            #expect(!passed.reason.isChosen && passed.reason != .notNeeded)
        }
    }

    /// Where a target counts as reached, it is so by counting it all again from the invitations.
    @Test(arguments: UInt64(1)...40)
    func `a need that counts as full is full with that probability, and with one call fewer it wasn't`(
        seed: UInt64
    ) throws {
        let members = (1...Int64(60)).map { Samples.member($0) }
        let chance = 0.2 + Double(seed % 8) / 10
        let required = 1 + Int(seed % 7)
        let problem = Samples.alike(required, chance: chance, people: 60, target: 0.9)
        let plan = Samples.plan(problem, members)
        func full(_ people: Int) -> Double {
            var count = PoissonBinomial(cap: required)
            for _ in 0..<people { count.add(chance) }
            return count.reachesCap
        }
        let outlook = try #require(plan.needs.first)
        #expect(outlook.full == Int(full(plan.invitations.count) * 1000))
        if outlook.state == .reached {
            #expect(full(plan.invitations.count) >= 0.9 && full(plan.invitations.count - 1) < 0.9)
        } else {
            #expect(full(60) < 0.9)
        }
    }

    @Test func `chances of 0 and 1 are taken as they are`() {
        let members = (1...Int64(4)).map { Samples.member($0) }
        var problem = Samples.alike(2, chance: 1, people: 4, spread: 0.5)
        #expect(Samples.plan(problem, members).invitations.count == 2)
        problem = Samples.alike(2, chance: 0, people: 4, spread: 0.5)
        let none = Samples.plan(problem, members)
        #expect(none.invitations.isEmpty)
        #expect(none.needs.map(\.state) == [.nobodyLeft] && none.needs.map(\.full) == [0])
    }
}

extension Array {
    /// The same elements in another order, drawn from a seed.
    func shuffled(by seed: UInt64) -> [Element] {
        let chance = HashedChance(seed: seed)
        let purpose = HashedChance.Purpose("shuffle")
        return enumerated()
            .sorted { chance.bits(purpose, Int64($0.offset)) < chance.bits(purpose, Int64($1.offset)) }
            .map(\.element)
    }
}
