/// Elementary functions of our own, so that every machine and every C library gives the same bits.
///
/// Accurate to about 1e-15 relative in the ranges named with each function; the tests compare them with the
/// platform's. Only the four operations, rounding and the square root are used, which IEEE 754 fixes exactly.
package enum Mathematics {
    package static let pi = 3.141592653589793

    /// e to the power `x`. Infinity above 709.78, 0 below -745.
    package static func exp(_ x: Double) -> Double {
        if x.isNaN { return x }
        if x > 709.782712893384 { return .infinity }
        if x < -745.2 { return 0 }
        let power = (x * 1.4426950408889634).rounded()
        // ln 2 in two parts: the first is exact in few bits, so that power * upper loses nothing.
        let rest = (x - power * 0.693147180369123816490) - power * 1.90821492927058770002e-10
        // |rest| <= 0.3466: the term after the 13th is below 1e-17.
        var sum = 1.0
        for place in stride(from: 13.0, through: 1, by: -1) { sum = 1 + sum * rest / place }
        return scaled(sum, by: Int(power))
    }

    /// The natural logarithm. Not a number below 0, minus infinity at 0.
    package static func log(_ x: Double) -> Double {
        if x.isNaN || x < 0 { return .nan }
        if x == 0 { return -.infinity }
        if x == .infinity { return x }
        var significand = x.significand
        var exponent = Double(x.exponent)
        if significand > 1.4142135623730951 {
            significand /= 2
            exponent += 1
        }
        // log(s) = 2 artanh((s - 1) / (s + 1)); the argument is at most 0.1716.
        let ratio = (significand - 1) / (significand + 1)
        let square = ratio * ratio
        var sum = 0.0
        for odd in stride(from: 23.0, through: 3, by: -2) { sum = (sum + 1 / odd) * square }
        let logarithm = 2 * ratio + 2 * ratio * sum
        return exponent * 0.693147180369123816490 + (logarithm + exponent * 1.90821492927058770002e-10)
    }

    /// The sine of `x` in radians, for |x| up to a million; not a number for infinity.
    package static func sin(_ x: Double) -> Double {
        let (quarter, rest) = reduced(x)
        switch quarter {
        case 0: return sineNearZero(rest)
        case 1: return cosineNearZero(rest)
        case 2: return -sineNearZero(rest)
        default: return -cosineNearZero(rest)
        }
    }

    /// The cosine of `x` in radians, for |x| up to a million; not a number for infinity.
    package static func cos(_ x: Double) -> Double {
        let (quarter, rest) = reduced(x)
        switch quarter {
        case 0: return cosineNearZero(rest)
        case 1: return -sineNearZero(rest)
        case 2: return -cosineNearZero(rest)
        default: return sineNearZero(rest)
        }
    }

    /// The angle in -pi/2...pi/2 whose sine is `x`. Not a number outside -1...1.
    package static func asin(_ x: Double) -> Double {
        guard x >= -1, x <= 1 else { return .nan }
        if x < 0 { return -asin(-x) }
        // Near 1 the series is slow; asin(x) = pi/2 - 2 asin(sqrt((1 - x) / 2)) brings it below a half.
        if x > 0.5 { return 0.5 * pi - 2 * asinBelowHalf(sqrt((1 - x) / 2)) }
        return asinBelowHalf(x)
    }

    /// The square root; not a number below 0.
    package static func sqrt(_ x: Double) -> Double { x.squareRoot() }

    private static func asinBelowHalf(_ x: Double) -> Double {
        let square = x * x
        var term = x
        var sum = x
        var place = 1.0
        // Each term is at most a quarter of the one before; small arguments leave after two or three.
        while term > sum * 1e-18, place < 60 {
            term *= square * (2 * place - 1) / (2 * place)
            sum += term / (2 * place + 1)
            place += 1
        }
        return sum
    }

    /// The quarter turn that `x` lies nearest to, 0...3, and what is left, at most pi/4.
    private static func reduced(_ x: Double) -> (quarter: Int, rest: Double) {
        guard x.isFinite, x.magnitude < 1e9 else { return (0, .nan) }
        let turns = (x / (0.5 * pi)).rounded()
        // pi/2 in three parts of 33 bits, so that the products are exact.
        var rest = x - turns * 1.57079632673412561417
        rest -= turns * 6.07710050630396597660e-11
        rest -= turns * 2.02226624879595063154e-21
        return (Int(turns) & 3, rest)
    }

    private static func sineNearZero(_ x: Double) -> Double {
        let square = x * x
        var sum = 0.0
        for even in stride(from: 16.0, through: 2, by: -2) { sum = -(1 + sum) * square / (even * (even + 1)) }
        return x + x * sum
    }

    private static func cosineNearZero(_ x: Double) -> Double {
        let square = x * x
        var sum = 0.0
        for odd in stride(from: 17.0, through: 1, by: -2) { sum = -(1 + sum) * square / (odd * (odd + 1)) }
        return 1 + sum
    }

    /// `value` times 2 to the power `exponent`, in two steps where one factor would overflow.
    private static func scaled(_ value: Double, by exponent: Int) -> Double {
        let half = exponent / 2
        return value * Double(sign: .plus, exponent: half, significand: 1)
            * Double(sign: .plus, exponent: exponent - half, significand: 1)
    }
}
