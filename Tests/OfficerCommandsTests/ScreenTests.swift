import MusterAPI
import Testing

@testable import OfficerCommands

private func text(_ page: Page, height: Int? = Page.height) -> String {
    page.lines(height: height) { "... \($0)" }.map(\.text).joined(separator: "\n")
}

private let chinese = Reader(language: .zh)
private let english = Reader(language: .en)

@Suite struct StatusScreenTests {
    @Test func `status begins with the sentence to read out and ends with what waits`() {
        #expect(
            text(chinese.statusPage(statusView(), incidentView(sites: 4))) == """
                截至07:32，暴雨内涝0417：需520人，到场194人，在途171人，可开工12/17处，待办3项。
                0417 暴雨内涝  T+01:02  呼叫中  缺口 326/520  一小时圈 194/520(37%)
                  点位 名称          任务       需  到 途 缺 负责人     最近报数         状态
                  F01  火车站下沉..  物资搬运+1 40 115 17  8 王** 07:03 沙袋 1,140 07:28 作业
                  F02  滨江路老泵站  物资搬运+1 40  15 17  8 王** 07:03 -                作业
                  F03  河东沿江道路  物资搬运+1 40  15 17  8 王** 07:03 沙袋 1,140 07:28 作业
                ! F04  高新大道东段  物资搬运+1 40  15 17  8 王** 07:03 -                停:触电
                值班 刘**  带班 周**  至 08:30
                ! 待办 3 项，求助 1：musterctl todo
                """)
        #expect(
            text(english.statusPage(statusView(), incidentView(sites: 4))) == """
                At 07:32, 暴雨内涝 0417: 520 needed, 194 present, 171 on the way, 12 of 17 sites
                ready, 3 items to do.
                0417 暴雨内涝  T+01:02  calling  gap 326/520  at T+60 194/520 (37%)
                  site name    task     need here way gap leader     last count       state
                  F01  火车..  Materi..   40  115  17   8 王** 07:03 沙袋 1,140 07:28 working
                  F02  滨江..  Materi..   40   15  17   8 王** 07:03 -                working
                  F03  河东..  Materi..   40   15  17   8 王** 07:03 沙袋 1,140 07:28 working
                ! F04  高新..  Materi..   40   15  17   8 王** 07:03 -                STOP power
                on duty 刘**  in charge 周**  until 08:30
                ! 3 to do, calls for help 1: musterctl todo
                """)
    }

    @Test func `status without an incident is three lines`() {
        let quiet = statusView([], todo: 0, helpCalls: 0)
        #expect(
            text(chinese.statusPage(quiet, nil)) == """
                截至07:32，无进行中事件，态势待命，待办0项。
                值班 刘**  带班 周**  至 08:30
                待办 0 项
                """)
        #expect(
            text(english.statusPage(quiet, nil)) == """
                At 07:32, no incident is open, posture standby, 0 items to do.
                on duty 刘**  in charge 周**  until 08:30
                0 to do
                """)
    }

    @Test func `a store that can't write and a dead gateway stand in words`() {
        var status = statusView()
        status.storeTrouble = Words(zh: "磁盘已满", en: "disk full")
        status.gatewaysDown = ["sms-a"]
        status.duty = nil
        let screen = text(english.statusPage(status, incidentView()))
        #expect(
            screen.contains("! The store can't write: disk full.")
                && screen.contains("! gateways down: sms-a"))
        #expect(screen.contains("! nobody is on the rota now"))
    }

    @Test func `other open incidents stand on a line each`() {
        let screen = text(
            chinese.statusPage(statusView([summary(), summary(id: 8, code: "2210")]), incidentView()))
        #expect(screen.contains("另有 2210 暴雨内涝：呼叫中，到场 194/520，缺口 326"))
    }

    @Test func `of the calls of one street those that wait for the officer are said first`() {
        var calls = (8...10).map { summary(id: $0, code: "221\($0 - 8)") }
        for index in calls.indices { calls[index].street = calls.map(\.code) }
        func line() -> String { text(chinese.statusPage(statusView([summary()] + calls), incidentView())) }
        #expect(line().contains("另有 2210 2211 2212 同街暴雨内涝 3 起：到场 582/1560，缺口 978"))
        calls[1].dispatch = waiting
        #expect(line().contains("3 起：待批准(1/3)，到场"))
        calls[2].dispatch = DispatchView(
            state: "held", words: Words(zh: "06:40起呼叫，可停", en: "calls from 06:40 unless stopped"))
        #expect(line().contains("3 起：待批准(1/3)，06:40起呼叫"))
    }

    @Test(arguments: Language.allCases)
    func `17 sites fit on one screen of status and on the board`(_ language: Language) {
        let reader = Reader(language: language)
        let status = text(reader.statusPage(statusView(), incidentView()))
        #expect(status.split(separator: "\n").count <= 23 && !status.contains("... "))
        let board = text(
            reader.boardPage(boardFigures(), height: Page.boardHeight, warning: nil),
            height: Page.boardHeight)
        #expect(board.split(separator: "\n").count <= 24 && !board.contains("... "))
        for screen in [status, board] {
            #expect((1...17).allSatisfy { screen.contains(site($0).code) })
            #expect(screen.split(separator: "\n").allSatisfy { displayWidth($0) <= 80 })
            #expect(screen.contains("王** 07:03") && screen.contains("沙袋 1,140 07:28"))
        }
    }

    @Test func `a board whose daemon is gone says so above its old figures`() {
        let page = chinese.boardPage(boardFigures(), height: Page.boardHeight, warning: "连不上 musterd")
        #expect(page.head.first == Line("! 连不上 musterd", .urgent))
        #expect(page.foot.last?.text == "下次报告 08:30  值班 刘**  带班 周**  至 08:30  待办 3  07:32:15")
    }

    @Test func `red sites stand first on the board, and the report that is due next at its foot`() {
        let board = chinese.boardPage(boardFigures(), height: nil, warning: nil)
        // F04 is stopped, F07 has no leader.
        #expect(board.body.dropFirst().prefix(3).map { $0.text.prefix(5) } == ["! F04", "! F07", "  F01"])
        var view = incidentView()
        let times = [0, 29, 30, 59, 60, 119, 240].map { minutes in
            view.asOf.minutes = minutes
            return chinese.nextReport(view)
        }
        #expect(times == ["07:00", "07:00", "07:30", "07:30", "08:30", "08:30", "11:30"])
        view.summary.figures.gap = 0
        #expect(chinese.nextReport(view) == "12:30")
    }

    @Test func `a board is drawn over the old one and not wiped first`() {
        #expect(WatchCommand.redrawn(["a", "b"]) == "\u{1B}[Ha\u{1B}[K\nb\u{1B}[K\u{1B}[J")
    }
}

