extension State {
    /// The only way the state changes: live and in replay.
    ///
    /// Uses nothing but what the fact carries.
    package mutating func apply(_ fact: Fact) {
        sequence += 1
        lastEventAt = max(lastEventAt, fact.at)
        switch fact.event {
        case .access(.feedAwaited(let source)), .access(.feedHeard(let source)): feedsHeard[source] = fact.at
        case .access(.feedDropped(let source)): feedsHeard[source] = nil
        case .textsPurged, .recordsPurged, .access: break
        case .storeFounded, .referenceAdopted, .gatewaysConfigured, .gatewayWentDown, .gatewayCameUp,
            .clockStepped, .noteWritten, .alertReceived, .postureSet, .warningEnded, .postureHeld,
            .standbyAsked,
            .standbyAnswered, .standbyEnded:
            applySurroundings(fact)
        case .attemptsPlanned, .attemptsStarted, .attemptsSettled, .attemptsDropped, .receiptCame,
            .outcomesLost,
            .outcomesGivenUp:
            applyDelivery(fact)
        case .alarmRaised, .dutyWoken, .alarmAcknowledged, .alarmClosed, .confirmationAsked,
            .confirmationGiven:
            applyAlarms(fact)
        case .glassBroken, .envelopeApproved, .incidentClassified, .demandVerified, .demandEnded, .offerMade,
            .offerChanged,
            .dutyHandedOver, .dutyTaken, .dutyNoted, .followUpDue:
            applyDesk(fact)
        case .incidentOpened, .needRevised, .needAdded, .reliefAsked, .dispatchChanged, .deadlineMoved,
            .reserveAllowed,
            .waveSent,
            .circleFrozen, .callRecalled, .incidentClosed:
            applyIncident(fact)
        case .replyCame, .stageReached, .questionAsked, .memberPlaced, .arrivalClaimed, .arrivalStated,
            .leaderReported,
            .counterReported, .toolsMoved, .siteStopped, .headcountReported, .siteResumed, .siteReady,
            .siteStoodDown:
            applyScene(fact)
        case .gates(let gates): applyGates(gates, at: fact.at)
        case .drills(let drill): applyDrills(drill, at: fact.at)
        }
    }

    private mutating func applySurroundings(_ fact: Fact) {
        switch fact.event {
        case .storeFounded(let seed): self.seed = seed
        case .referenceAdopted(let kind, let version):
            editions[kind] = version
            if kind == .roster { editions.rosterAt = fact.at }
        case .gatewaysConfigured(let descriptions):
            gateways = descriptions.map { GatewayState(description: $0, downReason: nil) }
        case .gatewayWentDown(let name, let reason): changeGateway(name) { $0.downReason = reason }
        case .gatewayCameUp(let name): changeGateway(name) { $0.downReason = nil }
        case .alertReceived(let record):
            alerts[record.key] = record
            if feedsHeard.contains(record.key.source) { feedsHeard[record.key.source] = fact.at }
            if record.isWarningInForce { warnings[record.key] = WarningInForce(record) }
            if alerts.count > Limits.rememberedAlerts {
                let counting = warnings
                let oldest = Set(
                    alerts.keys.lazy.filter { !counting.contains($0) }.prefix(Limits.rememberedAlerts / 10))
                alerts.removeAll { key, _ in oldest.contains(key) }
            }
        case .postureSet(let posture, let key):
            self.posture = posture
            postureSetBy = posture == .normal ? nil : key
        case .noteWritten(_, let text): next.text = max(next.text, text.number + 1)
        default: applyStandby(fact)
        }
        if case .alertReceived(let record) = fact.event, let raw = record.raw {
            next.text = max(next.text, raw.number + 1)
        }
    }

    private mutating func changeGateway(_ name: GatewayName, _ change: (inout GatewayState) -> Void) {
        guard let place = gateways.firstIndex(where: { $0.description.name == name }) else { return }
        change(&gateways[place])
    }

