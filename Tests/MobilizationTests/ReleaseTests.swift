import Testing

@testable import Mobilization

/// Whom the planner lets go, and when it doesn't.
struct ReleaseTests {
    typealias Samples = PlanningSamples

    private static func releases(_ required: Int, _ called: [CalledPerson], leaders: Int = 0) -> [Int64] {
        let need = Samples.need(1, Samples.order, leaders: leaders, required, called: called)
        return Samples.plan(Samples.problem([need]), []).releases.map(\.number)
    }

    @Test func `the silent go first, then those who accepted and are expected last; nobody who set out`() {
        var late = Samples.called(4)
        late.expectedAt = Samples.now + .minutes(50)
        let called = [
            Samples.called(1, stage: .arrived), Samples.called(2, stage: .arrived),
            Samples.called(3), late, Samples.called(5, stage: .enRoute),
            Samples.called(6, stage: .called, comes: 0.4), Samples.called(7, stage: .called, comes: 0.2),
        ]
        #expect(Self.releases(2, called) == [7, 6, 4, 3])
    }

    @Test func `nobody is released while the quota isn't certain without them`() {
        let called = (1...Int64(10)).map { Samples.called($0, comes: 0.84) }
        // 10 of 0.84: eight or more come with 0.79 only.
        #expect(Self.releases(8, called).isEmpty)
        // Four of them with 0.9995; without one more it would be 0.997, then 0.98.
        let spared = Self.releases(4, called)
        var count = PoissonBinomial(cap: 4)
        for _ in spared.count..<10 { count.add(0.84) }
        #expect(!spared.isEmpty && count.reachesCap >= 0.995)
        var fewer = PoissonBinomial(cap: 4)
        for _ in spared.count + 1..<10 { fewer.add(0.84) }
        #expect(fewer.reachesCap < 0.995)
    }

    @Test(arguments: UInt64(1)...200)
    func `over drawn quotas what is left always suffices`(seed: UInt64) {
        let chance = HashedChance(seed: seed)
        let purpose = HashedChance.Purpose("releases")
        let required = 1 + chance.below(12, purpose, 1)
        let called = (1...Int64(1 + chance.below(40, purpose, 2))).map { number in
            Samples.called(
                number,
                stage: CalloutStage.allCases[chance.below(2, purpose, number, 1) * (number % 3 == 0 ? 5 : 1)],
                comes: chance.unit(purpose, number, 2))
        }
        let spared = Self.releases(required, called)
        #expect(Set(spared).count == spared.count)
        if spared.isEmpty { return }
        var count = PoissonBinomial(cap: required)
        for person in called where !spared.contains(person.member.number) { count.add(person.comes) }
        #expect(count.reachesCap >= 0.995)
        #expect(called.filter { spared.contains($0.member.number) }.allSatisfy { !$0.stage.isPresent })
    }

    @Test func `the only leader isn't released, however full the need is`() {
        let called =
            [Samples.called(1, role: .leader)]
            + (2...Int64(6)).map { Samples.called($0, stage: .arrived) }
        #expect(Self.releases(3, called, leaders: 1).isEmpty)
        #expect(
            Self.releases(3, called + [Samples.called(9, role: .leader, stage: .arrived)], leaders: 1) == [1])
    }
}
