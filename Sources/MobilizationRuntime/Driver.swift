package import Mobilization

/// The loop that everything passes through: takes letters, lets the engine decide, commits, then acts.
///
/// Synchronous and generic over its ports, so that simulation runs this very code on virtual time. Owned by one
/// thread; nothing here may be called from another.
package final class Driver<Log: EventLog, Post: Mailbox, Pool: GatewayPool, Clock: TimeSource> {
    private let log: Log
    private let mailbox: Post
    private let pool: Pool
    private let clock: Clock
    private let holder: any BoardHolder
    private let journal: (LogLine) -> Void
    private let requestTravelTimes: (TravelQuery) -> Void
    private let boardEvery: Interval
    /// A board that says "as of 03:10" at 03:40, because nothing came, looks like a daemon that hangs.
    private static var boardAtLeastEvery: Interval { .seconds(15) }
    private var engine: Engine
    private var shelf: TextShelf
    private var outage: Outage?
    private var lastPublished: Instant?
    private var hasUnpublished = true
    /// Inputs that the driver itself owes the engine.
    private var owed: [Letter] = [Letter(.cameUp)]
    /// What came while the store refused and nobody says again: outcomes, gateways going and coming, reference data.
    private var kept: [Letter] = []
    /// Batches that were made durable; the watchdog looks whether it, or idling, goes on.
    package private(set) var rounds: Int64 = 0

    /// `state` is what `log` recovered; `boardEvery`, in engine time, is how old the board may get while
    /// letters keep coming; `journal` takes lines without personal data; `requestTravelTimes` asks a router,
    /// whose answer comes as a letter, and must not wait for it.
    package init(
        log: Log, mailbox: Post, pool: Pool, clock: Clock, holder: any BoardHolder, reference: Reference,
        state: State, boardEvery: Interval = Interval(milliseconds: 50), journal: @escaping (LogLine) -> Void,
        requestTravelTimes: @escaping (TravelQuery) -> Void = { _ in }
    ) {
        self.log = log
        self.mailbox = mailbox
        self.pool = pool
        self.clock = clock
        self.holder = holder
        self.journal = journal
        self.requestTravelTimes = requestTravelTimes
        self.boardEvery = boardEvery
        engine = Engine(state: state, reference: reference)
        shelf = TextShelf()
    }

    package var state: State { engine.state }

    /// Runs until the mailbox is closed.
    ///
    /// - Throws: `StoreFailure` of kind `ioError` or `corrupt`: what is on the disk is unknown, the process must end.
    package func run() throws(StoreFailure) {
        while try turn() {}
        publish(at: clock.now)
    }

    /// Takes one batch.
    /// - Returns: false when the mailbox is closed and empty.
    package func turn() throws(StoreFailure) -> Bool {
        var letters = owed
        owed = []
        if letters.isEmpty {
            guard let taken = mailbox.take(limit: Limits.batchInputs, until: nextDeadline) else {
                return false
            }
            letters = taken
        }
        rounds &+= 1
        if let until = outage?.nextProbe, clock.now >= until, try heal() {
            letters = kept + letters
            kept = []
        }
        if let deadline = engine.nextDeadline, deadline <= clock.now, outage?.refusesAll != true {
            letters.append(Letter(.tick))
        }
        if !letters.isEmpty { try work(letters) }
        publishIfDue(letters)
        return true
    }

    private var nextDeadline: Instant? {
        var deadline = outage?.nextProbe ?? engine.nextDeadline
        if let last = lastPublished {
            let due = last + (hasUnpublished ? boardEvery : Self.boardAtLeastEvery)
            deadline = min(deadline ?? due, due)
        }
        return deadline
    }

    // MARK: - One batch

    private func work(_ letters: [Letter]) throws(StoreFailure) {
        if outage?.refusesAll == true {
            refuse(letters)
            return
        }
        let credits = engine.credits
        var round = Round(rationed: outage != nil)
        for letter in letters { try round.take(letter, engine: &engine, log: log, now: clock.now) }
        // Once for all of them: a fact for each answer's message would cost as much as the answer.
        round.take(engine.dispatch(at: clock.now))
        if !round.batch.isEmpty {
            do {
                try log.append(round.batch, state: engine.state)
            } catch {
                try recover(from: error, letters: letters, credits: credits)
                return
            }
            hasUnpublished = true
        }
        shelf.keep(round.batch.texts)
        send(round.orders)
        for line in round.lines { journal(line) }
        if let query = round.travelQuery { requestTravelTimes(query) }
        for (answered, reception) in round.receptions { answered(reception) }
    }

    private func send(_ orders: [SendOrder]) {
        guard !orders.isEmpty else { return }
        var messages: [OutboundMessage] = []
        messages.reserveCapacity(orders.count)
        for order in orders {
            do throws(StoreFailure) {
                if let words = try words(of: order) {
                    messages.append(OutboundMessage(order: order, words: words))
                    continue
                }
                journal(LogLine(.error, "the words of message \(order.attempt) are gone; it was not sent"))
                giveBack(order, .refused(reason: "text purged"))
            } catch {
                // They are there and can't be read just now, for want of a descriptor for example: a person must not
                // be passed over for that.
                journal(LogLine(.error, "message \(order.attempt) waits for its words: \(error.description)"))
                giveBack(order, .throttled(retryAfter: .seconds(1)))
            }
        }
        pool.send(messages)
    }

    private func words(of order: SendOrder) throws(StoreFailure) -> String? {
        guard let planned = try shelf.words(order.text, log: log) else { return nil }
        return try TextMarker.expanded(planned) { (ref) throws(StoreFailure) in try log.text(ref) }
    }

    /// Settles an order that never came to its gateway, whose room is free again.
    private func giveBack(_ order: SendOrder, _ outcome: Outcome) {
        owed.append(
            Letter(.settled(order.gateway, [AttemptOutcome(attempt: order.attempt, outcome: outcome)])))
        owed.append(Letter(.gatewayReady(order.gateway, 1)))
    }

    // MARK: - The board

    private func publishIfDue(_ letters: [Letter]) {
        let now = clock.now
        guard hasUnpublished || lastPublished.map({ now - $0 >= Self.boardAtLeastEvery }) ?? true else {
            return
        }
        if letters.contains(where: \.isLookedFor) || lastPublished.map({ now - $0 >= boardEvery }) ?? true {
            publish(at: now)
        }
    }

    private func publish(at now: Instant) {
        lastPublished = now
        hasUnpublished = false
        holder.publish(
            Board(
                asOf: now, state: engine.state, reference: engine.reference,
                storeTrouble: outage?.trouble))
    }

    // MARK: - When the store refuses

    /// A failed commit: nothing of the batch happened. The engine is rebuilt by the code of a normal start.
    private func recover(
        from failure: StoreFailure, letters: [Letter], credits: [GatewayName: Int]
    ) throws(StoreFailure) {
        journal(LogLine(.error, failure.description))
        if failure.kind == .ioError || failure.kind == .corrupt {
            refuse(letters, because: failure)
            throw failure
        }
        let isFirst = outage == nil
        try rebuild(credits: credits)
        if failure.kind == .diskFull, isFirst, log.makeRoom() {
            outage = Outage(StoreTrouble(failure, takesPeople: true), nextProbe: clock.now + .seconds(30))
            journal(
                LogLine(
                    .error, "the reserve file was freed: stops, arrivals and safe home go on, alerts get 503")
            )
            try work(letters)
        } else {
            outage = Outage(StoreTrouble(failure, takesPeople: false), nextProbe: clock.now + .seconds(1))
            refuse(letters)
        }
        hasUnpublished = true
    }

    private func rebuild(credits: [GatewayName: Int]) throws(StoreFailure) {
        let reference = engine.reference
        engine = Engine(state: try log.recover(), reference: reference)
        engine.credits = credits
    }

    private func refuse(_ letters: [Letter], because failure: StoreFailure? = nil) {
        let reason = failure ?? outage?.trouble.failure ?? StoreFailure(.other, "the store takes no writes")
        for letter in letters {
            // Capacity is no fact; it must not be lost while the store is away.
            if case .gatewayReady(let gateway, let count) = letter.input {
                engine.credits[gateway, default: 0] += count
            } else if letter.isSaidOnce {
                kept.append(letter)
            }
            letter.answered?(.storeUnavailable(reason))
        }
    }

    /// Tries the store again. What gateways said meanwhile was kept, so that nothing is unknown that we were told.
    ///
    /// While the freed reserve is used up, a write proves nothing: new alerts are taken again only when the disk
    /// has room for the reserve, too.
    ///
    /// - Returns: Whether the store takes writes again.
    private func heal() throws(StoreFailure) -> Bool {
        hasUnpublished = true
        if outage?.refusesAll == false, !log.restoreReserve() {
            outage?.nextProbe = clock.now + .seconds(30)
            return false
        }
        do {
            try log.probe()
            journal(LogLine(.notice, "the store takes writes again"))
            outage = nil
            return true
        } catch {
            if error.kind == .ioError || error.kind == .corrupt { throw error }
            let pause: Interval = outage?.refusesAll == true ? .seconds(1) : .seconds(30)
            outage?.nextProbe = clock.now + pause
            return false
        }
    }
}

