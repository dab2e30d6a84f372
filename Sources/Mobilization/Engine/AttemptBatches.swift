/// Many attempts planned at once, by columns: one event for a whole wave.
///
/// The attempts of a batch share channel, template, urgency, incident and time; ids run on from `firstID`.
package struct PlannedAttempts: Sendable, Equatable, Codable {
    package var firstID: AttemptID
    package var incident: IncidentID?
    package var channel: Channel
    package var template: String
    package var urgency: Urgency
    package var notAfter: Instant
    /// Who gets them: members, in the order of sending. Empty when `duty` is set.
    package var members: PackedNumbers
    /// For waking the officer: one attempt to this link of the chain.
    package var duty: DutyRole?
    /// One text per attempt, by number.
    package var texts: PackedNumbers
    /// The attempt this one repeats, for a batch of one.
    package var repeats: AttemptID?
    /// Gateways not to try first, for a batch of one.
    package var avoid: [GatewayName]

    package init(
        firstID: AttemptID, incident: IncidentID?, channel: Channel, template: String, urgency: Urgency,
        notAfter: Instant, members: PackedNumbers, duty: DutyRole?, texts: PackedNumbers,
        repeats: AttemptID? = nil, avoid: [GatewayName] = []
    ) {
        self.firstID = firstID
        self.incident = incident
        self.channel = channel
        self.template = template
        self.urgency = urgency
        self.notAfter = notAfter
        self.members = members
        self.duty = duty
        self.texts = texts
        self.repeats = repeats
        self.avoid = avoid
    }

    /// The attempts themselves, planned at `now`.
    package func attempts(plannedAt now: Instant) -> [Attempt] {
        let recipients = duty.map { [Recipient.duty($0)] } ?? members.numbers.map { .member(MemberID($0)) }
        return zip(recipients, texts.numbers).enumerated().map { place, pair in
            var attempt = Attempt(
                id: AttemptID(firstID.number + Int64(place)), recipient: pair.0, incident: incident,
                channel: channel, template: template, text: TextRef(pair.1), urgency: urgency, plannedAt: now,
                notAfter: notAfter, state: .planned)
            attempt.repeats = repeats
            attempt.avoid = avoid
            return attempt
        }
    }
}

/// What a gateway said of many attempts at once: the accepted ones by columns, the rest one by one.
package struct SettledAttempts: Sendable, Equatable, Codable {
    package var accepted: PackedNumbers
    /// The gateway's own ids, in the order of `accepted`; empty where it gives none.
    package var references: [String]
    package var others: [Other]

    package struct Other: Sendable, Equatable, Codable {
        package var attempt: AttemptID
        package var outcome: Outcome
        /// Not to be tried before this; nil where it isn't tried again.
        package var notBefore: Instant?

        package init(attempt: AttemptID, outcome: Outcome, notBefore: Instant?) {
            self.attempt = attempt
            self.outcome = outcome
            self.notBefore = notBefore
        }
    }

    package init(accepted: PackedNumbers, references: [String], others: [Other]) {
        self.accepted = accepted
        self.references = references
        self.others = others
    }
}
