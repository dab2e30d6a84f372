/// Chance as a function: the same seed, purpose, id and number always give the same draw, in every process.
///
/// There is no generator and so no state to store or replay. The bits are promised for ever: stored incidents
/// and recorded seeds depend on them, and a test pins them.
package struct HashedChance: Sendable, Equatable {
    /// What a draw is for, so that two uses of one id don't see the same number.
    package struct Purpose: Sendable, Hashable {
        package let number: UInt64

        /// - Parameter name: A fixed word, such as `backoff`; another word is another sequence.
        package init(_ name: StaticString) {
            // FNV-1a: small, and stable without a table.
            number = name.withUTF8Buffer { bytes in
                bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
            }
        }
    }

    /// The store's seed, or a simulation's.
    package let seed: UInt64

    package init(seed: UInt64) {
        self.seed = seed
    }

    /// 64 evenly spread bits.
    ///
    /// `id` is the attempt or member that the draw is about; `draw` is counted by the caller, for more than one
    /// draw about the same thing.
    package func bits(_ purpose: Purpose, _ id: Int64, _ draw: Int64 = 0) -> UInt64 {
        var state = HashedChance.mixed(seed &+ 0x9e37_79b9_7f4a_7c15)
        state = HashedChance.mixed(state ^ purpose.number)
        state = HashedChance.mixed((state &+ 0x9e37_79b9_7f4a_7c15) ^ UInt64(bitPattern: id))
        return HashedChance.mixed((state &+ 0x9e37_79b9_7f4a_7c15) ^ UInt64(bitPattern: draw))
    }

    /// Evenly spread in 0..<1, a multiple of 2^-53.
    package func unit(_ purpose: Purpose, _ id: Int64, _ draw: Int64 = 0) -> Double {
        Double(bits(purpose, id, draw) >> 11) * 0x1p-53
    }

    /// Evenly spread in 0..<count; `count` is 1 or more.
    package func below(_ count: Int, _ purpose: Purpose, _ id: Int64, _ draw: Int64 = 0) -> Int {
        invariant(count > 0, "a draw needs at least one possible result")
        return Int(bits(purpose, id, draw).multipliedFullWidth(by: UInt64(count)).high)
    }

    /// True in so many of a thousand cases; never from 0 down, always from 1000 up.
    package func happens(_ thousandths: Int, _ purpose: Purpose, _ id: Int64, _ draw: Int64 = 0) -> Bool {
        below(1000, purpose, id, draw) < thousandths
    }

    /// A lognormal draw: `median` times e to the power of a normal draw of mean 0 and deviation `sigma`.
    package func lognormal(
        median: Double, sigma: Double, _ purpose: Purpose, _ id: Int64, _ draw: Int64 = 0
    ) -> Double {
        median * Mathematics.exp(sigma * normal(purpose, id, draw))
    }

    /// A draw between `least` and `most` whose density is a triangle with its top at `mode`.
    package func triangular(
        least: Double, mode: Double, most: Double, _ purpose: Purpose, _ id: Int64, _ draw: Int64 = 0
    ) -> Double {
        invariant(least <= mode && mode <= most, "a triangle's top lies between its ends")
        guard most > least else { return least }
        let unit = unit(purpose, id, draw)
        let width = most - least
        if unit < (mode - least) / width {
            return least + Mathematics.sqrt(unit * width * (mode - least))
        }
        return most - Mathematics.sqrt((1 - unit) * width * (most - mode))
    }

    /// A normal draw of mean 0 and deviation 1, by Box and Muller's transformation.
    package func normal(_ purpose: Purpose, _ id: Int64, _ draw: Int64 = 0) -> Double {
        let first = bits(purpose, id, draw)
        let second = HashedChance.mixed(first &+ 0x9e37_79b9_7f4a_7c15)
        // Never 0, whose logarithm is infinite.
        let radius = Double((first >> 11) + 1) * 0x1p-53
        let angle = Double(second >> 11) * 0x1p-53
        return Mathematics.sqrt(-2 * Mathematics.log(radius)) * Mathematics.cos(2 * Mathematics.pi * angle)
    }

    /// The finishing step of SplitMix64: every input bit turns each output bit in about half of the cases.
    private static func mixed(_ bits: UInt64) -> UInt64 {
        var bits = bits
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return bits ^ (bits >> 31)
    }
}