/// While the store refuses.
private struct Outage {
    var trouble: StoreTrouble
    var nextProbe: Instant

    init(_ trouble: StoreTrouble, nextProbe: Instant) {
        self.trouble = trouble
        self.nextProbe = nextProbe
    }

    var refusesAll: Bool { !trouble.takesPeople }
}

extension Letter {
    /// Whoever sent it doesn't wait for an answer and won't send it again.
    fileprivate var isSaidOnce: Bool {
        switch input {
        case .settled, .gatewayDown, .gatewayUp, .cameUp, .clockStepped: true
        case .reference, .gatewaysConfigured, .reload, .reloadRefused: answered == nil
        // How often somebody knocks at the door has no bound, and the journal has it; the keeper of the store looks again.
        case .commandHeard, .store: false
        case .gatewayReady, .tick, .command, .alert, .unreadableAlert, .reply, .receipt: false
        }
    }
}

/// What one batch of letters came to.
private struct Round {
    let rationed: Bool
    var batch = Batch()
    var orders: [SendOrder] = []
    var lines: [LogLine] = []
    /// Each asks for all the ways, so the last one stands for those before it.
    var travelQuery: TravelQuery?
    var receptions: [(@Sendable (Reception) -> Void, Reception)] = []

    init(rationed: Bool) {
        self.rationed = rationed
    }

