/// `GET /v1/roster/{member}`, and for officers `?names=full`: one person, and how they came by their level.
package struct MemberView: Sendable, Equatable, Codable {
    package var asOf: Moment
    /// Its level is the one that counts today.
    package var row: RosterRow
    /// The level that the roster names, and its days, `YYYY-MM-DD`. nil: not known.
    package var level: String
    package var levelWords: Words
    package var levelFrom: String?
    package var levelUntil: String?
    /// 可用时段, a span for each day. nil: always available.
    package var hours: String?
    /// The oldest first.
    package var levels: [LevelChangeRow]
    /// Those that aren't over.
    package var absences: [AbsenceRow]

    package init(
        asOf: Moment, row: RosterRow, level: String, levelWords: Words, levelFrom: String? = nil,
        levelUntil: String? = nil, hours: String? = nil, levels: [LevelChangeRow], absences: [AbsenceRow]
    ) {
        self.asOf = asOf
        self.row = row
        self.level = level
        self.levelWords = levelWords
        self.levelFrom = levelFrom
        self.levelUntil = levelUntil
        self.hours = hours
        self.levels = levels
        self.absences = absences
    }
}

/// A change of somebody's level.
package struct LevelChangeRow: Sendable, Equatable, Codable {
    package var member: Int64
    /// Masked.
    package var name: String
    package var old: Words
    package var new: Words
    /// `YYYY-MM-DD`, the first day of the new level.
    package var from: String
    /// Its last day. nil: none is known.
    package var until: String?
    /// Why; for officers only. nil: not said, not allowed, or purged.
    package var reason: String?

    package init(
        member: Int64, name: String, old: Words, new: Words, from: String, until: String? = nil,
        reason: String? = nil
    ) {
        self.member = member
        self.name = name
        self.old = old
        self.new = new
        self.from = from
        self.until = until
        self.reason = reason
    }
}
