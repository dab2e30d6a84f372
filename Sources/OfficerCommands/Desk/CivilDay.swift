/// A date as an officer types it. This machine's own clock and zone have no part in it.
struct CivilDay: Equatable {
    var year: Int
    var month: Int
    var day: Int

    /// `2025-07-09`; nil for anything else, and for a day that doesn't exist.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, (1...2).contains(parts[1].utf8.count),
            (1...2).contains(parts[2].utf8.count), let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2]), (1...12).contains(month), year > 0,
            (1...Self.length(month, year)).contains(day)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    private init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    var next: CivilDay {
        if day < Self.length(month, year) { return CivilDay(year: year, month: month, day: day + 1) }
        return month < 12
            ? CivilDay(year: year, month: month + 1, day: 1) : CivilDay(year: year + 1, month: 1, day: 1)
    }

    /// `2025-07-09`
    var text: String {
        let year = "\(year)"
        return String(repeating: "0", count: max(0, 4 - year.count)) + year + "-" + twoDigits(month) + "-"
            + twoDigits(day)
    }

    private static func length(_ month: Int, _ year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 && isLeap ? 29 : [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }
}

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
