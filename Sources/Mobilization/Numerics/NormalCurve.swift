extension Mathematics {
    /// The chance that a normal draw of mean 0 and deviation 1 is at most `x`. Within 1e-15 of the true
    /// value.
    ///
    /// Marsaglia's series around 0; beyond 8.3 deviations the answer is 0 or 1 to the last bit that matters
    /// here.
    package static func normalBelow(_ x: Double) -> Double {
        if x.isNaN { return x }
        if x < -8.3 { return 0 }
        if x > 8.3 { return 1 }
        var term = x
        var sum = x
        var odd = 3.0
        while sum + term != sum || odd < 5 {
            term *= x * x / odd
            sum += term
            odd += 2
            if term == 0 { break }
        }
        // 1 / sqrt(2 pi)
        return 0.5 + sum * 0.398942280401432678 * exp(-0.5 * x * x)
    }

    /// The chance that a lognormal draw is at most `x`; 0 for `x` of 0 and below.
    package static func lognormalBelow(_ x: Double, median: Double, sigma: Double) -> Double {
        x > 0 ? normalBelow(log(x / median) / sigma) : 0
    }

    /// The chance that a draw is at most `x` whose density is a triangle with its top at `mode`.
    package static func triangularBelow(_ x: Double, least: Double, mode: Double, most: Double) -> Double {
        if x <= least { return 0 }
        if x >= most { return 1 }
        return x < mode
            ? (x - least) * (x - least) / ((most - least) * (mode - least))
            : 1 - (most - x) * (most - x) / ((most - least) * (most - mode))
    }
}

/// The normal curve read off a table, for the many bands of a forecast: within 2e-5 of the true value.
enum NormalTable {
    /// Values every 1/32 of a deviation, from -6 to 6.
    private static let values: [Double] = (0...(12 * 32)).map {
        Mathematics.normalBelow(Double($0) / 32 - 6)
    }

    static func below(_ x: Double) -> Double {
        let place = (x + 6) * 32
        guard place > 0 else { return 0 }
        guard place < 384 else { return 1 }
        let left = Int(place)
        return values[left] + (values[left + 1] - values[left]) * (place - Double(left))
    }
}
