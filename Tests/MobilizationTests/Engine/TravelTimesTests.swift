import Testing

@testable import Mobilization

struct TravelTimesTests {
    private func queries(_ step: Step) -> [TravelQuery] {
        step.effects.compactMap { effect in
            if case .requestTravelTimes(let query) = effect { query } else { nil }
        }
    }

    private func table(_ query: TravelQuery, digest: String, seconds: UInt16 = 300) -> TravelTable {
        TravelTable(
            version: ReferenceVersion(number: 0, digest: digest), source: "osrm", query: query,
            seconds: [UInt16](repeating: seconds, count: query.pairs),
            decametres: [UInt16](repeating: 200, count: query.pairs))
    }

    private func wholeQuery(_ world: EngineWorld) -> TravelQuery {
        TravelQuery(world.engine.reference.roster, world.engine.reference.sites)
    }

    @Test func `a new roster and new sites ask for the ways, other reference data does not`() {
        var world = EngineWorld()
        let reference = world.engine.reference
        let wanted = wholeQuery(world)
        #expect(wanted.pairs > 0)
        #expect(queries(world.handle(.reference(.roster(reference.roster)))) == [wanted])
        #expect(queries(world.handle(.reference(.sites(reference.sites)))) == [wanted])
        #expect(queries(world.handle(.reference(.rota(reference.rota)))) == [])
        #expect(queries(world.handle(.reference(.rules(reference.rules)))) == [])
    }

    @Test func `once the table has every way, nobody asks again`() {
        var world = EngineWorld()
        let wanted = wholeQuery(world)
        let adopted = world.handle(.reference(.travelTimes(table(wanted, digest: "a"))))
        #expect(
            adopted.facts.map(\.event)
                == [.referenceAdopted(.travelTimes, ReferenceVersion(number: 1, digest: "a"))])
        #expect(queries(adopted) == [])
        #expect(queries(world.handle(.reference(.roster(world.engine.reference.roster)))) == [])
        let opened = world.demand([EngineWorld.bags])
        #expect(queries(opened) == [])
    }

    @Test func `an incident calls at once by straight line, and asks for the ways it lacks`() {
        var world = EngineWorld()
        let opened = world.demand([EngineWorld.bags])
        #expect(queries(opened) == [wholeQuery(world)])
        #expect(opened.facts.contains { if case .waveSent = $0.event { true } else { false } })
    }

    @Test func `editions are counted, and the same table again is no new one`() {
        var world = EngineWorld()
        let wanted = wholeQuery(world)
        let versions = ["a", "a", "b"].map { digest in
            _ = world.handle(.reference(.travelTimes(table(wanted, digest: digest))))
            return world.engine.reference.travelTimes.version
        }
        #expect(versions.map(\.number) == [1, 1, 2])
        #expect(world.engine.state.editions.travelTimes == ReferenceVersion(number: 2, digest: "b"))
        #expect(world.replayed == world.engine.state)
    }

    @Test func `a wave expects people by road once the table is there`() throws {
        var byRoad = EngineWorld()
        let far = table(wholeQuery(byRoad), digest: "far", seconds: 1_200)
        _ = byRoad.handle(.reference(.travelTimes(far)))
        _ = byRoad.demand([EngineWorld.bags])
        let invited = byRoad.steps.flatMap(\.facts).flatMap { fact -> [Invited] in
            if case .waveSent(_, _, let wave) = fact.event { wave.people } else { [] }
        }
        #expect(!invited.isEmpty)
        let isNight = byRoad.engine.localNow.isNight
        for person in invited {
            let member = try #require(byRoad.engine.reference.roster[person.member])
            let site = try #require(byRoad.engine.reference.sites[person.site])
            let arrival = Arrival.estimate(
                member: member, site: site.position, isNight: isNight, weather: .heavy, start: byRoad.now,
                travelTimes: far)
            #expect(arrival.source == .road && arrival.expectedAt == person.expectedAt)
        }
    }

    @Test func `more ways than are held are not asked for, and the journal says so`() {
        var world = EngineWorld()
        let members = (0..<4_100).map { place in
            var member = ArrivalTests.member(
                home: Coordinate(
                    latitude: 31 + Double(place % 64) * 0.005, longitude: 104 + Double(place / 64) * 0.005),
                by: .car)
            member.id = MemberID(Int64(place + 1))
            return member
        }
        let sites = (0..<1_000).map { place in
            Site(
                code: "S\(place)", name: "", kind: "",
                position: Coordinate(latitude: 31.4 + Double(place) * 0.0001, longitude: 104.7),
                musterPoint: "", refuge: "")
        }
        _ = world.handle(.reference(.sites(SiteBook(version: .none, sites: sites))))
        let step = world.handle(.reference(.roster(Roster(version: .none, members: members))))
        #expect(queries(step) == [])
        #expect(
            step.effects.contains {
                if case .log(let line) = $0 { line.words.contains("the straight line counts") } else { false }
            })
    }
}
