/// How likely people come, before anything is known of how this call-out goes.
///
/// Thousandths of those called:
///
/// | pool | when | accept | arrive |
/// |---|---|---|---|
/// | pioneer | working day, 07 to 18 | 550 | 450 |
/// | pioneer | evening from 18, weekend | 700 | 600 |
/// | pioneer | night, 22 to 07 | 600 | 500 |
/// | reserve | always | 240 | 180 |
///
/// Leaders come like their pool. Public holidays are not known and count as the day they fall on.
package struct TurnoutRate: Sendable, Equatable {
    /// Answer 1 or 4, in thousandths of those called.
    package var accept: Int
    /// Are checked in, in thousandths of those called.
    package var arrive: Int

    package static func prior(_ pool: Pool, _ period: TurnoutPeriod) -> TurnoutRate {
        switch (pool, period) {
        case (.pioneer, .workingDay): TurnoutRate(accept: 550, arrive: 450)
        case (.pioneer, .leisure): TurnoutRate(accept: 700, arrive: 600)
        case (.pioneer, .night): TurnoutRate(accept: 600, arrive: 500)
        case (.reserve, _): TurnoutRate(accept: 240, arrive: 180)
        }
    }

    /// Of those who accepted, how many are checked in, in thousandths.
    package var arriveOfAccepted: Int { accept > 0 ? arrive * 1000 / accept : 0 }
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
