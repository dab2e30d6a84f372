/// How many people of an incident are there over time, with a band.
///
/// In each state of the shared turnout the count is taken as normal with its exact mean and variance; the
/// band is read off the mixture over the states. Single needs and sites are counted exactly instead.
struct HeadcountCurve {
    let points: [CurvePoint]
    let byCircle: Headcount
    let byDeadline: Headcount

    init(_ outlook: Outlook) {
        let start = outlook.incident.openedAt
        let end = min(max(outlook.deadline, outlook.circleEnd), start + Forecast.longestCurve)
        let steps = (end - start).milliseconds / Forecast.curveStep.milliseconds
        let times = (0...max(steps, 0)).map { start + Forecast.curveStep * $0 }
        let counts = Self.headcounts(of: outlook, by: times + [outlook.circleEnd, outlook.deadline])
        points = zip(times, counts).map { time, count in
            CurvePoint(at: time, expected: count.expected, low: count.low, high: count.high)
        }
        byCircle = counts[times.count]
        byDeadline = counts[times.count + 1]
    }

    private static func headcounts(of outlook: Outlook, by times: [Instant]) -> [Headcount] {
        let grid = outlook.grid
        let width = grid.groups * grid.points
        // For each time, each group and point.
        var means = [Double](repeating: 0, count: times.count * width)
        var variances = means
        var atBest = [Int](repeating: 0, count: times.count)
        for (place, person) in outlook.people.enumerated() {
            let turnouts = (0..<grid.points).map { outlook.turnout(place, $0) }
            for (time, share) in person.arrival.shares(by: times).enumerated() where share > 0 {
                if person.stage != .released { atBest[time] += 1 }
                let first = time * width + person.group * grid.points
                for point in 0..<grid.points {
                    let chance = min(turnouts[point] * share, 1)
                    means[first + point] += chance
                    variances[first + point] += chance * (1 - chance)
                }
            }
        }
        return times.indices.map { time in
            let parts = (0..<grid.states).map { state in
                var mean = 0.0
                var variance = 0.0
                for group in 0..<grid.groups {
                    let place = time * width + group * grid.points + grid.point(of: group, in: state)
                    mean += means[place]
                    variance += variances[place]
                }
                return Normal(mean: mean, deviation: Mathematics.sqrt(variance))
            }
            let mixture = Mixture(weights: grid.weights, parts: parts)
            return Headcount(
                expected: grid.mean { parts[$0].mean },
                low: mixture.quantile(0.1, most: outlook.people.count),
                high: mixture.quantile(0.9, most: outlook.people.count), atBest: atBest[time])
        }
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
