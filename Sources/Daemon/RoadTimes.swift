import Mobilization
import MobilizationRuntime
import OperationsManual
import Routing

extension Router {
    /// A router whose tables go to the driver as reference data.
    convenience init(_ settings: RouterSettings, journal: Journal, to mailbox: PostBox) {
        self.init(
            settings, journal: { journal.write($0) },
            deliver: { table in
                var table = table
                table.version.digest = RosterOffice.digest(table.bytes)
                _ = mailbox.post(Letter(.reference(.travelTimes(table))))
            })
    }
}

extension RouterSettings {
    init(_ configuration: RoutingConfiguration) {
        self.init(
            url: configuration.url, profile: configuration.profile,
            timeout_ms: Int(configuration.timeout.milliseconds), maxTable: configuration.maxTable,
            refresh_ms: configuration.refresh.milliseconds)
    }
}
