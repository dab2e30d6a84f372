import Mobilization

/// Draws one after the other from a seed: the same in every process, whatever the process did before.
struct Dice: Sendable {
    private let chance: HashedChance
    private let purpose: HashedChance.Purpose
    private var draws: Int64 = 0

    init(seed: UInt64, _ purpose: HashedChance.Purpose) {
        chance = HashedChance(seed: seed)
        self.purpose = purpose
    }

    /// 0..<count; `count` is 1 or more.
    mutating func below(_ count: Int) -> Int {
        draws += 1
        return chance.below(count, purpose, draws)
    }

    mutating func from(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// True in so many of a thousand cases.
    mutating func happens(_ thousandths: Int) -> Bool { below(1000) < thousandths }

    /// nil: there is nothing to choose from.
    mutating func one<Value>(of values: some Collection<Value>) -> Value? {
        if values.isEmpty { return nil }
        return values[values.index(values.startIndex, offsetBy: below(values.count))]
    }

    mutating func between(_ least: Interval, _ most: Interval) -> Interval {
        let span = Int(max(0, (most - least).milliseconds)) + 1
        return least + Interval(milliseconds: Int64(below(span)))
    }
}
