import Testing

@testable import Mobilization

struct AbsenceTests {
    static func absence(of number: Int64, from: Interval = .zero, hours: Int64 = 48, note: String = "")
        -> Command
    {
        .gates(
            .enterAbsence(
                MemberID(number), from: EngineWorld.start + from, until: EngineWorld.start + .hours(hours),
                note: note))
    }

    static func called(_ world: EngineWorld) -> [MemberID] { world.incident.callouts.keys }

    @Test func `somebody who is away is never called, and why says so`() {
        var world = EngineWorld()
        world.order(Self.absence(of: 20, note: "出差"))
        #expect(world.demand([EngineWorld.bags]).answer != nil)
        #expect(!Self.called(world).isEmpty && !Self.called(world).contains(MemberID(20)))
        world.pass(.minutes(30))
        #expect(!Self.called(world).contains(MemberID(20)))
        #expect(world.incident.waveReasons?.reasons[19] == .absent)
        #expect(world.replayed == world.engine.state)
        #expect(world.texts.values.contains("出差"), "kept beside the log, not in it")
    }

    @Test func `an absence holds from its beginning to just before its end`() {
        let absence = Absence(
            id: AbsenceID(1), member: MemberID(1), from: EngineWorld.start,
            until: EngineWorld.start + .hours(1),
            note: nil, isByText: false, enteredAt: EngineWorld.start)
        #expect(!absence.holds(at: EngineWorld.start - Interval(milliseconds: 1)))
        #expect(absence.holds(at: EngineWorld.start))
        #expect(absence.holds(at: EngineWorld.start + .minutes(59)))
        #expect(!absence.holds(at: EngineWorld.start + .hours(1)))
    }

    @Test func `whoever is away later may be called now`() {
        var world = EngineWorld(members: 12, leaders: 4)
        for number in 1...12 { world.order(Self.absence(of: Int64(number), from: .hours(6))) }
        _ = world.demand([EngineWorld.bags])
        #expect(world.incident.callouts.count == 12)
    }

    @Test func `a text takes somebody away from now on, and a text says until when`() throws {
        var world = EngineWorld()
        world.text("请假3天", from: EngineWorld.phone(20))
        let absence = try #require(world.engine.state.gates.absences.values.first)
        #expect(absence.member == MemberID(20) && absence.isByText && absence.note == nil)
        #expect(absence.until == EngineWorld.start + .hours(72))
        #expect(world.alarms == [.absenceTold])
        #expect(
            world.deliverAll().map(\.words) == ["已记请假至07-11 06:30，其间不呼叫您。提前回来请回“销假”，急事请打值班室0816-5550100"])
        // Said twice it is one absence.
        world.text("请假 3天", from: EngineWorld.phone(20))
        #expect(world.engine.state.gates.absences.count == 1)
        _ = world.demand([EngineWorld.bags])
        #expect(!Self.called(world).contains(MemberID(20)))
        #expect(world.replayed == world.engine.state)
    }

    @Test func `a text brings somebody back before the time`() {
        var world = EngineWorld(members: 12, leaders: 4)
        world.text("away 2 weeks", from: EngineWorld.phone(12))
        world.text("销假", from: EngineWorld.phone(12))
        #expect(world.engine.state.gates.absences.isEmpty)
        _ = world.demand([EngineWorld.bags])
        #expect(Self.called(world).contains(MemberID(12)))
    }

    @Test func `back from no leave at all is for a person to read`() {
        var world = EngineWorld()
        world.text("销假", from: EngineWorld.phone(12))
        #expect(world.alarms == [.replyUnclear])
    }

    @Test func `leave takes back a promise, but nobody on the way drops out of sight`() throws {
        var world = EngineWorld(members: 12, leaders: 4)
        _ = world.demand([EngineWorld.bags])
        let phones = Self.called(world).map { world.phone($0) }
        let (silent, coming, underway) = (phones[0], phones[1], phones[2])
        world.text("1", from: coming)
        world.text("1", from: underway)
        world.text("2", from: underway)
        for phone in [silent, coming, underway] { world.text("请假2天", from: phone) }
        #expect(world.stage(silent) == .declined)
        #expect(world.stage(coming) == .declined)
        #expect(world.stage(underway) == .enRoute)
        #expect(world.alarms.contains(.replyUnclear), "on the way and away: a person asks")
    }

    @Test func `an officer ends an absence, and an end that has passed is refused`() {
        var world = EngineWorld()
        #expect(
            world.order(Self.absence(of: 20, hours: -1)).answer
                == .refused(.timeNotAhead(EngineWorld.start - .hours(1))))
        #expect(world.order(Self.absence(of: 99)).answer == .refused(.unknownMember(MemberID(99))))
        world.order(Self.absence(of: 20))
        #expect(world.order(.gates(.endAbsence(AbsenceID(7)))).answer == .refused(.unknownAbsence(7)))
        world.order(.gates(.endAbsence(AbsenceID(1))))
        #expect(world.engine.state.gates.absences.isEmpty)
    }

    @Test func `an absence that is over leaves the state when the next is entered`() {
        var world = EngineWorld()
        world.order(Self.absence(of: 20, hours: 1))
        world.now = EngineWorld.start + .hours(2)
        world.order(Self.absence(of: 21))
        #expect(world.engine.state.gates.absences.values.map(\.member) == [MemberID(21)])
        #expect(world.replayed == world.engine.state)
    }
}

