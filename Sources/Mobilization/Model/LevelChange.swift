/// A new edition of the roster gave a member another level.
package struct LevelChange: Sendable, Equatable, Codable {
    package var member: MemberID
    package var old: Level
    package var new: Level
    /// The first day of the new level: as the roster says, else the day on which the edition came into force.
    package var from: CalendarDay
    /// Its last day. nil: none is known.
    package var until: CalendarDay?
    /// Why, as the roster says it. nil: it doesn't.
    package var reason: TextRef?

    package init(
        member: MemberID, old: Level, new: Level, from: CalendarDay, until: CalendarDay? = nil,
        reason: TextRef? = nil
    ) {
        self.member = member
        self.old = old
        self.new = new
        self.from = from
        self.until = until
        self.reason = reason
    }
}

extension Member {
    /// The level that counts on that day: before its first and after its last day, the one below it.
    ///
    /// Without days a level always counts: whoever wrote it down meant it.
    package func level(on today: CalendarDay) -> Level {
        let hasBegun = levelFrom.map { $0 <= today } ?? true
        let isOver = levelUntil.map { $0 < today } ?? false
        return hasBegun && !isOver ? level : Level(rawValue: level.rawValue - 1) ?? .basic
    }
}
