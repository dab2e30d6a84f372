import Mobilization
import MusterAPI

extension Alarm {
    /// What it is and what to do. `member` is the masked name, empty where nobody is meant or the person has
    /// left the roster; `code` is the incident's four digits, empty outside any.
    func words(member: String, code: String) -> Words {
        let who = member.isEmpty ? Words(zh: "有人", en: "somebody") : Words(zh: member, en: member)
        let place = site ?? "?"
        let people = count ?? 0
        switch kind {
        case .help:
            return Words(
                zh: "\(who.zh)求助（\(place)）：立即回电，平安后办结。",
                en: "\(who.en) asks for help (\(place)): ring back now, settle when safe.")
        case .headcountMissing:
            return Words(
                zh: "\(place)停工后未报人数：致电负责人点名。",
                en: "\(place) gave no headcount after the stop: ring the leader.")
        case .headcountMismatch:
            return Words(
                zh: "\(place)负责人报\(people)人，与登记不符：逐人核对。",
                en: "\(place): the leader's count (\(people)) doesn't match the names: check by name.")
        case .memberMissing:
            return Words(
                zh: "\(who.zh)应到\(place)未到且无回音：致电本人和负责人。",
                en: "\(who.en) is overdue at \(place) and silent: ring them and the leader.")
        case .homeOverdue:
            return Words(
                zh: "\(who.zh)收队后未报到家：致电，或由他人证明平安。",
                en: "\(who.en) hasn't said they are home: ring them, or enter who vouches for them.")
        case .dispatchHeld:
            return Words(
                zh: "\(code)将呼叫\(people)人：不需要就停，现在就要就呼叫。",
                en: "\(code) is about to call \(people) people: stop it, or call now.")
        case .dispatchAwaitsOfficer:
            return Words(
                zh: "\(code)等待批准呼叫\(people)人：核实后呼叫。",
                en: "\(code) waits for your word to call \(people): verify, then call.")
        case .reserveNeeded:
            return Words(
                zh: "\(code)需后备\(people)人：批准人数，或调整需求。",
                en: "\(code) needs \(people) of the reserve: allow them, or change the need.")
        default:
            return routineWords(who: who, place: place, people: people, code: code)
        }
    }

