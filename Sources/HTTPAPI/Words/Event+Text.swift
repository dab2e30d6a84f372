import Mobilization

extension Event {
    /// What somebody wrote on this occasion.
    var text: TextRef? {
        switch self {
        case .replyCame(_, _, let text, _, _): text
        case .noteWritten(_, let text): text
        case .counterReported(_, _, let note): note
        case .siteStopped(_, _, _, let note): note
        case .callRecalled(_, let note): note
        case .postureHeld(_, let note): note
        case .glassBroken(_, let note): note
        case .demandEnded(_, _, let note): note
        case .offerMade(let offer): offer.what
        case .dutyHandedOver(let handover): handover.note
        case .dutyNoted(let note): note.text
        case .alarmRaised(let alarm): alarm.text
        case .gates(let fact): fact.text
        default: nil
        }
    }
}
