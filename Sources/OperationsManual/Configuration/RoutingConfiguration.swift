package import Mobilization
import Yams

/// The routing engine that knows how long ways are: OSRM, on this machine or behind TLS.
package struct RoutingConfiguration: Sendable, Equatable {
    /// Without a slash at its end.
    package var url: String
    package var profile: String
    /// For one request.
    package var timeout: Interval
    /// Homes and sites together in one request.
    package var maxTable: Int
    /// How long a table counts before it is asked for again, since a flood closes roads.
    package var refresh: Interval

    package init(url: String, profile: String, timeout: Interval, maxTable: Int, refresh: Interval) {
        self.url = url
        self.profile = profile
        self.timeout = timeout
        self.maxTable = maxTable
        self.refresh = refresh
    }

    init?(_ block: YAMLBlock) {
        let url = block.required("url", Self.url)
        let profile = block.optional("profile", AccessReader.name)
        let timeout = block.optional("timeout", YAMLValue.duration(in: .seconds(1) ... .minutes(1)))
        let maxTable = block.optional("max_table", YAMLValue.integer(in: 2...10_000))
        let refresh = block.optional("refresh", YAMLValue.duration(in: .minutes(1) ... .hours(24)))
        block.finish()
        guard let url else { return nil }
        self.init(
            url: url, profile: profile ?? Configuration.Shipped.routingProfile,
            timeout: timeout ?? Configuration.Shipped.routingTimeout,
            maxTable: maxTable ?? Configuration.Shipped.routingMaxTable,
            refresh: refresh ?? Configuration.Shipped.routingRefresh)
    }

    /// Where people live, if only to 500 m, crosses no network in the clear.
    private static func url(_ node: Node) throws -> String {
        var url = try GatewayReader.url(node)
        guard url.hasPrefix("https://") || GatewayReader.isLoopback(url) else {
            throw Fault(
                "leads to another machine without encryption; write https://, or run the router here, as in"
                    + " http://127.0.0.1:5000")
        }
        guard !url.contains(where: { "?#{}".contains($0) }) else {
            throw Fault("is \"\(url)\"; write the address alone, without anything behind ? or #")
        }
        while url.hasSuffix("/") { url.removeLast() }
        return url
    }
}
