/// `GET /v1/store`: the disk under the records, and what was done for them.
package struct StoreView: Sendable, Equatable, Codable {
    package var sequence: Int64
    package var asOf: Moment
    /// Free on the disk. nil: the system doesn't say.
    package var freeMegabytes: Int64?
    /// With less the officer gets an alarm.
    package var lowBelowMegabytes: Int64
    /// Whether an alarm says that the disk failed or the store is damaged.
    package var failed: Bool
    /// The last backup. nil: none is known.
    package var backedUp: Moment?
    /// The last check of the whole file since the start.
    package var checked: Moment?
    /// The last purge since the start.
    package var purged: Moment?

    package init(
        sequence: Int64, asOf: Moment, freeMegabytes: Int64?, lowBelowMegabytes: Int64, failed: Bool,
        backedUp: Moment?, checked: Moment?, purged: Moment?
    ) {
        self.sequence = sequence
        self.asOf = asOf
        self.freeMegabytes = freeMegabytes
        self.lowBelowMegabytes = lowBelowMegabytes
        self.failed = failed
        self.backedUp = backedUp
        self.checked = checked
        self.purged = purged
    }
}