@Suite struct TodoScreenTests {
    /// `count` unclear replies of one incident, and a call for help that came after them.
    private func burst(_ count: Int, urgent: Bool = false) -> TodoView {
        var view = todoView()
        let unclear = view.items[2]
        view.items = (1...count).map { number in
            var item = unclear
            item.id = Int64(number)
            item.urgent = urgent
            item.text = nil
            return item
        }
        return view
    }

    @Test func `a burst of one kind takes four lines, and each can still be listed`() {
        let page = text(chinese.todoPage(burst(12)))
        #expect(page.contains("另有同类 9 项：musterctl todo --kind reply_unclear"))
        #expect(page.split(separator: "\n").count == 6)
        let all = text(chinese.todoPage(burst(12), isGrouped: false), height: nil)
        #expect(all.split(separator: "\n").count == 14)
        #expect(!text(chinese.todoPage(burst(3))).contains("另有同类"))
    }

    @Test func `what wakes somebody is never counted away`() {
        let page = text(chinese.todoPage(burst(12, urgent: true)))
        #expect(!page.contains("另有同类"))
        #expect(page.split(separator: "\n").count == 14)
    }

    @Test func `todo shows the most dangerous first, what was written, and what to type`() {
        #expect(
            text(chinese.todoPage(todoView())) == """
                待办 3 项，截至 07:32
                ! 12  07:30 T+01:00  0417 王**求助（F04）：立即回电，平安后办结。（07:31 已阅）
                !  3  06:42 T+00:12  0417呼叫后备134人须第二人确认：请带班领导确认。
                      musterctl confirm 2
                   9  07:10 T+00:40  0417 陈**的回复看不懂：读原文，代答。
                      原文：停电了 [2J我在桥头这边等了很久也没有看到集合点在哪里有没有人来接一下
                      谢谢请尽快回电话
                已阅：musterctl todo seen 号   已办：musterctl todo done 号
                """)
        #expect(
            text(english.todoPage(todoView())) == """
                3 to do at 07:32
                ! 12  07:30 T+01:00  0417 王** asks for help (F04): ring back now, settle when
                      safe. (seen 07:31)
                !  3  06:42 T+00:12  0417: a second person must confirm 134 of the reserve.
                      musterctl confirm 2
                   9  07:10 T+00:40  0417 A reply of 陈** is unclear: read it and answer for
                      them.
                      wrote: 停电了 [2J我在桥头这边等了很久也没有看到集合点在哪里有没有人来接一
                      下谢谢请尽快回电话
                seen: musterctl todo seen ID   settled: musterctl todo done ID
                """)
    }

    @Test func `an empty inbox says so`() {
        let empty = TodoView(sequence: 1, asOf: moment("07:32"), items: [])
        #expect(text(chinese.todoPage(empty)) == "没有待办，截至 07:32")
        #expect(text(english.todoPage(empty)) == "Nothing to do at 07:32")
    }
}

