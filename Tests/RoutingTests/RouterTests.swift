import Mobilization
import Testing

@testable import Routing

struct RouterTests {
    private static let query = RouterWorld.query(cells: 23, sites: 5)

    private static func honest(_ path: String) -> FakeRouter.Reaction {
        AskedTable(path).map { .answer($0.answer) } ?? .answer("{\"code\":\"InvalidUrl\"}", status: 400)
    }

    /// What one request for everything would have given.
    private static func whole(_ query: TravelQuery) -> [Int]? {
        let all = TableBlock(cells: 0..<query.cells.count, sites: 0..<query.sites.count)
        return AskedTable(all.path(query, profile: "driving")).map { asked in
            asked.sources.flatMap { source in asked.destinations.map { asked.seconds(source, $0) } }
        }
    }

    private static func seconds(_ table: TravelTable?) -> [Int?]? {
        table.map { table in
            table.query.cells.indices.flatMap { row in
                table.query.sites.indices.map { table.seconds(row: row, column: $0) }
            }
        }
    }

    @Test(arguments: [2, 3, 7, 10, 28, 100])
    func `blocks of every size join to the same table`(maxTable: Int) async throws {
        let fake = try FakeRouter { path, _ in Self.honest(path) }
        let world = RouterWorld(fake.url, maxTable: maxTable)
        world.router.request(Self.query)
        let table = await world.table()
        #expect(Self.seconds(table) == Self.whole(Self.query))
        #expect(table?.metres(row: 0, column: 0) == table?.seconds(row: 0, column: 0).map { $0 * 10 })
        #expect(fake.paths.count == TableBlock.blocks(of: Self.query, maxTable: maxTable).count)
        world.router.shutdownAndWait()
        fake.stop()
    }

    @Test(arguments: [
        ("[]", 200, "the field answer of its answer is not what OSRM sends"),
        ("<html>502</html>", 502, "it answered 502 "),
        ("{\"code\":\"TooBig\",\"message\":\"x\"}", 400, "it answered 400 TooBig; lower routing.max_table"),
        ("{\"code\":\"Ok\",\"durations\":[null]}", 200, "the field durations of its answer"),
        ("{\"code\":\"Ok\",\"durations\":[[1]]}", 200, "its durations are 1 rows of 1, not 23 of 5"),
    ])
    func `a wrong answer leaves the straight line in force, and the journal says why once`(
        body: String, status: Int, reason: String
    ) async throws {
        let fake = try FakeRouter { path, number in
            number <= 3 ? .answer(body, status: status) : Self.honest(path)
        }
        let world = RouterWorld(fake.url)
        world.router.request(Self.query)
        var lines: [String] = []
        let table = await world.table(&lines)
        #expect(Self.seconds(table) == Self.whole(Self.query))
        #expect(fake.paths.count == 4)
        #expect(lines.count == 2, "\(lines)")
        #expect(lines.first?.hasPrefix("the router gave no travel times: \(reason)") == true, "\(lines)")
        #expect(lines.first?.hasSuffix("; straight lines count") == true)
        world.router.shutdownAndWait()
        fake.stop()
    }

    @Test func `a router that never answers is given up in time`() async throws {
        let fake = try FakeRouter { path, number in number == 1 ? .silence : Self.honest(path) }
        let world = RouterWorld(fake.url, timeout_ms: 300)
        world.router.request(Self.query)
        var lines: [String] = []
        // On a busy machine honest answers may be late, too; one comes in the end.
        #expect(await world.table(&lines) != nil)
        #expect(lines.first?.contains("it took longer than 300 ms; straight lines count") == true)
        world.router.shutdownAndWait()
        fake.stop()
    }

    @Test func `an answer without end, and a connection that closes, are no answers`() async throws {
        let huge = String(repeating: " ", count: 300_000)
        let fake = try FakeRouter { path, number in
            switch number {
            case 1: .answer(huge)
            case 2: .close
            default: Self.honest(path)
            }
        }
        let world = RouterWorld(fake.url)
        world.router.request(Self.query)
        var lines: [String] = []
        #expect(await world.table(&lines) != nil)
        #expect(lines.count == 3, "\(lines)")
        #expect(lines.first?.contains("the answer was longer than is kept") == true)
        world.router.shutdownAndWait()
        fake.stop()
    }

    @Test func `a router that dies halfway gives nothing, not half a table`() async throws {
        let fake = try FakeRouter { path, number in number <= 2 ? Self.honest(path) : .close }
        let world = RouterWorld(fake.url, maxTable: 10, firstPause_ms: 600_000)
        world.router.request(Self.query)
        let line = await world.line()
        #expect(line?.hasSuffix("; straight lines count") == true)
        #expect(fake.paths.count == 3)
        world.router.shutdownAndWait()
        fake.stop()
    }

    @Test func `roads are asked for again, and only other times are news`() async throws {
        let fake = try FakeRouter { path, number in
            if number == 3 { return .close }
            let answer = AskedTable(path)?.answer ?? ""
            return .answer(number < 5 ? answer : answer.replacing("[[", with: "[[1"))
        }
        let world = RouterWorld(fake.url, refresh_ms: 1)
        world.router.request(Self.query)
        let first = await world.table()
        var lines: [String] = []
        let second = await world.table(&lines)
        #expect(first != nil && second != nil && first != second)
        #expect(fake.paths.count >= 5)
        #expect(lines.first?.hasSuffix("the last travel times by road count on") == true, "\(lines)")
        #expect(lines.count == 2)
        world.router.shutdownAndWait()
        fake.stop()
    }

    @Test func `a later question stands for the one before it`() async throws {
        let fake = try FakeRouter { path, number in number == 1 ? .silence : Self.honest(path) }
        let world = RouterWorld(fake.url)
        world.router.request(Self.query)
        while fake.paths.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
        fake.stop()
        let other = try FakeRouter { path, _ in Self.honest(path) }
        let next = RouterWorld(other.url)
        next.router.request(Self.query)
        let later = RouterWorld.query(cells: 4, sites: 2)
        next.router.request(later)
        var tables: [TravelTable] = []
        while tables.last?.query != later, let table = await next.table() { tables.append(table) }
        #expect(Self.seconds(tables.last) == Self.whole(later))
        world.router.shutdownAndWait()
        next.router.shutdownAndWait()
        other.stop()
    }

    @Test func `a map without a way to anywhere is no table`() async throws {
        let fake = try FakeRouter { _, _ in
            .answer("{\"code\":\"Ok\",\"durations\":[[null],[null]]}")
        }
        let world = RouterWorld(fake.url, firstPause_ms: 600_000)
        world.router.request(RouterWorld.query(cells: 2, sites: 1))
        #expect(await world.line()?.contains("its map may be of another town") == true)
        world.router.shutdownAndWait()
        fake.stop()
    }

    @Test func `pauses double up to ten minutes`() {
        let settings = RouterSettings(
            url: "", profile: "driving", timeout_ms: 1, maxTable: 100, refresh_ms: nil)
        let pauses = [1, 2, 3, 7, 8, 1_000].map { settings.pause_ms(afterFailures: $0) }
        #expect(pauses == [10_000, 20_000, 40_000, 600_000, 600_000, 600_000])
    }
}
