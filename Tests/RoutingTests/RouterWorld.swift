import Mobilization
import Routing

/// A router under test with what comes from it, in order.
struct RouterWorld {
    enum Happening: Sendable {
        case table(TravelTable)
        case line(LogLine)
    }

    let router: Router
    private let happenings: AsyncStream<Happening>

    init(
        _ url: String, maxTable: Int = 100, timeout_ms: Int = 10_000, refresh_ms: Int64? = nil,
        firstPause_ms: Int64 = 1
    ) {
        let (stream, source) = AsyncStream.makeStream(of: Happening.self)
        happenings = stream
        router = Router(
            RouterSettings(
                url: url, profile: "driving", timeout_ms: timeout_ms, maxTable: maxTable,
                refresh_ms: refresh_ms, firstPause_ms: firstPause_ms),
            journal: { source.yield(.line($0)) }, deliver: { source.yield(.table($0)) })
    }

    /// The next table; the lines that the journal got before it are added to `lines`.
    func table(_ lines: inout [String]) async -> TravelTable? {
        for await happening in happenings {
            switch happening {
            case .table(let table): return table
            case .line(let line): lines.append(line.words)
            }
        }
        return nil
    }

    func table() async -> TravelTable? {
        var lines: [String] = []
        return await table(&lines)
    }

    /// The next line of the journal; nil when a table came first.
    func line() async -> String? {
        for await happening in happenings {
            if case .line(let line) = happening { return line.words }
            return nil
        }
        return nil
    }

    /// Homes in a line to the east, sites in a line to the north.
    static func query(cells: Int, sites: Int) -> TravelQuery {
        TravelQuery(
            cells: (0..<cells).map {
                HomeCell(Coordinate(latitude: 31.465, longitude: 104.7 + Double($0) * 0.005))
            },
            sites: (0..<sites).map { Coordinate(latitude: 31.47 + Double($0) * 0.001, longitude: 104.742) })
    }
}
