/// 请假: a person can't be called in this time.
package struct Absence: Sendable, Equatable, Codable {
    package var id: AbsenceID
    package var member: MemberID
    package var from: Instant
    /// Exclusive, after `from`.
    package var until: Instant
    /// The reason as it was given; nil: none was.
    package var note: TextRef?
    /// The person texted it; else an officer entered it.
    package var isByText: Bool
    package var enteredAt: Instant

    package init(
        id: AbsenceID, member: MemberID, from: Instant, until: Instant, note: TextRef?, isByText: Bool,
        enteredAt: Instant
    ) {
        self.id = id
        self.member = member
        self.from = from
        self.until = until
        self.note = note
        self.isByText = isByText
        self.enteredAt = enteredAt
    }

    package func holds(at instant: Instant) -> Bool { from <= instant && instant < until }
}

/// Counted up from 1 for the life of the store.
package typealias AbsenceID = Identifier<Absence>
