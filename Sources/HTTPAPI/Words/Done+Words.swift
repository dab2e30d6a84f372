import Mobilization
import MobilizationRuntime
import MusterAPI

extension Done {
    /// The figures with a sentence to show.
    func answer(to command: Command?, _ board: Board?) -> CommandAnswer {
        CommandAnswer(
            incident: incident?.number, code: code ?? incident.flatMap { board?.state.incidents[$0]?.code },
            people: people, sites: sites, confirmation: confirmation, sentence: sentence(command))
    }

    private func sentence(_ command: Command?) -> Words {
        if let confirmation {
            return Words(
                zh: "须第二人确认：第\(confirmation)项，请带班领导确认。",
                en: "A second person must confirm item \(confirmation): ask the leader in charge.")
        }
        let place = sites.isEmpty ? "" : sites.joined(separator: " ")
        switch command {
        case .open: return Words(zh: "已启动\(code ?? "")。", en: "Opened \(code ?? "").")
        case .addNeed: return Words(zh: "已加需求。", en: "Need added.")
        case .call: return Words(zh: "开始呼叫\(people)人。", en: "Calling \(people) people.")
        case .confirm: return Words(zh: "已确认。", en: "Confirmed.")
        case .reply: return Words(zh: "已代答。", en: "Answer entered.")
        case .arrive: return Words(zh: "\(people)人到场。", en: "\(people) arrived.")
        case .leaderTotal: return Words(zh: "已记负责人报数。", en: "The leader's total is entered.")
        case .count: return Words(zh: "已报量。", en: "Figure entered.")
        case .fix: return Words(zh: "已改为\(people)。", en: "Corrected to \(people).")
        case .lend(_, _, let tool, _):
            return Words(
                zh: "\(place)的\(tool)现借出\(people)件。", en: "\(place) now has \(people) of \(tool) out.")
        case .move:
            return Words(zh: "\(people)人改去\(place)，已通知。", en: "\(people) go to \(place); they are told.")
        case .walkIn: return Words(zh: "已登记临时人员，在\(place)到场。", en: "Taken in at \(place).")
        case .relieve:
            return Words(
                zh: "\(place)呼叫\(people)人换班。", en: "\(place): \(people) are called to relieve others.")
        case .recall:
            return Words(zh: "已更正，通知\(people)人不要前往。", en: "Taken back; \(people) people are told not to go.")
        case .stop:
            return Words(
                zh: "已停\(place.isEmpty ? "全部点位" : place)，通知\(people)人撤离。",
                en: "Stopped \(place.isEmpty ? "every site" : place); \(people) people are told to withdraw.")
        case .headcount: return Words(zh: "已记人数。", en: "Headcount entered.")
        case .resume: return Words(zh: "已复工。", en: "Work goes on.")
        case .standDown: return Words(zh: "已收队，通知\(people)人。", en: "Stood down; \(people) people are told.")
        case .signOut: return Words(zh: "\(people)人签退。", en: "\(people) signed out.")
        case .safe: return Words(zh: "已记平安。", en: "Entered as safe.")
        case .close: return Words(zh: "已办结。", en: "Closed.")
        case .breakGlass:
            return Words(
                zh: "一人批准，已通知主任，呼叫\(people)人。",
                en: "Allowed by one alone; the director is told; calling \(people).")
        case .approve(_, let envelope, _, _):
            return Words(zh: "已批准共呼叫\(envelope.people)人。", en: "Approved: \(envelope.people) people in all.")
        case .classify: return Words(zh: "已记级别。", en: "Level and grade are entered.")
        case .verifyDemand: return Words(zh: "已记回拨核实。", en: "Entered as dialled back.")
        case .endDemand(_, let end, let answer):
            return Words(
                zh: "需求\(end.words.zh)。请答复需求方：\(answer)",
                en: "The demand is \(end.words.en). Tell the requester: \(answer)")
        case .offer: return Words(zh: "已登记资源第\(number ?? 0)项。", en: "Offer \(number ?? 0) is noted.")
        case .changeOffer(_, let state, _):
            return Words(zh: "资源\(state.words.zh)。", en: "The offer is \(state.words.en).")
        case .handOver:
            return Words(
                zh: "已交班，待接班人确认；未落实平安\(people)人。",
                en: "Handed over; the next officer must take it. Not accounted for: \(people).")
        case .takeOver:
            return Words(zh: "已接班；未落实平安\(people)人。", en: "Taken over. Not accounted for: \(people).")
        case .dutyNote:
            return Words(zh: "已记入日志第\(number ?? 0)条。", en: "Entry \(number ?? 0) of the duty log.")
        case .hold(nil, _): return Words(zh: "态势改由预警决定。", en: "The warnings decide the posture again.")
        case .hold(let posture?, _):
            return Words(
                zh: "态势定为\(posture.words.zh)，已请\(people)人待命。",
                en: "The posture is \(posture.words.en); \(people) are asked to stand by.")
        case .acknowledge: return Words(zh: "已知晓。", en: "Acknowledged.")
        case .settle: return Words(zh: "已办结此项。", en: "Settled.")
        case .note: return Words(zh: "已记入日志。", en: "Noted.")
        case .gates(let command): return command.sentence(self)
        case .drills(.open(let kind, _, _)):
            return Words(
                zh: "已启动\(kind.words.zh)演练\(code ?? "")，未呼叫。",
                en: "Opened the \(kind.words.en) drill \(code ?? ""); nobody is called yet.")
        case .drills(.test): return Words(zh: "叫应测试已发\(people)人。", en: "The test goes to \(people) people.")
        case nil: return Words(zh: "已受理。", en: "Taken.")
        }
    }
}
