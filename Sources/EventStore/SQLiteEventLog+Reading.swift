import GRDB
package import Mobilization
package import MobilizationRuntime

extension SQLiteEventLog {
    /// Facts with their numbers, for people who read the log; from any thread.
    ///
    /// In order, only facts numbered above `sequence`, at most `limit` of them; those that `isWanted` refuses are
    /// passed over and don't count.
    package func facts(
        after sequence: Int64, limit: Int, where isWanted: @Sendable (Fact) -> Bool
    ) throws(StoreFailure) -> [(sequence: Int64, fact: Fact)] {
        try read { db in
            let coder = FactCoder()
            let rows = try EventRow.cursor(
                db, after: max(sequence, try Recovery.anchor(in: db).sequence), limit: -1)
            var facts: [(sequence: Int64, fact: Fact)] = []
            while facts.count < limit, let next = try rows.next() {
                let row = try EventRow(next)
                let fact = try coder.fact(row)
                if isWanted(fact) { facts.append((row.sequence, fact)) }
            }
            return facts
        }
    }
}

extension SQLiteEventLog {
    /// The state as it was in the moment before an incident was closed, made again from the log; by the incident's
    /// number or its four digits, of several the newest. From any thread; takes as long as the log is.
    ///
    /// - Returns: nil when no closed incident is called so.
    package func stateBeforeClosing(_ name: String) throws(StoreFailure) -> (IncidentID, State)? {
        let found: Int64? = try read { db in
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT id FROM incidents WHERE closed_at IS NOT NULL AND (code = ? OR id = ?)
                    ORDER BY (code = ?) DESC, id DESC LIMIT 1
                    """,
                arguments: [name, Int64(name) ?? -1, name])
        }
        guard let found else { return nil }
        let id = IncidentID(found)
        var (state, after) = try read { db in
            let anchor = try Recovery.anchor(in: db)
            return (try Base.state(at: anchor, in: db), anchor.sequence)
        }
        while true {
            let page = try facts(after: after, limit: 5_000) { _ in true }
            for numbered in page {
                if case .incidentClosed(id) = numbered.fact.event { return (id, state) }
                state.apply(numbered.fact)
            }
            guard let last = page.last else { return nil }
            after = last.sequence
        }
    }
}
