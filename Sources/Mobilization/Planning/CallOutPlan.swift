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

/// Whom to call and to release now, and what stays open.
package struct CallOutPlan: Sendable, Equatable {
    /// In the order of sending: leaders, then people for scarce seats, then the others; each by expected arrival,
    /// then by member id.
    package var invitations: [Invitation] = []
    /// Called people who are certainly not needed any more, in the order of the needs.
    package var releases: [MemberID] = []
    /// What stays missing after them, in the order of the needs, leaders before workers.
    package var shortfalls: [Shortfall] = []
    /// How many people fill no seat, by what stops them; in the order of the reasons. People who were simply not
    /// needed aren't among them.
    package var passedOver: [PassedOver] = []
    /// In the order in which the sites can open: those with a leader first.
    package var sites: [SiteOutlook] = []
    /// In the order of the needs.
    package var needs: [NeedOutlook] = []
    /// One for each person of the roster, by place. Empty where nothing was missing, so that nobody was looked at.
    package var reasons: [PlanReason] = []

    package init() {}

    /// Every site is ready and every need full as surely as it is wished.
    package var isReached: Bool {
        sites.allSatisfy { $0.state == .reached } && needs.allSatisfy { $0.state == .reached }
    }
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

/// So many people weren't called for this reason.
package struct PassedOver: Sendable, Equatable {
    package var reason: PlanReason
    package var people: Int

    package init(reason: PlanReason, people: Int) {
        self.reason = reason
        self.people = people
    }
}

/// Why a target is not reached, or that it is.
package enum TargetState: String, Sendable {
    case reached
    /// Enough arrivals are expected; the answers decide whether more are called.
    case awaitsAnswers
    /// Nobody who could help is left, or may be called.
    case nobodyLeft
    /// Out of reach, and further calls would hardly help.
    case notWorthCalling
}

/// What the plan comes to at one site by the end of the circle.
package struct SiteOutlook: Sendable, Equatable {
    package var site: SiteCode
    /// Ready to work by the end of the circle, in thousandths.
    package var ready: Int
    package var state: TargetState
    package var leader: LeaderOutlook
    /// What the target lacks; empty where it is reached.
    package var lacks: [Lack] = []
}

/// Who may lead a site.
package enum LeaderOutlook: Sendable, Equatable {
    case high
    /// Of middle level: the duty officer confirms it.
    case acting
    /// None of its own; the leader of a near site may lead both.
    case sharedWith(SiteCode)
    case none
    /// Nobody asked for one.
    case notWanted
}

/// What the plan comes to for one need by its `neededBy`.
package struct NeedOutlook: Sendable, Equatable {
    package var need: NeedID
    /// Full by then, in thousandths.
    package var full: Int
    /// Arrivals expected by then, in thousandths of a person.
    package var expected: Int
    package var state: TargetState
    package var lacks: [Lack] = []
}

/// People who are missing to a target: so many more of the usual chance would reach it.
package struct Lack: Sendable, Equatable {
    package var need: NeedID
    package var role: Role
    /// Without which nobody can take the seat. Empty: none.
    package var skills: [Skill]
    /// To be called, not to arrive.
    package var people: Int
}
