/// 一键呼叫: a call from one home opens a micro incident, for which the nearest qualified people are called in threes
/// until two go together. The address follows only to those who accept.
extension Engine {
    /// Three are called at once, three more after 30 s while there is no pair; then only in the place of who declines.
    private static let atOnce = 3
    private static let atFirst = 6
    private static let pause = Interval.seconds(30)
    /// Up to here first; when nobody has come forward for `patience`, up to `farther_m`, and the officer is woken.
    /// At once up to `farther_m` where nobody nearer is free.
    private static let near_m = 1_500.0
    private static let farther_m = 3_000.0
    private static let patience = Interval.minutes(4)

    mutating func openHomeCall(_ alert: Alert, key: AlertKey, raw: String, dispatch: DispatchRule) {
        guard let home = alert.household else { return }
        if state.incidents.count >= Limits.openIncidents {
            raise(.alertUnmatched, text: keep(raw, as: .alert))
            step.answer = .refused(.tooManyIncidents(Limits.openIncidents))
            return
        }
        let isAnomaly = alert.kind == .anomaly
        let start = initialDispatch(dispatch, headcount: MicroCall.pair)
        var incident = newIncident(
            event: alert.event, demand: Demand(requestedBy: "", needs: [], neededBy: now + .minutes(30)),
            isDrill: false, key: key, dispatch: isAnomaly && start == .running ? .awaitingOfficer : start)
        incident.micro = MicroCall(
            community: home.community, position: home.position, address: keep(home.address, as: .requester),
            isAnomaly: isAnomaly, during: openEmergency?.id)
        incident.needs = [homeNeed]
        incident.sites[MicroCall.site] = SiteState()
        record(.incidentOpened(incident), by: .source(key.source))
        let decision: AlertDecision =
            switch incident.dispatch {
            case .running, .ended: .opened
            case .held: .held
            case .awaitingOfficer: .awaitingOfficer
            }
        conclude(alert, key: key, raw: raw, decision, incident: incident.id)
        if !home.alsoTold.isEmpty {
            let told = "已通知：" + home.alsoTold.joined(separator: "、")
            record(.noteWritten(incident.id, keepNote(told)), by: .source(key.source))
        }
        noteEmergency(of: incident.id, by: key.source)
        begin(incident)
        countStreets()
    }

    /// First aid as the manual has it; a manual without such a chapter asks for the certificate alone.
    private var homeNeed: Need {
        let playbook = reference.manual.playbooks.first { $0.requiredSkills.contains(.firstAid) }
        var need = Need(
            id: NeedID(1), site: MicroCall.site, rule: NeedRule(playbook ?? .homeCall),
            headcount: MicroCall.pair, leaderSeats: 0, workload: nil)
        need.rule.siteMinimum = MicroCall.pair
        return need
    }

    // MARK: - Calling the neighbours

    /// Whom the next call reaches: the nearest who may, and weren't called before.
    func neighbours(of incident: Incident) -> [Member] {
        guard let micro = incident.micro, let need = incident.needs.first else { return [] }
        let today = localNow.day
        var around: [(distance: Double, member: Member)] = []
        for member in reference.roster.members where member.pool != .walkIn {
            guard let home = member.home, !incident.callouts.contains(member.id) else { continue }
            let distance = StraightLine.distance_m(home, micro.position)
            guard distance <= Self.farther_m, state.bond(of: member.id, against: incident) == nil,
                !isCalledElsewhere(member.id)
            else { continue }
            let gate = Gate.stopping(
                member, from: need.rule, as: .worker, today: today,
                incidentCover: reference.settings.incidentCover)
            if gate == nil { around.append((distance, member)) }
        }
        around.sort { ($0.distance, $0.member.id) < ($1.distance, $1.member.id) }
        guard incident.callouts.isEmpty || now - callingSince(incident) < Self.patience else {
            return around.prefix(Self.atOnce).map(\.member)
        }
        let near = Array(around.prefix { $0.distance <= Self.near_m })
        // Where those near can't make a pair there is nobody to be patient with.
        let chosen = near.count + nearAndAsked(incident, micro) >= MicroCall.pair ? near : around
        let declined = incident.callouts.values.count { $0.stage == .declined }
        let room = min(Self.atOnce, Self.atFirst + declined - incident.callouts.count)
        return chosen.prefix(max(0, room)).map(\.member)
    }

    /// People near who were called and haven't said no.
    private func nearAndAsked(_ incident: Incident, _ micro: MicroCall) -> Int {
        incident.callouts.values.count { callout in
            guard callout.stage == .called || callout.stage.isPromised,
                let home = reference.roster[callout.member]?.home
            else { return false }
            return StraightLine.distance_m(home, micro.position) <= Self.near_m
        }
    }

    /// The first call. The officer may have rung a silent home for minutes before.
    private func callingSince(_ incident: Incident) -> Instant {
        incident.callouts.values.map(\.calledAt).min() ?? incident.openedAt
    }

    private func isCalledElsewhere(_ member: MemberID) -> Bool {
        state.incidents.values.contains { !$0.isDrill && $0.callouts[member]?.stage == .called }
    }

