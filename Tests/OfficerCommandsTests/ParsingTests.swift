import Testing

@testable import OfficerCommands

@Suite struct ParsingTests {
    static let verbs: [([String], String, String)] = [
        ([], "status", "现状"), ([], "todo", "待办"), (["12"], "todo done", "待办 已办"),
        (["12"], "todo seen", "待办 已阅"),
        (["--once"], "watch", "看板"), ([], "duty", "值班"), ([], "alert", "预警"),
        (["暴雨内涝", "--need", "F01:搬运:35:1120", "--need", "F01:order-keeping:3", "--drill"], "open", "启动"),
        (["F01", "搬运", "35", "--yes", "35"], "need", "点位"), (["--reserve", "20"], "plan", "试算"),
        ([], "forecast", "预测"),
        (["--yes", "386"], "call", "呼叫"), (["2"], "confirm", "确认"), (["F01", "--full"], "who", "谁在"),
        (["王强"], "why", "为何"), (["王强", "1"], "reply", "代答"), (["F01", "12"], "arrive", "到场"),
        (["F01", "--name", "王强", "--name", "7", "--at", "07:28"], "arrive", "到场"),
        (["F01", "bags", "80"], "count", "报量"), (["F04", "--hazard", "power"], "stop", "停"),
        (["all"], "stop", "停"),
        ([], "stop", "停"), (["F04", "16"], "headcount", "清点"), (["F04"], "resume", "复工"),
        ([], "standdown", "收队"),
        (["F04", "--yes", "31"], "standdown", "收队"), (["王强", "7"], "signout", "签退"), ([], "safe", "平安"),
        (["王强", "--by", "家属"], "safe", "平安"), ([], "close", "办结"), (["已通知供电"], "log", "记"), ([], "log", "记"),
        ([], "roster", "花名册"), (["team.csv", "--commit"], "roster import", "花名册 导入"), ([], "playbook", "手册"),
        (["搬运"], "playbook show", "手册 查看"), ([], "gateway", "通道"), (["f01"], "site", "点位库"),
        ([], "report", "报告"),
    ]

    @Test(arguments: verbs)
    func `a verb and its Chinese name are the same command`(
        _ arguments: [String], _ verb: String, _ alias: String
    ) throws {
        let common = ["--socket", "/s", "--json", "--lang", "zh", "--incident", "0417", "--all"]
        var types: [String] = []
        for name in [verb, alias] {
            let words = name.split(separator: " ").map(String.init)
            let command = try MusterCtl.command(words + arguments + common)
            #expect(command.common.socket == "/s" && command.common.json && command.common.lang == .zh)
            #expect(command.common.incident == "0417" && command.common.all)
            types.append("\(type(of: command))")
        }
        #expect(types[0] == types[1])
    }

    @Test(arguments: [
        ["bogus"], ["arrive", "F01"], ["arrive", "F01", "12", "--name", "王强"], ["safe", "王强"],
        ["safe", "--by", "家属"],
        ["call", "--reserve", "0"], ["call", "--yes", "many"], ["stop", "F04", "--hazard", "lava"],
        ["reply", "王强", "17"],
        ["reply", "王强", "maybe"], ["open", "暴雨", "--need", "F01:搬运"], ["open", "暴雨", "--need", "F01:搬运:0"],
        ["open", "暴雨"],
        ["count", "F01", "bags", "many"], ["todo", "done"], ["watch", "--every", "0"],
        ["status", "--lang", "fr"],
    ])
    func `words that can't be meant end with 64 and reach nobody`(_ arguments: [String]) async {
        let paper = Paper()
        #expect(await musterctl(arguments, paper) == 64)
        #expect(paper.out.isEmpty && !paper.errors.isEmpty)
    }

    @Test func `help is no error`() async {
        let paper = Paper()
        #expect(await musterctl(["--help"], paper) == 0)
        #expect(paper.out.contains("stop, 停") && paper.errors.isEmpty)
    }

    @Test(arguments: [
        ("1", "1"), ("１", "1"), ("0", "0"), ("能到", "1"), ("不能", "0"), ("晚到", "4"), ("出发", "2"), ("到了", "3"),
        ("求助", "7"),
        ("Home", "9"),
    ])
    func `an answer is one digit or its word`(_ written: String, _ digit: String) {
        #expect(AnswerDigit(argument: written)?.digit == digit)
    }

    @Test func `the words of a hazard are taken in Chinese too`() {
        #expect(HazardWord(argument: "雷") == .lightning)
        #expect(HazardWord(argument: "触电") == .power)
        #expect(HazardWord(argument: "Water") == .water)
        #expect(HazardWord(argument: "") == nil)
    }
}

@Suite struct ChoosingTests {
    private let sites = [
        SiteName(code: "F01", name: "北郊桥头"), SiteName(code: "F10", name: "北郊学校"),
        SiteName(code: "F1", name: "老城"),
        SiteName(code: "S01", name: "东城体育馆"),
    ]

    @Test func `a site is found by code, by the beginning of its code, or by its name`() {
        let found = { (text: String) in SiteName.fitting(text, among: sites).map(\.code) }
        #expect(found("f01") == ["F01"])
        #expect(found("F1") == ["F1"])
        #expect(found("s") == ["S01"])
        #expect(found("F0") == ["F01"])
        #expect(found("f") == ["F01", "F10", "F1"])
        #expect(found("体育馆") == ["S01"])
        #expect(found("北郊") == ["F01", "F10"])
        #expect(found("X") == [] && found("") == [])
    }

    @Test func `a time of day is the nearest one in the team's zone`() {
        let now = "2025-03-01T00:10:00+08:00"
        #expect(nearestTime(5, to: now, isPast: true) == "2025-03-01T00:05:00+08:00")
        #expect(nearestTime(23 * 60 + 50, to: now, isPast: true) == "2025-02-28T23:50:00+08:00")
        #expect(nearestTime(9 * 60, to: now, isPast: false) == "2025-03-01T09:00:00+08:00")
        #expect(nearestTime(5, to: now, isPast: false) == "2025-03-02T00:05:00+08:00")
        #expect(nearestTime(23 * 60, to: "2024-03-01T00:10:00Z", isPast: true) == "2024-02-29T23:00:00Z")
        #expect(
            nearestTime(0, to: "2025-12-31T10:00:00.5+05:30", isPast: false) == "2026-01-01T00:00:00+05:30")
        #expect(nearestTime(0, to: "nonsense", isPast: false) == nil)
        #expect(clockMinute("7:28") == 448 && clockMinute("07：28") == 448)
        #expect(clockMinute("24:00") == nil && clockMinute("7:5") == nil && clockMinute("0728") == nil)
    }

    @Test func `what goes into a path can't leave it`() {
        #expect(percentEncoded("0417") == "0417")
        #expect(percentEncoded("../a?b 北") == "..%2Fa%3Fb%20%E5%8C%97")
    }
}
