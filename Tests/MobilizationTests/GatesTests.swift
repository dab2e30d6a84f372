import Testing

@testable import Mobilization

struct GatesTests {
    static let today = CalendarDay(daysSince1970: 20_277)

    static func gate(
        _ rule: NeedRule, as role: Role = .worker, cover: Bool = false, leaderLevel: Level = .high,
        level: Level = .basic, skills: [Skill] = [], change: (inout Member) -> Void = { _ in }
    ) -> Gate? {
        Gate.stopping(
            PlanningSamples.member(1, level: level, skills: skills, change: change), from: rule, as: role,
            today: today, incidentCover: cover, leaderLevel: leaderLevel)
    }

    static func born(_ years: Int, daysAgo: Int64 = 0) -> (inout Member) -> Void {
        {
            $0.bornOn = CalendarDay(year: today.year - years, month: today.month, day: today.day).map {
                CalendarDay(daysSince1970: $0.daysSince1970 - daysAgo)
            }
        }
    }

    @Test func `somebody in order passes every gate`() {
        #expect(Self.gate(PlanningSamples.order) == nil)
        #expect(Self.gate(PlanningSamples.carrying) == nil)
    }

    @Test(arguments: [(17, Gate.age), (18, nil), (60, nil), (61, .age)] as [(Int, Gate?)])
    func `the limits of age are inclusive and judged on the day`(years: Int, gate: Gate?) {
        #expect(Self.gate(PlanningSamples.carrying, change: Self.born(years)) == gate)
    }

    @Test func `the day before a birthday is still the year before`() {
        #expect(Self.gate(PlanningSamples.carrying, change: Self.born(18, daysAgo: -1)) == .age)
        #expect(Self.gate(PlanningSamples.carrying, change: Self.born(61, daysAgo: -1)) == nil)
    }

    @Test func `an unknown date of birth passes only tasks open to 66`() {
        let unknown: (inout Member) -> Void = { $0.bornOn = nil }
        #expect(Self.gate(PlanningSamples.carrying, change: unknown) == .age)
        #expect(Self.gate(PlanningSamples.order, change: unknown) == nil)
        #expect(Self.gate(PlanningSamples.rule("x") { $0.oldest = 65 }, change: unknown) == .age)
    }

    @Test func `insurance must hold on the day, and unknown is none`() {
        for until in [nil, CalendarDay(daysSince1970: 20_276)] {
            #expect(Self.gate(PlanningSamples.carrying) { $0.insuredUntil = until } == .insurance)
            #expect(Self.gate(PlanningSamples.carrying, cover: true) { $0.insuredUntil = until } == nil)
            #expect(Self.gate(PlanningSamples.order) { $0.insuredUntil = until } == nil)
        }
        #expect(Self.gate(PlanningSamples.carrying) { $0.insuredUntil = Self.today } == nil)
    }

    @Test func `first aid needs a certificate valid on the day, whatever the roster says of skills`() {
        #expect(
            Self.gate(PlanningSamples.firstAid, level: .middle, skills: [.firstAid, .medical])
                == .firstAidCertificate)
        #expect(Self.gate(PlanningSamples.firstAid, level: .middle) { $0.firstAidUntil = Self.today } == nil)
        #expect(
            Self.gate(PlanningSamples.firstAid, level: .middle) {
                $0.firstAidUntil = CalendarDay(daysSince1970: 20_276)
            } == .firstAidCertificate)
        #expect(Self.gate(PlanningSamples.firstAid) { $0.firstAidUntil = Self.today } == .level)
    }

    @Test func `a skilled task needs level and skill`() {
        #expect(Self.gate(PlanningSamples.counselling, skills: [.psychology]) == .level)
        #expect(Self.gate(PlanningSamples.counselling, level: .middle, skills: [.fire]) == .skill)
        #expect(Self.gate(PlanningSamples.counselling, level: .middle, skills: [.fire, .psychology]) == nil)
        let both = PlanningSamples.rule("x") { $0.requiredSkills = [.psychology, .localGuide] }
        #expect(Self.gate(both, level: .high, skills: [.psychology]) == .skill)
    }

    @Test func `a leader needs the level, not the skill or certificate`() {
        #expect(Self.gate(PlanningSamples.firstAid, as: .leader, level: .high) == nil)
        #expect(Self.gate(PlanningSamples.firstAid, as: .leader, level: .middle) == .level)
        #expect(Self.gate(PlanningSamples.firstAid, as: .leader, leaderLevel: .middle, level: .middle) == nil)
        #expect(
            Self.gate(PlanningSamples.firstAid, as: .leader, leaderLevel: .middle, level: .basic) == .level)
        #expect(Self.gate(PlanningSamples.carrying, as: .leader, level: .high, change: Self.born(61)) == .age)
        #expect(
            Self.gate(PlanningSamples.carrying, as: .leader, level: .high) { $0.insuredUntil = nil }
                == .insurance)
    }

    @Test func `somebody without an address can't be called`() {
        #expect(Self.gate(PlanningSamples.order) { $0.addresses = [] } == .unreachable)
        #expect(
            Self.gate(PlanningSamples.order) { $0.addresses = [Address(channel: .webhook, value: "k")] }
                == nil)
    }
}
