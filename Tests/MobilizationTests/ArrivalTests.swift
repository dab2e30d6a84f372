import Testing

@testable import Mobilization

struct ArrivalTests {
    static let start = Instant(seconds: 1_751_958_000)
    static let site = Coordinate(latitude: 31.47, longitude: 104.73)

    static func member(home: Coordinate?, by transport: TransportMode) -> Member {
        Member(
            id: MemberID(1), name: "", pool: .pioneer, level: .basic, skills: [], bornOn: nil,
            insuredUntil: nil,
            firstAidUntil: nil, home: home, transport: transport, addresses: [])
    }

    /// Straight north, so that the distance is the degrees alone.
    static func north_km(_ distance: Double) -> Coordinate {
        Coordinate(
            latitude: site.latitude + distance * 1000 / StraightLine.earthRadius_m * 180 / Mathematics.pi,
            longitude: site.longitude)
    }

    @Test func `distances agree with known ones`() {
        let beijing = Coordinate(latitude: 39.9042, longitude: 116.4074)
        let shanghai = Coordinate(latitude: 31.2304, longitude: 121.4737)
        #expect((StraightLine.distance_m(beijing, shanghai) - 1_067_311).magnitude < 500)
        #expect(StraightLine.distance_m(beijing, shanghai) == StraightLine.distance_m(shanghai, beijing))
        #expect(StraightLine.distance_m(beijing, beijing) == 0)
        let pole = Coordinate(latitude: 90, longitude: 0)
        let otherPole = Coordinate(latitude: -90, longitude: 12)
        #expect(
            (StraightLine.distance_m(pole, otherPole) - Mathematics.pi * StraightLine.earthRadius_m).magnitude
                < 1)
        #expect((StraightLine.distance_m(Self.site, Self.north_km(0.01)) - 10).magnitude < 0.001)
    }

    /// 35 minutes on the way reach so far: the figures that the circle was planned with.
    @Test(arguments: [
        (TransportMode.car, Weather.dry, 12.1), (.car, .heavy, 10.6), (.car, .violent, 9.9),
        (.walking, .heavy, 1.7),
    ])
    func `the circle's radius is as planned`(mode: TransportMode, weather: Weather, radius_km: Double) {
        let travel = Arrival.travel(radius_km * 1000, by: mode, in: weather)
        #expect((travel.milliseconds - Interval.minutes(35).milliseconds).magnitude < 70_000, "\(travel)")
    }

    @Test func `the parts of the way add up by day and by night`() {
        let member = Self.member(home: Self.north_km(2.8), by: .car)
        let day = Arrival.estimate(
            member: member, site: Self.site, isNight: false, weather: .dry, start: Self.start)
        // 2.8 km * 1.35 at 28 km/h are 8.1 minutes.
        #expect((day.travel.milliseconds - 486_000).magnitude <= 1)
        #expect(day.expectedAt == Self.start + .minutes(3 + 10 + 3) + day.travel)
        #expect(day.distance_m == 2800)
        #expect(day.isWithinCircle)
        let night = Arrival.estimate(
            member: member, site: Self.site, isNight: true, weather: .dry, start: Self.start)
        #expect(night.expectedAt == Self.start + .minutes(6 + 15 + 3) + day.travel)
        let firstAid = Arrival.estimate(
            member: member, site: Self.site, isNight: true, weather: .dry, start: Self.start, isFirstAid: true
        )
        #expect(firstAid.expectedAt == Self.start + .minutes(6 + 5 + 3) + day.travel)
    }

    @Test func `heavier rain and slower transport take longer`() {
        let ways = Weather.allCases.map { Arrival.travel(5000, by: .car, in: $0) }
        #expect(ways == ways.sorted() && Set(ways).count == ways.count)
        let modes = [TransportMode.car, .ebike, .walking].map { Arrival.travel(5000, by: $0, in: .dry) }
        #expect(modes == modes.sorted() && Set(modes).count == 3)
    }

    @Test func `who is too far is outside the circle`() {
        let member = Self.member(home: Self.north_km(30), by: .ebike)
        let estimate = Arrival.estimate(
            member: member, site: Self.site, isNight: false, weather: .dry, start: Self.start)
        #expect(!estimate.isWithinCircle)
    }

    @Test func `an unknown home is the roster's centre, and five kilometres where that isn't known either`() {
        let nowhere = Self.member(home: nil, by: .car)
        let centred = Arrival.estimate(
            member: nowhere, site: Self.site, isNight: false, weather: .dry, start: Self.start,
            centre: Self.north_km(1))
        #expect(centred.distance_m == 1000)
        let unknown = Arrival.estimate(
            member: nowhere, site: Self.site, isNight: false, weather: .dry, start: Self.start)
        #expect(unknown.distance_m == 5000)
        #expect(Roster(version: .none, members: [nowhere]).centre == nil)
        var north = Self.member(home: Coordinate(latitude: 32, longitude: 104), by: .car)
        north.id = MemberID(2)
        var south = Self.member(home: Coordinate(latitude: 30, longitude: 106), by: .car)
        south.id = MemberID(3)
        #expect(
            Roster(version: .none, members: [nowhere, north, south]).centre
                == Coordinate(latitude: 31, longitude: 105))
    }
}

struct TurnoutRatesTests {
    /// 2025-07-08 was a Tuesday.
    static func period(day: Int, hour: Int) -> TurnoutPeriod {
        let midnight = CalendarDay(year: 2025, month: 7, day: day).map(\.daysSince1970) ?? 0
        let instant = Instant(seconds: midnight * 86_400 + Int64(hour - 8) * 3600)
        return TurnoutPeriod(at: instant, zone: .fixed(hours: 8))
    }

    @Test(arguments: [
        (8, 7, TurnoutPeriod.workingDay), (8, 17, .workingDay), (8, 18, .leisure), (8, 21, .leisure),
        (8, 22, .night),
        (8, 6, .night), (11, 17, .workingDay), (12, 12, .leisure), (13, 12, .leisure), (13, 3, .night),
        (14, 12, .workingDay),
    ])
    func `the hour and the day of the week decide`(day: Int, hour: Int, period: TurnoutPeriod) {
        #expect(Self.period(day: day, hour: hour) == period)
    }

    @Test func `the rates are the planned ones, and nobody arrives who doesn't accept`() {
        #expect(TurnoutRate.prior(.pioneer, .workingDay) == TurnoutRate(reply: 750, accept: 550, arrive: 450))
        #expect(TurnoutRate.prior(.pioneer, .leisure) == TurnoutRate(reply: 840, accept: 700, arrive: 600))
        #expect(TurnoutRate.prior(.pioneer, .night) == TurnoutRate(reply: 720, accept: 600, arrive: 500))
        for period in TurnoutPeriod.allCases {
            #expect(TurnoutRate.prior(.reserve, period) == TurnoutRate(reply: 440, accept: 240, arrive: 180))
            for pool in Pool.allCases {
                let rate = TurnoutRate.prior(pool, period)
                #expect(rate.arrive <= rate.accept && rate.accept <= rate.reply && rate.reply <= 1000)
            }
        }
        #expect(TurnoutRate.prior(.pioneer, .night).arriveOfAccepted == 833)
    }
}
