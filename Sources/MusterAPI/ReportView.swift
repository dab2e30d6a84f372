/// `GET /v1/incidents/{id}/report`.
package struct ReportView: Sendable, Equatable, Codable {
    package var sequence: Int64
    package var asOf: Moment
    package var summary: IncidentSummary
    /// When the source issued the demand; nil: the officer opened the incident.
    package var issued: Moment?
    /// When the first message left; nil: none has.
    package var firstSent: Moment?
    /// 1 to 4; nil: none declared.
    package var responseLevel: Int?
    package var eventGrade: Int?
    /// Calls of the reserve that one officer allowed alone.
    package var allowedAlone: Int?
    /// nil: T+60 is still to come.
    package var atSixty: ReportFigures?
    /// nil: T+180 is still to come.
    package var atOneHundredEighty: ReportFigures?
    package var now: ReportFigures
    /// The hour as it was known when it was over, before later entries.
    package var knownAtSixty: CircleView?
    package var sitesReady: [SiteReadiness]
    /// Texts and calls started to the person who got most, in this incident.
    package var messagesPerPersonMax: Int
    package var messagesSent: Int
    package var messagesDelivered: Int
    package var messagesFailed: Int
    /// Nobody can tell whether these went out.
    package var messagesUnknown: Int
    package var declined: Int
    package var released: Int
    /// Accepted at some time and not known to be safe: the incident can't close over them.
    package var unaccounted: Int
    package var counters: [CounterTotal]
    /// Time between arrival and sign-out, added over all people, in minutes; those still there count up to now.
    package var serviceMinutes: Int

    package init(
        sequence: Int64, asOf: Moment, summary: IncidentSummary, issued: Moment? = nil,
        firstSent: Moment? = nil, responseLevel: Int? = nil, eventGrade: Int? = nil, allowedAlone: Int? = nil,
        atSixty: ReportFigures? = nil,
        atOneHundredEighty: ReportFigures? = nil, now: ReportFigures, knownAtSixty: CircleView? = nil,
        sitesReady: [SiteReadiness], messagesPerPersonMax: Int, messagesSent: Int, messagesDelivered: Int,
        messagesFailed: Int, messagesUnknown: Int, declined: Int, released: Int, unaccounted: Int,
        counters: [CounterTotal], serviceMinutes: Int
    ) {
        self.sequence = sequence
        self.asOf = asOf
        self.summary = summary
        self.issued = issued
        self.firstSent = firstSent
        self.responseLevel = responseLevel
        self.eventGrade = eventGrade
        self.allowedAlone = allowedAlone
        self.atSixty = atSixty
        self.atOneHundredEighty = atOneHundredEighty
        self.now = now
        self.knownAtSixty = knownAtSixty
        self.sitesReady = sitesReady
        self.messagesPerPersonMax = messagesPerPersonMax
        self.messagesSent = messagesSent
        self.messagesDelivered = messagesDelivered
        self.messagesFailed = messagesFailed
        self.messagesUnknown = messagesUnknown
        self.declined = declined
        self.released = released
        self.unaccounted = unaccounted
        self.counters = counters
        self.serviceMinutes = serviceMinutes
    }
}

/// *Established* figures: by when it happened, whenever it was entered.
package struct ReportFigures: Sendable, Equatable, Codable {
    package var at: Moment
    package var required: Int
    package var arrived: Int
    /// `arrived` by `required` in whole percent, rounded down.
    package var percent: Int
    package var sites: Int
    package var sitesReady: Int

    package init(at: Moment, required: Int, arrived: Int, percent: Int, sites: Int, sitesReady: Int) {
        self.at = at
        self.required = required
        self.arrived = arrived
        self.percent = percent
        self.sites = sites
        self.sitesReady = sitesReady
    }
}

package struct SiteReadiness: Sendable, Equatable, Codable {
    package var site: String
    package var name: String
    /// nil: never ready.
    package var ready: Moment?

    package init(site: String, name: String, ready: Moment? = nil) {
        self.site = site
        self.name = name
        self.ready = ready
    }
}
