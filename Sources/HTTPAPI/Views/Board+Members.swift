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
        var rules: [NeedID: NeedRule] = [:]
        for need in incident.needs { rules[need.id] = need.rule }
        let rows = incident.callouts.values.lazy
            .filter { site == nil || $0.site == site }
            .filter { stage == nil || $0.stage.wireName == stage }
            .map { memberRow($0, clock, rules[$0.need], fullNames) }
        return MembersView(
            sequence: sequence, asOf: clock.moment(asOf), incident: incident.id.number, code: incident.code,
            fullNames: fullNames, members: Array(rows))
    }

    /// One person's part, the name masked.
    func memberRow(_ callout: Callout, of incident: Incident) -> MemberRow {
        memberRow(
            callout, teamClock.since(incident), incident.need(callout.need)?.rule, false)
    }

    private func memberRow(
        _ callout: Callout, _ clock: LocalClock, _ rule: NeedRule?, _ fullNames: Bool
    ) -> MemberRow {
        let shiftEnds =
            callout.stage.isPresent
            ? callout.arrivedAt.flatMap { at in rule.map { at + .hours(Int64($0.maximumShiftHours)) } } : nil
        let member = reference.roster[callout.member]
        return MemberRow(
            member: callout.member.number,
            name: fullNames ? member?.name ?? "" : maskedName(callout.member),
            phone: fullNames ? member?.address(on: .sms) : nil, site: callout.site,
            playbook: rule?.playbook ?? "",
            role: callout.role.rawValue, pool: callout.pool.rawValue, stage: callout.stage.wireName,
            stageWords: callout.stage.words, since: clock.moment(callout.since),
            called: clock.moment(callout.calledAt), expected: clock.moment(callout.comingAt),
            late: callout.isLate, answered: clock.moment(callout.answeredAt),
            claimed: clock.moment(callout.claimedAt), arrived: clock.moment(callout.arrivedAt),
            signedOut: clock.moment(callout.signedOutAt), shiftEnds: clock.moment(shiftEnds),
            wave: callout.wave)
    }
}
