/// What is due because time passed.
extension Engine {
    mutating func review() {
        // Right after a start the roster isn't there yet: nobody could be written to, and what is due would pass for
        // done. It comes within a moment, before any gateway asks.
        guard reference.roster.version != .none else { return }
        resolveUnknownOutcomes()
        continueChains()
        reviewWarnings()
        reviewFollowUps()
        reviewTest()
        watchInsurance()
        watchFeeds()
        countStreets()
        waveBases = waveBases.filter { state.incidents.contains($0.key) }
        for id in state.incidents.keys { review(id) }
    }

    private mutating func review(_ id: IncidentID) {
        beginHeldCalls(id)
        freezeCircle(id)
        askAndRelease(id)
        watchLeaders(id)
        watchSending(id)
        watchShifts(id)
        watchHeadcounts(id)
        reviewWave(id)
    }

    private mutating func beginHeldCalls(_ id: IncidentID) {
        guard let incident = state.incidents[id], case .held(let until) = incident.dispatch, until <= now
        else {
            return
        }
        record(.dispatchChanged(id, .running))
        closeAlarms { $0.incident == id && $0.kind == .dispatchHeld }
        sendWave(id)
    }

    private mutating func freezeCircle(_ id: IncidentID) {
        guard let incident = state.incidents[id], incident.circle == nil, incident.micro == nil,
            now - incident.openedAt >= reference.timers(of: incident).circle
        else { return }
        record(.circleFrozen(id, incident.circleFigures))
    }

    // MARK: - Questions to people

    private mutating func askAndRelease(_ id: IncidentID) {
        guard let incident = state.incidents[id] else { return }
        let timers = reference.timers(of: incident)
        let isNight = localNow.isNight
        let unasked = unasked(of: id)
        var silent: [MemberID] = []
        var waiting: [MemberID] = []
        var due: [Question: [Callout]] = [:]
        var asked: [Question] = []
        func ask(_ question: Question, _ callout: Callout) {
            if due[question] == nil { asked.append(question) }
            due[question, default: []].append(callout)
        }
        for callout in incident.callouts.values {
            let waited = now - callout.since
            switch callout.stage {
            case .called where unasked[callout.member] != nil && callout.asked.rung != true:
                if waited >= Self.countsAgainAfter { waiting.append(callout.member) }
                if !incident.isStopped(callout.site),
                    isDueForRing(callout, incident, waited: now - callout.calledAt, timers)
                {
                    ask(.ring, callout)
                }
            case .accepted where incident.isWaiting(callout): break
            case .called:
                if waited >= timers.silence.value(isNight: isNight) {
                    silent.append(callout.member)
                } else if waited >= timers.reminder.value(isNight: isNight), !callout.asked.reminded {
                    ask(.reminder, callout)
                }
                if isDueForRing(callout, incident, waited: waited, timers) { ask(.ring, callout) }
            case .accepted where incident.isStopped(callout.site): watchArrival(callout, timers, ask)
            case .accepted:
                if waited >= timers.askAfterAcceptance.value(isNight: isNight), !callout.asked.setOut {
                    ask(.setOut, callout)
                }
                watchArrival(callout, timers, ask)
            case .enRoute:
                if callout.claimedAt == nil { watchArrival(callout, timers, ask) }
            case .returning:
                if waited >= timers.homeQuestion * Int64(callout.asked.home + 1), callout.asked.home < 3 {
                    ask(.home, callout)
                }
                if waited >= timers.homeOverdue {
                    raise(.homeOverdue, incident: id, member: callout.member, site: callout.site)
                }
            case .arrived, .withdrawn:
                // Checked in after the site stood down: nobody has told them to go home.
                let over = incident.sites[callout.site]?.stoodDownAt
                if let over, now - max(over, callout.since) >= timers.homeOverdue {
                    raise(.homeOverdue, incident: id, member: callout.member, site: callout.site)
                }
            case .declined, .released, .home, .accounted: break
            }
        }
        reach(.released, silent, of: incident, .timer)
        reach(.called, waiting, of: incident, .timer)
        for question in asked { put(question, to: due[question] ?? [], of: incident) }
    }

