import HTTPAPI
import Mobilization
import MobilizationRuntime
import MusterAPI
import Synchronization

/// 2025-07-08 06:30 in China: T+0 of the incident that most tests look at.
let opening = Instant(seconds: 1_751_927_400)

/// A playbook of which only slug, title and counters matter here.
func playbook(_ slug: String, _ title: String, _ english: String, counters: [CounterDefinition] = [])
    -> Playbook
{
    Playbook(
        slug: slug, chapter: 1, title: title, titleEnglish: english, aliases: ["沙袋"], version: 1,
        approvedBy: nil,
        approvedOn: nil, siteMinimum: 2, levels: LevelRule(worker: .basic, group: .middle, lead: .high),
        requiredSkills: [], preferredSkills: [], youngest: 18, oldest: 60, needsInsurance: true,
        isHeavy: true,
        maximumShiftHours: 8, firstAidersAlong: 0, orderKeepersAlong: 0, ratePerPersonHour: 40, unit: "袋",
        counters: counters)
}

let handling = playbook(
    "material-handling", "物资搬运", "Material handling",
    counters: [CounterDefinition(slug: "bags", title: "沙袋", unit: "袋")])
let order = playbook("order-keeping", "秩序维护", "Order keeping")

func member(_ number: Int64, _ name: String, pool: Pool = .pioneer, skills: [Skill] = []) -> Member {
    Member(
        id: MemberID(number), name: name, pool: pool, level: .middle, skills: skills, bornOn: nil,
        insuredUntil: CalendarDay(year: 2026, month: 1, day: 31), firstAidUntil: nil, home: nil,
        transport: .ebike,
        addresses: [Address(channel: .sms, value: "+861380000\(1000 + number)")], team: "一队")
}

func site(_ code: String, _ name: String) -> Site {
    Site(
        code: code, name: name, kind: "易涝点", position: Coordinate(latitude: 31.49, longitude: 104.73),
        musterPoint: "桥头广场", refuge: "中学操场", contactName: "李联系", contactPhone: "+868165550100")
}

func callout(
    _ number: Int64, at site: SiteCode = "F01", need: Int64 = 1, _ stage: CalloutStage, role: Role = .worker
) -> Callout {
    var callout = Callout(
        member: MemberID(number), need: NeedID(need), site: site, role: role, pool: .pioneer, wave: 1,
        stage: stage,
        since: opening + .minutes(20), calledAt: opening + .minutes(1), expectedAt: opening + .minutes(40),
        chance: 450)
    if stage != .called { callout.answeredAt = opening + .minutes(3) }
    if stage.isPresent { callout.arrivedAt = opening + .minutes(33) }
    return callout
}

/// 40 people needed at F01, 2 at F02; one leader and one worker there, one on the way, one promised, one called,
/// one who declined.
func flood() -> Incident {
    var incident = Incident(
        id: IncidentID(7), code: "0417", event: "暴雨内涝", isDrill: false, openedAt: opening, demand: "FZ-1",
        source: "district", requestedBy: nil, neededBy: opening + .hours(3), dispatch: .running,
        manual: .none, rules: .none)
    incident.needs = [
        Need(
            id: NeedID(1), site: "F01", rule: NeedRule(handling), headcount: 40, leaderSeats: 1,
            workload: 1120),
        Need(id: NeedID(2), site: "F02", rule: NeedRule(order), headcount: 2, leaderSeats: 1, workload: nil),
    ]
    for callout in [
        callout(1, .arrived, role: .leader), callout(2, .arrived), callout(3, .enRoute),
        callout(4, .accepted),
        callout(5, .called), callout(6, .declined),
    ] {
        incident.callouts[callout.member] = callout
    }
    var ready = SiteState()
    ready.readyAt = opening + .minutes(35)
    incident.sites["F01"] = ready
    incident.counters = [
        CounterReading(site: "F01", counter: "bags", added: 40, at: opening + .minutes(50)),
        CounterReading(site: "F01", counter: "bags", added: 20, at: opening + .minutes(58)),
    ]
    incident.waves = 1
    return incident
}

/// The board at 07:30, with one incident and two things to do.
func board(_ incidents: [Incident] = [flood()], trouble: StoreTrouble? = nil) -> Board {
    var state = State()
    func happen(_ event: Event) { state.apply(Fact(at: opening, actor: .engine, event: event)) }
    happen(
        .gatewaysConfigured([
            GatewayDescription(name: "sms-a", channel: .sms, keepsKeys: true, takesDrills: false, credit: 16)
        ]))
    for incident in incidents { happen(.incidentOpened(incident)) }
    var unclear = Alarm(id: AlarmID(1), kind: .replyUnclear, raisedAt: opening + .minutes(5))
    unclear.member = MemberID(5)
    unclear.text = TextRef(9)
    happen(.alarmRaised(unclear))
    var help = Alarm(id: AlarmID(2), kind: .help, raisedAt: opening + .minutes(40))
    help.member = MemberID(2)
    help.site = "F01"
    help.incident = incidents.first?.id
    happen(.alarmRaised(help))
    var reference = Reference(
        settings: Settings(
            zone: .fixed(hours: 8), dutyPhone: "0816-5550110",
            centre: Coordinate(latitude: 31.46, longitude: 104.68), seed: 1))
    reference.roster = Roster(
        version: ReferenceVersion(number: 3, digest: "abc"),
        members: [
            member(1, "王小明", skills: [.fire]), member(2, "李丽"), member(3, "陈欧"), member(4, "赵一"),
            member(5, "孙二"), member(6, "周三"), member(7, "王小明", pool: .reserve), member(8, "欧阳小红"),
        ])
    reference.sites = SiteBook(
        version: ReferenceVersion(number: 1, digest: "d"), sites: [site("F01", "北郊桥头"), site("F02", "河东沿江")])
    reference.manual = Manual(
        version: ReferenceVersion(number: 2, digest: "e"), playbooks: [handling, order])
    return Board(asOf: opening + .minutes(60), state: state, reference: reference, storeTrouble: trouble)
}

final class FixedBoard: BoardHolder {
    private let held: Mutex<Board?>
    init(_ board: Board?) { held = Mutex(board) }
    func publish(_ board: Board) { held.withLock { $0 = board } }
    var current: Board? { held.withLock { $0 } }
}

struct FixedTexts: TextReader {
    func words(_ ref: TextRef) -> String? { ref == TextRef(9) ? "我在路上但是车坏了" : nil }
}

struct FixedFacts: FactReader {
    var all: [NumberedFact] = []
    func facts(of incident: IncidentID?, after sequence: Int64, limit: Int) async throws -> [NumberedFact] {
        Array(all.filter { $0.sequence > sequence && $0.fact.event.incident == incident }.prefix(limit))
    }
}

/// Takes letters and answers them as it is told, and remembers them.
final class Desk: Sendable {
    private let state = Mutex<(letters: [Input], marks: [RequestMark?])>(([], []))
    private let answer: @Sendable (Input) -> Reception?

    /// - Parameter answer: nil: the lane is full.
    init(_ answer: @escaping @Sendable (Input) -> Reception?) { self.answer = answer }

    func post(_ letter: Letter) -> Bool {
        guard let reception = answer(letter.input) else { return false }
        state.withLock {
            $0.letters.append(letter.input)
            $0.marks.append(letter.mark)
        }
        letter.answered?(reception)
        return true
    }

    var inputs: [Input] { state.withLock { $0.letters } }
    var marks: [RequestMark?] { state.withLock { $0.marks } }
    var commands: [Command] {
        inputs.compactMap { input in
            if case .command(let command, _) = input { command } else { nil }
        }
    }
}
