/// Who may be where by when: an incident's people, each with what is known of them, and the turnout they
/// share.
///
/// A pure function of state and time, made anew whenever a figure is needed; forecast and planner both
/// start here. Given a state of the grid, people are independent; every figure is a mean over the states.
package struct Outlook: Sendable {
    /// One of the people called or placed, as far as they may still count.
    package struct Person: Sendable, Equatable {
        package var member: MemberID
        package var need: NeedID
        package var site: SiteCode
        package var role: Role
        package var stage: CalloutStage
        /// Whose turnout factor this person shares.
        package var group: Int
        package var arrival: ArrivalTime
        /// nil: the person is there, or no way leads there.
        package var source: TravelSource?
    }

    package let incident: Incident
    package let now: Instant
    /// Ready to work is promised for then: T+60.
    package let circleEnd: Instant
    /// Full strength is promised for then.
    package let deadline: Instant
    /// The shared factors, after all that was seen.
    package private(set) var grid: TurnoutGrid
    /// Those who are there or may come, in the order of the call-outs.
    package private(set) var people: [Person] = []
    /// For each person the grid's points, side by side: what `ArrivalTime.share` is multiplied with.
    private var turnouts: [Double] = []
    private let groups: TurnoutGroups

    /// `incident` is an open one; `spread` is how much turnout differs from night to night, and 0 takes
    /// people as independent.
    package init(
        _ incident: Incident, state: State, reference: Reference, now: Instant,
        conditions: RoadConditions = .assumed, spread: Double = TurnoutGrid.usualSpread
    ) {
        self.incident = incident
        self.now = now
        circleEnd = incident.openedAt + reference.timers(of: incident).circle
        deadline = incident.neededBy
        let calls = CallStatus(incident, state: state, now: now)
        groups = TurnoutGroups(incident, calls, reference.budgets(of: incident))
        grid = TurnoutGrid(groups: groups.count, spread: spread)
        var reader = CalloutReader(
            incident,
            state: state, reference: reference, ways: MemberWays(reference, conditions: conditions),
            calls: calls,
            now: now, circleEnd: circleEnd)
        var evidence = TurnoutEvidence(grid)
        people.reserveCapacity(incident.callouts.count)
        turnouts.reserveCapacity(incident.callouts.count * grid.points)
        for callout in incident.callouts.values {
            let read = reader.read(callout)
            let group = groups.group(of: callout.pool, callout.member, calls)
            let accepts = (0..<grid.points).map { grid.chance(read.arrival.turnout.accept, point: $0) }
            evidence.add(read.answer, read.arrival, accepts, group: group)
            guard read.isCountedOn, read.arrival.whereabouts != .lost else { continue }
            people.append(
                Person(
                    member: callout.member, need: callout.need, site: callout.site, role: callout.role,
                    stage: callout.stage, group: group, arrival: read.arrival, source: read.source))
            for accept in accepts { turnouts.append(read.arrival.turnout(accept: accept)) }
        }
        grid.learn(evidence.likelihoods(grid))
        grid.leaveOutUnlikely()
    }

    /// Whose turnout factor somebody of this pool shares who is called now.
    package func group(of pool: Pool) -> Int { groups.group(of: pool) }

    /// The chance of `people[place]` to be checked in by `time`, in a state of the grid.
    package func chance(_ place: Int, by time: Instant, state: Int) -> Double {
        let point = grid.point(of: people[place].group, in: state)
        return turnout(place, point) * people[place].arrival.share(by: time)
    }

    func turnout(_ place: Int, _ point: Int) -> Double { turnouts[place * grid.points + point] }

    /// How many of some people are checked in by a time: for each state of the grid one distribution, exact
    /// up to `cap`.
    ///
    /// `places` are into `people`; `shares` are `ArrivalTime.share` of all `people` by that time.
    package func count(_ places: [Int], shares: [Double], cap: Int) -> [PoissonBinomial] {
        let points = grid.points
        var groupsSeen = [Bool](repeating: false, count: grid.groups)
        var counts = [PoissonBinomial](
            repeating: PoissonBinomial(cap: cap), count: grid.groups * points)
        for place in places where shares[place] > 0 {
            let group = people[place].group
            groupsSeen[group] = true
            for point in 0..<points {
                counts[group * points + point].add(turnout(place, point) * shares[place])
            }
        }
        return (0..<grid.states).map { state in
            var whole = counts[grid.point(of: 0, in: state)]
            for group in 1..<max(grid.groups, 1) where groupsSeen[group] {
                whole.add(counts[group * points + grid.point(of: group, in: state)])
            }
            return whole
        }
    }

    /// `ArrivalTime.share` of all people by `time`.
    package func shares(by time: Instant) -> [Double] { people.map { $0.arrival.share(by: time) } }

    /// How many are checked in by `time` for a need's seats of one role, in each state of the grid.
    ///
    /// Leaders are counted for the whole site. The first-aid seats of a site are the workers of its
    /// first-aid need.
    package func seats(of need: Need, _ role: Role, by time: Instant, cap: Int) -> [PoissonBinomial] {
        let places = people.indices.filter { place in
            people[place].role == role
                && (role == .leader ? people[place].site == need.site : people[place].need == need.id)
        }
        return count(places, shares: shares(by: time), cap: cap)
    }
}
