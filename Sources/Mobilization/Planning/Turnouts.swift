/// The chances of people to come in each state of the shared factors, worked out once for each that differs.
struct Turnouts {
    struct Kind: Hashable {
        /// In the usual state, 0...1.
        var comes: Double
        /// nil: moved by no factor.
        var group: Int?
    }

    /// The probability of each state; states in which nobody's chance differs are one.
    private(set) var weights: [Double] = []
    private var places: [Kind: Int] = [:]
    /// By kind, a kind's states side by side.
    private var chances: [Double] = []

    init(_ grid: TurnoutGrid, _ kinds: [Kind]) {
        var distinct: [Kind] = []
        for kind in kinds where places[kind] == nil {
            places[kind] = distinct.count
            distinct.append(kind)
        }
        var columns: [[Double]] = []
        for state in 0..<grid.states {
            let column = distinct.map { kind in
                kind.group.map { grid.chance(kind.comes, group: $0, state: state) }
                    ?? min(max(kind.comes, 0), 1)
            }
            if let known = columns.firstIndex(of: column) {
                weights[known] += grid.weights[state]
            } else {
                columns.append(column)
                weights.append(grid.weights[state])
            }
        }
        for kind in distinct.indices { chances += columns.map { $0[kind] } }
    }

    var states: Int { weights.count }

    /// The kind's place. It was among those that this was made of.
    func place(_ kind: Kind) -> Int { places[kind] ?? 0 }

    func chance(_ place: Int, state: Int) -> Double { chances[place * states + state] }

    /// The mean over the states.
    func mean(_ value: (Int) -> Double) -> Double {
        var sum = 0.0
        for state in weights.indices { sum += weights[state] * value(state) }
        return sum
    }
}
