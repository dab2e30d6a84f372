import MusterAPI

extension Desk {
    /// A time as an officer writes it, as RFC 3339.
    ///
    /// `07:28` is the nearest one behind the daemon's clock, or ahead of it, in the team's zone; anything longer goes
    /// on as it is, and the daemon judges it. This machine's own clock and zone may be elsewhere.
    func time(_ text: String, isPast: Bool) async throws -> String {
        guard let minute = clockMinute(text) else {
            if text.utf8.count >= 20 { return text }
            throw Trouble.misused(say(.badTime, text))
        }
        let now = try await link.get(StatusView.self, "/v1/status").view.asOf.at
        guard let time = nearestTime(minute, to: now, isPast: isPast) else {
            throw Trouble.misused(say(.badTime, text))
        }
        return time
    }
}

/// Minutes after midnight of `7:28` or `07：28`. nil: no time of day.
func clockMinute(_ text: String) -> Int? {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "：" }
    guard parts.count == 2, parts[1].count == 2, (1...2).contains(parts[0].count), let hour = Int(parts[0]),
        let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
    else { return nil }
    return hour * 60 + minute
}

/// The nearest time of day behind `now`, or ahead of it; nil when `now` isn't RFC 3339 with an offset.
func nearestTime(_ minute: Int, to now: String, isPast: Bool) -> String? {
    let bytes = Array(now.utf8)
    guard bytes.count >= 20, let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
        let day = number(bytes[8..<10]), let hour = number(bytes[11..<13]),
        let nowMinute = number(bytes[14..<16]),
        (1...12).contains(month)
    else { return nil }
    var date = (year: year, month: month, day: day)
    if isPast, minute > hour * 60 + nowMinute { date = dayBefore(date) }
    if !isPast, minute <= hour * 60 + nowMinute { date = dayAfter(date) }
    let offset = String(decoding: bytes[19...].drop { !"+-Z".utf8.contains($0) }, as: UTF8.self)
    return "\(digits(date.year, 4))-\(digits(date.month, 2))-\(digits(date.day, 2))"
        + "T\(digits(minute / 60, 2)):\(digits(minute % 60, 2)):00\(offset)"
}

private typealias Day = (year: Int, month: Int, day: Int)

private func dayBefore(_ date: Day) -> Day {
    if date.day > 1 { return (date.year, date.month, date.day - 1) }
    if date.month > 1 { return (date.year, date.month - 1, length(date.month - 1, date.year)) }
    return (date.year - 1, 12, 31)
}

private func dayAfter(_ date: Day) -> Day {
    if date.day < length(date.month, date.year) { return (date.year, date.month, date.day + 1) }
    return date.month < 12 ? (date.year, date.month + 1, 1) : (date.year + 1, 1, 1)
}

private func length(_ month: Int, _ year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 && isLeap ? 29 : [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
}

private func number(_ bytes: ArraySlice<UInt8>) -> Int? { Int(String(decoding: bytes, as: UTF8.self)) }

private func digits(_ number: Int, _ count: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, count - text.count)) + text
}
