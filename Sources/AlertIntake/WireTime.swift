import Mobilization

/// A date and time with its offset, as alerts carry it: `2025-07-08T06:30:00+08:00`.
struct WireTime: Equatable {
    var instant: Instant
    /// What the text takes liberties with. Empty for one that the CAP schema would pass.
    var liberties: [Liberty]

    enum Liberty: String, CaseIterable {
        case zulu = "writes Z for the offset"
        case noSeconds = "leaves out the seconds"
        case fraction = "has a fraction of a second"
        case space = "has a space in place of T"
    }

    enum Fault: Error, Equatable {
        /// Without an offset nobody can say which hour it is.
        case noOffset
        case notATime

        /// Follows the field's name and the quoted text.
        var advice: String {
            switch self {
            case .noOffset: "has no offset from UTC; write one, such as +08:00"
            case .notATime: "isn't a date and time such as 2025-07-08T06:30:00+08:00"
            }
        }
    }

    /// Years 0001 to 9999, offsets up to 14 hours, 24:00:00 as the end of a day; no leap second. White space
    /// around the text is allowed, as the schema's type says.
    init(_ text: String) throws(Fault) {
        var scanner = Scanner(bytes: Array(WireText.trimmed(text).utf8))
        liberties = []
        guard let year = scanner.number(digits: 4), scanner.take("-"), let month = scanner.number(digits: 2),
            scanner.take("-"), let day = scanner.number(digits: 2), year >= 1,
            let days = Self.daysSince1970(year: year, month: month, day: day)
        else { throw .notATime }
        if scanner.take(" ") {
            liberties.append(.space)
        } else if !scanner.take("T") {
            throw .notATime
        }
        let clock = try Self.clock(&scanner, liberties: &liberties)
        let offset = try Self.offset(&scanner, liberties: &liberties)
        guard scanner.isAtEnd else { throw .notATime }
        instant = Instant(milliseconds: Int64(days) * 86_400_000 + clock - Int64(offset) * 60_000)
    }

    /// Milliseconds since midnight.
    private static func clock(_ scanner: inout Scanner, liberties: inout [Liberty]) throws(Fault) -> Int64 {
        guard let hour = scanner.number(digits: 2), scanner.take(":"), let minute = scanner.number(digits: 2),
            hour <= 24, minute <= 59
        else { throw .notATime }
        var milliseconds = Int64(hour * 60 + minute) * 60_000
        if scanner.take(":") {
            guard let second = scanner.number(digits: 2), second <= 59 else { throw .notATime }
            milliseconds += Int64(second) * 1000
            if scanner.take(".") {
                guard let fraction = scanner.fraction() else { throw .notATime }
                milliseconds += Int64(fraction)
                liberties.append(.fraction)
            }
        } else {
            liberties.append(.noSeconds)
        }
        guard milliseconds <= 86_400_000 else { throw .notATime }
        return milliseconds
    }

    /// Minutes east of UTC.
    private static func offset(_ scanner: inout Scanner, liberties: inout [Liberty]) throws(Fault) -> Int {
        if scanner.isAtEnd { throw .noOffset }
        if scanner.take("Z") {
            liberties.append(.zulu)
            return 0
        }
        let isWest = scanner.take("-")
        guard isWest || scanner.take("+"), let hours = scanner.number(digits: 2), scanner.take(":"),
            let minutes = scanner.number(digits: 2), minutes <= 59, hours * 60 + minutes <= 14 * 60
        else { throw .notATime }
        return (isWest ? -1 : 1) * (hours * 60 + minutes)
    }

    /// Days since 1970-01-01 in the Gregorian calendar; nil when there is no such day.
    private static func daysSince1970(year: Int, month: Int, day: Int) -> Int? {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...12).contains(month), (1...lengths[month - 1]).contains(day) else { return nil }
        let before = year - 1
        let leapDays = before / 4 - before / 100 + before / 400
        // 719,162 days lie between 0001-01-01 and 1970-01-01.
        return before * 365 + leapDays + lengths[..<(month - 1)].reduce(0, +) + day - 1 - 719_162
    }

    /// The same instant in UTC, so that `06:30+08:00` and `22:30Z` name one alert: `2025-07-07T22:30:00Z`,
    /// with milliseconds only where there are some.
    static func utcText(_ instant: Instant) -> String {
        let milliseconds = floorModulo(instant.milliseconds, 1000)
        let seconds = (instant.milliseconds - milliseconds) / 1000
        let second = floorModulo(seconds, 86_400)
        let (year, month, day) = date(daysSince1970: (seconds - second) / 86_400)
        let clock = "\(pad(second / 3600, 2)):\(pad(second / 60 % 60, 2)):\(pad(second % 60, 2))"
        let fraction = milliseconds == 0 ? "" : "." + pad(milliseconds, 3)
        return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))T\(clock)\(fraction)Z"
    }

    private static func date(daysSince1970 days: Int64) -> (Int64, Int64, Int64) {
        // Counted in years that begin in March, the leap day comes last and months follow one formula.
        let shifted = days + 719_468
        let dayOfEra = floorModulo(shifted, 146_097)
        let era = (shifted - dayOfEra) / 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private static func floorModulo(_ value: Int64, _ divisor: Int64) -> Int64 {
        let rest = value % divisor
        return rest < 0 ? rest + divisor : rest
    }

    private static func pad(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

extension WireTime {
    private struct Scanner {
        let bytes: [UInt8]
        var position = 0

        var isAtEnd: Bool { position == bytes.count }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
            position += 1
            return true
        }

        mutating func digit() -> Int? {
            guard position < bytes.count, (0x30...0x39).contains(bytes[position]) else { return nil }
            position += 1
            return Int(bytes[position - 1] - 0x30)
        }

        /// Exactly so many ASCII digits.
        mutating func number(digits: Int) -> Int? {
            var value = 0
            for _ in 0..<digits {
                guard let digit = digit() else { return nil }
                value = value * 10 + digit
            }
            return value
        }

        /// Milliseconds from one to nine digits; what is finer is cut off.
        mutating func fraction() -> Int? {
            var value = 0
            var count = 0
            while let digit = digit() {
                if count < 3 { value = value * 10 + digit }
                count += 1
            }
            guard (1...9).contains(count) else { return nil }
            for _ in 0..<max(0, 3 - count) { value *= 10 }
            return value
        }
    }
}
