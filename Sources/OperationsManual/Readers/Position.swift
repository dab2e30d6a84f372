import Foundation
package import Mobilization

/// The part of the world in which coordinates make sense.
package struct Region: Sendable, Equatable {
    package var centre: Coordinate
    package var kilometres: Double

    /// - Parameters:
    ///   - centre: The volunteer centre.
    ///   - kilometres: How far from it a point may lie. A volunteer centre serves a city.
    package init(centre: Coordinate, kilometres: Double = 150) {
        self.centre = centre
        self.kilometres = kilometres
    }

    func contains(_ point: Coordinate) -> Bool {
        let degree = 111.2
        let north = (point.latitude - centre.latitude) * degree
        let east = (point.longitude - centre.longitude) * degree * cos(centre.latitude * .pi / 180)
        return (north * north + east * east).squareRoot() <= kilometres
    }
}

/// What two cells say about a place.
enum Position: Equatable {
    case found(Coordinate)
    case missing
    case notNumbers
    case zero
    case swapped
    case outside

    static func read(latitude: String, longitude: String, _ region: Region) -> Position {
        if latitude.isEmpty, longitude.isEmpty { return .missing }
        guard let north = number(latitude), let east = number(longitude) else { return .notNumbers }
        if north == 0 || east == 0 { return .zero }
        guard (-90...90).contains(north), (-180...180).contains(east) else {
            return region.contains(Coordinate(latitude: east, longitude: north)) ? .swapped : .outside
        }
        let point = Coordinate(latitude: north, longitude: east)
        if region.contains(point) { return .found(point) }
        return region.contains(Coordinate(latitude: east, longitude: north)) ? .swapped : .outside
    }

    /// The end of a sentence that begins with "纬度"; `owner` is "the site" or "the home".
    func complaint(of owner: String) -> String {
        switch self {
        case .found: "is right"
        case .missing: "is empty; \(owner) needs coordinates"
        case .notNumbers: "and \"经度\" are no two decimal numbers, such as 31.4660 and 104.7420"
        case .zero: "or \"经度\" is 0, which is what an empty field becomes"
        case .swapped: "and \"经度\" are swapped"
        case .outside: "and \"经度\" lie far outside the region of the centre"
        }
    }

    private static func number(_ text: String) -> Double? {
        guard let number = Double(text), number.isFinite else { return nil }
        return number
    }
}

extension Coordinate {
    /// The middle of its cell of about 500 m: a roster knows roughly where people live, and no better.
    var coarse: Coordinate { HomeCell(self).middle }
}
