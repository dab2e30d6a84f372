import Mobilization

/// A table on its way: its blocks are asked for one after the other, and it counts only when all have come.
struct TableFilling {
    let query: TravelQuery
    private let blocks: [TableBlock]
    private var done = 0
    private var seconds: [UInt16]
    private var decametres: [UInt16]
    private var hasDistances: Bool?
    private(set) var offTheMap = 0

    init(_ query: TravelQuery, maxTable: Int) {
        self.query = query
        blocks = TableBlock.blocks(of: query, maxTable: maxTable)
        seconds = [UInt16](repeating: TravelTable.noWay, count: query.pairs)
        decametres = seconds
    }

    /// What to ask for now. nil: all have come.
    var next: TableBlock? { done < blocks.count ? blocks[done] : nil }

    /// Takes the answer about `next`.
    mutating func take(_ answer: TableAnswer) throws(RouterFault) {
        guard let block = next else { return }
        if let hasDistances, hasDistances != (answer.decametres != nil) {
            throw RouterFault("it gives distances for some ways and none for others")
        }
        hasDistances = answer.decametres != nil
        for (place, cell) in block.cells.enumerated() {
            let from = place * block.sites.count
            let to = cell * query.sites.count + block.sites.lowerBound
            for site in 0..<block.sites.count {
                seconds[to + site] = answer.seconds[from + site]
                if let tens = answer.decametres { decametres[to + site] = tens[from + site] }
            }
        }
        // Each home stands in as many blocks as the sites need, and each site in as many as the homes need.
        if block.sites.lowerBound == 0 { offTheMap += answer.cellsOffTheMap }
        if block.cells.lowerBound == 0 { offTheMap += answer.sitesOffTheMap }
        done += 1
    }

    /// The whole, once all blocks have come.
    func table() throws(RouterFault) -> TravelTable {
        let table = TravelTable(
            version: .none, source: "osrm", query: query, seconds: seconds,
            decametres: hasDistances == true ? decametres : [])
        guard table.waysMissing < query.pairs else {
            throw RouterFault("it knows no way between any home and any site; its map may be of another town")
        }
        return table
    }
}
