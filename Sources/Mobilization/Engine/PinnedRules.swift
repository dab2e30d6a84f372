/// The timers and budgets that an incident was opened with: a later edition of the rules doesn't change a running
/// incident, not even after a restart.
///
/// Stored as names and numbers. A timer that a later version adds is read as shipped from what an earlier one stored.
package struct PinnedRules: Sendable, Equatable {
    package var timers: TimerRule
    package var budgets: BudgetRule

    package init(_ rules: RuleBook) {
        timers = rules.timers
        budgets = rules.budgets
    }

    private static var intervals: [(String, WritableKeyPath<PinnedRules, Interval>)] {
        [
            ("secondChannelDay", \.timers.secondChannel.day),
            ("secondChannelNight", \.timers.secondChannel.night),
            ("silenceDay", \.timers.silence.day), ("silenceNight", \.timers.silence.night),
            ("reminderDay", \.timers.reminder.day), ("reminderNight", \.timers.reminder.night),
            ("askAfterAcceptanceDay", \.timers.askAfterAcceptance.day),
            ("askAfterAcceptanceNight", \.timers.askAfterAcceptance.night),
            ("lateAfterArrival", \.timers.lateAfterArrival),
            ("missingAfterArrival", \.timers.missingAfterArrival),
            ("contactAfterArrival", \.timers.contactAfterArrival), ("sendingLag", \.timers.sendingLag),
            ("reliefBefore", \.timers.reliefBefore), ("leaderKnown", \.timers.leaderKnown),
            ("homeQuestion", \.timers.homeQuestion), ("homeOverdue", \.timers.homeOverdue),
            ("headcountAfterStop", \.timers.headcountAfterStop),
            ("wakeLeaderAfter", \.timers.wakeLeaderAfter), ("wakeDirectorAfter", \.timers.wakeDirectorAfter),
            ("circle", \.timers.circle), ("full", \.timers.full),
        ]
    }

    private static var counts: [(String, WritableKeyPath<PinnedRules, Int>)] {
        [
            ("textsPerHour", \.budgets.textsPerHour), ("textsPerDay", \.budgets.textsPerDay),
            ("heldBackPerDay", \.budgets.heldBackPerDay), ("reserveCeiling", \.budgets.reserveCeiling),
            ("overAcceptancePercent", \.budgets.overAcceptancePercent),
            ("nearSites_m", \.budgets.nearSites_m),
        ]
    }
}

extension PinnedRules: Codable {
    private enum CodingKeys: String, CodingKey { case names, numbers }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let names = try container.decode([String].self, forKey: .names)
        let numbers = try container.decode([Int64].self, forKey: .numbers)
        self.init(.shipped)
        for (name, number) in zip(names, numbers) {
            if let place = Self.intervals.first(where: { $0.0 == name })?.1 {
                self[keyPath: place] = Interval(milliseconds: number)
            }
            if let place = Self.counts.first(where: { $0.0 == name })?.1 {
                self[keyPath: place] = Int(number)
            }
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.intervals.map(\.0) + Self.counts.map(\.0), forKey: .names)
        let numbers =
            Self.intervals.map { self[keyPath: $0.1].milliseconds }
            + Self.counts.map { Int64(self[keyPath: $0.1]) }
        try container.encode(numbers, forKey: .numbers)
    }
}

extension Reference {
    /// What this incident runs by: its own, or the rules in force where it was stored before there were any.
    package func timers(of incident: Incident?) -> TimerRule { incident?.pinnedRules?.timers ?? rules.timers }
    package func budgets(of incident: Incident?) -> BudgetRule {
        incident?.pinnedRules?.budgets ?? rules.budgets
    }
}
