/// A fact that opens or closes a gate: who may be called, for what, and who leads.
///
/// Stored within `Event.gates`; a stored case is never changed.
package enum GateFact: Sendable, Equatable, Codable {
    case absenceEntered(Absence)
    /// The person is back before the time, or never was away.
    case absenceEnded(AbsenceID, MemberID)
    /// People may be called for this incident outside their stated hours, too.
    case hoursOpened(IncidentID)
    /// People of middle level were called to lead; they don't count as leaders before the officer's word.
    case actingLeadersCalled(IncidentID, PackedNumbers)
    /// Acting leaders of this incident count, those of later waves, too.
    case actingLeadersAllowed(IncidentID)
    /// The officer named a site's leader: their call-out as it stands now. Those who were to lead before work there from now on.
    case leaderNamed(IncidentID, SiteCode, Callout, replaced: [MemberID])
    /// The first site is led by the leader of the second.
    case leaderShared(IncidentID, SiteCode, with: SiteCode)
    /// An insurance covers the incident's people beside the committed team. A later one takes the place of the first.
    case coverEntered(IncidentID, IncidentCover)
    /// All that one edition of the roster changed: it may be thousands.
    case levelsChanged([LevelChange])

    /// nil: it holds for every incident.
    package var incident: IncidentID? {
        switch self {
        case .absenceEntered, .absenceEnded, .levelsChanged: nil
        case .hoursOpened(let id), .actingLeadersCalled(let id, _), .actingLeadersAllowed(let id),
            .leaderNamed(let id, _, _, _), .leaderShared(let id, _, _),
            .coverEntered(let id, _):
            id
        }
    }

    /// Every text that it refers to.
    package var texts: [TextRef] {
        if case .levelsChanged(let changes) = self { return changes.compactMap(\.reason) }
        return text.map { [$0] } ?? []
    }

    /// What somebody wrote on this occasion, where it is one text.
    package var text: TextRef? {
        switch self {
        case .absenceEntered(let absence): absence.note
        case .coverEntered(_, let cover): cover.policy
        case .absenceEnded, .hoursOpened, .actingLeadersCalled, .actingLeadersAllowed, .leaderNamed,
            .leaderShared, .levelsChanged:
            nil
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
    /// The officer's word that people of middle level may lead in this incident.
    case allowActing(incident: IncidentID)
    case nameLeader(incident: IncidentID, site: SiteCode, MemberID)
    /// The first site is to be led by the leader of the second.
    case shareLeader(incident: IncidentID, site: SiteCode, with: SiteCode)
    /// - until: The last day.
    case enterCover(incident: IncidentID, policy: String, until: CalendarDay)
}
