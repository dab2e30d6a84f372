import Mobilization

/// Reads dates and local times in the forms in which spreadsheets bring them.
enum DateText {
    /// 2025-07-01, 2025/7/1, 2025.7.1, 2025年7月1日, 20250701, or, from Excel, 45839.
    ///
    /// - Parameters:
    ///   - raw: The cell as it stands.
    ///   - allowingSerials: Whether a bare number counts as Excel's day number.
    /// - Returns: nil when it is none of these, or a day that doesn't exist.
    static func day(_ raw: String, allowingSerials: Bool = true) -> CalendarDay? {
        if let day = plainDay(raw) { return day }
        let text = CellText.narrow(raw)
        if text.allSatisfy(isDigit), text.count == 8 {
            guard let number = Int(text) else { return nil }
            return CalendarDay(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        }
        if allowingSerials, let serial = serialDay(text) { return serial }
        // A spreadsheet may add midnight to a date.
        let date = text.split(separator: " ", maxSplits: 1)
        if date.count == 2, !["0:00", "00:00", "0:00:00", "00:00:00"].contains(String(date[1])) {
            return nil
        }
        return date.first.flatMap { separatedDay(String($0)) }
    }

    /// A day and a time of the day: `2025-07-08 08:00`, `2025/7/8 8:00:00`, `2025-07-08T08:00`, or Excel's
    /// 45846.3333.
    ///
    /// - Returns: Seconds since 1970 on the local clock. nil when it is none of these.
    static func localSeconds(_ raw: String) -> Int64? {
        let text = CellText.narrow(raw)
        if let serial = Double(text), (20_000..<80_000).contains(serial) {
            // Excel keeps 1/86400 only to about a tenth of a second, and people write whole minutes.
            return Int64(((serial - 25_569) * 1440).rounded()) * 60
        }
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "T" || $0 == "\t" })
        guard let first = parts.first, let day = separatedDay(String(first)), parts.count <= 2 else {
            return nil
        }
        guard parts.count == 2 else { return day.daysSince1970 * 86_400 }
        let clock = parts[1].split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
        guard (2...3).contains(clock.count), (0...24).contains(clock[0]), (0...59).contains(clock[1]),
            clock.count == 2 || (0...59).contains(clock[2])
        else { return nil }
        let seconds = clock[0] * 3600 + clock[1] * 60 + (clock.count == 3 ? clock[2] : 0)
        return seconds <= 86_400 ? day.daysSince1970 * 86_400 + Int64(seconds) : nil
    }

    /// Excel's day number: 25569 is 1970-01-01. Numbers outside 1954...2118 are no dates but something else.
    private static func serialDay(_ text: String) -> CalendarDay? {
        guard let serial = Double(text), serial == serial.rounded(), (20_000..<80_000).contains(serial) else {
            return nil
        }
        return CalendarDay(daysSince1970: Int64(serial) - 25_569)
    }

    /// 2025-07-01, exactly: the form that needs no thought.
    private static func plainDay(_ raw: String) -> CalendarDay? {
        guard raw.utf8.count == 10 else { return nil }
        var parts = [0, 0, 0]
        var part = 0
        for (place, byte) in raw.utf8.enumerated() {
            switch byte {
            case 48...57 where place != 4 && place != 7: parts[part] = parts[part] * 10 + Int(byte - 48)
            case UInt8(ascii: "-") where place == 4 || place == 7: part += 1
            default: return nil
            }
        }
        return CalendarDay(year: parts[0], month: parts[1], day: parts[2])
    }

    private static func separatedDay(_ text: String) -> CalendarDay? {
        let parts = text.split(omittingEmptySubsequences: false) { "-/.年月日".contains($0) }
            .map(String.init)
        // 日 ends the date and leaves an empty part behind it.
        let numbers = parts.count == 4 && parts[3].isEmpty ? Array(parts.dropLast()) : parts
        guard numbers.count == 3, numbers[0].count == 4,
            numbers.allSatisfy({ !$0.isEmpty && $0.count <= 4 && $0.allSatisfy(isDigit) }),
            let year = Int(numbers[0]), let month = Int(numbers[1]), let day = Int(numbers[2])
        else { return nil }
        return CalendarDay(year: year, month: month, day: day)
    }

    private static func isDigit(_ character: Character) -> Bool { character.isPlainDigit }
}
