package import Mobilization
package import MobilizationRuntime
package import MusterAPI

extension Board {
    /// Everybody who was called, in the order of the calls: only at `site` and in `stage`, a wire name; nil:
    /// all. `fullNames` is for officers only; else names are masked and phones left out.
    package func membersView(
        _ incident: Incident, site: SiteCode? = nil, stage: String? = nil, fullNames: Bool = false
    ) -> MembersView {
        let clock = teamClock.since(incident)
        var playbooks: [NeedID: PlaybookSlug] = [:]
        for need in incident.needs { playbooks[need.id] = need.rule.playbook }
        let rows = incident.callouts.values.lazy
            .filter { site == nil || $0.site == site }
            .filter { stage == nil || $0.stage.wireName == stage }
            .map { memberRow($0, clock, playbooks[$0.need] ?? "", fullNames) }
        return MembersView(
            sequence: sequence, asOf: clock.moment(asOf), incident: incident.id.number, code: incident.code,
            fullNames: fullNames, members: Array(rows))
    }

    /// One person's part, the name masked.
    func memberRow(_ callout: Callout, of incident: Incident) -> MemberRow {
        memberRow(
            callout, teamClock.since(incident), incident.need(callout.need)?.rule.playbook ?? "", false)
    }

    private func memberRow(
        _ callout: Callout, _ clock: LocalClock, _ playbook: PlaybookSlug, _ fullNames: Bool
    ) -> MemberRow {
        let member = reference.roster[callout.member]
        return MemberRow(
            member: callout.member.number,
            name: fullNames ? member?.name ?? "" : maskedName(callout.member),
            phone: fullNames ? member?.address(on: .sms) : nil, site: callout.site, playbook: playbook,
            role: callout.role.rawValue, pool: callout.pool.rawValue, stage: callout.stage.wireName,
            stageWords: callout.stage.words, since: clock.moment(callout.since),
            called: clock.moment(callout.calledAt), expected: clock.moment(callout.comingAt),
            late: callout.isLate, answered: clock.moment(callout.answeredAt),
            claimed: clock.moment(callout.claimedAt), arrived: clock.moment(callout.arrivedAt),
            signedOut: clock.moment(callout.signedOutAt), wave: callout.wave)
    }
}
