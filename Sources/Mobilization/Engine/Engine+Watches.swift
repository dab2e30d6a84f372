/// What is looked at again and again: leaders, headcounts, sending, shifts, the second channel.
extension Engine {
    /// Leaders who don't answer within five minutes are a matter for the officer's telephone.
    mutating func watchLeaders(_ id: IncidentID) {
        guard let incident = state.incidents[id], incident.dispatch == .running, incident.waves > 0,
            incident.micro == nil
        else {
            return
        }
        // Somebody has said yes there, and it is the officer's word that is missing.
        let awaiting = incident.sitesAwaitingWord
        if !awaiting.isEmpty { raise(.actingLeaders, incident: id, count: awaiting.count) }
        for site in incident.sites.keys where !incident.hasStoodDown(site) {
            if incident.leader(at: site) != nil { continue }
            if awaiting.contains(site) { continue }
            let called = incident.callouts.leaders(of: site).filter { now - $0.calledAt >= .minutes(5) }
            let isNobodyThere = called.isEmpty && now - incident.openedAt >= .minutes(10)
            if !called.isEmpty || isNobodyThere { raise(.leaderNotReached, incident: id, site: site) }
        }
        watchLateLeaders(incident)
    }

    /// A leader who accepted and will only be there after the circle doesn't open the site in time.
    private mutating func watchLateLeaders(_ incident: Incident) {
        let timers = reference.timers(of: incident)
        let end = incident.openedAt + timers.circle
        guard now - incident.openedAt >= timers.leaderKnown, now < end else { return }
        for site in incident.sites.keys where !incident.hasStoodDown(site) {
            guard let leader = incident.leader(at: site) else { continue }
            if !leader.stage.isPresent, leader.comingAt > end {
                raise(.leaderLate, incident: incident.id, site: site)
            } else {
                closeAlarms { $0.kind == .leaderLate && $0.incident == incident.id && $0.site == site }
            }
        }
    }

    mutating func watchHeadcounts(_ id: IncidentID) {
        guard let incident = state.incidents[id] else { return }
        for (site, known) in zip(incident.sites.keys, incident.sites.values) {
            guard let stop = known.stop, stop.headcount == nil,
                now - stop.at >= reference.timers(of: incident).headcountAfterStop,
                incident.callouts.values.contains(where: { $0.site == site && $0.stage == .arrived })
            else { continue }
            raise(.headcountMissing, incident: id, site: site)
        }
    }

    // MARK: - The second channel

    /// At night a call wakes leaders and first-aiders at once: a text may not.
    func isDueForRing(
        _ callout: Callout, _ incident: Incident, waited: Interval, _ timers: TimerRule
    ) -> Bool {
        guard callout.asked.rung != true, !incident.isDrill, servesCalls else { return false }
        let isNight = localNow.isNight
        let isScarce =
            callout.role == .leader
            || incident.need(callout.need)?.rule.needsFirstAidCertificate == true
        return isNight && isScarce || waited >= timers.secondChannel.value(isNight: isNight)
    }

    private var servesCalls: Bool {
        state.gateways.contains { $0.isUp && $0.description.channel == .voice }
    }

    /// A voice script with key press. A call picked up and hung up is no answer.
    mutating func ring(_ callouts: [Callout], of incident: Incident, at site: SiteCode) {
        guard let place = reference.place(site, of: incident) else { return }
        // Whose text failed was rung up already.
        var rung: Set<MemberID> = []
        for attempt in state.attempts.values
        where attempt.channel == .voice && attempt.incident == incident.id && attempt.state != .superseded {
            if let member = attempt.recipient.member { rung.insert(member) }
        }
        for need in incident.needs where need.site == site {
            let people = members(
                callouts.filter { $0.need == need.id && !rung.contains($0.member) }.map(\.member))
            let leads = callouts.contains { $0.role == .leader }
            plan(
                Message(
                    template: "voice.callout", incident: incident,
                    urgency: leads ? .leader : need.rule.requiredSkills.isEmpty ? .callout : .scarce,
                    notAfter: now + .minutes(20),
                    values: [
                        "t": clock(arrivalTarget(incident)), "muster": place.musterPoint,
                        "task": need.rule.title,
                    ]),
                to: people.filter { $0.address(on: .voice) != nil }, on: .voice)
        }
    }

    // MARK: - Sending and shifts

    /// A slow gateway is the officer's matter while there is still time to telephone.
    mutating func watchSending(_ id: IncidentID) {
        guard let incident = state.incidents[id], incident.dispatch == .running else {
            closeAlarms { $0.kind == .sendingLags && $0.incident == id }
            return
        }
        let limit = reference.timers(of: incident).sendingLag
        var waiting = 0
        for urgency in [Urgency.leader, .scarce, .callout] {
            for number in state.backlog.lane(.sms, urgency).waiting {
                guard let attempt = state.attempts[number], attempt.incident == id,
                    attempt.state == .planned, now - attempt.plannedAt > limit,
                    !waitsForResumption(attempt)
                else { continue }
                waiting += 1
            }
        }
        if waiting > 0 {
            raise(.sendingLags, incident: id, count: waiting)
        } else {
            closeAlarms { $0.kind == .sendingLags && $0.incident == id }
        }
    }

    /// Nobody works longer than their task allows: relief is asked for in time.
    mutating func watchShifts(_ id: IncidentID) {
        guard let incident = state.incidents[id] else { return }
        let notice = reference.timers(of: incident).reliefBefore
        let tired = incident.sites.keys.filter { !incident.hasStoodDown($0) }
            .reduce(0) { $0 + incident.tired(at: $1, now, before: notice) }
        if tired > 0 {
            raise(.shiftOver, incident: id, count: tired)
        } else {
            closeAlarms { $0.kind == .shiftOver && $0.incident == id }
        }
    }
}

extension Incident {
    /// People at a site whose longest shift ends within `notice`.
    package func tired(at site: SiteCode, _ now: Instant, before notice: Interval) -> Int {
        callouts.values.count { callout in
            guard callout.site == site, callout.stage.isPresent, let since = callout.arrivedAt,
                let rule = need(callout.need)?.rule
            else { return false }
            return now >= since + .hours(Int64(rule.maximumShiftHours)) - notice
        }
    }
}
