import MusterAPI
import Testing

@testable import OfficerCommands

/// Screens and orders about who may be called and who leads.
@Suite struct GateScreenTests {
    static func text(_ language: Language, _ page: (Reader) -> Page) -> String {
        page(Reader(language: language, width: 100)).lines(height: Page.height) { "\($0)" }.map(\.text)
            .joined(separator: "\n")
    }

    private let absences = AbsencesView(
        sequence: 9, asOf: moment("07:32"),
        absences: [
            AbsenceRow(
                id: 4, member: 20, name: "王**", from: moment("06:00"),
                until: Moment(at: "2025-07-11T06:30:00+08:00"),
                now: true, byText: true, entered: moment("06:30")),
            AbsenceRow(
                id: 7, member: 1003, name: "李**", from: Moment(at: "2025-07-12T00:00:00+08:00"),
                until: Moment(at: "2025-07-15T00:00:00+08:00"), now: false, byText: false,
                entered: moment("07:00"), text: "出差"),
        ])

    @Test func `who is away stands in a table, in the reader's language`() {
        #expect(
            Self.text(.zh) { $0.absencePage(absences) } == """
                请假中 1 人，将请假 1 人，截至 07:32
                序号  编号  姓名  从           至           来源    说明
                   4    20  王**  07-08 06:00  07-11 06:30  短信
                   7  1003  李**  07-12 00:00  07-15 00:00  值班室  出差
                提前回来：musterctl absence end 序号
                """)
        #expect(
            Self.text(.en) { $0.absencePage(absences) } == """
                1 away now, 1 to come, at 07:32
                key   no.  name  from         until        source   note
                  4    20  王**  07-08 06:00  07-11 06:30  text
                  7  1003  李**  07-12 00:00  07-15 00:00  officer  出差
                back before the time: musterctl absence end KEY
                """)
    }

    @Test func `a day alone is meant to its end, in the team's zone`() async throws {
        let daemon = try StubDaemon { request in
            request.target.hasPrefix("/v1/status")
                ? .answer(200, json(statusView())) : .answer(200, done("已记请假，其间不呼叫。"))
        }
        let paper = Paper()
        #expect(await musterctl(["请假", "王强", "--to", "2025-07-31", "--note", "出差"], at: daemon, paper) == 0)
        #expect(
            await musterctl(
                ["absence", "20", "--from", "2025-07-09", "--to", "2025-07-11 18:00"], at: daemon, paper) == 0
        )
        #expect(await musterctl(["absence", "end", "4"], at: daemon, paper) == 0)
        let orders = daemon.seen.filter { $0.method == "POST" }
        #expect(orders.map(\.target) == ["/v1/absences", "/v1/absences", "/v1/absences/4/end"])
        #expect(orders[0].body == #"{"member":"王强","note":"出差","until":"2025-08-01T00:00:00+08:00"}"#)
        #expect(
            orders[1].body
                == #"{"from":"2025-07-09T00:00:00+08:00","member":"20","until":"2025-07-11T18:00:00+08:00"}"#)
    }

    @Test(arguments: [["absence", "王强"], ["absence", "--to", "2025-07-11"], ["absence", "end"]])
    func `half an absence is no order`(arguments: [String]) async throws {
        let daemon = try StubDaemon { _ in .answer(200, done("x")) }
        #expect(await musterctl(arguments, at: daemon, Paper()) == 64)
        #expect(daemon.seen.isEmpty)
    }

    @Test func `a day that doesn't exist is refused before anything is asked`() async throws {
        let daemon = try StubDaemon { _ in .answer(200, done("x")) }
        let paper = Paper()
        #expect(await musterctl(["absence", "王强", "--to", "2025-02-30"], at: daemon, paper) == 2)
        #expect(daemon.seen.isEmpty && paper.errors.contains("2025-02-30"))
    }

    private func plan(hours: Int) -> PlanView {
        PlanView(
            code: "0417", asOf: moment("03:12"), people: 40, reserve: 0, sites: [],
            passedOver: [
                NamedCount(name: "absent", words: Words(zh: "请假", en: "away"), count: 3),
                NamedCount(name: "hours", words: Words(zh: "非可用时段", en: "outside their hours"), count: hours),
            ])
    }

    @Test func `the plan says who is away, and how to call those outside their hours`() {
        let zh = Self.text(.zh) { $0.planPage(plan(hours: 25)) }
        #expect(zh.contains("未列入：请假 3  非可用时段 25") && zh.contains("--all-hours"))
        let en = Self.text(.en) { $0.planPage(plan(hours: 25)) }
        #expect(
            en.contains("away 3  outside their hours 25")
                && en.contains("25 outside their hours: --all-hours"))
    }

    @Test func `a call at all hours asks for its own count and goes to its own order`() async throws {
        let answer = json(plan(hours: 0))
        let daemon = try StubDaemon { request in
            if request.target.contains("/plan") { return .answer(200, answer) }
            return request.method == "POST"
                ? .answer(200, done("不限时段，开始呼叫40人。", people: 40)) : .answer(200, json(incidentsView()))
        }
        let paper = Paper(typing: ["40"])
        #expect(await musterctl(["call", "--all-hours"], at: daemon, paper, isInteractive: true) == 0)
        #expect(daemon.seen.map(\.target).contains("/v1/incidents/7/plan?all_hours=true"))
        let order = try #require(daemon.seen.last)
        #expect(order.target == "/v1/incidents/7/hours" && order.body == #"{"confirmed":40}"#)
        #expect(await musterctl(["call", "--all-hours", "--reserve", "5"], at: daemon, Paper()) == 64)
    }
}

