import EventStore
import Foundation
import HTTPAPI
import Mobilization

/// Reads words and facts from the store for people who look.
struct StoreReaders: TextReader, FactReader {
    let log: SQLiteEventLog

    /// A closed incident with the state before its close; nil: none is called so, or the store can't be read.
    func closedIncident(_ name: String) async -> ClosedIncident? {
        let log = log
        return await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                let found = try? log.stateBeforeClosing(name)
                continuation.resume(returning: found.map { ClosedIncident(id: $0.0, state: $0.1) })
            }
        }
    }

    func words(_ ref: TextRef) -> String? { try? log.text(ref) }

    func facts(of incident: IncidentID?, after sequence: Int64, limit: Int) async throws -> [NumberedFact] {
        let log = log
        // SQLite blocks; a thread of the cooperative pool must not wait for it.
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(
                    with: Result {
                        try log.facts(after: sequence, limit: limit) { fact in
                            incident == nil || fact.event.incident == incident
                        }.map { NumberedFact(sequence: $0.sequence, fact: $0.fact) }
                    })
            }
        }
    }
}
