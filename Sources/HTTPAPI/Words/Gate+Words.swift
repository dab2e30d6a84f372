import Mobilization
import MobilizationRuntime
import MusterAPI

extension EventWords {
    func gateSentence(_ fact: GateFact) -> Words? {
        switch fact {
        case .absenceEntered(let absence):
            Words(
                zh: "\(name(absence.member))请假至\(day(absence.until))\(absence.isByText ? "（短信）" : "")。",
                en: "\(name(absence.member)) is away until \(day(absence.until))"
                    + "\(absence.isByText ? ", by text" : "").")
        case .absenceEnded(_, let member):
            Words(zh: "\(name(member))销假。", en: "\(name(member)) is back from leave.")
        case .hoursOpened:
            Words(
                zh: "准许在可用时段以外呼叫。", en: "People may be called outside their stated hours, too.")
        case .actingLeadersCalled(_, let members):
            Words(
                zh: "负责人不足，呼叫\(members.count)人代理负责人，待准许。",
                en:
                    "Too few leaders: \(members.count) are called as acting leaders, if the officer allows it."
            )
        case .actingLeadersAllowed:
            Words(zh: "准许中级代理负责人。", en: "Acting leaders of middle level are allowed.")
        case .levelsChanged(let changes):
            Words(zh: "\(changes.count)人等级变更。", en: "The levels of \(changes.count) changed.")
        case .coverEntered(_, let cover):
            Words(
                zh: "\(cover.enteredBy)登记本次保险，至\(cover.until.text)。",
                en: "\(cover.enteredBy) entered cover for this incident, to \(cover.until.text).")
        case .leaderNamed(_, let site, let callout, _):
            Words(
                zh: "\(site)负责人定为\(name(callout.member))。", en: "\(name(callout.member)) is to lead \(site).")
        case .leaderShared(_, let site, let other):
            Words(zh: "\(site)由\(other)的负责人兼管。", en: "\(site) is led by the leader of \(other).")
        }
    }

    private func name(_ member: MemberID) -> String {
        let name = board.maskedName(member)
        return name.isEmpty ? "#\(member)" : name
    }

    private func day(_ instant: Instant) -> String { clock.zone.local(instant).monthDayClock }
}

extension GateCommand {
    func sentence(_ done: Done) -> Words {
        switch self {
        case .enterAbsence: Words(zh: "已记请假，其间不呼叫。", en: "Absence entered; nobody calls them meanwhile.")
        case .endAbsence: Words(zh: "已销假。", en: "Absence ended.")
        case .openHours:
            Words(
                zh: "不限时段，开始呼叫\(done.people)人。", en: "Calling \(done.people) people, whatever their hours.")
        case .enterCover(_, _, let until):
            Words(
                zh: "已登记本次保险，至\(until.text)：后备和临时人员可上岗。",
                en: "Cover entered, to \(until.text): reserve and walk-ins may take insured tasks.")
        case .allowActing:
            Words(
                zh: "已准许代理负责人，\(done.people)处有人负责。",
                en: "Acting leaders are allowed; \(done.people) sites have one now.")
        case .nameLeader(_, let site, _):
            Words(zh: "已定\(site)负责人，双方均已通知。", en: "The leader of \(site) is named; old and new are told.")
        case .shareLeader(_, let site, let other):
            Words(zh: "\(site)由\(other)的负责人兼管。", en: "The leader of \(other) leads \(site), too.")
        }
    }
}

extension Refusal {
    /// nil: not about gates.
    func gateSentence(_ board: Board?) -> Words? {
        switch self {
        case .timeNotAhead:
            Words(zh: "结束时间须在开始之后，且尚未过去。", en: "The end must be after the beginning, and still ahead.")
        case .unknownAbsence(let id):
            Words(zh: "没有第\(id)项请假：见 musterctl absence。", en: "No absence \(id): see musterctl absence.")
        case .tooManyAbsences(let limit):
            Words(zh: "请假已达\(limit)条：先销去过期的。", en: "\(limit) absences are entered already: end some first.")
        case .sitesTooFar(let site, let other, let metres, let most):
            Words(
                zh: "\(site)距\(other)步行\(metres)米，超过\(most)米：另派负责人。",
                en: "\(site) is \(metres) m on foot from \(other), more than \(most): name a leader instead.")
        case .noLeaderThere(let site):
            Words(
                zh: "\(site)还没有负责人答应：先定\(site)的负责人。",
                en: "Nobody has promised to lead \(site): name its leader first.")
        case .leaderHasTwo(let site):
            Words(
                zh: "\(site)的负责人已兼管一处：另派。", en: "The leader of \(site) has two sites already: name another.")
        default: nil
        }
    }
}
