/// One task at one site, with those who were called for it.
package struct PlanningNeed: Sendable, Equatable {
    package var id: NeedID
    package var site: SiteCode
    package var position: Coordinate
    package var rule: NeedRule
    /// People asked for, leaders included. 0 or less: nobody is called for it.
    package var headcount: Int
    /// Of them, leaders of the site: 1 on the need that carries the seat, else 0.
    package var leaderSeats: Int
    /// Full strength is due then; nobody is called who is expected later.
    package var neededBy: Instant
    /// Called for this need and neither declined nor released; those who are there, too.
    package var called: [CalledPerson]

    package init(
        id: NeedID, site: SiteCode, position: Coordinate, rule: NeedRule, headcount: Int, leaderSeats: Int,
        neededBy: Instant, called: [CalledPerson] = []
    ) {
        self.id = id
        self.site = site
        self.position = position
        self.rule = rule
        self.headcount = headcount
        self.leaderSeats = leaderSeats
        self.neededBy = neededBy
        self.called = called
    }

    /// Seats of a leader among the headcount.
    package var leaders: Int { max(0, min(leaderSeats, headcount)) }
    package var workers: Int { max(0, headcount - leaders) }
}

/// Somebody who was called, as far as planning asks.
package struct CalledPerson: Sendable, Equatable {
    package var member: MemberID
    package var role: Role
    package var stage: CalloutStage
    package var calledAt: Instant
    package var expectedAt: Instant
    /// Chance to come at all, 0...1, in the usual state of the shared factor. Somebody who is there: 1.
    package var comes: Double
    /// Of the cases in which the person comes, how many are in time for the end of the circle and for the need's
    /// `neededBy`, 0...1.
    package var inCircle: Double
    package var inTime: Double
    /// The shared factor that moves `comes`. nil: none, as with people who have answered.
    package var group: Int?

    package init(
        member: MemberID, role: Role, stage: CalloutStage, calledAt: Instant, expectedAt: Instant,
        comes: Double, inCircle: Double, inTime: Double, group: Int?
    ) {
        self.member = member
        self.role = role
        self.stage = stage
        self.calledAt = calledAt
        self.expectedAt = expectedAt
        self.comes = comes
        self.inCircle = inCircle
        self.inTime = inTime
        self.group = group
    }
}

/// How one person answers a call.
package struct ArrivalHabit: Sendable, Hashable {
    /// Chance that a call brings this person to the site at all, 0...1.
    package var turnout: Double
    /// nil: as people usually are, by the tables that the forecast has.
    package var waits: Waits?

    package init(turnout: Double, waits: Waits? = nil) {
        self.turnout = turnout
        self.waits = waits
    }

    /// What is known of somebody's time before the way.
    package struct Waits: Sendable, Hashable {
        /// From the text to the answer: median in milliseconds, and the standard deviation of its logarithm. At 0
        /// the answer comes exactly at the median.
        package var reactionMedian_ms: Int64
        package var reactionSigma: Double
        /// From the answer to the door.
        package var preparation: Interval

        package init(reactionMedian_ms: Int64, reactionSigma: Double, preparation: Interval) {
            self.reactionMedian_ms = reactionMedian_ms
            self.reactionSigma = reactionSigma
            self.preparation = preparation
        }
    }
}

/// Where the times on the way come from.
package enum PlanningTravel: Sendable, Equatable {
    /// From the person's home, or the roster's centre, by `Ways`: by road where the table has it.
    case fromHome(TravelTable)
    /// Known for each person and site: milliseconds by roster place times the number of `sites`, plus the site's
    /// place among them. Negative: there is no way.
    case known(sites: [SiteCode], milliseconds: [Int64])
}

/// All that a call-out wave is decided from, beside the roster.
package struct PlanningProblem: Sendable {
    package var now: Instant
    package var zone: ZoneOffsets
    package var conditions: RoadConditions
    /// Of one incident. At most 64 of their rules may differ in gates and preferences.
    package var needs: [PlanningNeed]
    /// Called for this incident before: they are not called again.
    package var excluded: Set<MemberID>
    /// In another open incident.
    package var engaged: Set<MemberID>
    /// Away now.
    package var absent: Set<MemberID> = []
    /// People are called outside their stated hours, too.
    package var ignoresHours = false
    /// The most people of each pool in this wave. A pool that isn't named: none.
    package var mayInvite: [Pool: Int]
    /// When the one-hour circle closes: sites are to be ready to work by then.
    package var circleEnd: Instant
    /// An insurance for the whole incident covers those who have none of their own.
    package var incidentCover: Bool
    /// One covers those who aren't pioneers.
    package var reserveCover = false
    package var policy: PlanningPolicy
    /// What people share, after all that was seen so far.
    package var grid: TurnoutGrid
    /// Whose factor the reserve shares; the pioneers share that of group 0.
    package var reserveGroup: Int
    /// By roster place. Empty: as their pool at this time of day.
    package var habits: [ArrivalHabit]
    /// Texts to each person in the last day, by roster place. Empty: none.
    package var recentTexts: [UInt8]
    package var travel: PlanningTravel
    /// From the muster point's gate to being counted.
    package var checkIn: Interval = Arrival.checkIn

    package init(
        now: Instant, zone: ZoneOffsets, conditions: RoadConditions, needs: [PlanningNeed],
        excluded: Set<MemberID>,
        engaged: Set<MemberID> = [], mayInvite: [Pool: Int], circleEnd: Instant, incidentCover: Bool,
        policy: PlanningPolicy = .shipped, grid: TurnoutGrid = TurnoutGrid(groups: 2),
        habits: [ArrivalHabit] = [], recentTexts: [UInt8] = [], travel: PlanningTravel = .fromHome(.none)
    ) {
        self.now = now
        self.zone = zone
        self.conditions = conditions
        self.needs = needs
        self.excluded = excluded
        self.engaged = engaged
        self.mayInvite = mayInvite
        self.circleEnd = circleEnd
        self.incidentCover = incidentCover
        self.policy = policy
        self.grid = grid
        reserveGroup = max(grid.groups - 1, 0)
        self.habits = habits
        self.recentTexts = recentTexts
        self.travel = travel
    }

    /// The shared factor of a pool.
    package func group(of pool: Pool) -> Int? {
        grid.groups == 0 ? nil : pool == .pioneer ? 0 : reserveGroup
    }
}
