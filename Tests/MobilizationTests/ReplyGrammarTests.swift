import Testing

@testable import Mobilization

struct ReplyGrammarTests {
    static let digits: [ReplyMeaning] = [
        .cannot, .coming, .setOut, .arrived, .comingLate, .received, .cannotStandBy, .help, .withdrawnSafe,
        .home,
    ]

    /// How people write a digit, D standing for it, C for a code; the second says whether the code is read.
    static let forms: [(String, Bool)] = [
        ("D", false), (" D ", false), ("D。", false), ("D.", false), ("D!", false), ("D~", false),
        ("D、", false),
        ("“D”", false), ("(D)", false), ("回D", false), ("回复D", false), ("回复：D", false),
        ("我选D", false), ("按D", false), ("发 D", false), ("reply D", false), ("Press D", false), ("D谢谢", false),
        ("D 收到", false), ("收到，D", false), ("好的D", false), ("D D", false), ("D\r\n", false), ("D👍", false),
        ("D 发自我的iPhone", false), ("D【签名】", false), ("【签名】D", false), ("D\n--\n一位志愿者 办公室", false),
        ("D Sent from my Phone 12", false), ("DC", true), ("D C", true), ("D，C", true), ("D.C", true),
        ("D-C", true),
        ("C D", true), ("D 编号C", true), ("回D C", true), ("D C 谢谢", true), ("D\u{fe0f}\u{20e3}", false),
    ]

