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

    /// The speed that standing water allows, in km/h: 0.0009 w² - 0.5529 w + 86.94 for w millimetres (Pregnolato
    /// and others, 2017, 10.1016/j.trd.2017.06.020). nil: impassable.
    package var speedLimit_kmh: Double? {
        guard standingWater_mm < 300 else { return nil }
        let depth = Double(max(standingWater_mm, 0))
        return 0.0009 * depth * depth - 0.5529 * depth + 86.94
    }

    /// Milliseconds that each metre takes at the least; where nobody gets through, a metre takes a day.
    var slowest_msPerMetre: Double { speedLimit_kmh.map { 3600 / $0 } ?? 86_400_000 }
}

extension Arrival {
    /// Milliseconds for each metre of straight line.
    static func pace(_ mode: TransportMode, in conditions: RoadConditions) -> Double {
        max(pace(mode, in: conditions.weather), detour * conditions.slowest_msPerMetre)
    }

    /// Time on the way for that many metres of straight line. nil: the water is too deep.
    package static func travel(
        _ distance_m: Double, by mode: TransportMode, in conditions: RoadConditions
    ) -> Interval? {
        guard conditions.speedLimit_kmh != nil else { return nil }
        return Interval(milliseconds: Int64((distance_m * pace(mode, in: conditions)).rounded()))
    }
}
