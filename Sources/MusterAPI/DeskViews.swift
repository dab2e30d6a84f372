/// `GET /v1/demands`: who asked for how many, what came of it, and what was offered beside it.
package struct DemandsView: Sendable, Equatable, Codable {
    package var sequence: Int64
    package var asOf: Moment
    package var demands: [DemandRow]
    package var offers: [OfferRow]

    package init(sequence: Int64, asOf: Moment, demands: [DemandRow], offers: [OfferRow]) {
        self.sequence = sequence
        self.asOf = asOf
        self.demands = demands
        self.offers = offers
    }
}

/// The demand of one open incident.
package struct DemandRow: Sendable, Equatable, Codable {
    package var incident: Int64
    package var code: String
    package var event: String
    /// The source's demand id; empty: the officer opened the incident, by telephone.
    package var demand: String
    package var source: String
    /// Who asked, for officers.
    package var requestedBy: String?
    /// By an authenticated source, or dialled back.
    package var verified: Bool
    package var required: Int
    package var promised: Int
    package var present: Int
    package var neededBy: Moment
    /// `met`, `partly_met` or `cancelled`; nil: it stands.
    package var end: String?
    package var endWords: Words?
    /// Gaps, by site.
    package var gaps: [GapRow]

    package init(
        incident: Int64, code: String, event: String, demand: String, source: String,
        requestedBy: String? = nil, verified: Bool, required: Int, promised: Int, present: Int,
        neededBy: Moment, end: String? = nil, endWords: Words? = nil, gaps: [GapRow]
    ) {
        self.incident = incident
        self.code = code
        self.event = event
        self.demand = demand
        self.source = source
        self.requestedBy = requestedBy
        self.verified = verified
        self.required = required
        self.promised = promised
        self.present = present
        self.neededBy = neededBy
        self.end = end
        self.endWords = endWords
        self.gaps = gaps
    }
}

/// People whom nobody has promised, at one site.
package struct GapRow: Sendable, Equatable, Codable {
    package var site: String
    package var name: String
    package var missing: Int

    package init(site: String, name: String, missing: Int) {
        self.site = site
        self.name = name
        self.missing = missing
    }
}

package struct OfferRow: Sendable, Equatable, Codable {
    package var number: Int64
    /// nil for viewers, and once purged.
    package var what: String?
    package var who: String?
    package var site: String?
    package var made: Moment
    package var until: Moment?
    /// `open`, `used` or `over`.
    package var state: String
    package var stateWords: Words

    package init(
        number: Int64, what: String? = nil, who: String? = nil, site: String? = nil, made: Moment,
        until: Moment? = nil, state: String, stateWords: Words
    ) {
        self.number = number
        self.what = what
        self.who = who
        self.site = site
        self.made = made
        self.until = until
        self.state = state
        self.stateWords = stateWords
    }
}

/// `GET /v1/handover`: 交接班单, what the next officer must know.
package struct HandoverView: Sendable, Equatable, Codable {
    package var sequence: Int64
    package var asOf: Moment
    package var duty: DutyView?
    package var posture: PostureView
    package var incidents: [HandoverIncident]
    package var todo: [TodoItem]
    package var gatewaysDown: [String]
    /// Entries of the duty log with a date that is still to come.
    package var followUps: [FollowUpRow]
    /// Handed over and not taken; nil: nothing is.
    package var open: OpenHandover?

    package init(
        sequence: Int64, asOf: Moment, duty: DutyView? = nil, posture: PostureView,
        incidents: [HandoverIncident], todo: [TodoItem], gatewaysDown: [String], followUps: [FollowUpRow],
        open: OpenHandover? = nil
    ) {
        self.sequence = sequence
        self.asOf = asOf
        self.duty = duty
        self.posture = posture
        self.incidents = incidents
        self.todo = todo
        self.gatewaysDown = gatewaysDown
        self.followUps = followUps
        self.open = open
    }
}

package struct HandoverIncident: Sendable, Equatable, Codable {
    package var summary: IncidentSummary
    /// Sites that are stopped, by code.
    package var stopped: [String]
    /// Tools that are out.
    package var toolsOut: Int

    package init(summary: IncidentSummary, stopped: [String], toolsOut: Int) {
        self.summary = summary
        self.stopped = stopped
        self.toolsOut = toolsOut
    }
}

package struct FollowUpRow: Sendable, Equatable, Codable {
    package var number: Int64
    package var due: Moment
    /// nil for viewers, and once purged.
    package var text: String?

    package init(number: Int64, due: Moment, text: String? = nil) {
        self.number = number
        self.due = due
        self.text = text
    }
}

package struct OpenHandover: Sendable, Equatable, Codable {
    package var number: Int64
    package var from: String
    package var at: Moment
    package var todo: Int
    package var unaccounted: Int
    package var note: String?

    package init(
        number: Int64, from: String, at: Moment, todo: Int, unaccounted: Int, note: String? = nil
    ) {
        self.number = number
        self.from = from
        self.at = at
        self.todo = todo
        self.unaccounted = unaccounted
        self.note = note
    }
}