/// Who leads each site.
@Suite struct LeaderScreenTests {
    private let view = LeadersView(
        code: "0417", asOf: moment("06:55", 25), actingAllowed: false, awaiting: ["F02"],
        sites: [
            LeaderRow(
                site: "F01", name: "北郊桥头", member: 1, leader: "王**", state: "leading",
                stateWords: Words(zh: "负责", en: "leads"), stageWords: Words(zh: "到场", en: "arrived")),
            LeaderRow(
                site: "F02", name: "火车站", member: 9, leader: "李**", state: "awaits_word",
                stateWords: Words(zh: "代理待准许", en: "acting, not allowed yet"),
                stageWords: Words(zh: "在途", en: "en route"), near: ["F01"]),
            LeaderRow(site: "C01", name: "沿江社区", state: "none", stateWords: Words(zh: "无", en: "none")),
        ])

    @Test func `who leads where, and what waits for the officer's word`() {
        #expect(
            GateScreenTests.text(.zh) { $0.leadersPage(view) } == """
                负责人 0417：1/3 处有人负责，截至 06:55
                ! F02 等您准许代理负责人：musterctl leader confirm
                   点位  名称      编号  负责人  状态        状态  可兼管
                   F01   北郊桥头     1  王**    负责        到场
                !  F02   火车站       9  李**    代理待准许  在途  F01
                !  C01   沿江社区        -       无
                指定：musterctl leader F07 --name 姓名；兼管：leader C01 --with F03
                """)
        #expect(
            GateScreenTests.text(.en) { $0.leadersPage(view) } == """
                leaders 0417: 1 of 3 sites have one, at 06:55
                ! F02 wait for your word on acting leaders: musterctl leader confirm
                   site  name      no.  leader  state                    stage     could share
                   F01   北郊桥头    1  王**    leads                    arrived
                !  F02   火车站      9  李**    acting, not allowed yet  en route  F01
                !  C01   沿江社区       -       none
                to name one: musterctl leader F07 --name NAME; for two: leader C01 --with F03
                """)
    }

    @Test func `a leader is named, shared or allowed by an order each`() async throws {
        let board = json(incidentView())
        let daemon = try StubDaemon { request in
            if request.method == "POST" { return .answer(200, done("已定。")) }
            if request.target.hasPrefix("/v1/incidents/7/members") {
                return .answer(200, json(membersView(["王强大", "李静"], full: true)))
            }
            return .answer(200, request.target == "/v1/incidents/7" ? board : json(incidentsView()))
        }
        let paper = Paper()
        #expect(await musterctl(["leader", "f07", "--name", "李静"], at: daemon, paper) == 0)
        #expect(await musterctl(["负责人", "F01", "--with", "F02"], at: daemon, paper) == 0)
        #expect(await musterctl(["leader", "confirm"], at: daemon, paper) == 0)
        let orders = daemon.seen.filter { $0.method == "POST" }
        #expect(
            orders.map(\.target) == [
                "/v1/incidents/7/leaders", "/v1/incidents/7/leaders", "/v1/incidents/7/leaders/acting",
            ])
        #expect(orders[0].body == #"{"member":"100","site":"F07"}"#)
        #expect(orders[1].body == #"{"site":"F01","with":"F02"}"#)
    }

    @Test(arguments: [
        ["leader", "F07"], ["leader", "--name", "x"], ["leader", "F07", "--name", "x", "--with", "F01"],
    ])
    func `half an order about leaders is none`(arguments: [String]) async throws {
        let daemon = try StubDaemon { _ in .answer(200, done("x")) }
        #expect(await musterctl(arguments, at: daemon, Paper()) == 64)
        #expect(daemon.seen.isEmpty)
    }

    @Test func `the plan says which sites open first, and what the officer may decide`() {
        let plan = PlanView(
            code: "0417", asOf: moment("06:31", 1), people: 300, reserve: 0, sites: [], passedOver: [],
            leaders: PlanLeaders(
                openFirst: ["F03", "F01", "F07"], acting: ["F07"], actingAllowed: false,
                sharable: [PlanLeaderPair(site: "C01", with: "F03")], none: ["F12"]))
        #expect(
            GateScreenTests.text(.zh) { $0.planPage(plan) }.split(separator: "\n").dropFirst().map(
                String.init) == [
                    "负责人不足，先开：F03 F01 F07", "代理负责人待准许：F07；准许：musterctl leader confirm",
                    "可由邻近负责人兼管：C01-F03；如：musterctl leader C01 --with F03", "没有负责人：F12",
                ])
        let en = GateScreenTests.text(.en) { $0.planPage(plan) }
        #expect(en.contains("open first: F03 F01 F07") && en.contains("not allowed yet: F07"))
        #expect(en.contains("C01-F03; as: musterctl leader C01 --with F03") && en.contains("no leader: F12"))
    }
}

