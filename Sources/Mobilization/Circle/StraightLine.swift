/// Distances as the crow flies, on a sphere of the earth's mean radius.
package enum StraightLine {
    /// The mean radius of the earth in metres.
    package static let earthRadius_m = 6_371_008.8

    /// The distance in metres along the surface; within 0.6 % of the ellipsoid's.
    package static func distance_m(_ from: Coordinate, _ to: Coordinate) -> Double {
        SpherePoint(from).distance_m(to: SpherePoint(to))
    }
}

/// A coordinate as a point on the unit sphere: its sines and cosines, worked out once for many distances.
///
/// Half the chord between two such points is the root of the haversine of their angle.
struct SpherePoint: Sendable {
    var x: Double
    var y: Double
    var z: Double

    init(_ coordinate: Coordinate) {
        let latitude = coordinate.latitude * (Mathematics.pi / 180)
        let longitude = coordinate.longitude * (Mathematics.pi / 180)
        let cosine = Mathematics.cos(latitude)
        x = cosine * Mathematics.cos(longitude)
        y = cosine * Mathematics.sin(longitude)
        z = Mathematics.sin(latitude)
    }

    func distance_m(to other: SpherePoint) -> Double {
        let (dx, dy, dz) = (x - other.x, y - other.y, z - other.z)
        let square = (dx * dx + dy * dy + dz * dz) / 4
        let halfChord = Mathematics.sqrt(square)
        // Below 127 km four terms of the arc sine's series are exact to the last digit, and cost a third: tens of
        // thousands of people times sites are looked at within a tenth of a second.
        if square < 1e-4 {
            let series = 1 + square * (1.0 / 6 + square * (3.0 / 40 + square * (15.0 / 336)))
            return 2 * StraightLine.earthRadius_m * halfChord * series
        }
        // Rounding may take opposite points a hair beyond 1.
        return 2 * StraightLine.earthRadius_m * Mathematics.asin(min(halfChord, 1))
    }
}
