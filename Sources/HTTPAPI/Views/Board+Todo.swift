import Mobilization
package import MobilizationRuntime
package import MusterAPI

extension Board {
    /// What waits for a person, most dangerous first, and within a kind the oldest first. `texts` reads what
    /// people wrote; nil leaves the words out, for viewers.
    package func todoView(texts: (any TextReader)? = nil) -> TodoView {
        TodoView(sequence: sequence, asOf: teamClock.moment(asOf), items: todoItems(of: nil, texts: texts))
    }

    /// Where `incident` is nil: everything.
    func todoItems(of incident: IncidentID?, texts: (any TextReader)?) -> [TodoItem] {
        state.alarms.values
            .filter { incident == nil || $0.incident == incident }
            .sorted { left, right in
                (left.kind.danger, left.raisedAt, left.id) < (right.kind.danger, right.raisedAt, right.id)
            }
            .map { todoItem($0, texts: texts) }
    }

    /// Where somebody must be found: their phone, and whom to ring instead.
    private func contact(for alarm: Alarm) -> String? {
        let kinds: [AlarmKind] = [.help, .memberMissing, .contactNeeded, .homeOverdue, .leaderNotReached]
        guard kinds.contains(alarm.kind), let member = alarm.member.flatMap({ reference.roster[$0] }) else {
            return nil
        }
        let parts = [member.address(on: .sms) ?? "", member.emergencyContact].filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: " / ")
    }

    private func todoItem(_ alarm: Alarm, texts: (any TextReader)?) -> TodoItem {
        let incident = alarm.incident.flatMap { state.incidents[$0] }
        var alarm = alarm
        // More sites may have come to wait for the same word since.
        if alarm.kind == .actingLeaders, let awaiting = incident?.sitesAwaitingWord.count {
            alarm.count = max(alarm.count ?? 0, awaiting)
        }
        let clock = incident.map { teamClock.since($0) } ?? teamClock
        let name = alarm.member.map { maskedName($0) }
        let confirmation =
            alarm.kind == .confirmationNeeded
            ? state.confirmations.last { $0.incident == alarm.incident } : nil
        return TodoItem(
            id: alarm.id.number, kind: alarm.kind.wireName, urgent: alarm.kind.wakes,
            incident: alarm.incident?.number, code: incident?.code, site: alarm.site, member: name,
            memberId: alarm.member?.number, gateway: alarm.gateway, count: alarm.count,
            confirmation: confirmation?.id, text: alarm.text.flatMap { texts?.words($0) },
            contact: texts == nil ? nil : contact(for: alarm), raised: clock.moment(alarm.raisedAt),
            woken: alarm.woken.map(\.wireName),
            acknowledged: clock.moment(alarm.acknowledgedAt),
            sentence: alarm.words(member: name ?? "", code: incident?.code ?? ""))
    }
}
