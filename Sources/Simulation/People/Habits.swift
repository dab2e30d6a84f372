package import Mobilization

/// How the people of a phone network behave; all shares 0...1.
package struct Habits: Sendable, Equatable {
    /// Multiplies the share that accepts. 1: the planning values. In a flood like the one of the replay: 1.3.
    package var willingness = 1.0
    /// Numbers that no text reaches.
    package var failedNumbers = 0.015
    /// Answers that a person understands at once and a program must be taught: `回1`, `１`, 来不了.
    package var untidy = 0.08
    /// Answers that nobody can understand without asking back.
    package var unclear = 0.01
    /// Delivered texts whose receipt never comes.
    package var lostReceipts = 0.005
    /// Site leaders send 到12 about every ten minutes while the figure changes, and 齐16 after a stop.
    package var leadersReport = true
    /// Leaders of sites with sandbags also send 袋80 every half hour.
    package var leadersCount = false
    /// The duty officer, whose phone is on no roster, answers an alarm with 5.
    package var officersAnswer = false
    package var weather = Weather.dry

    package init() {}
}

/// The shares of called people who accept, decline and come.
///
/// | who, when | accept | arrive | decline |
/// |---|---|---|---|
/// | pioneers, working hours | 55 % | 45 % | 20 % |
/// | pioneers, evening and weekend | 70 % | 60 % | 14 % |
/// | pioneers, night | 60 % | 50 % | 12 % |
/// | reserve | 23.5 % | 18.5 % | 20 % |
///
/// Somebody asked to lead a site accepts 1.3 times as often.
struct Turnout: Equatable {
    var accept: Double
    var decline: Double
    /// The share of those who accept that really come.
    var comesAfterAccepting: Double

    init(_ pool: Pool, at time: LocalTime, leads: Bool, willingness: Double) {
        let accept: Double
        let arrive: Double
        switch pool {
        case .reserve, .walkIn: (accept, arrive, decline) = (0.235, 0.185, 0.20)
        case .pioneer where time.isNight: (accept, arrive, decline) = (0.60, 0.50, 0.12)
        case .pioneer where time.hour >= 18 || Turnout.isWeekend(time.day):
            (accept, arrive, decline) = (0.70, 0.60, 0.14)
        case .pioneer: (accept, arrive, decline) = (0.55, 0.45, 0.20)
        }
        comesAfterAccepting = arrive / accept
        self.accept = min(max(accept * willingness * (leads ? 1.3 : 1), 0), 0.97)
        decline = min(decline, 0.99 - self.accept)
    }

    private static func isWeekend(_ day: CalendarDay) -> Bool {
        // 1970-01-01 was a Thursday.
        let weekday = (day.daysSince1970 + 3) % 7
        return weekday == 5 || weekday == 6
    }
}

extension HashedChance.Purpose {
    static let failedNumber = Self("people.failedNumber")
    static let lostReceipt = Self("people.lostReceipt")
    static let delivery = Self("people.delivery")
    static let notice = Self("people.notice")
    static let reaction = Self("people.reaction")
    static let mood = Self("people.mood")
    static let showUp = Self("people.showUp")
    static let preparation = Self("people.preparation")
    static let speaks = Self("people.speaks")
    static let pause = Self("people.pause")
    static let hand = Self("people.hand")
    static let phrase = Self("people.phrase")
    static let pickUp = Self("people.pickUp")
}
