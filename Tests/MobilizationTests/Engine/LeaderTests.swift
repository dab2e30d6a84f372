import Testing

@testable import Mobilization

/// Who leads a site, and by whose word.
struct LeaderTests {
    /// No one of high level; the eight of middle level are numbers 1 to 8, six of them first-aiders.
    private static func calling(leaders: Int = 0, _ needs: [DemandedNeed] = [EngineWorld.bags]) -> EngineWorld
    {
        var world = EngineWorld(leaders: leaders)
        _ = world.demand(needs)
        return world
    }

    private static func leaders(_ world: EngineWorld, at site: SiteCode = "F01") -> [Callout] {
        world.incident.callouts.leaders(of: site)
    }

    private static func arrive(_ members: [MemberID], _ world: inout EngineWorld, at site: SiteCode = "F01") {
        world.order(
            .arrive(incident: world.incident.id, site: site, members: members, observedAt: nil))
    }

    private static func workers(_ world: EngineWorld, _ count: Int) -> [MemberID] {
        Array(world.incident.callouts.values.filter { $0.role == .worker }.prefix(count).map(\.member))
    }

    @Test func `an acting leader is called at once, and never counts before the officer's word`() throws {
        var world = Self.calling()
        let acting = try #require(Self.leaders(world).first)
        #expect(world.incident.gates.acting.contains(acting.member))
        #expect(world.alarms.contains(.actingLeaders))
        world.text("1", from: world.phone(acting.member))
        #expect(world.incident.leader(at: "F01") == nil)
        #expect(world.incident.sitesAwaitingWord == ["F01"])
        Self.arrive([acting.member] + Self.workers(world, 5), &world)
        #expect(!world.incident.isReady("F01") && world.incident.sites["F01"]?.readyAt == nil)
        // The officer is asked for the word, and not to ring a leader who is there.
        world.pass(.minutes(12))
        #expect(!world.alarms.contains(.leaderNotReached))

        let done = world.order(.gates(.allowActing(incident: world.incident.id)))
        #expect(
            done.answer
                == .done(
                    Done(incident: world.incident.id, code: world.incident.code, people: 1, sites: ["F01"])))
        #expect(world.incident.leader(at: "F01")?.member == acting.member)
        #expect(world.incident.sites["F01"]?.readyAt == world.now, "the word makes the site ready")
        #expect(!world.alarms.contains(.actingLeaders))
        #expect(world.deliverAll().contains { $0.words.hasPrefix("由您任北郊桥头负责人") })
        #expect(world.replayed == world.engine.state)
    }

    @Test func `the officer is asked once for the incident`() {
        var world = EngineWorld(members: 200, leaders: 0)
        let members = world.engine.reference.roster.members.map { member in
            var member = member
            member.level = .middle
            return member
        }
        world.engine.reference.roster = Roster(
            version: ReferenceVersion(number: 2, digest: "m"), members: members)
        _ = world.demand([EngineWorld.bags])
        world.order(.gates(.allowActing(incident: world.incident.id)))
        world.order(
            .addNeed(
                incident: world.incident.id,
                DemandedNeed(site: "F02", playbook: "material-handling", headcount: 6, workload: nil)))
        #expect(!Self.leaders(world, at: "F02").isEmpty)
        #expect(!world.alarms.contains(.actingLeaders))
        let again = world.order(.gates(.allowActing(incident: world.incident.id)))
        #expect(again.facts.isEmpty)
    }

    @Test func `nobody asks where somebody of high level leads`() {
        let world = Self.calling(leaders: 6)
        #expect(Self.leaders(world).contains { !world.incident.isActing($0.member) })
        #expect(!world.alarms.contains(.actingLeaders))
    }

    @Test func `the forecast counts no acting leader before the officer's word`() throws {
        var world = Self.calling()
        let acting = try #require(Self.leaders(world).first)
        world.text("1", from: world.phone(acting.member))
        func ready() -> Double? {
            Forecast(
                of: world.incident.id, state: world.engine.state, reference: world.engine.reference,
                now: world.now)?.sites.first?.readyByCircle
        }
        #expect(ready() == 0)
        world.order(.gates(.allowActing(incident: world.incident.id)))
        #expect(ready().map { $0 > 0.1 } == true)
    }

    // MARK: - Named

    @Test func `a leader whom the officer names is asked, leads by saying yes, and the old one is told`()
        throws
    {
        var world = Self.calling(leaders: 2)
        let old = try #require(Self.leaders(world).first)
        world.text("1", from: world.phone(old.member))
        _ = world.deliverAll()
        let new = try #require((1...8).map { MemberID($0) }.first { !world.incident.callouts.contains($0) })
        world.order(.gates(.nameLeader(incident: world.incident.id, site: "F01", new)))
        let texts = world.deliverAll()
        #expect(
            texts.filter { $0.order.address == world.phone(new) }.map(\.words).first?.hasPrefix("请您任北郊桥头负责人")
                == true)
        #expect(
            texts.filter { $0.order.address == world.phone(old.member) }.map(\.words).first?
                .hasPrefix("北郊桥头负责人改由队员\(new)担任") == true)
        #expect(world.incident.callouts[old.member]?.role == .worker)
        #expect(world.incident.leader(at: "F01") == nil, "not before they say yes")
        world.text("1", from: world.phone(new))
        #expect(world.incident.leader(at: "F01")?.member == new)
        #expect(world.replayed == world.engine.state)
    }

    @Test func `somebody of middle level whom the officer names needs no further word`() throws {
        var world = Self.calling()
        let acting = try #require(Self.leaders(world).first)
        world.text("1", from: world.phone(acting.member))
        world.order(.gates(.nameLeader(incident: world.incident.id, site: "F01", acting.member)))
        #expect(world.incident.leader(at: "F01")?.member == acting.member)
        #expect(world.incident.gates.actingAllowedAt == nil)
        let again = world.order(.gates(.nameLeader(incident: world.incident.id, site: "F01", acting.member)))
        #expect(again.facts.isEmpty, "said twice, done once")
    }

    @Test func `who can't lead isn't named, and the gate is said`() throws {
        var world = Self.calling(leaders: 2)
        let id = world.incident.id
        func answer(_ number: Int64, at site: SiteCode = "F01") -> Answer? {
            world.order(.gates(.nameLeader(incident: id, site: site, MemberID(number)))).answer
        }
        #expect(answer(30) == .refused(.gateStops(MemberID(30), .level)))
        #expect(answer(99) == .refused(.unknownMember(MemberID(99))))
        #expect(answer(1, at: "F02") == .refused(.siteNotInIncident("F02")))
        #expect(world.incident.gates.named.isEmpty)
    }

    // MARK: - Shared

    private static let two = [
        EngineWorld.bags,
        DemandedNeed(site: "F02", playbook: "material-handling", headcount: 5, workload: nil),
    ]

    @Test func `sites too far apart don't share a leader`() {
        var world = Self.calling(leaders: 1, Self.two)
        let refused = world.order(
            .gates(.shareLeader(incident: world.incident.id, site: "F02", with: "F01")))
        #expect(refused.answer == .refused(.sitesTooFar("F02", "F01", metres: 3137, most: 600)))
    }

    /// The same town with the second site a few steps from the first.
    private static func near() -> EngineWorld {
        var world = EngineWorld(leaders: 1)
        var sites = EngineWorld.sites
        sites[1].position = Coordinate(latitude: 31.4945, longitude: 104.7286)
        world.engine.reference.sites = SiteBook(
            version: ReferenceVersion(number: 2, digest: "near"), sites: sites)
        _ = world.demand(two)
        return world
    }

    @Test func `one leader makes two near sites ready, once there`() throws {
        var world = Self.near()
        // Whichever site the only leader of high level was called to.
        let (own, other) =
            world.incident.callouts[MemberID(1)]?.site == "F02" ? ("F02", "F01") : ("F01", "F02")
        let id = world.incident.id
        #expect(
            world.order(.gates(.shareLeader(incident: id, site: other, with: own))).answer
                == .refused(.noLeaderThere(own)), "nobody has said yes")
        world.text("1", from: EngineWorld.phone(1))
        _ = world.deliverAll()
        world.order(.gates(.shareLeader(incident: id, site: other, with: own)))
        #expect(world.incident.leader(at: other)?.member == MemberID(1))
        #expect(world.deliverAll().contains { $0.words.hasPrefix("请您兼任") })
        let workers = world.incident.callouts.values.filter { $0.site == other && $0.role == .worker }
        Self.arrive(workers.map(\.member), &world, at: other)
        #expect(world.incident.sites[other]?.readyAt == nil, "the leader isn't there yet")
        Self.arrive([MemberID(1)], &world, at: own)
        #expect(world.incident.sites[other]?.readyAt != nil)
        #expect(world.replayed == world.engine.state)
        #expect(
            world.order(.gates(.shareLeader(incident: id, site: own, with: other))).answer
                == .refused(.noLeaderThere(other)), "a shared leader isn't passed on")
    }

    @Test func `a leader of its own ends the sharing`() throws {
        var world = Self.near()
        let own = try #require(world.incident.callouts[MemberID(1)]?.site)
        let other = own == "F01" ? "F02" : "F01"
        world.text("1", from: EngineWorld.phone(1))
        world.order(.gates(.shareLeader(incident: world.incident.id, site: other, with: own)))
        world.order(.gates(.nameLeader(incident: world.incident.id, site: other, MemberID(8))))
        #expect(world.incident.sharedLeader(at: other) == nil)
        #expect(world.incident.leader(at: other) == nil)
    }
}
