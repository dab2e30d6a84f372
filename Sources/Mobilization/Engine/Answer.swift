/// What is said to whoever asked, once it is durable.
package enum Answer: Sendable, Equatable, Codable {
    /// - isRepeat: The same alert came before; nothing was created.
    case alert(AlertAnswer, isRepeat: Bool)
    case done(Done)
    case refused(Refusal)
}

package struct AlertAnswer: Sendable, Equatable, Codable {
    package var alert: String
    package var decision: AlertDecision
    package var incident: IncidentID?
    /// The incident's four digits.
    package var code: String?

    package init(alert: String, decision: AlertDecision, incident: IncidentID?, code: String?) {
        self.alert = alert
        self.decision = decision
        self.incident = incident
        self.code = code
    }
}

/// What a command did, in figures.
package struct Done: Sendable, Equatable, Codable {
    package var incident: IncidentID?
    package var code: String?
    /// People concerned: called, arrived, withdrawn ...
    package var people: Int
    /// People called before this command whom the figure doesn't hold; or sites concerned by a stop.
    package var sites: [SiteCode]
    /// Set when a second person must confirm before anything happens.
    package var confirmation: Int64?
    /// The number of what was made: an offer, a hand-over, an entry of the duty log.
    package var number: Int64?

    package init(
        incident: IncidentID? = nil, code: String? = nil, people: Int = 0, sites: [SiteCode] = [],
        confirmation: Int64? = nil, number: Int64? = nil
    ) {
        self.incident = incident
        self.code = code
        self.people = people
        self.sites = sites
        self.confirmation = confirmation
        self.number = number
    }
}

/// Why nothing was done. Each becomes a sentence in the language of whoever asked, and an HTTP status.
package enum Refusal: Error, Sendable, Equatable, Codable {
    case unknownIncident(IncidentID)
    case incidentClosed(IncidentID)
    case unknownSite(String)
    case siteNotInIncident(SiteCode)
    case unknownPlaybook(String)
    case unknownMember(MemberID)
    case memberNotInIncident(MemberID)
    case memberEngagedElsewhere(MemberID, IncidentID)
    case unknownCounter(String, known: [String])
    case headcountOutOfRange(Int)
    case negativeCount(Int)
    case timeInFuture(Instant)
    /// The typed count differs from what would be called.
    case countMismatch(typed: Int, actual: Int)
    case alreadyRunning(IncidentID)
    case nothingToCall(IncidentID)
    case unknownConfirmation(Int64)
    case secondPersonMustDiffer
    case unknownAlarm(AlarmID)
    /// People nobody has accounted for; the incident stays open.
    case peopleUnaccounted(Int)
    case siteNotStopped(SiteCode)
    case notAllowed(needs: AccountRole)
    case tooManyIncidents(Int)
    case drillNeedsGateway
    /// Keys of texts without a filed twin.
    case drillTextsMissing([String])
    case testRunning(since: Instant)
    case wrongStage(MemberID)
    case alreadyRecalled(IncidentID)
    case unknownReading(Int, last: Int)
    /// The site is stopped or stood down: nobody is sent there.
    case siteClosed(SiteCode)
    /// A gate of the task stops this person.
    case gateStops(MemberID, Gate)
    /// More would come back than are out.
    case toolsNotOut(String, out: Int)
    case badToolName(String)
    /// The second person has until then.
    case secondPersonHasTime(until: Instant)
    case reasonNeeded
    /// Response levels and event grades go from 1 to 4.
    case levelOutOfRange(Int)
    case timeInPast(Instant)
    case demandEnded(IncidentID)
    case unknownOffer(Int64)
    case offerNotOpen(Int64)
    case handoverOpen(from: String)
    case nothingHandedOver
    case ownHandover
    case unknownDutyNote(Int64, last: Int64)
    /// The time must lie ahead.
    case timeNotAhead(Instant)
    case unknownAbsence(Int64)
    case tooManyAbsences(Int)
    /// Too far apart for one leader, on foot.
    case sitesTooFar(SiteCode, SiteCode, metres: Int, most: Int)
    /// Nobody has promised to lead there.
    case noLeaderThere(SiteCode)
    /// That site's leader leads another one already.
    case leaderHasTwo(SiteCode)
}