    /// People whose call-out hasn't left: the provider is slow or away, or their site is stopped. Who hasn't been asked isn't
    /// silent; their time to answer is counted anew, and so begins within a minute of the text.
    ///
    /// - Returns: The attempts that wait for each of them.
    func unasked(of id: IncidentID) -> [MemberID: [AttemptID]] {
        var members: [MemberID: [AttemptID]] = [:]
        func look(at number: AttemptID) {
            guard let attempt = state.attempts[number], attempt.incident == id, attempt.state == .planned,
                Self.asksToCome(attempt.template), let member = attempt.recipient.member
            else { return }
            members[member, default: []].append(number)
        }
        for channel in Channel.allCases {
            for urgency in Urgency.allCases {
                for number in state.backlog.lane(channel, urgency).waiting { look(at: number) }
            }
        }
        for number in state.backlog.retries { look(at: number) }
        if members.isEmpty { return members }
        // A reminder may wait, and a repeat of what may have arrived: those people know where they are asked to go.
        for attempt in state.attempts.values
        where attempt.incident == id && Self.mayHaveArrived(attempt.state)
            && Self.asksToCome(attempt.template)
        {
            if let member = attempt.recipient.member { members[member] = nil }
        }
        return members
    }

    private static func mayHaveArrived(_ state: AttemptState) -> Bool {
        switch state {
        case .started, .sent, .delivered, .unknown: true
        case .planned, .failed, .expired, .superseded: false
        }
    }

    private static let countsAgainAfter = Interval.minutes(1)

    private func watchArrival(
        _ callout: Callout, _ timers: TimerRule, _ ask: (Question, Callout) -> Void
    ) {
        // Who said "late" is expected an hour later; nobody hurries anybody through a storm.
        let expected =
            callout.statedAt
            ?? (max(callout.expectedAt, callout.answeredAt ?? callout.expectedAt)
                + (callout.isLate ? .hours(1) : .zero))
        if now - expected >= timers.contactAfterArrival, callout.asked.missing,
            callout.asked.contacted != true
        {
            ask(.contact, callout)
        } else if now - expected >= timers.missingAfterArrival, !callout.asked.missing {
            ask(.missing, callout)
        } else if now - expected >= timers.lateAfterArrival, !callout.asked.late {
            ask(.late, callout)
        }
    }

    private mutating func put(_ question: Question, to callouts: [Callout], of incident: Incident) {
        for callout in callouts { record(.questionAsked(incident.id, callout.member, question)) }
        if question == .missing || question == .contact {
            let kind: AlarmKind = question == .missing ? .memberMissing : .contactNeeded
            for callout in callouts {
                raise(kind, incident: incident.id, member: callout.member, site: callout.site)
            }
            return
        }
        for site in incident.sites.keys {
            let here = callouts.filter { $0.site == site }
            guard !here.isEmpty else { continue }
            switch question {
            case .reminder: remind(here, of: incident, at: site)
            case .setOut: send("ask", about: site, of: incident, to: here.map(\.member), urgency: .followUp)
            case .late: send("late", about: site, of: incident, to: here.map(\.member), urgency: .followUp)
            case .home: askHome(here, of: incident, at: site)
            case .ring: ring(here, of: incident, at: site)
            case .missing, .contact: break
            }
        }
    }

    private mutating func remind(_ callouts: [Callout], of incident: Incident, at site: SiteCode) {
        let wanted = incident.needs.filter { $0.site == site }.reduce(0) { $0 + $1.headcount }
        let promised = incident.callouts.values.count { $0.site == site && $0.stage.isPromised }
        guard wanted > promised else { return }
        let target = max(incident.openedAt + reference.timers(of: incident).circle, now + .minutes(45))
        send(
            "remind", about: site, of: incident, to: callouts.map(\.member), urgency: .courtesy,
            values: ["k": "2", "n": "\(wanted - promised)", "t": clock(min(incident.neededBy, target))],
            within: .minutes(10))
    }

    private mutating func askHome(_ callouts: [Callout], of incident: Incident, at site: SiteCode) {
        for times in Set(callouts.map(\.asked.home)).sorted() {
            send(
                "home", about: site, of: incident,
                to: callouts.filter { $0.asked.home == times }.map(\.member), urgency: .followUp,
                values: ["k": "\(times + 1)"])
        }
    }
}

extension Incident {
    /// How far the circle is filled, as known now.
    package var circleFigures: CircleFigures {
        let wanted = needs.filter { $0.headcount > 0 }
        var codes: [SiteCode] = []
        for need in wanted where !codes.contains(need.site) { codes.append(need.site) }
        return CircleFigures(
            required: headcount, arrived: callouts.values.count { $0.arrivedAt != nil }, sites: codes.count,
            sitesReady: codes.count { sites[$0]?.readyAt != nil })
    }
}
