import Testing

@testable import Mobilization

/// The assignment against an exact solver, and against the nearest-first rule.
@Suite struct SeatMarketTests {
    typealias Samples = PlanningSamples

    /// The least cost of seating exactly so many people on each group, by trying every set of seats still to fill for
    /// one person after the other. nil: impossible.
    static func exactCost(_ offers: SeatOffers, _ numbers: [Int], mayInvite: [Pool: Int]) -> Int? {
        let start = State(left: numbers, room: Pool.allCases.map { mayInvite[$0, default: 0] })
        var best: [State: Int] = [start: 0]
        for person in offers.people.indices {
            let pool = offers.people[person].pool == .pioneer ? 0 : 1
            var next = best
            for (state, cost) in best where state.room[pool] > 0 {
                for group in numbers.indices where state.left[group] > 0 {
                    guard let offer = offers.offer(person, group) else { continue }
                    var then = state
                    then.left[group] -= 1
                    then.room[pool] -= 1
                    next[then] = min(next[then] ?? .max, cost + Int(offer.cost))
                }
            }
            best = next
        }
        return best.filter { $0.key.left.allSatisfy { $0 == 0 } }.map(\.value).min()
    }

    private struct State: Hashable {
        var left: [Int]
        var room: [Int]
    }

    private static func offers(_ problem: PlanningProblem, _ members: [Member]) -> SeatOffers {
        let table = SeatTable(problem)
        let candidates = Candidates(
            problem, rules: table.rules, ways: table.ways,
            wanted: Wanted(table, missing: table.groups.map { _ in 1000 }),
            roster: Roster(version: .none, members: members))
        return SeatOffers(problem, table, candidates)
    }

    @Test func `a thousand small problems are assigned at the least cost there is`() throws {
        var worst = 0
        var seats = 0
        for seed in UInt64(1)...1000 {
            let chance = HashedChance(seed: seed)
            let purpose = HashedChance.Purpose("small assignments")
            func draw(_ count: Int, _ id: Int64) -> Int { chance.below(count, purpose, id) }
            let members = Samples.drawnMembers(4 + draw(4, 1), seed: seed, reserve: draw(4, 2))
            var problem = PlanningPropertyTests.drawnProblem(seed, members)
            problem.needs = Array(problem.needs.prefix(2))
            problem.mayInvite = [.pioneer: 1 + draw(8, 3), .reserve: draw(4, 4)]
            (problem.excluded, problem.engaged) = ([], [])
            let offers = Self.offers(problem, members)
            var market = SeatMarket(offers, mayInvite: problem.mayInvite, longest: offers.people.count)
            var numbers = [Int](repeating: 0, count: offers.groups.count)
            guard !numbers.isEmpty else { continue }
            for round in 0..<6 {
                let group = draw(numbers.count, Int64(10 + round))
                guard let moves = market.path(to: group) else { continue }
                market.make(moves)
                numbers[group] += 1
            }
            let least = try #require(Self.exactCost(offers, numbers, mayInvite: problem.mayInvite))
            worst = max(worst, market.cost - least)
            seats += market.taken
            #expect(market.cost == least)
            #expect(market.members.map(\.count) == numbers)
        }
        print("assignment against the exact solver: 1000 problems, \(seats) seats, greatest gap \(worst)")
        #expect(seats > 1_500)
    }

    @Test func `where the market finds nobody, there is nobody, whoever else would move`() {
        var exhausted = 0
        for seed in UInt64(1)...60 {
            let members = Samples.drawnMembers(5, seed: seed)
            var problem = PlanningPropertyTests.drawnProblem(seed, members)
            problem.needs = Array(problem.needs.prefix(2))
            problem.mayInvite = [.pioneer: 4]
            let offers = Self.offers(problem, members)
            var market = SeatMarket(offers, mayInvite: problem.mayInvite, longest: 5)
            for group in offers.groups.indices {
                while let moves = market.path(to: group) { market.make(moves) }
                var numbers = market.members.map(\.count)
                numbers[group] += 1
                exhausted += 1
                #expect(Self.exactCost(offers, numbers, mayInvite: problem.mayInvite) == nil)
            }
        }
        #expect(exhausted > 100)
    }

    @Test func `a large assignment is never dearer than taking the cheapest free person each time`() {
        for seed in UInt64(1)...4 {
            let members = Samples.drawnMembers(386, seed: seed)
            let offers = Self.offers(Samples.problem(Samples.floodNeeds()), members)
            var market = SeatMarket(offers, mayInvite: [.pioneer: 386], longest: 386)
            var isTaken = [Bool](repeating: false, count: offers.people.count)
            var greedy = 0
            var seats = 0
            for _ in 0..<5 {
                for group in offers.groups.indices {
                    let free = offers.people.indices.filter { !isTaken[$0] }
                        .compactMap { person in offers.offer(person, group).map { (cost: $0.cost, person) } }
                    guard let cheapest = free.min(by: { $0 < $1 }), let moves = market.path(to: group) else {
                        continue
                    }
                    isTaken[cheapest.1] = true
                    greedy += Int(cheapest.cost)
                    seats += 1
                    market.make(moves)
                }
            }
            #expect(market.taken == seats)
            print("assignment of \(seats) seats, seed \(seed): cost \(market.cost), greedy \(greedy)")
            #expect(market.cost <= greedy)
        }
    }
}
