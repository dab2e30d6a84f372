/// A fact, in the past tense, that is stored for ever and from which the state is rebuilt.
///
/// Events hold ids, codes, numbers and references to texts, never a name, a phone number or words that
/// somebody wrote. A stored case is never changed: a new meaning is a new case.
package enum Event: Sendable, Equatable, Codable {
    /// The store began its life. The seed feeds every chance and every key of this store.
    case storeFounded(seed: UInt64)
    /// An edition of reference data came into force.
    case referenceAdopted(ReferenceKind, ReferenceVersion)
    /// The gateways this process has, in the order of preference.
    case gatewaysConfigured([GatewayDescription])
    case gatewayWentDown(GatewayName, reason: String)
    case gatewayCameUp(GatewayName)
    /// The wall clock was set; timers follow elapsed time and don't jump.
    case clockStepped(by: Interval)

    case alertReceived(AlertRecord)
    case postureSet(Posture, by: AlertKey)
    /// A warning no longer counts.
    case warningEnded(AlertKey, WarningEnd)
    /// The officer holds the posture by hand; nil: the warnings decide again.
    case postureHeld(Posture?, note: TextRef?)
    /// So many people were asked to stand by.
    case standbyAsked(PackedNumbers, by: AlertKey)
    case standbyAnswered(MemberID, canStandBy: Bool)
    /// Nobody needs to stand by any more.
    case standbyEnded

    case incidentOpened(Incident)
    /// The source changed the figures of a demand.
    case needRevised(IncidentID, NeedID, headcount: Int)
    case needAdded(IncidentID, Need)
    /// So many are to come to relieve people of this need.
    case reliefAsked(IncidentID, NeedID, people: Int)
    case dispatchChanged(IncidentID, DispatchState)
    /// The source changed when the people must be at full strength.
    case deadlineMoved(IncidentID, Instant)
    case reserveAllowed(IncidentID, people: Int)
    case waveSent(IncidentID, wave: Int, Wave)
    case circleFrozen(IncidentID, CircleFigures)
    /// The call was a mistake: everybody who was told is told that it was.
    case callRecalled(IncidentID, note: TextRef?)
    case incidentClosed(IncidentID)
    /// Texts that went with their salts; the log stays whole without them.
    case textsPurged(PackedNumbers)
    /// What else was forgotten because its time was over.
    case recordsPurged(PurgeRecord)

    case attemptsPlanned(PlannedAttempts)
    /// Durable before the first byte leaves.
    case attemptsStarted(GatewayName, PackedNumbers)
    case attemptsSettled(GatewayName, SettledAttempts)
    /// Several attempts left the queue without being sent.
    case attemptsDropped(PackedNumbers, AttemptState)
    case receiptCame(AttemptID, ReceiptStatus)
    /// Attempts found started and without outcome when the process came up.
    case outcomesLost(PackedNumbers)
    /// Nobody can tell any more whether these went out; they stay unknown and are not asked about again.
    case outcomesGivenUp(PackedNumbers)

    /// Somebody wrote to us. `member` is nil when the number is not on the roster.
    /// - identifier: The gateway's id of the message, so that a second delivery is recognised.
    case replyCame(MemberID?, ReplyMeaning, TextRef, gateway: GatewayName, identifier: String?)
    case stageReached(IncidentID, [MemberID], CalloutStage, StageDetail)
    case questionAsked(IncidentID, MemberID, Question)
    /// Somebody was given a place without being called first: a walk-in, or an answer by telephone.
    case memberPlaced(IncidentID, Callout)
    /// Somebody wrote that they are there; the leader's or officer's word makes it an arrival.
    case arrivalClaimed(IncidentID, MemberID)
    /// Said when they will be there.
    case arrivalStated(IncidentID, MemberID, at: Instant)
    case leaderReported(IncidentID, SiteCode, people: Int)
    case counterReported(IncidentID, CounterReading, note: TextRef?)
    /// Tools went out to a site, or came back when `change` is negative.
    case toolsMoved(IncidentID, SiteCode, tool: String, change: Int)
    case siteStopped(IncidentID, SiteCode, Hazard, note: TextRef?)
    case headcountReported(IncidentID, SiteCode, people: Int)
    case siteResumed(IncidentID, SiteCode)
    case siteReady(IncidentID, SiteCode)
    case siteStoodDown(IncidentID, SiteCode)

    case alarmRaised(Alarm)
    case dutyWoken(AlarmID, DutyRole)
    /// Somebody has seen it; nobody else is woken.
    case alarmAcknowledged(AlarmID)
    /// What it was about is over.
    case alarmClosed(AlarmID)
    case confirmationAsked(Confirmation)
    case confirmationGiven(Int64)
    /// One officer alone went on without the second person, for a reason that stands beside the log.
    case glassBroken(Int64, note: TextRef)
    /// How far waves may go by themselves.
    case envelopeApproved(IncidentID, Envelope)
    /// Response level and event grade as the authorities have them; nil: not declared.
    case incidentClassified(IncidentID, responseLevel: Int?, eventGrade: Int?)
    /// The requester's demand by telephone was dialled back and is true.
    case demandVerified(IncidentID)
    /// What became of the demand; the words for the requester stand beside the log.
    case demandEnded(IncidentID, DemandEnd, note: TextRef?)
    case offerMade(Offer)
    case offerChanged(Int64, OfferState, SiteCode?)
    /// The shift's papers were handed over and wait for the next officer's word.
    case dutyHandedOver(Handover)
    case dutyTaken(Int64)
    /// An entry of the duty log with more than its words.
    case dutyNoted(DutyNote)
    /// A matter with a date came due and stands in the inbox now.
    case followUpDue(Int64)
    case noteWritten(IncidentID?, TextRef)
    case gates(GateFact)
    case drills(DrillFact)
    case access(AccessFact)
}

