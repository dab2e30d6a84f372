/// The states that the shared turnout factors can be in, each with its probability as of now.
///
/// People of one group share a factor: a dead carrier, a bad night, a flood that everybody sees. It moves the
/// log-odds of each of them by the same amount. The factor is normal with mean 0 and `spread` as its standard
/// deviation, and is integrated with five points (Gauss and Hermite), for each group; given a state, people are
/// independent. Without it a wave sized for 0.95 really reaches 0.74 to 0.84.
package struct TurnoutGrid: Sendable, Equatable {
    /// The probability of each state; the sum is 1.
    package private(set) var weights: [Double]
    /// By how much a point multiplies the odds of its group.
    private let factors: [Double]
    /// For each state the points of its groups, side by side.
    private var pointsOfState: [Int]
    package let groups: Int

    /// The standard deviation of the log-odds from one night to another.
    package static let usualSpread = 0.5
    /// More groups than this aren't told apart: the grid grows as 5 to the power of them.
    package static let mostGroups = 2

    private static let nodes = [
        -2.856970013872806, -1.355626179974266, 0, 1.355626179974266, 2.856970013872806,
    ]
    private static let nodeWeights = [
        0.011257411327721, 0.222075922005613, 0.533333333333333, 0.222075922005613, 0.011257411327721,
    ]

    /// Before anything is seen. A `spread` of 0 gives one state: people are independent.
    package init(groups: Int, spread: Double = TurnoutGrid.usualSpread) {
        invariant((0...Self.mostGroups).contains(groups), "at most two groups are told apart")
        self.groups = groups
        guard groups > 0, spread > 0 else {
            weights = [1]
            factors = [1]
            pointsOfState = [Int](repeating: 0, count: groups)
            return
        }
        var weights = [1.0]
        for _ in 0..<groups {
            weights = weights.flatMap { weight in Self.nodeWeights.map { weight * $0 } }
        }
        let total = weights.reduce(0, +)
        self.weights = weights.map { $0 / total }
        let points = Self.nodes.count
        factors = Self.nodes.map { Mathematics.exp($0 * spread) }
        pointsOfState =
            groups == 1 ? Array(0..<points) : (0..<points * points).flatMap { [$0 / points, $0 % points] }
    }

    /// How many points each group's factor is integrated with: 5, or 1 without a spread.
    package var points: Int { factors.count }

    /// The point at which a state has this group.
    package func point(of group: Int, in state: Int) -> Int { pointsOfState[state * groups + group] }

    package var states: Int { weights.count }

    /// A chance as it is in a state: its log-odds moved by the group's factor. 0 stays 0 and 1 stays 1.
    package func chance(_ usual: Double, group: Int, state: Int) -> Double {
        chance(usual, point: point(of: group, in: state))
    }

    /// The same at one of the group's points.
    package func chance(_ usual: Double, point: Int) -> Double {
        let factor = factors[point]
        guard factor != 1, usual > 0, usual < 1 else { return min(max(usual, 0), 1) }
        let odds = usual * factor
        return odds / (1 - usual + odds)
    }

    /// Learns from what was seen: `likelihood` is, for each state, the logarithm of how likely it is in it.
    package mutating func learn(_ likelihood: [Double]) {
        invariant(likelihood.count == states, "one likelihood for each state")
        let best = likelihood.max() ?? 0
        guard best.isFinite else { return }
        for state in weights.indices { weights[state] *= Mathematics.exp(likelihood[state] - best) }
        let total = weights.reduce(0, +)
        for state in weights.indices { weights[state] /= total }
    }

    /// Leaves out the states that what was seen has ruled out: together they are less than one in 10,000.
    package mutating func leaveOutUnlikely() {
        let kept = weights.indices.filter { weights[$0] >= 4e-6 }
        pointsOfState = kept.flatMap { state in (0..<groups).map { point(of: $0, in: state) } }
        let total = kept.reduce(0) { $0 + weights[$1] }
        weights = kept.map { weights[$0] / total }
    }

    /// The mean over the states.
    package func mean(_ value: (Int) -> Double) -> Double {
        var sum = 0.0
        for state in weights.indices { sum += weights[state] * value(state) }
        return sum
    }
}
