import Testing

@testable import Mobilization

struct TurnoutGridTests {
    static func mean(_ grid: TurnoutGrid, _ usual: Double, group: Int = 0) -> Double {
        grid.mean { grid.chance(usual, group: group, state: $0) }
    }

    @Test(arguments: 0...2)
    func `weights sum to one and the middle state is the usual night`(groups: Int) {
        let grid = TurnoutGrid(groups: groups)
        #expect(grid.states == [1, 5, 25][groups])
        #expect((grid.weights.reduce(0, +) - 1).magnitude < 1e-12)
        for group in 0..<groups {
            #expect(grid.chance(0.55, group: group, state: grid.states / 2) == 0.55)
        }
    }

    @Test func `five points give the factor's variance`() {
        let grid = TurnoutGrid(groups: 1, spread: 0.5)
        let logOdds = (0..<5).map { state -> Double in
            let chance = grid.chance(0.5, group: 0, state: state)
            return Mathematics.log(chance / (1 - chance))
        }
        #expect(grid.mean { logOdds[$0] }.magnitude < 1e-12)
        #expect((grid.mean { logOdds[$0] * logOdds[$0] } - 0.25).magnitude < 1e-9)
        #expect(
            (grid.mean { logOdds[$0] * logOdds[$0] * logOdds[$0] * logOdds[$0] } - 3.0 / 16).magnitude < 1e-9)
    }

    @Test func `without a spread there is one state, in which everything is as usual`() {
        let grid = TurnoutGrid(groups: 2, spread: 0)
        #expect(grid.states == 1)
        #expect(grid.weights == [1])
        #expect(grid.chance(0.3, group: 0, state: 0) == 0.3)
        #expect(grid.chance(0.3, group: 1, state: 0) == 0.3)
    }

    @Test func `certain and impossible people stay that in every state`() {
        let grid = TurnoutGrid(groups: 2)
        for state in 0..<grid.states {
            for group in 0..<2 {
                #expect(grid.chance(0, group: group, state: state) == 0)
                #expect(grid.chance(1, group: group, state: state) == 1)
            }
        }
    }

    @Test func `many acceptances raise a group and many refusals lower it, and the other group stays`() {
        let before = TurnoutGrid(groups: 2)
        for (accepted, isRaised) in [(18, true), (2, false)] {
            var grid = before
            grid.learn(
                (0..<grid.states).map { state in
                    let chance = grid.chance(0.5, group: 1, state: state)
                    return Double(accepted) * Mathematics.log(chance)
                        + Double(20 - accepted) * Mathematics.log(1 - chance)
                })
            #expect((grid.weights.reduce(0, +) - 1).magnitude < 1e-12)
            #expect((Self.mean(grid, 0.5, group: 1) > 0.5) == isRaised)
            #expect((Self.mean(grid, 0.5, group: 1) - 0.5).magnitude > 0.1)
            #expect((Self.mean(grid, 0.5, group: 0) - 0.5).magnitude < 1e-12)
        }
    }

    @Test func `nothing seen changes nothing, and the impossible is ignored`() {
        var grid = TurnoutGrid(groups: 1)
        let before = grid
        grid.learn([Double](repeating: -3, count: 5))
        #expect(zip(grid.weights, before.weights).allSatisfy { ($0 - $1).magnitude < 1e-15 })
        grid.learn([Double](repeating: -.infinity, count: 5))
        #expect(zip(grid.weights, before.weights).allSatisfy { ($0 - $1).magnitude < 1e-15 })
    }
}
