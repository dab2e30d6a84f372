/// How attempts move between planned, started and settled.
extension State {
    mutating func applyDelivery(_ fact: Fact) {
        switch fact.event {
        case .attemptsPlanned(let planned): add(planned, at: fact.at)
        case .attemptsStarted(let gateway, let ids): start(ids.numbers, by: gateway, at: fact.at)
        case .attemptsSettled(let gateway, let settled): settle(settled, by: gateway)
        case .attemptsDropped(let ids, let state):
            let dropped = ids.numbers.map { AttemptID($0) }
            for id in dropped { attempts.update(id) { $0.state = state } }
            tidyBacklog(after: dropped)
        case .receiptCame(let id, let status): applyReceipt(id, status)
        case .outcomesLost(let ids):
            for number in ids.numbers { becomeUnknown(AttemptID(number), notBefore: fact.at) }
        case .outcomesGivenUp(let ids):
            let given = Set(ids.numbers.map { AttemptID($0) })
            backlog.removeRetries { given.contains($0) }
        default: break
        }
    }

    private mutating func add(_ planned: PlannedAttempts, at now: Instant) {
        let fresh = planned.attempts(plannedAt: now)
        // For a wave only: reserving for one at a time would copy the table each time.
        if fresh.count > attempts.count { attempts.reserveCapacity(attempts.count + fresh.count) }
        for attempt in fresh {
            attempts[attempt.id] = attempt
            if attempt.isFresh { backlog.add(attempt) } else { backlog.addRetry(attempt.id) }
            next.text = max(next.text, attempt.text.number + 1)
            next.attempt = max(next.attempt, attempt.id.number + 1)
        }
    }

    private mutating func start(_ numbers: [Int64], by gateway: GatewayName, at now: Instant) {
        let ids = numbers.map { AttemptID($0) }
        for id in ids {
            var recipient: Recipient?
            attempts.update(id) { attempt in
                attempt.state = .started
                attempt.gateway = gateway
                attempt.starts += 1
                attempt.notBefore = nil
                // The budgets are of texts: a call is rung once, and no text is saved by it.
                if attempt.channel == .sms { recipient = attempt.recipient }
            }
            guard case .member(let member)? = recipient else { continue }
            if !contacts.contains(member) { contacts[member] = ContactTimes() }
            contacts.update(member) { $0.add(now) }
        }
        noteFirstSend(ids, at: now)
        tidyBacklog(after: ids)
    }

    private mutating func noteFirstSend(_ ids: [AttemptID], at now: Instant) {
        var known: IncidentID?
        for id in ids {
            guard let incident = attempts[id]?.incident, incident != known else { continue }
            known = incident
            if incidents[incident]?.firstSentAt == nil { incidents.update(incident) { $0.firstSentAt = now } }
        }
    }

    private mutating func settle(_ settled: SettledAttempts, by gateway: GatewayName) {
        for number in settled.accepted.numbers {
            // A receipt may have come before the answer of the gateway; the state only moves forward.
            attempts.update(AttemptID(number)) { if $0.state.isOpen { $0.state = .sent } }
        }
        for other in settled.others {
            guard let attempt = attempts[other.attempt], attempt.state.isOpen else { continue }
            if other.outcome.reachedNobody { takeBackContact(of: attempt) }
            switch other.outcome {
            case .accepted: attempts.update(other.attempt) { $0.state = .sent }
            case .surelyNotSent, .gatewayBroken: waitAgain(other, avoiding: gateway)
            case .throttled: waitAgain(other, avoiding: nil)
            case .refused: attempts.update(other.attempt) { $0.state = .failed }
            case .unknown: becomeUnknown(other.attempt, notBefore: other.notBefore)
            }
        }
    }

    /// A try that reached nobody uses up nothing of what a person may be sent: a provider that refuses eight times must
    /// not cost somebody the call. Such an outcome comes within seconds of its start, which is the newest one then.
    private mutating func takeBackContact(of attempt: Attempt) {
        guard attempt.state == .started, attempt.channel == .sms,
            case .member(let member) = attempt.recipient, contacts.contains(member)
        else { return }
        contacts.update(member) { $0.removeNewest() }
    }

    private mutating func waitAgain(_ other: SettledAttempts.Other, avoiding gateway: GatewayName?) {
        addRetry(other.attempt)
        attempts.update(other.attempt) { attempt in
            attempt.state = .planned
            attempt.notBefore = other.notBefore
            if let gateway, !attempt.avoid.contains(gateway) { attempt.avoid.append(gateway) }
        }
    }

    /// One that waits already stands there: twice in the list would be twice on the wire.
    private mutating func addRetry(_ id: AttemptID) {
        if attempts[id]?.state != .started, backlog.retries.contains(id) { return }
        backlog.addRetry(id)
    }

    private mutating func becomeUnknown(_ id: AttemptID, notBefore: Instant?) {
        addRetry(id)
        attempts.update(id) { attempt in
            attempt.state = .unknown
            attempt.notBefore = notBefore
        }
    }

    private mutating func applyReceipt(_ id: AttemptID, _ status: ReceiptStatus) {
        attempts.update(id) { attempt in
            switch status {
            case .delivered: attempt.state = .delivered
            // A late "failed" after "delivered" would be a gateway contradicting itself: the phone has it.
            case .failed, .expired: if attempt.state != .delivered { attempt.state = .failed }
            }
        }
        tidyBacklog(after: [id])
    }

    /// Takes what no longer waits out of the lanes' heads and the retries.
    private mutating func tidyBacklog(after ids: [AttemptID]) {
        var lanes: [(Channel, Urgency)] = []
        for id in ids {
            guard let attempt = attempts[id] else { continue }
            if !lanes.contains(where: { $0 == (attempt.channel, attempt.urgency) }) {
                lanes.append((attempt.channel, attempt.urgency))
            }
        }
        let table = attempts
        for (channel, urgency) in lanes {
            backlog.advance(channel, urgency) { table[$0]?.state != .planned || table[$0]?.starts != 0 }
        }
        guard !backlog.retries.isEmpty else { return }
        let gone = Set(ids.filter { table[$0]?.state != .planned && table[$0]?.state != .unknown })
        backlog.removeRetries { gone.contains($0) }
    }
}
