import CurlTransport
import Mobilization
import MobilizationRuntime

/// One gateway at work: its thread, its connections, its credit, its rate and its breaker.
///
/// Everything but `take`, `announceAgain` and the ends runs on the loop's thread, and only there is its
/// state touched.
final class Gateway: @unchecked Sendable {
    // Unchecked: the variables below belong to the loop's thread; what others call goes there first.
    private let configuration: GatewayConfiguration
    private let dialect: any GatewayDialect
    private let sink: @Sendable ([GatewayReport]) -> Void
    private let probeInterval_ms: Int64
    private var loop: CurlLoop?

    private var breaker = CircuitBreaker()
    private var downReason = ""
    private var bucket: TokenBucket?
    /// Messages that were ordered and not yet given to the transport, the most urgent first: for want of tokens, during
    /// a trial, or because enough are there already. A stop overtakes them here.
    private var waiting: [OutboundMessage] = []
    /// Ordered and without outcome, those waiting included.
    private var taken = 0
    /// Told to the engine and not yet ordered.
    private var announced = 0
    private var isAnnouncing = false
    private var isStopping = false
    private var isTimerSet = false
    private var pausedUntil_ms: Int64 = 0
    private var reports: [GatewayReport] = []

    private var name: GatewayName { configuration.name }

    init(
        _ configuration: GatewayConfiguration, probeInterval_ms: Int64,
        sink: @escaping @Sendable ([GatewayReport]) -> Void
    ) {
        self.configuration = configuration
        self.probeInterval_ms = probeInterval_ms
        self.sink = sink
        dialect = configuration.dialect
        bucket = configuration.ratePerSecond.map {
            TokenBucket(ratePerSecond: $0, now_ms: MonotonicClock.now_ms())
        }
        // Weak: the loop is ours, and a loop that kept us alive would never end.
        loop = CurlLoop(name: name, options: .init(connections: configuration.connections)) {
            [weak self] completions in self?.completed(completions)
        }
    }

    /// Takes orders. Each gets one outcome.
    func take(_ messages: [OutboundMessage]) {
        onLoop { $0.order(messages) }
    }

    /// Tells the engine the whole of the free credit, as to one that knows of none.
    func announceAgain() {
        onLoop { gateway in
            gateway.isAnnouncing = true
            gateway.announced = 0
            gateway.finishTurn()
        }
    }

    /// Announces nothing more, gives what is under way up to `grace_ms` to end, then ends the thread.
    func beginEnd(grace_ms: Int64) {
        onLoop { gateway in
            gateway.isStopping = true
            gateway.settleWaiting(.surelyNotSent(reason: "the daemon is shutting down"))
            gateway.finishTurn()
        }
        loop?.after(milliseconds: grace_ms) { self.loop?.shutdown() }
    }

    /// Blocks until the thread has ended.
    func awaitEnd() {
        loop?.waitForEnd()
    }

    private func onLoop(_ work: @escaping @Sendable (Gateway) -> Void) {
        loop?.after(milliseconds: 0) { work(self) }
    }

    // MARK: On the loop's thread

    private func order(_ messages: [OutboundMessage]) {
        announced = max(0, announced - messages.count)
        taken += messages.count
        for message in messages { enqueue(message) }
        pump()
        finishTurn()
    }

    private func enqueue(_ message: OutboundMessage) {
        var place = waiting.endIndex
        while place > 0, waiting[place - 1].order.urgency > message.order.urgency { place -= 1 }
        waiting.insert(message, at: place)
    }

    /// Hands over what may go now; settles what can't go at all.
    private func pump() {
        guard !waiting.isEmpty else { return }
        if isStopping { return settleWaiting(.surelyNotSent(reason: "the daemon is shutting down")) }
        if breaker.position == .down {
            return settleWaiting(.surelyNotSent(reason: "the gateway is down: \(downReason)"))
        }
        let now = MonotonicClock.now_ms()
        if pausedUntil_ms > now {
            return settleWaiting(.throttled(retryAfter: Interval(milliseconds: pausedUntil_ms - now)))
        }
        submit(from: now)
    }

    private func submit(from now_ms: Int64) {
        let wall = WallClock.now_s()
        var requests: [TransferRequest] = []
        var settled: [AttemptOutcome] = []
        var count = 0
        // A trial is one message; the others wait for what becomes of it. Else a second one for each connection, so that
        // none is idle until this thread has looked.
        let handedOver = taken - waiting.count
        let most = breaker.position == .trial ? 1 : configuration.connections * 2
        for message in waiting.prefix(max(0, most - handedOver)) {
            if let wait = bucket?.take(now_ms: now_ms) {
                pumpLater(wait)
                break
            }
            count += 1
            do {
                requests.append(try request(for: message, wall))
            } catch {
                settled.append(
                    AttemptOutcome(attempt: message.order.attempt, outcome: .refused(reason: error.reason)))
            }
        }
        waiting.removeFirst(count)
        settle(settled)
        if !requests.isEmpty { loop?.submit(requests) }
    }

