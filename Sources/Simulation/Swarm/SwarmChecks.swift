package import Mobilization
import MobilizationRuntime

/// A promise that a seed broke.
package struct SwarmViolation: Error, Sendable, Equatable, CustomStringConvertible {
    package var seed: UInt64
    /// Which promise.
    package var promise: String
    /// What was seen, with ids and times only.
    package var what: String
    package var at: Instant

    package var description: String {
        "seed \(seed): broken promise \"\(promise)\" at \(at.milliseconds): \(what)"
    }
}

/// Looks at every batch that became durable, and at every message that leaves, for promises that are broken.
///
/// Draws its conclusions from the facts and not from what the engine thinks of them, wherever the two could differ.
final class SwarmChecks {
    let seed: UInt64
    /// Hears every fact that became durable.
    var hear: (Fact) -> Void = { _ in }
    /// The first broken promise; the run ends with it.
    private(set) var violation: SwarmViolation?
    var now = Instant(milliseconds: 0)
    private let budget = BudgetRule.shipped
    private let reserveCeiling: Int
    private var gateways: [GatewayName: GatewayDescription] = [:]
    private(set) var attempts: [AttemptID: KnownAttempt] = [:]
    /// When each text to a person last started.
    private var texts: [MemberID: [AttemptID: Instant]] = [:]
    private var waitingStops: Set<AttemptID> = []
    /// Started and without outcome.
    private var onWire: [GatewayName: Set<AttemptID>] = [:]
    private var closed: Set<IncidentID> = []
    private var askedBy: [Int64: String] = [:]
    private var brokenGlass: Set<Int64> = []
    private var lastFactAt = Instant(milliseconds: 0)
    private(set) var alerts: Set<AlertKey> = []
    private(set) var replies: Set<String> = []
    private(set) var batches = 0
    /// People whom this batch accounts for.
    private var accounted: Set<MemberID> = []

    /// What the facts alone say of an attempt.
    struct KnownAttempt {
        var attempt: Attempt
        /// How often its outcome was unknown or lost: so many more copies may be out.
        var unknowns = 0
    }

    init(_ plan: SwarmPlan, reserveCeiling: Int) {
        seed = plan.seed
        self.reserveCeiling = reserveCeiling
        for gateway in plan.gateways { gateways[gateway.name] = gateway }
    }

    func fail(_ promise: String, _ what: @autoclosure () -> String) {
        guard violation == nil else { return }
        violation = SwarmViolation(seed: seed, promise: promise, what: what(), at: now)
    }

    func check(_ holds: Bool, _ promise: String, _ what: @autoclosure () -> String) {
        if !holds { fail(promise, what()) }
    }

    func compare(_ shadow: State, with state: State, wholly: Bool) {
        check(
            shadow.sequence == state.sequence, "the state made of the facts is the live state",
            "event \(shadow.sequence) beside \(state.sequence)")
        if wholly {
            check(
                shadow == state, "the state made of the facts is the live state", "at event \(state.sequence)"
            )
        }
    }

    // MARK: - One batch

    func look(at batch: Batch, before: State?, after: State, now: Instant) {
        self.now = now
        batches += 1
        accounted = []
        for fact in batch.facts {
            if case .stageReached(_, let members, let stage, _) = fact.event, !stage.isUnaccounted {
                accounted.formUnion(members)
            }
            check(fact.at >= lastFactAt, "recorded time never runs backwards", "\(fact.at.milliseconds)")
            lastFactAt = fact.at
            hear(fact)
            look(at: fact, before: before, after: after)
        }
        let movesPeople = batch.facts.contains {
            switch $0.event {
            case .stageReached, .memberPlaced: true
            default: false
            }
        }
        if movesPeople { lookForTwoPlaces(after) }
        // Neighbours of a home are called whatever pool they are of.
        for incident in after.incidents.values where incident.micro == nil {
            check(
                incident.reserveCalled <= incident.reserveAllowed + reserveCeiling,
                "no more of the reserve than allowed",
                "\(incident.reserveCalled) of \(incident.reserveAllowed)")
        }
    }