    private mutating func applyAlarms(_ fact: Fact) {
        switch fact.event {
        case .alarmRaised(let alarm):
            alarms[alarm.id] = alarm
            next.alarm = max(next.alarm, alarm.id.number + 1)
            if alarm.kind == .insuranceEnding { gates.insuranceToldAt = alarm.raisedAt }
            if let text = alarm.text { next.text = max(next.text, text.number + 1) }
        case .dutyWoken(let id, let role):
            alarms.update(id) { alarm in
                alarm.woken.append(role)
                alarm.wokenAt.append(fact.at)
            }
        case .alarmAcknowledged(let id): alarms.update(id) { $0.acknowledgedAt = fact.at }
        case .alarmClosed(let id): alarms[id] = nil
        case .confirmationAsked(let confirmation):
            confirmations.append(confirmation)
            next.confirmation = max(next.confirmation, confirmation.id + 1)
        case .confirmationGiven(let id): confirmations.removeAll { $0.id == id }
        default: break
        }
    }

    private mutating func applyIncident(_ fact: Fact) {
        switch fact.event {
        case .incidentOpened(let incident):
            incidents[incident.id] = incident
            next.incident = max(next.incident, incident.id.number + 1)
            if let text = incident.requestedBy { next.text = max(next.text, text.number + 1) }
        case .needRevised(let id, let need, let headcount):
            incidents.update(id) { incident in
                guard let place = incident.needs.firstIndex(where: { $0.id == need }) else { return }
                incident.needs[place].headcount = headcount
            }
        case .needAdded(let id, let need):
            incidents.update(id) { incident in
                incident.needs.append(need)
                if incident.sites[need.site] == nil { incident.sites[need.site] = SiteState() }
            }
        case .reliefAsked(let id, let need, let people):
            incidents.update(id) { $0.addRelief(people, to: need) }
        case .deadlineMoved(let id, let due): incidents.update(id) { $0.neededBy = due }
        case .dispatchChanged(let id, let dispatch): incidents.update(id) { $0.dispatch = dispatch }
        case .reserveAllowed(let id, let people): incidents.update(id) { $0.reserveAllowed += people }
        case .waveSent(let id, let number, let wave):
            incidents.update(id) { $0.addWave(number, wave, at: fact.at) }
        case .circleFrozen(let id, let figures): incidents.update(id) { $0.circle = figures }
        case .callRecalled(let id, let note):
            incidents.update(id) { incident in
                incident.recalledAt = fact.at
                incident.dispatch = .ended
            }
            if let note { next.text = max(next.text, note.number + 1) }
        case .incidentClosed(let id): forget(id)
        default: break
        }
    }

    /// A closed incident leaves with everything that belongs to it; the log and the read tables keep it.
    private mutating func forget(_ id: IncidentID) {
        noteTurnout(id)
        incidents[id] = nil
        attempts.removeAll { _, attempt in attempt.incident == id }
        alarms.removeAll { _, alarm in alarm.incident == id }
        confirmations.removeAll { $0.incident == id }
        let left = attempts
        backlog.removeRetries { !left.contains($0) }
        if incidents.isEmpty {
            // What was tried before waits among the retries, and stays there.
            backlog.clearLanes()
            for attempt in attempts.values where attempt.state == .planned && attempt.isFresh {
                backlog.add(attempt)
            }
        }
    }

    /// What people did this time tells how many to call the next time.
    private mutating func noteTurnout(_ id: IncidentID) {
        guard let incident = incidents[id], !incident.isDrill else { return }
        for callout in incident.callouts.values where callout.wave > 0 {
            var record = turnout[callout.member] ?? TurnoutRecord()
            record.add(callout)
            turnout[callout.member] = record
        }
    }

    private mutating func applyScene(_ fact: Fact) {
        switch fact.event {
        case .replyCame(_, _, let text, let gateway, let identifier):
            next.text = max(next.text, text.number + 1)
            if let identifier { noteReply(identifier, of: gateway) }
        case .stageReached(let id, let members, let stage, let detail):
            incidents.update(id) { incident in
                if stage == .returning { incident.noteRelieved(members) }
                for member in members { incident.callouts.update(member) { $0.reach(stage, detail) } }
                if detail.how == .unasked {
                    incident.reserveCalled -= members.count { incident.callouts[$0]?.pool == .reserve }
                }
            }
        case .questionAsked(let id, let member, let question):
            incidents.update(id) { $0.callouts.update(member) { $0.asked.note(question) } }
        case .memberPlaced(let id, let callout):
            incidents.update(id) { $0.callouts[callout.member] = callout }
        case .arrivalClaimed(let id, let member):
            incidents.update(id) { $0.callouts.update(member) { $0.claimedAt = $0.claimedAt ?? fact.at } }
        case .arrivalStated(let id, let member, let at):
            incidents.update(id) { $0.callouts.update(member) { $0.statedAt = at } }
        case .counterReported(let id, let reading, let note):
            incidents.update(id) { $0.counters.append(reading) }
            if let note { next.text = max(next.text, note.number + 1) }
        case .toolsMoved(let id, let site, let tool, let change):
            incidents.update(id) { $0.move(tool, at: site, by: change) }
        default: applySite(fact)
        }
    }

