/// When something is due that no input will announce.
enum Deadlines {
    /// Open incidents are looked at this often, counted from their activation: timers are exact to this.
    static let reviewEvery = Interval.seconds(15)

    static func next(state: State, now: Instant, timers: TimerRule) -> Instant? {
        var earliest: Instant?
        func consider(_ instant: Instant?) {
            guard let instant else { return }
            earliest = min(earliest ?? instant, instant)
        }
        for incident in state.incidents.values {
            consider(nextReview(of: incident, after: now))
            if case .held(let until) = incident.dispatch { consider(until) }
        }
        for id in state.backlog.retries { consider(nextTry(of: state.attempts[id], state, after: now)) }
        if !state.warnings.isEmpty || state.standby != nil {
            // One may run out, and in the morning those are asked who weren't woken for it.
            let step = Interval.minutes(5).milliseconds
            consider(Instant(milliseconds: (now.milliseconds / step + 1) * step))
        }
        consider(state.reachability.map { $0.startedAt + .hours(24) })
        for note in state.followUps { consider(note.due) }
        for alarm in state.alarms.values {
            let own = alarm.incident.flatMap { state.incidents[$0]?.pinnedRules?.timers }
            consider(nextWaking(alarm, timers: own ?? timers))
        }
        return earliest
    }

    /// When a message that was tried may go again.
    ///
    /// Once that has passed, only a gateway with room helps, and that announces itself: a deadline in the past would keep
    /// the process busy for as long as a gateway is away. An unknown outcome that a tick settles is due all the same.
    private static func nextTry(of attempt: Attempt?, _ state: State, after now: Instant) -> Instant? {
        guard let attempt, let notBefore = attempt.notBefore else { return nil }
        if notBefore > now { return notBefore }
        let asksAgain = attempt.gateway.flatMap { state.gateway($0) }?.description.keepsKeys ?? false
        return attempt.state == .unknown && !asksAgain ? notBefore : nil
    }

    private static func nextReview(of incident: Incident, after now: Instant) -> Instant {
        let elapsed = max(0, (now - incident.openedAt).milliseconds)
        let rounds = elapsed / reviewEvery.milliseconds + 1
        return incident.openedAt + reviewEvery * rounds
    }

    /// When the next link of the chain is woken; nil when nobody is, or all were.
    static func nextWaking(_ alarm: Alarm, timers: TimerRule) -> Instant? {
        guard alarm.kind.wakes, alarm.acknowledgedAt == nil else { return nil }
        guard alarm.woken.count < alarm.kind.chain.count else { return nil }
        switch alarm.woken.count {
        case 0: return alarm.raisedAt
        case 1: return alarm.raisedAt + timers.wakeLeaderAfter
        default: return alarm.raisedAt + timers.wakeDirectorAfter
        }
    }
}
