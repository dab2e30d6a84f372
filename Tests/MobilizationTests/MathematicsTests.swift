import Glibc
import Testing

@testable import Mobilization

struct MathematicsTests {
    /// Points spread over a range by a fixed rule, its ends among them.
    static func points(_ from: Double, _ to: Double, count: Int = 4001) -> [Double] {
        (0..<count).map { from + (to - from) * Double($0) / Double(count - 1) }
    }

    static func isNear(_ ours: Double, _ theirs: Double, scale: Double) -> Bool {
        (ours - theirs).magnitude <= 1e-13 * max(scale, 1e-300)
    }

    @Test func `exp agrees with the C library`() {
        for x in Self.points(-700, 700) + Self.points(-2, 2) {
            let theirs = Glibc.exp(x)
            #expect(Self.isNear(Mathematics.exp(x), theirs, scale: theirs), "exp(\(x))")
        }
        #expect(Mathematics.exp(0) == 1)
        #expect(Mathematics.exp(1000) == .infinity)
        #expect(Mathematics.exp(-1000) == 0)
        #expect(Mathematics.exp(.nan).isNaN)
    }

    @Test func `log agrees with the C library`() {
        let large = Self.points(-300, 300).map { Glibc.pow(10, $0) }
        for x in large + Self.points(1e-6, 4) + [1 + 1e-12, 1 - 1e-12, Double.leastNonzeroMagnitude] {
            let theirs = Glibc.log(x)
            #expect(Self.isNear(Mathematics.log(x), theirs, scale: max(theirs.magnitude, 1e-3)), "log(\(x))")
        }
        #expect(Mathematics.log(1) == 0)
        #expect(Mathematics.log(0) == -.infinity)
        #expect(Mathematics.log(-1).isNaN)
    }

    @Test func `sine and cosine agree with the C library`() {
        for x in Self.points(-10, 10) + Self.points(-100_000, 100_000) {
            #expect(Self.isNear(Mathematics.sin(x), Glibc.sin(x), scale: 10), "sin(\(x))")
            #expect(Self.isNear(Mathematics.cos(x), Glibc.cos(x), scale: 10), "cos(\(x))")
        }
        #expect(Mathematics.sin(0) == 0)
        #expect(Mathematics.cos(0) == 1)
        #expect(Mathematics.sin(.infinity).isNaN)
    }

    @Test func `asin agrees with the C library`() {
        for x in Self.points(-1, 1) + Self.points(-0.01, 0.01) + Self.points(0.999_999, 1) {
            #expect(Self.isNear(Mathematics.asin(x), Glibc.asin(x), scale: 10), "asin(\(x))")
        }
        #expect(Mathematics.asin(1.000_001).isNaN)
        #expect(Mathematics.asin(.nan).isNaN)
    }

    @Test func `the square root is the exact one`() {
        for x in Self.points(0, 100) { #expect(Mathematics.sqrt(x) == Glibc.sqrt(x)) }
    }
}
