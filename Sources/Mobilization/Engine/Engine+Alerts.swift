/// What an alert or a demand leads to.
extension Engine {
    mutating func take(_ alert: Alert, from source: String, raw: String) {
        let key = AlertKey(source: source, identifier: alert.identifier)
        if let known = state.alerts[key], !changesAnything(alert, known) {
            step.answer = .alert(
                AlertAnswer(
                    alert: alert.identifier, decision: known.decision, incident: known.incident,
                    code: known.incident.flatMap { state.incidents[$0]?.code }),
                isRepeat: true)
            return
        }
        if let refusal = objection(to: alert) {
            refuse(alert, source: source, raw: raw, refusal)
            return
        }
        if alert.messageType == .cancel {
            cancel(alert, key: key, raw: raw)
        } else if let known = state.alerts[key], known.status == alert.status, let id = known.incident,
            state.incidents[id] != nil
        {
            revise(alert, key: key, incident: id, raw: raw)
        } else {
            begin(alert, key: key, raw: raw)
        }
    }

    /// The same id with other figures is a revision, with another message type a cancel, for real after an
    /// exercise a new beginning; else it is a repeat.
    private func changesAnything(_ alert: Alert, _ known: AlertRecord) -> Bool {
        if alert.status != known.status { return alert.status == .actual }
        if alert.messageType == .cancel { return known.messageType != .cancel }
        if alert.kind == .warning {
            return alert.colour != known.colour || alert.expiresAt != known.expiresAt
        }
        guard let demand = alert.demand else { return false }
        return demand.needs != known.needs || demand.neededBy != known.neededBy
    }

    /// Why an alert can't be taken as it is.
    private func objection(to alert: Alert) -> Refusal? {
        guard let demand = alert.demand, alert.messageType != .cancel else { return nil }
        if let refusal = objection(to: demand) { return refusal }
        return state.incidents.count >= Limits.openIncidents ? .tooManyIncidents(Limits.openIncidents) : nil
    }

    func objection(to demand: Demand) -> Refusal? {
        for need in demand.needs {
            if let refusal = objection(to: need) { return refusal }
        }
        return demand.needs.isEmpty ? .headcountOutOfRange(0) : nil
    }

    func objection(to need: DemandedNeed) -> Refusal? {
        if reference.sites[need.site] == nil { return .unknownSite(need.site) }
        if reference.manual[need.playbook] == nil { return .unknownPlaybook(need.playbook) }
        if !(1...Limits.headcountPerNeed).contains(need.headcount) {
            return .headcountOutOfRange(need.headcount)
        }
        return nil
    }

    /// The source is told what is wrong, and so is the officer: a typing mistake must not cost the demand.
    private mutating func refuse(_ alert: Alert, source: String, raw: String, _ refusal: Refusal) {
        raise(.alertUnmatched, text: keep(raw, as: .alert))
        log(.notice, "a demand of source \(source) was refused and waits in the inbox")
        step.answer = .refused(refusal)
    }

    /// A typing mistake must not cost the demand: the officer reads what the machine couldn't.
    mutating func keepUnreadable(_ raw: String, from source: String) {
        let waiting = state.alarms.values.count { $0.kind == .alertUnmatched }
        guard waiting < Limits.unreadableAlerts else { return }
        raise(.alertUnmatched, text: keep(String(raw.prefix(Limits.textCharacters)), as: .alert))
        log(.notice, "source \(source) sent something unreadable; it waits in the inbox")
    }

    private mutating func begin(_ alert: Alert, key: AlertKey, raw: String) {
        let isNews = alert.messageType == .alert || alert.messageType == .update
        let isOver = alert.expiresAt.map { $0 <= now } ?? false
        let rule = isNews && !isOver ? firstRule(for: alert, source: key.source) : nil
        let isForReal = alert.status == .actual && isNews
        switch rule?.action {
        case .callOut(let dispatch)?
        where alert.demand != nil && (isForReal || alert.status == .exercise && isNews):
            open(alert, key: key, raw: raw, dispatch: dispatch)
        case .callOut(let dispatch)? where alert.household != nil && isForReal:
            openHomeCall(alert, key: key, raw: raw, dispatch: dispatch)
        case .posture(let posture, let notify)? where isForReal && alert.kind == .warning:
            makeRoom(for: key)
            conclude(alert, key: key, raw: raw, .posture, incident: nil, posture: posture, notify: notify)
            supersede(alert, key: key)
            reviewPosture(by: key)
        default:
            // Tests and exercises count for nothing, and end nothing.
            if isForReal, alert.kind == .warning { makeRoom(for: key) }
            conclude(alert, key: key, raw: raw, .recorded, incident: nil)
            // A real demand that no rule takes must not end in a drawer.
            if isForReal, alert.kind != .warning { raise(.alertUnmatched, text: keep(raw, as: .alert)) }
        }
    }

