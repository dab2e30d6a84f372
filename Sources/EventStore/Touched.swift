import Mobilization

/// Which rows of the read tables some facts change.
struct Touched: Equatable {
    struct Place: Hashable {
        var incident: IncidentID
        var site: SiteCode
    }

    struct Part: Hashable {
        var incident: IncidentID
        var member: MemberID
    }

    var incidents: Set<IncidentID> = []
    /// Incidents whose list of needs changed.
    var needs: Set<IncidentID> = []
    var sites: Set<Place> = []
    var musters: Set<Part> = []
    var alarms: Set<AlarmID> = []

    init() {}

    init(_ facts: some Sequence<Fact>) {
        for fact in facts { add(fact.event) }
    }

    mutating func add(_ event: Event) {
        switch event {
        case .incidentOpened(let incident):
            incidents.insert(incident.id)
            needs.insert(incident.id)
            for site in incident.sites.keys { sites.insert(Place(incident: incident.id, site: site)) }
            for member in incident.callouts.keys {
                musters.insert(Part(incident: incident.id, member: member))
            }
        case .needRevised(let id, _, _), .reliefAsked(let id, _, _):
            incidents.insert(id)
            needs.insert(id)
        case .needAdded(let id, let need):
            incidents.insert(id)
            needs.insert(id)
            sites.insert(Place(incident: id, site: need.site))
        case .dispatchChanged(let id, _), .deadlineMoved(let id, _), .reserveAllowed(let id, _),
            .circleFrozen(let id, _), .callRecalled(let id, _),
            .envelopeApproved(let id, _), .incidentClassified(let id, _, _), .demandVerified(let id),
            .demandEnded(let id, _, _):
            incidents.insert(id)
        case .waveSent(let id, _, let wave):
            incidents.insert(id)
            for person in wave.people { musters.insert(Part(incident: id, member: person.member)) }
        case .stageReached, .memberPlaced, .arrivalClaimed, .arrivalStated, .leaderReported, .siteStopped,
            .headcountReported,
            .siteResumed, .siteReady, .siteStoodDown:
            addScene(event)
        case .alarmRaised(let alarm): alarms.insert(alarm.id)
        case .dutyWoken(let id, _), .alarmAcknowledged(let id): alarms.insert(id)
        // Written from the fact itself, or no part of the read tables. No `default`: a new event is a decision.
        case .storeFounded, .referenceAdopted, .gatewaysConfigured, .gatewayWentDown, .gatewayCameUp,
            .clockStepped, .alertReceived, .postureSet, .warningEnded, .postureHeld, .standbyAsked,
            .standbyAnswered, .standbyEnded, .incidentClosed, .attemptsPlanned, .attemptsStarted,
            .attemptsSettled, .attemptsDropped, .receiptCame, .outcomesLost, .outcomesGivenUp, .replyCame,
            .questionAsked, .counterReported, .toolsMoved, .alarmClosed, .confirmationAsked,
            .confirmationGiven, .glassBroken,
            .offerMade, .offerChanged, .dutyHandedOver, .dutyTaken, .dutyNoted, .followUpDue, .textsPurged,
            .recordsPurged, .noteWritten, .access:
            break
        case .gates(let fact): addGates(fact)
        case .drills(let fact): if let id = fact.incident { incidents.insert(id) }
        }
    }

    private mutating func addGates(_ fact: GateFact) {
        switch fact {
        case .absenceEntered, .absenceEnded, .levelsChanged: break
        case .hoursOpened(let id), .actingLeadersCalled(let id, _), .actingLeadersAllowed(let id),
            .leaderShared(let id, _, _), .coverEntered(let id, _):
            incidents.insert(id)
        case .leaderNamed(let id, _, let callout, let replaced):
            for member in [callout.member] + replaced { musters.insert(Part(incident: id, member: member)) }
        }
    }

    private mutating func addScene(_ event: Event) {
        switch event {
        case .stageReached(let id, let members, _, _):
            for member in members { musters.insert(Part(incident: id, member: member)) }
        case .memberPlaced(let id, let callout): musters.insert(Part(incident: id, member: callout.member))
        case .arrivalClaimed(let id, let member), .arrivalStated(let id, let member, _):
            musters.insert(Part(incident: id, member: member))
        case .leaderReported(let id, let site, _), .siteStopped(let id, let site, _, _),
            .headcountReported(let id, let site, _), .siteResumed(let id, let site),
            .siteReady(let id, let site),
            .siteStoodDown(let id, let site):
            sites.insert(Place(incident: id, site: site))
        default: break
        }
    }
}
