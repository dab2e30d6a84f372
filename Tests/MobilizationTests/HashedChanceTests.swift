import Testing

@testable import Mobilization

struct HashedChanceTests {
    static let chance = HashedChance(seed: 42)
    static let purpose = HashedChance.Purpose("test")

    @Test func `the bits stay the same for ever`() {
        #expect(Self.purpose.number == 0xf9e6_e6ef_197c_2b25)
        #expect(Self.chance.bits(Self.purpose, 1) == 0x574f_e149_6230_f924)
        #expect(Self.chance.bits(Self.purpose, 1, 1) == 0x1071_07ae_bf9d_76b5)
        #expect(Self.chance.bits(Self.purpose, -1) == 0xbbb6_641f_71c7_8175)
        #expect(HashedChance(seed: 0).bits(HashedChance.Purpose(""), 0) == 0xb99a_2197_de53_211f)
        #expect(Self.chance.unit(Self.purpose, 7) == 0.660568431097333)
        #expect(Self.chance.below(1000, Self.purpose, 7) == 660)
        #expect(Self.chance.lognormal(median: 3, sigma: 0.8, Self.purpose, 7) == 4.168906091063744)
        #expect(Self.chance.triangular(least: 1, mode: 2, most: 5, Self.purpose, 7) == 2.9817882106101936)
    }

    @Test func `each of seed, purpose, id and number changes the draw`() {
        let draw = Self.chance.bits(Self.purpose, 1, 1)
        #expect(HashedChance(seed: 43).bits(Self.purpose, 1, 1) != draw)
        #expect(Self.chance.bits(HashedChance.Purpose("tesu"), 1, 1) != draw)
        #expect(Self.chance.bits(Self.purpose, 2, 1) != draw)
        #expect(Self.chance.bits(Self.purpose, 1, 2) != draw)
        #expect(Self.chance.bits(Self.purpose, 1, 1) == draw)
    }

    @Test func `draws are spread evenly`() {
        var tenths = [Int](repeating: 0, count: 10)
        var total = 0.0
        for id in 0..<20_000 {
            let unit = Self.chance.unit(Self.purpose, Int64(id))
            #expect((0..<1).contains(unit))
            tenths[Int(unit * 10)] += 1
            total += unit
        }
        // Ten standard deviations are 424.
        for count in tenths { #expect((1576...2424).contains(count)) }
        #expect((total / 20_000 - 0.5).magnitude < 0.02)
    }

    @Test func `every bit of the id turns each result bit in about half of the cases`() {
        for bit in 0..<64 {
            var turned = 0
            for id in Int64(0)..<64 {
                let other = id ^ Int64(bitPattern: 1 << UInt64(bit))
                turned +=
                    (Self.chance.bits(Self.purpose, id) ^ Self.chance.bits(Self.purpose, other))
                    .nonzeroBitCount
            }
            #expect((1700...2400).contains(turned), "bit \(bit): \(turned) of 4096")
        }
    }

    @Test func `a chance of none never happens and a sure one always`() {
        for id in Int64(0)..<200 {
            #expect(!Self.chance.happens(0, Self.purpose, id))
            #expect(Self.chance.happens(1000, Self.purpose, id))
        }
    }

    @Test func `the lognormal's median and the triangle's ends hold`() {
        let draws = (0..<4001).map { Self.chance.lognormal(median: 3, sigma: 0.8, Self.purpose, Int64($0)) }
            .sorted()
        #expect((2.7...3.3).contains(draws[2000]))
        #expect(draws.allSatisfy { $0 > 0 && $0.isFinite })
        for id in Int64(0)..<2000 {
            let draw = Self.chance.triangular(least: 1, mode: 2, most: 5, Self.purpose, id)
            #expect((1...5).contains(draw))
        }
        #expect(Self.chance.triangular(least: 2, mode: 2, most: 2, Self.purpose, 1) == 2)
    }
}
