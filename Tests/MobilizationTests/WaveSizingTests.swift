import Testing

@testable import Mobilization

/// Waves sized to a probability, against the published figures and against counting it all out.
@Suite struct WaveSizingTests {
    /// The smallest n with P(Binomial(n, p) >= q) >= 0.95, and the mean rule. The chances are the exact fractions.
    private static let field: [(name: String, chance: Double, people: [Int], mean: [Int])] = [
        ("5/70", 5.0 / 70, [41, 86, 126, 217, 386, 708], [14, 42, 70, 140, 280, 560]),
        ("0.161", 0.161, [18, 37, 55, 95, 169, 311], [7, 19, 32, 63, 125, 249]),
        ("0.2222", 0.2222, [12, 27, 39, 68, 121, 223], [5, 14, 23, 46, 91, 181]),
        ("0.362", 0.362, [7, 16, 23, 40, 73, 135], [3, 9, 14, 28, 56, 111]),
        ("0.44", 0.44, [6, 12, 18, 32, 59, 110], [3, 7, 12, 23, 46, 91]),
        ("0.467", 0.467, [5, 12, 17, 30, 55, 103], [3, 7, 11, 22, 43, 86]),
    ]
    private static let quotas = [1, 3, 5, 10, 20, 40]

    @Test func `the table of the field is met in every cell`() {
        print("people to call for P(q or more) >= 0.95, and the mean rule; q =", Self.quotas)
        for row in Self.field {
            let people = Self.quotas.map {
                WaveSizing.smallest(required: $0, chance: row.chance, target: 0.95)
            }
            let mean = Self.quotas.map { WaveSizing.meanRule(required: $0, chance: row.chance) }
            let cells = zip(people, mean).map { "\($0.map(String.init) ?? "-") (\($1))" }
            print("p = \(row.name):", cells.joined(separator: "  "))
            #expect(people == row.people)
            #expect(mean == row.mean)
        }
    }

    @Test func `one person fewer never reaches the target`() {
        for row in Self.field {
            for required in Self.quotas {
                let people = WaveSizing.smallest(required: required, chance: row.chance, target: 0.95) ?? 0
                var count = PoissonBinomial(cap: required)
                for _ in 1..<people { count.add(row.chance) }
                #expect(count.reachesCap < 0.95)
                count.add(row.chance)
                #expect(count.reachesCap >= 0.95)
            }
        }
    }

    @Test func `certain people are called once for each seat, and impossible ones never`() {
        #expect(WaveSizing.smallest(required: 7, chance: 1, target: 1) == 7)
        #expect(WaveSizing.smallest(required: 1, chance: 0, target: 0.5) == nil)
        #expect(WaveSizing.smallest(required: 0, chance: 0, target: 0.95) == 0)
        #expect(WaveSizing.smallest(required: 20, chance: 5.0 / 70, target: 0.95, most: 385) == nil)
    }

    /// The planner itself, where everybody is alike, lives at the site and shares nothing.
    @Test(arguments: [1, 3, 5, 10, 20, 40])
    func `the planner calls exactly that many`(required: Int) {
        let chance = 2.0 / 9
        let members = (1...Int64(400)).map { PlanningSamples.member($0) }
        let plan = PlanningSamples.plan(
            PlanningSamples.alike(required, chance: chance, people: members.count), members)
        #expect(
            plan.invitations.count == WaveSizing.smallest(required: required, chance: chance, target: 0.95))
        #expect(plan.needs.map(\.state) == [.reached])
        #expect(plan.needs.allSatisfy { $0.full >= 950 && $0.lacks.isEmpty })
    }

    @Test func `a shared factor takes more people, and no spread is the independent case`() {
        let members = (1...Int64(400)).map { PlanningSamples.member($0) }
        func people(spread: Double) -> Int {
            let problem = PlanningSamples.alike(10, chance: 0.45, people: members.count, spread: spread)
            return PlanningSamples.plan(problem, members).invitations.count
        }
        #expect(people(spread: 0) == WaveSizing.smallest(required: 10, chance: 0.45, target: 0.95))
        #expect(people(spread: 0.5) > people(spread: 0))
    }
}

extension PlanningSamples {
    /// One need without a leader, for which everybody has the same chance and is at once at the site.
    static func alike(
        _ required: Int, chance: Double, people: Int, spread: Double = 0, target: Double = 0.95
    ) -> PlanningProblem {
        let anyone = rule("order-keeping") { $0.siteMinimum = 0 }
        return problem([need(1, anyone, required)]) {
            $0.grid = TurnoutGrid(groups: 1, spread: spread)
            $0.policy.fullTarget = target
            $0.policy.overArrivalPercent = 1_000
            $0.habits = [ArrivalHabit](
                repeating: habit(turnout: chance, reactionMedian_ms: 0), count: people)
        }
    }
}
