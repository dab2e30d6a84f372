/// A fact that opens or closes a gate: who may be called, for what, and who leads.
///
/// Stored within `Event.gates`; a stored case is never changed.
package enum GateFact: Sendable, Equatable, Codable {
    case absenceEntered(Absence)
    /// The person is back before the time, or never was away.
    case absenceEnded(AbsenceID, MemberID)
    /// People may be called for this incident outside their stated hours, too.
    case hoursOpened(IncidentID)

    /// nil: it holds for every incident.
    package var incident: IncidentID? {
        switch self {
        case .absenceEntered, .absenceEnded: nil
        case .hoursOpened(let id): id
        }
    }

    /// What somebody wrote on this occasion.
    package var text: TextRef? {
        switch self {
        case .absenceEntered(let absence): absence.note
        case .absenceEnded, .hoursOpened: nil
        }
    }
}

/// What an officer orders about gates.
package enum GateCommand: Sendable, Equatable {
    /// - from: nil: from now on.
    case enterAbsence(MemberID, from: Instant?, until: Instant, note: String)
    case endAbsence(AbsenceID)
    /// Calls people outside their stated hours, too, until the incident closes.
    /// - confirmed: The number of people that the officer typed; must equal what would be called.
    case openHours(incident: IncidentID, confirmed: Int)
}
