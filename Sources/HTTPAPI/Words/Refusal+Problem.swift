import Mobilization
import MobilizationRuntime
import MusterAPI

extension Refusal {
    /// The sentence and the status for whoever asked. Codes and masked names are looked up in `board`; nil:
    /// numbers stand for them.
    func problem(_ board: Board?) -> ProblemDetails {
        Problem.make(status, code, title, zh: sentence(board).zh, en: sentence(board).en)
    }

    /// Unknown things 404, conflicts with the state 409, values out of range 422, not allowed 403.
    var status: Int {
        switch self {
        case .unknownIncident, .unknownSite, .unknownMember, .unknownConfirmation, .unknownAlarm,
            .unknownReading, .unknownOffer, .unknownDutyNote, .nothingHandedOver, .unknownAbsence:
            404
        case .incidentClosed, .siteNotInIncident, .memberNotInIncident, .memberEngagedElsewhere,
            .countMismatch,
            .alreadyRunning, .nothingToCall, .peopleUnaccounted, .siteNotStopped, .tooManyIncidents,
            .drillNeedsGateway, .drillTextsMissing, .testRunning, .wrongStage, .alreadyRecalled, .siteClosed,
            .gateStops, .toolsNotOut,
            .secondPersonHasTime, .demandEnded, .offerNotOpen, .handoverOpen, .tooManyAbsences,
            .sitesTooFar, .noLeaderThere, .leaderHasTwo:
            409
        case .unknownPlaybook, .unknownCounter, .headcountOutOfRange, .negativeCount, .timeInFuture,
            .badToolName, .reasonNeeded, .timeInPast, .levelOutOfRange, .timeNotAhead:
            422
        case .secondPersonMustDiffer, .notAllowed, .ownHandover: 403
        }
    }

    /// The word for programs.
    var code: String {
        let name = String(describing: self).prefix { $0 != "(" }
        return WireName.snakeCase(String(name))
    }

    private var title: Words {
        switch status {
        case 404: Words(zh: "查无此项", en: "Unknown")
        case 403: Words(zh: "无权限", en: "Not allowed")
        case 422: Words(zh: "内容不可用", en: "Not acceptable")
        default: Words(zh: "与当前状态冲突", en: "Conflicts with the state")
        }
    }

    private func sentence(_ board: Board?) -> Words {
        switch self {
        case .unknownIncident(let id):
            Words(zh: "没有进行中的事件\(id)：见 /v1/incidents。", en: "No open incident \(id): see /v1/incidents.")
        case .incidentClosed(let id):
            Words(
                zh: "事件\(name(id, board))已办结：需要就另开一起。",
                en: "Incident \(name(id, board)) is closed: open another if people are needed.")
        case .unknownSite(let site):
            Words(
                zh: "点位库没有\(site)：核对代码，或先补点位。",
                en: "No site \(site): check the code, or add it to the site book.")
        case .siteNotInIncident(let site):
            Words(
                zh: "\(site)不在本事件：先加需求。", en: "\(site) is no site of this incident: add a need there first.")
        case .unknownPlaybook(let playbook):
            Words(
                zh: "手册没有“\(playbook)”：用七章之一，见 /v1/playbooks。",
                en: "No playbook \"\(playbook)\": use one of the seven, see /v1/playbooks.")
        case .unknownCounter(let counter, let known):
            Words(
                zh: "没有计数“\(counter)”：可用\(known.joined(separator: "、"))。",
                en: "No counter \"\(counter)\": use \(known.joined(separator: ", ")).")
        case .headcountOutOfRange(let count):
            Words(
                zh: "人数\(count)超出范围：1至\(Limits.headcountPerNeed)。",
                en: "A headcount of \(count) is out of range: 1 to \(Limits.headcountPerNeed).")
        case .negativeCount(let count):
            Words(zh: "数目不能为\(count)：填0或以上。", en: "The count can't be \(count): give 0 or more.")
        case .timeInFuture:
            Words(zh: "时间在将来：填已发生的时间。", en: "The time is in the future: give when it happened.")
        default: conflictSentence(board)
        }
    }

