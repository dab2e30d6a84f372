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
