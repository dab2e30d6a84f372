package import Mobilization
import MobilizationRuntime

/// One seed played to its end.
package struct SwarmRun: Sendable {
    package let plan: SwarmPlan

    /// What happened, for comparing two runs and for the table.
    package struct Outcome: Sendable {
        package var facts: [Fact]
        /// Every message that a provider took, in order: time in milliseconds, attempt, gateway, words.
        package var taken: [String]
        package var journal: [String]
        package var figures: Figures
    }

    package struct Figures: Sendable, Equatable {
        package var facts = 0
        package var batches = 0
        package var messages = 0
        package var kills = 0
        package var failedWrites = 0
        package var incidents = 0
        package var unknowns = 0
        package var promises = 0

        package init() {}

        package mutating func add(_ other: Self) {
            facts += other.facts
            batches += other.batches
            messages += other.messages
            kills += other.kills
            failedWrites += other.failedWrites
            incidents += other.incidents
            unknowns += other.unknowns
            promises += other.promises
        }
    }

    package init(seed: UInt64) { plan = SwarmPlan(seed: seed) }

    package init(_ plan: SwarmPlan) { self.plan = plan }

    /// Plays trouble, healing and end.
    ///
    /// - hear: Called with every fact as it becomes durable.
    /// - Throws: `SwarmViolation`, the first broken promise.
    package func play(hear: @escaping (Fact) -> Void = { _ in }) throws -> Outcome {
        let world = try SwarmWorld(plan)
        defer { world.dissolve() }
        world.checks.hear = hear
        world.begin()
        try world.run(until: plan.start + plan.trouble)
        try world.heal()
        try world.end()
        return world.outcome
    }
}

extension SwarmWorld {
    /// The first demand, and everything that comes by itself from then on.
    func begin() {
        schedule.add(.alert, at: clock.now + .seconds(5))
        raise(demandAlert(clock.now, .actual))
        next(.chatter, plan.chatter, &peopleDice)
        next(.order, plan.orders, &deskDice)
        guard !plan.moods.isEmpty else { return }
        for gateway in plan.gateways {
            schedule.add(.mood(gateway.name), at: clock.now + wireDice.between(.zero, .minutes(10)))
        }
    }

    /// Disk, gateways, networks and people behave from now on; what was left open must come to its end.
    func heal() throws {
        isHealed = true
        log.isHealed = true
        for gateway in plan.gateways { lines[gateway.name]?.mood = .good }
        let healed = clock.now
        try run(until: healed + .minutes(2))
        checkUnknowns()
        checkPromises()
        for incident in state.incidents.values {
            give(.standDown(incident: incident.id, site: nil), by: Self.officer)
        }
        try run(until: healed + .minutes(45))
        checkNobodyIsForgotten()
    }

    /// The officer accounts for whoever is still out, settles what waits, and closes.
    func end() throws {
        // Somebody may still say that they are there: then the officer comes back to it.
        for _ in 0..<3 where !state.incidents.isEmpty { try accountAndClose() }
        try run(until: clock.now + .hours(3))
        // A warning that expires in the last moment has its word on the wire then; a minute later it must be settled.
        if state.attempts.values.contains(where: { $0.state == .started }) {
            try run(until: clock.now + .minutes(1))
        }
        checkEnd()
        checkSecrets()
        if let violation = checks.violation { throw violation }
    }

    private func accountAndClose() throws {
        for incident in state.incidents.values {
            // What was opened by a demand that came late is stood down now.
            give(.standDown(incident: incident.id, site: nil), by: Self.officer)
        }
        try run(until: clock.now + .minutes(5))
        for incident in state.incidents.values {
            for callout in incident.callouts.values where callout.stage.isUnaccounted {
                give(
                    .safe(incident: incident.id, member: callout.member, vouchedBy: "家属"), by: Self.officer)
            }
        }
        for alarm in state.alarms.values where alarm.kind == .help {
            give(.settle(alarm.id), by: Self.officer)
        }
        try run(until: clock.now + .minutes(5))
        for incident in state.incidents.values { give(.close(incident: incident.id), by: Self.officer) }
        try run(until: clock.now + .minutes(5))
    }

    // MARK: - What must be so once all has healed

    private func checkUnknowns() {
        for id in state.backlog.retries {
            guard let attempt = state.attempts[id], attempt.state == .unknown, !waitsForResumption(attempt)
            else { continue }
            let due: Instant = attempt.notBefore ?? clock.now
            let since: Interval = clock.now - due
            checks.check(
                since < .seconds(60), "an unknown outcome is resolved within a minute",
                "attempt \(id) \(attempt.template) at \(attempt.gateway ?? "")")
        }
    }

