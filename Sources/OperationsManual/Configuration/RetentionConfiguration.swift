package import Mobilization
import Yams

/// How long what was recorded is kept: personal data only as long as the work takes, figures longer.
///
/// Nothing that belongs to an open incident or waits in the inbox goes, whatever its age.
package struct RetentionConfiguration: Sendable, Equatable {
    /// Messages, replies, raw alerts and requesters, counted from when they were written.
    package var words: Interval
    /// Entries of the duty log and reasons that officers gave.
    package var notes: Interval
    /// Names and phones of people who left the roster, and of walk-ins, counted from then.
    package var members: Interval
    /// The log of events itself, without names: who decided what, and when.
    package var events: Interval

    package init(words: Interval, notes: Interval, members: Interval, events: Interval) {
        self.words = words
        self.notes = notes
        self.members = members
        self.events = events
    }

    /// A month for what the response needed, a year for the duty log, three years for the record of decisions.
    package static let shipped = RetentionConfiguration(
        words: .hours(24 * 30), notes: .hours(24 * 365), members: .hours(24 * 30), events: .hours(24 * 1095))

    init(_ block: YAMLBlock) {
        let shipped = Self.shipped
        words = block.optional("words", YAMLValue.days(in: 1...3650)) ?? shipped.words
        notes = block.optional("notes", YAMLValue.days(in: 1...3650)) ?? shipped.notes
        members = block.optional("members", YAMLValue.days(in: 1...3650)) ?? shipped.members
        events = block.optional("events", YAMLValue.days(in: 30...36_500)) ?? shipped.events
        block.finish()
        if events < words || events < notes {
            block.error(
                "events", "is shorter than words or notes; texts can't outlive the events that they belong to"
            )
        }
    }
}

extension YAMLValue {
    /// Whole days, such as `30d`.
    static func days(in range: ClosedRange<Int64>) -> (Node) throws -> Interval {
        { node in
            let written = try characters(node)
            guard written.hasSuffix("d"), let days = Int64(written.dropLast()), range.contains(days) else {
                throw Fault(
                    "is \(describe(node)); write whole days from \(range.lowerBound)d to \(range.upperBound)d, such as 30d"
                )
            }
            return .hours(24 * days)
        }
    }
}
