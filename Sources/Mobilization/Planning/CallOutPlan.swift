/// So many people that are still missing for one need.
package struct PlanningNeed: Sendable, Equatable {
    package var id: NeedID
    package var site: SiteCode
    package var position: Coordinate
    package var rule: NeedRule
    /// Expected leaders still missing, in thousandths: 1000 for an empty seat nobody was called for. 0 or less: none.
    package var leadersMissing: Int
    /// Expected arrivals still missing in all roles but leader, in thousandths. 0 or less: none.
    package var workersMissing: Int
    /// The part of `workersMissing` that is missing up to the site's minimum; filled first, on all sites.
    package var minimumMissing: Int
    /// Nobody is called who would arrive later.
    package var neededBy: Instant

    package init(
        id: NeedID, site: SiteCode, position: Coordinate, rule: NeedRule, leadersMissing: Int,
        workersMissing: Int, minimumMissing: Int, neededBy: Instant
    ) {
        self.id = id
        self.site = site
        self.position = position
        self.rule = rule
        self.leadersMissing = leadersMissing
        self.workersMissing = workersMissing
        self.minimumMissing = minimumMissing
        self.neededBy = neededBy
    }
}

/// All that a call-out wave is decided from, beside the roster.
package struct PlanningProblem: Sendable {
    package var now: Instant
    package var zone: ZoneOffsets
    package var weather: Weather
    /// Of one incident. At most 64 of their rules may differ in gates and preferences.
    package var needs: [PlanningNeed]
    /// Called for this incident before: they are not called again.
    package var excluded: Set<MemberID>
    /// In another open incident.
    package var engaged: Set<MemberID>
    /// The most people of each pool in this wave. A pool that isn't named: none.
    package var mayInvite: [Pool: Int]
    /// When the one-hour circle closes. Leaders who arrive before it are preferred to higher ones after it.
    package var circleEnd: Instant
    /// An insurance for the whole incident covers those who have none of their own.
    package var incidentCover: Bool
    package var travelTimes: TravelTable

    package init(
        now: Instant, zone: ZoneOffsets, weather: Weather, needs: [PlanningNeed], excluded: Set<MemberID>,
        engaged: Set<MemberID> = [], mayInvite: [Pool: Int], circleEnd: Instant, incidentCover: Bool,
        travelTimes: TravelTable = .none
    ) {
        self.now = now
        self.zone = zone
        self.weather = weather
        self.needs = needs
        self.excluded = excluded
        self.engaged = engaged
        self.mayInvite = mayInvite
        self.circleEnd = circleEnd
        self.incidentCover = incidentCover
        self.travelTimes = travelTimes
    }
}

/// One person to call, with the seat meant for them.
package struct Invitation: Sendable, Equatable {
    package var member: MemberID
    package var need: NeedID
    package var site: SiteCode
    package var role: Role
    package var expectedAt: Instant
    /// Chance that this person arrives, in thousandths.
    package var chance: Int

    package init(
        member: MemberID, need: NeedID, site: SiteCode, role: Role, expectedAt: Instant, chance: Int
    ) {
        self.member = member
        self.need = need
        self.site = site
        self.role = role
        self.expectedAt = expectedAt
        self.chance = chance
    }
}

/// Whom to call now, and what stays open.
package struct CallOutPlan: Sendable, Equatable {
    /// In the order of sending: leaders, then people for scarce seats, then the others; each by expected arrival,
    /// then by member id.
    package var invitations: [Invitation] = []
    /// What stays missing after them, in the order of the needs, leaders before workers.
    package var shortfalls: [Shortfall] = []
    /// How many people fill no seat, by what stops them at the task that misses most people; in the order of the
    /// gates. People who were simply not needed aren't among them.
    package var passedOver: [PassedOver] = []

    package init() {}
}

/// Expected people still missing for one need once everybody in the plan is called.
package struct Shortfall: Sendable, Equatable {
    package var need: NeedID
    package var role: Role
    package var missingThousandths: Int

    package init(need: NeedID, role: Role, missingThousandths: Int) {
        self.need = need
        self.role = role
        self.missingThousandths = missingThousandths
    }
}

/// So many people were stopped by this gate.
package struct PassedOver: Sendable, Equatable {
    package var gate: Gate
    package var people: Int

    package init(gate: Gate, people: Int) {
        self.gate = gate
        self.people = people
    }
}
