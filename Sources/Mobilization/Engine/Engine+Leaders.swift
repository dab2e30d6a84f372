/// Leaders rarely suffice: acting ones, one for two near sites, and whom the officer names.
extension Engine {
    // MARK: - Acting leaders

    /// Notes who of those called to lead is of middle level, and asks the officer once.
    mutating func noteActing(_ invited: [Invited], of incident: IncidentID) {
        let today = localNow.day
        let acting = invited.filter { person in
            person.role == .leader && (reference.roster[person.member]?.level(on: today) ?? .basic) < .high
        }
        guard !acting.isEmpty else { return }
        record(.gates(.actingLeadersCalled(incident, PackedNumbers(acting.map(\.member.number)))))
        guard let current = state.incidents[incident], current.gates.actingAllowedAt == nil else { return }
        // A second leader may well be of middle level; the officer is asked where nobody else was called to lead.
        let sites = current.sites.keys.filter { site in
            let called = current.callouts.leaders(of: site).filter {
                $0.stage == .called || $0.stage.isPromised
            }
            return !called.isEmpty && called.allSatisfy { current.isActing($0.member) }
        }
        if !sites.isEmpty { raise(.actingLeaders, incident: incident, count: sites.count) }
    }

    /// The officer's word, once for the incident: its acting leaders count from now on, later ones at once.
    mutating func allowActing(in incident: Incident, by actor: Actor) -> Done {
        let sites = incident.sitesAwaitingWord
        if incident.gates.actingAllowedAt == nil {
            record(.gates(.actingLeadersAllowed(incident.id)), by: actor)
            closeAlarms { $0.kind == .actingLeaders && $0.incident == incident.id }
            for site in sites { welcomeLeader(at: site, of: incident.id) }
        }
        return Done(incident: incident.id, code: incident.code, people: sites.count, sites: sites)
    }

    /// Somebody leads the site now: they are told, nobody looks for a leader any more, and the site may be ready.
    private mutating func welcomeLeader(at site: SiteCode, of id: IncidentID) {
        guard let incident = state.incidents[id], let leader = incident.ownLeader(at: site) else { return }
        send("leader.named", about: site, of: incident, to: [leader.member], urgency: .leader)
        closeAlarms { $0.kind == .leaderNotReached && $0.incident == id && $0.site == site }
        noteReadiness(of: site, id)
    }

    // MARK: - The officer names

    /// Makes somebody a site's leader, in place of whoever leads it: both are told. Who hasn't promised yet is asked,
    /// and leads once they say yes.
    mutating func nameLeader(
        _ member: MemberID, at site: SiteCode, of incident: Incident, by actor: Actor
    ) throws(Refusal) -> Done {
        guard let person = reference.roster[member] else { throw .unknownMember(member) }
        if let engaged = state.bond(of: member, against: incident) {
            throw .memberEngagedElsewhere(member, engaged.0)
        }
        let needs = incident.needs.filter { $0.site == site }
        guard let need = needs.first(where: { $0.leaderSeats > 0 }) ?? needs.first else {
            throw .siteNotInIncident(site)
        }
        let stop = Gate.stopping(
            person, from: need.rule, as: .leader, today: localNow.day,
            incidentCover: reference.settings.covers(person.pool, in: incident, on: localNow.day),
            leaderLevel: .middle)
        if let stop { throw .gateStops(member, stop) }
        let done = Done(incident: incident.id, code: incident.code, people: 1, sites: [site])
        if incident.gates.named[site] == member, incident.callouts[member]?.stage.isPromised ?? false {
            return done
        }
        let callout = try leading(person, need, incident)
        let replaced = incident.callouts.leaders(of: site).filter { $0.member != member }
        record(
            .gates(.leaderNamed(incident.id, site, callout, replaced: replaced.map(\.member))), by: actor)
        tellOfLeader(
            person, callout, replaced.filter { $0.stage.isPromised }.map(\.member), of: incident.id)
        return done
    }

    /// The call-out as it will stand.
    private func leading(
        _ person: Member, _ need: Need, _ incident: Incident
    ) throws(Refusal) -> Callout {
        let known = incident.callouts[person.id]
        let travel = MemberWays(reference).way(of: person, to: need.site)?.interval ?? .minutes(30)
        let expectedAt =
            now + Arrival.beforeTravel(isNight: localNow.isNight, isFirstAid: false) + travel
            + Arrival.checkIn
        if var known, known.stage.isPromised || known.stage == .returning {
            // Who has set out for another site, or is there, can't be led away by a text.
            if known.site != need.site, known.stage != .accepted { throw .wrongStage(person.id) }
            if known.stage == .returning { throw .wrongStage(person.id) }
            if known.site != need.site { known.expectedAt = expectedAt }
            (known.need, known.site, known.role) = (need.id, need.site, .leader)
            return known
        }
        return Callout(
            member: person.id, need: need.id, site: need.site, role: .leader, pool: person.pool,
            wave: known?.wave ?? 0, stage: .called, since: now, calledAt: now, expectedAt: expectedAt,
            chance: TurnoutRate.prior(
                person.pool, TurnoutPeriod(at: now, zone: reference.settings.zone)
            ).arrive)
    }

    private mutating func tellOfLeader(
        _ person: Member, _ callout: Callout, _ replaced: [MemberID], of id: IncidentID
    ) {
        guard let incident = state.incidents[id] else { return }
        if callout.stage.isPromised {
            welcomeLeader(at: callout.site, of: id)
        } else {
            send(
                "leader.callout", about: callout.site, of: incident, to: [person.id], urgency: .leader,
                values: ["t": clock(arrivalTarget(incident))])
        }
        send(
            "leader.replaced", about: callout.site, of: incident, to: replaced, urgency: .followUp,
            values: ["name": person.name])
    }

    // MARK: - One leader for two sites

    /// The leader of `other` leads `site`, too. Near enough that they can walk from one to the other.
    mutating func shareLeader(
        at site: SiteCode, with other: SiteCode, of incident: Incident, by actor: Actor
    ) throws(Refusal) -> Done {
        guard let here = reference.sites[site], let there = reference.sites[other] else {
            throw .unknownSite(reference.sites[site] == nil ? site : other)
        }
        let walk_m = Int(Arrival.walk_m(from: here.position, to: there.position).rounded())
        let most = reference.budgets(of: incident).nearSites_m
        if walk_m > most { throw .sitesTooFar(site, other, metres: walk_m, most: most) }
        guard site != other, let leader = incident.ownLeader(at: other) else { throw .noLeaderThere(other) }
        // Two sites are what somebody can walk between; three are none that is led.
        if incident.sites(sharing: other).contains(where: { $0 != site }) { throw .leaderHasTwo(other) }
        if incident.sharedLeader(at: site) != other {
            record(.gates(.leaderShared(incident.id, site, with: other)), by: actor)
            closeAlarms { $0.kind == .leaderNotReached && $0.incident == incident.id && $0.site == site }
            if let current = state.incidents[incident.id] {
                send("leader.shared", about: site, of: current, to: [leader.member], urgency: .leader)
            }
            noteReadiness(of: site, incident.id)
        }
        return Done(incident: incident.id, code: incident.code, people: 1, sites: [site, other])
    }
}

extension Arrival {
    /// How far it is on foot, in metres: the straight line with the usual detour.
    package static func walk_m(from: Coordinate, to: Coordinate) -> Double {
        StraightLine.distance_m(from, to) * detour
    }
}
