import MusterAPI
import Testing

@testable import OfficerCommands

private func text(_ page: Page, height: Int? = Page.height) -> String {
    page.lines(height: height) { "... \($0)" }.map(\.text).joined(separator: "\n")
}

private let chinese = Reader(language: .zh)
private let english = Reader(language: .en)

/// What is expected, now and in peace time.
@Suite struct OutlookScreenTests {
    @Test func `the circle fits a screen, names what is short and the course that helps`() {
        let view = circleView()
        for (reader, width) in [(chinese, 80), (english, 80)] {
            let lines = reader.circlePage(view).lines(height: nil) { "\($0)" }
            #expect(lines.count <= 24, "\(lines.map(\.text))")
            #expect(lines.allSatisfy { displayWidth($0.text) <= width }, "\(lines.map(\.text))")
        }
        let screen = text(chinese.circlePage(view))
        #expect(screen.contains("!  F01") && screen.contains("0.9"))
        #expect(screen.contains("! 心理 26 (6.7%)") && !screen.contains("! 急救"))
        #expect(screen.contains("再培训一人：31 王**（缺技能）任心理疏导，可补 2 处；F01 预计 0.9 升至 1.3"))
        #expect(screen.contains("路程按路网（osrm 2版）"))
    }

    private func circleView() -> CoverageView {
        let title = Words(zh: "心理疏导", en: "Psychological support")
        let rows = (1...17).map { number in
            let task = CoverageTask(
                playbook: "psych-support", title: title, minimum: 2, day: 2 + number, night: number,
                leadersNight: 9, reserveNight: 0, expected: 450 * (1 + number), short: number < 4)
            return CoverageRow(site: site(number).code, name: site(number).name, weakest: task, tasks: [task])
        }
        return CoverageView(
            asOf: moment("06:31"), pioneers: 386, homesUnknown: 0,
            travel: Words(zh: "路程按路网（osrm 2版）", en: "ways by road (osrm 2)"), sites: rows,
            skills: [
                SkillShareRow(
                    name: "psychology", words: Words(zh: "心理", en: "counselling"), people: 26, share: 67,
                    short: true),
                SkillShareRow(
                    name: "first_aid", words: Words(zh: "急救", en: "first aid"), people: 70, share: 181,
                    short: false),
            ],
            trainings: [
                TrainingRow(
                    playbook: "psych-support", title: title, member: 31, name: "王**",
                    lacks: Words(zh: "技能", en: "skill"), sites: ["F01", "F02"], weakest: "F01", before: 900,
                    after: 1_350)
            ])
    }

