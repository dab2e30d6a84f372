/// What officers order. Each command either happens whole or is refused with a reason.
extension Engine {
    mutating func obey(_ command: Command, by account: Account) {
        guard account.may(.officer) else {
            step.answer = .refused(.notAllowed(needs: .officer))
            note(command, by: account)
            return
        }
        do {
            step.answer = .done(try perform(command, by: account))
        } catch {
            step.answer = .refused(error)
        }
        note(command, by: account)
    }

    private mutating func perform(_ command: Command, by account: Account) throws(Refusal) -> Done {
        let actor = Actor.officer(account.name)
        switch command {
        case .open(let event, let demand, let isDrill):
            return try open(event, demand, isDrill: isDrill, by: actor)
        case .addNeed(let id, let asked): return try addNeed(asked, to: incident(id), by: actor)
        case .call(let id, let reserve, let confirmed):
            return try call(incident(id), reserve: reserve, confirmed: confirmed, by: account)
        case .confirm(let id): return try confirm(id, by: account)
        case .breakGlass(let id, let reason): return try breakGlass(id, reason: reason, by: account)
        case .approve(let id, let envelope, let reserve, let confirmed):
            return try approve(envelope, reserve: reserve, incident(id), confirmed: confirmed, by: account)
        case .hold(let posture, let words): return hold(posture, note: words, by: actor)
        case .acknowledge(let id): return try acknowledge(id, by: actor)
        case .settle(let id): return try settle(id, by: actor)
        case .note(let id, let words): return try note(words, id, by: actor)
        case .safe(let id, let member, let voucher):
            return try markSafe(member, of: incident(id), vouchedBy: voucher, by: actor)
        case .close(let id): return try close(incident(id), by: actor)
        case .drills(let command): return try perform(command, by: actor)
        case .gates(let command): return try perform(command, by: account)
        default: return try performOnScene(command, by: actor)
        }
    }

    private mutating func performOnScene(_ command: Command, by actor: Actor) throws(Refusal) -> Done {
        switch command {
        case .reply(let id, let member, let meaning, let minutes, let words):
            let done = try enterReply(meaning, of: member, incident(id), note: words, by: actor)
            if let minutes { noteStated(minutes, of: member, in: id, by: actor) }
            return done
        case .arrive(let id, let site, let members, let observedAt):
            return try arrive(members, at: site, incident(id), observedAt: observedAt, by: actor)
        case .leaderTotal(let id, let site, let people):
            let incident = try incident(id, with: site)
            if people < 0 { throw .negativeCount(people) }
            takeTotal(people, at: site, of: incident, by: actor)
            return Done(incident: id, code: incident.code, people: people, sites: [site])
        case .stop(let id, let site, let hazard, let words):
            return try stop(id, site, hazard, note: words, by: actor)
        case .headcount(let id, let site, let people):
            let incident = try incident(id, with: site)
            if people < 0 { throw .negativeCount(people) }
            takeHeadcount(people, at: site, of: incident, by: actor)
            return Done(incident: id, code: incident.code, people: people, sites: [site])
        case .resume(let id, let site):
            let incident = try incident(id, with: site)
            guard incident.sites[site]?.stop != nil else { throw .siteNotStopped(site) }
            resume(site, of: incident, by: actor)
            return Done(incident: id, code: incident.code, sites: [site])
        case .standDown(let id, let site): return try standDown(incident(id), site, by: actor)
        case .signOut(let id, let members): return try signOut(members, of: incident(id), by: actor)
        default: return try performChange(command, by: actor)
        }
    }

    private mutating func performChange(_ command: Command, by actor: Actor) throws(Refusal) -> Done {
        switch command {
        case .count(let id, let site, let counter, let added, let observedAt, let words):
            return try count(
                added, counter, at: site, incident(id, with: site), observedAt: observedAt, note: words,
                by: actor)
        case .fix(let id, let reading, let added, let words):
            return try fix(reading, to: added, incident(id), note: words, by: actor)
        case .lend(let id, let site, let tool, let change):
            return try lend(tool, by: change, at: site, incident(id, with: site), actor)
        case .move(let id, let members, let site, let playbook):
            return try move(members, to: site, playbook, incident(id, with: site), by: actor)
        case .walkIn(let id, let site, let member, let observedAt):
            return try walkIn(member, at: site, incident(id, with: site), observedAt: observedAt, by: actor)
        case .relieve(let id, let site, let people, let confirmed):
            return try relieve(people, at: site, incident(id, with: site), confirmed: confirmed, by: actor)
        case .recall(let id, let confirmed, let words):
            return try recall(incident(id), confirmed: confirmed, note: words, by: actor)
        default: return try performAtDesk(command, by: actor)
        }
    }

