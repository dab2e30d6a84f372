/// What is known of people beside the roster, in the order in which it became known.
package struct GateState: Sendable, Equatable, Codable {
    /// Those that aren't over. One that is over leaves when the next is entered.
    package internal(set) var absences = Ordered<AbsenceID, Absence>()
    var nextAbsence: Int64 = 1

    package init() {}
}

/// Gates that the officer opened for one incident.
package struct IncidentGates: Sendable, Equatable, Codable {
    /// Since then people are called outside their stated hours, too. nil: not.
    package var hoursOpenedAt: Instant?

    package init() {}
}

extension Incident {
    package internal(set) var gates: IncidentGates {
        get { openedGates ?? IncidentGates() }
        set { openedGates = newValue }
    }
}

extension State {
    mutating func applyGates(_ fact: GateFact, at instant: Instant) {
        if let text = fact.text { next.text = max(next.text, text.number + 1) }
        switch fact {
        case .absenceEntered(let absence):
            gates.absences.removeAll { $1.until <= instant }
            gates.absences[absence.id] = absence
            gates.nextAbsence = max(gates.nextAbsence, absence.id.number + 1)
        case .absenceEnded(let id, _): gates.absences[id] = nil
        case .hoursOpened(let id): incidents.update(id) { $0.gates.hoursOpenedAt = instant }
        }
    }
}
