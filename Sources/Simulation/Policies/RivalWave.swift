import Mobilization

/// One wave as other systems plan it: seat after seat, with the people who can be there first.
struct RivalWave {
    /// The people who may be called for one role of one need, as it stands.
    struct Seat {
        var need: PlanningNeed
        var role: Role

        var required: Int { role == .leader ? need.leaders : need.workers }
        var called: [CalledPerson] { need.called.filter { $0.role == role } }
        /// Called, and no answer yet.
        var silent: [CalledPerson] { called.filter { $0.stage == .called } }
        /// Have said that they come, or are there.
        var promised: Int { called.count { $0.stage.isPromised } }
        var missing: Int { max(0, required - promised) }
    }

    private(set) var plan = CallOutPlan()
    private let problem: PlanningProblem
    private let roster: Roster
    private let today: CalendarDay
    private let period: TurnoutPeriod
    private let isNight: Bool
    private let centre: Coordinate?
    private var room: [Pool: Int]
    private var isTaken: Set<MemberID> = []

    init(_ problem: PlanningProblem, roster: Roster) {
        self.problem = problem
        self.roster = roster
        let local = problem.zone.local(problem.now)
        today = local.day
        isNight = local.isNight
        period = TurnoutPeriod(at: problem.now, zone: problem.zone)
        centre = roster.centre
        room = problem.mayInvite
    }

    /// Leaders of all needs before the rest.
    static func seats(_ problem: PlanningProblem) -> [Seat] {
        [Role.leader, .worker].flatMap { role in
            problem.needs.map { Seat(need: $0, role: role) }.filter { $0.required > 0 }
        }
    }

    /// Calls up to that many more for a seat, as long as `isEnough` doesn't say of their chances that they suffice.
    mutating func call(_ count: Int, for seat: Seat, isEnough: ([Int]) -> Bool = { _ in false }) {
        var chances: [Int] = []
        for candidate in candidates(seat) where chances.count < count && !isEnough(chances) {
            let member = roster.members[candidate.place]
            guard room[member.pool, default: 0] > 0 else { continue }
            room[member.pool, default: 0] -= 1
            isTaken.insert(member.id)
            let chance = TurnoutRate.prior(member.pool, period).arrive
            chances.append(chance)
            plan.invitations.append(
                Invitation(
                    member: member.id, need: seat.need.id, site: seat.need.site, role: seat.role,
                    expectedAt: candidate.expectedAt, chance: chance))
        }
    }

    mutating func release(_ members: [MemberID]) { plan.releases += members }

    /// Pioneers before the reserve, each by expected arrival, then by id; leaders of high level before acting ones.
    private func candidates(_ seat: Seat) -> [(rank: Int, expectedAt: Instant, place: Int)] {
        roster.members.indices.compactMap { place -> (rank: Int, expectedAt: Instant, place: Int)? in
            let member = roster.members[place]
            guard !isTaken.contains(member.id), !problem.excluded.contains(member.id),
                !problem.engaged.contains(member.id), room[member.pool, default: 0] > 0,
                Gate.stopping(
                    member, from: seat.need.rule, as: seat.role, today: today,
                    incidentCover: problem.incidentCover, leaderLevel: .middle) == nil
            else { return nil }
            let arrival = Arrival.estimate(
                member: member, site: seat.need.position, isNight: isNight,
                weather: problem.conditions.weather,
                start: problem.now, isFirstAid: seat.need.rule.needsFirstAidCertificate, centre: centre)
            guard arrival.expectedAt <= seat.need.neededBy else { return nil }
            let isActing = seat.role == .leader && member.level < .high
            return ((member.pool == .pioneer ? 0 : 2) + (isActing ? 1 : 0), arrival.expectedAt, place)
        }
        .sorted { $0 < $1 }
    }
}
