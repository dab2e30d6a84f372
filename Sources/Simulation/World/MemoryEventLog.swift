package import Mobilization
package import MobilizationRuntime

/// An event log in memory, that checks what the real one must keep.
package final class MemoryEventLog: EventLog {
    package private(set) var facts: [Fact] = []
    package private(set) var texts: [Int64: PlannedText] = [:]
    private var requests: [String: RecordedRequest] = [:]
    /// Every fact so far, applied apart from the engine.
    private var shadow = State()
    private var appends = 0
    /// The next so many appends fail.
    package var failures: [StoreFailure] = []
    /// What a full disk can be given back.
    package var reserve = Reserve.none
    /// Whether somebody has made space on the disk since.
    package var hasRoomAgain = false

    /// Set while no text can be read, as when the process has no descriptor left.
    package var unreadable: StoreFailure?

    package enum Reserve: Sendable { case none, held, freed }

    package init() {}

    package func append(_ batch: Batch, state: State) throws(StoreFailure) {
        if !failures.isEmpty { throw failures.removeFirst() }
        facts += batch.facts
        for text in batch.texts { texts[text.ref.number] = text }
        for request in batch.requests { requests[request.actor + "\n" + request.key] = request }
        for fact in batch.facts { shadow.apply(fact) }
        invariant(shadow.sequence == state.sequence, "every fact of the live state was appended")
        appends += 1
        // Comparing everything costs as much as a thousand batches.
        if appends % 1000 == 0 { invariant(shadow == state, "the state made of the facts is the live state") }
    }

    package func recover() throws(StoreFailure) -> State {
        var state = State()
        for fact in facts { state.apply(fact) }
        shadow = state
        return state
    }

    package func text(_ ref: TextRef) throws(StoreFailure) -> String? {
        if let unreadable { throw unreadable }
        return texts[ref.number]?.words
    }

    package func request(key: String, actor: String) throws(StoreFailure) -> RecordedRequest? {
        requests[actor + "\n" + key]
    }

    package func probe() throws(StoreFailure) {
        if let failure = failures.first { throw failure }
    }

    package func makeRoom() -> Bool {
        guard reserve == .held else { return false }
        reserve = .freed
        return true
    }

    package func restoreReserve() -> Bool {
        if reserve == .freed, hasRoomAgain { reserve = .held }
        return reserve == .held
    }
}
