/// `GET /v1/incidents/{id}/plan?reserve=N`: whom a call would reach now; nothing happens.
package struct PlanView: Sendable, Equatable, Codable {
    /// The incident's four digits.
    package var code: String
    package var asOf: Moment
    /// The count to type.
    package var people: Int
    /// Of them, people of the reserve.
    package var reserve: Int
    package var sites: [PlanRow]
    /// What the plan comes to for each need.
    package var needs: [PlanNeedRow]
    /// People who fill no seat, by what stops them.
    package var passedOver: [NamedCount]
    /// What the times on the way were taken from: a router's table, or straight lines.
    package var travel: Words?
    /// nil: every site has a leader of its own of high level.
    package var leaders: PlanLeaders?

    package init(
        code: String, asOf: Moment, people: Int, reserve: Int, sites: [PlanRow], passedOver: [NamedCount],
        needs: [PlanNeedRow] = [], travel: Words? = nil, leaders: PlanLeaders? = nil
    ) {
        self.code = code
        self.asOf = asOf
        self.people = people
        self.reserve = reserve
        self.sites = sites
        self.passedOver = passedOver
        self.needs = needs
        self.travel = travel
        self.leaders = leaders
    }
}

/// One site of a plan.
package struct PlanRow: Sendable, Equatable, Codable {
    package var site: String
    package var required: Int
    /// Promised or there already.
    package var promised: Int
    /// Would be called, leaders among them.
    package var called: Int
    package var leaders: Int
    /// Expected to be missing even then, rounded up.
    package var missing: Int
    /// The chance of being ready to work by T+60, 0...1, in steps of a thousandth, rounded down. nil: nothing is
    /// planned there, as where work is stopped.
    package var ready: Double?
    /// `reached`, `awaitsAnswers`, `nobodyLeft` or `notWorthCalling`.
    package var state: String?
    /// `high`, `acting`, `shared` with a near site, `none` or `not_wanted`.
    package var leader: String?
    package var leaderWords: Words?
    /// What being ready lacks; empty where it is reached.
    package var lacks: [LackView]

    package init(
        site: String, required: Int, promised: Int, called: Int, leaders: Int, missing: Int,
        ready: Double? = nil, state: String? = nil, leader: String? = nil, leaderWords: Words? = nil,
        lacks: [LackView] = []
    ) {
        self.site = site
        self.required = required
        self.promised = promised
        self.called = called
        self.leaders = leaders
        self.missing = missing
        self.ready = ready
        self.state = state
        self.leader = leader
        self.leaderWords = leaderWords
        self.lacks = lacks
    }
}

/// One need of a plan.
package struct PlanNeedRow: Sendable, Equatable, Codable {
    package var need: Int64
    package var site: String
    package var playbook: String
    package var title: Words
    package var headcount: Int
    /// The chance of being full by the deadline, 0...1, in steps of a thousandth, rounded down.
    package var full: Double
    /// Arrivals expected by then.
    package var expected: Double
    /// `reached`, `awaitsAnswers`, `nobodyLeft` or `notWorthCalling`.
    package var state: String
    package var stateWords: Words
    /// What being full lacks; empty where it is in reach.
    package var lacks: [LackView]

    package init(
        need: Int64, site: String, playbook: String, title: Words, headcount: Int, full: Double,
        expected: Double, state: String, stateWords: Words, lacks: [LackView]
    ) {
        self.need = need
        self.site = site
        self.playbook = playbook
        self.title = title
        self.headcount = headcount
        self.full = full
        self.expected = expected
        self.state = state
        self.stateWords = stateWords
        self.lacks = lacks
    }
}

/// So many more people, called, would reach a target.
package struct LackView: Sendable, Equatable, Codable {
    package var need: Int64
    /// `worker` or `leader`.
    package var role: String
    /// Without which nobody can take the seat.
    package var skills: [String]
    package var people: Int
    package var words: Words

    package init(need: Int64, role: String, skills: [String], people: Int, words: Words) {
        self.need = need
        self.role = role
        self.skills = skills
        self.people = people
        self.words = words
    }
}
