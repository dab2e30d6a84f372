/// Names the called people who are certainly not needed any more.
enum Releases {
    /// Who may be released so that each quota they count for is still met with `releaseCertainty`.
    ///
    /// Only people who haven't set out: the silent first, of them the least likely to come, then those who accepted and
    /// are expected last. Each release is judged after the ones before it, so that a quota is never undercut.
    static func certain(_ problem: PlanningProblem, _ table: SeatTable, _ known: CalledSeats) -> [MemberID] {
        var tally = Tally(table, known.turnouts, called: known.seated)
        var released: [MemberID] = []
        for groups in table.groupsOfNeed {
            let people = groups.flatMap { group in
                known.people[group].indices.map { (group: group, person: known.people[group][$0]) }
            }
            .filter { $0.person.stage == .called || $0.person.stage == .accepted }
            .sorted { isSparedBefore($0.person, $1.person) }
            // Whoever can't be spared now can't be spared once others are gone either, nor can those of the group who are
            // likelier to come.
            var isSpent = [Bool](repeating: false, count: table.groups.count)
            for (group, person) in people where !isSpent[group] {
                guard
                    let place = tally.seated[group].firstIndex(where: { $0.called == person.member }),
                    isCertain(without: place, of: group, &tally, problem.policy.releaseCertainty)
                else {
                    isSpent[group] = true
                    continue
                }
                tally.remove(at: place, from: group)
                released.append(person.member)
            }
        }
        return released
    }

    private static func isSparedBefore(_ left: CalledPerson, _ right: CalledPerson) -> Bool {
        let (silent, other) = (left.stage == .called, right.stage == .called)
        if silent != other { return silent }
        if silent, left.comes != right.comes { return left.comes < right.comes }
        return (right.expectedAt, right.member) < (left.expectedAt, left.member)
    }

    private static func isCertain(
        without place: Int, of group: Int, _ tally: inout Tally, _ certainty: Double
    ) -> Bool {
        let person = tally.seated[group][place]
        for quota in tally.quotasOfGroup[group] where tally.share(person, quota) > 0 {
            // Asked first because it costs less: with this person, too, it would have to be certain.
            if tally.chance(quota) < certainty || tally.chance(quota, without: place, of: group) < certainty {
                return false
            }
        }
        return true
    }
}
