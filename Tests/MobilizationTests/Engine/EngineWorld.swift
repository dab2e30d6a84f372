import Testing

@testable import Mobilization

/// A small town for engine tests: two sites, two playbooks, as many members as asked for, one gateway.
struct EngineWorld {
    static let start = Instant(seconds: 1_751_927_400)  // 2025-07-08 06:30 in China
    static let officer = Account(name: "officer", roles: [.officer])
    static let leaderInCharge = Account(name: "leader", roles: [.officer])

    var engine: Engine
    var now = EngineWorld.start
    /// Every step so far, the last at the end.
    var steps: [Step] = []
    private var seenSteps = 0
    /// The words of every text, by number.
    var texts: [Int64: String] = [:]

    init(
        members: Int = 40, leaders: Int = 4, reserve: Int = 0, dispatch: DispatchRule = .shipped,
        gateways: [GatewayDescription] = [Self.gateway()]
    ) {
        var reference = Reference(
            settings: Settings(
                zone: .fixed(hours: 8), dutyPhone: "0816-5550100",
                centre: Coordinate(latitude: 31.466, longitude: 104.742), seed: 7))
        reference.rules.rules = [
            ResponseRule(
                name: "demand", kind: .demand, sources: [], event: nil, atLeast: nil,
                action: .callOut(dispatch)),
            ResponseRule(
                name: "warning", kind: .warning, sources: [], event: nil, atLeast: .orange,
                action: .posture(.standby, notify: .team)),
        ]
        reference.roster = Roster(
            version: ReferenceVersion(number: 1, digest: "r"),
            members: Self.members(members, leaders: leaders, reserve: reserve))
        reference.manual = Manual(
            version: ReferenceVersion(number: 1, digest: "m"), playbooks: Self.playbooks)
        reference.sites = SiteBook(version: ReferenceVersion(number: 1, digest: "s"), sites: Self.sites)
        reference.rota = Self.rota
        engine = Engine(state: State(), reference: reference)
        handle(.cameUp)
        handle(.gatewaysConfigured(gateways))
    }

    static func gateway(
        _ name: String = "sms", keepsKeys: Bool = false, channel: Channel = .sms
    ) -> GatewayDescription {
        GatewayDescription(name: name, channel: channel, keepsKeys: keepsKeys, takesDrills: true, credit: 64)
    }

    @discardableResult
    mutating func handle(_ input: Input) -> Step {
        let step = engine.handle(input, at: now)
        steps.append(step)
        for text in step.texts { texts[text.ref.number] = text.words }
        return step
    }

    /// Lets time pass, waking the engine at each of its deadlines.
    mutating func pass(_ interval: Interval) {
        let end = now + interval
        while let deadline = engine.nextDeadline, deadline <= end {
            now = max(now + Interval(milliseconds: 1), deadline)
            handle(.tick)
        }
        now = end
    }

    // MARK: - What people do

    mutating func demand(
        _ needs: [DemandedNeed], id: String = "D1", status: AlertStatus = .actual,
        type: AlertMessageType = .alert
    ) -> Step {
        let demand = Demand(requestedBy: "区防指 张主任", needs: needs, neededBy: nil)
        let alert = Alert(
            identifier: id, kind: .demand, status: status, messageType: type, event: "暴雨内涝", colour: nil,
            issuedAt: now, expiresAt: nil, references: [], areas: [], headline: "", demand: demand)
        return handle(.alert(alert, source: "command", raw: "{}"))
    }

    /// Sends everything that waits and accepts it all, at every gateway that was ordered to send.
    ///
    /// - Returns: The orders since the last time, with their words.
    @discardableResult
    mutating func deliverAll(_ gateway: GatewayName = "sms") -> [(order: SendOrder, words: String)] {
        handle(.gatewayReady(gateway, 1000))
        var sent: [(order: SendOrder, words: String)] = []
        while seenSteps < steps.count {
            let orders = steps[seenSteps].orders
            seenSteps += 1
            for order in orders {
                sent.append((order, texts[order.text.number] ?? ""))
                let outcome = AttemptOutcome(attempt: order.attempt, outcome: .accepted(reference: ""))
                handle(.settled(order.gateway, [outcome]))
            }
        }
        return sent
    }

    @discardableResult
    mutating func text(_ words: String, from phone: String) -> Step {
        handle(.reply(InboundReply(from: phone, text: words, identifier: nil), gateway: "sms"))
    }

    @discardableResult
    mutating func order(_ command: Command, by account: Account = EngineWorld.officer) -> Step {
        handle(.command(command, by: account))
    }

