/// Everything that comes to the engine from outside.
package enum Input: Sendable {
    /// The process is up; attempts found started are now unknown. First input after recovery.
    case cameUp
    case reference(ReferenceChange)
    case gatewaysConfigured([GatewayDescription])
    /// The administrator's files were read again and are in order; the changes among them, all at once.
    case reload([ReferenceChange], Reload, by: Actor)
    /// They were read again and aren't: `words` say what to mend, with file and line.
    case reloadRefused(problems: Int, words: String, by: Actor)
    /// A command that was refused at the door, or is no matter of the engine's, for the log.
    case commandHeard(HeardCommand)
    /// An alert from an authenticated source, with its body for the record.
    case alert(Alert, source: String, raw: String)
    /// A body that an authenticated source sent and nobody could read as an alert.
    case unreadableAlert(source: String, raw: String)
    case command(Command, by: Account)
    /// The gateway can take that many more messages now, beside those it has been told of.
    case gatewayReady(GatewayName, Int)
    case settled(GatewayName, [AttemptOutcome])
    case gatewayDown(GatewayName, reason: String)
    case gatewayUp(GatewayName)
    case receipt(Receipt, gateway: GatewayName)
    case reply(InboundReply, gateway: GatewayName)
    case clockStepped(by: Interval)
    /// Of the store and its disk; by the engine itself or whoever ordered a purge.
    case store(StoreReport, by: Actor)
    /// A deadline has passed; the engine looks at what is due.
    case tick
}

/// New reference data, complete.
package enum ReferenceChange: Sendable {
    case roster(Roster)
    case manual(Manual)
    case sites(SiteBook)
    case rules(RuleBook)
    case rota(Rota)
    /// Its version carries the digest alone; the engine counts it.
    case travelTimes(TravelTable)
    /// Which alert sources are to be heard now and then. Not an edition: decisions depend on it nowhere else.
    case feeds([Feed])
}

/// A person or program that may give commands.
package struct Account: Sendable, Equatable, Codable {
    /// The configured name.
    package var name: String
    package var roles: [AccountRole]
    /// How it proved itself this time, for the log: `uid 1000`, or `token from 10.0.0.5`. nil: nobody asked.
    package var via: String?

    package init(name: String, roles: [AccountRole], via: String? = nil) {
        self.name = name
        self.roles = roles
        self.via = via
    }

    package func may(_ role: AccountRole) -> Bool { roles.contains(role) || roles.contains(.administrator) }
}

package enum AccountRole: String, Sendable, Codable, CaseIterable {
    case viewer, officer, administrator
}

package struct Receipt: Sendable, Equatable {
    /// Our key, when the gateway gives it back.
    package var key: String?
    /// The gateway's reference, when it doesn't.
    package var reference: String?
    package var status: ReceiptStatus

    package init(key: String?, reference: String?, status: ReceiptStatus) {
        self.key = key
        self.reference = reference
        self.status = status
    }
}

package struct InboundReply: Sendable, Equatable {
    /// In E.164.
    package var from: String
    package var text: String
    /// The gateway's id of the message; a second one with the same is a repeat. nil: it gives none.
    package var identifier: String?

    package init(from: String, text: String, identifier: String?) {
        self.from = from
        self.text = text
        self.identifier = identifier
    }
}

/// An entry of the duty log as it is written.
package struct DutyEntry: Sendable, Equatable {
    package var incident: IncidentID?
    package var words: String
    /// Unit, name and phone; empty: the officer's own.
    package var source: String
    /// nil: now.
    package var occurredAt: Instant?
    /// nil: nothing is to follow.
    package var due: Instant?
    /// The number of the entry that this one corrects.
    package var corrects: Int64?

    package init(
        incident: IncidentID?, words: String, source: String = "", occurredAt: Instant? = nil,
        due: Instant? = nil, corrects: Int64? = nil
    ) {
        self.incident = incident
        self.words = words
        self.source = source
        self.occurredAt = occurredAt
        self.due = due
        self.corrects = corrects
    }
}

