import Mobilization

/// What a person takes from a text on the phone: from its words alone, as everybody on the roster must.
struct TextReading: Equatable, Sendable {
    enum Gist: Equatable, Sendable {
        /// Asks to come: a call-out, a reminder, a relief.
        case callout
        /// Asks to lead a site.
        case leaderCallout
        case leaderGrammar
        case assigned
        case ask
        case late
        case full
        case move
        /// Cancelled, or sent by mistake.
        case cancel
        case stop
        case resume
        case standby
        case test
        /// The drill ends because something real began.
        case preempt
        case standDown
        case home
        case unclear
        case oneKeyCallout
        case oneKeyAssigned
        /// Wakes whoever has the duty.
        case dutyAlarm
        /// Needs nothing of the person.
        case other
    }

    var gist: Gist
    var language: Language
    /// The incident's four digits; nil when the text has none.
    var code: String?
    /// The place in the network's list of the site that the text names; nil when it names none.
    var site: Int?
    /// The first time of day in the text, in minutes after midnight; nil without one.
    var minuteOfDay: Int?
    /// Teaches 4 for those who come late.
    var teachesLate: Bool
    var isAboutSandbags: Bool

    /// Counts as a call in the ledger.
    var asksToCome: Bool {
        switch gist {
        case .callout, .leaderCallout, .oneKeyCallout: true
        default: false
        }
    }

    init(_ text: String, sites: [Site]) {
        let words = TextReading.halfWidth(text)
        language = TextReading.hasChinese(words) && !words.contains("XFER") ? .chinese : .english
        gist = TextReading.gist(of: words)
        code = TextReading.code(in: words)
        minuteOfDay = TextReading.time(in: words)
        site = TextReading.site(in: words, sites: sites, movesAway: gist == .move)
        teachesLate = words.contains("晚到") || words.contains("4 late") || words.contains("4 if late")
        isAboutSandbags = words.contains("沙袋") || words.contains("sandbags")
    }

    /// Phrases that occur in one kind of text only, the more telling first.
    private static let phrases: [(String, Gist)] = [
        ("停止作业", .stop), ("暂停作业", .stop), (" STOP! ", .stop), (" PAUSE! ", .stop),
        ("可以复工", .resume), ("may resume", .resume),
        ("值班提醒:", .dutyAlarm), ("duty room:", .dutyAlarm),
        ("求助!请马上找到本人", .other), ("calls for help! Find them", .other),
        ("已收到您的求助", .other), ("your call for help", .other),
        ("没看懂", .unclear), ("did not understand", .unclear),
        ("待命解除", .other), ("standby is over", .other),
        ("叫应测试", .test), ("reachability test", .test),
        ("演练中止", .preempt), ("drill stopped", .preempt),
        ("请待命", .standby), ("5 can stand by", .standby),
        ("平安到家了吗", .home), ("are you home safe", .home),
        ("人数已够", .full), ("has enough people", .full),
        ("任务取消", .cancel), ("is cancelled", .cancel), ("误发", .cancel), ("sent by mistake", .cancel),
        ("改地点", .move), ("change: not", .move),
        ("还没登记到您", .late), ("you are not checked in", .late),
        ("出发了吗", .ask), ("have you set out", .ask),
        ("会合后同去", .oneKeyAssigned), ("and go together", .oneKeyAssigned),
        ("老人紧急求助", .oneKeyCallout), ("elder calls for help", .oneKeyCallout),
        ("报在场", .leaderGrammar), ("= headcount", .leaderGrammar),
        ("请您任", .leaderCallout), ("please lead", .leaderCallout),
        ("签到。出发回2", .assigned), ("2 set out", .assigned),
        ("到家回9", .standDown), ("9 when home", .standDown),
        ("能到回1", .callout), ("能来回1", .callout), ("能到请按1", .callout), ("1 coming", .callout),
        ("Press 1", .callout),
    ]

    private static func gist(of words: String) -> Gist {
        phrases.first { words.contains($0.0) }?.1 ?? .other
    }

    /// Full-width digits and marks as their plain twins, so that one phrase finds both.
    private static func halfWidth(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let plain = (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) : nil
            result.append(plain ?? scalar)
        }
        return String(result)
    }

    private static func hasChinese(_ words: String) -> Bool {
        words.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    }

    /// The last run of exactly four digits that is part of no phone number or time.
    private static func code(in words: String) -> String? {
        let bytes = Array(words.utf8)
        var found: String?
        var start = 0
        while start < bytes.count {
            guard isDigit(bytes[start]) else {
                start += 1
                continue
            }
            var end = start
            while end < bytes.count, isDigit(bytes[end]) { end += 1 }
            let before: UInt8 = start > 0 ? bytes[start - 1] : 32
            let after: UInt8 = end < bytes.count ? bytes[end] : 32
            let isJoined = [UInt8(ascii: "-"), UInt8(ascii: ":")].contains { $0 == before || $0 == after }
            if end - start == 4, !isJoined { found = String(decoding: bytes[start..<end], as: UTF8.self) }
            start = end
        }
        return found
    }

    /// The first `07:30`.
    private static func time(in words: String) -> Int? {
        let bytes = Array(words.utf8)
        guard bytes.count >= 5 else { return nil }
        for start in 0...(bytes.count - 5) where bytes[start + 2] == UInt8(ascii: ":") {
            let digits = [0, 1, 3, 4].map { bytes[start + $0] }
            guard digits.allSatisfy(isDigit) else { continue }
            let values = digits.map { Int($0) - 48 }
            let (hour, minute) = (values[0] * 10 + values[1], values[2] * 10 + values[3])
            if hour < 24, minute < 60 { return hour * 60 + minute }
        }
        return nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    /// The site whose muster point stands in the text, else the one whose name does.
    ///
    /// Long names may have been cut at the end to fit one message, so the longest beginning decides. A text that
    /// moves people away names the old muster point first; the later one counts.
    private static func site(in words: String, sites: [Site], movesAway: Bool) -> Int? {
        let part = movesAway ? afterMove(words) : words
        return longest(in: part, names: sites.map(\.musterPoint))
            ?? longest(in: part, names: sites.map(\.name)) ?? longest(in: part, names: sites.map(\.code))
    }

    private static func afterMove(_ words: String) -> String {
        let parts = words.split(separator: "改到", maxSplits: 1)
        if parts.count == 2 { return String(parts[1]) }
        return words.split(separator: " but ", maxSplits: 1).last.map(String.init) ?? words
    }

    private static func longest(in words: String, names: [String]) -> Int? {
        var best: (place: Int, length: Int)?
        for (place, name) in names.enumerated() where !name.isEmpty {
            var beginning = halfWidth(name)
            let least = min(beginning.count, 4)
            while beginning.count >= least {
                if words.contains(beginning) {
                    if beginning.count > best?.length ?? 0 { best = (place, beginning.count) }
                    break
                }
                beginning.removeLast()
                if beginning.isEmpty { break }
            }
        }
        return best?.place
    }
}