    private func firstRule(for alert: Alert, source: String) -> ResponseRule? {
        reference.rules.rules.first { rule in
            rule.kind == alert.kind
                && (rule.sources.isEmpty || rule.sources.contains(source))
                && (rule.event.map { alert.event.contains($0) } ?? true)
                && (rule.atLeast.map { least in alert.colour.map { $0 >= least } ?? false } ?? true)
        }
    }

    /// Records the alert and answers its source.
    mutating func conclude(
        _ alert: Alert, key: AlertKey, raw: String, _ decision: AlertDecision, incident: IncidentID?,
        posture: Posture? = nil, notify: NoticeScope? = nil
    ) {
        let text = keep(raw, as: .alert)
        var entry = AlertRecord(
            key: key, kind: alert.kind, status: alert.status, messageType: alert.messageType,
            event: alert.event, colour: alert.colour, issuedAt: alert.issuedAt, receivedAt: now,
            expiresAt: alert.expiresAt, decision: decision, incident: incident,
            needs: alert.demand?.needs ?? [], neededBy: alert.demand?.neededBy, raw: text)
        entry.areas = alert.areas.isEmpty ? nil : alert.areas
        entry.posture = posture
        entry.notify = notify
        record(.alertReceived(entry), by: .source(key.source))
        step.answer = .alert(
            AlertAnswer(
                alert: alert.identifier, decision: decision, incident: incident,
                code: incident.flatMap { state.incidents[$0]?.code }),
            isRepeat: false)
    }

    private mutating func open(_ alert: Alert, key: AlertKey, raw: String, dispatch: DispatchRule) {
        guard let demand = alert.demand else { return }
        let isDrill = alert.status == .exercise
        if isDrill, let objection = drillObjection() {
            refuse(alert, source: key.source, raw: raw, objection)
            return
        }
        let incident = newIncident(
            event: alert.event, demand: demand, isDrill: isDrill, key: key,
            dispatch: initialDispatch(dispatch, headcount: demand.headcount))
        record(.incidentOpened(incident), by: .source(key.source))
        requestTravelTimes(for: incident)
        let decision: AlertDecision =
            switch incident.dispatch {
            case .running, .ended: .opened
            case .held: .held
            case .awaitingOfficer: .awaitingOfficer
            }
        conclude(alert, key: key, raw: raw, decision, incident: incident.id)
        begin(incident)
    }

    func initialDispatch(_ rule: DispatchRule, headcount: Int) -> DispatchState {
        switch rule.start(headcount: headcount) {
        case .automatic: .running
        case .hold: .held(until: now + rule.hold)
        case .officer: .awaitingOfficer
        }
    }

    /// The first things after opening: call, or ask the officer.
    mutating func begin(_ incident: Incident) {
        log(
            .info,
            "incident \(incident.code) is open: \(incident.headcount) people at \(incident.sites.count) sites"
        )
        if incident.dispatch != .awaitingOfficer { preemptDrills(for: incident) }
        switch incident.dispatch {
        case .running where incident.micro != nil: callNeighbours(incident.id)
        case .running: sendWave(incident.id)
        case .held: raise(.dispatchHeld, incident: incident.id, count: countToType(incident))
        case .awaitingOfficer:
            raise(.dispatchAwaitsOfficer, incident: incident.id, count: countToType(incident))
        case .ended: break
        }
    }

    /// The count that `call` takes, where it is known without planning.
    private func countToType(_ incident: Incident) -> Int {
        incident.micro == nil ? incident.headcount : neighbours(of: incident).count
    }

    mutating func newIncident(
        event: String, demand: Demand, isDrill: Bool, key: AlertKey?, dispatch: DispatchState
    ) -> Incident {
        let requester = demand.requestedBy.isEmpty ? nil : keep(demand.requestedBy, as: .requester)
        var incident = Incident(
            id: IncidentID(state.next.incident), code: newCode(), event: event, isDrill: isDrill,
            openedAt: now,
            demand: key?.identifier ?? "", source: key?.source ?? "", requestedBy: requester,
            neededBy: demand.neededBy ?? now + reference.rules.timers.full, dispatch: dispatch,
            manual: reference.manual.version, rules: reference.rules.version)
        incident.pinnedRules = PinnedRules(reference.rules)
        for need in demand.needs { incident.add(need, manual: reference.manual) }
        return incident
    }

    /// Four digits that no open incident has.
    private func newCode() -> String {
        let taken = state.incidents.values.map(\.code)
        let chance = HashedChance(seed: state.seed)
        var draw: Int64 = 0
        while true {
            let digits = String(chance.below(10_000, .incidentCode, state.next.incident, draw))
            let code = String(repeating: "0", count: 4 - digits.utf8.count) + digits
            if !taken.contains(code) { return code }
            draw += 1
        }
    }

