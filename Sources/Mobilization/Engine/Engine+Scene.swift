/// On scene: arrivals, the leader's figures, stop and resume.
extension Engine {
    /// "I am there" is a claim; the leader's or the officer's word makes it an arrival.
    mutating func claimArrival(_ callout: Callout, of incident: Incident) -> Bool {
        switch callout.stage {
        case .arrived: return true
        case .accepted: reach(.enRoute, [callout.member], of: incident, .reply)
        case .enRoute: break
        case .called, .declined, .released:
            // Whoever has promised to be elsewhere doesn't count twice; a person must look.
            guard state.bond(of: callout.member, against: incident) == nil else { return false }
            leaveDrills(callout.member, for: incident)
            if incident.hasStoodDown(callout.site) || incident.recalledAt != nil {
                sendHome(callout, of: incident)
                return true
            }
            reach(.accepted, [callout.member], of: incident, .reply)
            reach(.enRoute, [callout.member], of: incident, .reply)
        case .withdrawn, .returning, .home, .accounted: return false
        }
        if callout.claimedAt == nil {
            record(.arrivalClaimed(incident.id, callout.member), by: .member(callout.member))
        }
        closeAlarms { $0.kind.isMissing && $0.member == callout.member }
        // At a home nobody leads and nobody counts; the two go in together.
        if incident.micro != nil { checkIn([callout.member], at: callout.site, of: incident, .reply) }
        return true
    }

    /// Went without having been asked to, or before it was over: told so, and followed until they are home.
    private mutating func sendHome(_ callout: Callout, of incident: Incident) {
        reach(.returning, [callout.member], of: incident, .reply)
        send("cancel", about: callout.site, of: incident, to: [callout.member], urgency: .followUp)
    }

    mutating func actOnScene(
        _ callout: Callout, of incident: Incident, by meaning: ReplyMeaning, text: TextRef?
    ) -> Bool {
        let isThere = callout.stage.isPresent || callout.claimedAt != nil
        let isLeader =
            incident.leader(at: callout.site)?.member == callout.member
            || callout.role == .leader && isThere
        switch meaning {
        case .leaderPresent(let people) where isLeader:
            checkIn([callout.member], at: callout.site, of: incident, .leader)
            takeTotal(people, at: callout.site, of: incident, by: .member(callout.member))
            return true
        case .leaderHeadcount(let people) where isLeader:
            takeHeadcount(people, at: callout.site, of: incident, by: .member(callout.member))
            return true
        case .leaderCount(let word, let number) where isLeader:
            guard let slug = counterSlug(word, at: callout.site, of: incident) else { return false }
            let reading = CounterReading(site: callout.site, counter: slug, added: number, at: now)
            record(.counterReported(incident.id, reading, note: nil), by: .member(callout.member))
            return true
        case .stop where isThere:
            stop([callout.site], of: incident, .other, note: text, by: .member(callout.member))
            raise(.headcountMissing, incident: incident.id, site: callout.site)
            return true
        case .resume where isLeader, .standDown where isLeader:
            // A text may stop a site; to let people in again, or to send them home, takes the officer.
            raise(.leaderAsks, incident: incident.id, member: callout.member, site: callout.site, text: text)
            return true
        default: return false
        }
    }

    /// The counter that a word names at this site: its slug, its title or its unit.
    func counterSlug(_ word: String, at site: SiteCode, of incident: Incident) -> String? {
        let counters = incident.needs.filter { $0.site == site }.flatMap(\.rule.counters)
        return counters.first { $0.slug == word || $0.title == word || $0.unit == word }?.slug
    }

    /// Checks people in by name.
    mutating func checkIn(
        _ members: [MemberID], at site: SiteCode, of incident: Incident, _ evidence: Evidence,
        observedAt: Instant? = nil, by actor: Actor = .engine
    ) {
        let fresh = members.filter { id in
            guard let stage = state.incidents[incident.id]?.callouts[id]?.stage else { return false }
            return stage != .arrived && stage != .withdrawn
        }
        reach(.arrived, fresh, of: incident, evidence, observedAt: observedAt, by: actor)
        for id in fresh { closeAlarms { $0.kind.isMissing && $0.member == id } }
        noteReadiness(of: site, incident.id)
    }

