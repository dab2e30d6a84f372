/// What follows when an alert or a demand of a certain kind comes in.
package struct ResponseRule: Sendable, Equatable {
    package var name: String
    package var kind: AlertKind
    /// Sources this rule trusts. Empty: any source.
    package var sources: [String]
    /// Part of the event's words, such as 暴雨. nil: any event.
    package var event: String?
    /// For warnings: this colour or a graver one. nil: any.
    package var atLeast: WarningColour?
    package var action: Action

    package enum Action: Sendable, Equatable {
        /// Note it and show it, nothing more.
        case record
        /// A weather warning: sets the team's posture and asks some people to stand by. Never calls anybody.
        case posture(Posture, notify: NoticeScope)
        /// A demand: open an incident and call people by this rule.
        case callOut(DispatchRule)
    }

    package init(
        name: String, kind: AlertKind, sources: [String], event: String?, atLeast: WarningColour?,
        action: Action
    ) {
        self.name = name
        self.kind = kind
        self.sources = sources
        self.event = event
        self.atLeast = atLeast
        self.action = action
    }
}

/// Whom a standby notice goes to.
package enum NoticeScope: String, Sendable, Codable, CaseIterable, Comparable {
    case nobody
    /// Everybody of high level: those who can lead a site.
    case leaders
    /// 一梯队: the leaders, and a third of the team, those nearest to the centre.
    case firstThird
    /// 全队: the whole committed team.
    case team
    /// The team, and the reserve beside it.
    case teamAndReserve

    package static func < (left: NoticeScope, right: NoticeScope) -> Bool { left.breadth < right.breadth }

    private var breadth: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// What ships for a posture whose rule doesn't say.
    package static func shipped(for posture: Posture) -> NoticeScope {
        switch posture {
        case .normal, .watch, .deployed: .nobody
        case .prepare: .firstThird
        case .standby: .team
        }
    }
}

/// How a call-out starts.
package struct DispatchRule: Sendable, Equatable, Codable {
    package enum Start: String, Sendable, Codable {
        /// At once.
        case automatic
        /// After `hold`, unless the officer, who is woken, stops it.
        case hold
        /// Only on the officer's word.
        case officer
    }
    /// For demands of at most `smallUpTo` people.
    package var small: Start
    /// For larger ones.
    package var large: Start
    /// People asked for, inclusive. Shipped default: 50.
    package var smallUpTo: Int
    /// Shipped default: 60 s.
    package var hold: Interval

    package init(small: Start, large: Start, smallUpTo: Int, hold: Interval) {
        self.small = small
        self.large = large
        self.smallUpTo = smallUpTo
        self.hold = hold
    }

    /// What ships: automatic up to 50 people, 60 s in which the officer can stop it above.
    package static let shipped = DispatchRule(
        small: .automatic, large: .hold, smallUpTo: 50, hold: .seconds(60))

    package func start(headcount: Int) -> Start { headcount <= smallUpTo ? small : large }
}

/// The rules in force; the first that fits decides.
package struct RuleBook: Sendable, Equatable {
    package var version: ReferenceVersion
    package var rules: [ResponseRule]
    package var timers: TimerRule
    package var budgets: BudgetRule

    package init(version: ReferenceVersion, rules: [ResponseRule], timers: TimerRule, budgets: BudgetRule) {
        self.version = version
        self.rules = rules
        self.timers = timers
        self.budgets = budgets
    }

    package static let shipped = RuleBook(
        version: .none,
        rules: [
            ResponseRule(
                name: "demand", kind: .demand, sources: [], event: nil, atLeast: nil,
                action: .callOut(.shipped))
        ],
        timers: .shipped, budgets: .shipped)
}

/// How long the engine waits for what. Engine time; night is 22:00 to 07:00.
package struct TimerRule: Sendable, Equatable {
    /// Who hasn't answered the first channel is rung up after this, where a gateway for calls is up. Day 3 min, night
    /// 3 min; leaders and first aid at night at once.
    package var secondChannel = DayNight(day: .minutes(3), night: .minutes(3))
    /// A called person who doesn't answer is released after this. Day 10 min, night 20 min.
    package var silence = DayNight(day: .minutes(10), night: .minutes(20))
    /// A silent person is reminded once, before that. Day 8 min, night 12 min.
    package var reminder = DayNight(day: .minutes(8), night: .minutes(12))
    /// Who accepted but shows no sign of leaving is asked. Day 15 min, night 25 min.
    package var askAfterAcceptance = DayNight(day: .minutes(15), night: .minutes(25))
    /// Who is not checked in this long after the expected arrival is asked whether all is well: a safety check.
    package var lateAfterArrival: Interval = .minutes(10)
    /// Who still doesn't answer becomes a matter for the officer.
    package var missingAfterArrival: Interval = .minutes(25)
    /// Who is still not found becomes a matter of their emergency contact.
    package var contactAfterArrival: Interval = .minutes(40)
    /// Call-outs that wait longer than this for a gateway are told to the officer.
    package var sendingLag: Interval = .minutes(2)
    /// The end of a shift is announced this long before.
    package var reliefBefore: Interval = .minutes(30)
    /// By then each site has a leader who will be there within the circle; else the officer hears of it.
    package var leaderKnown: Interval = .minutes(30)
    /// Who signed out but isn't home is asked, and asked again at this distance.
    package var homeQuestion: Interval = .minutes(60)
    /// Who isn't accounted for this long after stand-down becomes a matter for the officer.
    package var homeOverdue: Interval = .minutes(120)
    /// A headcount is due this long after a stop.
    package var headcountAfterStop: Interval = .minutes(5)
    /// The officer is woken, then the leader in charge, then the director.
    package var wakeLeaderAfter: Interval = .minutes(3)
    package var wakeDirectorAfter: Interval = .minutes(8)
    /// The circle: people are counted at this time after activation.
    package var circle: Interval = .minutes(60)
    /// Full strength is promised by this time after activation, unless the demand says otherwise.
    package var full: Interval = .minutes(180)

    package init() {}

    package static let shipped = TimerRule()
}

package struct DayNight: Sendable, Equatable {
    package var day: Interval
    package var night: Interval

    package init(day: Interval, night: Interval) {
        self.day = day
        self.night = night
    }

    package func value(isNight: Bool) -> Interval { isNight ? night : day }
}

/// How much the engine may ask of people.
package struct BudgetRule: Sendable, Equatable {
    /// Texts to one person in any hour. Seven are planned, eight is the limit; stop texts don't count.
    package var textsPerHour = 8
    /// Texts to one person in a day, of which `heldBackPerDay` are kept for late, stand-down and home.
    package var textsPerDay = 10
    package var heldBackPerDay = 3
    /// Reserve-pool people per incident without a second person's word. Shipped: 0.
    package var reserveCeiling = 0
    /// Acceptances beyond the need, in percent of the need: more are told that the site is full.
    package var overAcceptancePercent = 120
    /// One leader may lead two sites that are at most so many metres apart on foot.
    package var nearSites_m = 600

    package init() {}

    package static let shipped = BudgetRule()
}
