import Foundation
import GRDB
package import Mobilization
package import MobilizationRuntime

/// Look-ups for the gateways' receipts. From any thread.
extension SQLiteEventLog {
    /// The attempt that a gateway calls by this reference; the newest one where it gave the same twice.
    ///
    /// - Returns: nil when there is none, or `reference` is empty.
    package func attempt(gateway: GatewayName, reference: String) throws(StoreFailure) -> AttemptID? {
        guard !reference.isEmpty else { return nil }
        return try read { db in
            try Int64.fetchOne(
                db.cachedStatement(
                    sql: "SELECT max(id) FROM attempts WHERE gateway = ? AND provider_reference = ?"),
                arguments: [gateway, reference])
        }.map { AttemptID($0) }
    }
}

extension SQLiteEventLog {
    /// Removes the words and salts of texts for good, from the WAL too unless somebody reads at this moment; the
    /// log stays whole, and verification says `purged`.
    ///
    /// Takes only texts of these kinds that were written before the instant, and says how many went.
    package func purgeTexts(kinds: [TextKind], before instant: Instant) throws(StoreFailure) -> Int {
        let count = try write { db in
            var count = 0
            for kind in kinds {
                try db.execute(
                    sql: "DELETE FROM texts WHERE kind = ? AND at_ms < ?",
                    arguments: [kind.rawValue, instant.milliseconds])
                count += db.changesCount
            }
            return count
        }
        try fold()
        return count
    }

    /// Derives all read tables again from the log, in one transaction.
    ///
    /// - Throws: `corrupt` where the chain is broken; then the tables stay as they were.
    package func rebuild() throws(StoreFailure) {
        try write { db in _ = try Rebuilding(coder: FactCoder()).run(from: db, into: db) }
    }
}

/// Makes the read tables from the log, in the same database or in another one.
struct Rebuilding {
    var coder: FactCoder

    /// - Returns: The state at the log's end.
    func run(from log: Database, into tables: Database) throws -> State {
        guard try Recovery.anchor(in: log) == .start else {
            throw StoreFailure(
                .other, "older events were purged, so the read tables can't be made again from the log")
        }
        for table in Schema.readTableKeys.keys { try tables.execute(sql: "DELETE FROM \(table)") }
        var state = State()
        var link = ChainLink.start
        var writer = ReadTables()
        try Recovery().replay(after: &link, in: log) { fact in
            try writer.follow(fact, sequence: state.sequence + 1, state: &state, in: tables)
        }
        try writer.finish(state, in: tables)
        return state
    }
}
