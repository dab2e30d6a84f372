/// `GET /v1/status`: one look at everything.
package struct StatusView: Sendable, Equatable, Codable {
    /// The number of the last fact that the figures hold; two views with the same number agree.
    package var sequence: Int64
    package var asOf: Moment
    /// One sentence to read out on the telephone; at most 60 characters in Chinese.
    package var sentence: Words
    /// `normal`, `watch`, `prepare`, `standby` or `deployed`.
    package var posture: String
    package var postureWords: Words
    /// Open incidents, those that call people for real before drills.
    package var incidents: [IncidentSummary]
    /// Items that wait for a person.
    package var todo: Int
    /// Calls for help among them.
    package var helpCalls: Int
    package var gatewaysDown: [String]
    /// Messages that wait for a gateway.
    package var waitingMessages: Int
    /// nil: nobody is on the rota.
    package var duty: DutyView?
    /// Why the store refuses writes; nil while all is well.
    package var storeTrouble: Words?
    /// What people said to the standby notices; nil: nobody is asked.
    package var standby: StandbyView?

    package init(
        sequence: Int64, asOf: Moment, sentence: Words, posture: String, postureWords: Words,
        incidents: [IncidentSummary], todo: Int, helpCalls: Int, gatewaysDown: [String],
        waitingMessages: Int, duty: DutyView? = nil, storeTrouble: Words? = nil,
        standby: StandbyView? = nil
    ) {
        self.sequence = sequence
        self.asOf = asOf
        self.sentence = sentence
        self.posture = posture
        self.postureWords = postureWords
        self.incidents = incidents
        self.todo = todo
        self.helpCalls = helpCalls
        self.gatewaysDown = gatewaysDown
        self.waitingMessages = waitingMessages
        self.duty = duty
        self.storeTrouble = storeTrouble
        self.standby = standby
    }
}

/// Who has the duty, masked.
package struct DutyView: Sendable, Equatable, Codable {
    /// 值班员
    package var officer: String
    /// 带班领导
    package var leaderInCharge: String
    package var until: Moment
    /// Until when somebody has the duty without a gap. nil: nobody has it now, and whoever had it last is woken.
    package var covered: Moment?

    package init(officer: String, leaderInCharge: String, until: Moment, covered: Moment? = nil) {
        self.officer = officer
        self.leaderInCharge = leaderInCharge
        self.until = until
        self.covered = covered
    }
}

/// One incident on one line.
package struct IncidentSummary: Sendable, Equatable, Codable {
    package var id: Int64
    /// The four digits that stand in the texts.
    package var code: String
    package var event: String
    package var drill: Bool
    /// T+0.
    package var opened: Moment
    package var neededBy: Moment
    package var dispatch: DispatchView
    package var figures: Figures
    /// The hour's figures, frozen at T+60. nil before.
    package var circle: CircleView?
    /// One sentence to read out; at most 60 characters in Chinese.
    package var sentence: Words
    /// The code of the open incident during which a home called. nil: no call from a home, or nothing else was open.
    package var during: String?
    /// The codes of all calls of the same street, this one among them. nil: no call from a home, or the only one.
    package var street: [String]?

    package init(
        id: Int64, code: String, event: String, drill: Bool, opened: Moment, neededBy: Moment,
        dispatch: DispatchView, figures: Figures, circle: CircleView? = nil, sentence: Words,
        during: String? = nil, street: [String]? = nil
    ) {
        self.id = id
        self.code = code
        self.event = event
        self.drill = drill
        self.opened = opened
        self.neededBy = neededBy
        self.dispatch = dispatch
        self.figures = figures
        self.circle = circle
        self.sentence = sentence
        self.during = during
        self.street = street
    }
}

/// Whether the incident calls people now.
package struct DispatchView: Sendable, Equatable, Codable {
    /// `running`, `held`, `awaiting_officer` or `ended`.
    package var state: String
    /// When a held call-out begins by itself. nil unless held.
    package var until: Moment?
    package var words: Words

    package init(state: String, until: Moment? = nil, words: Words) {
        self.state = state
        self.until = until
        self.words = words
    }
}

/// The muster in numbers.
///
/// | figure | what it counts |
/// |---|---|
/// | `required` | people asked for (需求) |
/// | `called` | people called so far |
/// | `answered` | of them and of those placed by hand, who answered anything (已叫应) |
/// | `promised` | accepted, on the way, or there (已接受) |
/// | `enRoute` | on the way (在途) |
/// | `present` | checked in, at the site or its refuge (到场) |
/// | `gap` | required less present, a surplus at one site not counted against another (缺口) |
/// | `uncovered` | required less present and less en route, likewise (缺, on a site's row) |
package struct Figures: Sendable, Equatable, Codable {
    package var required: Int
    package var called: Int
    package var answered: Int
    package var promised: Int
    package var enRoute: Int
    package var present: Int
    package var gap: Int
    package var uncovered: Int
    /// Accepted at some time, and nobody knows yet that they are safe.
    package var unaccounted: Int
    package var sites: Int
    /// 可开工
    package var sitesReady: Int
    package var sitesStopped: Int

    package init(
        required: Int, called: Int, answered: Int, promised: Int, enRoute: Int, present: Int, gap: Int,
        uncovered: Int, unaccounted: Int, sites: Int, sitesReady: Int, sitesStopped: Int
    ) {
        self.required = required
        self.called = called
        self.answered = answered
        self.promised = promised
        self.enRoute = enRoute
        self.present = present
        self.gap = gap
        self.uncovered = uncovered
        self.unaccounted = unaccounted
        self.sites = sites
        self.sitesReady = sitesReady
        self.sitesStopped = sitesStopped
    }
}

/// The circle after one hour: *known at T+60*, and then frozen.
package struct CircleView: Sendable, Equatable, Codable {
    package var required: Int
    package var arrived: Int
    package var sites: Int
    package var sitesReady: Int

    package init(required: Int, arrived: Int, sites: Int, sitesReady: Int) {
        self.required = required
        self.arrived = arrived
        self.sites = sites
        self.sitesReady = sitesReady
    }
}