@Suite struct WhoScreenTests {
    @Test func `who counts by stage and marks what nobody has confirmed`() {
        #expect(
            text(chinese.whoPage(membersView(), membersView().members)) == """
                0417：4 人，截至 07:32  到场 1  在途 1  已接受 1  不能到 1
                编号  姓名    点位  角色    状态          自             预计
                   1  王**    F01   负责人  到场          07:03 T+00:33
                 100  李**    F01           在途(自报到)  07:03 T+00:33  07:25
                 199  欧阳**  F01           已接受        07:03 T+00:33  07:25 晚到
                 298  赵**    F01           不能到        07:03 T+00:33
                """)
        #expect(
            text(english.whoPage(membersView(), membersView().members)) == """
                0417: 4 people at 07:32  arrived 1  en route 1  accepted 1  declined 1
                no.  name    site  role    stage                    since          expected
                  1  王**    F01   leader  arrived                  07:03 T+00:33
                100  李**    F01           en route (says arrived)  07:03 T+00:33  07:25
                199  欧阳**  F01           accepted                 07:03 T+00:33  07:25 late
                298  赵**    F01           declined                 07:03 T+00:33
                """)
    }

    @Test func `safe lists those who accepted and aren't accounted for, and nobody else`() {
        let screen = text(chinese.safePage(membersView()))
        #expect(screen.contains("3 人尚未落实平安") && screen.contains("欧阳**") && !screen.contains("赵**"))
        var home = membersView()
        home.members = home.members.filter { $0.stage == "declined" }
        #expect(text(chinese.safePage(home)) == "0417：应核对的人都已平安，截至 07:32")
    }

    @Test func `400 people are one screen, and all of them with --all`() {
        let many = membersView((1...400).map { _ in "王**" })
        let page = chinese.whoPage(many, many.members)
        #expect(page.lines(height: Page.height) { "... \($0)" }.count == Page.height)
        #expect(page.lines(height: nil) { "... \($0)" }.count == 402)
    }
}