    private mutating func applySite(_ fact: Fact) {
        switch fact.event {
        case .leaderReported(let id, let site, let people):
            changeSite(id, site) { $0.leaderTotal = LeaderTotal(people: people, at: fact.at) }
        case .siteStopped(let id, let site, let hazard, let note):
            changeSite(id, site) { $0.stop = Stop(hazard: hazard, at: fact.at, headcount: nil) }
            if let note { next.text = max(next.text, note.number + 1) }
        case .headcountReported(let id, let site, let people):
            changeSite(id, site) { $0.stop?.headcount = people }
        case .siteResumed(let id, let site):
            changeSite(id, site) { $0.stop = nil }
        case .siteReady(let id, let site): changeSite(id, site) { $0.readyAt = $0.readyAt ?? fact.at }
        case .siteStoodDown(let id, let site):
            changeSite(id, site) { state in
                state.stoodDownAt = fact.at
                state.stop = nil
            }
        default: break
        }
    }

    private mutating func changeSite(
        _ id: IncidentID, _ site: SiteCode, _ change: (inout SiteState) -> Void
    ) {
        incidents.update(id) { $0.sites.update(site, change) }
    }
}

extension Incident {
    fileprivate mutating func addRelief(_ people: Int, to need: NeedID) {
        guard let place = needs.firstIndex(where: { $0.id == need }) else { return }
        needs[place].relief = (needs[place].relief ?? 0) + people
    }

    /// Whoever leaves a site where relief was asked for leaves one seat less to fill.
    fileprivate mutating func noteRelieved(_ members: [MemberID]) {
        for member in members {
            guard let callout = callouts[member], callout.stage.isPresent,
                let place = needs.firstIndex(where: { $0.id == callout.need }),
                let relief = needs[place].relief
            else { continue }
            needs[place].relief = relief > 1 ? relief - 1 : nil
        }
    }

    fileprivate mutating func addWave(_ number: Int, _ wave: Wave, at now: Instant) {
        waves = max(waves, number)
        waveReasons = wave.reasons
        callouts.reserveCapacity(callouts.count + wave.people.count)
        for person in wave.people {
            callouts[person.member] = Callout(
                member: person.member, need: person.need, site: person.site, role: person.role,
                pool: person.pool, wave: number, stage: .called, since: now, calledAt: now,
                expectedAt: person.expectedAt, chance: person.chance)
            if person.pool == .reserve { reserveCalled += 1 }
        }
    }
}

extension Callout {
    fileprivate mutating func reach(_ stage: CalloutStage, _ detail: StageDetail) {
        self.stage = stage
        since = detail.observedAt
        switch stage {
        case .called: break
        case .accepted:
            answeredAt = answeredAt ?? detail.observedAt
            promisedAt = promisedAt ?? detail.observedAt
            isLate = detail.isLate
            // A new promise is a new beginning: the questions may be asked again.
            asked = Asked()
            statedAt = nil
        case .declined, .enRoute: answeredAt = answeredAt ?? detail.observedAt
        case .released: releasedBy = detail.how
        case .arrived:
            answeredAt = answeredAt ?? detail.observedAt
            arrivedAt = arrivedAt ?? detail.observedAt
        case .withdrawn: break
        case .returning: signedOutAt = signedOutAt ?? (arrivedAt == nil ? nil : detail.observedAt)
        case .home, .accounted:
            if arrivedAt != nil { signedOutAt = signedOutAt ?? detail.observedAt }
            settledAt = detail.observedAt
        }
    }
}

extension Asked {
    fileprivate mutating func note(_ question: Question) {
        switch question {
        case .reminder: reminded = true
        case .setOut: setOut = true
        case .late: late = true
        case .missing: missing = true
        case .home: home += 1
        case .ring: rung = true
        case .contact: contacted = true
        }
    }
}