    private func look(at fact: Fact, before: State?, after: State) {
        switch fact.event {
        case .alertReceived(let record): alerts.insert(record.key)
        case .replyCame(_, _, _, let gateway, let id?): replies.insert(gateway + "/" + id)
        case .attemptsPlanned(let planned):
            for attempt in planned.attempts(plannedAt: fact.at) {
                attempts[attempt.id] = KnownAttempt(attempt: attempt)
                if attempt.urgency == .stop { waitingStops.insert(attempt.id) }
            }
        case .attemptsStarted(let gateway, let ids): start(ids, by: gateway, at: fact.at, after)
        case .attemptsSettled(_, let settled): settle(settled)
        case .attemptsDropped(let ids, let state):
            for number in ids.numbers {
                move(AttemptID(number), to: state)
                waitingStops.remove(AttemptID(number))
            }
        case .receiptCame(let id, let status):
            if attempts[id]?.attempt.state != .delivered {
                move(id, to: status == .delivered ? .delivered : .failed)
            }
        case .outcomesLost(let ids): lose(ids)
        case .incidentClosed(let id):
            closed.insert(id)
            // What was on the wire then is nobody's any more; its outcome changes nothing.
            for gateway in onWire.keys {
                onWire[gateway] = onWire[gateway]?.filter { attempts[$0]?.attempt.incident != id }
            }
            // Who was accounted for in the same batch still counts here, unless the facts before it say so.
            let left = before?.incidents[id]?.callouts.values.filter { $0.stage.isUnaccounted } ?? []
            let forgotten = left.filter { !accounted.contains($0.member) }
            check(
                forgotten.isEmpty, "nobody is forgotten at the close",
                "incident \(id) closed over \(forgotten.count)")
        case .confirmationAsked(let asked): askedBy[asked.id] = asked.askedBy
        case .glassBroken(let id, _): brokenGlass.insert(id)
        case .confirmationGiven(let id):
            check(
                brokenGlass.contains(id) || fact.actor != .officer(askedBy[id] ?? ""),
                "the second person is another person", "confirmation \(id)")
        default: break
        }
    }

    private func lookForTwoPlaces(_ state: State) {
        guard state.incidents.count > 1 else { return }
        var places: [MemberID: IncidentID] = [:]
        for incident in state.incidents.values {
            for callout in incident.callouts.values where callout.stage.isUnaccounted {
                if let other = places[callout.member] {
                    fail(
                        "one assignment per person", "member \(callout.member) in \(other) and \(incident.id)"
                    )
                }
                places[callout.member] = incident.id
            }
        }
    }

    // MARK: - Attempts

    private func start(_ ids: PackedNumbers, by gateway: GatewayName, at now: Instant, _ after: State) {
        let known = gateways[gateway]
        var overtaken = false
        for number in ids.numbers {
            let id = AttemptID(number)
            guard var attempt = attempts[id]?.attempt else {
                fail("a message is planned before it is started", "attempt \(id)")
                return
            }
            let mayStart = attempt.state == .planned || attempt.state == .unknown && known?.keepsKeys == true
            check(
                mayStart, "a message without outcome isn't sent again under a gateway without keys",
                "attempt \(id) was \(attempt.state)")
            look(atStartOf: attempt, known, now, after)
            attempt.gateway = gateway
            attempt.starts += 1
            attempts[id]?.attempt = attempt
            move(id, to: .started)
            waitingStops.remove(id)
            overtaken = overtaken || attempt.urgency > .stop
        }
        if overtaken, !waitingStops.isEmpty, let known { lookForWaitingStops(known, after) }
        let count = onWire[gateway, default: []].count
        check(
            count <= known?.credit ?? 0, "no more on the wire than the gateway's credit",
            "\(count) at \(gateway)")
    }

    private func look(
        atStartOf attempt: Attempt, _ gateway: GatewayDescription?, _ now: Instant, _ after: State
    ) {
        check(
            attempt.notAfter > now, "nothing goes out after its time",
            "attempt \(attempt.id) \(attempt.template)")
        guard let id = attempt.incident else { return lookAtBudget(attempt, now) }
        check(!closed.contains(id), "no text after the close", "attempt \(attempt.id) of incident \(id)")
        guard let incident = after.incidents[id] else { return }
        check(
            !incident.isDrill || gateway?.takesDrills == true, "no drill on a gateway that takes none",
            "attempt \(attempt.id)")
        if let member = attempt.recipient.member, let callout = incident.callouts[member] {
            check(
                !attempt.asksToCome || incident.recalledAt == nil, "nobody is called after the recall",
                "attempt \(attempt.id) \(attempt.template)")
            check(
                !attempt.sendsOut || incident.sites[callout.site]?.stop == nil,
                "nobody is sent to a stopped site", "attempt \(attempt.id) \(attempt.template)")
            check(
                !attempt.asksToCome || !incident.hasStoodDown(callout.site),
                "nobody is called to a site that stood down", "attempt \(attempt.id)")
        }
        lookAtBudget(attempt, now)
    }

