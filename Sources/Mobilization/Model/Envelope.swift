/// What the officer approved once, so that waves within it go out by themselves: nobody can type a count every few
/// seconds.
package struct Envelope: Sendable, Equatable, Codable {
    /// People called for the incident in all, 1 or more.
    package var people: Int
    /// Texts of the incident in all; nil: no limit of its own.
    package var texts: Int?
    /// No wave goes out later.
    package var until: Instant

    package init(people: Int, texts: Int?, until: Instant) {
        self.people = people
        self.texts = texts
        self.until = until
    }
}

/// What became of a demand.
package enum DemandEnd: String, Sendable, Codable, CaseIterable {
    case met, partlyMet, cancelled
}

/// Who has what, where and until when: sandbags, boats, meals.
package struct Offer: Sendable, Equatable, Codable {
    /// Counted up from 1.
    package var number: Int64
    /// What is offered, and by whom; personal data, beside the log.
    package var what: TextRef
    package var who: TextRef
    /// The site it is near or at; nil: not said.
    package var site: SiteCode?
    /// nil: until it is taken back.
    package var until: Instant?
    package var madeAt: Instant
    package var state = OfferState.open

    package init(
        number: Int64, what: TextRef, who: TextRef, site: SiteCode?, until: Instant?, madeAt: Instant
    ) {
        self.number = number
        self.what = what
        self.who = who
        self.site = site
        self.until = until
        self.madeAt = madeAt
    }
}

package enum OfferState: String, Sendable, Codable, CaseIterable {
    case open
    /// Taken for a site.
    case used
    case withdrawn
}

/// 交接: one officer gives the duty to the next, who says that they have read what is unfinished.
package struct Handover: Sendable, Equatable, Codable {
    /// Counted up from 1.
    package var number: Int64
    /// The account that gives.
    package var from: String
    package var at: Instant
    /// What the screens don't say; beside the log.
    package var note: TextRef?
    /// Items in the inbox, and people unaccounted for, at that moment.
    package var todo: Int
    package var unaccounted: Int

    package init(number: Int64, from: String, at: Instant, note: TextRef?, todo: Int, unaccounted: Int) {
        self.number = number
        self.from = from
        self.at = at
        self.note = note
        self.todo = todo
        self.unaccounted = unaccounted
    }
}

/// An entry of the duty log (值班日志) with its source, its time and its date. Corrections are new entries.
package struct DutyNote: Sendable, Equatable, Codable {
    /// Counted up from 1.
    package var number: Int64
    package var incident: IncidentID?
    package var text: TextRef
    /// Unit, name and phone of who said it. nil: the officer.
    package var source: TextRef?
    /// When it happened; the event's own time says when it was recorded.
    package var occurredAt: Instant
    /// To be looked at again then. nil: nothing is to follow.
    package var due: Instant?
    /// The entry that this one corrects.
    package var corrects: Int64?

    package init(
        number: Int64, incident: IncidentID?, text: TextRef, source: TextRef?, occurredAt: Instant,
        due: Instant?, corrects: Int64?
    ) {
        self.number = number
        self.incident = incident
        self.text = text
        self.source = source
        self.occurredAt = occurredAt
        self.due = due
        self.corrects = corrects
    }
}
