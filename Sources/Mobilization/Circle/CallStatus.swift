/// What became of the call-outs of one incident, as far as the forecast must know.
struct CallStatus {
    enum Progress {
        /// Waits for a gateway.
        case queued
        /// A gateway took it, or may have.
        case left
        /// Reached nobody, and nothing more is planned.
        case failed
    }

    /// Only ever looked up, never walked.
    private var progress: [MemberID: Progress] = [:]
    private var gateways: [MemberID: GatewayName] = [:]
    /// Gateways that are down, or took many texts and gave no receipt for any: their people share a fate.
    private(set) var doubtful: [GatewayName] = []

    /// A gateway with fewer texts than this may just have none that is confirmed yet.
    private static let fewestForDoubt = 20
    private static let patienceForReceipts: Interval = .minutes(3)

    init(_ incident: Incident, state: State, now: Instant) {
        var unconfirmed = [Int](repeating: 0, count: state.gateways.count)
        var confirmed = unconfirmed
        progress.reserveCapacity(incident.callouts.count)
        for place in state.attempts.values.indices where state.attempts.values[place].incident == incident.id
        {
            let attempt = state.attempts.values[place]
            guard (Urgency.leader...Urgency.callout).contains(attempt.urgency),
                case .member(let member) = attempt.recipient
            else { continue }
            note(attempt, member)
            guard let name = attempt.gateway,
                let gateway = state.gateways.firstIndex(where: { $0.description.name == name })
            else { continue }
            if attempt.state == .delivered { confirmed[gateway] += 1 }
            if attempt.state == .sent, now - attempt.plannedAt >= Self.patienceForReceipts {
                unconfirmed[gateway] += 1
            }
        }
        for (place, gateway) in state.gateways.enumerated() {
            let isMute = confirmed[place] == 0 && unconfirmed[place] >= Self.fewestForDoubt
            if !gateway.isUp || isMute { doubtful.append(gateway.description.name) }
        }
    }

    /// The best of a person's attempts counts.
    private mutating func note(_ attempt: Attempt, _ member: MemberID) {
        switch attempt.state {
        case .started, .sent, .delivered, .unknown:
            progress[member] = .left
            gateways[member] = attempt.gateway
        case .planned: if progress[member] != .left { progress[member] = .queued }
        case .failed, .expired: if progress[member] == nil { progress[member] = .failed }
        case .superseded: break
        }
    }

    /// nil: nothing is known of a call, as for somebody who was rung by hand.
    func progress(of member: MemberID) -> Progress? { progress[member] }

    func wentThroughDoubtful(_ member: MemberID) -> Bool {
        guard !doubtful.isEmpty, let gateway = gateways[member] else { return false }
        return doubtful.contains(gateway)
    }
}
