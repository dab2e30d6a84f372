/// `GET /v1/incidents/{id}/forecast`: who can be there by when, and how likely. Chances are 0...1, rounded
/// to 0.0001.
package struct ForecastView: Sendable, Equatable, Codable {
    /// The incident's four digits.
    package var code: String
    package var asOf: Moment
    /// When the sites are promised to be ready to work: T+60.
    package var circleEnd: Moment
    /// When the whole headcount is promised to be there.
    package var deadline: Moment
    package var required: Int
    /// There now.
    package var present: Int
    /// Promised, on the way or there.
    package var promised: Int
    /// Called and silent so far.
    package var unanswered: Int
    package var byCircle: HeadcountView
    package var byDeadline: HeadcountView
    /// The chance that every site is ready to work by `circle_end`.
    package var allReady: Double
    /// The chance that every need is full by `deadline`.
    package var allFull: Double
    /// When the expected count reaches 95 % of the required. nil: not before the curve ends.
    package var reachesMostAt: Moment?
    package var sites: [SiteForecastView]
    package var needs: [NeedForecastView]
    /// Every five minutes from T+0.
    package var curve: [CurvePointView]
    /// How the ways were measured, `road`, or `straight_line` with its reason, and for how many people.
    package var travelSources: [NamedCount]

    package init(
        code: String, asOf: Moment, circleEnd: Moment, deadline: Moment, required: Int, present: Int,
        promised: Int, unanswered: Int, byCircle: HeadcountView, byDeadline: HeadcountView,
        allReady: Double, allFull: Double, reachesMostAt: Moment?, sites: [SiteForecastView],
        needs: [NeedForecastView], curve: [CurvePointView], travelSources: [NamedCount]
    ) {
        self.code = code
        self.asOf = asOf
        self.circleEnd = circleEnd
        self.deadline = deadline
        self.required = required
        self.present = present
        self.promised = promised
        self.unanswered = unanswered
        self.byCircle = byCircle
        self.byDeadline = byDeadline
        self.allReady = allReady
        self.allFull = allFull
        self.reachesMostAt = reachesMostAt
        self.sites = sites
        self.needs = needs
        self.curve = curve
        self.travelSources = travelSources
    }
}

/// How many may be there by a time.
package struct HeadcountView: Sendable, Equatable, Codable {
    package var expected: Int
    /// At least so many, and at most so many, each with a chance of 90 %.
    package var low: Int
    package var high: Int
    /// All who promised or haven't answered yet, and can make it.
    package var atBest: Int

    package init(expected: Int, low: Int, high: Int, atBest: Int) {
        self.expected = expected
        self.low = low
        self.high = high
        self.atBest = atBest
    }
}

/// One site's chances.
package struct SiteForecastView: Sendable, Equatable, Codable {
    package var site: String
    package var required: Int
    package var expectedByCircle: Int
    package var expectedByDeadline: Int
    /// Leader, minimum and first aid there by T+60.
    package var readyByCircle: Double
    /// All its needs full by the deadline.
    package var fullByDeadline: Double
    package var atBest: Int

    package init(
        site: String, required: Int, expectedByCircle: Int, expectedByDeadline: Int, readyByCircle: Double,
        fullByDeadline: Double, atBest: Int
    ) {
        self.site = site
        self.required = required
        self.expectedByCircle = expectedByCircle
        self.expectedByDeadline = expectedByDeadline
        self.readyByCircle = readyByCircle
        self.fullByDeadline = fullByDeadline
        self.atBest = atBest
    }
}

/// One need's chances.
package struct NeedForecastView: Sendable, Equatable, Codable {
    package var need: Int64
    package var site: String
    package var playbook: String
    package var headcount: Int
    /// The chance that the leader's seat is filled by T+60; 1 where the need has none.
    package var leaderByCircle: Double
    package var fullByCircle: Double
    package var fullByDeadline: Double

    package init(
        need: Int64, site: String, playbook: String, headcount: Int, leaderByCircle: Double,
        fullByCircle: Double, fullByDeadline: Double
    ) {
        self.need = need
        self.site = site
        self.playbook = playbook
        self.headcount = headcount
        self.leaderByCircle = leaderByCircle
        self.fullByCircle = fullByCircle
        self.fullByDeadline = fullByDeadline
    }
}

package struct CurvePointView: Sendable, Equatable, Codable {
    /// After T+0.
    package var minutes: Int
    package var expected: Int
    package var low: Int
    package var high: Int

    package init(minutes: Int, expected: Int, low: Int, high: Int) {
        self.minutes = minutes
        self.expected = expected
        self.low = low
        self.high = high
    }
}
