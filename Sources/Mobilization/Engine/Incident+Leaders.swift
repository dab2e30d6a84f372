/// Who leads a site: somebody of high level, whoever the officer named, an acting leader once the officer has allowed
/// them, or the leader of a near site.
extension Incident {
    /// Counts as a leader. Somebody of middle level who was called to lead counts only by the officer's word.
    package func mayLead(_ callout: Callout) -> Bool {
        callout.role == .leader && mayLead(callout.member, at: callout.site)
    }

    /// The same of somebody whose role is known to be a leader's.
    func mayLead(_ member: MemberID, at site: SiteCode) -> Bool {
        guard let gates = openedGates, gates.actingAllowedAt == nil else { return true }
        return !gates.acting.contains(member) || gates.named[site] == member
    }

    /// Of middle level, called to lead for want of higher ones.
    package func isActing(_ member: MemberID) -> Bool { openedGates?.acting.contains(member) ?? false }

    /// The site whose leader leads this one, too. nil: it has a leader of its own, or none.
    package func sharedLeader(at site: SiteCode) -> SiteCode? { openedGates?.shared[site] }

    /// Sites whose leader is that of `site`.
    func sites(sharing site: SiteCode) -> [SiteCode] {
        guard let shared = openedGates?.shared else { return [] }
        return zip(shared.keys, shared.values).filter { $0.1 == site }.map(\.0)
    }

    /// The site's leader, its own or that of the site it shares one with.
    package func leader(at site: SiteCode) -> Callout? {
        ownLeader(at: site) ?? sharedLeader(at: site).flatMap { ownLeader(at: $0) }
    }

    /// Whom the officer named first, then who is there before who says so, then who is on the way, then who answered
    /// first; of two who are as near, not the acting one.
    func ownLeader(at site: SiteCode) -> Callout? {
        let named = openedGates?.named[site]
        func rank(_ callout: Callout) -> (Int, Int, Int) {
            (
                callout.member == named ? 1 : 0, callout.nearness, isActing(callout.member) ? 0 : 1
            )
        }
        var best: Callout?
        for callout in callouts.leaders(of: site) where callout.stage.isPromised && mayLead(callout) {
            if best.map({ rank(callout) > rank($0) }) ?? true { best = callout }
        }
        return best
    }

    /// Sites that would be led by an acting leader who has promised, if the officer allowed it.
    package var sitesAwaitingWord: [SiteCode] {
        guard let gates = openedGates, !gates.acting.isEmpty, gates.actingAllowedAt == nil else { return [] }
        return sites.keys.filter { site in
            leader(at: site) == nil && !hasStoodDown(site)
                && callouts.leaders(of: site).contains { $0.stage.isPromised }
        }
    }
}

extension Callout {
    /// How near a promised person is to the work, by what is known.
    fileprivate var nearness: Int {
        if stage.isPresent { return 3 }
        if claimedAt != nil { return 2 }
        return stage == .enRoute ? 1 : 0
    }
}
