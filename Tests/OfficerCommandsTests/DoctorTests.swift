import MusterAPI
import Testing

@testable import OfficerCommands

@Suite struct DoctorTests {
    /// A daemon at which all is well, but for what `change` makes of it.
    private func daemon(
        _ change: (inout StatusView, inout GatewaysView, inout TodoView) -> Void = { _, _, _ in }
    )
        throws -> StubDaemon
    {
        var status = statusView([])
        status.duty?.covered = Moment(at: "2025-07-14T08:00:00+08:00")
        var gateways = GatewaysView(
            sequence: 1, asOf: moment("07:32"),
            gateways: [
                GatewayRow(
                    name: "sms-a", channel: "sms", up: true, keepsKeys: true, takesDrills: false, credit: 16,
                    started: 0, sent: 0, delivered: 0, failed: 0, unknown: 0)
            ], waiting: [])
        var todo = TodoView(sequence: 1, asOf: moment("07:32"), items: [])
        change(&status, &gateways, &todo)
        let task = CoverageTask(
            playbook: "first-aid", title: Words(zh: "医疗救护", en: "First aid"), minimum: 2, day: 9, night: 9,
            leadersNight: 2, reserveNight: 0, expected: 4000, short: false)
        let coverage = CoverageView(
            asOf: moment("07:32"), pioneers: 386, homesUnknown: 0, travel: Words(zh: "直线", en: "straight"),
            sites: [CoverageRow(site: "F01", name: "北郊桥头", weakest: task, tasks: [task])], skills: [],
            trainings: [])
        let edition = EditionView(number: 1, digest: "a")
        let roster = RosterView(
            sequence: 1, edition: edition, adopted: Moment(at: "2025-06-30T09:00:00+08:00"), total: 386,
            byPool: [], byLevel: [], bySkill: [], specialistShare: 150, fullNames: false, offset: 0,
            members: [])
        let manual = PlaybooksView(
            edition: edition,
            playbooks: [
                PlaybookRow(
                    slug: "first-aid", chapter: 7, title: Words(zh: "医疗救护", en: "First aid"), aliases: [],
                    version: 1, draft: false, siteMinimum: 2, requiredSkills: [], needsInsurance: true,
                    heavy: false, unit: "人次", counters: [])
            ])
        let store = StoreView(
            sequence: 1, asOf: moment("07:32"), freeMegabytes: 4096, lowBelowMegabytes: 256, failed: false,
            backedUp: status.asOf, checked: nil, purged: nil)
        let answers = [
            "/v1/status": json(status), "/v1/store": json(store), "/v1/gateways": json(gateways),
            "/v1/todo": json(todo),
            "/v1/circle": json(coverage), "/v1/roster?limit=0": json(roster), "/v1/playbooks": json(manual),
        ]
        return try StubDaemon { request in
            answers[request.target].map { .answer(200, $0) }
                ?? .answer(404, problem(404, "not_found", zh: "没有", en: "none"))
        }
    }

    @Test func `where all is well the doctor says so and the exit code is 0`() async throws {
        let paper = Paper()
        #expect(await musterctl(["doctor"], at: try daemon(), paper) == 0)
        #expect(
            paper.out == """
                自检：一切就绪。
                  守护进程应答，截至 07:32
                  存储可写
                  值班表排到 2025-07-14 08:00
                  存储磁盘剩 4096 MB
                  备份是 0 天前的
                  通道畅通：sms-a
                  手册 1 章已批准
                  各点位夜间都有人能带队
                  花名册 386 人，2025-06-30 起
                  没有告警，待办 0 项

                """)
    }

    @Test func `what must be done stands first, and the exit code is 1`() async throws {
        let stub = try daemon { status, gateways, todo in
            status.duty?.covered = Moment(at: "2025-07-08T20:00:00+08:00")
            gateways.gateways[0].up = false
            gateways.gateways[0].downReason = "connection refused"
            todo = todoView()
        }
        let paper = Paper()
        #expect(await musterctl(["doctor"], at: stub, paper, language: "en") == 1)
        let lines = paper.out.split(separator: "\n")
        #expect(
            lines.prefix(4) == [
                "Check-up: 3 to put right.", "! the rota ends at 2025-07-08 20:00: write it on",
                "! gateway sms-a is down: connection refused", "! alarms open, 2: musterctl todo",
            ], "\(paper.out)")
    }

    @Test func `a daemon that isn't there is something to put right`() async {
        let paper = Paper()
        #expect(await musterctl(["自检", "--socket", "/nowhere/at/all", "--lang", "en"], paper) == 1)
        #expect(paper.out.hasPrefix("Check-up: 1 to put right.\n! "))
    }
}
