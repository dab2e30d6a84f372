import Testing

@testable import Mobilization

struct LevelTests {
    private static let today = CalendarDay(daysSince1970: 20_277)

    private static func day(_ offset: Int64) -> CalendarDay {
        CalendarDay(daysSince1970: today.daysSince1970 + offset)
    }

    /// The roster with one member changed.
    private static func roster(
        _ world: EngineWorld, _ number: Int, version: Int, before: [MemberID: Level] = [:],
        change: (inout Member) -> Void
    ) -> Roster {
        var members = world.engine.reference.roster.members
        change(&members[number - 1])
        return Roster(
            version: ReferenceVersion(number: version, digest: "v\(version)"), members: members,
            levelsBefore: before)
    }

    @Test(
        arguments: [
            (nil, nil, Level.high), (0, nil, .high), (1, nil, .middle), (nil, 0, .high), (nil, -1, .middle),
            (-10, 10, .high), (-10, -1, .middle),
        ] as [(Int64?, Int64?, Level)])
    func `a level counts from its first to its last day, and outside them the one below it`(
        from: Int64?, until: Int64?, level: Level
    ) {
        let member = PlanningSamples.member(1, level: .high) {
            $0.levelFrom = from.map(Self.day)
            $0.levelUntil = until.map(Self.day)
        }
        #expect(member.level(on: Self.today) == level)
        let gate = Gate.stopping(
            member, from: PlanningSamples.order, as: .leader, today: Self.today, incidentCover: false)
        #expect(gate == (level == .high ? nil : .level))
    }

    @Test func `below the lowest level there is none`() {
        let member = PlanningSamples.member(1) { $0.levelUntil = Self.day(-1) }
        #expect(member.level(on: Self.today) == .basic)
    }

    @Test func `a new edition that changes a level leaves the change in the log, with its reason beside it`()
        throws
    {
        var world = EngineWorld()
        let next = Self.roster(world, 20, version: 2) {
            $0.level = .middle
            $0.levelFrom = Self.day(-7)
            $0.levelReason = "年度考核"
        }
        world.handle(.reference(.roster(next)))
        let history = try #require(world.engine.state.gates.levels[MemberID(20)])
        #expect(history.map(\.old) == [.basic] && history.map(\.new) == [.middle])
        #expect(history[0].from == Self.day(-7) && history[0].until == nil)
        #expect(history[0].reason.map { world.texts[$0.number] } == "年度考核")
        #expect(world.engine.state.gates.levels.count == 1, "nobody else's level changed")
        #expect(world.replayed == world.engine.state)
    }

    @Test func `a level without a first day begins when the edition comes into force`() {
        var world = EngineWorld()
        world.handle(.reference(.roster(Self.roster(world, 20, version: 2) { $0.level = .high })))
        world.handle(.reference(.roster(Self.roster(world, 20, version: 3) { $0.level = .middle })))
        let history = world.engine.state.gates.levels[MemberID(20)] ?? []
        #expect(history.map(\.new) == [.high, .middle] && history.allSatisfy { $0.from == Self.today })
        #expect(history.allSatisfy { $0.reason == nil })
    }

    @Test func `an edition without changes of levels leaves nothing behind`() {
        var world = EngineWorld()
        world.handle(.reference(.roster(Self.roster(world, 20, version: 2) { $0.team = "二队" })))
        #expect(world.engine.state.gates.levels.isEmpty)
    }

    @Test func `at a start a level is compared with what the last edition had`() {
        let world = EngineWorld()
        var reference = world.engine.reference
        let roster = Self.roster(world, 20, version: 2, before: [MemberID(20): .high]) { _ in }
        reference.roster = .empty
        var engine = Engine(state: world.engine.state, reference: reference)
        _ = engine.handle(.reference(.roster(roster)), at: world.now)
        #expect(engine.state.gates.levels[MemberID(20)]?.map(\.old) == [.high])
        // The first roster ever changes nobody's level.
        var fresh = Engine(state: world.engine.state, reference: reference)
        _ = fresh.handle(.reference(.roster(Self.roster(world, 20, version: 2) { _ in })), at: world.now)
        #expect(fresh.state.gates.levels.isEmpty)
    }

    @Test func `somebody whose level has lapsed is called to lead only as an acting leader`() {
        var world = EngineWorld(leaders: 1)
        let lapsed = Self.roster(world, 1, version: 2) { $0.levelUntil = Self.day(-1) }
        world.handle(.reference(.roster(lapsed)))
        _ = world.demand([EngineWorld.bags])
        if world.incident.callouts[MemberID(1)]?.role == .leader {
            #expect(world.incident.isActing(MemberID(1)))
        }
        #expect(world.alarms.contains(.actingLeaders))
    }
}
