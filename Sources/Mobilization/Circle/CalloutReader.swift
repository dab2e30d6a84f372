/// Reads a call-out as a forecast needs it: where the person is, and what their answer says about the others.
struct CalloutReader {
    enum Answer {
        /// Was never asked, or how they would have answered isn't known.
        case none
        case accepted
        case declined
        case silent
    }

    struct Reading {
        var arrival: ArrivalTime
        var answer: Answer
        var source: TravelSource?
        /// False where others certainly fill the place: a late yes may find another, but nobody counts on it.
        var isCountedOn: Bool
    }

    private let state: State
    private let reference: Reference
    private let ways: MemberWays
    private let calls: CallStatus
    private let now: Instant
    private let circleEnd: Instant
    private let firstAidNeeds: [NeedID]
    /// The last call's time and what it means: a wave's people were called together.
    private var called: (at: Instant, isNight: Bool, period: TurnoutPeriod)?

    init(
        _ incident: Incident, state: State, reference: Reference, ways: MemberWays, calls: CallStatus,
        now: Instant,
        circleEnd: Instant
    ) {
        self.state = state
        self.reference = reference
        self.ways = ways
        self.calls = calls
        self.now = now
        self.circleEnd = circleEnd
        firstAidNeeds = incident.needs.filter(\.rule.needsFirstAidCertificate).map(\.id)
    }

    mutating func read(_ callout: Callout) -> Reading {
        let time = time(of: callout.calledAt)
        let rate = TurnoutRate.prior(callout.pool, time.period)
        let turnout = Turnout(rate, record: state.turnout[callout.member])
        let way = ways.way(of: reference.roster[callout.member], to: callout.site)
        let untilCheckIn = way.map { $0.interval + Arrival.checkIn }
        let whereabouts = whereabouts(callout, way: untilCheckIn ?? .zero)
        let arrival = ArrivalTime(
            whereabouts, turnout: turnout, way: untilCheckIn, isNight: time.isNight,
            isFirstAid: firstAidNeeds.contains(callout.need), now: now)
        let isThere = callout.stage.isPresent
        return Reading(
            arrival: arrival, answer: answer(callout), source: isThere ? nil : way?.source,
            isCountedOn: !(callout.stage == .released && callout.releasedBy == .spared))
    }

    private mutating func time(of instant: Instant) -> (at: Instant, isNight: Bool, period: TurnoutPeriod) {
        if let called, called.at == instant { return called }
        let zone = reference.settings.zone
        let read = (
            at: instant, isNight: zone.local(instant).isNight, period: TurnoutPeriod(at: instant, zone: zone)
        )
        called = read
        return read
    }

    private func whereabouts(_ callout: Callout, way: Interval) -> Whereabouts {
        switch callout.stage {
        case .called: return asked(callout)
        // A place is kept for nobody who is silent too long, but a late 1 is still taken where there is one.
        case .released: return isSilent(callout) ? asked(callout) : .lost
        case .declined: return .lost
        case .accepted:
            if let stated = callout.statedAt { return .promised(expectedAt: stated) }
            let since = callout.answeredAt ?? callout.since
            return callout.isLate
                ? .acceptedLate(from: max(circleEnd, since + way)) : .accepted(at: callout.since)
        case .enRoute:
            return callout.claimedAt.map { .claimed(at: $0) }
                ?? .enRoute(expectedAt: callout.statedAt ?? callout.since + way)
        case .arrived, .withdrawn:
            return .arrived(at: callout.arrivedAt ?? callout.since, leftAt: nil)
        case .returning, .home, .accounted:
            return callout.arrivedAt.map { .arrived(at: $0, leftAt: callout.signedOutAt ?? callout.since) }
                ?? .lost
        }
    }

    private func asked(_ callout: Callout) -> Whereabouts {
        switch calls.progress(of: callout.member) {
        case .queued: return .asked(at: now)
        case .failed: return .lost
        case .left, nil:
            let written = state.contacts[callout.member]?.times.first { $0 >= callout.calledAt }
            return .asked(at: written ?? callout.calledAt)
        }
    }

    private func isSilent(_ callout: Callout) -> Bool {
        callout.stage == .called
            || callout.stage == .released && callout.answeredAt == nil
                && (callout.releasedBy == .timer || callout.releasedBy == .spared)
    }

    private func answer(_ callout: Callout) -> Answer {
        guard callout.wave > 0 else { return .none }
        // Sent back because the place was taken: had said 1.
        if callout.promisedAt != nil || callout.stage.isPromised || callout.releasedBy == .surplus {
            return .accepted
        }
        if callout.stage == .declined { return .declined }
        return isSilent(callout) && calls.progress(of: callout.member) != .failed ? .silent : .none
    }
}