    /// The leader's total confirms the claims that it covers, and is a question where it doesn't fit.
    ///
    /// A claim younger than five minutes may be somebody whom the leader hasn't counted yet: it needs not be in
    /// the total. Fewer people than the names and the older claims, or more than all claims, is for the officer.
    mutating func takeTotal(_ people: Int, at site: SiteCode, of incident: Incident, by actor: Actor) {
        record(.leaderReported(incident.id, site, people: people), by: actor)
        guard let current = state.incidents[incident.id] else { return }
        let present = current.callouts.present(at: site)
        let claims = current.openClaims(at: site)
        let older = claims.count { now - ($0.claimedAt ?? now) >= .minutes(5) }
        if people >= present + older {
            checkInClaims(Array(claims.prefix(people - present)), at: site, of: current)
        }
        if (present + older...present + claims.count).contains(people) {
            closeAlarms { $0.kind == .headcountMismatch && $0.incident == incident.id && $0.site == site }
        } else {
            raise(.headcountMismatch, incident: incident.id, site: site, count: people)
        }
    }

    /// Each claim becomes an arrival at the time it was made.
    private mutating func checkInClaims(_ claims: [Callout], at site: SiteCode, of incident: Incident) {
        for claim in claims {
            checkIn([claim.member], at: site, of: incident, .leader, observedAt: claim.claimedAt)
        }
        noteReadiness(of: site, incident.id)
    }

    /// Ready to work: the leader is there, the minimum is there, and first aid where it was asked for.
    ///
    /// Also of sites that share this one's leader.
    mutating func noteReadiness(of site: SiteCode, _ id: IncidentID) {
        for site in [site] + (state.incidents[id]?.sites(sharing: site) ?? []) { noteReady(site, id) }
    }

    private mutating func noteReady(_ site: SiteCode, _ id: IncidentID) {
        guard let incident = state.incidents[id], let known = incident.sites[site], known.readyAt == nil,
            incident.isReady(site)
        else { return }
        record(.siteReady(id, site))
        log(.info, "incident \(incident.code): site \(site) is ready to work")
    }

    // MARK: - Stop and resume

    mutating func stop(
        _ sites: [SiteCode], of incident: Incident, _ hazard: Hazard, note: TextRef?, by actor: Actor
    ) {
        for site in sites {
            record(.siteStopped(incident.id, site, hazard, note: note), by: actor)
            // Whoever may be there or near: claimed, on the way, or about to leave.
            let people = incident.callouts.values
                .filter { $0.site == site && $0.stage.isPromised }.map(\.member)
            send("stop.\(hazard.rawValue)", about: site, of: incident, to: people, urgency: .stop)
            log(
                .notice, "incident \(incident.code): site \(site) is stopped, \(people.count) people are told"
            )
        }
    }

    mutating func withdraw(_ callout: Callout, of incident: Incident, _ evidence: Evidence) -> Bool {
        switch callout.stage {
        case .arrived:
            reach(.withdrawn, [callout.member], of: incident, evidence)
            completeHeadcount(at: callout.site, of: incident.id)
            return true
        case .accepted, .enRoute: return incident.sites[callout.site]?.stop != nil
        case .withdrawn, .returning, .home, .accounted: return true
        case .called, .declined, .released: return false
        }
    }

    /// When everybody who was there has answered 8, the headcount is known without anybody typing it.
    private mutating func completeHeadcount(at site: SiteCode, of id: IncidentID) {
        guard let incident = state.incidents[id], incident.sites[site]?.stop?.headcount == nil else { return }
        let stillOut = incident.callouts.values.contains { $0.site == site && $0.stage == .arrived }
        if stillOut { return }
        let safe = incident.callouts.values.count { $0.site == site && $0.stage == .withdrawn }
        record(.headcountReported(id, site, people: safe))
        closeAlarms { $0.kind == .headcountMissing && $0.incident == id && $0.site == site }
    }