    // MARK: - Finding what a command names

    func incident(_ id: IncidentID) throws(Refusal) -> Incident {
        if let incident = state.incidents[id] { return incident }
        throw id.number < state.next.incident && id.number > 0 ? .incidentClosed(id) : .unknownIncident(id)
    }

    func incident(_ id: IncidentID, with site: SiteCode) throws(Refusal) -> Incident {
        let incident = try incident(id)
        if incident.sites[site] == nil {
            throw reference.sites[site] == nil ? .unknownSite(site) : .siteNotInIncident(site)
        }
        return incident
    }

    // MARK: - Opening and calling

    mutating func open(
        _ event: String, _ demand: Demand, isDrill: Bool, by actor: Actor
    ) throws(Refusal) -> Done {
        if let refusal = objection(to: demand) { throw refusal }
        if state.incidents.count >= Limits.openIncidents { throw .tooManyIncidents(Limits.openIncidents) }
        if isDrill, let objection = drillObjection() { throw objection }
        // The officer's word opens it; the count is typed with `call`.
        let incident = newIncident(
            event: event, demand: demand, isDrill: isDrill, key: nil, dispatch: .awaitingOfficer)
        record(.incidentOpened(incident), by: actor)
        requestTravelTimes(for: incident)
        begin(incident)
        return Done(
            incident: incident.id, code: incident.code, people: incident.headcount, sites: incident.sites.keys
        )
    }

    private mutating func addNeed(
        _ asked: DemandedNeed, to incident: Incident, by actor: Actor
    ) throws(Refusal) -> Done {
        if let refusal = objection(to: asked) { throw refusal }
        if let known = incident.needs.first(where: {
            $0.site == asked.site && $0.rule.playbook == asked.playbook
        }) {
            record(.needRevised(incident.id, known.id, headcount: asked.headcount), by: actor)
        } else if let need = incident.makeNeed(asked, manual: reference.manual) {
            record(.needAdded(incident.id, need), by: actor)
        }
        sendWave(incident.id)
        return Done(incident: incident.id, code: incident.code, people: asked.headcount, sites: [asked.site])
    }

    /// The typed count is the number that the plan shows: the officer says how many people it will reach.
    private mutating func call(
        _ incident: Incident, reserve: Int, confirmed: Int, by account: Account
    ) throws(Refusal) -> Done {
        if reserve < 0 { throw .negativeCount(reserve) }
        if reserve > 0 {
            return try callReserve(incident, people: reserve, confirmed: confirmed, by: account)
        }
        if incident.recalledAt != nil { throw .alreadyRecalled(incident.id) }
        guard incident.dispatch != .running else { throw .alreadyRunning(incident.id) }
        let people =
            incident.micro == nil
            ? preview(of: incident, reserve: 0).invitations.count : neighbours(of: incident).count
        if confirmed != people { throw .countMismatch(typed: confirmed, actual: people) }
        record(.dispatchChanged(incident.id, .running), by: .officer(account.name))
        closeAlarms { $0.incident == incident.id && $0.kind.isAboutCalling }
        sendWave(incident.id)
        return Done(incident: incident.id, code: incident.code, people: people)
    }

    /// Whom a call would reach now, with that many of the reserve. Nothing happens.
    ///
    /// `atAllHours` looks at people outside their stated hours, too.
    package func preview(of incident: Incident, reserve: Int, atAllHours: Bool = false) -> CallOutPlan {
        var problem = problem(for: incident, pools: [.pioneer: Limits.members, .reserve: reserve])
        if atAllHours { problem.ignoresHours = true }
        return reference.settings.planner.plan(problem, roster: reference.roster)
    }

    // MARK: - Inbox and notes

    private mutating func acknowledge(_ id: AlarmID, by actor: Actor) throws(Refusal) -> Done {
        guard let alarm = state.alarms[id] else { throw .unknownAlarm(id) }
        if alarm.acknowledgedAt == nil { record(.alarmAcknowledged(id), by: actor) }
        return Done(incident: alarm.incident)
    }

    private mutating func settle(_ id: AlarmID, by actor: Actor) throws(Refusal) -> Done {
        guard let alarm = state.alarms[id] else { throw .unknownAlarm(id) }
        record(.alarmClosed(id), by: actor)
        return Done(incident: alarm.incident)
    }

    private mutating func note(_ words: String, _ id: IncidentID?, by actor: Actor) throws(Refusal) -> Done {
        if let id { _ = try incident(id) }
        record(.noteWritten(id, keepNote(words)), by: actor)
        return Done(incident: id)
    }

    func keepable(_ words: String) -> String { String(words.prefix(Limits.textCharacters)) }

    mutating func keepNote(_ words: String) -> TextRef { keep(keepable(words), as: .note) }
}
