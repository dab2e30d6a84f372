import Mobilization

/// Reads 可用时段: `周一至周五 18:00-22:00;周末 全天`, `Mon-Fri 18:00-22:00; weekend all day`.
///
/// ```
/// hours = rule (";" rule)*             ; and ；
/// rule  = days times
/// days  = day ("至" day)? | 每天 | 工作日 | 周末, joined by 、 or ,
/// times = 全天 | clock "-" clock, joined by 、 or ,
/// ```
///
/// An end at or before its start is on the next day; 24:00 is the end of the day. Nothing else is guessed at.
enum HoursText {
    enum Reading: Equatable {
        case hours(AvailableHours)
        /// What can't be read, as written.
        case refused(String)
    }

    /// `raw` is the cell, and not empty.
    static func read(_ raw: String) -> Reading {
        var spans: [AvailableHours.Span] = []
        for rule in narrowed(raw).split(whereSeparator: { $0 == ";" || $0 == "\n" }) {
            let rule = rule.trimmed
            if rule.isEmpty { continue }
            guard let more = self.spans(of: rule) else { return .refused(rule) }
            spans += more
        }
        return AvailableHours(spans).map { .hours($0) } ?? .refused(raw)
    }

    /// One sign for each that means the same.
    private static func narrowed(_ raw: String) -> String {
        let signs: [Character: Character] = [
            "至": "-", "到": "-", "~": "-", "～": "-", "—": "-", "–": "-", "－": "-", "、": ",", "，": ",",
            "；": ";", "：": ":",
        ]
        return String(CellText.narrow(raw).lowercased().map { signs[$0] ?? $0 })
    }

    private static func spans(of rule: String) -> [AvailableHours.Span]? {
        // No day is written with figures: the times begin at the first one, or at "all day".
        let allDay = allDayWords.compactMap { rule.range(of: $0) }.first?.lowerBound
        guard let start = allDay ?? rule.firstIndex(where: { ("0"..."9").contains($0) }) else { return nil }
        guard let days = days(rule[..<start].trimmed), let times = times(rule[start...].trimmed) else {
            return nil
        }
        return days.flatMap { day in times.flatMap { spans(on: day, from: $0.from, until: $0.until) } }
    }

    /// Over midnight, and over the end of the week, in two parts.
    private static func spans(on day: Int, from: Int, until: Int) -> [AvailableHours.Span] {
        let start = day * AvailableHours.minutesOfDay + from
        let length = until > from ? until - from : until + AvailableHours.minutesOfDay - from
        let end = start + length
        let week = AvailableHours.minutesOfWeek
        guard end > week else { return [AvailableHours.Span(from: start, until: end)] }
        return [
            AvailableHours.Span(from: start, until: week), AvailableHours.Span(from: 0, until: end - week),
        ]
    }

    // MARK: - Days

    /// 0 is Monday.
    private static func days(_ text: String) -> [Int]? {
        var days: [Int] = []
        for part in text.split(separator: ",").map(\.trimmed) {
            if let several = severalDays[part] {
                days += several
                continue
            }
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { day($0.trimmed) }
            guard let first = ends.first, let first, let last = ends.last, let last, ends.count <= 2 else {
                return nil
            }
            // 周六至周一 goes over the end of the week.
            days += (first...(last < first ? last + 7 : last)).map { $0 % 7 }
        }
        return days.isEmpty ? nil : days
    }

    private static func day(_ word: String) -> Int? {
        for prefix in ["星期", "礼拜", "周"] where word.hasPrefix(prefix) {
            return chineseDays[String(word.dropFirst(prefix.count))]
        }
        return chineseDays[word] ?? englishDays.firstIndex { $0.hasPrefix(word) && word.utf8.count >= 3 }
    }

    private static let chineseDays = ["一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6]
    private static let englishDays = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    private static let severalDays: [String: [Int]] = [
        "每天": Array(0..<7), "每日": Array(0..<7), "daily": Array(0..<7), "every day": Array(0..<7),
        "工作日": Array(0..<5), "weekdays": Array(0..<5), "周末": [5, 6], "双休日": [5, 6], "weekend": [5, 6],
        "weekends": [5, 6],
    ]
    private static let allDayWords = ["全天", "全日", "all day"]

    // MARK: - Times

    /// Minutes of the day; an end at or before its start is on the next day.
    private static func times(_ text: String) -> [(from: Int, until: Int)]? {
        if allDayWords.contains(text) { return [(0, AvailableHours.minutesOfDay)] }
        var times: [(from: Int, until: Int)] = []
        for part in text.split(separator: ",").map(\.trimmed) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { clock($0.trimmed) }
            guard ends.count == 2, let from = ends[0], let until = ends[1], from != until,
                from < AvailableHours.minutesOfDay
            else { return nil }
            times.append((from, until))
        }
        return times.isEmpty ? nil : times
    }

    /// `18:00`, `8:30`, `24:00`.
    private static func clock(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.count == 2, (1...2).contains(parts[0].utf8.count),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour >= 0, (0...59).contains(minute)
        else { return nil }
        let clock = hour * 60 + minute
        return clock <= AvailableHours.minutesOfDay ? clock : nil
    }
}

extension StringProtocol {
    /// Without blanks at the ends.
    fileprivate var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace ?? false { text.removeFirst() }
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return String(text)
    }

    /// Where `word` stands, by characters.
    fileprivate func range(of word: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(word) { return start..<index(start, offsetBy: word.count) }
            start = index(after: start)
        }
        return nil
    }
}
