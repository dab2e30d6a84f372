import Testing

@testable import Mobilization

struct InsuranceTests {
    /// Six pioneers are insured; nobody of the reserve is.
    private static func world() -> EngineWorld {
        var world = EngineWorld(members: 6, leaders: 2, reserve: 30)
        world.engine.reference.rules.budgets.reserveCeiling = 100
        let members = world.engine.reference.roster.members.map { member in
            var member = member
            if member.pool == .reserve { member.insuredUntil = nil }
            return member
        }
        world.engine.reference.roster = Roster(
            version: ReferenceVersion(number: 2, digest: "i"), members: members)
        _ = world.demand([EngineWorld.bags])
        return world
    }

    private static func cover(_ world: EngineWorld, until day: Int = 31) -> Command {
        .gates(
            .enterCover(
                incident: world.incident.id, policy: "PZ-2025-01",
                until: CalendarDay(daysSince1970: 20_277 + Int64(day - 8))))
    }

    private static func reserve(_ world: EngineWorld) -> Int {
        world.incident.callouts.values.count { $0.pool == .reserve }
    }

    @Test func `cover of the incident opens the gate for the reserve, at once`() {
        var world = Self.world()
        #expect(Self.reserve(world) == 0)
        world.order(Self.cover(world))
        #expect(Self.reserve(world) > 10)
        #expect(world.incident.gates.cover?.enteredBy == "officer")
        #expect(world.texts.values.contains("PZ-2025-01"), "the number stands beside the log")
        #expect(world.replayed == world.engine.state)
    }

    @Test func `cover of the incident is none for a pioneer, and none after its last day`() {
        var world = Self.world()
        world.order(Self.cover(world, until: 9))
        let (settings, incident) = (world.engine.reference.settings, world.incident)
        func covers(_ pool: Pool, _ day: Int64) -> Bool {
            settings.covers(pool, in: incident, on: CalendarDay(daysSince1970: 20_277 + day - 8))
        }
        #expect(!covers(.pioneer, 8))
        #expect(covers(.reserve, 9) && covers(.walkIn, 9))
        #expect(!covers(.reserve, 10))
    }

    @Test func `cover that has ended is refused`() {
        var world = Self.world()
        #expect(world.order(Self.cover(world, until: 7)).answer == .refused(.timeNotAhead(world.now)))
        #expect(world.incident.gates.cover == nil && Self.reserve(world) == 0)
    }

    @Test func `a walk-in without insurance may work where the incident is covered`() {
        var world = Self.world()
        let person = MemberID(30)
        let walkIn = Command.walkIn(
            incident: world.incident.id, site: "F01", member: person, observedAt: nil)
        #expect(world.order(walkIn).answer == .refused(.gateStops(person, .insurance)))
        world.order(Self.cover(world))
        if world.incident.callouts[person] == nil { world.order(walkIn) }
        #expect(world.incident.callouts[person] != nil)
    }

    // MARK: - Notice

    /// People whose insurance ends so many days after 2025-07-08.
    private static func ending(_ days: [Int64]) -> EngineWorld {
        var world = EngineWorld()
        let members = world.engine.reference.roster.members.enumerated().map { place, member in
            var member = member
            if place < days.count {
                member.insuredUntil = CalendarDay(daysSince1970: 20_277 + days[place])
            }
            return member
        }
        world.engine.reference.roster = Roster(
            version: ReferenceVersion(number: 2, digest: "e"), members: members)
        return world
    }

    private static func told(_ world: EngineWorld) -> [Int?] {
        world.engine.state.alarms.values.filter { $0.kind == .insuranceEnding }.map(\.count)
    }

    @Test func `everybody whose insurance ends in 30, 7 or 1 days makes one item, at eight`() {
        var world = Self.ending([30, 7, 7, 1, 0, 2, 6, 8, 29, 31])
        world.pass(.minutes(89))
        #expect(Self.told(world).isEmpty, "it is 07:59")
        world.pass(.minutes(2))
        #expect(Self.told(world) == [4])
        world.pass(.hours(12))
        #expect(Self.told(world) == [4], "once a day")
    }

    @Test func `the next day's item takes the place of the last, and a day without any has none`() {
        var world = Self.ending([30, 8, 8])
        world.pass(.hours(2))
        #expect(Self.told(world) == [1])
        world.pass(.hours(24))
        #expect(Self.told(world) == [2])
        world.pass(.hours(24))
        #expect(Self.told(world).isEmpty)
        #expect(world.replayed == world.engine.state)
    }

    @Test func `a restart on the same day tells nobody twice`() {
        var world = Self.ending([7])
        world.pass(.hours(2))
        #expect(Self.told(world) == [1])
        world.engine = Engine(state: world.engine.state, reference: world.engine.reference)
        let before = world.engine.state.sequence
        world.pass(.hours(1))
        #expect(world.engine.state.sequence == before)
    }
}