    /// Other figures under the same id: 40 becomes 60.
    private mutating func revise(_ alert: Alert, key: AlertKey, incident id: IncidentID, raw: String) {
        guard let demand = alert.demand else { return }
        let before = state.incidents[id]?.headcount ?? 0
        for asked in demand.needs {
            guard let incident = state.incidents[id] else { return }
            let known = incident.needs.first { $0.site == asked.site && $0.rule.playbook == asked.playbook }
            if let known {
                if known.headcount != asked.headcount {
                    record(.needRevised(id, known.id, headcount: asked.headcount), by: .source(key.source))
                }
            } else if let need = incident.makeNeed(asked, manual: reference.manual) {
                record(.needAdded(id, need), by: .source(key.source))
            }
        }
        if let incident = state.incidents[id], let due = demand.neededBy, due != incident.neededBy {
            record(.deadlineMoved(id, due), by: .source(key.source))
        }
        // A need that the new list no longer names is not wanted any more; who is there stays until stood down.
        for need in state.incidents[id]?.needs ?? [] where need.headcount > 0 {
            if !demand.needs.contains(where: { $0.site == need.site && $0.playbook == need.rule.playbook }) {
                record(.needRevised(id, need.id, headcount: 0), by: .source(key.source))
            }
        }
        conclude(alert, key: key, raw: raw, .revised, incident: id)
        raise(.demandRevised, incident: id, count: state.incidents[id]?.headcount)
        holdGrowth(of: id, from: before, alert, source: key.source)
        sendWave(id)
    }

    /// A demand that grows by more than a small one is held like a new one: a typing mistake must not call a town.
    private mutating func holdGrowth(of id: IncidentID, from before: Int, _ alert: Alert, source: String) {
        guard let incident = state.incidents[id], incident.dispatch == .running,
            case .callOut(let rule)? = firstRule(for: alert, source: source)?.action
        else { return }
        let growth = incident.headcount - before
        guard growth > rule.smallUpTo else { return }
        let dispatch = initialDispatch(rule, headcount: growth)
        guard dispatch != .running else { return }
        record(.dispatchChanged(id, dispatch))
        raise(
            dispatch == .awaitingOfficer ? .dispatchAwaitsOfficer : .dispatchHeld, incident: id, count: growth
        )
    }

    /// The source takes an alert back, and all that it refers to: nobody else is called; people who are out
    /// stay the officer's matter. An exercise can only cancel an exercise.
    private mutating func cancel(_ alert: Alert, key: AlertKey, raw: String) {
        let keys = [key] + alert.references.map { AlertKey(source: key.source, identifier: $0) }
        let cancelled = keys.compactMap { state.alerts[$0] }.filter { $0.status == alert.status }
        let incidents = cancelled.compactMap(\.incident).filter { state.incidents[$0] != nil }
        conclude(alert, key: key, raw: raw, .cancelled, incident: incidents.first)
        for id in incidents { endCalling(id) }
        for id in incidents { callOffHomeCall(id, by: key) }
        for warning in cancelled where state.warnings.contains(warning.key) {
            record(.warningEnded(warning.key, .cancelled), by: .source(key.source))
        }
        reviewPosture(by: key)
    }

    private mutating func endCalling(_ id: IncidentID) {
        guard let incident = state.incidents[id] else { return }
        if incident.dispatch != .ended { record(.dispatchChanged(id, .ended)) }
        closeAlarms { $0.incident == id && $0.kind.isAboutCalling }
        raise(.demandCancelled, incident: id, count: incident.unaccounted)
    }
}

extension Incident {
    /// People who accepted and of whom nobody knows that they are safe.
    package var unaccounted: Int { callouts.values.count { $0.stage.isUnaccounted } }

    mutating func add(_ asked: DemandedNeed, manual: Manual) {
        guard let need = makeNeed(asked, manual: manual) else { return }
        needs.append(need)
        if sites[need.site] == nil { sites[need.site] = SiteState() }
    }

    /// A chapter that the incident uses already stays as it was, whatever edition of the manual came since.
    ///
    /// - Returns: nil when the manual has no such playbook, which was checked before.
    func makeNeed(_ asked: DemandedNeed, manual: Manual) -> Need? {
        let known = needs.first { $0.rule.playbook == asked.playbook }?.rule
        guard let rule = known ?? manual[asked.playbook].map({ NeedRule($0) }) else { return nil }
        let isFirstOfSite = !needs.contains { $0.site == asked.site }
        return Need(
            id: NeedID(Int64(needs.count) + 1), site: asked.site, rule: rule,
            headcount: asked.headcount, leaderSeats: isFirstOfSite ? 1 : 0, workload: asked.workload)
    }
}