    private func conflictSentence(_ board: Board?) -> Words {
        switch self {
        case .countMismatch(let typed, let actual):
            Words(
                zh: "输入\(typed)人，实际将呼叫\(actual)人，未呼叫：核对后输入\(actual)。",
                en:
                    "You typed \(typed), but \(actual) people would be called; nobody was: check, then type \(actual)."
            )
        case .alreadyRunning(let id):
            Words(
                zh: "事件\(name(id, board))已在呼叫：无需再批准。",
                en: "Incident \(name(id, board)) is calling already: nothing to do.")
        case .nothingToCall(let id):
            Words(
                zh: "事件\(name(id, board))没有可呼叫的人：查看需求和后备。",
                en: "Incident \(name(id, board)) has nobody to call: look at needs and reserve.")
        case .peopleUnaccounted(let count):
            Words(
                zh: "还有\(count)人下落未明，不能办结：逐人落实平安。",
                en: count == 1
                    ? "1 person is not accounted for, so it can't close: enter them as home or safe."
                    : "\(count) people are not accounted for, so it can't close: enter each as home or safe.")
        case .siteNotStopped(let site):
            Words(zh: "\(site)没有停工：无需复工。", en: "\(site) isn't stopped: nothing to resume.")
        case .tooManyIncidents(let limit):
            Words(zh: "进行中事件已达\(limit)起：先办结一起。", en: "\(limit) incidents are open already: close one first.")
        case .drillNeedsGateway:
            Words(
                zh: "没有允许演练的通道：在配置中开放一个。",
                en: "No gateway takes drills: allow one in the configuration.")
        case .secondPersonMustDiffer:
            Words(zh: "须由另一人确认：请带班领导确认。", en: "Another person must confirm: ask the leader in charge.")
        case .notAllowed(let role): Problem.forbidden(needs: role).words
        case .unknownConfirmation(let id):
            Words(zh: "没有待确认的第\(id)项：见待办。", en: "Nothing to confirm under \(id): see the inbox.")
        case .unknownAlarm(let id):
            Words(zh: "待办没有第\(id)项：可能已办结。", en: "No item \(id) in the inbox: it may be settled.")
        default: personSentence(board)
        }
    }

    private func personSentence(_ board: Board?) -> Words {
        switch self {
        case .unknownMember(let member):
            Words(
                zh: "花名册没有编号\(member)：核对，或先导入。",
                en: "No member \(member) on the roster: check, or import them first.")
        case .memberNotInIncident(let member):
            Words(
                zh: "\(name(member, board))不在本事件：先代答“能到”。",
                en: "\(name(member, board)) has no part in this incident: enter their answer first.")
        case .memberEngagedElsewhere(let member, let id):
            Words(
                zh: "\(name(member, board))已在事件\(name(id, board))：先在那里签退。",
                en: "\(name(member, board)) is engaged in \(name(id, board)): sign them out there first.")
        case .wrongStage(let member):
            Words(
                zh: "\(name(member, board))当前状态不能这样改：查看其状态。",
                en: "The stage of \(name(member, board)) doesn't allow this: look at where they are.")
        default: sceneSentence(board)
        }
    }

