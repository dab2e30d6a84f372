import Mobilization
import Testing

@testable import Routing

struct TableBlockTests {
    @Test func `the blocks cover every way once and keep to the size, for all small sizes`() {
        for cells in 1...9 {
            for sites in 1...7 {
                for maxTable in 2...12 {
                    let query = RouterWorld.query(cells: cells, sites: sites)
                    let blocks = TableBlock.blocks(of: query, maxTable: maxTable)
                    var covered = [Int](repeating: 0, count: query.pairs)
                    for block in blocks {
                        #expect(block.cells.count + block.sites.count <= maxTable)
                        for cell in block.cells {
                            for site in block.sites { covered[cell * sites + site] += 1 }
                        }
                    }
                    #expect(covered == [Int](repeating: 1, count: query.pairs))
                }
            }
        }
        #expect(TableBlock.blocks(of: RouterWorld.query(cells: 0, sites: 3), maxTable: 100) == [])
    }

    @Test func `648 homes and 17 sites are asked for in 8 requests of 100 places`() {
        #expect(TableBlock.blocks(of: RouterWorld.query(cells: 648, sites: 17), maxTable: 100).count == 8)
    }

    @Test func `a request names the middle of cells, the sites, and nothing else`() {
        let query = RouterWorld.query(cells: 2, sites: 1)
        let block = TableBlock(cells: 0..<2, sites: 0..<1)
        #expect(
            block.path(query, profile: "driving")
                == "/table/v1/driving/104.700000,31.465000;104.705000,31.465000;104.742000,31.470000"
                + "?sources=0;1&destinations=2&annotations=duration,distance&generate_hints=false")
    }
}