    mutating func take(
        _ letter: Letter, engine: inout Engine, log: some EventLog, now: Instant
    ) throws(StoreFailure) {
        if rationed, letter.lane == .alert {
            note(
                letter,
                .storeUnavailable(
                    StoreFailure(.diskFull, "the disk is full; free space, then send this again")))
            return
        }
        if let mark = letter.mark, let known = try known(mark, log: log) {
            note(letter, known.bodyDigest == mark.bodyDigest ? .answer(known.answer) : .keyReused)
            return
        }
        let step = engine.decide(letter.input, at: now)
        take(step)
        if let mark = letter.mark, let answer = step.answer {
            batch.requests.append(
                RecordedRequest(
                    key: mark.key, actor: mark.actor, bodyDigest: mark.bodyDigest, answer: answer, at: now))
        }
        note(letter, step.answer.map { .answer($0) } ?? .taken)
    }

    mutating func take(_ step: Step) {
        batch.facts += step.facts
        batch.texts += step.texts
        for effect in step.effects {
            switch effect {
            case .send(let order): orders.append(order)
            case .log(let line): lines.append(line)
            case .requestTravelTimes(let query): travelQuery = query
            }
        }
    }

    private mutating func note(_ letter: Letter, _ reception: Reception) {
        if let answered = letter.answered { receptions.append((answered, reception)) }
    }

    private func known(_ mark: RequestMark, log: some EventLog) throws(StoreFailure) -> RecordedRequest? {
        if let here = batch.requests.first(where: { $0.key == mark.key && $0.actor == mark.actor }) {
            return here
        }
        return try log.request(key: mark.key, actor: mark.actor)
    }
}

/// The words of messages that may still have to be sent, so that sending needs no read from the store.
private struct TextShelf {
    private var words: [Int64: String] = [:]
    private var order: [Int64] = []
    private static let capacity = 4096

    mutating func keep(_ texts: [PlannedText]) {
        for text in texts where text.kind == .message {
            words[text.ref.number] = text.words
            order.append(text.ref.number)
        }
        let surplus = order.count - Self.capacity
        guard surplus > 0 else { return }
        for number in order.prefix(surplus) { words[number] = nil }
        order.removeFirst(surplus)
    }

    func words(_ ref: TextRef, log: some EventLog) throws(StoreFailure) -> String? {
        if let known = words[ref.number] { return known }
        return try log.text(ref)
    }
}
