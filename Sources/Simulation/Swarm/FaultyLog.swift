import Mobilization
import MobilizationRuntime

/// An event log whose disk fails and whose process dies as the plan says.
///
/// What is durable survives `recover`, nothing else does; a batch is there whole or not at all, as a transaction is.
final class FaultyLog: EventLog {
    private let plan: SwarmPlan
    private let checks: SwarmChecks
    private var dice: Dice
    private(set) var facts: [Fact] = []
    private(set) var texts: [Int64: PlannedText] = [:]
    private(set) var requests: [String: RecordedRequest] = [:]
    /// Every durable fact, applied apart from the engine.
    private var shadow = State()
    /// An earlier state from which a start may begin, as from a snapshot file that a crash left behind.
    private var snapshot = State()
    private var appends = 0
    private var nextKill: Int?
    /// Appends fail in this way until then.
    private var failing: (kind: StoreFailure.Kind, until: Instant)?
    private var reserve = 0
    private let clock: VirtualTime
    /// The process is dead: nothing that it still does counts.
    private(set) var isDead = false
    private(set) var kills = 0
    private(set) var failures = 0
    /// No more misfortune.
    var isHealed = false {
        didSet { if isHealed { failing = nil } }
    }

    private static let reserveAppends = 200

    init(_ plan: SwarmPlan, clock: VirtualTime, checks: SwarmChecks) {
        self.plan = plan
        self.clock = clock
        self.checks = checks
        dice = Dice(seed: plan.seed, .swarmStore)
        nextKill = plan.killsEvery.map { 1 + dice.below($0 * 2) }
    }

    func append(_ batch: Batch, state: State) throws(StoreFailure) {
        if isDead { throw StoreFailure(.ioError, "the process is dead") }
        appends += 1
        try fail()
        let isKilled = !isHealed && nextKill == 0
        if let left = nextKill { nextKill = left - 1 }
        // Half of the kills hit before the commit is durable, half between it and what follows from it.
        if isKilled, dice.happens(500) { try die() }
        keep(batch, state)
        if isKilled { try die() }
    }

    private func keep(_ batch: Batch, _ state: State) {
        // Held over the batch only where it ends an incident: a state that is held is copied when it changes.
        let ends = batch.facts.contains { if case .incidentClosed = $0.event { true } else { false } }
        let before = ends ? shadow : nil
        for fact in batch.facts { shadow.apply(fact) }
        facts += batch.facts
        for text in batch.texts { texts[text.ref.number] = text }
        for request in batch.requests { requests[request.actor + "\n" + request.key] = request }
        checks.compare(shadow, with: state, wholly: appends % 64 == 0)
        checks.look(at: batch, before: before, after: shadow, now: clock.now)
        if dice.below(60) == 0 { snapshot = shadow }
    }

    /// The next failure, once it is time for one; while one lasts, every append meets it.
    private func fail() throws(StoreFailure) {
        if isHealed { return }
        if failing == nil, dice.below(150) == 0, let fault = dice.one(of: plan.storeFaults) {
            let kind: StoreFailure.Kind =
                switch fault {
                case .busy: .busy
                case .readOnly: .readOnly
                case .diskFull: .diskFull
                case .ioError: .ioError
                }
            failing = (kind, clock.now + dice.between(.seconds(1), .minutes(4)))
            reserve = Self.reserveAppends
            hasReserve = true
        }
        guard let failure = failing else { return }
        if failure.until <= clock.now {
            failing = nil
            return
        }
        if failure.kind == .diskFull, !hasReserve, reserve > 0 {
            reserve -= 1
            return
        }
        failures += 1
        if failure.kind == .ioError {
            // What the disk did with a write that failed, nobody knows; the process must end.
            failing = nil
            isDead = true
        }
        throw StoreFailure(failure.kind, "invented: \(failure.kind.rawValue)")
    }

    private func die() throws(StoreFailure) {
        kills += 1
        isDead = true
        throw StoreFailure(.ioError, "killed")
    }

    /// Kills the process at another point than a write.
    func kill() {
        kills += 1
        isDead = true
    }

    func recover() throws(StoreFailure) -> State {
        if isDead {
            isDead = false
            nextKill = plan.killsEvery.map { 1 + dice.below($0 * 2) }
        }
        var state = snapshot
        for fact in facts.dropFirst(Int(snapshot.sequence)) { state.apply(fact) }
        checks.compare(shadow, with: state, wholly: true)
        return state
    }

    func text(_ ref: TextRef) throws(StoreFailure) -> String? { texts[ref.number]?.words }

    func request(key: String, actor: String) throws(StoreFailure) -> RecordedRequest? {
        requests[actor + "\n" + key]
    }

    func probe() throws(StoreFailure) {
        if let failure = failing, failure.until > clock.now {
            throw StoreFailure(failure.kind, "invented: \(failure.kind.rawValue)")
        }
        failing = nil
    }

    private var hasReserve = true

    func makeRoom() -> Bool {
        guard hasReserve else { return false }
        hasReserve = false
        return true
    }

    func restoreReserve() -> Bool {
        if !hasReserve, failing.map({ $0.until <= clock.now }) ?? true { hasReserve = true }
        return hasReserve
    }
}
