/// What people write back, and what it means for their part in the incident.
extension Engine {
    mutating func take(_ reply: InboundReply, from gateway: GatewayName) {
        if let identifier = reply.identifier, state.hasSeenReply(identifier, of: gateway) { return }
        let member = reference.roster.member(phone: reply.from)
        let parsed = ReplyGrammar.parse(
            reply.text, counterWords: counterWords, senderName: member?.name ?? "")
        let text = keep(String(reply.text.prefix(Limits.textCharacters)), as: .reply)
        record(
            .replyCame(member?.id, parsed.meaning, text, gateway: gateway, identifier: reply.identifier),
            by: member.map { .member($0.id) } ?? .gateway(gateway))
        if parsed.meaning != .help, confirmByPhone(reply, from: gateway) {
            _ = acknowledgeByText(from: reply.from, .received)
            return
        }
        if parsed.meaning != .help, acknowledgeByText(from: reply.from, parsed.meaning), member == nil {
            return
        }
        guard let member else {
            // A stranger's call for help is still a call for help; whoever it is, a person must look.
            raise(
                parsed.meaning == .help ? .help : .replyUnclear, member: signed(reply.text)?.id, text: text)
            return
        }
        act(on: parsed, of: member, text: text)
    }

    /// Who signs a text that comes from another phone, by a name that only one person has. It is for the officer to
    /// believe it: a borrowed phone proves nothing.
    private func signed(_ words: String) -> Member? {
        let letters = words.filter { $0.isLetter }
        for length in [4, 3, 2] where letters.count >= length {
            for name in [String(letters.prefix(length)), String(letters.suffix(length))] {
                let named = reference.roster.members(named: name)
                if let only = named.first, named.count == 1 { return only }
            }
        }
        return nil
    }

    private var counterWords: [String] {
        // The needs of 17 sites share the counters of a few playbooks.
        var known: [[CounterDefinition]] = []
        for incident in state.incidents.values {
            for need in incident.needs where !known.contains(need.rule.counters) {
                known.append(need.rule.counters)
            }
        }
        return known.joined().flatMap { [$0.slug, $0.title, $0.unit] }
    }

    private mutating func act(on parsed: ParsedReply, of member: Member, text: TextRef) {
        if parsed.meaning == .help {
            takeHelp(from: member, text: text)
            return
        }
        if case .leave(let days) = parsed.meaning {
            takeLeave(days: days, of: member, text: text)
            return
        }
        if parsed.meaning == .leaveOver {
            endLeave(of: member, text: text)
            return
        }
        let isTestAnswer = takeTestAnswer(parsed.meaning, of: member.id)
        if takeStandbyAnswer(parsed.meaning, of: member.id) || isTestAnswer { return }
        guard let (incident, callout) = subject(of: parsed, member: member) else {
            // Received, and the answers to a standby or a test, need no call-out to belong to.
            if ![.received, .cannotStandBy, .home].contains(parsed.meaning) {
                raise(.replyUnclear, member: member.id, text: text)
            }
            return
        }
        if parsed.meaning == .received, callout.stage == .called {
            // 收到 is no yes: the digits are said once more, and the reminder and the second channel follow.
            askBack(member, incident)
        } else if !advance(callout, of: incident, by: parsed.meaning, evidence: .reply, text: text) {
            raise(.replyUnclear, incident: incident.id, member: member.id, text: text)
            askBack(member, incident)
        } else if let minutes = parsed.minutes,
            state.incidents[incident.id]?.callouts[member.id]?.site == callout.site
        {
            // Who was sent elsewhere meanwhile spoke of the old way.
            noteStated(minutes, of: member.id, in: incident.id, by: .member(member.id))
        }
    }

    /// A time that somebody names counts from their answer, and instead of our own reckoning.
    mutating func noteStated(
        _ minutes: Int, of member: MemberID, in incident: IncidentID, by actor: Actor
    ) {
        let stage = state.incidents[incident]?.callouts[member]?.stage
        guard stage == .accepted || stage == .enRoute else { return }
        record(.arrivalStated(incident, member, at: now + .minutes(Int64(minutes))), by: actor)
    }

