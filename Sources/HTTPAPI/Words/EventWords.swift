import Mobilization
import MobilizationRuntime
import MusterAPI

/// A fact as one line of the log.
struct EventWords {
    var board: Board
    var clock: LocalClock
    /// Whether commands that were obeyed have lines, too.
    var showsCommands = false

    /// nil: not worth a line.
    func sentence(_ event: Event) -> Words? {
        switch event {
        case .alertReceived(let record):
            Words(
                zh: "收到\(record.event)：\(record.decision.words.zh)。",
                en: "\(record.event) came in: \(record.decision.words.en).")
        case .incidentOpened(let incident):
            Words(
                zh: "启动\(incident.event)\(incident.code)，需\(incident.headcount)人。",
                en: "Opened \(incident.event) \(incident.code), \(incident.headcount) needed.")
        case .needRevised(_, let need, let headcount):
            Words(zh: "第\(need)项需求改为\(headcount)人。", en: "Need \(need) is now \(headcount) people.")
        case .needAdded(_, let need):
            Words(
                zh: "\(need.site)加\(need.rule.title)\(need.headcount)人。",
                en: "\(need.site): \(need.headcount) more for \(need.rule.titleEnglish).")
        case .reliefAsked(_, let need, let people):
            Words(zh: "第\(need)项需求换班\(people)人。", en: "Need \(need): \(people) come to relieve others.")
        case .dispatchChanged(_, let dispatch): words(dispatch)
        case .deadlineMoved(_, let deadline):
            Words(
                zh: "满员时限改为\(clock.clock(deadline))。",
                en: "Full strength is now due at \(clock.clock(deadline)).")
        case .reserveAllowed(_, let people):
            Words(zh: "准许呼叫后备\(people)人。", en: "\(people) of the reserve may be called.")
        case .waveSent(_, let number, let wave):
            Words(
                zh: "第\(number)批呼叫\(wave.people.count)人。",
                en: "Wave \(number): \(wave.people.count) people called.")
        case .circleFrozen(_, let circle):
            Words(
                zh: "一小时：到场\(circle.arrived)/\(circle.required)人，可开工\(circle.sitesReady)/\(circle.sites)处。",
                en:
                    "The hour is over: \(circle.arrived) of \(circle.required) there, \(circle.sitesReady) of \(circle.sites) sites ready."
            )
        case .callRecalled: Words(zh: "呼叫有误，已更正收回。", en: "The call was a mistake and is taken back.")
        case .incidentClosed: Words(zh: "办结。", en: "Closed.")
        case .attemptsPlanned(let planned):
            Words(
                zh: "安排\(planned.texts.numbers.count)条\(planned.channel.words.zh)。",
                en: "\(planned.texts.numbers.count) \(planned.channel.words.en) planned.")
        default: sceneSentence(event)
        }
    }

    private func sceneSentence(_ event: Event) -> Words? {
        switch event {
        case .stageReached(_, let members, let stage, _):
            Words(zh: "\(people(members))\(stage.words.zh)。", en: "\(people(members)): \(stage.words.en).")
        case .questionAsked(_, let member, let question): words(question, board.maskedName(member))
        case .memberPlaced(_, let callout):
            Words(
                zh: "\(board.maskedName(callout.member))编入\(callout.site)。",
                en: "\(board.maskedName(callout.member)) was placed at \(callout.site).")
        case .arrivalClaimed(_, let member):
            Words(
                zh: "\(board.maskedName(member))自报到场，待确认。",
                en: "\(board.maskedName(member)) says they are there; to be confirmed.")
        case .arrivalStated(_, let member, let at):
            Words(
                zh: "\(board.maskedName(member))说\(clock.clock(at))到。",
                en: "\(board.maskedName(member)) says they will be there at \(clock.clock(at)).")
        case .leaderReported(_, let site, let people):
            Words(zh: "\(site)负责人报到场\(people)人。", en: "\(site): the leader says \(people) are there.")
        case .toolsMoved(_, let site, let tool, let change):
            Words(
                zh: "\(site)\(change < 0 ? "归还" : "借出")\(tool)\(change.magnitude)件。",
                en: "\(site): \(change.magnitude) of \(tool) \(change < 0 ? "came back" : "lent").")
        case .counterReported(_, let reading, _) where reading.corrects != nil:
            Words(
                zh:
                    "\(reading.site)改错第\(reading.corrects ?? 0)条：\(title(of: reading.counter)) \(signed(reading.added))。",
                en:
                    "\(reading.site): reading \(reading.corrects ?? 0) corrected, \(reading.counter) \(signed(reading.added))."
            )
        case .counterReported(_, let reading, _):
            Words(
                zh: "\(reading.site)报\(title(of: reading.counter)) \(signed(reading.added))。",
                en: "\(reading.site): \(reading.counter) \(signed(reading.added)).")
        case .siteStopped(_, let site, let hazard, _):
            Words(zh: "\(site)停工：\(hazard.words.zh)。", en: "\(site) stopped: \(hazard.words.en).")
        case .headcountReported(_, let site, let people):
            Words(zh: "\(site)停工后点到\(people)人。", en: "\(site): \(people) counted after the stop.")
        case .siteResumed(_, let site): Words(zh: "\(site)复工。", en: "\(site): work goes on.")
        case .siteReady(_, let site): Words(zh: "\(site)可开工。", en: "\(site) is ready to work.")
        case .siteStoodDown(_, let site): Words(zh: "\(site)收队。", en: "\(site) stood down.")
        default: officeSentence(event)
        }
    }

