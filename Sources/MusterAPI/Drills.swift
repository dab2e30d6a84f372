/// `GET /v1/drills`: the year plan, and what drills and reachability tests came to.
package struct DrillsView: Sendable, Equatable, Codable {
    package var sequence: Int64
    package var asOf: Moment
    /// The year that the plan is of.
    package var year: Int
    /// The four of the year, in their order.
    package var plan: [DrillPlanRow]
    /// The newest first.
    package var drills: [DrillRow]
    /// The newest first; one that is under way stands at the head.
    package var tests: [ReachabilityRow]

    package init(
        sequence: Int64, asOf: Moment, year: Int, plan: [DrillPlanRow], drills: [DrillRow],
        tests: [ReachabilityRow]
    ) {
        self.sequence = sequence
        self.asOf = asOf
        self.year = year
        self.plan = plan
        self.drills = drills
        self.tests = tests
    }
}

package struct DrillPlanRow: Sendable, Equatable, Codable {
    /// `community`, `scenic`, `mall` or `flood`.
    package var kind: String
    package var words: Words
    /// How many were held to the end this year; the plan asks for one.
    package var held: Int

    package init(kind: String, words: Words, held: Int) {
        self.kind = kind
        self.words = words
        self.held = held
    }
}

package struct DrillRow: Sendable, Equatable, Codable {
    package var incident: Int64
    package var kind: String
    package var words: Words
    package var opened: Moment
    package var closed: Moment
    package var required: Int
    package var called: Int
    /// Answered within five minutes, in percent of the called.
    package var answeredPercent: Int
    package var accepted: Int
    package var arrivedInForty: Int
    package var arrivedInSixty: Int
    package var sites: Int
    package var sitesReady: Int
    /// A real task ended it.
    package var preempted: Bool

    package init(
        incident: Int64, kind: String, words: Words, opened: Moment, closed: Moment, required: Int,
        called: Int,
        answeredPercent: Int, accepted: Int, arrivedInForty: Int, arrivedInSixty: Int, sites: Int,
        sitesReady: Int, preempted: Bool
    ) {
        self.incident = incident
        self.kind = kind
        self.words = words
        self.opened = opened
        self.closed = closed
        self.required = required
        self.called = called
        self.answeredPercent = answeredPercent
        self.accepted = accepted
        self.arrivedInForty = arrivedInForty
        self.arrivedInSixty = arrivedInSixty
        self.sites = sites
        self.sitesReady = sitesReady
        self.preempted = preempted
    }
}

package struct ReachabilityRow: Sendable, Equatable, Codable {
    package var started: Moment
    package var running: Bool
    package var asked: Int
    package var answered: Int
    package var answeredInTen: Int

    package init(started: Moment, running: Bool, asked: Int, answered: Int, answeredInTen: Int) {
        self.started = started
        self.running = running
        self.asked = asked
        self.answered = answered
        self.answeredInTen = answeredInTen
    }
}

/// `POST /v1/drills`: opens a drill on the officer's word; nobody is called yet.
package struct DrillBody: Sendable, Equatable, Codable {
    /// `community`, `scenic`, `mall` or `flood`.
    package var kind: String
    /// 商场火灾演练
    package var event: String
    package var needs: [NeedBody]

    package init(kind: String, event: String, needs: [NeedBody]) {
        self.kind = kind
        self.event = event
        self.needs = needs
    }
}

/// `POST /v1/reachability`: the monthly test to the whole team.
package struct ReachabilityBody: Sendable, Equatable, Codable {
    /// How many people, as the officer typed it; another count is answered with 409 and the right one.
    package var confirmed: Int

    package init(confirmed: Int) {
        self.confirmed = confirmed
    }
}
