/// How the warnings in force and the standby notices change.
extension State {
    mutating func applyStandby(_ fact: Fact) {
        switch fact.event {
        case .warningEnded(let key, _): warnings[key] = nil
        case .postureHeld(let posture, let note):
            postureHeld = posture
            if let note { next.text = max(next.text, note.number + 1) }
        case .standbyAsked(let members, _):
            var asked = standby ?? Standby(since: fact.at)
            for number in members.numbers where asked.answers[MemberID(number)] == nil {
                asked.answers[MemberID(number)] = .asked
            }
            standby = asked
        case .standbyAnswered(let member, let canStandBy):
            standby?.answers[member] = canStandBy ? .can : .cannot
        case .standbyEnded:
            standby = nil
            // Nobody asks after these any more.
            attempts.removeAll { _, attempt in attempt.incident == nil && !attempt.state.isOpen }
        default: break
        }
    }

    /// Warnings in force, one entry a storm, the gravest storm first.
    package var storms: [Storm] { Storm.grouped(warnings.keys.compactMap { alerts[$0] }) }

    /// What the team is held ready for: deployed while an incident calls people for real.
    package var postureNow: Posture {
        let isDeployed = incidents.values.contains { !$0.isDrill && !$0.callouts.isEmpty }
        return isDeployed ? .deployed : posture
    }
}

extension AlertRecord {
    /// A warning for real that was not taken back; whether its time is over is for the engine to look at.
    var isWarningInForce: Bool {
        kind == .warning && status == .actual && (messageType == .alert || messageType == .update)
    }
}
