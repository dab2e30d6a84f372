/// How surely a site can start: leader, first aid and least number at once, exact.
struct SiteReadiness {
    /// Of whom so many must be there.
    struct Part {
        var groups: [Int]
        var least: Int
    }

    /// The site's people: leaders, and the workers of each task.
    private var parts: [Part] = []
    private var minimum = 0

    init(of site: Int, _ table: SeatTable) {
        func least(_ aim: Quota.Aim, _ need: Int) -> Int {
            table.quotas.first { $0.aim == aim && $0.isByCircle && $0.need == need }?.required ?? 0
        }
        for quota in table.quotas where quota.aim == .minimum && quota.site == site {
            minimum = max(minimum, quota.required)
        }
        for (need, groups) in table.groupsOfNeed.enumerated() where table.groups[groups[0]].site == site {
            let leaders = groups.filter { table.groups[$0].role == .leader }
            let workers = groups.filter { table.groups[$0].role == .worker }
            if !leaders.isEmpty { parts.append(Part(groups: leaders, least: least(.leader, need))) }
            parts.append(Part(groups: workers, least: least(.firstAid, need)))
        }
    }

    /// How many of each part come by the end of the circle, in each state; independent there, since the parts are
    /// different people.
    func counts(_ tally: Tally) -> [[PoissonBinomial]] {
        (0..<tally.turnouts.states).map { state in
            parts.map { part in
                var people = PoissonBinomial(cap: max(minimum, part.least))
                for group in part.groups {
                    for person in tally.seated[group] {
                        people.add(tally.turnouts.chance(person.turnout, state: state) * person.inCircle)
                    }
                }
                return people
            }
        }
    }

    /// The chance that every part has its least, and all together the minimum; with one more person on a group if
    /// wished.
    func chance(
        _ counts: [[PoissonBinomial]], _ turnouts: Turnouts, with extra: (person: Seated, group: Int)? = nil
    ) -> Double {
        turnouts.mean { state in
            var mass = [Double](repeating: 0, count: minimum + 1)
            mass[0] = 1
            for (place, part) in parts.enumerated() {
                var people = counts[state][place]
                if let extra, part.groups.contains(extra.group) {
                    people.add(turnouts.chance(extra.person.turnout, state: state) * extra.person.inCircle)
                }
                mass = Self.sum(mass, people.mass, least: part.least)
            }
            return mass[minimum]
        }
    }

    /// The distribution of the sum, held together at the top, of the cases in which the second has its least.
    static func sum(_ first: [Double], _ second: [Double], least: Int) -> [Double] {
        var sum = [Double](repeating: 0, count: first.count)
        for (count, chance) in second.enumerated() where count >= least && chance > 0 {
            for before in first.indices {
                sum[min(before + count, first.count - 1)] += first[before] * chance
            }
        }
        return sum
    }
}