    private func officeSentence(_ event: Event) -> Words? {
        switch event {
        case .alarmRaised(let alarm):
            alarm.words(
                member: alarm.member.map { board.maskedName($0) } ?? "",
                code: alarm.incident.flatMap { board.state.incidents[$0]?.code } ?? "")
        case .confirmationAsked(let confirmation):
            Words(
                zh: "请第二人确认后备\(confirmation.reserve)人（第\(confirmation.id)项）。",
                en:
                    "A second person is asked to confirm \(confirmation.reserve) of the reserve (item \(confirmation.id))."
            )
        case .referenceAdopted(.travelTimes, let version):
            Words(
                zh: "路程时间改按路网计算（第\(version.number)版）。",
                en: "Travel times now go by road (edition \(version.number)).")
        case .postureSet(let posture, let key):
            Words(
                zh: "态势改为\(posture.words.zh)（\(key.source)）。",
                en: "The posture is now \(posture.words.en) (\(key.source)).")
        case .warningEnded(let key, let end):
            Words(
                zh: "预警\(key.identifier)\(end.words.zh)。", en: "Warning \(key.identifier) \(end.words.en).")
        case .postureHeld(nil, _): Words(zh: "态势改由预警决定。", en: "The warnings decide the posture again.")
        case .postureHeld(let posture?, _):
            Words(
                zh: "值班员定态势为\(posture.words.zh)。", en: "The officer holds the posture at \(posture.words.en)."
            )
        case .standbyAsked(let members, _):
            Words(
                zh: "请\(members.numbers.count)人待命。",
                en: "\(members.numbers.count) people were asked to stand by.")
        case .standbyEnded: Words(zh: "待命解除。", en: "Nobody needs to stand by any more.")
        case .textsPurged(let numbers):
            Words(
                zh: "已清除\(numbers.count)条文字。", en: "\(numbers.count) texts were purged.")
        case .recordsPurged(let record): purged(record)
        case .noteWritten: Words(zh: "记录。", en: "Note.")
        case .gates(let fact): gateSentence(fact)
        case .drills(let fact): drillSentence(fact)
        case .access(let fact): accessSentence(fact)
        default: deskSentence(event)
        }
    }

    private func purged(_ record: PurgeRecord) -> Words {
        if let number = record.eventsThrough {
            return Words(zh: "已清除第\(number)条及以前的记录。", en: "Events up to \(number) were purged.")
        }
        return Words(zh: "已清除离队人员的姓名和电话。", en: "Names and phones of people who left were purged.")
    }

    private func words(_ dispatch: DispatchState) -> Words {
        switch dispatch {
        case .running: Words(zh: "开始呼叫。", en: "Calling begins.")
        case .held(let until):
            Words(zh: "暂缓呼叫至\(clock.clock(until))。", en: "Calling is held until \(clock.clock(until)).")
        case .awaitingOfficer: Words(zh: "待值班员批准呼叫。", en: "Calling waits for the officer.")
        case .ended: Words(zh: "停止呼叫。", en: "No more calls.")
        }
    }

    private func words(_ question: Question, _ name: String) -> Words {
        switch question {
        case .reminder: Words(zh: "提醒\(name)回复。", en: "\(name) was reminded.")
        case .setOut: Words(zh: "问\(name)是否出发。", en: "\(name) was asked whether they set out.")
        case .late: Words(zh: "问\(name)是否晚到。", en: "\(name) was asked whether they are late.")
        case .ring: Words(zh: "给\(name)打电话。", en: "\(name) is rung up.")
        case .contact:
            Words(zh: "\(name)久无音讯，请联系家属。", en: "\(name) is silent; the emergency contact is to be rung.")
        case .missing: Words(zh: "\(name)逾期，已询问。", en: "\(name) is overdue and was asked.")
        case .home: Words(zh: "问\(name)是否到家。", en: "\(name) was asked whether they are home.")
        }
    }

    /// One name, or how many.
    private func people(_ members: [MemberID]) -> String {
        if let only = members.first, members.count == 1 {
            let name = board.maskedName(only)
            return name.isEmpty ? "#\(only)" : name
        }
        return "\(members.count)"
    }

    /// 沙袋 for `bags`, as the manual has it.
    private func title(of counter: String) -> String {
        board.reference.manual.playbooks.lazy.flatMap(\.counters).first { $0.slug == counter }?.title
            ?? counter
    }

    private func signed(_ number: Int) -> String { number < 0 ? "\(number)" : "+\(number)" }
}
