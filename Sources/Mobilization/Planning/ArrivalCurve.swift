/// How much of a person's answers have come after a time: a lognormal curve, in a table.
///
/// Tens of thousands of people times sites ask for it, so that it must cost no logarithm. A step of 15 s is finer
/// than anything that is known of people.
struct ArrivalCurve: Sendable {
    private static let step_ms: Int64 = 15_000
    /// After four hours nobody's first answer is awaited.
    private static let steps = 960
    private let shares: [Float]

    init(median_ms: Int64, sigma: Double) {
        let median = Double(max(median_ms, 1))
        shares = (0...Self.steps).map { step in
            let elapsed = Double(Int64(step) * Self.step_ms)
            guard sigma > 0 else { return elapsed >= median ? 1 : 0 }
            guard elapsed > 0 else { return 0 }
            return Float(Normal.below(Mathematics.log(elapsed / median) / sigma))
        }
    }

    /// The share that has answered after so long, 0...1.
    func share(after elapsed_ms: Int64) -> Double {
        guard elapsed_ms > 0 else { return 0 }
        return Double(shares[Int(min(elapsed_ms / Self.step_ms, Int64(Self.steps)))])
    }
}

/// The standard normal distribution.
enum Normal {
    /// The chance to lie below `x`; within 1e-7 (Abramowitz and Stegun, 26.2.17).
    static func below(_ x: Double) -> Double {
        if x < 0 { return 1 - below(-x) }
        let t = 1 / (1 + 0.2316419 * x)
        let series =
            t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
        return 1 - Mathematics.exp(-x * x / 2) / Mathematics.sqrt(2 * Mathematics.pi) * series
    }
}
