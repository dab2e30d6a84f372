/// When a site is ready to work (可开工): its leader, its minimum headcount and its first-aiders are there.
package struct ReadinessRule: Sendable, Equatable {
    /// People at the site, leaders included.
    package var minimum: Int
    /// First-aiders, of those sent for `firstAidNeeds`.
    package var firstAiders: Int
    /// The site's needs that only first-aiders fill.
    package var firstAidNeeds: [NeedID]

    /// nil where nobody is needed.
    ///
    /// First aid counts where it was asked for: 2 first-aiders, and 1 more for every 50 workers, but never
    /// more than were asked for.
    package init?(_ site: SiteCode, in incident: Incident) {
        var minimum = 0
        var asked = 0
        var workers = 0
        firstAidNeeds = []
        for need in incident.needs where need.site == site && need.headcount > 0 {
            minimum = max(minimum, min(need.rule.siteMinimum, need.headcount))
            if need.rule.needsFirstAidCertificate {
                firstAidNeeds.append(need.id)
                asked += need.headcount
            } else {
                workers += need.headcount
            }
        }
        guard workers + asked > 0 else { return nil }
        self.minimum = minimum
        firstAiders = Self.firstAiders(asked: asked, workers: workers)
    }

    /// First-aiders without whom a site doesn't start: never fewer than 2, 1 more for every 50 workers, but no more than
    /// were asked for.
    static func firstAiders(asked: Int, workers: Int) -> Int { min(asked, 2 + workers / 50) }

    /// The chance that all three are there, from independent counts of the site's people.
    ///
    /// Each count has the cap `cap`. `isLed`: by the leader of a near site, who is there.
    func chance(_ people: PeopleOfSite, isLed: Bool = false) -> Double {
        var sum = 0.0
        for (leaders, leadersChance) in people.leaders.mass.enumerated() where leadersChance > 0 {
            for (aiding, aidingChance) in people.firstAidLeaders.mass.enumerated() where aidingChance > 0 {
                guard isLed || leaders + aiding > 0 else { continue }
                for (aiders, aidersChance) in people.firstAiders.mass.enumerated() where aidersChance > 0 {
                    guard aiding + aiders >= firstAiders else { continue }
                    let missing = minimum - leaders - aiding - aiders
                    sum += leadersChance * aidingChance * aidersChance * people.others.atLeast(missing)
                }
            }
        }
        return min(sum, 1)
    }

    /// Beyond this many of one kind nothing changes.
    var cap: Int { max(minimum, firstAiders, 1) }

    /// How many people of each kind are there; nobody is in two kinds.
    struct PeopleOfSite {
        var leaders: PoissonBinomial
        /// Leaders whose own place is one of a first-aider.
        var firstAidLeaders: PoissonBinomial
        var firstAiders: PoissonBinomial
        var others: PoissonBinomial
    }
}
