/// A square of the grid that homes are rounded to: 0.005 degrees each way, about 500 m.
package struct HomeCell: Sendable, Hashable, Comparable {
    /// Degrees times 200.
    package let north: Int32
    package let east: Int32

    package init(_ coordinate: Coordinate) {
        north = Int32((coordinate.latitude * Self.perDegree).rounded())
        east = Int32((coordinate.longitude * Self.perDegree).rounded())
    }

    /// The middle of the cell; a home that was rounded lies exactly there.
    package var middle: Coordinate {
        Coordinate(latitude: Double(north) / Self.perDegree, longitude: Double(east) / Self.perDegree)
    }

    package static func < (left: HomeCell, right: HomeCell) -> Bool {
        (left.north, left.east) < (right.north, right.east)
    }

    private static let perDegree = 200.0
}

/// The ways that somebody wants to know: from each cell in which a member lives to each site.
package struct TravelQuery: Sendable, Equatable {
    /// In ascending order, none twice.
    package let cells: [HomeCell]
    /// In the order of the site book, none twice.
    package let sites: [Coordinate]

    package init(cells: [HomeCell], sites: [Coordinate]) {
        self.cells = cells.sorted().withoutRepeats()
        var seen = Set<Coordinate>()
        self.sites = sites.filter { seen.insert($0).inserted }
    }

    /// Where people without a known home are assumed counts as a cell, too.
    package init(_ roster: Roster, _ sites: SiteBook) {
        var homes = roster.members.compactMap(\.home)
        if homes.count < roster.members.count, let centre = roster.centre { homes.append(centre) }
        self.init(cells: homes.map(HomeCell.init), sites: sites.sites.map(\.position))
    }

    package var pairs: Int { cells.count * sites.count }
}

/// What a routing engine says about the ways from homes to sites, by car on dry roads.
///
/// A cell for each 500 m in which somebody lives, not one for each person: 4 bytes for each cell and site. 1,886
/// people of the example live in 648 cells; with 17 sites that is 44 kB.
package struct TravelTable: Sendable, Equatable {
    package var version: ReferenceVersion
    /// Who said so: "osrm". Empty for no table.
    package let source: String
    package let query: TravelQuery
    /// Row by row: a cell's sites side by side.
    private let seconds: [UInt16]
    /// The same in steps of 10 m; empty where the router gives no distances.
    private let decametres: [UInt16]

    /// Stands in the place of a way that the router doesn't have.
    package static let noWay = UInt16.max
    package static let none = TravelTable(
        version: .none, source: "", query: TravelQuery(cells: [], sites: []), seconds: [], decametres: [])

    /// - Parameters:
    ///   - version: The number is given by the engine when it adopts the table.
    ///   - source: A word for the officer.
    ///   - query: What was asked.
    ///   - seconds: For each cell each site's, `noWay` where there is none.
    ///   - decametres: As long as `seconds`, or empty.
    package init(
        version: ReferenceVersion, source: String, query: TravelQuery, seconds: [UInt16],
        decametres: [UInt16]
    ) {
        invariant(seconds.count == query.pairs, "each cell has a time to each site")
        invariant(decametres.isEmpty || decametres.count == seconds.count, "each time has a distance or none")
        self.version = version
        self.source = source
        self.query = query
        self.seconds = seconds
        self.decametres = decametres
    }

    package var isEmpty: Bool { seconds.isEmpty }
    package var hasDistances: Bool { !decametres.isEmpty }
    /// Pairs for which the router has no way.
    package var waysMissing: Int { seconds.count { $0 == Self.noWay } }

    /// Where a cell stands in the table, to be looked up once a person. nil: not in it.
    package func row(of cell: HomeCell) -> Int? {
        var (low, high) = (0, query.cells.count)
        while low < high {
            let middle = (low + high) / 2
            if query.cells[middle] < cell { low = middle + 1 } else { high = middle }
        }
        return low < query.cells.count && query.cells[low] == cell ? low : nil
    }

    /// Where a site stands in the table, to be looked up once a plan. nil: not in it, or it was moved since.
    package func column(of site: Coordinate) -> Int? { query.sites.firstIndex(of: site) }

    /// Seconds by car on dry roads; nil where the router has no way.
    package func seconds(row: Int, column: Int) -> Int? {
        let value = seconds[row * query.sites.count + column]
        return value == Self.noWay ? nil : Int(value)
    }

    /// Metres along the road, in steps of 10; nil where the router has no way or gives no distances.
    package func metres(row: Int, column: Int) -> Int? {
        guard hasDistances else { return nil }
        let value = decametres[row * query.sites.count + column]
        return value == Self.noWay ? nil : Int(value) * 10
    }

    /// Whether every way of `wanted` was asked for.
    package func covers(_ wanted: TravelQuery) -> Bool {
        wanted.sites.allSatisfy { column(of: $0) != nil } && wanted.cells.allSatisfy { row(of: $0) != nil }
    }

    /// Everything but version and source, the same on every machine, for a digest.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(query.cells.count * 8 + query.sites.count * 16 + seconds.count * 4)
        for cell in query.cells {
            bytes.append(littleEndian: UInt32(bitPattern: cell.north))
            bytes.append(littleEndian: UInt32(bitPattern: cell.east))
        }
        for site in query.sites {
            bytes.append(littleEndian: site.latitude.bitPattern)
            bytes.append(littleEndian: site.longitude.bitPattern)
        }
        for value in seconds + decametres { bytes.append(littleEndian: value) }
        return bytes
    }
}

extension [HomeCell] {
    /// Of a sorted array: each once.
    fileprivate func withoutRepeats() -> [HomeCell] {
        var distinct: [HomeCell] = []
        for cell in self where cell != distinct.last { distinct.append(cell) }
        return distinct
    }
}

extension [UInt8] {
    fileprivate mutating func append(littleEndian value: some FixedWidthInteger) {
        for shift in stride(from: 0, to: value.bitWidth, by: 8) {
            append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }
}
