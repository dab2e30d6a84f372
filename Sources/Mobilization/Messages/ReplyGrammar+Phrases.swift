extension ReplyGrammar {
    /// What a known word does to the meaning of the text.
    enum Word: Equatable {
        case means(ReplyMeaning)
        /// Says that the text came in, and nothing of coming; beside an answer it adds nothing.
        case acknowledges
        /// A reason or a regret: only beside a refusal or a delay.
        case excuses
        /// Adds nothing.
        case fills
        /// Makes a question of the text, which no answer then is.
        case asks

        var isFilling: Bool {
            if case .means = self { return false }
            return true
        }
    }

    /// Only as the whole text: they hold a word that would mean something else inside another text.
    static let wholeTexts: [String: ReplyMeaning] = table([
        (.coming, "i can help|can help|happy to help|我可以帮忙|我能帮忙"),
        (
            .unclear,
            "无人受伤|没人受伤|没有人受伤|无人员受伤|no one hurt|nobody hurt|no one injured|nobody injured|no help needed"
        ),
        (.stop, "停 停|停 停 停|stop stop|stop stop stop"),
        // Four figures are a code; alone and all sevens they are a frightened thumb.
        (.help, "7777"),
    ])

    /// All the words and phrases of an answer. A text is understood when it is made of nothing else.
    static let phrases: [String: Word] = {
        var words: [String: Word] = [:]
        for (phrase, meaning) in table(answers) { words[phrase] = .means(meaning) }
        for phrase in list(acknowledgements) { words[phrase] = .acknowledges }
        for phrase in list(excuses) { words[phrase] = .excuses }
        for phrase in list(questions) { words[phrase] = .asks }
        for phrase in list(fillers) + answerWords { words[phrase] = .fills }
        return words
    }()

    static let longestPhrase = phrases.keys.map(\.unicodeScalars.count).max() ?? 0

    /// Found anywhere in a text.
    static let helpAnywhere = list("救命|受伤|求救|救我|被困|落水|溺水|晕倒|昏迷").map { Array($0.unicodeScalars) }
    /// Whole words found anywhere in a text.
    static let helpWordsAnywhere = list("help|sos|injured|hurt|trapped|drowning|mayday")

    /// Before a digit: 回1, press 1.
    static let answerWords = list("回|回复|答复|选|选择|我选|按|发|编号|代码|reply|press|code|answer")
    /// Before a time of day, so that `at 7` is none of our digits.
    static let wordsBeforeTimes = list("at|by|around|before|until|till|after|about|第")
    /// After a number that tells the time or names a place, with or without a space.
    static let measures = list("点|时|号|楼|栋|分|小时|am|pm|oclock|min|hour|people|persons|bags|km|street|floor")
    /// Straight after a number that counts something. Apart from it they may begin a cry: `7 人落水了`.
    static let countedThings = list("幢|个|人|名|位|刻|秒|天|月|日|年|路|单元|层|室|排|袋|份|箱|米|公里|辆|台|组|队|车|站|桥|区|社区|th|st|nd")

    static let presentWords = list("到|at").map { Array($0.unicodeScalars) }
    static let headcountWords = list("齐|all").map { Array($0.unicodeScalars) }
    static let counterWords = list("沙袋|袋|bags|bag").map { Array($0.unicodeScalars) }
    static let figureUnits = list("人|个|名|袋|份").map { Array($0.unicodeScalars) }

    static let wordsBeforeMinutes = list("大约|大概|约|还要|还有|再过|再|预计|in about|in|about|eta").map {
        Array($0.unicodeScalars)
    }
    /// Units of a time that somebody needs, with their minutes.
    static let timeUnits: [(Letters, Int)] =
        list("分钟|分|minutes|minute|mins|min").map { (Array($0.unicodeScalars), 1) }
        + list("个小时|小时|个钟头|钟头|hours|hour|hrs|hr").map { (Array($0.unicodeScalars), 60) }
    static let wordsAfterMinutes = list("左右到|内到|之内到|后到|以后到|之后到|左右|以后|之后|后|内|到| to go| away").map {
        Array($0.unicodeScalars)
    }

    /// From here on it is the phone that speaks.
    static let signatureMarks = list("发自|来自我的|来自iphone|sent from|sent via|get outlook|\n--|\n——")

    private static let answers: [(ReplyMeaning, String)] = [
        (
            .coming,
            "能到|能来|能去|可以到|可以来|可以去|能参加|可以参加|参加|来|能|马上来|马上到|马上去|这就来|这就去|立即到|立刻到|准时到|按时到"
                + "|一定到|一定来|保证到|会到|会来|会去|能到的|能来的|yes|coming|i am coming|im coming|i can come|can come|will come"
                + "|i will come|ill come|ill be there|i will be there|yes coming|yes i can|going|im going"
        ),
        (
            .comingLate,
            "晚到|会晚到|要晚到|晚点到|晚一点到|晚些到|晚点来|晚来|晚点|会晚点|会晚点到|会晚一点|会晚一点到|要晚点|要晚点到|要晚一点到|稍晚到"
                + "|稍晚点到|迟到|会迟到|能到但晚|能到但会晚到|能来但会晚到|能到但晚点|能来但晚点|late|coming late|will be late|im late"
                + "|i am late|running late|ill be late|i will be late|coming but late"
        ),
        (
            .cannot,
            "来不了|去不了|到不了|来不了了|去不了了|到不了了|不行|没空|没有空|不能|不能来|不能去|不能到|不能来了|不能去了|不能到了|没时间|没有时间"
                + "|没法来|没法去|没法到|没办法来|没办法去|无法来|无法去|无法到|无法参加|无法前往|不能参加|不参加|参加不了|不能前往|来不成|去不成"
                + "|来不及|赶不到|赶不过来|赶不过去|走不开|抽不开身|不来|不去|不来了|不去了|不到了|否|no|nope|not coming|cannot|cant|can not|cannot come"
                + "|cant come|can not come|wont come|i cannot|i cant|i cannot come|i cant come|im not coming|i am not coming|unable"
                + "|unable to come|cant make it|cannot make it|not available|unavailable"
        ),
        (
            .setOut,
            "出发|已出发|出发了|已经出发|已经出发了|在路上|路上|在路上了|已在路上|正在路上|已经在路上|已经在路上了|正在赶来|在赶来|快到了|马上就到"
                + "|马上就到了|在途|动身了|已动身|上路了|set out|on my way|on the way|omw|im on my way|i am on my way|left|leaving now"
                + "|have set out|i have set out"
        ),
        (
            .arrived,
            "到了|已到|到达|已到达|到达了|已经到|已经到了|已经到达|到位|已到位|到位了|签到|已签到|到现场了|已到现场|到达现场|已到集合点|到集合点了"
                + "|到达集合点|到啦|arrived|here|im here|i am here|i have arrived|ive arrived|checked in"
        ),
        (.cannotStandBy, "不能待命|无法待命|待命不了|没法待命|cannot stand by|cant stand by|cannot standby|cant standby"),
        (.help, "求助|需要帮助|需要救援|帮帮我|遇险|有危险|遇险了|in danger"),
        (
            .withdrawnSafe,
            "已撤离|撤离完毕|已撤|撤到|撤到了|已撤到|已撤出|已经撤离|已经撤离了|已经撤到|已撤离完毕|安全|已安全|很安全|安全撤离|已安全撤离"
                + "|safe|i am safe|im safe|withdrawn|at refuge|at the refuge|evacuated"
        ),
        (
            .home,
            "到家|到家了|已到家|已到家了|已经到家|已经到家了|平安到家|平安到家了|已平安到家|安全到家|安全到家了|已安全到家|到家啦|home|home safe|im home"
                + "|i am home|got home|arrived home|safe home|home safely"
        ),
        (.stop, "停|停工|停止|停止作业|停停停|停停|stop"),
        (.resume, "复|复工|resume"),
        (.standDown, "撤|收队|end|stand down"),
    ]

    private static let acknowledgements =
        "收到|已收到|收到了|收悉|好|好的|好嘞|好滴|好哒|好吧|嗯|嗯嗯|恩|行|行的|可以|没问题|没有问题|明白|明白了|知道|知道了|了解|遵命|是|是的|能待命"
        + "|可以待命|待命|已待命|待命中|ok|okay|received|got it|roger|copy|noted|understood|sure|fine|can stand by|can standby"
        + "|standing by"

    private static let excuses =
        "有事|在外地|在外面|人在外地|出差|在出差|出差了|在外地出差|上班|在上班|加班|在加班|值班|生病|生病了|感冒了|家里有事|抱歉|很抱歉|不好意思|对不起"
        + "|sorry|very sorry|away|out of town|at work|sick|im sick"

    private static let questions = "行不行|行不|可以不|可不可以|能不能|是不是|是不|要不要|好不好"

    private static let fillers =
        "我|我们|你好|您好|领导|谢谢|谢谢您|谢谢你|多谢|辛苦了|您辛苦了|请放心|放心|啊|哦|噢|的|i|hi|hello|thanks|thank you|thx"

    private static func list(_ words: String) -> [String] {
        words.split(separator: "|").map(String.init)
    }

    private static func table(_ rows: [(ReplyMeaning, String)]) -> [String: ReplyMeaning] {
        var meanings: [String: ReplyMeaning] = [:]
        for (meaning, words) in rows {
            for word in list(words) { meanings[word] = meaning }
        }
        return meanings
    }

    /// Traditional characters that occur in the tables.
    static let simplified: [Unicode.Scalar: Unicode.Scalar] = [
        "來": "来", "達": "达", "離": "离", "傷": "伤", "復": "复", "齊": "齐", "點": "点", "會": "会", "遲": "迟",
        "趕": "赶", "過": "过", "經": "经", "發": "发", "謝": "谢", "對": "对", "問": "问", "題": "题", "沒": "没",
        "無": "无", "時": "时", "間": "间", "參": "参", "開": "开", "現": "现", "場": "场", "馬": "马", "準": "准",
        "這": "这", "話": "话", "隊": "队", "幫": "帮", "險": "险", "選": "选", "擇": "择", "號": "号", "編": "编",
        "碼": "码", "樓": "楼", "個": "个", "嗎": "吗", "為": "为", "們": "们", "領": "领", "導": "导", "員": "员",
    ]
}
