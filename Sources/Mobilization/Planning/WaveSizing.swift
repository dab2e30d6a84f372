/// How many people must be called so that enough of them come.
package enum WaveSizing {
    /// The smallest number of people of one chance so that `required` come with probability `target`.
    ///
    /// Exact, for independent people. At 5/70 each it takes 386 for 20 with 0.95, where the mean rule says 280.
    ///
    /// - Parameters:
    ///   - required: People who must come.
    ///   - chance: Of each person, 0...1.
    ///   - target: 0...1.
    ///   - most: Larger numbers aren't looked at.
    /// - Returns: nil when even `most` don't reach it.
    package static func smallest(required: Int, chance: Double, target: Double, most: Int = 100_000) -> Int? {
        var count = PoissonBinomial(cap: max(0, required))
        var people = 0
        while count.reachesCap < target {
            guard people < most, chance > 0 else { return nil }
            count.add(chance)
            people += 1
        }
        return people
    }

    /// The mean rule of the field, for comparison: as many as make the expected number enough.
    package static func meanRule(required: Int, chance: Double) -> Int {
        Int((Double(required) / chance).rounded(.up))
    }
}
