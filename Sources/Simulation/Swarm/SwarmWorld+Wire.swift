import Mobilization
import MobilizationRuntime

/// A gateway as the daemon's own code drives it: its credit, its breaker, and a provider with moods behind it.
struct SwarmGateway {
    let description: GatewayDescription
    var mood = SwarmPlan.Mood.good
    /// Ordered and without outcome.
    var taken = 0
    /// Told to the engine and not yet ordered.
    var announced = 0
    var failures = 0
    var isDown = false
    var pausedUntil = Instant(milliseconds: 0)
    /// Keys that the provider has seen.
    var keys: Set<String> = []

    init(_ description: GatewayDescription) { self.description = description }

    /// A new process knows nothing of what the last one had under way.
    mutating func beginAnew() {
        taken = 0
        announced = 0
        failures = 0
        isDown = false
        pausedUntil = Instant(milliseconds: 0)
    }
}

extension SwarmWorld: GatewayPool {
    func send(_ messages: [OutboundMessage]) {
        // The process may die between two of the messages that it hands over.
        for message in messages where !log.isDead {
            let name = message.order.gateway
            lines[name]?.taken += 1
            lines[name]?.announced -= 1
            let mood = lines[name]?.mood ?? .good
            let takes = wireDice.between(.zero, mood == .slow ? .seconds(20) : .seconds(1))
            schedule.add(.wire(message, life: life), at: clock.now + takes)
            if plan.killsEvery != nil, !isHealed, wireDice.below(2000) == 0 { log.kill() }
        }
    }

    /// What the provider does with a message, and what it says.
    func provide(_ message: OutboundMessage, at now: Instant, life: Int) {
        let name = message.order.gateway
        guard let line = lines[name] else { return }
        // A request of a process that died is on the wire, or isn't.
        if life != self.life, wireDice.happens(500) { return }
        if line.isDown { return settle(message, .surelyNotSent(reason: "down"), life) }
        if line.pausedUntil > now {
            return settle(message, .throttled(retryAfter: line.pausedUntil - now), life)
        }
        switch line.mood {
        case .good, .slow:
            deliver(message, at: now)
            settle(message, .accepted(reference: "r\(message.order.attempt)"), life)
        case .down: settle(message, .surelyNotSent(reason: "connection refused"), life)
        case .silent:
            if wireDice.happens(500) { deliver(message, at: now) }
            settle(message, .unknown(reason: "timeout"), life, after: .seconds(10))
        case .throttling:
            settle(message, .throttled(retryAfter: wireDice.between(.seconds(1), .seconds(30))), life)
        case .broken: settle(message, .gatewayBroken(reason: "account suspended"), life)
        case .losing:
            if wireDice.happens(500) { deliver(message, at: now) }
            settle(message, .accepted(reference: "r\(message.order.attempt)"), life)
        }
    }

    private func deliver(_ message: OutboundMessage, at now: Instant) {
        let order = message.order
        let isRepeat = lines[order.gateway]?.keys.contains(order.key) ?? false
        let keepsKeys = lines[order.gateway]?.description.keepsKeys ?? false
        lines[order.gateway]?.keys.insert(order.key)
        if isRepeat, keepsKeys { return }
        taken.append(
            Taken(at: now, attempt: order.attempt, gateway: order.gateway, words: message.words))
        checks.check(
            message.words.hasPrefix("演练") || message.words.hasPrefix("DRILL")
                ? order.isDrill
                : !order.isDrill
                    || order.channel == .voice, "a drill's text says so, and no other does",
            "attempt \(order.attempt)")
        network.deliver(
            text: message.words, to: order.address, key: order.key, at: now, channel: order.channel)
    }

    private func settle(
        _ message: OutboundMessage, _ outcome: Outcome, _ life: Int, after pause: Interval = .zero
    ) {
        schedule.add(
            .outcome(
                message.order.gateway, AttemptOutcome(attempt: message.order.attempt, outcome: outcome),
                life: life),
            at: clock.now + pause + wireDice.between(.zero, Interval(milliseconds: 300)))
    }

    func report(_ outcome: AttemptOutcome, of name: GatewayName, life: Int) {
        guard life == self.life else { return }
        lines[name]?.taken -= 1
        post.post(Letter(.settled(name, [outcome])))
        switch outcome.outcome {
        case .accepted, .refused: lines[name]?.failures = 0
        case .throttled(let interval):
            lines[name]?.failures = 0
            let until = clock.now + min(interval, .seconds(5))
            lines[name]?.pausedUntil = until
            schedule.add(.announce(name, life: life), at: until)
        case .surelyNotSent, .gatewayBroken, .unknown:
            lines[name]?.failures += 1
            if lines[name]?.failures ?? 0 >= 5, lines[name]?.isDown == false {
                lines[name]?.isDown = true
                post.post(Letter(.gatewayDown(name, reason: "five failures")))
                schedule.add(.probe(name, life: life), at: clock.now + .seconds(10))
            }
        }
        announce(name)
    }

    func probe(_ name: GatewayName, life: Int) {
        guard life == self.life else { return }
        if lines[name]?.mood == .down {
            schedule.add(.probe(name, life: life), at: clock.now + .seconds(10))
            return
        }
        lines[name]?.isDown = false
        // One failure more and it is out of use again.
        lines[name]?.failures = 4
        post.post(Letter(.gatewayUp(name)))
        announce(name)
    }

    func announce(_ name: GatewayName) {
        guard let line = lines[name], !line.isDown, line.pausedUntil <= clock.now else { return }
        let free = line.description.credit - line.taken - line.announced
        guard free > 0 else { return }
        lines[name]?.announced += free
        post.post(Letter(.gatewayReady(name, free)))
    }

    func changeMood(of name: GatewayName, at now: Instant) {
        guard !isHealed, let mood = wireDice.one(of: plan.moods) else { return }
        lines[name]?.mood = mood
        schedule.add(.mood(name), at: now + wireDice.between(.minutes(1), .minutes(25)))
    }
}
