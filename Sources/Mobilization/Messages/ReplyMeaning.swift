/// What somebody means by a text or a key press. One meaning each, whatever text it answers.
package enum ReplyMeaning: Equatable, Sendable, Codable {
    /// 1 能到
    case coming
    /// 4 晚到: comes, but after the hour.
    case comingLate
    /// 0 不能
    case cannot
    /// 2 出发
    case setOut
    /// 3 到了
    case arrived
    /// 5 收到, 能待命. Never an acceptance: where a call-out is open, ask back.
    case received
    /// 6 不能待命
    case cannotStandBy
    /// 7 求助
    case help
    /// 8 已撤离
    case withdrawnSafe
    /// 9 到家
    case home
    /// 到12: so many are present in all, says the leader. 0...9999.
    case leaderPresent(Int)
    /// 齐16: so many after a stop. 0...9999.
    case leaderHeadcount(Int)
    /// 袋80: so many added. The word as it was written, in lower case; the number 0...999,999.
    case leaderCount(counterWord: String, Int)
    /// 停. Only ever the whole text.
    case stop
    /// 复
    case resume
    /// 撤, 收队
    case standDown
    /// 请假3天, away 3 days: so many days from now, 1 or more.
    case leave(days: Int)
    /// 销假, leave over: back before the time.
    case leaveOver
    /// No rule understands it: a person must read it.
    case unclear

    /// The meaning of one pressed key or one digit, `0`...`9`.
    /// - Returns: nil for anything but 0 to 9.
    package init?(digit: Int) {
        switch digit {
        case 0: self = .cannot
        case 1: self = .coming
        case 2: self = .setOut
        case 3: self = .arrived
        case 4: self = .comingLate
        case 5: self = .received
        case 6: self = .cannotStandBy
        case 7: self = .help
        case 8: self = .withdrawnSafe
        case 9: self = .home
        default: return nil
        }
    }
}

/// A text, understood.
package struct ParsedReply: Equatable, Sendable {
    package var meaning: ReplyMeaning
    /// The four digits that name the incident, as written; nil when there are none.
    ///
    /// Whether an incident with this code is open is the caller's to check. If none is, the reply is unclear:
    /// `04171` reads as 0 with the code 4171 but was meant as 1.
    package var code: String?
    /// Beside `coming`: there in so many minutes, 1...600, counted from the answer. nil: not said.
    package var minutes: Int?

    package init(meaning: ReplyMeaning, code: String? = nil, minutes: Int? = nil) {
        self.meaning = meaning
        self.code = code
        self.minutes = minutes
    }
}