package enum ReferenceKind: String, Sendable, Codable, CaseIterable {
    case roster, manual, sites, rules, rota, travelTimes
}

/// Who did it. Stored with every event.
package enum Actor: Sendable, Hashable, Codable {
    /// The engine, by a rule or a timer.
    case engine
    /// An alert source, by its configured name.
    case source(String)
    /// A person with a role, by the configured name of the account.
    case officer(String)
    case gateway(GatewayName)
    case member(MemberID)
}

/// What is kept of an alert to recognise it again and to show it.
package struct AlertRecord: Sendable, Equatable, Codable {
    package var key: AlertKey
    package var kind: AlertKind
    package var status: AlertStatus
    package var messageType: AlertMessageType
    package var event: String
    package var colour: WarningColour?
    package var issuedAt: Instant
    package var receivedAt: Instant
    package var expiresAt: Instant?
    package var decision: AlertDecision
    package var incident: IncidentID?
    /// The figures of the demand, so that other figures under the same id are seen as a revision.
    package var needs: [DemandedNeed]
    /// When the demand is due; nil for a warning, or when it doesn't say.
    package var neededBy: Instant?
    /// Names or codes of the areas of a warning. nil: it names none.
    package var areas: [String]?
    /// What the rule made of a warning. nil: nothing.
    package var posture: Posture?
    package var notify: NoticeScope?
    /// The body as it came.
    package var raw: TextRef?

    package init(
        key: AlertKey, kind: AlertKind, status: AlertStatus, messageType: AlertMessageType, event: String,
        colour: WarningColour?, issuedAt: Instant, receivedAt: Instant, expiresAt: Instant?,
        decision: AlertDecision, incident: IncidentID?, needs: [DemandedNeed],
        neededBy: Instant? = nil, raw: TextRef?
    ) {
        self.key = key
        self.kind = kind
        self.status = status
        self.messageType = messageType
        self.event = event
        self.colour = colour
        self.issuedAt = issuedAt
        self.receivedAt = receivedAt
        self.expiresAt = expiresAt
        self.decision = decision
        self.incident = incident
        self.needs = needs
        self.neededBy = neededBy
        self.raw = raw
    }
}

package struct AlertKey: Sendable, Hashable, Codable {
    package var source: String
    package var identifier: String

    package init(source: String, identifier: String) {
        self.source = source
        self.identifier = identifier
    }
}

/// Why a warning no longer counts.
package enum WarningEnd: String, Sendable, Codable {
    /// Its time was over.
    case expired
    /// The source took it back.
    case cancelled
    /// A later warning refers to it.
    case superseded
    /// There were too many, and it was the least grave.
    case crowdedOut
}

/// What an alert led to: the word the source reads in the answer.
package enum AlertDecision: String, Sendable, Codable {
    /// Noted; nothing follows, because of its status or because no rule takes it.
    case recorded
    /// The team's posture changed or was confirmed.
    case posture
    /// An incident is open and people are being called.
    case opened
    /// An incident is open; calling begins after the hold unless the officer stops it.
    case held
    /// An incident is open; calling waits for the officer's word.
    case awaitingOfficer
    /// The figures of a running incident were changed.
    case revised
    /// The demand, or the warning, was withdrawn; the officer decides what that means for people on the way.
    case cancelled
}

/// What a change of stage carries beside the stage.
package struct StageDetail: Sendable, Equatable, Codable {
    /// When it happened; the event's own time says when it was recorded.
    package var observedAt: Instant
    package var how: Evidence
    /// Answered 4: comes after the hour.
    package var isLate: Bool

    package init(observedAt: Instant, how: Evidence, isLate: Bool = false) {
        self.observedAt = observedAt
        self.how = how
        self.isLate = isLate
    }
}

/// How a fact about a person is known, the strongest first.
package enum Evidence: String, Sendable, Codable {
    /// The leader named the person.
    case leader
    /// The officer entered it, with a reason.
    case officer
    /// The person wrote it.
    case reply
    /// A time ran out.
    case timer
    /// The place was taken by others: said yes when there was none left.
    case surplus
    /// Hadn't answered when the place was certain to be filled by others. A late yes is still taken elsewhere.
    case spared
    /// The same, and the text hadn't left: as if never called, and may be called for another place.
    case unasked
}

package enum Question: String, Sendable, Codable {
    case reminder, setOut, late, missing, home
    /// A call on the second channel.
    case ring
    /// Nobody answers, not even after the officer was told: the emergency contact.
    case contact
}

/// Something a second person must agree to.
package struct Confirmation: Sendable, Equatable, Codable {
    package var id: Int64
    package var incident: IncidentID
    /// Reserve people to be allowed.
    package var reserve: Int
    package var askedBy: String
    package var askedAt: Instant

    package init(id: Int64, incident: IncidentID, reserve: Int, askedBy: String, askedAt: Instant) {
        self.id = id
        self.incident = incident
        self.reserve = reserve
        self.askedBy = askedBy
        self.askedAt = askedAt
    }
}
