/// `GET /v1/incidents/{id}/members`, with `?site=`, `?stage=` and, for officers, `?names=full`.
package struct MembersView: Sendable, Equatable, Codable {
    package var sequence: Int64
    package var asOf: Moment
    package var incident: Int64
    package var code: String
    /// False: names are masked and phones left out.
    package var fullNames: Bool
    package var members: [MemberRow]

    package init(
        sequence: Int64, asOf: Moment, incident: Int64, code: String, fullNames: Bool, members: [MemberRow]
    ) {
        self.sequence = sequence
        self.asOf = asOf
        self.incident = incident
        self.code = code
        self.fullNames = fullNames
        self.members = members
    }
}

/// One person's part in an incident.
package struct MemberRow: Sendable, Equatable, Codable {
    /// The member's number, which commands take instead of a name.
    package var member: Int64
    /// Masked (王**) unless full names were asked for; empty when the person has left the roster.
    package var name: String
    /// Only with full names.
    package var phone: String?
    package var site: String
    package var playbook: String
    /// `worker` or `leader`.
    package var role: String
    /// `pioneer` or `reserve`.
    package var pool: String
    /// `called`, `accepted`, `declined`, `released`, `en_route`, `arrived`, `withdrawn`, `returning`, `home`
    /// or `accounted`.
    package var stage: String
    package var stageWords: Words
    package var since: Moment
    package var called: Moment
    /// When the person is expected at the muster point.
    package var expected: Moment
    /// Comes, but after the hour.
    package var late: Bool
    package var answered: Moment?
    /// Wrote 3; nobody has confirmed it while `arrived` is nil.
    package var claimed: Moment?
    package var arrived: Moment?
    package var signedOut: Moment?
    /// When the longest shift of their task ends; nil unless they are at a site.
    package var shiftEnds: Moment?
    /// Counted from 1; 0: a walk-in, or entered by the officer.
    package var wave: Int

    package init(
        member: Int64, name: String, phone: String? = nil, site: String, playbook: String, role: String,
        pool: String, stage: String, stageWords: Words, since: Moment, called: Moment, expected: Moment,
        late: Bool, answered: Moment? = nil, claimed: Moment? = nil, arrived: Moment? = nil,
        signedOut: Moment? = nil, shiftEnds: Moment? = nil, wave: Int
    ) {
        self.shiftEnds = shiftEnds
        self.member = member
        self.name = name
        self.phone = phone
        self.site = site
        self.playbook = playbook
        self.role = role
        self.pool = pool
        self.stage = stage
        self.stageWords = stageWords
        self.since = since
        self.called = called
        self.expected = expected
        self.late = late
        self.answered = answered
        self.claimed = claimed
        self.arrived = arrived
        self.signedOut = signedOut
        self.wave = wave
    }
}