/// What the officer, or somebody with a token, orders.
package enum Command: Sendable, Equatable {
    /// Opens an incident on the officer's word.
    case open(event: String, demand: Demand, isDrill: Bool)
    case addNeed(incident: IncidentID, DemandedNeed)
    /// Lets a held or waiting incident call people now, and so many of the reserve beyond the ceiling.
    /// - confirmed: The number of people that the officer typed; must equal what would be called.
    case call(incident: IncidentID, reserve: Int, confirmed: Int)
    /// The second person's word for a confirmation.
    case confirm(Int64)
    /// Goes on without the second person, who hasn't answered for five minutes.
    case breakGlass(Int64, reason: String)
    /// Approves once how far waves go: `people` in all, of them `reserve` more of the reserve than so far.
    /// - confirmed: The number of people that the officer typed.
    case approve(incident: IncidentID, Envelope, reserve: Int, confirmed: Int)
    case verifyDemand(IncidentID)
    /// Enters the response level and the event grade, 1 to 4 each; nil leaves what stands.
    case classify(incident: IncidentID, responseLevel: Int?, eventGrade: Int?)
    /// What became of the demand, with the words for the requester.
    case endDemand(IncidentID, DemandEnd, answer: String)
    case offer(what: String, who: String, site: SiteCode?, until: Instant?)
    case changeOffer(Int64, OfferState, site: SiteCode?)
    /// Gives the duty to the next officer.
    case handOver(note: String)
    /// Takes the duty that another officer handed over.
    case takeOver
    /// Enters an answer that came by telephone; `minutes` is how long they say it takes, 1 or more.
    case reply(incident: IncidentID, member: MemberID, ReplyMeaning, minutes: Int?, note: String)
    case arrive(incident: IncidentID, site: SiteCode, members: [MemberID], observedAt: Instant?)
    /// Takes somebody in who came by themselves. The member is of the pool `walkIn`, or of the roster and uncalled.
    case walkIn(incident: IncidentID, site: SiteCode, member: MemberID, observedAt: Instant?)
    /// The leader's total at the site; cross-checked against the names.
    case leaderTotal(incident: IncidentID, site: SiteCode, people: Int)
    /// - observedAt: When it was counted; nil: now.
    case count(
        incident: IncidentID, site: SiteCode, counter: String, added: Int, observedAt: Instant?, note: String)
    /// Corrects a reading by its number, from 1 in the incident: it should have been `added`. The reading stays.
    case fix(incident: IncidentID, reading: Int, added: Int, note: String)
    /// Sends people of the incident to another of its sites; to the need of `playbook` there, nil: to one that
    /// they may take.
    case move(incident: IncidentID, members: [MemberID], site: SiteCode, playbook: PlaybookSlug?)
    /// Calls so many people to relieve others at a site, for its largest need.
    /// - confirmed: The same number, as the officer typed it.
    case relieve(incident: IncidentID, site: SiteCode, people: Int, confirmed: Int)
    /// Lends so many of a tool to a site; a negative number came back.
    case lend(incident: IncidentID, site: SiteCode, tool: String, change: Int)
    /// The call was a mistake: everybody who was told is told so.
    /// - confirmed: The number of people called so far, as the officer typed it.
    case recall(incident: IncidentID, confirmed: Int, note: String)
    /// - site: nil stops every site of the incident.
    case stop(incident: IncidentID?, site: SiteCode?, Hazard, note: String)
    case headcount(incident: IncidentID, site: SiteCode, people: Int)
    case resume(incident: IncidentID, site: SiteCode)
    /// - site: nil stands every site of the incident down.
    case standDown(incident: IncidentID, site: SiteCode?)
    case signOut(incident: IncidentID, members: [MemberID])
    case safe(incident: IncidentID, member: MemberID, vouchedBy: String)
    case close(incident: IncidentID)
    /// Holds the posture by hand, whatever the warnings say; nil: they decide again.
    case hold(Posture?, note: String)
    case drills(DrillCommand)
    case acknowledge(AlarmID)
    /// The person who looked says that the matter is settled.
    case settle(AlarmID)
    case note(incident: IncidentID?, String)
    /// An entry of the duty log with its source, its time and its date.
    case dutyNote(DutyEntry)
    case gates(GateCommand)
}
