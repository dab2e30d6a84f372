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
