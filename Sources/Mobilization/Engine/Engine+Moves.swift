/// Moving people between the sites of an incident, on the officer's word.
extension Engine {
    /// Each person gets a place at the site and is told to go there. Who can't be moved stops the whole command: the
    /// officer must know who went.
    mutating func move(
        _ members: [MemberID], to site: SiteCode, _ playbook: PlaybookSlug?, _ incident: Incident,
        by actor: Actor
    ) throws(Refusal) -> Done {
        if incident.hasStoodDown(site) || incident.sites[site]?.stop != nil { throw .siteClosed(site) }
        var places: [Callout] = []
        for id in members { places.append(try place(of: id, at: site, playbook, incident)) }
        for place in places { settle(place, in: incident, by: actor) }
        return Done(incident: incident.id, code: incident.code, people: members.count, sites: [site])
    }

    /// The call-out as it would stand at the new site.
    private func place(
        of id: MemberID, at site: SiteCode, _ playbook: PlaybookSlug?, _ incident: Incident
    ) throws(Refusal) -> Callout {
        guard let member = reference.roster[id] else { throw .unknownMember(id) }
        guard var callout = incident.callouts[id] else { throw .memberNotInIncident(id) }
        guard callout.stage.isPromised, callout.site != site else { throw .wrongStage(id) }
        let need = try reference.need(for: member, at: site, playbook, of: incident, today: localNow.day)
        callout.need = need.id
        callout.site = site
        callout.role = .worker
        callout.claimedAt = nil
        callout.statedAt = nil
        callout.asked = Asked()
        let way = MemberWays(reference).way(of: member, to: site)?.interval ?? .minutes(30)
        // From one site to the next nobody packs a bag first.
        let preparation =
            callout.stage == .accepted
            ? Arrival.preparation(isNight: localNow.isNight, isFirstAid: need.rule.needsFirstAidCertificate)
            : .zero
        callout.expectedAt = now + preparation + way + Arrival.checkIn
        if callout.stage != .accepted {
            // Who was at a site is on the way again, and is looked for when they don't come.
            callout.stage = .enRoute
            callout.since = now
        }
        return callout
    }

    private mutating func settle(_ place: Callout, in incident: Incident, by actor: Actor) {
        guard let from = reference.sites[incident.callouts[place.member]?.site ?? ""] else { return }
        record(.memberPlaced(incident.id, place), by: actor)
        guard let changed = state.incidents[incident.id] else { return }
        closeAlarms { $0.kind.isMissing && $0.member == place.member }
        send(
            "move", about: place.site, of: changed, to: [place.member], urgency: .followUp,
            values: ["from": from.musterPoint, "t": clock(place.expectedAt)])
    }
}
