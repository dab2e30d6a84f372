import EventStore
import Mobilization
import MobilizationRuntime

/// The real event log, with a count of what became durable.
final class CountingLog: EventLog {
    let store: SQLiteEventLog
    /// Facts about single messages and answers: an event that records a batch counts once for each.
    private(set) var facts = 0

    init(_ store: SQLiteEventLog) {
        self.store = store
    }

    func append(_ batch: Batch, state: State) throws(StoreFailure) {
        try store.append(batch, state: state)
        for fact in batch.facts { facts += Self.attempts(in: fact.event) }
    }

    private static func attempts(in event: Event) -> Int {
        switch event {
        case .attemptsPlanned(let planned): planned.texts.count
        case .attemptsStarted(_, let attempts), .attemptsDropped(let attempts, _): attempts.count
        case .attemptsSettled(_, let settled): settled.accepted.count + settled.others.count
        case .receiptCame, .replyCame: 1
        default: 0
        }
    }

    func recover() throws(StoreFailure) -> State { try store.recover() }
    func text(_ ref: TextRef) throws(StoreFailure) -> String? { try store.text(ref) }
    func request(key: String, actor: String) throws(StoreFailure) -> RecordedRequest? {
        try store.request(key: key, actor: actor)
    }
    func probe() throws(StoreFailure) { try store.probe() }
    func makeRoom() -> Bool { store.makeRoom() }
    func restoreReserve() -> Bool { store.restoreReserve() }
}
