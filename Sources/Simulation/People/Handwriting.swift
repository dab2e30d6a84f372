import Mobilization

/// How people write a digit.
enum Handwriting {
    /// `1 0417`, or the bare digit.
    static func tidy(_ digit: Int, code: String?) -> String {
        code.map { "\(digit) \($0)" } ?? String(digit)
    }

    /// One of the ways that a person reads without thinking; `pick`, 0 or more, chooses it.
    static func untidy(_ digit: Int, code: String?, language: Language, pick: Int) -> String {
        let ways = common(digit, code: code, language: language) + own(digit, code: code, language: language)
        return ways[pick % ways.count]
    }

    /// Something that no rule can understand.
    static func unclear(_ language: Language, pick: Int) -> String {
        let ways =
            switch language {
            case .chinese: ["看情况吧", "我在开车", "请问你是谁？", "几点结束？", "能来吗", "停电了"]
            case .english: ["who is this?", "maybe", "I am driving", "how long will it take?"]
            }
        return ways[pick % ways.count]
    }

    private static func common(_ digit: Int, code: String?, language: Language) -> [String] {
        switch language {
        case .english: ["\(digit).", " \(digit) "]
        case .chinese:
            ["回\(digit)", "\(digit)。", fullWidth(digit)] + (code.map { ["\(digit)\($0)"] } ?? [])
        }
    }

    private static func own(_ digit: Int, code: String?, language: Language) -> [String] {
        guard language == .chinese else { return [] }
        switch digit {
        case 0: return ["来不了", "去不了", "不行", "没空"]
        case 1: return code.map { ["好的 1 \($0)"] } ?? ["好的 1"]
        case 3: return ["到了"]
        case 5: return ["收到", "好的"]
        default: return []
        }
    }

    private static func fullWidth(_ digit: Int) -> String {
        Unicode.Scalar(0xFF10 + UInt32(digit)).map { String(Character($0)) } ?? String(digit)
    }
}
