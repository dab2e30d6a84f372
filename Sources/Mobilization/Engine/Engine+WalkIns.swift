/// People who came by themselves: taken in at a site, with the same gates as everybody, and followed home like them.
extension Engine {
    mutating func walkIn(
        _ id: MemberID, at site: SiteCode, _ incident: Incident, observedAt: Instant?, by actor: Actor
    ) throws(Refusal) -> Done {
        guard let member = reference.roster[id] else { throw .unknownMember(id) }
        if let observedAt, observedAt > now { throw .timeInFuture(observedAt) }
        if incident.hasStoodDown(site) || incident.sites[site]?.stop != nil { throw .siteClosed(site) }
        if incident.callouts[id]?.stage.isUnaccounted == true { throw .wrongStage(id) }
        if let bond = state.bond(of: id, against: incident) { throw .memberEngagedElsewhere(id, bond.0) }
        leaveDrills(id, for: incident)
        let need = try reference.need(for: member, at: site, of: incident, today: localNow.day)
        var callout = Callout(
            member: id, need: need.id, site: site, role: .worker, pool: member.pool, wave: 0,
            stage: .accepted,
            since: now, calledAt: now, expectedAt: now, chance: 1000)
        callout.answeredAt = now
        record(.memberPlaced(incident.id, callout), by: actor)
        checkIn([id], at: site, of: incident, .officer, observedAt: observedAt, by: actor)
        return Done(incident: incident.id, code: incident.code, people: 1, sites: [site])
    }
}

extension Reference {
    /// The need of a site that somebody may take: the first that misses people, else any. `playbook`: this task only.
    ///
    /// - Throws: The gate that stops them from the first of the site's tasks; a task that the site doesn't have.
    package func need(
        for member: Member, at site: SiteCode, _ playbook: PlaybookSlug? = nil, of incident: Incident,
        today: CalendarDay
    ) throws(Refusal) -> Need {
        let needs = incident.needs.filter {
            $0.site == site && (playbook == nil || $0.rule.playbook == playbook)
        }
        guard !needs.isEmpty else { throw playbook.map { .unknownPlaybook($0) } ?? .siteNotInIncident(site) }
        var stopping: Gate?
        var open: [Need] = []
        for need in needs {
            let gate = Gate.stopping(
                member, from: need.rule, as: .worker, today: today,
                incidentCover: settings.covers(member.pool, in: incident, on: today))
            if let gate { stopping = stopping ?? gate } else { open.append(need) }
        }
        guard let any = open.first else { throw .gateStops(member.id, stopping ?? .skill) }
        return open.first { incident.callouts.promised($0.id) < $0.seats } ?? any
    }
}