    /// The call-out that a text answers: the one its code names, else the engagement, else the latest unanswered.
    private func subject(of parsed: ParsedReply, member: Member) -> (Incident, Callout)? {
        let parts = state.incidents.values.compactMap { incident in
            incident.callouts[member.id].map { (incident, $0) }
        }
        if let code = parsed.code { return parts.first { $0.0.code == code } }
        let isAnswer = parsed.meaning == .coming || parsed.meaning == .comingLate || parsed.meaning == .cannot
        if isAnswer,
            let open = parts.filter({ $0.1.stage == .called }).max(by: { $0.1.calledAt < $1.1.calledAt })
        {
            return open
        }
        return parts.first { $0.1.stage.isUnaccounted && !$0.0.isDrill }
            ?? parts.first { $0.1.stage.isUnaccounted } ?? parts.max { $0.1.calledAt < $1.1.calledAt }
    }

    private mutating func takeHelp(from member: Member, text: TextRef) {
        let incident =
            (state.engagement(of: member.id)?.0).flatMap { state.incidents[$0] }
            ?? state.incidents.values.last { $0.callouts.contains(member.id) }
        let place = incident?.callouts[member.id]?.site
        raise(.help, incident: incident?.id, member: member.id, site: place, text: text)
        log(.error, "a member calls for help; the officer is being woken")
        plan(
            Message(
                template: "help", incident: incident, urgency: .help, notAfter: now + .minutes(30),
                values: [:]),
            to: [member])
        // The site's leader is nearest.
        if let incident, let site = place, let leader = incident.leader(at: site),
            leader.member != member.id
        {
            send(
                "leader.help", about: site, of: incident, to: [leader.member], urgency: .help,
                values: ["name": member.name])
        }
    }

    /// Says which digits there are, at most once an hour: two machines must not talk to each other all night.
    mutating func askBack(_ member: Member, _ incident: Incident) {
        let recent = state.attempts.values.contains {
            $0.template == "unclear" && $0.recipient == .member(member.id) && now - $0.plannedAt < .hours(1)
        }
        if recent { return }
        plan(
            Message(
                template: "unclear", incident: incident, urgency: .courtesy, notAfter: now + .minutes(15),
                values: [:]),
            to: [member])
    }

    /// Moves a person on by what they said, or what the officer entered for them.
    ///
    /// - Returns: false when it makes no sense at this point, so that a person must read it.
    mutating func advance(
        _ callout: Callout, of incident: Incident, by meaning: ReplyMeaning, evidence: Evidence,
        text: TextRef?
    ) -> Bool {
        switch meaning {
        case .coming: return accept(callout, of: incident, isLate: false, evidence)
        case .comingLate: return accept(callout, of: incident, isLate: true, evidence)
        case .cannot: return decline(callout, of: incident, evidence)
        case .setOut: return setOut(callout, of: incident, evidence)
        case .arrived: return claimArrival(callout, of: incident)
        case .received: return callout.stage != .called
        case .cannotStandBy: return callout.stage == .declined || callout.stage == .released
        case .withdrawnSafe: return withdraw(callout, of: incident, evidence)
        case .home: return comeHome(callout, of: incident, evidence)
        case .help, .unclear, .leave, .leaveOver: return false
        case .leaderPresent, .leaderHeadcount, .leaderCount, .stop, .resume, .standDown:
            return actOnScene(callout, of: incident, by: meaning, text: text)
        }
    }

    private mutating func accept(
        _ callout: Callout, of incident: Incident, isLate: Bool, _ evidence: Evidence
    ) -> Bool {
        switch callout.stage {
        case .accepted:
            if callout.isLate != isLate {
                reach(.accepted, [callout.member], of: incident, evidence, isLate: isLate)
            }
            return true
        case .enRoute, .arrived, .withdrawn: return true
        case .called, .declined, .released, .returning, .home, .accounted: break
        }
        if state.bond(of: callout.member, against: incident) != nil {
            // One assignment per person: the first promise holds, and the person is told so.
            thankAndRelease(callout, of: incident)
            return true
        }
        if incident.recalledAt != nil {
            repeatRecall(to: callout, of: incident)
            return true
        }
        guard hasPlace(callout, in: incident) else {
            if redirect(callout, of: incident, isLate: isLate, evidence) { return true }
            thankAndRelease(callout, of: incident)
            return true
        }
        leaveDrills(callout.member, for: incident)
        reach(.accepted, [callout.member], of: incident, evidence, isLate: isLate)
        if let current = state.incidents[incident.id], let accepted = current.callouts[callout.member] {
            sendAssignment(accepted, of: current)
            if current.micro != nil { completePair(incident.id) }
            if accepted.role == .leader {
                closeAlarms {
                    $0.kind == .leaderNotReached && $0.incident == incident.id && $0.site == accepted.site
                }
            }
        }
        return true
    }