    @Test func `in the first hour status shows each site's chance of being ready by T+60`() {
        #expect(
            text(chinese.statusPage(statusView(), earlyIncidentView(sites: 4))) == """
                截至07:32，暴雨内涝0417：需520人，到场194人，在途171人，可开工12/17处，待办3项。
                0417 暴雨内涝  T+00:25  呼叫中  缺口 326/520  T+60 预计 320/520，全开工 37%
                  点位 名称           任务       需  到 途 缺 开工 负责人     状态
                  F01  火车站下沉通道 物资搬运+1 40 115 17  8 100% 王** 07:03 作业
                  F02  滨江路老泵站   物资搬运+1 40  15 17  8  99% 王** 07:03 作业
                  F03  河东沿江道路   物资搬运+1 40  15 17  8  <1% 王** 07:03 作业
                ! F04  高新大道东段   物资搬运+1 40  15 17  8      王** 07:03 停:触电
                值班 刘**  带班 周**  至 08:30
                ! 待办 3 项，求助 1：musterctl todo
                """)
        #expect(
            text(english.statusPage(statusView(), earlyIncidentView(sites: 4))) == """
                At 07:32, 暴雨内涝 0417: 520 needed, 194 present, 171 on the way, 12 of 17 sites
                ready, 3 items to do.
                0417 暴雨内涝  T+00:25  calling  gap 326/520  T+60 likely 320/520, all ready 37%
                  site name          task           need here way gap T+60 leader     state
                  F01  火车站下沉..  Material han..   40  115  17   8 100% 王** 07:03 working
                  F02  滨江路老泵站  Material han..   40   15  17   8  99% 王** 07:03 working
                  F03  河东沿江道路  Material han..   40   15  17   8  <1% 王** 07:03 working
                ! F04  高新大道东段  Material han..   40   15  17   8      王** 07:03 STOP power
                on duty 刘**  in charge 周**  until 08:30
                ! 3 to do, calls for help 1: musterctl todo
                """)
    }

    @Test(arguments: Language.allCases, [false, true])
    func `17 sites with their chances fit on one screen of status and on the board`(
        _ language: Language, counts: Bool
    ) {
        let reader = Reader(language: language)
        var view = earlyIncidentView(counts: counts)
        // The longest words that can stand there.
        view.sites[3].stopped?.hazard = "lightning"
        view.sites[3].stopped?.hazardWords = Words(zh: "雷电", en: "lightning")
        let status = text(reader.statusPage(statusView(), view))
        let board = text(
            reader.boardPage(boardFigures(view), height: Page.boardHeight, warning: nil),
            height: Page.boardHeight)
        for (screen, height) in [(status, 23), (board, 24)] {
            let lines = screen.split(separator: "\n")
            #expect(lines.count <= height && !screen.contains("... "))
            #expect(lines.allSatisfy { displayWidth($0) <= 80 }, "\(screen)")
            #expect((1...17).allSatisfy { screen.contains(site($0).code) })
            #expect(screen.contains("100%") && screen.contains(" 99%") && screen.contains("<1%"))
            #expect(screen.contains(language == .zh ? "T+60 预计 320/520，全开工 37%" : "T+60 likely 320/520"))
            #expect(screen.contains(language == .zh ? "停:雷电" : "STOP lightning"), "\(screen)")
            #expect(screen.contains("王** 07:03"))
        }
    }

    @Test func `the forecast says both promises, what is possible at best, and where it can't be kept`() {
        #expect(
            text(chinese.forecastPage(forecast(sites: 2))) == """
                预测 0417：需求 520，到场 40，已接受 447，未回 210，截至 06:55 T+00:25
                一小时圈 07:30 T+01:00：全部可开工 37%，预计 320 人(301-338)，最多 640
                满员时限 09:30 T+03:00：全部满员 <1%，预计 498 人(480-515)，最多 657
                预计 08:05 T+01:35 达需求的 95%
                   点位  需  可开工  一小时  满员  时限内  最多
                !  F01   40     95%      25   42%      38    36
                   F02   40     95%      25   42%      38    52
                路程：直线估算 657 人
                """)
        #expect(
            text(english.forecastPage(forecast(sites: 2))) == """
                Forecast 0417: need 520, present 40, promised 447, silent 210, at 06:55 T+00:25
                circle 07:30 T+01:00: all sites ready 37%, expected 320 (301-338), at best 640
                full by 09:30 T+03:00: all needs full <1%, expected 498 (480-515), at best 657
                95% of the need expected at 08:05 T+01:35
                   site  need  ready  by T+60  full  in time  at best
                !  F01     40    95%       25   42%       38       36
                   F02     40    95%       25   42%       38       52
                ways: straight line 657 people
                """)
        for reader in [chinese, english] {
            let lines = reader.forecastPage(forecast(sites: 17)).lines(height: Page.height) { "\($0)" }
            #expect(lines.count <= 24 && lines.allSatisfy { displayWidth($0.text) <= 80 })
        }
        var never = forecast(sites: 1)
        never.reachesMostAt = nil
        #expect(text(chinese.forecastPage(never)).contains("! 照此到不了需求的 95%"))
        #expect(
            chinese.percent(0.0004) == "<1%" && chinese.percent(0) == "0%" && chinese.percent(0.9999) == "99%"
        )
    }

    @Test func `the plan says what it comes to per site and need, and what is missing`() {
        for reader in [chinese, english] {
            let lines = reader.planPage(plan(sites: 17)).lines(height: Page.height) { "\($0)" }
            #expect(lines.count <= 24 && lines.allSatisfy { displayWidth($0.text) <= 80 }, "\(lines)")
        }
        let whole = text(chinese.planPage(plan(sites: 2)), height: nil)
        let lines = whole.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(lines.contains(["!", "F01", "40", "0", "62", "91%", "代理", "42%", "3"]), "\(whole)")
        #expect(lines.contains(["F02", "40", "0", "62", "97%", "同F01", "93%", "0"]), "\(whole)")
        #expect(lines.contains(["!", "F01", "物资搬运", "40", "37", "42%", "无人可叫"]), "\(whole)")
        // Both targets lack people of one need: it is said once, with the larger count.
        #expect(whole.contains("达标还缺：F01 物资搬运再要9人（会急救）"), "\(whole)")
        #expect(!whole.contains("再要4人"))
        #expect(
            text(english.planPage(plan(sites: 2))).contains(
                "to reach the targets: F01 Material handling 9 more"))
        // Where nothing is planned, as at a stopped site, there is no figure and no zero.
        var stopped = plan(sites: 1)
        stopped.needs = []
        stopped.sites = [PlanRow(site: "F01", required: 40, promised: 5, called: 0, leaders: 0, missing: 0)]
        #expect(
            text(chinese.planPage(stopped)).contains("-") && !text(chinese.planPage(stopped)).contains("0%"))
    }

    private func plan(sites: Int) -> PlanView {
        let title = Words(zh: "物资搬运", en: "Material handling")
        func lack(_ people: Int) -> LackView {
            LackView(
                need: 1, role: "worker", skills: ["firstAid"], people: people,
                words: Words(
                    zh: "F01 物资搬运再要\(people)人（会急救）",
                    en: "F01 Material handling \(people) more people (first aid)"))
        }
        return PlanView(
            code: "0417", asOf: moment("06:31", 1), people: 386, reserve: 0,
            sites: (1...sites).map { number in
                let isShort = number == 1
                return PlanRow(
                    site: site(number).code, required: 40, promised: 0, called: 62, leaders: 2,
                    missing: isShort ? 3 : 0, ready: isShort ? 0.915 : 0.971,
                    state: isShort ? "nobodyLeft" : "reached", leader: isShort ? "acting" : "shared",
                    leaderWords: isShort
                        ? Words(zh: "代理", en: "acting") : Words(zh: "同F01", en: "with F01"),
                    lacks: isShort ? [lack(4)] : [])
            },
            passedOver: [
                NamedCount(name: "insurance", words: Words(zh: "未投保", en: "not insured"), count: 12)
            ],
            needs: (1...sites).map { number in
                let isShort = number == 1
                return PlanNeedRow(
                    need: Int64(number), site: site(number).code, playbook: "material-handling", title: title,
                    headcount: 40, full: isShort ? 0.42 : 0.93, expected: 37.4,
                    state: isShort ? "nobodyLeft" : "reached",
                    stateWords: isShort
                        ? Words(zh: "无人可叫", en: "nobody left") : Words(zh: "够", en: "enough"),
                    lacks: isShort ? [lack(9)] : [])
            })
    }

    private func forecast(sites: Int) -> ForecastView {
        ForecastView(
            code: "0417", asOf: moment("06:55", 25), circleEnd: moment("07:30", 60),
            deadline: moment("09:30", 180), required: 520, present: 40, promised: 447, unanswered: 210,
            byCircle: HeadcountView(expected: 320, low: 301, high: 338, atBest: 640),
            byDeadline: HeadcountView(expected: 498, low: 480, high: 515, atBest: 657), allReady: 0.3712,
            allFull: 0.0004, reachesMostAt: moment("08:05", 95),
            sites: (1...sites).map { number in
                SiteForecastView(
                    site: site(number).code, required: 40, expectedByCircle: 25, expectedByDeadline: 38,
                    readyByCircle: 0.9534, fullByDeadline: 0.42, atBest: number == 1 ? 36 : 52)
            },
            needs: [], curve: [],
            travelSources: [
                NamedCount(
                    name: "straight_line", words: Words(zh: "直线估算", en: "straight line"), count: 657)
            ])
    }
}
