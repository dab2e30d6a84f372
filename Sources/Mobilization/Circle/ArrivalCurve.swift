/// How many people of an incident are there over time, with a band.
///
/// In each state of the shared turnout the count is taken as normal with its exact mean and variance; the band is
/// read off the mixture over the states. Single needs and sites are counted exactly instead.
struct ArrivalCurve {
    private let outlook: Outlook

    init(_ outlook: Outlook) {
        self.outlook = outlook
    }

    /// Every `Forecast.curveStep` from T+0 on.
    func points() -> [CurvePoint] {
        let start = outlook.incident.openedAt
        let end = min(max(outlook.deadline, outlook.circleEnd), start + Forecast.longestCurve)
        var points: [CurvePoint] = []
        var at = start
        while at <= end {
            let count = headcount(by: at)
            points.append(CurvePoint(at: at, expected: count.expected, low: count.low, high: count.high))
            at = at + Forecast.curveStep
        }
        return points
    }

    func headcount(by time: Instant) -> Headcount {
        let grid = outlook.grid
        // For each group and point.
        var means = [Double](repeating: 0, count: grid.groups * grid.points)
        var variances = means
        var atBest = 0
        for place in outlook.people.indices {
            let share = outlook.people[place].arrival.share(by: time)
            guard share > 0 else { continue }
            if outlook.people[place].stage != .released { atBest += 1 }
            let first = outlook.people[place].group * grid.points
            for point in 0..<grid.points {
                let chance = min(outlook.turnout(place, point) * share, 1)
                means[first + point] += chance
                variances[first + point] += chance * (1 - chance)
            }
        }
        let states = (0..<grid.states).map { state in
            (0..<grid.groups).reduce(into: Normal(mean: 0, deviation: 0)) { sum, group in
                let place = group * grid.points + grid.point(of: group, in: state)
                sum.mean += means[place]
                sum.deviation += variances[place]
            }
        }
        let mixture = Mixture(
            weights: grid.weights,
            parts: states.map { Normal(mean: $0.mean, deviation: Mathematics.sqrt($0.deviation)) })
        let expected = grid.mean { states[$0].mean }
        return Headcount(
            expected: expected, low: mixture.quantile(0.1, most: outlook.people.count),
            high: mixture.quantile(0.9, most: outlook.people.count), atBest: atBest)
    }
}

private struct Normal {
    var mean: Double
    var deviation: Double

    /// The chance of `count` or fewer people.
    func below(_ count: Int) -> Double {
        guard deviation > 0 else { return Double(count) + 0.5 > mean ? 1 : 0 }
        return NormalTable.below((Double(count) + 0.5 - mean) / deviation)
    }
}

private struct Mixture {
    var weights: [Double]
    var parts: [Normal]

    /// The least count that isn't exceeded with this chance, 0...most.
    func quantile(_ chance: Double, most: Int) -> Int {
        var (low, high) = (0, most)
        while low < high {
            let middle = (low + high) / 2
            var below = 0.0
            for (weight, part) in zip(weights, parts) { below += weight * part.below(middle) }
            if below >= chance { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
