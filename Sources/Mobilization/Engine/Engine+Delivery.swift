/// What gateways say: outcomes, receipts, going down and coming up.
extension Engine {
    mutating func settle(_ outcomes: [AttemptOutcome], by gateway: GatewayName) {
        var accepted = PackedNumbers()
        var references: [String] = []
        var others: [SettledAttempts.Other] = []
        for outcome in outcomes {
            guard let attempt = state.attempts[outcome.attempt] else { continue }
            if case .accepted(let reference) = outcome.outcome {
                accepted.append(outcome.attempt.number)
                references.append(reference)
            } else {
                others.append(
                    .init(
                        attempt: outcome.attempt, outcome: outcome.outcome,
                        notBefore: notBefore(outcome.outcome, attempt, gateway)))
            }
        }
        guard accepted.count > 0 || !others.isEmpty else { return }
        if references.allSatisfy(\.isEmpty) { references = [] }
        record(
            .attemptsSettled(
                gateway, SettledAttempts(accepted: accepted, references: references, others: others)),
            by: .gateway(gateway))
        for other in others { followUp(other) }
    }

    private func notBefore(_ outcome: Outcome, _ attempt: Attempt, _ gateway: GatewayName) -> Instant? {
        switch outcome {
        case .accepted, .refused: nil
        // The gateway holds back everything for that long. A stop is ready a little before, or less urgent texts would
        // take the room of the first moment.
        case .throttled(let interval) where attempt.urgency == .stop:
            now + max(interval, .seconds(1)) - Interval(milliseconds: 100)
        case .throttled(let interval):
            now + max(interval, .seconds(1)) + Backoff.jitter(interval, state.seed, attempt)
        case .surelyNotSent, .gatewayBroken:
            hasAlternative(for: attempt, to: gateway)
                ? now : now + Backoff.delay(failures: attempt.starts, seed: state.seed, attempt: attempt)
        case .unknown: now + Backoff.receiptGrace
        }
    }

    /// Whether some gateway may take it at once that didn't fail with it so far.
    private func hasAlternative(for attempt: Attempt, to gateway: GatewayName) -> Bool {
        state.carriers(of: attempt.channel, isDrill: isOfDrill(attempt)).contains {
            $0.description.name != gateway && !attempt.avoid.contains($0.description.name)
        }
    }

    private mutating func followUp(_ other: SettledAttempts.Other) {
        guard case .refused = other.outcome, let attempt = state.attempts[other.attempt] else { return }
        takeAnotherChannel(for: attempt)
    }

    /// A number that failed on one channel is tried on the next; where there is none, the officer hears of it.
    private mutating func takeAnotherChannel(for attempt: Attempt) {
        // A script is spoken or nothing: the text went out before it.
        if TextTemplates.isSpoken(attempt.template) { return }
        guard case .member(let id) = attempt.recipient, let member = reference.roster[id],
            isStillRight(attempt)
        else { return }
        let isDrill = isOfDrill(attempt)
        let next = member.channels.first {
            $0 != attempt.channel && !state.carriers(of: $0, isDrill: isDrill).isEmpty
        }
        if attempt.repeats == nil, let next {
            repeatAttempt(attempt, channel: next)
        } else if attempt.urgency <= .callout {
            raise(.numberFailed, incident: attempt.incident, member: id)
        }
    }

    /// Plans one more attempt with the same words, at most once per attempt.
    mutating func repeatAttempt(_ attempt: Attempt, channel: Channel) {
        guard case .member(let member) = attempt.recipient else { return }
        var batch = PlannedAttempts(
            firstID: AttemptID(state.next.attempt), incident: attempt.incident, channel: channel,
            template: attempt.template, urgency: attempt.urgency, notAfter: attempt.notAfter,
            members: PackedNumbers(CollectionOfOne(member.number)), duty: nil,
            texts: PackedNumbers(CollectionOfOne(attempt.text.number)))
        batch.repeats = attempt.id
        if channel == attempt.channel, let gateway = attempt.gateway { batch.avoid = [gateway] }
        record(.attemptsPlanned(batch))
    }

    mutating func lose(_ gateway: GatewayName, reason: String) {
        guard let known = state.gateway(gateway), known.isUp else { return }
        record(.gatewayWentDown(gateway, reason: reason), by: .gateway(gateway))
        log(
            .error,
            "gateway \(gateway) is down: \(reason); its messages go to the next gateway of its channel")
        raise(.gatewayDown, gateway: gateway)
    }

