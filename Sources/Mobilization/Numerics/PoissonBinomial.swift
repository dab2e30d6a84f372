/// How many of several independent people come, each with a chance of their own: exact up to `cap`.
///
/// Adding one person costs at most `cap` operations, and for large counts only as many as there are likely outcomes:
/// what is less likely than 1e-18 is dropped, which a sum of thousands of people doesn't show in its fourteenth digit.
/// What lies at the cap or above it is held together, since a quota asks only whether it is met.
package struct PoissonBinomial: Sendable, Equatable {
    /// The chance that exactly k come, for k below the cap; in the last place, that the cap or more come.
    package private(set) var mass: [Double]
    /// The number expected, those above the cap included.
    package private(set) var mean = 0.0
    /// Below the cap, no outcome before the first or after the last of these is likely enough to be kept.
    private var first = 0
    private var last = 0

    private static let negligible = 1e-18

    /// `cap` is the quota asked about, 0 or more.
    package init(cap: Int) {
        invariant(cap >= 0, "a quota is not negative")
        mass = [Double](repeating: 0, count: cap + 1)
        mass[0] = 1
    }

    package var cap: Int { mass.count - 1 }

    /// One more person, who comes with chance `chance`, 0...1; others are taken as the nearer end.
    package mutating func add(_ chance: Double) {
        let comes = min(max(chance, 0), 1)
        guard comes > 0 else { return }
        mean += comes
        let stays = 1 - comes
        let cap = cap
        guard cap > 0 else { return }
        var (first, last) = (first, min(last + 1, cap - 1))
        let reachesTop = self.last == cap - 1
        mass.withUnsafeMutableBufferPointer { mass in
            if reachesTop { mass[cap] += mass[cap - 1] * comes }
            var place = last
            while place > first {
                mass[place] = mass[place] * stays + mass[place - 1] * comes
                place -= 1
            }
            mass[first] *= stays
            while first < last, mass[first] < Self.negligible {
                mass[first] = 0
                first += 1
            }
            while last > first, mass[last] < Self.negligible {
                mass[last] = 0
                last -= 1
            }
        }
        (self.first, self.last) = (first, last)
    }

    /// Others, independent of these, come as well. Both have the same cap.
    package mutating func add(_ others: PoissonBinomial) {
        invariant(others.cap == cap, "only counts up to the same quota are added")
        let cap = cap
        mean += others.mean
        var sum = [Double](repeating: 0, count: cap + 1)
        sum[cap] = mass[cap]
        // How likely so many of the others or more come.
        var tail = 0.0
        for place in 0..<cap {
            tail += others.mass[cap - place]
            let chance = mass[place]
            guard chance > 0 else { continue }
            let likely = others.first..<max(min(others.last + 1, cap - place), others.first)
            others.mass.withUnsafeBufferPointer { others in
                sum.withUnsafeMutableBufferPointer { sum in
                    for other in likely { sum[place + other] += chance * others[other] }
                }
            }
            sum[cap] += chance * tail
        }
        mass = sum
        first = min(first + others.first, max(cap - 1, 0))
        last = min(last + others.last, max(cap - 1, 0))
    }

    /// The chance that the cap or more come.
    package var reachesCap: Double { mass[cap] }

    /// The chance that `count` or more come; `count` is at most the cap.
    package func atLeast(_ count: Int) -> Double {
        invariant(count <= cap, "what lies above the cap is not kept apart")
        if count <= 0 { return 1 }
        var sum = 0.0
        for place in stride(from: cap, through: count, by: -1) { sum += mass[place] }
        return min(sum, 1)
    }
}
