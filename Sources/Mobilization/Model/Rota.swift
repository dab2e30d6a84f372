/// Who has the duty, and who is woken when the officer doesn't answer.
package struct Rota: Sendable, Equatable {
    package struct Shift: Sendable, Equatable {
        package var from: Instant
        /// Exclusive.
        package var until: Instant
        /// 值班员
        package var officer: DutyPerson
        /// 带班领导
        package var leaderInCharge: DutyPerson

        package init(from: Instant, until: Instant, officer: DutyPerson, leaderInCharge: DutyPerson) {
            self.from = from
            self.until = until
            self.officer = officer
            self.leaderInCharge = leaderInCharge
        }
    }

    package var version: ReferenceVersion
    package var shifts: [Shift]
    /// The centre's director, the last link of the waking chain. nil: the chain ends with the leader in charge.
    package var director: DutyPerson?

    package init(version: ReferenceVersion, shifts: [Shift], director: DutyPerson?) {
        self.version = version
        self.shifts = shifts
        self.director = director
    }

    package static let empty = Rota(version: .none, shifts: [], director: nil)

    /// The shift on duty, or, in a gap, the one that ended last: somebody is always woken.
    package func shift(at now: Instant) -> Shift? {
        shifts.first { $0.from <= now && now < $0.until }
            ?? shifts.filter { $0.until <= now }.max { $0.until < $1.until }
            ?? shifts.first
    }

    /// Until when somebody has the duty without a gap. nil: nobody has it now.
    package func covered(from now: Instant) -> Instant? {
        var end: Instant?
        while let shift = shifts.first(where: { $0.from <= end ?? now && $0.until > end ?? now }) {
            end = shift.until
        }
        return end
    }
}

package struct DutyPerson: Sendable, Equatable {
    package var name: String
    /// In E.164.
    package var phone: String

    package init(name: String, phone: String) {
        self.name = name
        self.phone = phone
    }
}

/// A link of the waking chain.
package enum DutyRole: String, Sendable, Codable, CaseIterable {
    case officer, leaderInCharge, director
}
