/// 可用时段: when in the week a person may be called, by the centre's clock.
///
/// Somebody without stated hours is always available, and so nobody's `AvailableHours` is empty.
package struct AvailableHours: Sendable, Hashable {
    /// From a minute of the week up to another, counted from Monday 00:00: 0..<10080.
    package struct Span: Sendable, Hashable {
        package var from: Int
        /// Exclusive, more than `from`, at most 10080.
        package var until: Int

        package init(from: Int, until: Int) {
            self.from = from
            self.until = until
        }
    }

    package static let minutesOfDay = 1440
    package static let minutesOfWeek = 7 * minutesOfDay

    /// In order, none touching the next.
    package let spans: [Span]

    /// Joins spans that touch or overlap.
    ///
    /// - Returns: nil when `spans` is empty.
    package init?(_ spans: [Span]) {
        var joined: [Span] = []
        for span in spans.sorted(by: { ($0.from, $0.until) < ($1.from, $1.until) }) {
            if let last = joined.last, span.from <= last.until {
                joined[joined.count - 1].until = max(last.until, span.until)
            } else {
                joined.append(span)
            }
        }
        if joined.isEmpty { return nil }
        self.spans = joined
    }

    /// `minute` is one of the week, as `LocalTime.minuteOfWeek` has it.
    package func contains(_ minute: Int) -> Bool {
        // A week has a handful of spans, so looking at each is quicker than a search.
        spans.contains { $0.from <= minute && minute < $0.until }
    }

    /// `Mon 18:00-24:00, Sat 00:00-24:00`, a span for each day; read by people of both languages.
    package var text: String {
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        var parts: [String] = []
        for day in 0..<7 {
            let start = day * Self.minutesOfDay
            for span in spans {
                let from = max(span.from, start)
                let until = min(span.until, start + Self.minutesOfDay)
                guard from < until else { continue }
                parts.append("\(names[day]) \(Self.clock(from - start))-\(Self.clock(until - start))")
            }
        }
        return parts.joined(separator: ", ")
    }

    private static func clock(_ minute: Int) -> String {
        twoDigits(minute / 60) + ":" + twoDigits(minute % 60)
    }
}

extension LocalTime {
    /// 0..<10080, counted from Monday 00:00.
    package var minuteOfWeek: Int {
        // 1970-01-01 was a Thursday.
        let weekday = Int((day.daysSince1970 % 7 + 10) % 7)
        return weekday * AvailableHours.minutesOfDay + hour * 60 + minute
    }

    /// "07-11 06:30", which reads the same in both languages.
    package var monthDayClock: String { twoDigits(day.month) + "-" + twoDigits(day.day) + " " + clock }
}