struct HoursGateTests {
    /// Everybody but the first so many is free on weekday evenings only; the world begins on a Tuesday at 06:30.
    private static func world(free: Int) -> EngineWorld {
        var world = EngineWorld(members: 16, leaders: 4)
        let evenings = AvailableHours(
            (0..<5).map { AvailableHours.Span(from: $0 * 1440 + 18 * 60, until: $0 * 1440 + 22 * 60) })
        let members = world.engine.reference.roster.members.enumerated().map { place, member in
            var member = member
            if place >= free { member.hours = evenings }
            return member
        }
        world.engine.reference.roster = Roster(
            version: ReferenceVersion(number: 2, digest: "h"), members: members)
        return world
    }

    @Test func `nobody is called outside their hours before the officer opens them`() {
        var world = Self.world(free: 8)
        _ = world.demand([EngineWorld.bags])
        #expect(world.incident.callouts.keys.sorted() == (1...8).map { MemberID($0) })
        #expect(world.incident.waveReasons?.reasons[12] == .hours)
        world.pass(.minutes(20))
        #expect(world.incident.callouts.count == 8)
    }

    @Test func `the officer calls people at all hours by typing how many that wakes`() {
        var world = Self.world(free: 8)
        _ = world.demand([EngineWorld.bags])
        let refused = world.order(.gates(.openHours(incident: world.incident.id, confirmed: 3)))
        #expect(refused.answer == .refused(.countMismatch(typed: 3, actual: 8)))
        #expect(world.incident.callouts.count == 8 && world.incident.gates.hoursOpenedAt == nil)
        let done = world.order(.gates(.openHours(incident: world.incident.id, confirmed: 8)))
        #expect(done.answer == .done(Done(incident: world.incident.id, code: world.incident.code, people: 8)))
        #expect(world.incident.callouts.count == 16)
        #expect(world.replayed == world.engine.state)
    }

    @Test func `hours are judged at the time of planning`() {
        var world = Self.world(free: 8)
        world.now = EngineWorld.start + .hours(12)
        _ = world.demand([EngineWorld.bags])
        #expect(world.incident.callouts.count == 16)
    }

    @Test(
        arguments: [
            (0, true), (59, true), (60, false), (10_079, true), (5_000, false),
        ] as [(Int, Bool)])
    func `a minute of the week is in a span up to just before its end`(minute: Int, isIn: Bool) {
        let hours = AvailableHours([
            AvailableHours.Span(from: 10_000, until: 10_080), AvailableHours.Span(from: 0, until: 60),
        ])
        #expect(hours?.contains(minute) == isIn)
    }

    @Test func `spans that touch are one, and no spans are no hours`() {
        #expect(
            AvailableHours([
                AvailableHours.Span(from: 60, until: 120), AvailableHours.Span(from: 0, until: 60),
                AvailableHours.Span(from: 30, until: 90),
            ])?.spans == [AvailableHours.Span(from: 0, until: 120)])
        #expect(AvailableHours([]) == nil)
    }

    @Test func `the week begins on Monday`() {
        // 2025-07-07 was a Monday.
        let monday = LocalTime(secondsSince1970: 1_751_846_400)
        #expect(monday.day.text == "2025-07-07" && monday.minuteOfWeek == 0)
        #expect(LocalTime(secondsSince1970: 1_751_846_400 - 60).minuteOfWeek == 10_079)
        #expect(LocalTime(secondsSince1970: -4 * 86_400).minuteOfWeek == 6 * 1440)
    }
}

struct LeaveGrammarTests {
    @Test(
        arguments: [
            ("请假3天", 3), ("请假 3 天", 3), ("请3天假", 3), ("我请假三天。", 3), ("请假两周", 14), ("请假1个星期", 7),
            ("away 3 days", 3), ("Away for 1 week", 7), ("on leave a week", 7), ("I'm away 10 days!", 10),
            ("【先锋应急队】请假５天", 5),
        ] as [(String, Int)])
    func `so many days of leave`(text: String, days: Int) {
        #expect(ReplyGrammar.parse(text).meaning == .leave(days: days))
    }

    @Test(arguments: ["销假", "LEAVE OVER", "请假结束。"])
    func `back from leave`(text: String) { #expect(ReplyGrammar.parse(text).meaning == .leaveOver) }

    @Test(
        arguments: [
            "请假", "请假0天", "请假31天", "请假到周五", "我想请假3天可以吗", "请假3天吧，孩子病了", "away", "away 3", "3天", "leave",
            "请假-3天", "请假3小时",
        ])
    func `anything else is left to a person`(text: String) {
        #expect(ReplyGrammar.parse(text).meaning == .unclear, "\(text)")
    }
}
