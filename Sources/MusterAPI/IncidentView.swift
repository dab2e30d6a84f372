/// `GET /v1/incidents`.
package struct IncidentsView: Sendable, Equatable, Codable {
    package var sequence: Int64
    package var asOf: Moment
    package var incidents: [IncidentSummary]

    package init(sequence: Int64, asOf: Moment, incidents: [IncidentSummary]) {
        self.sequence = sequence
        self.asOf = asOf
        self.incidents = incidents
    }
}

/// `GET /v1/incidents/{id}`: the wall board of one incident.
package struct IncidentView: Sendable, Equatable, Codable {
    package var sequence: Int64
    package var asOf: Moment
    package var summary: IncidentSummary
    /// The source's demand id and the source; nil when the officer opened the incident.
    package var demand: String?
    package var source: String?
    package var waves: Int
    package var reserveCalled: Int
    package var reserveAllowed: Int
    /// In the order in which they were asked for.
    package var sites: [SiteRow]
    package var needs: [NeedRow]
    package var counters: [CounterTotal]
    /// This incident's part of the inbox.
    package var todo: [TodoItem]
    /// What to expect by T+60. nil: the hour is over, or no forecast is at hand.
    package var outlook: CircleOutlookView?
    /// The insurance for this incident's reserve and walk-ins. nil: none is entered.
    package var cover: CoverView?

    package init(
        sequence: Int64, asOf: Moment, summary: IncidentSummary, demand: String? = nil,
        source: String? = nil, waves: Int, reserveCalled: Int, reserveAllowed: Int, sites: [SiteRow],
        needs: [NeedRow], counters: [CounterTotal], todo: [TodoItem], outlook: CircleOutlookView? = nil,
        cover: CoverView? = nil
    ) {
        self.sequence = sequence
        self.asOf = asOf
        self.summary = summary
        self.demand = demand
        self.source = source
        self.waves = waves
        self.reserveCalled = reserveCalled
        self.reserveAllowed = reserveAllowed
        self.sites = sites
        self.needs = needs
        self.counters = counters
        self.todo = todo
        self.outlook = outlook
        self.cover = cover
    }
}

/// The forecast of the whole incident for T+60, in short.
package struct CircleOutlookView: Sendable, Equatable, Codable {
    /// When it was worked out, which may be some seconds before the board's own time.
    package var asOf: Moment
    /// People who will be there by T+60.
    package var expected: Int
    /// The chance that every site is ready to work by T+60, 0...1, rounded to 0.0001.
    package var allReady: Double

    package init(asOf: Moment, expected: Int, allReady: Double) {
        self.asOf = asOf
        self.expected = expected
        self.allReady = allReady
    }
}

/// One site of an incident.
package struct SiteRow: Sendable, Equatable, Codable {
    package var code: String
    /// Empty when the site has left the site book.
    package var name: String
    /// The titles of the tasks there.
    package var tasks: [Words]
    package var required: Int
    package var promised: Int
    package var enRoute: Int
    package var present: Int
    /// `required` less `present`, at least 0.
    package var gap: Int
    /// `required` less `present` less `enRoute`, at least 0: the column 缺.
    package var uncovered: Int
    /// The masked name of who leads there, or has promised to. nil: nobody.
    package var leader: String?
    /// When the leader arrived. nil: not there yet.
    package var leaderArrived: Moment?
    /// `leading`, `acting`, `awaits_word`, `shared`, `asked` or `none`, as in `LeaderRow`.
    package var leaderState: String?
    package var leaderWords: Words?
    /// When leader, minimum headcount and first aid were first all there. nil: not yet.
    package var ready: Moment?
    /// The chance of being ready by T+60, 0...1, rounded to 0.0001. nil: the hour is over, no forecast is at hand,
    /// nobody was asked for here, or the site is stopped or stood down.
    package var readyByCircle: Double?
    /// nil: work runs.
    package var stopped: StopView?
    package var stoodDown: Moment?
    /// The leader's last total of the people present.
    package var leaderTotal: LeaderTotalView?
    /// The last figure that was reported.
    package var lastCount: LastCount?
    /// `stopped`, `stood_down`, `working` or `mustering`, and its words 停, 收队, 作业, 集结.
    package var state: String
    package var stateWords: Words

    package init(
        code: String, name: String, tasks: [Words], required: Int, promised: Int, enRoute: Int, present: Int,
        gap: Int, uncovered: Int, leader: String? = nil, leaderArrived: Moment? = nil, ready: Moment? = nil,
        readyByCircle: Double? = nil, stopped: StopView? = nil, stoodDown: Moment? = nil,
        leaderTotal: LeaderTotalView? = nil,
        lastCount: LastCount? = nil, state: String, stateWords: Words, leaderState: String? = nil,
        leaderWords: Words? = nil
    ) {
        self.code = code
        self.name = name
        self.tasks = tasks
        self.required = required
        self.promised = promised
        self.enRoute = enRoute
        self.present = present
        self.gap = gap
        self.uncovered = uncovered
        self.leader = leader
        self.leaderArrived = leaderArrived
        self.leaderState = leaderState
        self.leaderWords = leaderWords
        self.ready = ready
        self.readyByCircle = readyByCircle
        self.stopped = stopped
        self.stoodDown = stoodDown
        self.leaderTotal = leaderTotal
        self.lastCount = lastCount
        self.state = state
        self.stateWords = stateWords
    }
}

/// A stop in force.
package struct StopView: Sendable, Equatable, Codable {
    /// `water`, `power`, `lightning` or `other`.
    package var hazard: String
    package var hazardWords: Words
    package var at: Moment
    /// The headcount after the stop. nil: still due.
    package var headcount: Int?

    package init(hazard: String, hazardWords: Words, at: Moment, headcount: Int? = nil) {
        self.hazard = hazard
        self.hazardWords = hazardWords
        self.at = at
        self.headcount = headcount
    }
}

package struct LeaderTotalView: Sendable, Equatable, Codable {
    package var people: Int
    package var at: Moment

    package init(people: Int, at: Moment) {
        self.people = people
        self.at = at
    }
}

/// The last report of a site and what it adds up to.
package struct LastCount: Sendable, Equatable, Codable {
    package var counter: String
    package var title: String
    package var unit: String
    /// All readings of this counter at this site, added.
    package var total: Int
    package var at: Moment

    package init(counter: String, title: String, unit: String, total: Int, at: Moment) {
        self.counter = counter
        self.title = title
        self.unit = unit
        self.total = total
        self.at = at
    }
}

/// One need: so many people at one site for one task.
package struct NeedRow: Sendable, Equatable, Codable {
    package var id: Int64
    package var site: String
    package var playbook: String
    package var title: Words
    package var headcount: Int
    package var workload: Int?
    package var promised: Int
    package var present: Int

    package init(
        id: Int64, site: String, playbook: String, title: Words, headcount: Int, workload: Int? = nil,
        promised: Int, present: Int
    ) {
        self.id = id
        self.site = site
        self.playbook = playbook
        self.title = title
        self.headcount = headcount
        self.workload = workload
        self.promised = promised
        self.present = present
    }
}

/// All readings of one counter, added over the sites of an incident.
package struct CounterTotal: Sendable, Equatable, Codable {
    package var counter: String
    package var title: String
    package var unit: String
    package var total: Int

    package init(counter: String, title: String, unit: String, total: Int) {
        self.counter = counter
        self.title = title
        self.unit = unit
        self.total = total
    }
}
