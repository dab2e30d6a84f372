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
    /// People who fill no seat, by what stops them.
    package var passedOver: [NamedCount]
    /// What the times on the way were taken from: a router's table, or straight lines.
    package var travel: Words?

    package init(
        code: String, asOf: Moment, people: Int, reserve: Int, sites: [PlanRow], passedOver: [NamedCount],
        travel: Words? = nil
    ) {
        self.code = code
        self.asOf = asOf
        self.people = people
        self.reserve = reserve
        self.sites = sites
        self.passedOver = passedOver
        self.travel = travel
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

    package init(site: String, required: Int, promised: Int, called: Int, leaders: Int, missing: Int) {
        self.site = site
        self.required = required
        self.promised = promised
        self.called = called
        self.leaders = leaders
        self.missing = missing
    }
}
