/// When a called person can be at a site.
///
/// `start + reaction + preparation + travel + check-in`; the queue of the gateway is part of `start`.
///
/// | part | day | night |
/// |---|---|---|
/// | reaction, median | 3 min | 6 min |
/// | preparation | 10 min | 15 min |
/// | preparation for first aid | 5 min | 5 min |
/// | check-in and briefing | 3 min | 3 min |
///
/// Travel: by road where a routing engine said how long it is, else the straight line times 1.35; see `Ways`.
package enum Arrival {
    /// The promise of the circle.
    package static let circle: Interval = .minutes(60)
    /// Assumed where neither the person's home nor the roster's centre is known.
    package static let assumedDistance_m = 5_000.0
    /// How much longer the way is than the straight line.
    package static let detour = 1.35

    package static let checkIn: Interval = .minutes(3)

    /// When `member` can be at `site`, by the table above.
    ///
    /// - Parameters:
    ///   - member: Whose home and transport count.
    ///   - site: The muster point's position.
    ///   - isNight: At `start`, by the local clock.
    ///   - weather: What slows the roads.
    ///   - start: When the call-out leaves.
    ///   - isFirstAid: The task is first aid, whose people keep their kit ready.
    ///   - centre: Where a person without a known home is assumed, `Roster.centre`. nil: 5 km from the site.
    ///   - travelTimes: What a router said. None: the straight line counts.
    /// - Returns: The moment, rounded to milliseconds, with what it is made of.
    package static func estimate(
        member: Member, site: Coordinate, isNight: Bool, weather: Weather, start: Instant,
        isFirstAid: Bool = false, centre: Coordinate? = nil, travelTimes: TravelTable = .none
    ) -> ArrivalEstimate {
        let ways = Ways(travelTimes, conditions: RoadConditions(weather: weather))
        let home = ways.home(member.home ?? centre, by: member.transport)
        let site = ways.site(site)
        let travel = ways.travel(from: home, to: site)
        let expectedAt =
            start + beforeTravel(isNight: isNight, isFirstAid: isFirstAid) + travel.interval + checkIn
        return ArrivalEstimate(
            expectedAt: expectedAt, travel: travel.interval, source: travel.source,
            distance_m: Int(ways.line_m(from: home, to: site).rounded()),
            isWithinCircle: expectedAt <= start + circle)
    }

    /// Reaction and preparation.
    static func beforeTravel(isNight: Bool, isFirstAid: Bool) -> Interval {
        reaction(isNight: isNight) + preparation(isNight: isNight, isFirstAid: isFirstAid)
    }

    /// From the text to the answer, the median.
    static func reaction(isNight: Bool) -> Interval { .minutes(isNight ? 6 : 3) }

    /// From the answer to the door.
    static func preparation(isNight: Bool, isFirstAid: Bool) -> Interval {
        isFirstAid ? .minutes(5) : .minutes(isNight ? 15 : 10)
    }

    /// The standard deviation of the reaction's logarithm.
    static let reactionSigma = 0.8

    /// Time on the way for that many metres of straight line, rounded to milliseconds.
    package static func travel(_ distance_m: Double, by mode: TransportMode, in weather: Weather) -> Interval
    {
        Interval(milliseconds: Int64((distance_m * pace(mode, in: weather)).rounded()))
    }

    /// Milliseconds for each metre of straight line.
    static func pace(_ mode: TransportMode, in weather: Weather) -> Double {
        let speed_kmh =
            switch mode {
            case .car: 28.0
            case .ebike: 18.0
            case .walking: 4.5
            }
        return detour * 3600 / (speed_kmh * weather.speedFactor)
    }
}

/// What is expected of one person's way to one site.
package struct ArrivalEstimate: Sendable, Equatable {
    /// Checked in and briefed at the muster point.
    package var expectedAt: Instant
    /// The time on the way alone: a call-out is pointless later than `neededBy` less this.
    package var travel: Interval
    /// Whether the way was taken from a router's table, and why not.
    package var source: TravelSource
    /// Straight line, whole metres.
    package var distance_m: Int
    /// Expected within 60 minutes of the start.
    package var isWithinCircle: Bool
}

/// How the rain slows the roads.
package enum Weather: String, Sendable, Codable, CaseIterable {
    case dry
    case light
    case moderate
    /// 10 mm an hour and more.
    case heavy
    /// 50 mm an hour and more.
    case violent

    /// What is left of the dry speed.
    package var speedFactor: Double {
        switch self {
        case .dry: 1
        case .light: 0.98
        case .moderate: 0.95
        case .heavy: 0.88
        case .violent: 0.82
        }
    }
}

extension Roster {
    /// The mean of the known homes, where people without a known home are assumed. nil: no home is known.
    package var centre: Coordinate? {
        var count = 0.0
        var latitude = 0.0
        var longitude = 0.0
        for place in members.indices {
            guard let home = members[place].home else { continue }
            count += 1
            latitude += home.latitude
            longitude += home.longitude
        }
        return count > 0 ? Coordinate(latitude: latitude / count, longitude: longitude / count) : nil
    }
}
