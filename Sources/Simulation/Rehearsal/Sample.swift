import Mobilization

/// Figures of many independent runs: the mean, and how far it may be off.
package struct Sample: Sendable, Equatable {
    package private(set) var count = 0
    package private(set) var mean = 0.0
    /// Sum of squared distances from the mean.
    private var squares = 0.0

    package init() {}

    package init(_ values: some Sequence<Double>) {
        for value in values { add(value) }
    }

    /// Welford's way: one pass, and no difference of large sums.
    package mutating func add(_ value: Double) {
        count += 1
        let distance = value - mean
        mean += distance / Double(count)
        squares += distance * (value - mean)
    }

    /// Half the width of the 95 % confidence interval of the mean, by the normal distribution: fair from some thirty
    /// runs on. nil for fewer than two.
    package var halfWidth: Double? {
        guard count > 1 else { return nil }
        return 1.96 * Mathematics.sqrt(squares / Double(count - 1) / Double(count))
    }
}
