/// How drills, their records and reachability tests change.
extension State {
    mutating func applyDrills(_ fact: DrillFact, at now: Instant) {
        switch fact {
        case .kindSet(let id, let kind): incidents.update(id) { $0.drillKind = kind }
        case .preempted(let id, let real):
            incidents.update(id) { drill in
                drill.preemptedBy = real
                drill.dispatch = .ended
            }
        case .finished(let record):
            drillRecords.append(record)
            if drillRecords.count > Limits.drillRecords { drillRecords.removeFirst() }
        case .testStarted(let members):
            var test = ReachabilityTest(startedAt: now)
            for number in members.numbers { test.answers[MemberID(number)] = 0 }
            reachability = test
        case .testAnswered(let member):
            guard let test = reachability, test.answers[member] == 0 else { return }
            reachability?.answers[member] = max(1, (now - test.startedAt).milliseconds)
        case .testEnded:
            guard let test = reachability else { return }
            reachabilityRecords.append(
                ReachabilityRecord(
                    startedAt: test.startedAt, asked: test.answers.count, answered: test.answered,
                    answeredInTen: test.answeredInTen))
            if reachabilityRecords.count > Limits.drillRecords { reachabilityRecords.removeFirst() }
            reachability = nil
            attempts.removeAll { _, attempt in attempt.incident == nil && !attempt.state.isOpen }
        }
    }

    /// What binds somebody so that `incident` can't have them: one assignment per person. A drill never binds anybody
    /// against a real task.
    package func bond(of member: MemberID, against incident: Incident) -> (IncidentID, Callout)? {
        for other in incidents.values where other.id != incident.id {
            if other.isDrill, !incident.isDrill { continue }
            if let callout = other.callouts[member], callout.stage.isUnaccounted {
                return (other.id, callout)
            }
        }
        return nil
    }
}
