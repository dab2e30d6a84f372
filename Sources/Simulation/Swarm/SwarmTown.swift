import Mobilization

/// The reference data of one seed: an invented town with its team, its manual and its rota.
struct SwarmTown {
    let reference: Reference
    /// Everything that must never stand in the log or the journal.
    let secrets: [String]

    init(_ plan: SwarmPlan) {
        var dice = Dice(seed: plan.seed, .swarmTown)
        var reference = Reference(
            settings: Settings(
                zone: .fixed(hours: 8), dutyPhone: "0816-5550100", centre: Self.centre,
                incidentCover: dice.happens(300), seed: plan.seed | 1))
        let members = (1...(plan.pioneers + plan.reserve)).map { Self.member($0, plan, &dice) }
        reference.roster = Roster(version: ReferenceVersion(number: 1, digest: "r"), members: members)
        reference.manual = Manual(
            version: ReferenceVersion(number: 1, digest: "m"), playbooks: Self.playbooks)
        reference.sites = SiteBook(
            version: ReferenceVersion(number: 1, digest: "s"),
            sites: (1...plan.sites).map { Self.site($0, &dice) })
        reference.rules = Self.rules(plan.dispatch, &dice)
        reference.rota = Self.rota(from: plan.start)
        self.reference = reference
        secrets =
            members.map(\.name) + members.flatMap { $0.addresses.map(\.value) } + Self.duty.map(\.phone)
            + [Self.requester, Self.household]
    }

    static let requester = "区防指张主任"
    static let household = "涪城路13号2单元901"
    private static let centre = Coordinate(latitude: 31.466, longitude: 104.742)
    private static let duty = [
        DutyPerson(name: "刘值班", phone: "+8613900000001"), DutyPerson(name: "周负责", phone: "+8613900000002"),
        DutyPerson(name: "何主任", phone: "+8613900000003"), DutyPerson(name: "陈值班", phone: "+8613900000004"),
    ]

    private static func member(_ number: Int, _ plan: SwarmPlan, _ dice: inout Dice) -> Member {
        let later = CalendarDay(year: 2030, month: 1, day: 1)
        let leads = number <= plan.leaders
        let givesFirstAid = !leads && dice.happens(300)
        let level: Level = leads ? .high : dice.happens(350) ? .middle : .basic
        let digits = String(number)
        let phone = "+861380" + String(repeating: "0", count: 7 - digits.utf8.count) + digits
        var addresses = [Address(channel: .sms, value: phone)]
        if dice.happens(20) { addresses = [] }
        return Member(
            id: MemberID(Int64(number) * 7), name: "队员甲\(number)号",
            pool: number <= plan.pioneers ? .pioneer : .reserve, level: level,
            skills: (givesFirstAid ? [.firstAid] : []) + (dice.happens(100) ? [.psychology] : []),
            bornOn: CalendarDay(year: 1960 + dice.below(45), month: 1, day: 1),
            insuredUntil: dice.happens(900) ? later : nil, firstAidUntil: givesFirstAid ? later : nil,
            home: dice.happens(950) ? position(&dice) : nil,
            transport: dice.one(of: TransportMode.allCases) ?? .car, addresses: addresses,
            language: dice.happens(100) ? .english : .chinese)
    }

    /// Within some seven kilometres.
    private static func position(_ dice: inout Dice) -> Coordinate {
        Coordinate(
            latitude: centre.latitude + Double(dice.from(-60...60)) / 1000,
            longitude: centre.longitude + Double(dice.from(-60...60)) / 1000)
    }

    private static func site(_ number: Int, _ dice: inout Dice) -> Site {
        Site(
            code: "F0\(number)", name: "第\(number)积水点", kind: "易涝点", position: position(&dice),
            musterPoint: "第\(number)积水点东停车场", refuge: "第\(number)小学操场")
    }

    private static let playbooks = [
        playbook("material-handling", 1, "物资搬运", minimum: 3, skills: [], ("bags", "沙袋", "袋")),
        playbook("traffic-control", 2, "交通引导", minimum: 1, skills: [], ("cars", "车辆", "辆")),
        playbook("first-aid", 7, "医疗救护", minimum: 2, skills: [.firstAid], ("treated", "救治", "人次")),
    ]

    private static func playbook(
        _ slug: String, _ chapter: Int, _ title: String, minimum: Int, skills: [Skill],
        _ counter: (String, String, String)
    ) -> Playbook {
        Playbook(
            slug: slug, chapter: chapter, title: title, titleEnglish: slug, aliases: [], version: 1,
            approvedBy: nil, approvedOn: nil, siteMinimum: minimum,
            levels: LevelRule(worker: .basic, group: .middle, lead: .high), requiredSkills: skills,
            preferredSkills: [], youngest: 18, oldest: 60, needsInsurance: true, isHeavy: chapter == 1,
            maximumShiftHours: 4, firstAidersAlong: 0, orderKeepersAlong: 0, ratePerPersonHour: nil,
            unit: "",
            counters: [CounterDefinition(slug: counter.0, title: counter.1, unit: counter.2)])
    }

    private static func rules(_ dispatch: DispatchRule, _ dice: inout Dice) -> RuleBook {
        func rule(_ kind: AlertKind, _ action: ResponseRule.Action, _ least: WarningColour? = nil)
            -> ResponseRule
        {
            ResponseRule(
                name: kind.rawValue, kind: kind, sources: [], event: nil, atLeast: least, action: action)
        }
        var book = RuleBook.shipped
        book.version = ReferenceVersion(number: 1, digest: "w")
        let notice: NoticeScope = dice.one(of: NoticeScope.allCases) ?? .team
        book.rules = [
            rule(.demand, .callOut(dispatch)),
            rule(.sos, .callOut(DispatchRule(small: .automatic, large: .hold, smallUpTo: 5, hold: .zero))),
            rule(.anomaly, .callOut(dispatch)),
            rule(.warning, .posture(.standby, notify: notice), .orange),
            rule(.warning, .posture(.watch, notify: .nobody)),
        ]
        // Sooner than in the field, so that what must be told by then is told within the run.
        book.timers.homeQuestion = .minutes(15)
        book.timers.homeOverdue = .minutes(30)
        book.budgets.reserveCeiling = dice.happens(500) ? dice.from(0...10) : 0
        return book
    }

    /// Two shifts a day, and a director who may be woken.
    private static func rota(from start: Instant) -> Rota {
        let first = start - .hours(5)
        let shifts = (0..<6).map { (number: Int64) -> Rota.Shift in
            let from: Instant = first + .hours(12 * number)
            return Rota.Shift(
                from: from, until: from + .hours(12), officer: duty[number % 2 == 0 ? 0 : 3],
                leaderInCharge: duty[1])
        }
        return Rota(
            version: ReferenceVersion(number: 1, digest: "d"), shifts: shifts, director: duty[2])
    }
}
