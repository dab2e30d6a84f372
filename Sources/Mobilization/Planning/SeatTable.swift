/// Seats of one kind that the same people can take: a column of the assignment.
struct SeatGroup {
    enum Kind {
        /// The site's leader.
        case leader
        /// Further people called as leaders, in case the first doesn't come.
        case deputy
        /// People for the minimum, who must be there when the circle closes.
        case core
        /// The rest, for whom being there when the need is due is soon enough.
        case worker
    }

    var need: Int
    var site: Int
    var kind: Kind
    /// One bit: the place of the need's rule among the distinct ones.
    var bit: UInt64
    var isScarce: Bool
    /// From now to the two deadlines, less the check-in at the site.
    var toCircle_ms: Int64
    var toDue_ms: Int64
    /// Its people keep their kit ready.
    var isFirstAid: Bool

    var role: Role { kind == .leader || kind == .deputy ? .leader : .worker }
    /// What counts is to be there by the end of the circle.
    var isForCircle: Bool { kind != .worker }
}

/// So many people of some groups by one of the two deadlines.
struct Quota {
    enum Aim {
        case leader
        case firstAid
        /// The least number for the site to start, leaders and first-aiders among them.
        case minimum
        /// The need's headcount.
        case full
    }

    var aim: Aim
    var required: Int
    /// By the end of the circle, or by when each need is due.
    var isByCircle: Bool
    /// Whose people count.
    var groups: [Int]
    /// Where a further person is put, the first that has anybody.
    var grows: [Int]
    var site: Int
    var need: Int
    var target: Double
}

/// The distinct rules and places of a problem, and its seats and quotas in their terms.
struct SeatTable {
    var rules: [GateRule] = []
    var sites: [WaySite] = []
    /// Codes of the sites, in the order of the needs.
    var codes: [SiteCode] = []
    var groups: [SeatGroup] = []
    var quotas: [Quota] = []
    /// Places of the groups, by need.
    var groupsOfNeed: [[Int]] = []
    let ways: Ways

    init(_ problem: PlanningProblem) {
        if case .fromHome(let table) = problem.travel {
            ways = Ways(table, conditions: problem.conditions)
        } else {
            ways = Ways(conditions: problem.conditions)
        }
        var siteOfNeed: [Int] = []
        var ruleOfNeed: [Int] = []
        for need in problem.needs {
            let rule = GateRule(need.rule)
            let place = rules.firstIndex(of: rule) ?? rules.count
            if place == rules.count { rules.append(rule) }
            ruleOfNeed.append(place)
            let site = codes.firstIndex(of: need.site) ?? codes.count
            if site == codes.count {
                codes.append(need.site)
                sites.append(ways.site(need.position))
            }
            siteOfNeed.append(site)
        }
        invariant(rules.count <= 64, "one incident has at most 64 different rules; it has seven chapters")
        for (place, need) in problem.needs.enumerated() {
            let rule = rules[ruleOfNeed[place]]
            let kinds: [SeatGroup.Kind] =
                need.leaders > 0 ? [.leader, .deputy, .core, .worker] : [.core, .worker]
            groupsOfNeed.append(Array(groups.count..<groups.count + kinds.count))
            for kind in kinds {
                groups.append(
                    SeatGroup(
                        need: place, site: siteOfNeed[place], kind: kind,
                        bit: 1 << UInt64(ruleOfNeed[place]),
                        isScarce: rule.isScarce && (kind == .core || kind == .worker),
                        toCircle_ms: (problem.circleEnd - problem.now - problem.checkIn).milliseconds,
                        toDue_ms: (need.neededBy - problem.now - problem.checkIn).milliseconds,
                        isFirstAid: rule.needsCertificate))
            }
        }
        addQuotas(problem, siteOfNeed, ruleOfNeed)
    }

    private mutating func addQuotas(
        _ problem: PlanningProblem, _ siteOfNeed: [Int], _ ruleOfNeed: [Int]
    ) {
        let ready = problem.policy.readyTarget
        for isByCircle in [true, false] {
            for site in codes.indices {
                let here = problem.needs.indices.filter {
                    siteOfNeed[$0] == site && problem.needs[$0].headcount > 0
                }
                func least(_ need: Int) -> Int {
                    min(problem.needs[need].rule.siteMinimum, problem.needs[need].headcount)
                }
                guard let minimum = here.map(least).max(),
                    let main = here.first(where: { least($0) == minimum })
                else { continue }
                func add(_ aim: Quota.Aim, _ required: Int, _ groups: [Int], grows: [Int], need: Int) {
                    guard required > 0 else { return }
                    quotas.append(
                        Quota(
                            aim: aim, required: required, isByCircle: isByCircle, groups: groups,
                            grows: grows, site: site, need: need, target: ready))
                }
                for need in here where problem.needs[need].leaders > 0 {
                    let leaders = groupsOfNeed[need].filter { groups[$0].role == .leader }
                    add(.leader, problem.needs[need].leaders, leaders, grows: leaders, need: need)
                }
                for (need, least) in firstAiders(of: here, problem) {
                    let workers = Array(groupsOfNeed[need].suffix(2))
                    add(.firstAid, least, workers, grows: [workers[isByCircle ? 0 : 1]], need: need)
                }
                let others = here.filter { $0 != main && !rules[ruleOfNeed[$0]].isScarce }
                add(
                    .minimum, minimum, here.flatMap { groupsOfNeed[$0] },
                    grows: ([main] + others).map { need in
                        let groups = groupsOfNeed[need]
                        return groups[groups.count - (isByCircle ? 2 : 1)]
                    },
                    need: main)
            }
        }
        for (place, need) in problem.needs.enumerated() where need.headcount > 0 {
            quotas.append(
                Quota(
                    aim: .full, required: need.headcount, isByCircle: false, groups: groupsOfNeed[place],
                    grows: groupsOfNeed[place].suffix(1), site: siteOfNeed[place], need: place,
                    target: problem.policy.fullTarget))
        }
    }

    /// How many first-aiders each first-aid need of a site must bring for it to start, the leader's seat apart.
    private func firstAiders(of here: [Int], _ problem: PlanningProblem) -> [(need: Int, least: Int)] {
        let aiding = here.filter { problem.needs[$0].rule.needsFirstAidCertificate }
        let asked = aiding.reduce(0) { $0 + problem.needs[$1].headcount }
        let workers = here.reduce(-asked) { $0 + problem.needs[$1].headcount }
        var left = ReadinessRule.firstAiders(asked: asked, workers: workers)
        return aiding.map { need in
            let part = min(left, problem.needs[need].headcount)
            left -= part
            return (need, part - problem.needs[need].leaders)
        }
    }

    /// One bit for each rule that few can take.
    var scarceRules: UInt64 {
        rules.indices.reduce(0) { $0 | (rules[$1].isScarce ? 1 << UInt64($1) : 0) }
    }
}
