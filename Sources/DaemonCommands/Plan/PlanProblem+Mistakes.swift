import Mobilization

extension PlanProblem {
    /// What tells the roles beside leaders apart: a word of the file is a skill of the roster, whichever. Not first aid,
    /// which is a certificate with a date.
    static let roleMarks = Skill.allCases.filter { $0 != .firstAid }

    /// What the file says that can't be, as `field: reason`, in the order of the file.
    var mistakes: [String] {
        var found: [String] = []
        func check(_ isRight: Bool, _ field: String, _ reason: String) {
            if !isRight { found.append("\(field): \(reason)") }
        }
        func checkSeconds(_ value: Double?, _ field: String) {
            guard let value else { return }
            check((0...604_800).contains(value), field, "is \(value); a time is 0 to 604800 seconds, a week")
        }
        check(
            now.isFinite && abs(now) < 1e12, "now", "is \(now); the clock must lie within 1e12 seconds of 0")
        checkSites(check)
        checkNeeds(check)
        let known = Set(sites.map(\.id))
        checkIdentities(people.map(\.id), "people", check)
        for (place, person) in people.enumerated() {
            let field = "people[\(place)]"
            check(
                (0...1).contains(person.turnout), "\(field).turnout",
                "is \(person.turnout); a probability is 0 to 1")
            checkSeconds(person.reactionMedian, "\(field).reaction_median")
            checkSeconds(person.preparation, "\(field).preparation")
            if let sigma = person.reactionSigma {
                check((0...5).contains(sigma), "\(field).reaction_sigma", "is \(sigma); it must be 0 to 5")
            }
            for (site, travel) in person.travel.sorted(by: { $0.key < $1.key }) {
                check(
                    known.contains(site), "\(field).travel", "names \"\(site)\", which is no site of `sites`")
                checkSeconds(travel, "\(field).travel.\(site)")
            }
        }
        if let target = policy?.target {
            check((0...1).contains(target), "policy.target", "is \(target); a probability is 0 to 1")
        }
        if let most = policy?.maxInvited {
            check(most >= 0, "policy.max_invited", "is \(most); it can't be negative")
        }
        if let spread = policy?.spread {
            check((0...3).contains(spread), "policy.spread", "is \(spread); it must be 0 to 3")
        }
        if let percent = policy?.overArrivalPercent {
            check(
                (100...1_000_000).contains(percent), "policy.over_arrival_percent",
                "is \(percent); it must be 100 to 1000000")
        }
        return found
    }

    private func checkSites(_ check: (Bool, String, String) -> Void) {
        checkIdentities(sites.map(\.id), "sites", check)
        for (place, site) in sites.enumerated() {
            let field = "sites[\(place)]"
            guard let latitude = site.lat, let longitude = site.lon else {
                check(site.lat != nil, "\(field).lat", "missing; a site needs its position")
                check(site.lon != nil, "\(field).lon", "missing; a site needs its position")
                continue
            }
            check(
                latitude != 0 || longitude != 0, field,
                "lies at 0, 0 in the sea off Africa; its position was never entered")
            check(
                !(abs(latitude) > 90 && abs(longitude) <= 90), field,
                "lat \(latitude) and lon \(longitude) seem to be swapped")
            check(
                abs(latitude) <= 90 || abs(longitude) <= 90, "\(field).lat",
                "is \(latitude); it must be -90 to 90")
            check(abs(longitude) <= 180, "\(field).lon", "is \(longitude); it must be -180 to 180")
        }
    }

    private func checkNeeds(_ check: (Bool, String, String) -> Void) {
        checkIdentities(needs.map(\.id), "needs", check)
        let known = Set(sites.map(\.id))
        for (place, need) in needs.enumerated() {
            let field = "needs[\(place)]"
            check(
                known.contains(need.site), "\(field).site",
                "is \"\(need.site)\", which is no site of `sites`")
            check(
                (1...Limits.headcountPerNeed).contains(need.required), "\(field).required",
                "is \(need.required); a need asks for 1 to \(Limits.headcountPerNeed) people")
            check(
                need.by > now && need.by - now <= 604_800, "\(field).by",
                "is \(need.by); it must lie after `now`, by a week at most")
        }
        let roles = workerRoles
        check(
            roles.count <= Self.roleMarks.count, "needs",
            "name \(roles.count) roles beside `leader`; \(Self.roleMarks.count) can be told apart")
    }

    private func checkIdentities(
        _ ids: [String], _ field: String, _ check: (Bool, String, String) -> Void
    ) {
        var seen: Set<String> = []
        for (place, id) in ids.enumerated() {
            check(!id.isEmpty, "\(field)[\(place)].id", "is empty")
            check(seen.insert(id).inserted, "\(field)[\(place)].id", "is \"\(id)\" for a second time")
        }
    }

    /// The words for roles other than `leader`, in the order of the needs.
    var workerRoles: [String] {
        var roles: [String] = []
        for need in needs where need.role != "leader" && !roles.contains(need.role) {
            roles.append(need.role)
        }
        return roles
    }
}
