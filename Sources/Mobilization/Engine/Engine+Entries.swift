/// What officers enter for people: answers by telephone, arrivals, counts, stops.
extension Engine {
    mutating func enterReply(
        _ meaning: ReplyMeaning, of member: MemberID, _ incident: Incident, note words: String,
        by actor: Actor
    ) throws(Refusal) -> Done {
        guard let person = reference.roster[member] else { throw .unknownMember(member) }
        guard let callout = incident.callouts[member] else { throw .memberNotInIncident(member) }
        let text = words.isEmpty ? nil : keepNote(words)
        if let text { record(.noteWritten(incident.id, text), by: actor) }
        if meaning == .help {
            raise(.help, incident: incident.id, member: member, site: callout.site, text: text)
        } else if !advance(callout, of: incident, by: meaning, evidence: .officer, text: text) {
            throw .wrongStage(member)
        }
        return Done(incident: incident.id, code: incident.code, people: person.id == member ? 1 : 0)
    }

    /// Checks people in by name. Someone who was never called is placed at the site's first need: a walk-in
    /// who is on the roster.
    mutating func arrive(
        _ members: [MemberID], at site: SiteCode, _ incident: Incident, observedAt: Instant?, by actor: Actor
    ) throws(Refusal) -> Done {
        guard let need = incident.needs.first(where: { $0.site == site }) else {
            throw reference.sites[site] == nil ? .unknownSite(site) : .siteNotInIncident(site)
        }
        if let observedAt, observedAt > now { throw .timeInFuture(observedAt) }
        for id in members {
            guard reference.roster[id] != nil else { throw .unknownMember(id) }
            if let bond = state.bond(of: id, against: incident) { throw .memberEngagedElsewhere(id, bond.0) }
        }
        for id in members { leaveDrills(id, for: incident) }
        for id in members where incident.callouts[id]?.site != site {
            place(id, at: need, of: incident, by: actor)
        }
        checkIn(members, at: site, of: incident, .officer, observedAt: observedAt, by: actor)
        return Done(incident: incident.id, code: incident.code, people: members.count, sites: [site])
    }

    private mutating func place(_ id: MemberID, at need: Need, of incident: Incident, by actor: Actor) {
        let pool = reference.roster[id]?.pool ?? .reserve
        let known = incident.callouts[id]
        var callout = Callout(
            member: id, need: need.id, site: need.site, role: .worker, pool: pool, wave: known?.wave ?? 0,
            stage: .accepted, since: now, calledAt: known?.calledAt ?? now, expectedAt: now, chance: 1000)
        callout.answeredAt = known?.answeredAt ?? now
        record(.memberPlaced(incident.id, callout), by: actor)
    }

    /// Stops one site, one incident, or everything. Never asks, and a second stop says it again.
    mutating func stop(
        _ id: IncidentID?, _ site: SiteCode?, _ hazard: Hazard, note words: String, by actor: Actor
    ) throws(Refusal) -> Done {
        if let site, reference.sites[site] == nil { throw .unknownSite(site) }
        if let id, state.incidents[id] == nil {
            throw id.number > 0 && id.number < state.next.incident
                ? .incidentClosed(id) : .unknownIncident(id)
        }
        let text = words.isEmpty ? nil : keepNote(words)
        var stopped: [SiteCode] = []
        var people = 0
        for incident in state.incidents.values where id == nil || incident.id == id {
            let sites = incident.sites.keys.filter { site == nil || $0 == site }
                .filter { !incident.hasStoodDown($0) }
            stop(sites, of: incident, hazard, note: text, by: actor)
            stopped += sites
            people += incident.callouts.values.count { sites.contains($0.site) && $0.stage.isPromised }
        }
        if let site, stopped.isEmpty { throw .siteNotInIncident(site) }
        return Done(incident: id, people: people, sites: stopped)
    }
}