/// An insurance for one incident.
@Suite struct CoverScreenTests {
    @Test func `cover is entered whole, and shown with who entered it`() async throws {
        var view = incidentView()
        view.cover = CoverView(until: "2025-07-31", enteredBy: "wang", policy: "PZ-1")
        let board = json(view)
        let daemon = try StubDaemon { request in
            if request.method == "POST" { return .answer(200, done("已登记。")) }
            return .answer(200, request.target == "/v1/incidents/7" ? board : json(incidentsView()))
        }
        let paper = Paper()
        #expect(await musterctl(["保险", "--policy", "PZ-1", "--until", "2025-7-31"], at: daemon, paper) == 0)
        #expect(daemon.seen.last?.body == #"{"policy":"PZ-1","until":"2025-07-31"}"#)
        #expect(await musterctl(["cover"], at: daemon, paper) == 0)
        #expect(paper.out.contains("0417 本次保险至 2025-07-31，保单 PZ-1，wang 登记"))
        #expect(await musterctl(["cover", "--policy", "PZ-1"], at: daemon, Paper()) == 64)
        #expect(await musterctl(["cover", "--policy", "PZ-1", "--until", "soon"], at: daemon, Paper()) == 2)
        view.cover = nil
        #expect(GateScreenTests.text(.en) { $0.coverPage(view) }.hasPrefix("0417: no cover is entered"))
    }
}

/// One person of the roster.
@Suite struct MemberScreenTests {
    private let view = MemberView(
        asOf: moment("07:32"),
        row: RosterRow(
            member: 8, name: "欧阳**", pool: "pioneer", level: "basic", skills: ["first_aid"], team: "一队",
            insuredUntil: "2026-01-31", availability: Words(zh: "请假至07-11 06:30", en: "away to 07-11 06:30")),
        level: "middle", levelWords: Words(zh: "中级", en: "middle"), levelFrom: "2022-06-01",
        levelUntil: "2025-05-31", hours: "Sat 00:00-24:00",
        levels: [
            LevelChangeRow(
                member: 8, name: "欧阳**", old: Words(zh: "初级", en: "basic"),
                new: Words(zh: "中级", en: "middle"),
                from: "2022-06-01", until: "2025-05-31", reason: "年度考核")
        ], absences: [])

    @Test func `a person is shown with the level that counts today and how they came by it`() {
        #expect(
            GateScreenTests.text(.zh) { $0.memberPage(view) } == """
                欧阳** (8)  pioneer  一队
                等级：中级，自 2022-06-01 至 2025-05-31
                ! 今天按 basic 计
                技能：first_aid
                保险至 2026-01-31，救护证至 -
                可用时段：Sat 00:00-24:00
                现在：请假至07-11 06:30
                2022-06-01  初级 > 中级  至 2025-05-31“年度考核”
                """)
        #expect(
            GateScreenTests.text(.en) { $0.memberPage(view) } == """
                欧阳** (8)  pioneer  一队
                level: middle, from 2022-06-01 to 2025-05-31
                ! counts as basic today
                skills: first_aid
                insured to 2026-01-31, first aid to -
                hours: Sat 00:00-24:00
                now: away to 07-11 06:30
                2022-06-01  basic > middle  to 2025-05-31 "年度考核"
                """)
    }

    @Test func `an import shows whose level it changes`() {
        let report = RosterImportReport(
            committed: false, rows: 2, added: 0, changed: 1, removed: 0, removedEngaged: 0, errors: [],
            warnings: [], sentence: Words(zh: "共2行。", en: "2 rows."), levels: view.levels)
        let page = GateScreenTests.text(.en) { $0.importPage(report) }
        #expect(page.contains("2022-06-01  8 欧阳**  basic > middle  to 2025-05-31 \"年度考核\""))
    }

    @Test func `a name is asked for whole`() async throws {
        let answer = json(view)
        let daemon = try StubDaemon { _ in .answer(200, answer) }
        #expect(await musterctl(["花名册", "show", "李 明", "--full"], at: daemon, Paper()) == 0)
        #expect(daemon.seen.map(\.target) == ["/v1/roster/%E6%9D%8E%20%E6%98%8E?names=full"])
    }
}