@Suite struct ListScreenTests {
    @Test(arguments: Language.allCases)
    func `no line of any list is wider than 80 columns`(_ language: Language) {
        let reader = Reader(language: language)
        let words = Words(zh: "已启动，暂缓呼叫", en: "opened, calling is held")
        let alerts = AlertsView(
            sequence: 1, asOf: moment("07:32"),
            alerts: [
                AlertRow(
                    source: "district-weather-office", alert: "1", kind: "demand", status: "exercise",
                    messageType: "alert", event: "暴雨内涝和大风雷电综合预警", colour: "red",
                    colourWords: Words(zh: "红色", en: "red"), issued: moment("06:30"),
                    received: moment("06:30"),
                    decision: "held", decisionWords: words, incident: 7, headcount: 520)
            ])
        let gateways = GatewaysView(
            sequence: 1, asOf: moment("07:32"),
            gateways: [
                GatewayRow(
                    name: "sms-provider-with-a-long-name", channel: "webhook", up: false,
                    downReason: "connection refused three times in a row", keepsKeys: true,
                    takesDrills: false,
                    credit: 32_000, started: 12_000, sent: 32_000, delivered: 31_000, failed: 1_000,
                    unknown: 12)
            ], waiting: [NamedCount(name: "sms", words: Words(zh: "短信", en: "texts"), count: 3)])
        let roster = RosterView(
            sequence: 1, edition: EditionView(number: 2, digest: ""), total: 520, byPool: [], byLevel: [],
            bySkill: [],
            specialistShare: 149, fullNames: true, offset: 0,
            members: [
                RosterRow(
                    member: 12_345, name: "欧阳小明", phone: "+8613800000001", pool: "pioneer", level: "middle",
                    skills: ["fire", "first_aid", "pump_operator"], team: "北郊第一分队",
                    insuredUntil: "2026-12-31",
                    engaged: "0417")
            ])
        let plan = PlanView(
            code: "0417", asOf: moment("06:31", 1), people: 386, reserve: 0,
            sites: [PlanRow(site: "F01", required: 40, promised: 0, called: 62, leaders: 2, missing: 3)],
            passedOver: [NamedCount(name: "insurance", words: Words(zh: "未投保", en: "not insured"), count: 12)]
        )
        let pages = [
            reader.alertsPage(alerts), reader.gatewaysPage(gateways), reader.rosterPage(roster),
            reader.planPage(plan),
            reader.reportPage(report()),
        ]
        for page in pages {
            let lines = page.lines(height: nil) { "\($0)" }
            #expect(lines.allSatisfy { displayWidth($0.text) <= 80 }, "\(lines.map(\.text))")
        }
        #expect(
            text(reader.rosterPage(roster)).contains("14.9%")
                && text(reader.rosterPage(roster)).contains("0417"))
        #expect(text(reader.gatewaysPage(gateways)).contains(" 1,000"))
    }

    @Test func `the report shows both figures of the hour, and what is still to come`() {
        let screen = text(chinese.reportPage(report()))
        #expect(screen.contains("T+60") && screen.contains("T+180  未到"))
        #expect(screen.contains("T+60 当时已知：到场 194/520(37%)"))
        #expect(screen.contains("! 447 人尚未落实平安，不能办结"))
    }

    private func report() -> ReportView {
        let hour = ReportFigures(
            at: moment("07:30", 60), required: 520, arrived: 201, percent: 38, sites: 17, sitesReady: 12)
        return ReportView(
            sequence: 1, asOf: moment("07:32", 62), summary: summary(), atSixty: hour, now: hour,
            knownAtSixty: CircleView(required: 520, arrived: 194, sites: 17, sitesReady: 12),
            sitesReady: (1...17).map { SiteReadiness(site: site($0).code, name: "", ready: site($0).ready) },
            messagesPerPersonMax: 4, messagesSent: 1_203, messagesDelivered: 1_180, messagesFailed: 19,
            messagesUnknown: 4, declined: 120, released: 33, unaccounted: 447, counters: [],
            serviceMinutes: 4_711)
    }
}
