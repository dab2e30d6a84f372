/// What the shell found out about the store and the disk under it.
package enum StoreReport: Sendable, Equatable {
    /// A write or a flush failed, or the check of the file found damage: what the disk holds is not to be trusted.
    case failed
    /// Less is free than a large incident takes.
    case spaceLow(megabytes: Int)
    /// There is room again.
    case spaceEnough
    /// It is time to forget.
    case purge(PurgePlan)
}

/// What the retention in the configuration no longer allows to be kept.
package struct PurgePlan: Sendable, Equatable {
    /// Texts by number; those that somebody still waits for are left out by the engine.
    package var texts: [Int64]
    /// Names and phones of people who left the roster before then go. nil: none.
    package var membersLeftBefore: Instant?
    /// Events up to this number go. nil: none.
    package var eventsThrough: Int64?

    package init(texts: [Int64] = [], membersLeftBefore: Instant? = nil, eventsThrough: Int64? = nil) {
        self.texts = texts
        self.membersLeftBefore = membersLeftBefore
        self.eventsThrough = eventsThrough
    }
}

/// What was forgotten, for whoever asks later; the actor of the event says by whom.
package struct PurgeRecord: Sendable, Equatable, Codable {
    /// Names and phones of people who left before then. nil: none were looked for.
    package var membersLeftBefore: Instant?
    /// Events up to this number, behind an anchor of the chain. nil: none.
    package var eventsThrough: Int64?

    package init(membersLeftBefore: Instant?, eventsThrough: Int64?) {
        self.membersLeftBefore = membersLeftBefore
        self.eventsThrough = eventsThrough
    }
}