    var incident: Incident { engine.state.incidents.values[0] }
    func stage(_ phone: String) -> CalloutStage? {
        engine.reference.roster.member(phone: phone).flatMap { incident.callouts[$0.id]?.stage }
    }
    func phone(_ member: MemberID) -> String { engine.reference.roster[member]?.address(on: .sms) ?? "" }
    var alarms: [AlarmKind] { engine.state.alarms.values.map(\.kind) }

    /// The state made again from the facts of all steps.
    var replayed: State {
        var state = State()
        for fact in steps.flatMap(\.facts) { state.apply(fact) }
        return state
    }
}

extension Step {
    var orders: [SendOrder] {
        effects.compactMap { if case .send(let order) = $0 { order } else { nil } }
    }
}

// MARK: - Who and where

extension EngineWorld {
    static let bags = DemandedNeed(site: "F01", playbook: "material-handling", headcount: 10, workload: 400)
    static let aid = DemandedNeed(site: "F01", playbook: "first-aid", headcount: 2, workload: nil)

    static func phone(_ number: Int) -> String {
        let digits = String(number)
        return "+8613800" + String(repeating: "0", count: 6 - digits.utf8.count) + digits
    }

    static func members(_ count: Int, leaders: Int, reserve: Int) -> [Member] {
        (1...(count + reserve)).map { member($0, pioneers: count, leaders: leaders) }
    }

    /// The first so many lead sites, the next six give first aid, the rest carry.
    private static func member(_ number: Int, pioneers: Int, leaders: Int) -> Member {
        let later = CalendarDay(year: 2030, month: 1, day: 1)
        let givesFirstAid = number > leaders && number <= leaders + 6
        let level: Level = number <= leaders ? .high : number <= leaders + 8 ? .middle : .basic
        return Member(
            id: MemberID(Int64(number)), name: "队员\(number)", pool: number <= pioneers ? .pioneer : .reserve,
            level: level, skills: givesFirstAid ? [.firstAid] : [],
            bornOn: CalendarDay(year: 1990, month: 1, day: 1), insuredUntil: later,
            firstAidUntil: givesFirstAid ? later : nil,
            home: Coordinate(latitude: 31.466 + Double(number) * 0.0001, longitude: 104.742), transport: .car,
            addresses: [Address(channel: .sms, value: phone(number))])
    }

    static let sites = [
        Site(
            code: "F01", name: "北郊桥头", kind: "易涝点",
            position: Coordinate(latitude: 31.4912, longitude: 104.7286),
            musterPoint: "北郊桥东停车场", refuge: "北郊小学操场"),
        Site(
            code: "F02", name: "火车站", kind: "易涝点",
            position: Coordinate(latitude: 31.4718, longitude: 104.7195),
            musterPoint: "火车站南广场", refuge: "站前酒店大厅"),
    ]

    static let playbooks = [
        playbook("material-handling", 1, "物资搬运", minimum: 4, skills: [], counter: ("bags", "沙袋", "袋")),
        playbook("first-aid", 7, "医疗救护", minimum: 2, skills: [.firstAid], counter: ("treated", "救治", "人次")),
    ]

    private static func playbook(
        _ slug: String, _ chapter: Int, _ title: String, minimum: Int, skills: [Skill],
        counter: (String, String, String)
    ) -> Playbook {
        Playbook(
            slug: slug, chapter: chapter, title: title, titleEnglish: slug, aliases: [], version: 1,
            approvedBy: nil,
            approvedOn: nil, siteMinimum: minimum,
            levels: LevelRule(worker: skills.isEmpty ? .basic : .middle, group: .middle, lead: .high),
            requiredSkills: skills, preferredSkills: [], youngest: 18, oldest: 60, needsInsurance: true,
            isHeavy: skills.isEmpty, maximumShiftHours: 4, firstAidersAlong: 0, orderKeepersAlong: 0,
            ratePerPersonHour: nil, unit: "",
            counters: [CounterDefinition(slug: counter.0, title: counter.1, unit: counter.2)])
    }

    static let rota = Rota(
        version: ReferenceVersion(number: 1, digest: "d"),
        shifts: [
            Rota.Shift(
                from: start - .hours(12), until: start + .hours(24),
                officer: DutyPerson(name: "刘", phone: "+8613900000001"),
                leaderInCharge: DutyPerson(name: "周", phone: "+8613900000002"))
        ],
        director: DutyPerson(name: "主任", phone: "+8613900000003"))
}
