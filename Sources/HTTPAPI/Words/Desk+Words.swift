import Mobilization
import MusterAPI

extension DemandEnd {
    var words: Words {
        switch self {
        case .met: Words(zh: "已满足", en: "met")
        case .partlyMet: Words(zh: "部分满足", en: "partly met")
        case .cancelled: Words(zh: "已取消", en: "cancelled")
        }
    }
}

extension OfferState {
    var words: Words {
        switch self {
        case .open: Words(zh: "可用", en: "open")
        case .used: Words(zh: "已用", en: "used")
        case .withdrawn: Words(zh: "已撤回", en: "taken back")
        }
    }
}

extension EventWords {
    /// What officers keep at the desk.
    func deskSentence(_ event: Event) -> Words? {
        switch event {
        case .glassBroken(let id, _):
            Words(
                zh: "第\(id)项未等到第二人，值班员一人批准。",
                en: "Item \(id): nobody else answered, one officer went on alone.")
        case .envelopeApproved(_, let envelope):
            Words(
                zh: "批准至\(clock.clock(envelope.until))共呼叫\(envelope.people)人。",
                en: "Approved: \(envelope.people) people in all until \(clock.clock(envelope.until)).")
        case .incidentClassified(_, let level, let grade):
            Words(
                zh: "响应级别\(level.map { "\($0)级" } ?? "未定")，事件等级\(grade.map { "\($0)级" } ?? "未定")。",
                en:
                    "Response level \(level.map { "\($0)" } ?? "none"), event grade \(grade.map { "\($0)" } ?? "none")."
            )
        case .demandVerified: Words(zh: "需求已回拨核实。", en: "The demand was dialled back and is true.")
        case .demandEnded(_, let end, _):
            Words(zh: "需求\(end.words.zh)，已答复。", en: "The demand is \(end.words.en); answered.")
        case .offerMade(let offer): Words(zh: "登记资源第\(offer.number)项。", en: "Offer \(offer.number) noted.")
        case .offerChanged(let number, let state, let site):
            Words(
                zh: "资源第\(number)项\(state.words.zh)\(site.map { "，\($0)" } ?? "")。",
                en: "Offer \(number) is \(state.words.en)\(site.map { ", \($0)" } ?? "").")
        case .dutyHandedOver(let handover):
            Words(
                zh: "交班：待办\(handover.todo)项，未落实平安\(handover.unaccounted)人。",
                en: "Handed over: \(handover.todo) to do, \(handover.unaccounted) not accounted for.")
        case .dutyTaken: Words(zh: "接班，已读未完事项。", en: "Taken over; what is unfinished was read.")
        case .dutyNoted(let note):
            Words(
                zh: "日志第\(note.number)条\(detail(note).zh)。", en: "Entry \(note.number)\(detail(note).en).")
        case .followUpDue(let number): Words(zh: "日志第\(number)条到期。", en: "Entry \(number) came due.")
        default: nil
        }
    }

    private func detail(_ note: DutyNote) -> Words {
        var words = Words(zh: "（\(clock.clock(note.occurredAt))", en: " (\(clock.clock(note.occurredAt))")
        if let corrects = note.corrects {
            words = words + Words(zh: "，改错第\(corrects)条", en: ", corrects \(corrects)")
        }
        if let due = note.due {
            words = words + Words(zh: "，\(clock.clock(due))再看", en: ", due \(clock.clock(due))")
        }
        return words + Words(zh: "）", en: ")")
    }
}

private func + (left: Words, right: Words) -> Words { Words(zh: left.zh + right.zh, en: left.en + right.en) }