    private func request(for message: OutboundMessage, _ now_s: Int64) throws(Unsendable) -> TransferRequest {
        // The engine doesn't order it; this is the last place where a real phone can be spared.
        if message.order.isDrill, !configuration.takesDrills {
            throw Unsendable(reason: "this gateway takes no drills")
        }
        var request = try dialect.request(for: message, now_s: now_s)
        request.tag = message.order.attempt.number
        request.reach = configuration.reach
        return request
    }

    private func pumpLater(_ wait_ms: Int64) {
        guard !isTimerSet else { return }
        isTimerSet = true
        loop?.after(milliseconds: wait_ms) {
            self.isTimerSet = false
            self.pump()
            self.finishTurn()
        }
    }

    private func completed(_ completions: [TransferCompletion]) {
        var outcomes: [AttemptOutcome] = []
        outcomes.reserveCapacity(completions.count)
        for completion in completions {
            let outcome = dialect.outcome(of: completion.result)
            outcomes.append(AttemptOutcome(attempt: AttemptID(completion.tag), outcome: outcome))
        }
        settle(outcomes)
        for outcome in outcomes { learn(from: outcome.outcome) }
        pump()
        finishTurn()
    }

    private func settle(_ outcomes: [AttemptOutcome]) {
        guard !outcomes.isEmpty else { return }
        taken -= outcomes.count
        reports.append(.settled(name, outcomes))
    }

    private func settleWaiting(_ outcome: Outcome) {
        settle(waiting.map { AttemptOutcome(attempt: $0.order.attempt, outcome: outcome) })
        waiting = []
    }

    private func learn(from outcome: Outcome) {
        if case .throttled(let interval) = outcome { pause(interval) }
        if case .wentDown(let reason) = breaker.note(outcome), !isStopping {
            downReason = reason
            reports.append(.down(name, reason: reason))
            // They would fail as well, a connect time-out later; another gateway may take them now.
            loop?.recallUnsent()
            probeLater()
        }
    }

    /// Holds everything back for a while: five seconds at most, since it may be one number that is throttled,
    /// and the gateway says so again if it is not.
    private func pause(_ interval: Interval) {
        let wait_ms = min(max(interval.milliseconds, 100), 5_000)
        let until_ms = MonotonicClock.now_ms() + wait_ms
        guard until_ms > pausedUntil_ms else { return }
        pausedUntil_ms = until_ms
        loop?.after(milliseconds: wait_ms) { self.finishTurn() }
    }

    private func probeLater() {
        loop?.after(milliseconds: breaker.probeDelay(base_ms: probeInterval_ms)) { self.probe() }
    }

    private func probe() {
        guard breaker.position == .down, !isStopping else { return }
        var request = dialect.probe
        request.reach = configuration.reach
        loop?.submit(request) { result in
            if case .response(let response) = result, !(502...504).contains(response.status) {
                self.breaker.allowTrial()
                self.reports.append(.up(self.name))
                self.finishTurn()
            } else {
                self.probeLater()
            }
        }
    }

    /// Sends the reports of this turn, with the credit that is free now.
    private func finishTurn() {
        announce()
        if !reports.isEmpty {
            let all = reports
            reports = []
            sink(all)
        }
        if isStopping && taken == 0 { loop?.shutdown() }
    }

    private func announce() {
        guard isAnnouncing, !isStopping, breaker.position != .down else { return }
        guard pausedUntil_ms == 0 || pausedUntil_ms <= MonotonicClock.now_ms() else { return }
        let credit = breaker.position == .trial ? 1 : configuration.credit
        let free = min(credit - taken, tokensLeft()) - announced
        guard free > 0 else { return }
        announced += free
        reports.append(.ready(name, free))
    }

    /// How many more messages the rate lets go now; when it is none, a timer asks again.
    ///
    /// No more than these are asked of the engine: a message that was started and waits here for its turn would be
    /// one more unknown if the process ended, and could not be overtaken by a more urgent one.
    private func tokensLeft() -> Int {
        guard var filled = bucket else { return .max }
        let stock = filled.stock(now_ms: MonotonicClock.now_ms())
        bucket = filled
        let left = stock.tokens - waiting.count
        if left <= 0, announced == 0 { pumpLater(stock.nextAfter_ms) }
        return left
    }
}
