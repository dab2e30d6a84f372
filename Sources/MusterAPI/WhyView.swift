/// `GET /v1/incidents/{id}/members/{member}/why`: why somebody was called, or wasn't.
package struct WhyView: Sendable, Equatable, Codable {
    /// The incident's four digits.
    package var code: String
    package var asOf: Moment
    package var member: Int64
    /// Masked (王**); empty when the person has left the roster.
    package var name: String
    /// This person's part. nil: passed over, or looked at by no wave.
    package var part: MemberRow?
    /// The wave that the reason is of. nil: there is no reason.
    package var wave: Int?
    /// The reason's code. nil: none is known, and `sentence` says so.
    package var reason: String?
    /// Wave, site, task, role and present stage, or that the person wasn't called.
    package var standing: Words
    package var sentence: Words
    /// Away now, or outside their stated hours now. nil: neither.
    package var availability: Words?

    package init(
        code: String, asOf: Moment, member: Int64, name: String, part: MemberRow? = nil, wave: Int? = nil,
        reason: String? = nil, standing: Words, sentence: Words, availability: Words? = nil
    ) {
        self.code = code
        self.asOf = asOf
        self.member = member
        self.name = name
        self.part = part
        self.wave = wave
        self.reason = reason
        self.standing = standing
        self.sentence = sentence
        self.availability = availability
    }
}
