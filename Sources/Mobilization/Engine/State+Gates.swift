/// What is known of people beside the roster, in the order in which it became known.
package struct GateState: Sendable, Equatable, Codable {
    /// Those that aren't over. One that is over leaves when the next is entered.
    package internal(set) var absences = Ordered<AbsenceID, Absence>()
    var nextAbsence: Int64 = 1
    /// How members came by their levels, the newest change of each at the end.
    package internal(set) var levels = Ordered<MemberID, [LevelChange]>()
    /// When the inbox last told of insurance that ends. nil: never.
    var insuranceToldAt: Instant?

    package init() {}
}

/// Gates that the officer opened for one incident.
package struct IncidentGates: Sendable, Equatable, Codable {
    /// Since then people are called outside their stated hours, too. nil: not.
    package var hoursOpenedAt: Instant?
    /// Called to lead though of middle level, in the order of the calls.
    package var acting: [MemberID] = []
    /// Since then they count as leaders. nil: not yet.
    package var actingAllowedAt: Instant?
    /// Whom the officer named, by site.
    package var named = Ordered<SiteCode, MemberID>()
    /// Sites led by the leader of another, with that other.
    package var shared = Ordered<SiteCode, SiteCode>()
    /// nil: everybody needs an insurance of their own.
    package var cover: IncidentCover?

    package init() {}
}

extension Incident {
    package internal(set) var gates: IncidentGates {
        get { openedGates ?? IncidentGates() }
        set { openedGates = newValue }
    }

    fileprivate mutating func nameLeader(
        _ callout: Callout, at site: SiteCode, _ replaced: [MemberID]
    ) {
        for member in replaced { callouts.update(member) { $0.role = .worker } }
        callouts[callout.member] = callout
        gates.named[site] = callout.member
        gates.shared[site] = nil
    }
}

extension State {
    mutating func applyGates(_ fact: GateFact, at instant: Instant) {
        if let last = fact.texts.map(\.number).max() { next.text = max(next.text, last + 1) }
        switch fact {
        case .absenceEntered(let absence):
            gates.absences.removeAll { $1.until <= instant }
            gates.absences[absence.id] = absence
            gates.nextAbsence = max(gates.nextAbsence, absence.id.number + 1)
        case .absenceEnded(let id, _): gates.absences[id] = nil
        case .hoursOpened(let id): incidents.update(id) { $0.gates.hoursOpenedAt = instant }
        case .actingLeadersCalled(let id, let members):
            incidents.update(id) { incident in
                let known = incident.gates.acting
                incident.gates.acting += members.numbers.map { MemberID($0) }.filter { !known.contains($0) }
            }
        case .actingLeadersAllowed(let id): incidents.update(id) { $0.gates.actingAllowedAt = instant }
        case .leaderNamed(let id, let site, let callout, let replaced):
            incidents.update(id) { $0.nameLeader(callout, at: site, replaced) }
        case .levelsChanged(let changes):
            for change in changes {
                let history = (gates.levels[change.member] ?? []) + [change]
                gates.levels[change.member] = Array(history.suffix(Limits.levelsRemembered))
            }
        case .coverEntered(let id, let cover): incidents.update(id) { $0.gates.cover = cover }
        case .leaderShared(let id, let site, let other):
            incidents.update(id) { $0.gates.shared[site] = other }
        }
    }
}
