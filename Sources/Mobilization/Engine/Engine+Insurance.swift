/// Insurance: cover for one incident, and telling in time whose own insurance ends.
extension Engine {
    /// Opens the insurance gate of one incident for the reserve and for walk-ins; the pioneers have their own.
    mutating func enterCover(
        _ policy: String, until: CalendarDay, of incident: Incident, by account: Account
    ) throws(Refusal) -> Done {
        guard until >= localNow.day else { throw .timeNotAhead(now) }
        let cover = IncidentCover(until: until, policy: keepNote(policy), enteredBy: account.name)
        record(.gates(.coverEntered(incident.id, cover)), by: .officer(account.name))
        // People whom only the insurance kept away may be called at once.
        sendWave(incident.id)
        return Done(incident: incident.id, code: incident.code)
    }

    // MARK: - Insurance that ends

    /// Days before the last day of an insurance on which somebody is told.
    static let daysOfNotice: [Int64] = [30, 7, 1]
    /// By the centre's clock: at night nobody can renew anything.
    private static let hourOfNotice = 8

    /// One inbox item a day for everybody whose insurance ends in 30, 7 or 1 days: yesterday's makes room for it.
    ///
    /// On a day on which the daemon doesn't run nobody is told; the next of the three notices stands in for it.
    mutating func watchInsurance() {
        let local = localNow
        guard local.hour >= Self.hourOfNotice, insuranceLookedOn != local.day else { return }
        insuranceLookedOn = local.day
        let told = state.gates.insuranceToldAt.map { reference.settings.zone.local($0).day }
        if told == local.day { return }
        let days = Self.daysOfNotice.map { CalendarDay(daysSince1970: local.day.daysSince1970 + $0) }
        let people = reference.roster.members.count { $0.insuredUntil.map(days.contains) ?? false }
        closeAlarms { $0.kind == .insuranceEnding }
        if people > 0 { raise(.insuranceEnding, count: people) }
    }

    /// When the next look is due. nil while there is no roster to look at.
    var nextInsuranceLook: Instant? {
        guard reference.roster.version != .none else { return nil }
        let local = localNow
        let sinceMidnight = Interval.seconds(Int64(local.hour * 3600 + local.minute * 60 + local.second))
        let today = now - sinceMidnight + .hours(Int64(Self.hourOfNotice))
        if now < today { return today }
        return insuranceLookedOn == local.day ? today + .hours(24) : now
    }
}

/// An insurance for everybody of one incident who isn't of the committed team.
package struct IncidentCover: Sendable, Equatable, Codable {
    /// The last day.
    package var until: CalendarDay
    /// The number of the policy, kept beside the log.
    package var policy: TextRef
    /// The configured name of the account.
    package var enteredBy: String

    package init(until: CalendarDay, policy: TextRef, enteredBy: String) {
        self.until = until
        self.policy = policy
        self.enteredBy = enteredBy
    }
}

extension Settings {
    /// Whether an insurance of the incident covers people of this pool, whatever the roster says of their own.
    package func covers(_ pool: Pool, in incident: Incident, on today: CalendarDay) -> Bool {
        if incidentCover { return true }
        guard pool != .pioneer, let cover = incident.gates.cover else { return false }
        return today <= cover.until
    }
}
