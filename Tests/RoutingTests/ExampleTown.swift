import Foundation
import Mobilization
import OperationsManual

/// The people, sites and roads of `Examples/`.
enum ExampleTown {
    static let root: URL = {
        let here = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        return here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }()
    static let region = Region(centre: Coordinate(latitude: 31.4660, longitude: 104.7420))
    static var roads: URL { root.appending(path: "Examples/roads") }

    /// Pioneers and reserve, numbered in the order of their files.
    static func roster() throws -> Roster {
        var members: [Member] = []
        for (file, pool) in [("roster-pioneer.csv", Pool.pioneer), ("roster-reserve.csv", .reserve)] {
            let text = try text(file)
            for row in RosterReader.read(text, file: file, pool: pool, region: region).accepted {
                members.append(row.member(id: MemberID(Int64(members.count + 1))))
            }
        }
        return Roster(version: .none, members: members)
    }

    static func sites() throws -> SiteBook {
        SiteReader.read(try text("sites.csv"), file: "sites.csv", region: region).value ?? .empty
    }

    private static func text(_ file: String) throws -> String {
        try String(contentsOf: root.appending(path: "Examples/\(file)"), encoding: .utf8)
    }
}
