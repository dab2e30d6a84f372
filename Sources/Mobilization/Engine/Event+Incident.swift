extension Event {
    /// The incident that this fact belongs to; nil for facts about the surroundings and for outcomes, which
    /// mix messages of several incidents.
    package var incident: IncidentID? {
        switch self {
        case .incidentOpened(let incident): incident.id
        case .alertReceived(let record): record.incident
        case .needRevised(let id, _, _), .needAdded(let id, _), .reliefAsked(let id, _, _),
            .dispatchChanged(let id, _),
            .deadlineMoved(let id, _),
            .reserveAllowed(let id, _), .waveSent(let id, _, _), .circleFrozen(let id, _),
            .incidentClosed(let id),
            .stageReached(let id, _, _, _), .questionAsked(let id, _, _), .memberPlaced(let id, _),
            .arrivalClaimed(let id, _), .arrivalStated(let id, _, _), .leaderReported(let id, _, _),
            .counterReported(let id, _, _),
            .siteStopped(let id, _, _, _), .headcountReported(let id, _, _), .siteResumed(let id, _),
            .siteReady(let id, _), .siteStoodDown(let id, _), .callRecalled(let id, _),
            .envelopeApproved(let id, _), .incidentClassified(let id, _, _), .demandVerified(let id),
            .demandEnded(let id, _, _),
            .toolsMoved(let id, _, _, _):
            id
        case .noteWritten(let id, _): id
        case .dutyNoted(let note): note.incident
        case .gates(let fact): fact.incident
        case .drills(let fact): fact.incident
        case .attemptsPlanned(let planned): planned.incident
        case .alarmRaised(let alarm): alarm.incident
        case .confirmationAsked(let confirmation): confirmation.incident
        case .storeFounded, .referenceAdopted, .gatewaysConfigured, .gatewayWentDown, .gatewayCameUp,
            .clockStepped,
            .postureSet, .warningEnded, .postureHeld, .standbyAsked, .standbyAnswered, .standbyEnded,
            .attemptsStarted, .attemptsSettled, .attemptsDropped, .receiptCame, .outcomesLost,
            .outcomesGivenUp, .replyCame, .dutyWoken, .alarmAcknowledged, .alarmClosed, .confirmationGiven,
            .glassBroken,
            .offerMade, .offerChanged, .dutyHandedOver, .dutyTaken, .followUpDue, .textsPurged,
            .recordsPurged, .access:
            nil
        }
    }
}
