/// How many people a need may count on, from what each has said so far.
package enum ExpectedArrivals {
    /// The chance, in thousandths, that this person will be there.
    ///
    /// | stage | counts |
    /// |---|---|
    /// | arrived, withdrawn | 1000 |
    /// | en route | 970 |
    /// | accepted | 840, the show-up rate of the 2025 flood |
    /// | called, no answer yet | the chance at calling |
    /// | anything else | 0 |
    package static func thousandths(_ callout: Callout) -> Int {
        switch callout.stage {
        case .arrived, .withdrawn: 1000
        case .enRoute: 970
        case .accepted: 840
        case .called: callout.chance
        case .declined, .released, .returning, .home, .accounted: 0
        }
    }

    /// What is still missing of an incident's needs, in thousandths of a person.
    package static func missing(of incident: Incident) -> [Missing] {
        var leaders: [SiteCode: Int] = [:]
        var workers: [NeedID: Int] = [:]
        for callout in incident.callouts.values {
            let expected = thousandths(callout)
            guard expected > 0 else { continue }
            if callout.role == .leader {
                leaders[callout.site, default: 0] += expected
            } else {
                workers[callout.need, default: 0] += expected
            }
        }
        return incident.needs.map { need in
            let seats = min(need.leaderSeats, need.headcount)
            let expected = workers[need.id] ?? 0
            let minimum = min(need.rule.siteMinimum, need.headcount) - seats
            return Missing(
                need: need,
                leaders: seats == 0 ? 0 : max(0, seats * 1000 - (leaders[need.site] ?? 0)),
                workers: max(0, (need.headcount - seats) * 1000 - expected),
                minimum: max(0, minimum * 1000 - expected))
        }
    }

    package struct Missing: Sendable, Equatable {
        package var need: Need
        package var leaders: Int
        package var workers: Int
        /// The part of `workers` up to the site's minimum.
        package var minimum: Int
    }
}
