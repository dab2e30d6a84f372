import EventStore
import Mobilization
import MobilizationRuntime

extension TestStore {
    static let incident = IncidentID(1)
    static let site: SiteCode = "F01"
    static let people = (1...6).map { MemberID($0 * 1_000) }

    static func text(_ number: Int64, _ words: String, _ kind: TextKind = .message) -> PlannedText {
        PlannedText(ref: TextRef(number), kind: kind, words: words)
    }

    static var playbook: Playbook {
        Playbook(
            slug: "material-handling", chapter: 1, title: "物资搬运", titleEnglish: "Material handling",
            aliases: [],
            version: 1, approvedBy: nil, approvedOn: nil, siteMinimum: 2,
            levels: LevelRule(worker: .basic, group: .middle, lead: .high), requiredSkills: [],
            preferredSkills: [], youngest: 18, oldest: 60, needsInsurance: true, isHeavy: true,
            maximumShiftHours: 8, firstAidersAlong: 0, orderKeepersAlong: 0, ratePerPersonHour: 20, unit: "袋",
            counters: [CounterDefinition(slug: "bags", title: "沙袋", unit: "袋")])
    }

    static func newIncident(_ id: IncidentID = incident, code: String = "0417") -> Incident {
        var new = Incident(
            id: id, code: code, event: "暴雨内涝", isDrill: false, openedAt: start, demand: "D-1",
            source: "city", requestedBy: TextRef(1), neededBy: start + .hours(3), dispatch: .running,
            manual: .none, rules: .none)
        new.needs = [
            Need(
                id: NeedID(1), site: site, rule: NeedRule(playbook), headcount: 4, leaderSeats: 1,
                workload: 300)
        ]
        new.sites[site] = SiteState()
        return new
    }

    static func planned(
        first: Int64, incident: IncidentID? = incident, people: [MemberID] = people, text: Int64
    ) -> PlannedAttempts {
        PlannedAttempts(
            firstID: AttemptID(first), incident: incident, channel: .sms, template: "callout",
            urgency: .callout,
            notAfter: start + .hours(2), members: PackedNumbers(people.map(\.number)), duty: nil,
            texts: PackedNumbers(people.indices.map { text + Int64($0) }))
    }

    static func stage(_ members: [MemberID], _ stage: CalloutStage, minute: Int64) -> Event {
        .stageReached(
            incident, members, stage, StageDetail(observedAt: start + .minutes(minute), how: .leader))
    }

    /// A small emergency from the alert on: called, sent, answered, stopped, counted; still open at the end.
    func tellStory() throws {
        try commit(
            .storeFounded(seed: .max - 7),
            .gatewaysConfigured([
                GatewayDescription(
                    name: "sms", channel: .sms, keepsKeys: false, takesDrills: false, credit: 8)
            ]))
        try commit(
            .incidentOpened(Self.newIncident()), texts: [Self.text(1, "requested by a person", .requester)])
        let invited = Self.people.map {
            Invited(
                member: $0, need: NeedID(1), site: Self.site, role: $0 == Self.people[0] ? .leader : .worker,
                pool: .pioneer, expectedAt: Self.start + .minutes(40), chance: 600)
        }
        try commit(
            .waveSent(Self.incident, wave: 1, Wave(invited)),
            .attemptsPlanned(Self.planned(first: 1, text: 2)),
            .attemptsStarted("sms", PackedNumbers([1, 2, 3, 4])),
            texts: (0..<6).map { Self.text(2 + $0, "come to F01, number \($0)") })
        try commit(
            .attemptsSettled(
                "sms",
                SettledAttempts(
                    accepted: PackedNumbers([1, 2]), references: ["ref-1", "ref-2"],
                    others: [
                        .init(
                            attempt: AttemptID(3), outcome: .refused(reason: "no such number"), notBefore: nil
                        ),
                        .init(
                            attempt: AttemptID(4), outcome: .throttled(retryAfter: .seconds(5)),
                            notBefore: Self.start + .minutes(1)),
                    ])))
        try commit(.receiptCame(AttemptID(1), .delivered))
        try commit(
            .replyCame(Self.people[0], .coming, TextRef(8), gateway: "sms", identifier: "in-1"),
            Self.stage([Self.people[0]], .accepted, minute: 3),
            texts: [Self.text(8, "1", .reply)])
        try commit(Self.stage(Array(Self.people[0...1]), .arrived, minute: 35))
        try commit(
            .siteStopped(Self.incident, Self.site, .lightning, note: nil),
            .headcountReported(Self.incident, Self.site, people: 2))
        try commit(
            .counterReported(
                Self.incident,
                CounterReading(site: Self.site, counter: "bags", added: 80, at: Self.start + .minutes(50)),
                note: nil),
            .counterReported(
                Self.incident,
                CounterReading(site: Self.site, counter: "bags", added: -5, at: Self.start + .minutes(55)),
                note: nil))
        var alarm = Alarm(id: AlarmID(1), kind: .help, raisedAt: Self.start)
        alarm.incident = Self.incident
        try commit(.alarmRaised(alarm), .dutyWoken(AlarmID(1), .officer), .alarmAcknowledged(AlarmID(1)))
    }

    /// Everybody home and the incident closed, in one transaction: what the rows must keep happens in the same
    /// batch in which the incident leaves the state.
    func endStory() throws {
        try commit(
            .attemptsSettled(
                "sms", SettledAttempts(accepted: PackedNumbers([4]), references: ["ref-4"], others: [])),
            .siteStoodDown(Self.incident, Self.site),
            Self.stage(Array(Self.people[0...1]), .home, minute: 90), .incidentClosed(Self.incident))
    }
}