    private func routineWords(who: Words, place: String, people: Int, code: String) -> Words {
        switch kind {
        case .confirmationNeeded:
            Words(
                zh: "\(code)呼叫后备\(people)人须第二人确认：请带班领导确认。",
                en: "\(code): a second person must confirm \(people) of the reserve.")
        case .leaderNotReached:
            Words(
                zh: "\(place)还没有负责人答应：打电话，或另派负责人。",
                en: "\(place): no leader has said yes so far: ring them, or name another.")
        case .demandCancelled:
            Words(
                zh: "\(code)需求已撤销，\(people)人未落实平安：收队，逐人落实。",
                en:
                    "\(code): the demand was taken back, \(people) not accounted for: stand down, bring each home."
            )
        case .leaderAsks:
            Words(
                zh: "\(place)负责人\(who.zh)短信请示：读原文，复工或收队由你下令。",
                en:
                    "\(place): the leader \(who.en) asks by text: read it; to resume or stand down is yours to order."
            )
        case .gatewayDown:
            Words(
                zh: "通道\(gateway ?? "?")中断：查看通道，必要时打电话。",
                en: "Gateway \(gateway ?? "?") is down: look at the gateways, ring people where needed.")
        case .replyUnclear:
            Words(
                zh: "\(who.zh)的回复看不懂：读原文，代答。",
                en: "A reply of \(who.en) is unclear: read it and answer for them.")
        case .outcomeUnknown:
            Words(
                zh: "\(people)条消息是否发出不明：查看通道回执。",
                en: "Whether \(people) messages went out is unknown: check with the gateway.")
        case .numberFailed:
            Words(zh: "\(who.zh)的号码发不通：更正花名册。", en: "The number of \(who.en) fails: correct the roster.")
        case .alertUnmatched:
            Words(zh: "有预警未匹配任何规则：查看并决定。", en: "An alert matched no rule: read it and decide.")
        case .homeCallUnanswered:
            Words(
                zh: "\(code)一键呼叫附近无人答应：已扩大范围，打电话给社区值班和120。",
                en:
                    "\(code): nobody near the home has said yes; farther ones are called: ring community duty and 120."
            )
        case .streetCalls:
            Words(
                zh: "\(code)同一条街有\(people)起一键呼叫：问社区原因，请附近队伍支援。",
                en:
                    "\(code): \(people) calls from one street: ask the community why, and the teams near it for help."
            )
        case .leaderLate:
            Words(
                zh: "\(place)负责人一小时内到不了：另派代理，或请其提前。",
                en:
                    "\(place): the leader will be there after the hour: name an acting one, or have them hurry."
            )
        case .sendingLags:
            Words(
                zh: "\(code)有\(people)条呼叫久未发出：查看通道，先打电话给负责人。",
                en:
                    "\(code): \(people) call-outs wait too long for a gateway: look at it, ring the leaders first."
            )
        case .shiftOver:
            Words(
                zh: "\(code)有\(people)人将到最长班时：relief 看名单和点位，安排换班。",
                en:
                    "\(code): the shift of \(people) ends soon: relief lists them by site; have them relieved."
            )
        case .contactNeeded:
            Words(
                zh: "\(who.zh)（\(place)）久无音讯：打紧急联系人，见花名册。",
                en: "\(who.en) (\(place)) is silent too long: ring the emergency contact on the roster.")
        case .envelopeSpent:
            Words(
                zh: "\(code)批准的额度已用完或到时：再批准，或到此为止。",
                en: "\(code): what you approved is used up or over: approve more, or leave it at that.")
        case .glassBroken:
            Words(
                zh: "\(code)一人批准了后备\(people)人：主任核实理由。",
                en:
                    "\(code): one officer alone allowed \(people) of the reserve: the director looks at the reason."
            )
        case .demandRevised:
            Words(
                zh: "\(code)需求改为共\(people)人：核对点位和人数。",
                en: "\(code): the demand is now for \(people) people: check sites and figures.")
        case .handoverOpen:
            Words(
                zh: "已交班，待接班人确认：musterctl handover take。",
                en: "The duty was handed over: the next officer takes it with musterctl handover take.")
        case .followUp:
            Words(
                zh: "日志第\(people)条到期：办理后办结。",
                en: "Entry \(people) of the duty log is due: see to it, then settle.")
        case .redWarning:
            Words(
                zh: "红色预警：第二名值班员到岗，核对后备和带班领导。",
                en: "A red warning: have a second officer come in, check reserve and leader in charge.")
        case .actingLeaders:
            Words(
                zh: "\(code)有\(people)处只能由中级代理负责人：musterctl leader confirm 准许，或另派。",
                en:
                    "\(code): \(people) sites can only be led by acting leaders: musterctl leader confirm, or "
                    + "name others.")
        case .insuranceEnding:
            Words(
                zh: "\(people)人的保险将在30、7或1天后到期：看花名册保险栏，续保后重新导入。",
                en:
                    "The insurance of \(people) ends in 30, 7 or 1 days: see the roster, renew and import again."
            )
        case .feedSilent:
            Words(
                zh: "告警源\(source ?? "?")已\(people)分钟没有消息：打电话问发送方，查网络和令牌；来消息后自动消除。",
                en:
                    "Alert source \(source ?? "?") has sent nothing for \(people) min: ring its people, look at network and"
                    + " token; it clears by itself when something comes.")
        case .reloadRefused:
            Words(
                zh: "新配置有\(people)处错误，未采用，仍按原配置：改好后 musterctl reload。",
                en:
                    "The new configuration has \(people) faults and wasn't taken; the old one holds: mend it, then"
                    + " musterctl reload.")
        case .storeFailed:
            Words(
                zh: "存储磁盘出错或损坏：马上备份，查内核日志，换盘；核对后办结。",
                en:
                    "The store's disk failed or is damaged: back up now, read the kernel's log, replace it; then settle."
            )
        case .spaceLow:
            Words(
                zh: "存储磁盘只剩\(people)MB：腾出空间，满了新告警会被拒收。",
                en:
                    "The store's disk has \(people) MB left: free some; when it is full, new alerts are refused."
            )
        case .absenceTold:
            Words(
                zh: "有队员短信请假：看 musterctl absence，核对后办结。",
                en: "Somebody texted that they are away: look at musterctl absence, then settle.")
        default:
            Words(zh: "待办：\(kind.wireName)。", en: "To do: \(kind.wireName).")
        }
    }
}
