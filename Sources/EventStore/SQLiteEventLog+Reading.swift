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
            let rows = try EventRow.cursor(db, after: sequence, limit: -1)
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
