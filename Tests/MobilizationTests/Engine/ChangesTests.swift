import Testing

@testable import Mobilization

/// What changes at the sites while people work there: moves, walk-ins, corrected figures, tools.
@Suite struct ChangesTests {
    private var first: IncidentID { IncidentID(1) }
    private static let station = DemandedNeed(
        site: "F02", playbook: "material-handling", headcount: 4, workload: nil)

    private func working() -> (world: EngineWorld, members: [MemberID]) {
        var world = EngineWorld(members: 60)
        _ = world.demand([EngineWorld.bags, Self.station])
        world.deliverAll()
        let members = world.incident.callouts.values.filter { $0.site == "F01" && $0.role == .worker }
            .map(\.member)
        for member in members { world.text("1", from: world.phone(member)) }
        world.order(.arrive(incident: first, site: "F01", members: [members[0]], observedAt: nil))
        world.deliverAll()
        return (world, members)
    }

    @Test func `who is moved from the scene is on the way again, told so, and counts at the new site`() {
        var (world, members) = working()
        let before = world.incident.circleFigures.arrived
        let step = world.order(
            .move(incident: first, members: [members[0], members[1]], site: "F02", playbook: nil))
        #expect(
            step.answer
                == .done(Done(incident: first, code: world.incident.code, people: 2, sites: ["F02"])))
        let there = world.incident.callouts[members[0]]
        #expect(there?.site == "F02")
        #expect(there?.stage == .enRoute)
        #expect(world.incident.callouts[members[1]]?.stage == .accepted)
        #expect(world.incident.circleFigures.arrived == before, "who was there within the hour was there")
        let words = world.deliverAll().map(\.words).filter { $0.hasPrefix("改地点") }
        #expect(words.count == 2)
        #expect(words.allSatisfy { $0.contains("不去北郊桥东停车场，改到火车站南广场") })
        #expect(world.replayed == world.engine.state)
    }

    @Test func `nobody is moved to a stopped site, and one who can't go keeps all where they are`() {
        var (world, members) = working()
        world.order(.stop(incident: first, site: "F02", .water, note: ""))
        #expect(
            world.order(.move(incident: first, members: [members[0]], site: "F02", playbook: nil)).answer
                == .refused(.siteClosed("F02")))
        world.order(.resume(incident: first, site: "F02"))
        let stranger = MemberID(999)
        #expect(
            world.order(.move(incident: first, members: [members[0], stranger], site: "F02", playbook: nil))
                .answer == .refused(.unknownMember(stranger)))
        #expect(world.incident.callouts[members[0]]?.site == "F01")
    }

    @Test func `a walk-in passes the gates, is there, gets the stop, and must come home`() {
        var (world, _) = working()
        let walkIn = world.takeIn(age: 30, insured: true)
        world.order(.walkIn(incident: first, site: "F01", member: walkIn, observedAt: nil))
        #expect(world.incident.callouts[walkIn]?.stage == .arrived)
        world.order(.stop(incident: first, site: "F01", .power, note: ""))
        #expect(world.deliverAll().contains { $0.order.address == "+8613700000001" })
        #expect(world.incident.unaccounted > 0)
        #expect(
            world.order(.walkIn(incident: first, site: "F01", member: walkIn, observedAt: nil)).answer
                == .refused(.siteClosed("F01")))
    }

    @Test func `a child and somebody without cover are turned down`() {
        var (world, _) = working()
        let child = world.takeIn(age: 16, insured: true)
        #expect(
            world.order(.walkIn(incident: first, site: "F01", member: child, observedAt: nil)).answer
                == .refused(.gateStops(child, .age)))
        let uninsured = world.takeIn(age: 30, insured: false)
        #expect(
            world.order(.walkIn(incident: first, site: "F01", member: uninsured, observedAt: nil)).answer
                == .refused(.gateStops(uninsured, .insurance)))
        #expect(world.incident.callouts[child] == nil)
        #expect(world.incident.callouts[uninsured] == nil)
    }

    @Test func `a walk-in is never called`() {
        var world = EngineWorld(members: 3, leaders: 1)
        let walkIn = world.takeIn(age: 30, insured: true)
        _ = world.demand([EngineWorld.bags])
        #expect(!world.incident.callouts.contains(walkIn))
    }

    @Test func `a correction is a new reading that refers to the old one`() {
        var (world, _) = working()
        func count(_ added: Int, at: Instant? = nil) {
            world.order(
                .count(
                    incident: first, site: "F01", counter: "bags", added: added, observedAt: at, note: ""))
        }
        count(80)
        count(40, at: world.now - .minutes(1))
        world.order(.fix(incident: first, reading: 1, added: 60, note: "多报"))
        #expect(world.incident.counters.map(\.added) == [80, 40, -20])
        #expect(world.incident.counters[2].corrects == 1)
        #expect(world.incident.reading(1)?.added == 60)
        world.order(.fix(incident: first, reading: 1, added: 65, note: ""))
        #expect(world.incident.reading(1)?.added == 65)
        #expect(world.incident.counters.reduce(0) { $0 + $1.added } == 105)
    }

    @Test func `a correction of a correction, of nothing, and a figure below zero are refused`() {
        var (world, _) = working()
        world.order(
            .count(incident: first, site: "F01", counter: "bags", added: 80, observedAt: nil, note: ""))
        world.order(.fix(incident: first, reading: 1, added: 60, note: ""))
        #expect(
            world.order(.fix(incident: first, reading: 2, added: 1, note: "")).answer
                == .refused(.unknownReading(2, last: 2)))
        #expect(
            world.order(.fix(incident: first, reading: 9, added: 1, note: "")).answer
                == .refused(.unknownReading(9, last: 2)))
        #expect(
            world.order(.fix(incident: first, reading: 1, added: -1, note: "")).answer
                == .refused(.negativeCount(-1)))
        let later = world.now + .minutes(1)
        #expect(
            world.order(
                .count(incident: first, site: "F01", counter: "bags", added: 1, observedAt: later, note: "")
            )
            .answer == .refused(.timeInFuture(later)))
        #expect(world.incident.counters.count == 2)
    }

    @Test func `no more tools come back than went out`() {
        var (world, _) = working()
        world.order(.lend(incident: first, site: "F01", tool: "铁锹", change: 20))
        world.order(.lend(incident: first, site: "F01", tool: "铁锹", change: -18))
        #expect(world.incident.toolsOut("铁锹", at: "F01") == 2)
        #expect(
            world.order(.lend(incident: first, site: "F01", tool: "铁锹", change: -3)).answer
                == .refused(.toolsNotOut("铁锹", out: 2)))
        #expect(
            world.order(.lend(incident: first, site: "F01", tool: "13800000000", change: 1)).answer
                == .refused(.badToolName("13800000000")))
    }
}

extension EngineWorld {
    /// Gives somebody who came by themselves a place in the roster.
    mutating func takeIn(age: Int, insured: Bool) -> MemberID {
        let roster = engine.reference.roster
        let id = MemberID(Int64(900_000 + roster.members.count))
        let person = Member(
            id: id, name: "何平", pool: .walkIn, level: .basic, skills: [],
            bornOn: CalendarDay(year: 2025 - age, month: 1, day: 1),
            insuredUntil: insured ? CalendarDay(year: 2030, month: 1, day: 1) : nil, firstAidUntil: nil,
            home: nil, transport: .walking,
            addresses: [
                Address(
                    channel: .sms, value: "+861370000000\(roster.members.count { $0.pool == .walkIn } + 1)")
            ])
        handle(
            .reference(
                .roster(
                    Roster(
                        version: ReferenceVersion(number: roster.version.number + 1, digest: "w\(id)"),
                        members: roster.members + [person]))))
        return id
    }
}
