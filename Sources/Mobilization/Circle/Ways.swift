/// The way from homes to sites: by road where the router's table has it, else by the straight line.
///
/// The one place that knows how long a way takes; made once for a plan, with all that is the same for everybody.
///
/// | mode | by road | by straight line |
/// |---|---|---|
/// | car | the router's time | line times 1.35, at 28 km/h |
/// | e-bike | the router's distance, at 18 km/h | line times 1.35, at 18 km/h |
/// | walking | the router's distance, at 4.5 km/h | line times 1.35, at 4.5 km/h |
///
/// The router's distance is that of the quickest way by car, so on foot the way may be shorter: the figure errs late.
/// Rain slows all alike, and standing water lets nobody be faster than is safe in it.
package struct Ways: Sendable {
    private let table: TravelTable
    private let conditions: RoadConditions
    /// Milliseconds for each metre of straight line and of road, by `TransportMode.place`.
    private let paces: [Double]
    private let roadPaces: [Double]

    package init(_ table: TravelTable = .none, conditions: RoadConditions) {
        self.table = table
        self.conditions = conditions
        paces = TransportMode.allCases.map { Arrival.pace($0, in: conditions) }
        roadPaces = paces.map { $0 / Arrival.detour }
    }

    /// Nobody gets through: every way is longer than any deadline.
    package var areClosed: Bool { conditions.speedLimit_kmh == nil }

    /// A person's home as this looks it up. `home` is nil where neither home nor centre is known.
    package func home(_ home: Coordinate?, by mode: TransportMode) -> WayHome {
        WayHome(
            point: home.map(SpherePoint.init), row: home.flatMap { table.row(of: HomeCell($0)) } ?? -1,
            mode: mode.place)
    }

    /// A site as this looks it up.
    package func site(_ position: Coordinate) -> WaySite {
        WaySite(point: SpherePoint(position), column: table.column(of: position) ?? -1)
    }

    /// Time on the way, in milliseconds.
    package func travel_ms(from home: WayHome, to site: WaySite) -> Int64 {
        road_ms(from: home, to: site) ?? line_ms(from: home, to: site)
    }

    /// Time on the way, and which of the two it was taken from.
    package func travel(from home: WayHome, to site: WaySite) -> Travel {
        if let time = road_ms(from: home, to: site) {
            return Travel(interval: Interval(milliseconds: time), source: .road)
        }
        return Travel(
            interval: Interval(milliseconds: line_ms(from: home, to: site)),
            source: .straightLine(why(from: home, to: site)))
    }

    /// Metres of straight line.
    package func line_m(from home: WayHome, to site: WaySite) -> Double {
        home.point.map { $0.distance_m(to: site.point) } ?? Arrival.assumedDistance_m
    }

    private func line_ms(from home: WayHome, to site: WaySite) -> Int64 {
        Int64((line_m(from: home, to: site) * paces[home.mode]).rounded())
    }

    /// nil: no way by road is known.
    private func road_ms(from home: WayHome, to site: WaySite) -> Int64? {
        guard home.row >= 0, site.column >= 0, !areClosed else { return nil }
        let metres = table.metres(row: home.row, column: site.column).map(Double.init)
        guard home.mode == TransportMode.car.place else {
            return metres.map { Int64(($0 * roadPaces[home.mode]).rounded()) }
        }
        return table.seconds(row: home.row, column: site.column).map { seconds in
            let dryOrRain = Double(seconds) * 1000 / conditions.weather.speedFactor
            let inWater = (metres ?? 0) * conditions.slowest_msPerMetre
            return Int64(max(dryOrRain, inWater).rounded())
        }
    }

    private func why(from home: WayHome, to site: WaySite) -> StraightLineReason {
        guard home.point != nil else { return .homeUnknown }
        guard home.row >= 0, site.column >= 0 else { return .noAnswerYet }
        return table.seconds(row: home.row, column: site.column) == nil ? .noWay : .modeNotRouted
    }
}

/// A home, with its row in the table looked up.
package struct WayHome: Sendable {
    /// nil: neither home nor centre known.
    var point: SpherePoint?
    /// Below 0: not in the table.
    var row: Int
    var mode: Int
}

/// A site, with its column in the table looked up.
package struct WaySite: Sendable {
    var point: SpherePoint
    /// Below 0: not in the table.
    var column: Int
}

/// Time on the way, and how it is known.
package struct Travel: Sendable, Equatable {
    package var interval: Interval
    package var source: TravelSource
}

/// What a time on the way was taken from.
package enum TravelSource: Sendable, Equatable {
    case road
    case straightLine(StraightLineReason)

    /// The best known first.
    package static let all = [Self.road] + StraightLineReason.allCases.map { .straightLine($0) }
}

/// Why a way was not taken from the router's table.
package enum StraightLineReason: String, Sendable, Codable, CaseIterable {
    /// No router is configured, it hasn't answered yet, or it was not asked for this home or site.
    case noAnswerYet
    /// The router knows no way between the two: a road is closed, or the map ends.
    case noWay
    /// The router gives no distances, and its times are those of cars.
    case modeNotRouted
    /// Neither the person's home nor the roster's centre is known; 5 km are assumed.
    case homeUnknown
}

extension TransportMode {
    /// Its place in a table by mode.
    var place: Int {
        switch self {
        case .car: 0
        case .ebike: 1
        case .walking: 2
        }
    }
}
