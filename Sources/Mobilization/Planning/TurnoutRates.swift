/// How likely people come, before anything is known of how this call-out goes.
///
/// Thousandths of those called:
///
/// | pool | when | reply | accept | arrive |
/// |---|---|---|---|---|
/// | pioneer | working day, 07 to 18 | 750 | 550 | 450 |
/// | pioneer | evening from 18, weekend | 840 | 700 | 600 |
/// | pioneer | night, 22 to 07 | 720 | 600 | 500 |
/// | reserve | always | 440 | 240 | 180 |
///
/// Leaders come like their pool. Public holidays are not known and count as the day they fall on.
package struct TurnoutRate: Sendable, Equatable {
    /// Any answer, in thousandths of those called.
    package var reply: Int
    /// Answer 1 or 4, in thousandths of those called.
    package var accept: Int
    /// Are checked in, in thousandths of those called.
    package var arrive: Int

    package static func prior(_ pool: Pool, _ period: TurnoutPeriod) -> TurnoutRate {
        switch (pool, period) {
        case (.pioneer, .workingDay): TurnoutRate(reply: 750, accept: 550, arrive: 450)
        case (.pioneer, .leisure): TurnoutRate(reply: 840, accept: 700, arrive: 600)
        case (.pioneer, .night): TurnoutRate(reply: 720, accept: 600, arrive: 500)
        case (.reserve, _), (.walkIn, _): TurnoutRate(reply: 440, accept: 240, arrive: 180)
        }
    }

    /// Of those who accepted, how many are checked in, in thousandths.
    package var arriveOfAccepted: Int { accept > 0 ? arrive * 1000 / accept : 0 }
}

/// One person's chances to answer, accept and come, learned from what they did before.
///
/// Sizes waves and nothing else: it is shown to nobody, and nobody is passed over for it.
package struct Turnout: Sendable, Equatable {
    /// Answers 1 or 4 to a call-out.
    package var accept: Double
    /// Answers 0.
    package var decline: Double
    /// Is checked in, once accepted.
    package var showUp: Double

    package init(accept: Double, decline: Double, showUp: Double) {
        self.accept = accept
        self.decline = decline
        self.showUp = showUp
    }

    /// So many people's worth of earlier call-outs does the prior weigh: Beta(4, 4) about its mean.
    private static let priorStrength = 8.0

    /// The prior of the pool and time, moved by the person's own record; nil: none yet.
    ///
    /// Reply, acceptance among the replies and showing up among the promises are learned apart, each with
    /// its own Beta distribution, of which the mean counts.
    package init(_ prior: TurnoutRate, record: TurnoutRecord?) {
        let record = record ?? TurnoutRecord()
        func learned(_ part: Int, _ whole: Int, _ seen: Int, of all: Int) -> Double {
            let mean = whole > 0 ? Double(part) / Double(whole) : 0
            return (mean * Self.priorStrength + Double(seen)) / (Self.priorStrength + Double(all))
        }
        let reply = learned(prior.reply, 1000, record.replied, of: record.called)
        let acceptance = learned(prior.accept, prior.reply, record.accepted, of: record.replied)
        accept = reply * acceptance
        decline = reply - accept
        showUp = learned(prior.arrive, prior.accept, record.arrived, of: record.promised)
    }

    /// Answers at all, if the chance to accept is `accept` instead: those who don't accept decline as often
    /// as ever.
    package func replies(accept: Double) -> Double {
        guard self.accept < 1 else { return accept }
        return accept + (1 - accept) * (decline / (1 - self.accept))
    }

    /// Answers 0, if the chance to accept is `accept` instead.
    package func declines(accept: Double) -> Double { replies(accept: accept) - accept }
}

/// What somebody did at earlier call-outs, counted when an incident closes. Drills don't count.
package struct TurnoutRecord: Sendable, Equatable, Codable {
    package private(set) var called = 0
    package private(set) var replied = 0
    package private(set) var accepted = 0
    /// Accepted, and was not sent back before they could come.
    package private(set) var promised = 0
    package private(set) var arrived = 0

    package init() {}

    /// At this many call-outs all counts are halved, so that the record speaks of these years.
    private static let remembered = 32

    /// Let go before they could answer: what they would have said isn't known.
    private static let hadNoTime: [Evidence?] = [.officer, .spared, .unasked]

    /// Adds how one call-out went. Walk-ins and people placed by the officer were never called, and don't
    /// count.
    package mutating func add(_ callout: Callout) {
        guard callout.wave > 0, callout.answeredAt != nil || !Self.hadNoTime.contains(callout.releasedBy)
        else {
            return
        }
        let wasFull = callout.releasedBy == .surplus
        called += 1
        if callout.answeredAt != nil || wasFull { replied += 1 }
        if callout.promisedAt != nil || wasFull { accepted += 1 }
        let wasSentBack =
            callout.stage == .released || callout.arrivedAt == nil && callout.stage == .home
        if callout.promisedAt != nil, !wasSentBack {
            promised += 1
            if callout.arrivedAt != nil { arrived += 1 }
        }
        guard called >= Self.remembered else { return }
        called /= 2
        replied /= 2
        accepted /= 2
        promised /= 2
        arrived /= 2
    }
}

/// The times that people's readiness differs by.
package enum TurnoutPeriod: String, Sendable, CaseIterable {
    case workingDay
    /// Evenings from 18:00, and Saturdays and Sundays by day.
    case leisure
    /// 22:00 to 07:00, whatever the day.
    case night

    package init(at instant: Instant, zone: ZoneOffsets) {
        let local = zone.local(instant)
        // 1970-01-01 was a Thursday.
        let weekday = (local.day.daysSince1970 + 3) % 7
        self = local.isNight ? .night : (local.hour >= 18 || weekday >= 5) ? .leisure : .workingDay
    }
}