    private func lookAtBudget(_ attempt: Attempt, _ now: Instant) {
        guard attempt.channel == .sms, let member = attempt.recipient.member else { return }
        texts[member, default: [:]][attempt.id] = now
        guard attempt.urgency > .help, attempt.state == .planned else { return }
        let inHour = texts[member, default: [:]].values.count { now - $0 < .hours(1) }
        check(
            inHour <= budget.textsPerHour, "at most \(budget.textsPerHour) texts to a person in an hour",
            "\(inHour) to member \(member), attempt \(attempt.id) \(attempt.template)")
        let inDay = texts[member, default: [:]].values.count { now - $0 < .hours(24) }
        check(
            inDay <= budget.textsPerDay, "at most \(budget.textsPerDay) texts to a person in a day",
            "\(inDay) to member \(member), attempt \(attempt.id) \(attempt.template)")
    }

    private func move(_ id: AttemptID, to state: AttemptState) {
        attempts[id]?.attempt.state = state
        guard let gateway = attempts[id]?.attempt.gateway else { return }
        if state == .started {
            onWire[gateway, default: []].insert(id)
        } else {
            onWire[gateway, default: []].remove(id)
        }
    }

    private func lookForWaitingStops(_ gateway: GatewayDescription, _ after: State) {
        for id in waitingStops {
            guard let attempt = after.attempts[id], attempt.state == .planned, attempt.starts == 0,
                attempt.channel == gateway.channel, attempt.notAfter > now,
                let incident = attempt.incident.flatMap({ after.incidents[$0] }),
                incident.preemptedBy == nil, isFirst(gateway, for: incident, after),
                let callout = attempt.recipient.member.flatMap({ incident.callouts[$0] }),
                incident.sites[callout.site]?.stop != nil,
                !isForAnother(attempt, than: gateway, incident, after)
            else { continue }
            fail("a stop overtakes everything", "attempt \(id) waited at \(gateway.name)")
        }
    }

    private func isFirst(_ gateway: GatewayDescription, for incident: Incident, _ state: State) -> Bool {
        let first = state.gateways.first {
            $0.isUp && $0.description.channel == gateway.channel
                && (!incident.isDrill || $0.description.takesDrills)
        }
        return first?.description.name == gateway.name
    }

    /// A repeat of what got no answer waits for the other gateway's room; it has no third try at the silent one.
    private func isForAnother(
        _ attempt: Attempt, than gateway: GatewayDescription, _ incident: Incident, _ state: State
    ) -> Bool {
        attempt.avoid.contains(gateway.name)
            && state.gateways.contains { other in
                other.isUp && other.description.channel == gateway.channel
                    && !attempt.avoid.contains(other.description.name)
                    && (!incident.isDrill || other.description.takesDrills)
            }
    }

    private func settle(_ settled: SettledAttempts) {
        for number in settled.accepted.numbers {
            let id = AttemptID(number)
            if attempts[id]?.attempt.state.isOpen == true { move(id, to: .sent) }
        }
        for other in settled.others where attempts[other.attempt]?.attempt.state.isOpen == true {
            if other.outcome.reachedNobody, let member = attempts[other.attempt]?.attempt.recipient.member {
                texts[member]?[other.attempt] = nil
            }
            switch other.outcome {
            case .accepted: move(other.attempt, to: .sent)
            case .surelyNotSent, .gatewayBroken, .throttled: move(other.attempt, to: .planned)
            case .refused: move(other.attempt, to: .failed)
            case .unknown:
                move(other.attempt, to: .unknown)
                attempts[other.attempt]?.unknowns += 1
            }
        }
    }

    private func lose(_ ids: PackedNumbers) {
        var lost: [GatewayName: Int] = [:]
        for number in ids.numbers {
            let id = AttemptID(number)
            lost[attempts[id]?.attempt.gateway ?? "", default: 0] += 1
            move(id, to: .unknown)
            attempts[id]?.unknowns += 1
        }
        for (gateway, count) in lost {
            let credit = gateways[gateway]?.credit ?? 0
            check(
                count <= credit, "a kill leaves no more unknown than the gateway's credit",
                "\(count) at \(gateway) with \(credit)")
        }
    }
}

extension Attempt {
    /// Asks somebody to come. Said here once more on purpose: what checks the engine's rule must not be that rule.
    var asksToCome: Bool {
        template.hasPrefix("callout.")
            || ["leader.callout", "voice.callout", "remind", "relief"].contains(template)
    }

    /// Sends somebody on the way.
    var sendsOut: Bool { asksToCome || ["onekey.callout", "assigned", "move", "ask"].contains(template) }
}
