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
        case .alarmRaised(let alarm): alarm.text
        default: nil
        }
    }
}
