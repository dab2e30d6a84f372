extension ReplyGrammar {
    /// 请假3天, 请3天假, away 3 days, on leave for 2 weeks; 销假. Only ever the whole text: whoever writes more wants a
    /// person to read it.
    ///
    /// - Returns: nil for anything else, and for more days than are taken without a person.
    static func leave(_ text: Letters) -> ReplyMeaning? {
        let words = string(text)
        if leaveOver.contains(words) { return .leaveOver }
        for (before, after) in leaveForms where words.hasPrefix(before) && words.hasSuffix(after) {
            guard words.count > before.count + after.count else { continue }
            let middle = words.dropFirst(before.count).dropLast(after.count)
            if let days = days(String(middle.filter { $0 != " " })), days <= Limits.leaveDaysByText {
                return .leave(days: days)
            }
        }
        return nil
    }

    private static let leaveOver: Set<String> = ["销假", "我销假", "请假结束", "leave over", "my leave is over"]

    /// What stands before and after the length. The first that fits counts, so the longer ones come first.
    private static let leaveForms = [
        ("我要请假", ""), ("我请假", ""), ("请假", ""), ("我要请", "假"), ("我请", "假"), ("请", "假"),
        ("i am away for ", ""), ("i am away ", ""), ("im away for ", ""), ("im away ", ""),
        ("away for ", ""), ("away ", ""), ("on leave for ", ""), ("on leave ", ""), ("leave ", ""),
    ]

    private static let dayUnits = [
        ("天", 1), ("日", 1), ("周", 7), ("星期", 7), ("个星期", 7), ("days", 1), ("day", 1), ("weeks", 7),
        ("week", 7),
    ]

    private static let chineseNumbers: [String: Int] = [
        "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "a": 1,
        "one": 1,
    ]

    /// `3天`, `三天`, `2weeks`, in days, 1 or more.
    private static func days(_ length: String) -> Int? {
        for (unit, days) in dayUnits.sorted(by: { $0.0.count > $1.0.count }) where length.hasSuffix(unit) {
            let written = String(length.dropLast(unit.count))
            let isFigure = written.utf8.allSatisfy { (48...57).contains($0) } && written.utf8.count <= 3
            guard let number = chineseNumbers[written] ?? (isFigure ? Int(written) : nil), number > 0 else {
                return nil
            }
            return number * days
        }
        return nil
    }
}
