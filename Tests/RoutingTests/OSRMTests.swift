import CurlTransport
import Foundation
import Mobilization
import Synchronization
import Testing

@testable import Routing

/// The router against a real osrm-routed, on the invented roads of `Examples/roads`.
struct OSRMTests {
    @Test func `a real router gives a believable way from every home to every site`() async throws {
        guard isOSRMThere() else { return }
        let query = TravelQuery(try ExampleTown.roster(), try ExampleTown.sites())
        #expect(query.cells.count == 648 && query.sites.count == 17)
        let table = try #require(try await table(query, .open))
        #expect(table.waysMissing == 0 && table.hasDistances)
        var speeds: [Double] = []
        for (row, cell) in query.cells.enumerated() {
            for (column, site) in query.sites.enumerated() {
                let line_m = StraightLine.distance_m(cell.middle, site)
                let seconds = try #require(table.seconds(row: row, column: column))
                let metres = try #require(table.metres(row: row, column: column))
                if metres > 2_000 { speeds.append(Double(metres) / Double(seconds) * 3.6) }
                #expect(Double(metres) > line_m - 2 * TableAnswer.farthestRoad_m)
                // The river and the railway cost up to two bridges' distance.
                #expect(Double(metres) < line_m * 2 + 6_000)
            }
        }
        speeds.sort()
        #expect(speeds[0] > 15 && speeds[speeds.count - 1] < 60)
        #expect((25...40).contains(speeds[speeds.count / 2]), "the town's traffic is that of a town")
    }

    @Test func `a way there is about as long as the way back`() async throws {
        guard isOSRMThere() else { return }
        let sites = try ExampleTown.sites().sites.map(\.position)
        let query = TravelQuery(cells: sites.map(HomeCell.init), sites: sites.map { HomeCell($0).middle })
        let table = try #require(try await table(query, .open))
        for (row, cell) in query.cells.enumerated() {
            for (column, other) in query.sites.enumerated() {
                let back = try #require(table.row(of: HomeCell(other)))
                let home = try #require(table.column(of: cell.middle))
                let there_s = try #require(table.seconds(row: row, column: column))
                let back_s = try #require(table.seconds(row: back, column: home))
                // Turns to the left and traffic lights cost a few seconds more than those to the right.
                #expect(abs(there_s - back_s) <= 60, "\(there_s) s there, \(back_s) s back")
            }
        }
    }

    @Test func `a closed bridge makes ways across the river longer, and no way shorter`() async throws {
        guard isOSRMThere() else { return }
        let query = TravelQuery(try ExampleTown.roster(), try ExampleTown.sites())
        let open = try #require(try await table(query, .open))
        let closed = try #require(try await table(query, .bridgeClosed))
        let flooded = try #require(try await table(query, .floodClosed))
        let east: [Bool] = query.sites.map { $0.longitude > 104.765 && $0.latitude > 31.46 }
        #expect(east.count { $0 } == 3, "F04, F11 and S01 lie across the river")
        var longer = (across: 0, alongside: 0)
        for (row, cell) in query.cells.enumerated() {
            // Only homes that lie clearly on one bank; the river bends around 104.7615.
            let isEast = cell.middle.longitude > 104.790
            let isWest = cell.middle.longitude < 104.750
            for column in query.sites.indices {
                let before = try #require(open.seconds(row: row, column: column))
                let after = try #require(closed.seconds(row: row, column: column))
                #expect(after >= before && (flooded.seconds(row: row, column: column) ?? 0) >= after)
                guard after > before + 30, isEast || isWest else { continue }
                if isEast == east[column] { longer.alongside += 1 } else { longer.across += 1 }
            }
        }
        #expect(longer.across > 500)
        #expect(longer.alongside == 0)
    }

    @Test func `blocks of a real router join to what one request gives`() async throws {
        guard isOSRMThere() else { return }
        let query = TravelQuery(try ExampleTown.roster(), try ExampleTown.sites())
        let whole = try await table(query, .open, maxTable: 700, routerMaxTable: 700)
        let joined = try await table(query, .open, maxTable: 100)
        let narrow = try await table(query, .open, maxTable: 20)
        #expect(whole != nil && joined == whole && narrow == whole)
    }

    @Test func `a router that refuses the size says what to change`() async throws {
        guard isOSRMThere() else { return }
        let town = try await OSRMTown.start(.open, maxTable: 3)
        defer { town.kill() }
        let world = RouterWorld(town.url, maxTable: 100, firstPause_ms: 600_000)
        world.router.request(RouterWorld.query(cells: 20, sites: 10))
        let line = await world.line()
        #expect(line?.contains("TooBig; lower routing.max_table") == true, "\(line ?? "no line")")
        world.router.shutdownAndWait()
    }

    @Test func `a router killed halfway leaves the straight line in force`() async throws {
        guard isOSRMThere() else { return }
        let town = try await OSRMTown.start(.open)
        let query = TravelQuery(try ExampleTown.roster(), try ExampleTown.sites())
        // In front of the real one, so that the moment of its death is known.
        let loop = CurlLoop(name: "relay")
        let relay = try FakeRouter { path, number in
            if number == 4 { town.kill() }
            guard let body = loop.body(of: town.url + path) else { return .close }
            return .answer(String(decoding: body, as: UTF8.self))
        }
        let world = RouterWorld(relay.url, firstPause_ms: 600_000)
        world.router.request(query)
        let line = await world.line()
        #expect(line?.hasPrefix("the router gave no travel times: ") == true, "\(line ?? "a table")")
        #expect(line?.hasSuffix("; straight lines count") == true)
        #expect(relay.paths.count == 4)
        world.router.shutdownAndWait()
        relay.stop()
    }

    private func table(
        _ query: TravelQuery, _ roads: OSRMTown.Roads, maxTable: Int = 100, routerMaxTable: Int = 100
    ) async throws -> TravelTable? {
        try await roadTable(query, roads, maxTable: maxTable, routerMaxTable: routerMaxTable)
    }
}

extension CurlLoop {
    /// Blocks until the answer is there; nil when none comes.
    fileprivate func body(of url: String) -> [UInt8]? {
        let done = DispatchSemaphore(value: 0)
        let body = Mutex<[UInt8]?>(nil)
        let request = TransferRequest(method: "GET", url: url, responseLimit: 10_000_000)
        submit(request) { result in
            if case .response(let response) = result { body.withLock { $0 = response.body } }
            done.signal()
        }
        done.wait()
        return body.withLock { $0 }
    }
}

/// Whether there is a router to test with; says so where there is none.
func isOSRMThere() -> Bool {
    if OSRMTown.isInstalled { return true }
    print("SKIPPED: no OSRM to test with; Scripts/get-osrm fetches it")
    if ProcessInfo.processInfo.environment["STRICT"] == "1" { Issue.record("OSRM isn't there") }
    return false
}

/// What a real osrm-routed says about the ways of `query`.
func roadTable(
    _ query: TravelQuery, _ roads: OSRMTown.Roads, maxTable: Int = 100, routerMaxTable: Int = 100
) async throws -> TravelTable? {
    let town = try await OSRMTown.start(roads, maxTable: routerMaxTable)
    defer { town.kill() }
    let world = RouterWorld(town.url, maxTable: maxTable)
    world.router.request(query)
    let table = await world.table()
    world.router.shutdownAndWait()
    return table
}
