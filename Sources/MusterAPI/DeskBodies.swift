/// `POST /v1/confirmations/{id}/break`: goes on without the second person after five minutes.
package struct BreakGlassBody: Sendable, Equatable, Codable {
    /// Kept with the report; the director is told at once.
    package var reason: String

    package init(reason: String) {
        self.reason = reason
    }
}

/// `POST /v1/incidents/{id}/envelope`: how far waves go by themselves.
package struct EnvelopeBody: Sendable, Equatable, Codable {
    /// People called for the incident in all, 1 or more.
    package var people: Int
    /// Reserve people more than so far; beyond the ceiling a second person must confirm. Default 0.
    package var reserve: Int?
    /// Texts of the incident in all. nil: no limit of its own.
    package var texts: Int?
    /// RFC 3339; no wave goes out later.
    package var until: String
    /// The number of people that the officer typed; must equal `people`.
    package var confirmed: Int

    package init(people: Int, reserve: Int? = nil, texts: Int? = nil, until: String, confirmed: Int) {
        self.people = people
        self.reserve = reserve
        self.texts = texts
        self.until = until
        self.confirmed = confirmed
    }
}

/// `POST /v1/incidents/{id}/demand`: what became of the demand.
package struct DemandEndBody: Sendable, Equatable, Codable {
    /// `met`, `partly_met` or `cancelled`.
    package var end: String
    /// What the requester is told, and why.
    package var answer: String

    package init(end: String, answer: String) {
        self.end = end
        self.answer = answer
    }
}

/// `POST /v1/incidents/{id}/classification`: what the authorities declared; 1 is the gravest, 4 the least.
package struct ClassificationBody: Sendable, Equatable, Codable {
    /// 响应级别. nil leaves what stands.
    package var responseLevel: Int?
    /// 事件等级. nil leaves what stands.
    package var eventGrade: Int?

    package init(responseLevel: Int? = nil, eventGrade: Int? = nil) {
        self.responseLevel = responseLevel
        self.eventGrade = eventGrade
    }
}

/// `POST /v1/offers`: who has what, where and until when.
package struct OfferBody: Sendable, Equatable, Codable {
    package var what: String
    package var who: String
    package var site: String?
    /// RFC 3339. nil: until it is taken back.
    package var until: String?

    package init(what: String, who: String, site: String? = nil, until: String? = nil) {
        self.what = what
        self.who = who
        self.site = site
        self.until = until
    }
}

/// `POST /v1/offers/{id}`: an offer is used, or taken back.
package struct OfferChangeBody: Sendable, Equatable, Codable {
    /// `used` or `withdrawn`.
    package var state: String
    /// Where it is used.
    package var site: String?

    package init(state: String, site: String? = nil) {
        self.state = state
        self.site = site
    }
}

/// `POST /v1/handovers` and `POST /v1/handovers/take`.
package struct HandoverBody: Sendable, Equatable, Codable {
    /// What the screens don't say.
    package var note: String?

    package init(note: String? = nil) {
        self.note = note
    }
}

/// `POST /v1/dutylog`: an entry with its source, its time and its date.
package struct DutyEntryBody: Sendable, Equatable, Codable {
    package var text: String
    /// An incident's number or four digits. nil: outside any.
    package var incident: String?
    /// Unit, name and phone of who said it.
    package var from: String?
    /// RFC 3339, when it happened. nil: now.
    package var at: String?
    /// RFC 3339, when to look at it again.
    package var due: String?
    /// The number of the entry that this one corrects.
    package var corrects: Int64?

    package init(
        text: String, incident: String? = nil, from: String? = nil, at: String? = nil, due: String? = nil,
        corrects: Int64? = nil
    ) {
        self.text = text
        self.incident = incident
        self.from = from
        self.at = at
        self.due = due
        self.corrects = corrects
    }
}