    mutating func callNeighbours(_ id: IncidentID) {
        guard let incident = state.incidents[id], let micro = incident.micro, !incident.hasPair,
            !incident.hasStoodDown(MicroCall.site)
        else { return }
        let people = neighbours(of: incident)
        guard !people.isEmpty else { return }
        let invited = people.map { member in
            let way = StraightLine.distance_m(member.home ?? micro.position, micro.position)
            let walk = Arrival.travel(way, by: member.transport, in: .assumed) ?? .minutes(30)
            return Invited(
                member: member.id, need: NeedID(1), site: MicroCall.site, role: .worker, pool: member.pool,
                expectedAt: now + .minutes(localNow.isNight ? 5 : 3) + walk, chance: 500)
        }
        preemptDrills(for: incident)
        record(.waveSent(id, wave: incident.waves + 1, Wave(invited)))
        log(.info, "incident \(incident.code): \(people.count) neighbours are called")
        for member in people {
            let distance = StraightLine.distance_m(member.home ?? micro.position, micro.position)
            plan(
                Message(
                    template: "onekey.callout", incident: incident, urgency: .help,
                    notAfter: now + .minutes(15),
                    values: [
                        "community": micro.community,
                        "dist": "\(max(100, Int((distance / 100).rounded()) * 100))",
                    ]),
                to: [member])
        }
    }

    /// The next three while there is no pair; nobody for four minutes is a matter for the officer, and for people
    /// farther away.
    mutating func reviewHomeCall(_ id: IncidentID) {
        guard let incident = state.incidents[id], !incident.hasPair else { return }
        if now - callingSince(incident) >= Self.patience { raise(.homeCallUnanswered, incident: id) }
        let lastCall = incident.callouts.values.map(\.calledAt).max() ?? incident.openedAt
        if incident.callouts.isEmpty || now - lastCall >= Self.pause { callNeighbours(id) }
    }

    // MARK: - The pair

    /// Who accepts is told where, and with whom they go.
    mutating func sendAddress(_ callout: Callout, of incident: Incident) {
        guard let micro = incident.micro else { return }
        let other = incident.callouts.values.first {
            $0.member != callout.member && $0.stage.isPromised
        }
        let mate = other.flatMap { reference.roster[$0.member]?.name } ?? "另一名队员"
        plan(
            Message(
                template: "onekey.assigned", incident: incident, urgency: .help, notAfter: now + .minutes(30),
                values: ["addr": TextMarker.of(micro.address), "mate": mate]),
            to: members([callout.member]))
    }

    /// Two are enough: the first learns who comes along, the others needn't go.
    mutating func completePair(_ id: IncidentID) {
        guard let incident = state.incidents[id], incident.hasPair else { return }
        closeAlarms { $0.kind == .homeCallUnanswered && $0.incident == id }
        let pair = incident.callouts.values.filter { $0.stage.isPromised }
        if let first = pair.min(by: { ($0.promisedAt ?? now, $0.member) < ($1.promisedAt ?? now, $1.member) })
        {
            sendAddress(first, of: incident)
        }
        let others = spare(incident.callouts.values.filter { $0.stage == .called }, of: incident)
        send("full", about: MicroCall.site, of: incident, to: others, urgency: .help)
    }

    // MARK: - The end

    /// A false alarm: everybody who was called is told before they leave.
    mutating func callOffHomeCall(_ id: IncidentID, by key: AlertKey) {
        guard let incident = state.incidents[id], incident.micro != nil else { return }
        let people = incident.callouts.values
        let out = people.filter { $0.stage == .enRoute || $0.stage.isPresent }.map(\.member)
        let atHome = people.filter { $0.stage == .called || $0.stage == .accepted }.map(\.member)
        reach(.returning, out, of: incident, .officer, by: .source(key.source))
        reach(.released, atHome, of: incident, .officer, by: .source(key.source))
        send("cancel", about: MicroCall.site, of: incident, to: atHome + out, urgency: .help)
        closeAlarms { $0.incident == id && ($0.kind == .homeCallUnanswered || $0.kind == .demandCancelled) }
        countStreets()
    }

    /// Address and alert go for good, and somebody asks the next morning how the person is.
    mutating func endHomeCall(_ incident: Incident) {
        guard let micro = incident.micro else { return }
        var gone = [micro.address.number]
        for alert in state.alerts.values where alert.incident == incident.id {
            if let raw = alert.raw { gone.append(raw.number) }
        }
        record(.textsPurged(PackedNumbers(gone)))
        let call = micro.isAnomaly ? "异常预警" : "一键呼叫"
        let words = "回访：\(micro.community)\(call)\(incident.code)，问平安，需要时安排心理疏导，告知家属。"
        let note = DutyNote(
            number: state.next.note, incident: nil, text: keepNote(words), source: nil, occurredAt: now,
            due: nextMorning, corrects: nil)
        record(.dutyNoted(note))
    }

    /// The next nine o'clock that leaves people three hours of sleep.
    private var nextMorning: Instant {
        let local = localNow
        let nine = now - .minutes(Int64(local.hour * 60 + local.minute)) + .hours(9)
        return nine >= now + .hours(3) ? nine : nine + .hours(24)
    }
}

extension Incident {
    /// Two have promised to go to the home.
    var hasPair: Bool { callouts.values.count { $0.stage.isPromised } >= MicroCall.pair }
}

extension Playbook {
    /// What a call from a home asks for where the manual has no chapter on first aid.
    fileprivate static let homeCall = Playbook(
        slug: "first-aid", chapter: 7, title: "医疗救护", titleEnglish: "first aid", aliases: [], version: 1,
        approvedBy: nil, approvedOn: nil, siteMinimum: 2,
        levels: LevelRule(worker: .basic, group: .middle, lead: .high), requiredSkills: [.firstAid],
        preferredSkills: [], youngest: 18, oldest: 65, needsInsurance: true, isHeavy: false,
        maximumShiftHours: 4, firstAidersAlong: 0, orderKeepersAlong: 0, ratePerPersonHour: nil, unit: "",
        counters: [])
}
