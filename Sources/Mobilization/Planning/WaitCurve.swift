/// How much of somebody's waits before the way are over after a time, in a table.
///
/// Tens of thousands of people times sites ask for it, so that it must cost no logarithm. A step of 15 s is finer
/// than anything that is known of people.
struct WaitCurve: Sendable {
    private static let step_ms: Int64 = 15_000
    /// After four hours nobody's first answer is awaited.
    private static let steps = 960
    private let shares: [Float]

    /// From the text to the door as the forecast has it: reaction, preparation, and hold-ups on the way.
    init(isNight: Bool, isFirstAid: Bool) {
        let waits = WaitTables.reaction(isNight: isNight, isFirstAid: isFirstAid)
        shares = (0...Self.steps).map { step in
            let elapsed = Interval(milliseconds: Int64(step) * Self.step_ms)
            return Float(waits.areOver(within: elapsed, longerThan: .zero))
        }
    }

    /// A reaction whose logarithm is normal, then a preparation that takes exactly so long.
    init(_ waits: ArrivalHabit.Waits) {
        let median = Double(max(waits.reactionMedian_ms, 1))
        shares = (0...Self.steps).map { step in
            let elapsed = Double(Int64(step) * Self.step_ms - waits.preparation.milliseconds)
            guard waits.reactionSigma > 0 else { return elapsed >= median ? 1 : 0 }
            guard elapsed > 0 else { return 0 }
            return Float(
                Mathematics.lognormalBelow(elapsed, median: median, sigma: waits.reactionSigma))
        }
    }

    /// The share that is over after so long, 0...1.
    func share(after elapsed_ms: Int64) -> Double {
        guard elapsed_ms > 0 else { return 0 }
        return Double(shares[Int(min(elapsed_ms / Self.step_ms, Int64(Self.steps)))])
    }
}
