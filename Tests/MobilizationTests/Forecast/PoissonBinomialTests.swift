import Testing

@testable import Mobilization

struct PoissonBinomialTests {
    static let chance = HashedChance(seed: 11)
    static let purpose = HashedChance.Purpose("tests.poissonBinomial")

    static func chances(_ count: Int, _ id: Int64) -> [Double] {
        (0..<count).map { chance.unit(purpose, id, Int64($0)) }
    }

    static func distribution(_ chances: [Double], cap: Int) -> PoissonBinomial {
        var distribution = PoissonBinomial(cap: cap)
        for chance in chances { distribution.add(chance) }
        return distribution
    }

    /// How likely exactly k come, from each of the 2^n ways in which people come or stay.
    static func bySubsets(_ chances: [Double]) -> [Double] {
        var mass = [Double](repeating: 0, count: chances.count + 1)
        for subset in 0..<(1 << chances.count) {
            var likelihood = 1.0
            for (place, chance) in chances.enumerated() {
                likelihood *= subset >> place & 1 == 1 ? chance : 1 - chance
            }
            mass[subset.nonzeroBitCount] += likelihood
        }
        return mass
    }

    @Test(arguments: 0...12)
    func `counts agree with the sum over all subsets`(people: Int) {
        let chances = Self.chances(people, Int64(people))
        let exact = Self.bySubsets(chances)
        for cap in 0...(people + 2) {
            let counted = Self.distribution(chances, cap: cap)
            for place in 0..<cap {
                #expect((counted.mass[place] - (place <= people ? exact[place] : 0)).magnitude < 1e-12)
            }
            let beyond = exact.enumerated().filter { $0.offset >= cap }.map(\.element).reduce(0, +)
            #expect((counted.reachesCap - beyond).magnitude < 1e-12)
            #expect((counted.mean - chances.reduce(0, +)).magnitude < 1e-12)
        }
    }

    @Test func `two groups added give the same as everybody counted at once`() {
        let chances = Self.chances(12, 99)
        for cap in [0, 1, 4, 9, 14] {
            var split = Self.distribution(Array(chances[..<5]), cap: cap)
            split.add(Self.distribution(Array(chances[5...]), cap: cap))
            let whole = Self.distribution(chances, cap: cap)
            #expect((split.mean - whole.mean).magnitude < 1e-12)
            for place in 0...cap { #expect((split.mass[place] - whole.mass[place]).magnitude < 1e-12) }
        }
    }

    /// Smallest number to invite so that q come with 95 %, and the row's chance: exact figures.
    @Test(arguments: [
        (1.0 / 14, [41, 86, 126, 217, 386, 708]), (0.161, [18, 37, 55, 95, 169, 311]),
        (2.0 / 9, [12, 27, 39, 68, 121, 223]), (0.362, [7, 16, 23, 40, 73, 135]),
        (0.44, [6, 12, 18, 32, 59, 110]), (0.467, [5, 12, 17, 30, 55, 103]),
    ])
    func `equal chances give the binomial's table`(chance: Double, invited: [Int]) {
        for (quota, expected) in zip([1, 3, 5, 10, 20, 40], invited) {
            var distribution = PoissonBinomial(cap: quota)
            var count = 0
            while distribution.reachesCap < 0.95 {
                distribution.add(chance)
                count += 1
            }
            #expect(count == expected, "quota \(quota) at \(chance)")
        }
    }

    @Test func `certain and impossible people are counted as that, and a quota of none is always met`() {
        #expect(Self.distribution([], cap: 0).reachesCap == 1)
        #expect(Self.distribution([0, 0, 0], cap: 1).mass == [1, 0])
        #expect(Self.distribution([1, 1, 0], cap: 3).mass == [0, 0, 1, 0])
        #expect(Self.distribution([1, 1, 1, 1], cap: 3).reachesCap == 1)
        #expect(Self.distribution([-1, 2], cap: 2).mass == [0, 1, 0])
        #expect(Self.distribution([0.5], cap: 5).atLeast(0) == 1)
        #expect(Self.distribution([0.5, 0.5], cap: 5).reachesCap == 0)
    }
}

struct NormalCurveTests {
    /// Known to 15 digits.
    @Test(arguments: [
        (0.0, 0.5), (1, 0.841344746068543), (-1, 0.158655253931457), (1.2815515655446004, 0.9),
        (1.959963984540054, 0.975), (-3, 0.001349898031630), (6, 0.999999999013412), (9, 1), (-9, 0),
    ])
    func `the normal curve agrees with known values`(x: Double, below: Double) {
        #expect((Mathematics.normalBelow(x) - below).magnitude < 1e-14)
        #expect((NormalTable.below(x) - below).magnitude < 3e-5)
    }

    @Test func `the table follows the curve and never falls`() {
        var last = 0.0
        for place in -700...700 {
            let x = Double(place) / 100
            let read = NormalTable.below(x)
            #expect((read - Mathematics.normalBelow(x)).magnitude < 3e-5)
            #expect(read >= last)
            last = read
        }
    }

    @Test func `half of lognormal draws lie below the median, and a triangle has its parts`() {
        #expect(Mathematics.lognormalBelow(3, median: 3, sigma: 0.8) == 0.5)
        #expect(Mathematics.lognormalBelow(0, median: 3, sigma: 0.8) == 0)
        #expect((Mathematics.lognormalBelow(10, median: 3, sigma: 0.8) - 0.9338).magnitude < 1e-4)
        #expect(Mathematics.triangularBelow(5, least: 5, mode: 10, most: 25) == 0)
        #expect(Mathematics.triangularBelow(10, least: 5, mode: 10, most: 25) == 0.25)
        #expect(Mathematics.triangularBelow(25, least: 5, mode: 10, most: 25) == 1)
    }
}
