/// A point in time: whole milliseconds since 1970-01-01 00:00 UTC.
///
/// Handed in from outside; nothing in the pure modules reads a clock.
package struct Instant: Hashable, Comparable, Sendable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package init(seconds: Int64) {
        self.milliseconds = seconds * 1000
    }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }

    package static func + (instant: Instant, interval: Interval) -> Instant {
        Instant(milliseconds: instant.milliseconds + interval.milliseconds)
    }

    package static func - (instant: Instant, interval: Interval) -> Instant {
        Instant(milliseconds: instant.milliseconds - interval.milliseconds)
    }

    package static func - (later: Instant, earlier: Instant) -> Interval {
        Interval(milliseconds: later.milliseconds - earlier.milliseconds)
    }
}

/// A length of time in whole milliseconds; negative when it runs backwards.
package struct Interval: Hashable, Comparable, Sendable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static let zero = Interval(milliseconds: 0)

    package static func seconds(_ count: Int64) -> Interval { Interval(milliseconds: count * 1000) }
    package static func minutes(_ count: Int64) -> Interval { .seconds(count * 60) }
    package static func hours(_ count: Int64) -> Interval { .minutes(count * 60) }

    /// Whole minutes, rounded towards zero.
    package var wholeMinutes: Int64 { milliseconds / 60_000 }
    package var wholeSeconds: Int64 { milliseconds / 1000 }

    package static func < (left: Interval, right: Interval) -> Bool {
        left.milliseconds < right.milliseconds
    }

    package static func + (left: Interval, right: Interval) -> Interval {
        Interval(milliseconds: left.milliseconds + right.milliseconds)
    }

    package static func - (left: Interval, right: Interval) -> Interval {
        Interval(milliseconds: left.milliseconds - right.milliseconds)
    }

    package static func * (interval: Interval, factor: Int64) -> Interval {
        Interval(milliseconds: interval.milliseconds * factor)
    }
}

extension Instant: Codable {
    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

extension Interval: Codable {
    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}
