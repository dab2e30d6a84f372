/// Who is away: entered by an officer, or texted by the person.
extension Engine {
    mutating func perform(_ command: GateCommand, by account: Account) throws(Refusal) -> Done {
        let actor = Actor.officer(account.name)
        switch command {
        case .enterAbsence(let member, let from, let until, let note):
            return try enterAbsence(of: member, from: from ?? now, until: until, note: note, by: actor)
        case .endAbsence(let id): return try endAbsence(id, by: actor)
        case .openHours(let id, let confirmed):
            return try openHours(for: incident(id), confirmed: confirmed, by: actor)
        case .enterCover(let id, let policy, let until):
            return try enterCover(policy, until: until, of: incident(id), by: account)
        case .allowActing(let id): return allowActing(in: try incident(id), by: actor)
        case .nameLeader(let id, let site, let member):
            return try nameLeader(member, at: site, of: incident(id, with: site), by: actor)
        case .shareLeader(let id, let site, let other):
            _ = try incident(id, with: other)
            return try shareLeader(at: site, with: other, of: incident(id, with: site), by: actor)
        }
    }

    private mutating func enterAbsence(
        of member: MemberID, from: Instant, until: Instant, note words: String, by actor: Actor
    ) throws(Refusal) -> Done {
        guard reference.roster[member] != nil else { throw .unknownMember(member) }
        guard until > from, until > now else { throw .timeNotAhead(until) }
        guard state.gates.absences.count < Limits.absences else { throw .tooManyAbsences(Limits.absences) }
        let note = words.isEmpty ? nil : keepNote(words)
        record(
            .gates(
                .absenceEntered(
                    Absence(
                        id: AbsenceID(state.gates.nextAbsence), member: member, from: from, until: until,
                        note: note, isByText: false, enteredAt: now))), by: actor)
        if from <= now { withdrawPromises(of: member, .officer, by: actor) }
        return Done(people: 1)
    }

    private mutating func endAbsence(_ id: AbsenceID, by actor: Actor) throws(Refusal) -> Done {
        guard let absence = state.gates.absences[id] else { throw .unknownAbsence(id.number) }
        record(.gates(.absenceEnded(id, absence.member)), by: actor)
        return Done(people: 1)
    }

    /// Whoever is away doesn't come, unless they have left already: those stay as they are until somebody knows
    /// better, because a person on the way must not drop out of sight.
    ///
    /// - Returns: false when the person is on the way or at a site.
    @discardableResult
    private mutating func withdrawPromises(
        of member: MemberID, _ evidence: Evidence, by actor: Actor
    ) -> Bool {
        var isFree = true
        for incident in state.incidents.values {
            guard let callout = incident.callouts[member] else { continue }
            switch callout.stage {
            case .called, .accepted: reach(.declined, [member], of: incident, evidence, by: actor)
            case .enRoute, .arrived, .withdrawn, .returning: isFree = false
            case .declined, .released, .home, .accounted: break
            }
        }
        return isFree
    }

    // MARK: - By text

    /// 请假3天: away from now on. Confirmed by a text, and in the inbox until somebody has seen it.
    mutating func takeLeave(days: Int, of member: Member, text: TextRef) {
        let until = now + .hours(Int64(days) * 24)
        let isKnown = state.gates.absences.values.contains {
            $0.member == member.id && $0.holds(at: now) && $0.until >= until - .hours(1)
        }
        guard state.gates.absences.count < Limits.absences else {
            raise(.replyUnclear, member: member.id, text: text)
            return
        }
        if !isKnown {
            record(
                .gates(
                    .absenceEntered(
                        Absence(
                            id: AbsenceID(state.gates.nextAbsence), member: member.id, from: now,
                            until: until, note: nil, isByText: true, enteredAt: now))),
                by: .member(member.id))
            raise(.absenceTold)
        }
        // On the way, and away: which of the two holds is for a person to ask.
        if !withdrawPromises(of: member.id, .reply, by: .engine) {
            raise(.replyUnclear, member: member.id, text: text)
        }
        confirmLeave("leave.noted", to: member, until: until)
    }

    /// 销假: back before the time.
    mutating func endLeave(of member: Member, text: TextRef) {
        let open = state.gates.absences.values.filter { $0.member == member.id && $0.holds(at: now) }
        if open.isEmpty {
            raise(.replyUnclear, member: member.id, text: text)
            return
        }
        for absence in open { record(.gates(.absenceEnded(absence.id, member.id)), by: .member(member.id)) }
        confirmLeave("leave.over", to: member, until: now)
    }

    private mutating func confirmLeave(_ template: String, to member: Member, until: Instant) {
        plan(
            Message(
                template: template, incident: nil, urgency: .courtesy, notAfter: now + .minutes(30),
                values: ["until": reference.settings.zone.local(until).monthDayClock]),
            to: [member])
    }

    // MARK: - Hours

    /// At three in the morning the stated hours of a team may leave nobody; the officer may call the others, too, by
    /// typing how many that wakes.
    private mutating func openHours(
        for incident: Incident, confirmed: Int, by actor: Actor
    ) throws(Refusal) -> Done {
        let people = preview(of: incident, reserve: 0, atAllHours: true).invitations.count
        guard people > 0, incident.dispatch != .ended else { throw .nothingToCall(incident.id) }
        if confirmed != people { throw .countMismatch(typed: confirmed, actual: people) }
        record(.gates(.hoursOpened(incident.id)), by: actor)
        if incident.dispatch != .running {
            record(.dispatchChanged(incident.id, .running), by: actor)
            closeAlarms { $0.incident == incident.id && $0.kind.isAboutCalling }
        }
        sendWave(incident.id)
        return Done(incident: incident.id, code: incident.code, people: people)
    }
}

extension State {
    /// Who is away at `instant`, for look-ups only.
    package func absentees(at instant: Instant) -> [MemberID: Instant] {
        var away: [MemberID: Instant] = [:]
        for absence in gates.absences.values where absence.holds(at: instant) {
            away[absence.member] = max(away[absence.member] ?? absence.until, absence.until)
        }
        return away
    }
}