    static func wide(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isFigure = (0x30...0x39).contains(scalar.value)
            scalars.append(Unicode.Scalar(isFigure ? scalar.value - 0x30 + 0xff10 : scalar.value) ?? scalar)
        }
        return String(scalars)
    }

    static func written(_ form: String, _ digit: Int, code: String) -> String {
        form.unicodeScalars.map { $0 == "D" ? String(digit) : $0 == "C" ? code : String($0) }.joined()
    }

    @Test(arguments: 0...9)
    func `a digit means the same in every form, half or full width`(digit: Int) {
        for (form, hasCode) in Self.forms {
            let text = Self.written(form, digit, code: "0417")
            let expected = ParsedReply(meaning: Self.digits[digit], code: hasCode ? "0417" : nil)
            #expect(ReplyGrammar.parse(text) == expected, "\(text)")
            #expect(ReplyGrammar.parse(Self.wide(text)) == expected, "\(Self.wide(text))")
        }
    }

    @Test func `a digit with any code is that digit and that code`() {
        for digit in 0...9 {
            for number in stride(from: 0, through: 9999, by: digit == 1 ? 1 : 101) {
                let digits = String(10_000 + number).dropFirst()
                let parsed = ReplyGrammar.parse("\(digit)\(digits)")
                #expect(parsed == ParsedReply(meaning: Self.digits[digit], code: String(digits)))
            }
        }
    }

    @Test func `two different digits are unclear, but a 7 among them is a call for help`() {
        for first in 0...9 {
            for second in 0...9 where first != second {
                let expected: ReplyMeaning = first == 7 || second == 7 ? .help : .unclear
                for text in ["\(first) \(second)", "\(first),\(second)", "\(first)。\(second)"] {
                    #expect(ReplyGrammar.parse(text).meaning == expected, "\(text)")
                }
                for text in [
                    "\(first)\(second)", "\(first)/\(second)", "\(first)-\(second)", "\(first).\(second)",
                ] {
                    #expect(ReplyGrammar.parse(text).meaning == .unclear, "\(text)")
                }
            }
        }
        #expect(ReplyGrammar.parse("0还是1").meaning == .unclear)
    }

    @Test func `every number of two, three or six figures is unclear, but for sevens`() {
        for number in Array(10...999) + [100_417, 123_456] {
            let expected: ReplyMeaning = number == 77 || number == 777 ? .help : .unclear
            #expect(ReplyGrammar.parse(String(number)).meaning == expected, "\(number)")
        }
    }

    @Test(arguments: [
        ("来不了", ReplyMeaning.cannot), ("去不了", .cannot), ("到不了", .cannot), ("不行", .cannot), ("没空", .cannot),
        ("不能", .cannot), ("我来不了", .cannot), ("來不了", .cannot), ("抱歉，来不了。", .cannot), ("收到，去不了", .cannot),
        ("0 在外地出差", .cannot), ("不好意思，在加班，去不了", .cannot), ("No", .cannot), ("can't come", .cannot),
        ("Sorry, I can’t come", .cannot), ("cannot", .cannot), ("not coming", .cannot),
        ("能到", .coming), ("我能到", .coming), ("好的，马上来", .coming), ("收到，能来", .coming), ("1能到", .coming),
        ("YES", .coming), ("I'm coming!", .coming), ("I can help", .coming), ("可以来", .coming),
        ("晚到", .comingLate), ("会晚点到", .comingLate), ("4 晚到", .comingLate), ("late", .comingLate),
        ("Sorry, running late", .comingLate), ("抱歉会晚到", .comingLate),
        ("收到", .received), ("好", .received), ("好的", .received), ("嗯", .received), ("OK", .received),
        ("ＯＫ", .received), ("好的，收到！", .received), ("收到，谢谢", .received), ("👍", .received), ("能待命", .received),
        ("可以", .received), ("received", .received), ("是的", .received),
        ("不能待命", .cannotStandBy), ("cannot stand by", .cannotStandBy),
        ("出发", .setOut), ("已出发", .setOut), ("在路上了", .setOut), ("On my way", .setOut), ("2 已出发", .setOut),
        ("到了", .arrived), ("已到达", .arrived), ("我到了", .arrived), ("arrived", .arrived), ("3到了", .arrived),
        ("已撤离", .withdrawnSafe), ("撤到了", .withdrawnSafe), ("安全", .withdrawnSafe), ("safe", .withdrawnSafe),
        ("到家了", .home), ("平安到家", .home), ("我到家了，谢谢", .home), ("home", .home), ("Home safe.", .home),
    ])
    func `whole phrases are understood`(text: String, meaning: ReplyMeaning) {
        #expect(ReplyGrammar.parse(text) == ParsedReply(meaning: meaning))
    }

    @Test(arguments: [
        ("1 20分钟", ReplyMeaning.coming, 20), ("1，20分钟后到", .coming, 20), ("1 0417 大约20分钟到", .coming, 20),
        ("能到，还要45分", .coming, 45), ("1 in 20 min", .coming, 20),
        ("yes, about 20 minutes", .coming, 20), ("1 ２０分钟", .coming, 20), ("能到，2小时后到", .coming, 120),
        ("yes in 2 hours", .coming, 120), ("1 2小时", .coming, 120), ("在路上，还要20分钟", .setOut, 20),
        ("on my way, in 20 minutes", .setOut, 20), ("2 20分钟后到", .setOut, 20),
    ])
    func `a promise may name the minutes it takes`(text: String, meaning: ReplyMeaning, minutes: Int) {
        let parsed = ReplyGrammar.parse(text)
        #expect(parsed.meaning == meaning && parsed.minutes == minutes, "\(parsed)")
    }

    @Test(arguments: [
        "0 20分钟", "3 20分钟", "4 90分钟", "晚到20分钟", "late 20 min", "10分钟后出发", "已出发10分钟", "2 15分钟", "收到 20分钟",
        "1 20", "1 20分钟 30分钟", "1 0分钟", "1 601分钟", "1 20分钟前", "1 20分钟到不了",
        "20分钟",
        "1 11小时", "出发20分钟", "出发了，20分钟", "1 20minutesx",
    ])
    func `minutes that fit no promise are left to a person`(text: String) {
        #expect(ReplyGrammar.parse(text).meaning == .unclear && ReplyGrammar.parse(text).minutes == nil)
    }

    @Test func `a phrase may carry a code`() {
        #expect(ReplyGrammar.parse("能到 0417") == ParsedReply(meaning: .coming, code: "0417"))
        #expect(ReplyGrammar.parse("来不了0417") == ParsedReply(meaning: .cannot, code: "0417"))
        #expect(ReplyGrammar.parse("已到0417") == ParsedReply(meaning: .arrived, code: "0417"))
        #expect(ReplyGrammar.parse("0417") == ParsedReply(meaning: .unclear, code: "0417"))
        #expect(ReplyGrammar.parse("1 0417 0418").meaning == .unclear)
    }

    @Test(arguments: [
        "", " ", "。", "?", "1?", "能来吗", "能来吗？", "能不能来", "行不行", "可以不来", "来吗", "收到？", "停电了", "停水", "不停",
        "别停", "停 谢谢", "好的停", "1停", "停车场满了", "1还是0", "10分钟到", "20分钟后到", "1小时到", "1点到", "1个人", "3人",
        "1号门", "1楼", "1.5", "7:30到", "7点到", "7 点到", "7号楼", "7-11旁边", "be there at 7", "第7组", "F7", "17", "-1",
        "- 1 -2",
        "能到吗1", "不能1", "1 来不了", "能到 来不了", "能到，晚到", "0 能到", "不收到", "没收到", "还没出发", "没到", "不安全", "没到家",
        "在家", "回家", "撤离", "撤了", "快撤", "谢谢", "你好", "在外地", "抱歉", "1 抱歉", "1 在外地", "回", "回复", "编号0417",
        "你是谁", "谁啊", "退订", "TD", "T", "l", "I", "O", "一", "-", "1%", "1°", "￥1", "到", "到了吗", "到1号门", "到12点",
        "到0417", "到10417", "我到12", "到12 齐16", "1 到12", "齐", "袋", "袋12袋34", "袋-5", "at", "all good", "all 1 2",
        "end of road", "endless", "stopped", "stop it", "don't stop", "resume later", "coming?", "not sure",
        "yes and no", "noon", "okay then maybe", "latest news", "homework", "arrived?", "no 1", "1 张三", "张三",
        "13800000000", "1 13800000000", "验证码 123456", "123", "00", "无人受伤", "no one hurt", "【1】", "1l", "1a",
        "a1",
        "明天能来", "能来两个人", "我不能保证到", "昨天到家了吗", "你到家了", "停一下", "暂停", "停停停吧",
    ])
    func `what could mean something else is left to a person`(text: String) {
        #expect(ReplyGrammar.parse(text).meaning == .unclear, "\(ReplyGrammar.parse(text))")
    }

    @Test(arguments: [
        "7", "77", "777", "7777", "77777", "777777", "7!", "7！！", "7?", "回7", "7 0417", "70417", "求助", "求助！",
        "救命",
        "救命啊快来人", "我们这里有人受伤了", "老王受伤 快派人", "我受傷了", "被困在二楼", "有人落水", "1 受伤了", "收到，但是有人受伤",
        "help", "HELP!", "please help us", "sos", "we are trapped", "he is injured", "7 快来人", "7快来人",
        "我在河边 7",
        "7 水涨上来了出不去", "70417 快来", "0 7", "救命？", "停！有人受伤", "7。桥塌了", "7 人落水了", "-7", "--7--",
    ])
    func `a call for help is heard inside a longer text`(text: String) {
        #expect(ReplyGrammar.parse(text).meaning == .help, "\(ReplyGrammar.parse(text))")
    }

    @Test func `a call for help is heard at the end of a very long text`() {
        let long = String(repeating: "水很大，路也看不见了。", count: 100)
        #expect(ReplyGrammar.parse(long).meaning == .unclear)
        #expect(ReplyGrammar.parse(long + "救命").meaning == .help)
        #expect(ReplyGrammar.parse("【" + long + "救命】").meaning == .help)
    }

    @Test func `a call for help keeps the code it came with`() {
        #expect(ReplyGrammar.parse("7 0417 快来人") == ParsedReply(meaning: .help, code: "0417"))
        #expect(ReplyGrammar.parse("70417 快来人") == ParsedReply(meaning: .help, code: "0417"))
        #expect(ReplyGrammar.parse("救命 0417") == ParsedReply(meaning: .help, code: "0417"))
    }

    @Test(arguments: [
        ("到12", ReplyMeaning.leaderPresent(12)), ("到 12", .leaderPresent(12)), ("到：12人", .leaderPresent(12)),
        ("到１２", .leaderPresent(12)), ("到0", .leaderPresent(0)), ("AT 12", .leaderPresent(12)),
        ("at12", .leaderPresent(12)), ("at 7", .leaderPresent(7)), ("到9999", .leaderPresent(9999)),
        ("齐16", .leaderHeadcount(16)), ("齊 16。", .leaderHeadcount(16)), ("ALL 16", .leaderHeadcount(16)),
        ("袋80", .leaderCount(counterWord: "袋", 80)), ("袋1200", .leaderCount(counterWord: "袋", 1200)),
        ("沙袋 80 袋", .leaderCount(counterWord: "沙袋", 80)), ("Bags 80", .leaderCount(counterWord: "bags", 80)),
        ("袋999999", .leaderCount(counterWord: "袋", 999_999)), ("袋80个", .leaderCount(counterWord: "袋", 80)),
        ("停", .stop), ("停！", .stop), (" 停 ", .stop), ("STOP", .stop), ("停！停！", .stop), ("停止作业", .stop),
        ("复", .resume), ("复工", .resume), ("RESUME", .resume), ("撤", .standDown), ("收队", .standDown),
        ("END", .standDown),
    ])
    func `a leader's words are understood`(text: String, meaning: ReplyMeaning) {
        #expect(ReplyGrammar.parse(text) == ParsedReply(meaning: meaning))
    }

    @Test func `a leader's words may carry a code`() {
        #expect(ReplyGrammar.parse("到12 0417") == ParsedReply(meaning: .leaderPresent(12), code: "0417"))
        #expect(ReplyGrammar.parse("停 0417") == ParsedReply(meaning: .stop, code: "0417"))
    }

    @Test func `counters of the running task are understood beside the bags`() {
        #expect(ReplyGrammar.parse("份200").meaning == .unclear)
        #expect(
            ReplyGrammar.parse("份200", counterWords: ["物资", "份"]).meaning
                == .leaderCount(counterWord: "份", 200))
        #expect(
            ReplyGrammar.parse("Residents 40", counterWords: ["residents"]).meaning
                == .leaderCount(counterWord: "residents", 40))
        #expect(ReplyGrammar.parse("residentsx 40", counterWords: ["residents"]).meaning == .unclear)
    }

    @Test func `the sender's own name is a signature, another name isn't`() {
        #expect(ReplyGrammar.parse("1 王小明", senderName: "王小明").meaning == .coming)
        #expect(ReplyGrammar.parse("王小明：能到", senderName: "王小明").meaning == .coming)
        #expect(ReplyGrammar.parse("王小明来不了", senderName: "王小明").meaning == .cannot)
        #expect(ReplyGrammar.parse("1 李四", senderName: "王小明").meaning == .unclear)
        #expect(ReplyGrammar.parse("王小明", senderName: "王小明").meaning == .unclear)
    }

    @Test func `no single character of the common planes means anything but those of the table`() {
        for value in Array(UInt32(0)...0x33ff) + Array(0x4e00...0x9fff) + Array(0xf900...0xffff) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let meaning = ReplyGrammar.parse(String(Character(scalar))).meaning
            guard meaning != .unclear else { continue }
            #expect("0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⓪能來来否停复復撤好嗯恩行是".contains(Character(scalar)), "\(scalar)")
        }
    }
}
