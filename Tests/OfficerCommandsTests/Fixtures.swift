import Foundation
import MusterAPI
import Synchronization

@testable import OfficerCommands

func moment(_ clock: String, _ minutes: Int? = nil, seconds: String = "00") -> Moment {
    Moment(at: "2025-07-08T\(clock):\(seconds)+08:00", minutes: minutes)
}

let running = DispatchView(state: "running", words: Words(zh: "呼叫中", en: "calling"))
let waiting = DispatchView(state: "awaiting_officer", words: Words(zh: "待批准", en: "waits for the officer"))

func figures(required: Int = 520, present: Int = 194) -> Figures {
    Figures(
        required: required, called: 705, answered: 672, promised: 447, enRoute: 171, present: present,
        gap: required - present, uncovered: 155, unaccounted: 447, sites: 17, sitesReady: 12, sitesStopped: 1)
}

func summary(id: Int64 = 7, code: String = "0417", dispatch: DispatchView = running, drill: Bool = false)
    -> IncidentSummary
{
    IncidentSummary(
        id: id, code: code, event: "暴雨内涝", drill: drill, opened: moment("06:30", 0),
        neededBy: moment("09:30", 180),
        dispatch: dispatch, figures: figures(),
        circle: CircleView(required: 520, arrived: 194, sites: 17, sitesReady: 12),
        sentence: Words(
            zh: "截至07:32，暴雨内涝\(code)：需520人，到场194人，在途171人，可开工12/17处，待办3项。",
            en:
                "At 07:32, 暴雨内涝 \(code): 520 needed, 194 present, 171 on the way, 12 of 17 sites ready, 3 items to do."
        ))
}

private let siteNames = [
    "北郊桥头低洼段", "火车站下沉通道", "滨江路老泵站", "河东沿江道路", "高新大道东段", "老城排水口", "东城体育馆转移安置点",
]

/// F01 ... F17: one stopped, one without a leader, the others at work.
func site(_ number: Int) -> SiteRow {
    let code = "F" + (number < 10 ? "0" : "") + "\(number)"
    let isStopped = number == 4
    let hasLeader = number != 7
    return SiteRow(
        code: code, name: siteNames[number % siteNames.count],
        tasks: [Words(zh: "物资搬运", en: "Material handling"), Words(zh: "秩序维护", en: "Order keeping")],
        required: 40, promised: 32, enRoute: 17, present: number == 1 ? 115 : 15, gap: 25, uncovered: 8,
        leader: hasLeader ? "王**" : nil, leaderArrived: hasLeader ? moment("07:03", 33) : nil,
        ready: hasLeader ? moment("07:05", 35) : nil,
        stopped: isStopped
            ? StopView(
                hazard: "power", hazardWords: Words(zh: "触电", en: "electricity"), at: moment("07:30", 60))
            : nil,
        lastCount: number % 2 == 1
            ? LastCount(counter: "bags", title: "沙袋", unit: "袋", total: 1_140, at: moment("07:28", 58)) : nil,
        state: isStopped ? "stopped" : hasLeader ? "working" : "mustering",
        stateWords: isStopped
            ? Words(zh: "停", en: "stopped")
            : hasLeader ? Words(zh: "作业", en: "working") : Words(zh: "集结", en: "mustering"))
}

func incidentView(sites: Int = 17, of summary: IncidentSummary = summary()) -> IncidentView {
    IncidentView(
        sequence: 900, asOf: moment("07:32", 62, seconds: "15"), summary: summary, waves: 4, reserveCalled: 0,
        reserveAllowed: 0, sites: (1...sites).map { site($0) }, needs: [],
        counters: [CounterTotal(counter: "bags", title: "沙袋", unit: "袋", total: 1_140)], todo: [])
}

/// The same in its first hour: 17 sites of which none reported a count, each with a chance.
func earlyIncidentView(sites: Int = 17, counts: Bool = false) -> IncidentView {
    var summary = summary()
    summary.circle = nil
    var view = incidentView(sites: sites, of: summary)
    view.asOf = moment("06:55", 25)
    view.outlook = CircleOutlookView(asOf: moment("06:55", 25), expected: 320, allReady: 0.3712)
    for place in view.sites.indices {
        if !counts { view.sites[place].lastCount = nil }
        view.sites[place].readyByCircle =
            view.sites[place].stopped == nil ? [1, 0.9999, 0.0004, 0.51][place % 4] : nil
    }
    return view
}

func statusView(_ incidents: [IncidentSummary] = [summary()], todo: Int = 3, helpCalls: Int = 1) -> StatusView
{
    StatusView(
        sequence: 900, asOf: moment("07:32", seconds: "15"),
        sentence: incidents.first?.sentence
            ?? Words(
                zh: "截至07:32，无进行中事件，态势待命，待办0项。",
                en: "At 07:32, no incident is open, posture standby, 0 items to do."),
        posture: "deployed", postureWords: Words(zh: "出动", en: "deployed"), incidents: incidents, todo: todo,
        helpCalls: helpCalls, gatewaysDown: [], waitingMessages: 0,
        duty: DutyView(officer: "刘**", leaderInCharge: "周**", until: moment("08:30")))
}

