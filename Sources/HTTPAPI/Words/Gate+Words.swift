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
        default: nil
        }
    }
}
