/// The offset of local time from UTC, from some instant on.
///
/// The shell makes the table from the configured zone; the pure modules only look things up in it.
package struct ZoneOffsets: Sendable, Equatable {
    package struct Change: Sendable, Equatable {
        package var from: Instant
        package var seconds: Int64

        package init(from: Instant, seconds: Int64) {
            self.from = from
            self.seconds = seconds
        }
    }

    /// In order of time. Before the first change its offset holds too.
    package var changes: [Change]

    package init(changes: [Change]) {
        self.changes = changes
    }

    /// A zone without daylight saving. China: `fixed(hours: 8)`.
    package static func fixed(hours: Int64) -> ZoneOffsets {
        ZoneOffsets(changes: [Change(from: Instant(milliseconds: 0), seconds: hours * 3600)])
    }

    package func offset(at instant: Instant) -> Int64 {
        var seconds = changes.first?.seconds ?? 0
        for change in changes where change.from <= instant { seconds = change.seconds }
        return seconds
    }

    package func local(_ instant: Instant) -> LocalTime {
        LocalTime(secondsSince1970: floorDivide(instant.milliseconds, 1000) + offset(at: instant))
    }
}

/// A wall-clock reading in the configured zone.
package struct LocalTime: Sendable, Hashable {
    package var day: CalendarDay
    /// 0...23
    package var hour: Int
    /// 0...59
    package var minute: Int
    /// 0...59
    package var second: Int

    /// - Parameter secondsSince1970: Seconds on the local clock, so already shifted by the zone's offset.
    package init(secondsSince1970: Int64) {
        let dayNumber = floorDivide(secondsSince1970, 86_400)
        let rest = secondsSince1970 - dayNumber * 86_400
        day = CalendarDay(daysSince1970: dayNumber)
        hour = Int(rest / 3600)
        minute = Int(rest % 3600 / 60)
        second = Int(rest % 60)
    }

    /// "07:30", as it stands in texts and on the board.
    package var clock: String { twoDigits(hour) + ":" + twoDigits(minute) }

    /// 22:00 up to 07:00, when people sleep and timers wait longer.
    package var isNight: Bool { hour >= 22 || hour < 7 }
}

/// A date without a time, such as the last day of an insurance.
package struct CalendarDay: Hashable, Comparable, Sendable, Codable {
    package var year: Int
    /// 1...12
    package var month: Int
    /// 1...31
    package var day: Int

    /// - Returns: nil unless the three make a date that exists.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= CalendarDay.length(ofMonth: month, year: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// The civil date of a day number, 0 being 1970-01-01 (proleptic Gregorian calendar).
    package init(daysSince1970 number: Int64) {
        let shifted = number + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        day = Int(dayOfYear - (153 * monthIndex + 2) / 5 + 1)
        month = Int(monthIndex < 10 ? monthIndex + 3 : monthIndex - 9)
        year = Int(yearOfEra + era * 400 + (month <= 2 ? 1 : 0))
    }

    /// The inverse of `init(daysSince1970:)`.
    package var daysSince1970: Int64 {
        let shiftedYear = Int64(month <= 2 ? year - 1 : year)
        let era = floorDivide(shiftedYear, 400)
        let yearOfEra = shiftedYear - era * 400
        let monthIndex = Int64(month > 2 ? month - 3 : month + 9)
        let dayOfYear = (153 * monthIndex + 2) / 5 + Int64(day) - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    package static func < (left: CalendarDay, right: CalendarDay) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// Full years from this day of birth to `today`.
    package func age(on today: CalendarDay) -> Int {
        let hadBirthday = (today.month, today.day) >= (month, day)
        return today.year - year - (hadBirthday ? 0 : 1)
    }

    /// "2025-07-08"
    package var text: String {
        var digits = String(year)
        while digits.utf8.count < 4 { digits = "0" + digits }
        return digits + "-" + twoDigits(month) + "-" + twoDigits(day)
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// Integer division that rounds down, also below zero.
func floorDivide(_ dividend: Int64, _ divisor: Int64) -> Int64 {
    let quotient = dividend / divisor
    return dividend % divisor < 0 ? quotient - 1 : quotient
}

func twoDigits(_ number: Int) -> String {
    number < 10 ? "0" + String(number) : String(number)
}
