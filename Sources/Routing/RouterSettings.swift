/// Where the routing engine is, and what is asked of it.
package struct RouterSettings: Sendable, Equatable {
    /// `http://127.0.0.1:5000`, without a slash at its end.
    package var url: String
    /// OSRM's word for the kind of traffic; its times are taken as those of cars.
    package var profile: String
    /// For one request, from connection to last byte.
    package var timeout_ms: Int
    /// Homes and sites in one request, 2 or more; osrm-routed's `--max-table-size` or less.
    package var maxTable: Int
    /// How long a table counts before it is asked for again, since roads close and open. nil: for ever.
    package var refresh_ms: Int64?
    /// The first pause after a failure; each further one is twice as long.
    package var firstPause_ms: Int64

    /// A router that is down is asked again no more seldom than this.
    package static let longestPause_ms: Int64 = 600_000

    package init(
        url: String, profile: String, timeout_ms: Int, maxTable: Int, refresh_ms: Int64?,
        firstPause_ms: Int64 = 10_000
    ) {
        self.url = url
        self.profile = profile
        self.timeout_ms = timeout_ms
        self.maxTable = max(maxTable, 2)
        self.refresh_ms = refresh_ms
        self.firstPause_ms = firstPause_ms
    }

    /// 10, 20, 40 s ... up to 10 min after 1, 2, 3 failures.
    func pause_ms(afterFailures failures: Int) -> Int64 {
        min(firstPause_ms << Int64(min(max(failures - 1, 0), 16)), Self.longestPause_ms)
    }
}

/// Why an answer of the router is not used: words for the journal, without a place in them.
package struct RouterFault: Error, Equatable, CustomStringConvertible {
    package var description: String

    init(_ description: String) {
        self.description = description
    }
}
