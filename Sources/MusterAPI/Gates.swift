/// `GET /v1/absences`, and for officers `?names=full`.
package struct AbsencesView: Sendable, Equatable, Codable {
    package var sequence: Int64
    package var asOf: Moment
    /// Those that aren't over, the one that ends first at the head.
    package var absences: [AbsenceRow]

    package init(sequence: Int64, asOf: Moment, absences: [AbsenceRow]) {
        self.sequence = sequence
        self.asOf = asOf
        self.absences = absences
    }
}

package struct AbsenceRow: Sendable, Equatable, Codable {
    /// For `/v1/absences/{id}/end`.
    package var id: Int64
    package var member: Int64
    /// Masked unless full names were asked for; empty when the person has left the roster.
    package var name: String
    package var from: Moment
    package var until: Moment
    /// Away at this moment; else the absence is still to come.
    package var now: Bool
    /// The person texted it.
    package var byText: Bool
    package var entered: Moment
    /// The reason; for officers only. nil: none, not allowed, or purged.
    package var text: String?

    package init(
        id: Int64, member: Int64, name: String, from: Moment, until: Moment, now: Bool, byText: Bool,
        entered: Moment, text: String? = nil
    ) {
        self.id = id
        self.member = member
        self.name = name
        self.from = from
        self.until = until
        self.now = now
        self.byText = byText
        self.entered = entered
        self.text = text
    }
}

/// `POST /v1/absences`: somebody is away.
package struct AbsenceBody: Sendable, Equatable, Codable {
    /// A name that only one member has, or a member's number.
    package var member: String
    /// RFC 3339. nil: from now on.
    package var from: String?
    /// RFC 3339, exclusive.
    package var until: String
    package var note: String?

    package init(member: String, from: String? = nil, until: String, note: String? = nil) {
        self.member = member
        self.from = from
        self.until = until
        self.note = note
    }
}

/// `POST /v1/incidents/{id}/hours`: calls people outside their stated hours, too.
package struct AllHoursBody: Sendable, Equatable, Codable {
    /// The count that the officer typed. Must equal what would be called, else 409 with the right count.
    package var confirmed: Int

    package init(confirmed: Int) {
        self.confirmed = confirmed
    }
}

/// `POST /v1/incidents/{id}/cover`: an insurance for this incident's reserve and walk-ins.
package struct CoverBody: Sendable, Equatable, Codable {
    /// The policy's number, kept beside the log; 1 to 60 characters.
    package var policy: String
    /// `YYYY-MM-DD`, the last day.
    package var until: String

    package init(policy: String, until: String) {
        self.policy = policy
        self.until = until
    }
}

/// The cover of an incident.
package struct CoverView: Sendable, Equatable, Codable {
    /// `YYYY-MM-DD`, the last day.
    package var until: String
    /// The account that entered it.
    package var enteredBy: String
    /// The policy's number; for officers only. nil: not allowed, or purged.
    package var policy: String?

    package init(until: String, enteredBy: String, policy: String? = nil) {
        self.until = until
        self.enteredBy = enteredBy
        self.policy = policy
    }
}
