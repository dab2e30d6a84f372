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
        let needs = (1...Int64(1 + draw(12, 0, 1))).map { number in
            Samples.need(
                number, site: "S\(draw(6, number, 1))", rules[draw(rules.count, number, 2)],
                north_km: Double(draw(30, number, 3) - 15), leaders: draw(3, number, 4) * 700 - 200,
                workers: draw(12, number, 5) * 1000 - 500, minimum: draw(4, number, 6) * 1000,
                within: .minutes(Int64(20 + draw(120, number, 7))))
        }
        return Samples.problem(needs, mayInvite: [.pioneer: draw(80, 0, 2), .reserve: draw(60, 0, 3)]) {
            $0.now = Samples.now + .hours(Int64(draw(24, 0, 4)))
            $0.weather = Weather.allCases[draw(5, 0, 5)]
            $0.incidentCover = draw(2, 0, 6) == 0
            $0.circleEnd = $0.now + .minutes(Int64(draw(90, 0, 7) - 10))
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
        let plan = CallOutPlanner.plan(problem, roster: roster)
        let today = problem.zone.local(problem.now).day
        let isNight = problem.zone.local(problem.now).isNight
        #expect(Set(plan.invitations.map(\.member)).count == plan.invitations.count)
        var missing: [NeedID: (leaders: Int, workers: Int)] = [:]
        for need in problem.needs { missing[need.id] = (need.leadersMissing, need.workersMissing) }
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
                member: member, site: need.position, isNight: isNight, weather: problem.weather,
                start: problem.now, isFirstAid: need.rule.needsFirstAidCertificate, centre: roster.centre)
            #expect(invitation.expectedAt == estimate.expectedAt && invitation.expectedAt <= need.neededBy)
            #expect(invitation.site == need.site)
            called[member.pool, default: 0] += 1
            #expect((invitation.role == .leader ? need.leadersMissing : need.workersMissing) > 0)
            if invitation.role == .leader {
                missing[need.id]?.leaders -= invitation.chance
            } else {
                missing[need.id]?.workers -= invitation.chance
            }
        }
        for pool in Pool.allCases { #expect(called[pool, default: 0] <= problem.mayInvite[pool, default: 0]) }
        // Nobody is called for a seat that is already expected to be filled: the last call began below the need.
        for need in problem.needs {
            #expect((missing[need.id]?.leaders ?? 0) > min(need.leadersMissing, 1) - 601)
            #expect((missing[need.id]?.workers ?? 0) > min(need.workersMissing, 1) - 601)
        }
        let shortfalls = problem.needs.flatMap { need in
            [(Role.leader, missing[need.id]?.leaders ?? 0), (.worker, missing[need.id]?.workers ?? 0)]
                .filter { $0.1 > 0 }.map { Shortfall(need: need.id, role: $0.0, missingThousandths: $0.1) }
        }
        #expect(plan.shortfalls == shortfalls)
        #expect(
            plan
                == CallOutPlanner.plan(
                    problem, roster: Roster(version: .none, members: members.shuffled(by: seed))))
    }

    @Test(arguments: UInt64(1)...40)
    func `with something missing, everybody is called or counted once`(seed: UInt64) {
        let members = Samples.drawnMembers(90, seed: seed, reserve: 110)
        let problem = Self.drawnProblem(seed, members)
        let plan = Samples.plan(problem, members)
        let stopped = plan.passedOver.reduce(0) { $0 + $1.people }
        #expect(plan.invitations.count + stopped <= members.count)
        if plan.shortfalls.contains(where: { $0.role == .worker }) {
            #expect(plan.invitations.count + stopped == members.count)
        }
    }

    @Test func `too many pairs to hold at once give the same people near the same sites`() {
        let members = Samples.drawnMembers(50, seed: 5)
        let roster = Roster(version: .none, members: members)
        let table = SeatTable(Samples.problem(Samples.floodNeeds()))
        let people = Candidates(Samples.problem(Samples.floodNeeds()), table, roster: roster).people
        let whole = WayOrder(
            people: people, sites: table.sites, ways: table.ways, longest_min: 1_440, pairsHeld: 100_000)
        let part = WayOrder(
            people: people, sites: table.sites, ways: table.ways, longest_min: 1_440,
            pairsHeld: people.count * 3)
        #expect(whole.isWhole && !part.isWhole)
        #expect(whole.pairs.count == people.count * 17)
        #expect(part.pairs.count == people.count * 3)
        // The nearest three of each person, in the order in which they stand among all.
        var kept = [Int](repeating: 0, count: people.count)
        let nearest = whole.pairs.filter { pair in
            kept[Int(pair) / 17] += 1
            return kept[Int(pair) / 17] <= 3
        }
        #expect(part.pairs == nearest)
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