    private func sceneSentence(_ board: Board?) -> Words {
        switch self {
        case .alreadyRecalled(let id):
            Words(
                zh: "事件\(name(id, board))的呼叫已更正收回：另有需要就另开一起。",
                en:
                    "The call of \(name(id, board)) was taken back: open another incident if people are needed."
            )
        case .unknownReading(let number, let last):
            Words(
                zh: "没有第\(number)条报量，共\(last)条：用 count 查看编号；改错的行本身不能再改。",
                en:
                    "No reading \(number), there are \(last): see count for the numbers; a correction itself can't be corrected."
            )
        case .siteClosed(let site):
            Words(
                zh: "\(site)已停或已收队，不能派人去：先复工。",
                en: "\(site) is stopped or stood down, nobody is sent there: resume it first.")
        case .gateStops(MemberID(0), let gate):
            // Turned down at a site before anything of them was written down.
            Words(zh: "此人不能担任。\(gate.words.zh)", en: "This person can't take this. \(gate.words.en)")
        case .gateStops(let member, let gate):
            Words(
                zh: "\(name(member, board))不能担任。\(gate.words.zh)",
                en: "\(name(member, board)) can't take this. \(gate.words.en)")
        case .toolsNotOut(let tool, let out):
            Words(zh: "\(tool)只借出\(out)件：核对数目。", en: "Only \(out) of \(tool) are out: check the number.")
        case .badToolName(let tool):
            Words(
                zh: "工具名“\(tool)”不可用：1至12字，不含数字和空格。",
                en: "\"\(tool)\" is no tool's name: 1 to 12 characters, no figures, no spaces.")
        default: deskSentence(board)
        }
    }

    private func deskSentence(_ board: Board?) -> Words {
        switch self {
        case .secondPersonHasTime(let until):
            Words(
                zh: "带班领导到\(board?.teamClock.clock(until) ?? "")前还可确认：到时仍无答复再一人批准。",
                en:
                    "The leader in charge has until \(board?.teamClock.clock(until) ?? ""): go on alone only after that."
            )
        case .drillTextsMissing(let keys):
            Words(
                zh:
                    "演练短信\(keys.prefix(5).joined(separator: "、"))\(keys.count > 5 ? "等\(keys.count)条" : "")未报备：先报备，或改用沙箱通道。",
                en:
                    "\(keys.count) drill texts have no twin filed with the provider (\(keys.prefix(5).joined(separator: ", "))): file them, or use a sandbox gateway."
            )
        case .testRunning(let since):
            Words(
                zh: "\(board?.teamClock.clock(since) ?? "")开始的叫应测试还在进行：满一天后再测。",
                en:
                    "The test of \(board?.teamClock.clock(since) ?? "") is under way: wait until a day is over."
            )
        case .levelOutOfRange(let level):
            Words(zh: "级别\(level)超出范围：1至4，1最重。", en: "Level \(level) is out of range: 1 to 4, 1 the gravest.")
        case .reasonNeeded: Words(zh: "要写明内容或理由。", en: "Say what or why: the words are missing.")
        case .timeInPast: Words(zh: "时间已过：填将来的时间。", en: "The time is over: give one to come.")
        case .demandEnded(let id):
            Words(
                zh: "\(name(id, board))的需求已答复结束。",
                en: "The demand of \(name(id, board)) has ended and was answered.")
        case .unknownOffer(let number):
            Words(zh: "没有资源第\(number)项：见 demand。", en: "No offer \(number): see demand.")
        case .offerNotOpen(let number): Words(zh: "资源第\(number)项已用。", en: "Offer \(number) is used already.")
        case .handoverOpen(let from):
            Words(
                zh: "\(from)已交班，待接班：先 handover take。", en: "\(from) has handed over already: take it first.")
        case .nothingHandedOver:
            Words(
                zh: "没有待接的班：先由交班人 handover give。", en: "Nothing was handed over: handover give comes first.")
        case .ownHandover: Words(zh: "交班人不能自己接班。", en: "Whoever hands over can't take it themselves.")
        case .unknownDutyNote(let number, let last):
            Words(
                zh: "日志没有第\(number)条，共\(last)条。", en: "No entry \(number) in the duty log, there are \(last)."
            )
        default:
            gateSentence(board)
                ?? Words(zh: "与当前状态冲突，未受理。", en: "This conflicts with the state; nothing happened.")
        }
    }

    func name(_ id: IncidentID, _ board: Board?) -> String {
        board?.state.incidents[id]?.code ?? "\(id)"
    }

    func name(_ member: MemberID, _ board: Board?) -> String {
        let masked = board?.maskedName(member) ?? ""
        return masked.isEmpty ? "#\(member)" : "\(masked)#\(member)"
    }
}
