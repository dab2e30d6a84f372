/// `GET /v1/todo`: what waits for a person, most dangerous first.
package struct TodoView: Sendable, Equatable, Codable {
    package var sequence: Int64
    package var asOf: Moment
    package var items: [TodoItem]

    package init(sequence: Int64, asOf: Moment, items: [TodoItem]) {
        self.sequence = sequence
        self.asOf = asOf
        self.items = items
    }
}

/// One row of the inbox (待办).
package struct TodoItem: Sendable, Equatable, Codable {
    /// For `/v1/todo/{id}/acknowledge` and `/v1/todo/{id}/settle`.
    package var id: Int64
    /// `help`, `headcount_missing`, `headcount_mismatch`, `member_missing`, `home_overdue`, `dispatch_held`,
    /// `dispatch_awaits_officer`, `reserve_needed`, `confirmation_needed`, `leader_not_reached`, `gateway_down`,
    /// `reply_unclear`, `outcome_unknown`, `number_failed` or `alert_unmatched`.
    package var kind: String
    /// Red until a person settles it.
    package var urgent: Bool
    package var incident: Int64?
    package var code: String?
    package var site: String?
    /// The masked name.
    package var member: String?
    package var memberId: Int64?
    package var gateway: String?
    /// People that it is about.
    package var count: Int?
    /// For `POST /v1/confirmations`, where `kind` is `confirmation_needed`.
    package var confirmation: Int64?
    /// Words that somebody wrote, such as an unclear reply; for officers only. nil: none, not allowed, or purged.
    package var text: String?
    /// The person's phone and emergency contact, for officers only, where somebody must be found. nil else.
    package var contact: String?
    package var raised: Moment
    /// Who was woken: `officer`, `leader_in_charge`, `director`.
    package var woken: [String]
    package var acknowledged: Moment?
    /// What it is and what to do.
    package var sentence: Words

    package init(
        id: Int64, kind: String, urgent: Bool, incident: Int64? = nil, code: String? = nil,
        site: String? = nil, member: String? = nil, memberId: Int64? = nil, gateway: String? = nil,
        count: Int? = nil, confirmation: Int64? = nil, text: String? = nil, contact: String? = nil,
        raised: Moment, woken: [String], acknowledged: Moment? = nil, sentence: Words
    ) {
        self.contact = contact
        self.id = id
        self.kind = kind
        self.urgent = urgent
        self.incident = incident
        self.code = code
        self.site = site
        self.member = member
        self.memberId = memberId
        self.gateway = gateway
        self.count = count
        self.confirmation = confirmation
        self.text = text
        self.raised = raised
        self.woken = woken
        self.acknowledged = acknowledged
        self.sentence = sentence
    }
}