func incidentsView(_ incidents: [IncidentSummary] = [summary()]) -> IncidentsView {
    IncidentsView(sequence: 900, asOf: moment("07:32"), incidents: incidents)
}

func boardFigures(_ incident: IncidentView? = incidentView()) -> BoardFigures {
    BoardFigures(
        status: DaemonLink.Reading(view: statusView(), bytes: []), incident: incident, todo: todoView(),
        fullBy: moment("09:42", 192))
}

func todoView() -> TodoView {
    TodoView(
        sequence: 900, asOf: moment("07:32"),
        items: [
            TodoItem(
                id: 12, kind: "help", urgent: true, incident: 7, code: "0417", site: "F04", member: "王**",
                raised: moment("07:30", 60), woken: ["officer"], acknowledged: moment("07:31", 61),
                sentence: Words(
                    zh: "王**求助（F04）：立即回电，平安后办结。",
                    en: "王** asks for help (F04): ring back now, settle when safe.")),
            TodoItem(
                id: 3, kind: "confirmation_needed", urgent: true, incident: 7, code: "0417", count: 134,
                confirmation: 2, raised: moment("06:42", 12), woken: [],
                sentence: Words(
                    zh: "0417呼叫后备134人须第二人确认：请带班领导确认。",
                    en: "0417: a second person must confirm 134 of the reserve.")),
            TodoItem(
                id: 9, kind: "reply_unclear", urgent: false, incident: 7, code: "0417", site: "F01",
                member: "陈**",
                text: "停电了\u{1B}[2J我在桥头这边等了很久也没有看到集合点在哪里有没有人来接一下谢谢请尽快回电话",
                raised: moment("07:10", 40), woken: [],
                sentence: Words(
                    zh: "陈**的回复看不懂：读原文，代答。", en: "A reply of 陈** is unclear: read it and answer for them.")),
        ])
}

func member(_ number: Int64, _ name: String, stage: String, words: Words, role: String = "worker")
    -> MemberRow
{
    MemberRow(
        member: number, name: name, site: "F01", playbook: "material-handling", role: role, pool: "pioneer",
        stage: stage, stageWords: words, since: moment("07:03", 33), called: moment("06:32", 2),
        expected: moment("07:25", 55), late: stage == "accepted",
        claimed: stage == "en_route" ? moment("07:20", 50) : nil,
        arrived: stage == "arrived" ? moment("07:03", 33) : nil, wave: 1)
}

func membersView(_ names: [String] = ["王**", "李**", "欧阳**", "赵**"], full: Bool = false) -> MembersView {
    let stages = [
        ("arrived", Words(zh: "到场", en: "arrived")), ("en_route", Words(zh: "在途", en: "en route")),
        ("accepted", Words(zh: "已接受", en: "accepted")), ("declined", Words(zh: "不能到", en: "declined")),
    ]
    return MembersView(
        sequence: 900, asOf: moment("07:32", 62), incident: 7, code: "0417", fullNames: full,
        members: names.enumerated().map { index, name in
            let stage = stages[index % 4]
            return member(
                Int64(index * 99 + 1), name, stage: stage.0, words: stage.1,
                role: index == 0 ? "leader" : "worker")
        })
}

func json(_ value: some Encodable) -> String {
    (try? MusterJSON.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
}

func problem(_ status: Int, _ code: String, zh: String, en: String) -> String {
    json(
        ProblemDetails(
            type: "/problems/\(code)", title: "X", status: status, detail: en, code: code, titleZh: "X",
            detailZh: zh))
}

func done(_ zh: String, people: Int = 1, confirmation: Int64? = nil) -> String {
    json(
        CommandAnswer(
            incident: 7, code: "0417", people: people, sites: [], confirmation: confirmation,
            sentence: Words(zh: zh, en: "Done.")))
}

/// Runs `musterctl` with these arguments against `daemon`.
func musterctl(
    _ arguments: [String], at daemon: StubDaemon, _ paper: Paper, isInteractive: Bool = false,
    language: String = "zh"
) async -> Int32 {
    await musterctl(
        arguments + ["--socket", daemon.path, "--lang", language], paper, isInteractive: isInteractive)
}

func musterctl(
    _ arguments: [String], _ paper: Paper, isInteractive: Bool = false, environment: [String: String] = [:]
) async -> Int32 {
    var console = Console(
        write: { paper.write($0) }, complain: { paper.complain($0) }, ask: { paper.next() })
    console.isInteractive = isInteractive
    return await MusterCtl.run(arguments, console: console, environment: environment)
}
