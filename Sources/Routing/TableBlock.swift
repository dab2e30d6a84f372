import Foundation
import Mobilization

/// A rectangle of the table of ways that fits into one request to OSRM's `table` service.
struct TableBlock: Equatable {
    /// Places in the query's cells.
    var cells: Range<Int>
    /// Places in the query's sites.
    var sites: Range<Int>

    var pairs: Int { cells.count * sites.count }

    /// Rectangles that cover `query`, each with at most `maxTable` homes and sites together.
    static func blocks(of query: TravelQuery, maxTable: Int) -> [TableBlock] {
        guard query.pairs > 0 else { return [] }
        let sitesEach = min(query.sites.count, max(maxTable / 2, 1))
        let cellsEach = max(maxTable - sitesEach, 1)
        var blocks: [TableBlock] = []
        for cell in stride(from: 0, to: query.cells.count, by: cellsEach) {
            for site in stride(from: 0, to: query.sites.count, by: sitesEach) {
                blocks.append(
                    TableBlock(
                        cells: cell..<min(cell + cellsEach, query.cells.count),
                        sites: site..<min(site + sitesEach, query.sites.count)))
            }
        }
        return blocks
    }

    /// What is asked, as `/table/v1/driving/104.742000,31.466000;...?sources=0&destinations=1&...`.
    ///
    /// It says where somebody lives to 500 m, and neither who nor how many.
    func path(_ query: TravelQuery, profile: String) -> String {
        let places = query.cells[cells].map(\.middle) + query.sites[sites]
        let coordinates = places.map { String(format: "%.6f,%.6f", $0.longitude, $0.latitude) }
        let sources = (0..<cells.count).map(String.init)
        let destinations = (cells.count..<places.count).map(String.init)
        return "/table/v1/\(profile)/\(coordinates.joined(separator: ";"))"
            + "?sources=\(sources.joined(separator: ";"))&destinations=\(destinations.joined(separator: ";"))"
            + "&annotations=duration,distance&generate_hints=false"
    }

    /// The most bytes that an honest answer has: two numbers for each way, a road's name for each place.
    var answerLimit: Int { 16_384 + pairs * 48 + (cells.count + sites.count) * 1_024 }
}
