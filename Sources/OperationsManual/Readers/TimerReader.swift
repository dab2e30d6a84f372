import Mobilization
import Yams

/// Reads the timers and budgets of the response rules; what is absent stays as shipped.
enum TimerReader {
    static func timers(from block: YAMLBlock) -> TimerRule {
        var timers = TimerRule.shipped
        read(block, "second channel", into: &timers.secondChannel)
        read(block, "silence", into: &timers.silence)
        read(block, "reminder", into: &timers.reminder)
        read(block, "ask after acceptance", into: &timers.askAfterAcceptance)
        read(block, "late after arrival", into: &timers.lateAfterArrival)
        read(block, "missing after arrival", into: &timers.missingAfterArrival)
        read(block, "contact after arrival", into: &timers.contactAfterArrival)
        read(block, "sending lag", into: &timers.sendingLag)
        read(block, "relief before", into: &timers.reliefBefore)
        read(block, "leader known", into: &timers.leaderKnown)
        read(block, "home question", into: &timers.homeQuestion)
        read(block, "home overdue", into: &timers.homeOverdue)
        read(block, "headcount after stop", into: &timers.headcountAfterStop)
        read(block, "wake leader after", into: &timers.wakeLeaderAfter)
        read(block, "wake director after", into: &timers.wakeDirectorAfter)
        read(block, "circle", into: &timers.circle)
        read(block, "full", into: &timers.full)
        block.finish()
        checkOrder(of: timers, block)
        return timers
    }

    static func budgets(from block: YAMLBlock) -> BudgetRule {
        var budgets = BudgetRule.shipped
        let perHour = YAMLValue.integer(
            in: 1...8, because: "8 is the hard limit of texts to one person in an hour")
        budgets.textsPerHour = block.optional("texts per hour", perHour) ?? budgets.textsPerHour
        budgets.textsPerDay =
            block.optional("texts per day", YAMLValue.integer(in: 1...50)) ?? budgets.textsPerDay
        budgets.heldBackPerDay =
            block.optional("held back per day", YAMLValue.integer(in: 0...50)) ?? budgets.heldBackPerDay
        budgets.reserveCeiling =
            block.optional("reserve ceiling", YAMLValue.integer(in: 0...Limits.members))
            ?? budgets.reserveCeiling
        budgets.overAcceptancePercent =
            block.optional("over acceptance percent", YAMLValue.integer(in: 100...200))
            ?? budgets.overAcceptancePercent
        budgets.nearSites_m =
            block.optional("near sites metres", YAMLValue.integer(in: 0...5_000)) ?? budgets.nearSites_m
        block.finish()
        if budgets.heldBackPerDay >= budgets.textsPerDay {
            block.error(
                block.has("held back per day") ? "held back per day" : "texts per day",
                "leaves no text of the day for a call-out: \(budgets.heldBackPerDay) of"
                    + " \(budgets.textsPerDay) are held back"
            )
        }
        return budgets
    }

    private static let sensible: ClosedRange<Interval> = .seconds(10) ... .hours(24)

    private static func read(_ block: YAMLBlock, _ key: String, into interval: inout Interval) {
        interval = block.optional(key, YAMLValue.duration(in: sensible)) ?? interval
    }

    /// One length for day and night, or `{day: 10min, night: 20min}`.
    private static func read(_ block: YAMLBlock, _ key: String, into both: inout DayNight) {
        let shipped = both
        both =
            block.optional(key) { node -> DayNight in
                guard let parts = YAMLBlock(node, block.complaints) else {
                    let length = try YAMLValue.duration(in: sensible)(node)
                    return DayNight(day: length, night: length)
                }
                let day = parts.optional("day", YAMLValue.duration(in: sensible)) ?? shipped.day
                let night = parts.optional("night", YAMLValue.duration(in: sensible)) ?? shipped.night
                parts.finish()
                return DayNight(day: day, night: night)
            } ?? shipped
    }

    private static func checkOrder(of timers: TimerRule, _ block: YAMLBlock) {
        func must(_ isInOrder: Bool, _ earlier: String, _ later: String) {
            guard !isInOrder else { return }
            let place = block.place(of: block.has(earlier) ? earlier : later)
            block.complaints.error(
                "\"\(earlier)\" must be shorter than \"\(later)\"", line: place.line, column: place.column)
        }
        must(
            timers.reminder.day < timers.silence.day && timers.reminder.night < timers.silence.night,
            "reminder",
            "silence")
        must(
            timers.lateAfterArrival < timers.missingAfterArrival, "late after arrival",
            "missing after arrival")
        must(timers.wakeLeaderAfter < timers.wakeDirectorAfter, "wake leader after", "wake director after")
        must(timers.homeQuestion < timers.homeOverdue, "home question", "home overdue")
        must(timers.circle < timers.full, "circle", "full")
    }
}
