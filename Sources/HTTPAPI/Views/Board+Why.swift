package import Mobilization
package import MobilizationRuntime
package import MusterAPI

extension Board {
    /// Why `member` was called in this incident, or wasn't, by the reasons of its last wave.
    ///
    /// `member`: On the roster, or in the incident.
    package func whyView(_ incident: Incident, _ member: MemberID) -> WhyView {
        let known = waveReason(incident, member)
        var view = WhyView(
            code: incident.code, asOf: teamClock.since(incident).moment(asOf), member: member.number,
            name: maskedName(member),
            standing: Words(zh: "本事件没有呼叫此人。", en: "Not called for this incident."),
            sentence: known.sentence)
        view.availability = reference.roster[member].flatMap { availability(of: $0) }
        if let callout = incident.callouts[member] {
            view.part = memberRow(callout, of: incident)
            view.standing = standing(callout, incident)
            guard callout.wave > 0 else {
                view.sentence = Words(
                    zh: "不是轮次呼叫：自行到场，或由值班员登记。",
                    en: "No wave called this person, who came unasked or was entered by the officer.")
                return view
            }
            // A later wave only says that this person was asked before.
            guard callout.wave == incident.waves else {
                view.sentence = Words(
                    zh: "第\(callout.wave)轮的理由已不在手边：只保留最近一轮（第\(incident.waves)轮）。",
                    en:
                        "The reasons of wave \(callout.wave) aren't at hand any more: those of the last wave, "
                        + "\(incident.waves), are.")
                return view
            }
        }
        view.reason = known.reason.map { "\($0)" }
        view.wave = known.reason.map { _ in incident.waves }
        return view
    }

    /// The reason in the last wave, and the sentence for it, or what stands in the way of knowing it.
    private func waveReason(_ incident: Incident, _ member: MemberID) -> (
        reason: PlanReason?, sentence: Words
    ) {
        guard let wave = incident.waveReasons, wave.roster != .none else {
            return incident.waves == 0
                ? (nil, Words(zh: "还没有呼叫过任何人。", en: "Nobody has been called yet."))
                : (nil, Words(zh: "没有记下最近一轮的理由。", en: "The last wave left no reasons behind."))
        }
        let roster = reference.roster
        guard wave.roster == roster.version else {
            return (
                nil,
                Words(
                    zh: "第\(incident.waves)轮之后花名册已更换（当时第\(wave.roster.number)版，现在第\(roster.version.number)版），"
                        + "理由对不上人；下一轮重新判断。",
                    en:
                        "The roster has changed since wave \(incident.waves) (edition \(wave.roster.number) then, "
                        + "\(roster.version.number) now), so its reasons fit nobody any more; the next wave "
                        + "decides anew.")
            )
        }
        let reasons = wave.reasons
        guard let place = roster.members.firstIndex(where: { $0.id == member }), place < reasons.count else {
            return (
                nil,
                Words(
                    zh: "第\(incident.waves)轮没有看到此人。", en: "Wave \(incident.waves) didn't look at this person."
                )
            )
        }
        return (reasons[place], reasons[place].sentence)
    }

    private func standing(_ callout: Callout, _ incident: Incident) -> Words {
        let task = incident.need(callout.need)?.rule.words ?? Words(zh: "", en: "")
        let role =
            callout.role == .leader ? Words(zh: "负责人", en: "leader") : Words(zh: "队员", en: "worker")
        let stage = callout.stage.words
        let wave =
            callout.wave > 0
            ? Words(zh: "第\(callout.wave)轮呼叫：", en: "Wave \(callout.wave): ") : Words(zh: "", en: "")
        return Words(
            zh: "\(wave.zh)\(callout.site) \(task.zh)，\(role.zh)，现在：\(stage.zh)。",
            en: "\(wave.en)\(callout.site) \(task.en), \(role.en), now: \(stage.en).")
    }
}