    /// Nobody is sent to a site that is stopped, not even to find out whether they were before.
    private func waitsForResumption(_ attempt: Attempt) -> Bool {
        guard let incident = attempt.incident.flatMap({ state.incidents[$0] }),
            let callout = attempt.recipient.member.flatMap({ incident.callouts[$0] })
        else { return false }
        return attempt.sendsOut && incident.sites[callout.site]?.stop != nil
    }

    /// What was acknowledged is there, whatever happened since.
    private func checkPromises() {
        for promise in promises {
            switch promise.parcel.input {
            case .alert(let alert, let source, _):
                guard case .alert? = promise.answer else { continue }
                checks.check(
                    checks.alerts.contains(AlertKey(source: source, identifier: alert.identifier)),
                    "no acknowledged alert is lost", alert.identifier)
            case .reply(let reply, let gateway):
                let id = gateway + "/" + (reply.identifier ?? "")
                checks.check(checks.replies.contains(id), "no acknowledged reply is lost", id)
            case .command:
                guard let mark = promise.parcel.mark, let answer = promise.answer else { continue }
                let known = try? log.request(key: mark.key, actor: mark.actor)
                checks.check(
                    known?.answer == answer, "the same key gets the same answer", "key \(mark.key)")
            default: break
            }
        }
    }

    private static let missing: [AlarmKind] = [.homeOverdue, .memberMissing, .contactNeeded, .help]

    /// Some time after the stand-down everybody is home, or stands in the inbox.
    private func checkNobodyIsForgotten() {
        for incident in state.incidents.values {
            for callout in incident.callouts.values where callout.stage.isUnaccounted {
                let waits = clock.now - callout.since
                let isSeen = state.alarms.values.contains { alarm in
                    alarm.member == callout.member && alarm.incident == incident.id
                        && Self.missing.contains(alarm.kind)
                }
                if isSeen || waits < .minutes(35) || !incident.hasStoodDown(callout.site) { continue }
                checks.fail(
                    "nobody is forgotten",
                    "member \(callout.member) of incident \(incident.id) is \(callout.stage)")
            }
        }
    }

    private func checkEnd() {
        checkPromises()
        checks.check(open.isEmpty, "everybody gets an answer", "\(open.count) wait")
        for incident in state.incidents.values {
            checks.fail(
                "every incident comes to its end",
                "incident \(incident.id), \(incident.unaccounted) unaccounted")
        }
        for attempt in state.attempts.values {
            let isGivenUp = attempt.state == .unknown && !state.backlog.retries.contains(attempt.id)
            checks.check(
                !attempt.state.isOpen || isGivenUp, "every message comes to its end",
                "attempt \(attempt.id) \(attempt.template) is \(attempt.state)")
        }
        checkCopies()
    }

    /// A second copy of a text only where the first's outcome was unknown, and it was counted as that.
    private func checkCopies() {
        var copies: [AttemptID: Int] = [:]
        for message in taken { copies[message.attempt, default: 0] += 1 }
        for (id, count) in copies {
            let unknowns = checks.attempts[id]?.unknowns ?? 0
            checks.check(
                count <= 1 + unknowns, "no more copies than unknown outcomes",
                "attempt \(id) went out \(count) times with \(unknowns) unknown")
        }
    }

    /// No name, number or word of anybody in facts and journal.
    private func checkSecrets() {
        let secrets = town.secrets
        for line in journal {
            for secret in secrets where line.contains(secret) {
                checks.fail("no personal data in the journal", "a line of the journal")
            }
        }
        // Looking through everything takes as long as the rest of the run.
        guard plan.seed % 10 == 0 else { return }
        for (number, fact) in log.facts.enumerated() {
            let words = String(describing: fact.event)
            for secret in secrets where words.contains(secret) {
                checks.fail("no personal data in the log", "event \(number + 1)")
            }
        }
    }

    var outcome: SwarmRun.Outcome {
        var figures = SwarmRun.Figures()
        figures.facts = log.facts.count
        figures.batches = checks.batches
        figures.messages = taken.count
        figures.kills = log.kills
        figures.failedWrites = log.failures
        figures.unknowns = checks.attempts.values.reduce(0) { $0 + $1.unknowns }
        figures.promises = promises.count
        figures.incidents = Int(state.next.incident) - 1
        return SwarmRun.Outcome(
            facts: log.facts,
            taken: taken.map { "\($0.at.milliseconds) \($0.attempt) \($0.gateway) \($0.words)" },
            journal: journal, figures: figures)
    }
}