    mutating func takeHeadcount(_ people: Int, at site: SiteCode, of incident: Incident, by actor: Actor) {
        record(.headcountReported(incident.id, site, people: people), by: actor)
        closeAlarms { $0.kind == .headcountMissing && $0.incident == incident.id && $0.site == site }
        let present = incident.callouts.values.filter { $0.site == site && $0.stage.isPresent }
        if people == present.count {
            reach(
                .withdrawn, present.filter { $0.stage == .arrived }.map(\.member), of: incident, .leader)
            closeAlarms { $0.kind == .headcountMismatch && $0.incident == incident.id && $0.site == site }
        } else {
            raise(.headcountMismatch, incident: incident.id, site: site, count: people)
        }
    }

    mutating func resume(_ site: SiteCode, of incident: Incident, by actor: Actor) {
        let waiting = incident.waitingCallouts(at: site)
        record(.siteResumed(incident.id, site), by: actor)
        closeAlarms {
            ($0.kind == .headcountMissing || $0.kind == .headcountMismatch || $0.kind == .leaderAsks)
                && $0.incident == incident.id && $0.site == site
        }
        let withdrawn = incident.callouts.values
            .filter { $0.site == site && $0.stage == .withdrawn }.map(\.member)
        reach(.arrived, withdrawn, of: incident, .officer, by: actor)
        let others = incident.callouts.values.filter {
            $0.site == site && $0.stage.isPromised && $0.stage != .withdrawn && !waiting.contains($0)
        }.map(\.member)
        send("resume", about: site, of: incident, to: withdrawn + others, urgency: .followUp)
        sendOut(waiting, of: incident.id)
    }

    /// Who said yes during a stop is told now where to go, and has the whole way before them.
    private mutating func sendOut(_ waiting: [Callout], of id: IncidentID) {
        for callout in waiting {
            let way = max(callout.expectedAt - callout.calledAt, .zero)
            record(.arrivalStated(id, callout.member, at: now + way))
            if let incident = state.incidents[id] { sendAssignment(callout, of: incident) }
        }
    }
}

extension Incident {
    package func isStopped(_ site: SiteCode) -> Bool { sites[site]?.stop != nil }

    /// People who promised to come after the site was stopped, and wait for word.
    func waitingCallouts(at site: SiteCode) -> [Callout] {
        guard let stop = sites[site]?.stop else { return [] }
        return callouts.values.filter { $0.site == site && waits($0, for: stop) }
    }

    /// Whether this person was told to wait until the site is resumed.
    func isWaiting(_ callout: Callout) -> Bool {
        sites[callout.site]?.stop.map { waits(callout, for: $0) } ?? false
    }

    private func waits(_ callout: Callout, for stop: Stop) -> Bool {
        callout.stage == .accepted && callout.claimedAt == nil
            && callout.since >= stop.at
    }

    /// People who wrote that they are there and whom nobody has confirmed, the earliest first.
    func openClaims(at site: SiteCode) -> [Callout] {
        callouts.values
            .filter { $0.site == site && $0.stage == .enRoute && $0.claimedAt != nil }
            .sorted { ($0.claimedAt ?? openedAt, $0.member) < ($1.claimedAt ?? openedAt, $1.member) }
    }

    /// Whether leader, site minimum and first aid are there now.
    package func isReady(_ site: SiteCode) -> Bool {
        if micro != nil { return callouts.present(at: site) >= MicroCall.pair }
        guard let rule = ReadinessRule(site, in: self) else { return false }
        var total = 0
        var leaders = 0
        var firstAiders = 0
        for callout in callouts.values where callout.site == site && callout.stage == .arrived {
            total += 1
            if mayLead(callout) { leaders += 1 }
            if rule.firstAidNeeds.contains(callout.need) { firstAiders += 1 }
        }
        if leaders == 0, let other = sharedLeader(at: site) {
            leaders = callouts.leaders(of: other).count { $0.stage == .arrived && mayLead($0) }
        }
        return leaders > 0 && total >= rule.minimum && firstAiders >= rule.firstAiders
    }
}