    /// "Enough people" would be untrue of a task that is over or called off.
    private mutating func thankAndRelease(_ callout: Callout, of incident: Incident) {
        reach(.released, [callout.member], of: incident, .surplus)
        let isOver = incident.hasStoodDown(callout.site) || incident.dispatch == .ended
        send(
            isOver ? "cancel" : "full", about: callout.site, of: incident, to: [callout.member],
            urgency: .followUp)
    }

    /// Up to 120 % of a need may accept; beyond that people go to another need, or are thanked and stay at home.
    private func hasPlace(_ callout: Callout, in incident: Incident) -> Bool {
        if incident.hasStoodDown(callout.site) || incident.dispatch == .ended { return false }
        if callout.role == .leader, incident.leader(at: callout.site) == nil { return true }
        guard let need = incident.need(callout.need) else { return false }
        if incident.micro != nil { return incident.callouts.promised(need.id) < need.headcount }
        return incident.callouts.promised(need.id)
            < (need.seats * reference.budgets(of: incident).overAcceptancePercent + 99) / 100
    }

    private mutating func decline(_ callout: Callout, of incident: Incident, _ evidence: Evidence) -> Bool {
        switch callout.stage {
        case .called, .accepted, .enRoute, .released:
            reach(.declined, [callout.member], of: incident, evidence)
            closeAlarms { $0.kind.isMissing && $0.member == callout.member }
            return true
        case .declined: return true
        case .withdrawn:
            // Can't go on after a resumption: goes home, and is followed there.
            reach(.returning, [callout.member], of: incident, evidence)
            return true
        case .arrived, .returning, .home, .accounted: return false
        }
    }

    private mutating func setOut(_ callout: Callout, of incident: Incident, _ evidence: Evidence) -> Bool {
        switch callout.stage {
        case .accepted:
            reach(.enRoute, [callout.member], of: incident, evidence)
            return true
        case .called, .declined, .released:
            // Sets out without having said 1: the promise is in the deed.
            guard accept(callout, of: incident, isLate: false, evidence) else { return false }
            if state.incidents[incident.id]?.callouts[callout.member]?.stage == .accepted {
                reach(.enRoute, [callout.member], of: incident, evidence)
            }
            return true
        case .enRoute:
            closeAlarms { $0.kind.isMissing && $0.member == callout.member }
            return true
        case .returning: return true
        case .arrived, .withdrawn, .home, .accounted: return false
        }
    }

    private mutating func comeHome(_ callout: Callout, of incident: Incident, _ evidence: Evidence) -> Bool {
        switch callout.stage {
        case .accepted, .enRoute, .arrived, .withdrawn, .returning:
            reach(.home, [callout.member], of: incident, evidence)
            closeAlarms {
                $0.member == callout.member && ($0.kind.isMissing || $0.kind == .homeOverdue)
            }
            return true
        case .called, .declined, .released, .home, .accounted: return true
        }
    }

    /// Records a change of stage for some members.
    mutating func reach(
        _ stage: CalloutStage, _ members: [MemberID], of incident: Incident, _ evidence: Evidence,
        observedAt: Instant? = nil, isLate: Bool = false, by actor: Actor = .engine
    ) {
        guard !members.isEmpty else { return }
        record(
            .stageReached(
                incident.id, members, stage,
                StageDetail(observedAt: observedAt ?? now, how: evidence, isLate: isLate)),
            by: actor == .engine && evidence == .reply && members.count == 1 ? .member(members[0]) : actor)
    }
}
