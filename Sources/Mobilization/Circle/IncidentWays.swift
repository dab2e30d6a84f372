/// How long the way of one person to one site takes, and how that is known.
package struct Way: Sendable, Equatable {
    /// The time on the way alone, without check-in.
    package var travel: Interval
    package var source: WaySource

    package init(travel: Interval, source: WaySource) {
        self.travel = travel
        self.source = source
    }
}

/// Where a time on the way comes from.
package enum WaySource: String, Sendable, Codable, CaseIterable {
    /// Straight line times `Arrival.detour`, at the speed of the transport.
    case straightLine
    /// A routing engine on the roads as they are.
    case roads
}

/// What slows the roads.
package struct RoadConditions: Sendable, Equatable {
    package var weather: Weather
    /// Depth of the standing water on the ways, in millimetres; from 300 on nobody gets through.
    package var standingWater_mm: Int

    package init(weather: Weather, standingWater_mm: Int = 0) {
        self.weather = weather
        self.standingWater_mm = standingWater_mm
    }

    /// What is assumed while nobody has said otherwise: a call-out is sized for the rain it is about.
    package static let assumed = RoadConditions(weather: .heavy)

    /// The speed that standing water allows, in km/h: 0.0009 w² - 0.5529 w + 86.94 for w millimetres
    /// (Pregnolato and others, 2017, 10.1016/j.trd.2017.06.020). nil: impassable.
    package var speedLimit_kmh: Double? {
        guard standingWater_mm < 300 else { return nil }
        let depth = Double(max(standingWater_mm, 0))
        return 0.0009 * depth * depth - 0.5529 * depth + 86.94
    }
}

extension Arrival {
    /// Time on the way for that many metres of straight line. nil: the water is too deep.
    package static func travel(
        _ distance_m: Double, by mode: TransportMode, in conditions: RoadConditions
    ) -> Interval? {
        guard let limit = conditions.speedLimit_kmh else { return nil }
        let slowest = max(pace(mode, in: conditions.weather), detour * 3600 / limit)
        return Interval(milliseconds: Int64((distance_m * slowest).rounded()))
    }
}

/// The ways of an incident's people: the one place where forecast and plan ask how long a way takes.
package struct IncidentWays: Sendable {
    private let conditions: RoadConditions
    private let sites: [SiteCode: SpherePoint]
    /// Where people without a known home are assumed.
    private let centre: SpherePoint?

    package init(_ reference: Reference, conditions: RoadConditions = .assumed) {
        self.conditions = conditions
        var sites: [SiteCode: SpherePoint] = [:]
        for site in reference.sites.sites { sites[site.code] = SpherePoint(site.position) }
        self.sites = sites
        centre = reference.roster.centre.map(SpherePoint.init)
    }

    /// nil: no way leads there. Whoever is no longer on the roster comes by e-bike from its centre.
    package func way(of member: Member?, to site: SiteCode) -> Way? {
        let start = member?.home.map(SpherePoint.init) ?? centre
        let distance_m: Double
        if let start, let goal = sites[site] {
            distance_m = start.distance_m(to: goal)
        } else {
            distance_m = Arrival.assumedDistance_m
        }
        let mode = member?.transport ?? .ebike
        return Arrival.travel(distance_m, by: mode, in: conditions).map {
            Way(travel: $0, source: .straightLine)
        }
    }
}
