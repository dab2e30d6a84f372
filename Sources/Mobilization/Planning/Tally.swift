/// Somebody on a seat, as far as the quotas ask.
struct Seated {
    /// Place among the turnouts.
    var turnout: Int
    var inCircle: Double
    var inTime: Double
    /// Place among the candidates; nil: was called before.
    var person: Int?
    /// Who was called before.
    var called: MemberID?
}

/// How surely each quota is met by those who were called and those who are to be: exact, state by state.
struct Tally {
    let quotas: [Quota]
    let turnouts: Turnouts
    private(set) var seated: [[Seated]]
    let quotasOfGroup: [[Int]]
    private var counts: [[PoissonBinomial]]
    /// Mean and variance of each count, which cost nothing to keep.
    private var spreads: [[Spread]]
    /// Somebody left: the counts are made again when they are asked for.
    private var isStale: [Bool]
    /// Arrivals expected in time for each quota, kept beside the counts because it is asked for so often.
    private(set) var expected: [Double]

    init(_ table: SeatTable, _ turnouts: Turnouts, called: [[Seated]]) {
        quotas = table.quotas
        self.turnouts = turnouts
        seated = called
        var quotasOfGroup = [[Int]](repeating: [], count: table.groups.count)
        for (place, quota) in table.quotas.enumerated() {
            for group in quota.groups { quotasOfGroup[group].append(place) }
        }
        self.quotasOfGroup = quotasOfGroup
        counts = table.quotas.map { quota in
            [PoissonBinomial](repeating: PoissonBinomial(cap: quota.required), count: turnouts.states)
        }
        spreads = table.quotas.map { _ in [Spread](repeating: Spread(), count: turnouts.states) }
        isStale = [Bool](repeating: true, count: table.quotas.count)
        expected = [Double](repeating: 0, count: table.quotas.count)
        for (group, people) in called.enumerated() {
            for person in people { expect(person, in: group, times: 1) }
        }
    }

    mutating func add(_ person: Seated, to group: Int) {
        seated[group].append(person)
        expect(person, in: group, times: 1)
        for quota in quotasOfGroup[group] where !isStale[quota] { count(person, in: quota) }
    }

    mutating func remove(person: Int, from group: Int) {
        guard let place = seated[group].firstIndex(where: { $0.person == person }) else { return }
        remove(at: place, from: group)
    }

    mutating func remove(at place: Int, from group: Int) {
        expect(seated[group].remove(at: place), in: group, times: -1)
        for quota in quotasOfGroup[group] { isStale[quota] = true }
    }

    /// The chance that the quota is met.
    mutating func chance(_ quota: Int) -> Double {
        if isFarOff(quota) { return 0 }
        refresh(quota)
        return turnouts.mean { counts[quota][$0].reachesCap }
    }

    /// The same without one person of a group.
    func chance(_ quota: Int, without place: Int, of group: Int) -> Double {
        turnouts.mean { state in
            var count = PoissonBinomial(cap: quotas[quota].required)
            for other in quotas[quota].groups {
                for (number, person) in seated[other].enumerated() where other != group || number != place {
                    count.add(turnouts.chance(person.turnout, state: state) * share(person, quota))
                }
            }
            return count.reachesCap
        }
    }

    /// The chance that one more person comes in time and takes a place that would else stay empty.
    mutating func gain(of person: Seated, in quota: Int) -> Double {
        let inTime = share(person, quota)
        if isFarOff(quota) { return turnouts.mean { turnouts.chance(person.turnout, state: $0) } * inTime }
        refresh(quota)
        return turnouts.mean {
            turnouts.chance(person.turnout, state: $0) * inTime * (1 - counts[quota][$0].reachesCap)
        }
    }

    /// Whether all of them together would reach the target.
    mutating func canReach(_ quota: Int, with people: some Sequence<Seated>) -> Bool {
        refresh(quota)
        var trial = counts[quota]
        func isReached() -> Bool { turnouts.mean { trial[$0].reachesCap } >= quotas[quota].target }
        var unasked = 0
        for person in people {
            let inTime = share(person, quota)
            for state in trial.indices {
                trial[state].add(turnouts.chance(person.turnout, state: state) * inTime)
            }
            // Asking costs about as much as adding.
            unasked += 1
            if unasked % 16 == 0, isReached() { return true }
        }
        return isReached()
    }

    /// How many more of that chance would reach the target. nil: not even `most`.
    mutating func more(_ quota: Int, of person: Seated, most: Int) -> Int? {
        refresh(quota)
        var trial = counts[quota]
        let inTime = share(person, quota)
        for number in 0...most {
            if turnouts.mean({ trial[$0].reachesCap }) >= quotas[quota].target { return number }
            for state in trial.indices {
                trial[state].add(turnouts.chance(person.turnout, state: state) * inTime)
            }
        }
        return nil
    }

    func share(_ person: Seated, _ quota: Int) -> Double {
        quotas[quota].isByCircle ? person.inCircle : person.inTime
    }

    private mutating func expect(_ person: Seated, in group: Int, times: Double) {
        let comes = turnouts.mean { turnouts.chance(person.turnout, state: $0) }
        for quota in quotasOfGroup[group] {
            let inTime = share(person, quota)
            expected[quota] += times * comes * inTime
            for state in 0..<turnouts.states {
                spreads[quota][state].add(
                    turnouts.chance(person.turnout, state: state) * inTime, times: times)
            }
        }
    }

    /// Nobody would see the chance that it is met, whatever the state. A count for thousands is made only once that many
    /// are seated: until then each person more would cost as much as everybody before.
    private func isFarOff(_ quota: Int) -> Bool {
        isStale[quota] && spreads[quota].allSatisfy { $0.isFarBelow(quotas[quota].required) }
    }

    private mutating func count(_ person: Seated, in quota: Int) {
        let inTime = share(person, quota)
        for state in 0..<turnouts.states {
            counts[quota][state].add(turnouts.chance(person.turnout, state: state) * inTime)
        }
    }

    private mutating func refresh(_ quota: Int) {
        guard isStale[quota] else { return }
        isStale[quota] = false
        let empty = PoissonBinomial(cap: quotas[quota].required)
        for state in 0..<turnouts.states { counts[quota][state] = empty }
        for group in quotas[quota].groups {
            for person in seated[group] { count(person, in: quota) }
        }
    }
}

/// Mean and variance of how many come.
private struct Spread {
    private var mean = 0.0
    private var variance = 0.0

    mutating func add(_ chance: Double, times: Double) {
        mean += times * chance
        variance += times * chance * (1 - chance)
    }

    /// By Bernstein's inequality so many come with a chance of less than 1e-18: a sum of independent people, each 0 or 1,
    /// exceeds its mean by t with a chance of at most exp(-t^2 / (2 (variance + t / 3))).
    func isFarBelow(_ required: Int) -> Bool {
        let gap = Double(required) - mean
        return gap > 0 && gap * gap > 2 * 41.5 * (max(variance, 0) + gap / 3)
    }
}