    mutating func regain(_ gateway: GatewayName) {
        guard let known = state.gateway(gateway), !known.isUp else { return }
        record(.gatewayCameUp(gateway), by: .gateway(gateway))
        log(.notice, "gateway \(gateway) is up again")
        closeAlarms { $0.kind == .gatewayDown && $0.gateway == gateway }
    }

    mutating func take(_ receipt: Receipt, from gateway: GatewayName) {
        guard let attempt = attempt(of: receipt) else { return }
        // Receipts come twice and in any order; only one that says something new is a fact.
        switch (attempt.state, receipt.status) {
        case (.delivered, _), (.failed, .failed), (.failed, .expired): return
        default: break
        }
        let wasOpenCallout = attempt.urgency <= .callout && attempt.state != .failed
        record(.receiptCame(attempt.id, receipt.status), by: .gateway(gateway))
        if receipt.status != .delivered, wasOpenCallout { takeAnotherChannel(for: attempt) }
    }

    private func attempt(of receipt: Receipt) -> Attempt? {
        guard let key = receipt.key else { return nil }
        return AttemptKey.attempt(of: key, seed: state.seed).flatMap { state.attempts[$0] }
    }

    /// Unknown outcomes whose time for a receipt is over, on gateways that keep no keys: one repeat at the most on
    /// each channel, and the officer sees what stays unknown.
    mutating func resolveUnknownOutcomes() {
        for id in state.backlog.retries {
            guard let attempt = state.attempts[id], attempt.state == .unknown,
                let due = attempt.notBefore, due <= now
            else { continue }
            let gateway = attempt.gateway.flatMap { state.gateway($0) }
            if gateway?.description.keepsKeys == true { continue }
            // It stays unknown: it may have arrived, and a late receipt can still say so.
            record(.outcomesGivenUp(PackedNumbers(CollectionOfOne(id.number))))
            guard attempt.notAfter > now, isStillRight(attempt), let channel = repeatChannel(for: attempt)
            else {
                raise(.outcomeUnknown, incident: attempt.incident, member: attempt.recipient.member)
                continue
            }
            repeatAttempt(attempt, channel: channel)
        }
    }

    /// The channel of the next repeat: one that was not tried yet, else one tried once. Two tries on a channel
    /// and three in all are the most, so that nobody is flooded over our own uncertainty.
    private func repeatChannel(for attempt: Attempt) -> Channel? {
        guard case .member(let id) = attempt.recipient, let member = reference.roster[id] else { return nil }
        var tried = [attempt.channel]
        var earlier = attempt.repeats
        while let number = earlier, let before = state.attempts[number] {
            tried.append(before.channel)
            earlier = before.repeats
        }
        guard tried.count < 3 else { return nil }
        let isDrill = isOfDrill(attempt)
        let open =
            TextTemplates.isSpoken(attempt.template)
            ? [] : member.channels.filter { !state.carriers(of: $0, isDrill: isDrill).isEmpty }
        return open.first { !tried.contains($0) }
            ?? open.first { channel in tried.count { $0 == channel } == 1 }
    }
}

extension Recipient {
    package var member: MemberID? {
        if case .member(let id) = self { id } else { nil }
    }
}

/// How long to wait before the next try of one message.
enum Backoff {
    /// Receipts come within seconds; asking before would make a duplicate of what has arrived.
    static let receiptGrace = Interval.seconds(15)

    /// Doubles from 5 s to a cap of 2 min, with 10 % jitter, so that one overloaded carrier isn't hit by the
    /// whole roster at once. After 1, 2, 3 failures: 5 s, 10 s, 20 s. `failures` are the failed tries
    /// so far, 1 or more.
    static func delay(failures: Int, seed: UInt64, attempt: Attempt) -> Interval {
        let doublings = min(max(failures - 1, 0), 5)
        let base = min(Interval.seconds(5 << Int64(doublings)), .minutes(2))
        return base + jitter(base, seed, attempt)
    }

    /// Up to a tenth of `interval`, the same each time for the same attempt and try.
    static func jitter(_ interval: Interval, _ seed: UInt64, _ attempt: Attempt) -> Interval {
        let tenth = max(interval.milliseconds / 10, 1)
        let draw = HashedChance(seed: seed).below(
            Int(tenth), .backoff, attempt.id.number, Int64(attempt.starts))
        return Interval(milliseconds: Int64(draw))
    }
}
