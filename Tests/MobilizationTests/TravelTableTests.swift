import Testing

@testable import Mobilization

struct TravelTableTests {
    static let site = Coordinate(latitude: 31.4701, longitude: 104.7688)
    static let otherSite = Coordinate(latitude: 31.4809, longitude: 104.7312)
    static let west = Coordinate(latitude: 31.465, longitude: 104.740)
    static let east = Coordinate(latitude: 31.465, longitude: 104.780)

    /// From the west 600 s and 4 km to the site and no way to the other; from the east 120 s and 1 km, 900 s and 7 km.
    static func table(hasDistances: Bool = true) -> TravelTable {
        TravelTable(
            version: ReferenceVersion(number: 0, digest: "t"), source: "osrm",
            query: TravelQuery(cells: [HomeCell(east), HomeCell(west)], sites: [site, otherSite]),
            seconds: [600, TravelTable.noWay, 120, 900],
            decametres: hasDistances ? [400, TravelTable.noWay, 100, 700] : [])
    }

    private func travel(
        _ home: Coordinate?, _ mode: TransportMode, to site: Coordinate = site,
        table: TravelTable = table(), weather: Weather = .dry
    ) -> Travel {
        let ways = Ways(table, conditions: RoadConditions(weather: weather))
        let (from, to) = (ways.home(home, by: mode), ways.site(site))
        let travel = ways.travel(from: from, to: to)
        #expect(ways.travel_ms(from: from, to: to) == travel.interval.milliseconds)
        return travel
    }

    private func line(_ home: Coordinate, _ mode: TransportMode, to site: Coordinate = site) -> Interval {
        Arrival.travel(StraightLine.distance_m(home, site), by: mode, in: .dry)
    }

    @Test func `a car takes the router's time, others the router's distance at their own speed`() {
        #expect(travel(Self.west, .car) == Travel(interval: .seconds(600), source: .road))
        #expect(travel(Self.west, .ebike) == Travel(interval: .seconds(800), source: .road))
        #expect(travel(Self.west, .walking) == Travel(interval: .seconds(3200), source: .road))
        #expect(travel(Self.east, .car) == Travel(interval: .seconds(120), source: .road))
    }

    @Test func `rain slows the way by road as much as the straight line`() {
        let heavy = travel(Self.west, .car, weather: .heavy).interval
        #expect(heavy == Interval(milliseconds: 681_818))
        #expect(travel(Self.west, .walking, weather: .heavy).interval == Interval(milliseconds: 3_636_364))
    }

    @Test func `a home within 250 m of a cell's middle is in that cell, and its neighbour is not`() {
        let near = Coordinate(latitude: Self.west.latitude + 0.0024, longitude: Self.west.longitude - 0.0024)
        let next = Coordinate(latitude: Self.west.latitude + 0.0026, longitude: Self.west.longitude)
        #expect(travel(near, .car).source == .road)
        #expect(travel(next, .car).source == .straightLine(.noAnswerYet))
    }

    @Test func `every straight line says why it is one`() {
        let unknown = Coordinate(latitude: 31.5, longitude: 104.7)
        let moved = Coordinate(latitude: 31.4702, longitude: 104.7688)
        #expect(
            travel(Self.west, .car, to: Self.otherSite)
                == Travel(
                    interval: line(Self.west, .car, to: Self.otherSite), source: .straightLine(.noWay)))
        #expect(
            travel(Self.west, .car, table: .none)
                == Travel(interval: line(Self.west, .car), source: .straightLine(.noAnswerYet)))
        #expect(travel(unknown, .car).source == .straightLine(.noAnswerYet))
        #expect(travel(Self.west, .car, to: moved).source == .straightLine(.noAnswerYet))
        #expect(travel(nil, .car).source == .straightLine(.homeUnknown))
        #expect(
            travel(Self.west, .ebike, table: Self.table(hasDistances: false))
                == Travel(interval: line(Self.west, .ebike), source: .straightLine(.modeNotRouted)))
        #expect(travel(Self.west, .car, table: Self.table(hasDistances: false)).source == .road)
    }

    @Test func `the arrival of a member takes the way by road and says so`() {
        let member = ArrivalTests.member(home: Self.west, by: .car)
        let estimate = Arrival.estimate(
            member: member, site: Self.site, isNight: false, weather: .dry, start: ArrivalTests.start,
            travelTimes: Self.table())
        #expect(estimate.travel == .seconds(600) && estimate.source == .road)
        #expect(estimate.expectedAt == ArrivalTests.start + .minutes(26))
        #expect(estimate.distance_m == Int(StraightLine.distance_m(Self.west, Self.site).rounded()))
    }

    @Test func `a query holds each cell and each site once, and the centre for people without a home`() {
        let homes: [Coordinate?] = [Self.east, Self.west, Self.west, nil]
        let members = homes.enumerated().map { place, home in
            var member = ArrivalTests.member(home: home, by: .car)
            member.id = MemberID(Int64(place + 1))
            return member
        }
        let sites = [Self.site, Self.otherSite, Self.site].enumerated().map { place, position in
            Site(
                code: "S\(place)", name: "", kind: "", position: position, musterPoint: "", refuge: "")
        }
        let query = TravelQuery(
            Roster(version: .none, members: members), SiteBook(version: .none, sites: sites))
        let centre = Coordinate(latitude: 31.465, longitude: (104.780 + 104.740 + 104.740) / 3)
        #expect(query.cells == [HomeCell(Self.west), HomeCell(centre), HomeCell(Self.east)])
        #expect(query.sites == [Self.site, Self.otherSite])
        #expect(!Self.table().covers(query))
        #expect(
            Self.table().covers(TravelQuery(cells: [HomeCell(Self.west)], sites: [Self.otherSite])))
    }

    @Test func `equal tables have equal bytes, and any other value has others`() {
        let bytes = Self.table().bytes
        #expect(bytes == Self.table().bytes && bytes.count == 2 * 8 + 2 * 16 + 4 * 4)
        #expect(bytes != Self.table(hasDistances: false).bytes)
        #expect(Self.table().waysMissing == 1)
    }
}
