/// The correction of a false call: one command takes it back for everybody who was told.
extension Engine {
    /// Ends the calling, tells everybody whom a message of this incident may have reached, and sends home who is out.
    ///
    /// The count typed is of the people called, which stands still while the messages go out.
    mutating func recall(
        _ incident: Incident, confirmed: Int, note words: String, by actor: Actor
    ) throws(Refusal) -> Done {
        if incident.recalledAt != nil { throw .alreadyRecalled(incident.id) }
        let called = incident.callouts.values.count { !$0.wasNeverAsked }
        if called == 0 { throw .nothingToCall(incident.id) }
        if confirmed != called { throw .countMismatch(typed: confirmed, actual: called) }
        let told = toldPeople(of: incident.id)
        record(.callRecalled(incident.id, note: words.isEmpty ? nil : keepNote(words)), by: actor)
        closeAlarms {
            $0.incident == incident.id && $0.kind != .help && !$0.kind.isMissing
                && $0.kind != .headcountMismatch
        }
        let people = incident.callouts.values
        let out = people.filter { $0.stage == .enRoute || $0.stage.isPresent }.map(\.member)
        let atHome = people.filter { $0.stage == .accepted || $0.stage == .called }.map(\.member)
        reach(.returning, out, of: incident, .officer, by: actor)
        reach(.released, atHome, of: incident, .officer, by: actor)
        sendRecall(to: told.members, of: incident, firstSentAt: told.firstAt)
        log(
            .notice,
            "incident \(incident.code): the call is taken back, \(told.members.count) people are told")
        return Done(incident: incident.id, code: incident.code, people: told.members.count)
    }

    /// The text names the time of the message that was a mistake, so that nobody takes it for another task.
    private mutating func sendRecall(to ids: [MemberID], of incident: Incident, firstSentAt: Instant?) {
        plan(
            Message(
                template: "recall", incident: state.incidents[incident.id] ?? incident, urgency: .help,
                notAfter: now + .hours(2), values: ["t": clock(firstSentAt ?? incident.openedAt)]),
            to: members(ids))
    }

    /// Somebody answers a call that was taken back: they are told once more.
    mutating func repeatRecall(to callout: Callout, of incident: Incident) {
        reach(.released, [callout.member], of: incident, .surplus)
        sendRecall(to: [callout.member], of: incident, firstSentAt: toldPeople(of: incident.id).firstAt)
    }

    /// Everybody whom a message of the incident has left for, and when the first left.
    private func toldPeople(of id: IncidentID) -> (members: [MemberID], firstAt: Instant?) {
        var members = Ordered<MemberID, Bool>()
        var firstAt: Instant?
        for attempt in state.attempts.values where attempt.incident == id && attempt.starts > 0 {
            guard case .member(let member) = attempt.recipient else { continue }
            members[member] = true
            firstAt = min(firstAt ?? attempt.plannedAt, attempt.plannedAt)
        }
        return (members.keys, firstAt)
    }
}
