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

    /// Straight through the sphere, in its radii.
    func chord(to other: SpherePoint) -> Double {
        let (dx, dy, dz) = (x - other.x, y - other.y, z - other.z)
        return Mathematics.sqrt(dx * dx + dy * dy + dz * dz)
    }

    func distance_m(to other: SpherePoint) -> Double {
        let halfChord = chord(to: other) / 2
        // Rounding may take opposite points a hair beyond 1.
        return 2 * StraightLine.earthRadius_m * Mathematics.asin(min(halfChord, 1))
    }
}
