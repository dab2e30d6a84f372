package import EventStore
package import Mobilization
package import MobilizationRuntime
package import OperationsManual

/// Forgets what the retention no longer allows to be kept: finds it, has the engine record it, and takes it away.
package struct Purge: Sendable {
    /// What went.
    package struct Result: Sendable, Equatable {
        package var texts = 0
        package var members = 0
        /// Events up to this number. nil: none.
        package var eventsThrough: Int64?

        package var isEmpty: Bool { texts == 0 && members == 0 && eventsThrough == nil }
    }

    let log: SQLiteEventLog
    let retention: RetentionConfiguration

    /// Texts of one event: some 10 ms of the driver's time.
    private static let batch = 2_000

    package init(log: SQLiteEventLog, retention: RetentionConfiguration) {
        self.log = log
        self.retention = retention
    }

    /// Takes seconds where there is much; not on the driver's thread.
    ///
    /// `order` hands a plan to the engine and says whether what it recorded is durable; without it, nothing goes and only
    /// the figures are answered.
    package func run(
        _ state: State, at now: Instant, order: ((PurgePlan) async -> Bool)?
    ) async throws(StoreFailure) -> Result {
        let oldest = state.oldestOpenMatter ?? now
        var result = Result()
        let lanes: [([TextKind], Interval)] = [
            ([.message, .reply, .requester, .alert], retention.words), ([.note], retention.notes),
        ]
        for (kinds, kept) in lanes {
            var last: Int64 = 0
            while true {
                let (log, before, after) = (log, min(now - kept, oldest), last)
                let numbers = try await aside { () throws(StoreFailure) in
                    try log.texts(kinds: kinds, before: before, after: after, limit: Self.batch)
                }
                guard let end = numbers.last else { break }
                last = end
                if let order, await !order(PurgePlan(texts: numbers)) { return result }
                result.texts += numbers.count
            }
        }
        let left = min(now - retention.members, oldest)
        let log = log
        let members = try await aside { () throws(StoreFailure) in
            try log.membersToForget(leftBefore: left)
        }
        if members > 0 {
            if let order, await !order(PurgePlan(membersLeftBefore: left)) { return result }
            result.members = members
        }
        let tooOld = min(now - retention.events, oldest)
        let last = try await aside { () throws(StoreFailure) in try log.lastEvent(before: tooOld) }
        if state.incidents.isEmpty, let through = last {
            if let order {
                guard await order(PurgePlan(eventsThrough: through)) else { return result }
                // An incident may have begun since: then the engine recorded nothing, and nothing goes.
                let isForgotten = try await aside { () throws(StoreFailure) in
                    guard try log.hasRecordedPurge(through: through) else { return false }
                    try log.forgetEvents(through: through)
                    return true
                }
                guard isForgotten else { return result }
            }
            result.eventsThrough = through
        }
        if order != nil {
            try await aside { () throws(StoreFailure) in
                try log.forgetRequests(before: now - .hours(7 * 24))
            }
        }
        return result
    }
}
