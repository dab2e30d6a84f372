import MusterAPI
import Synchronization
import Testing

@testable import OfficerCommands

/// Answers the queries of one open incident with 17 sites, and every order with "done".
private func flood(
    _ incidents: [IncidentSummary] = [summary()], plan people: Int = 386, todo: TodoView = todoView(),
    members: MembersView = membersView(["王强", "王刚", "李静", "赵敏"], full: true), order: String = done("好。")
) throws -> StubDaemon {
    try StubDaemon { request in
        if request.method == "POST" { return .answer(200, order) }
        let path = String(request.target.prefix { $0 != "?" })
        let id = path.split(separator: "/").dropFirst(2).first.flatMap { Int64($0) }
        switch path.split(separator: "/").last {
        case "status": return .answer(200, json(statusView(incidents)))
        case "incidents": return .answer(200, json(incidentsView(incidents)))
        case "todo": return .answer(200, json(todo))
        case "members": return .answer(200, json(members))
        case "plan":
            return .answer(
                200,
                json(
                    PlanView(
                        code: "0417", asOf: moment("07:32"), people: people, reserve: 0, sites: [],
                        passedOver: [])))
        case "sites":
            let edition = EditionView(number: 1, digest: "")
            let book = (1...17).map { number in
                SiteBookRow(
                    code: site(number).code, name: site(number).name, kind: "", latitude: 0, longitude: 0,
                    musterPoint: "", refuge: "", entryRoad: "", incidents: [])
            }
            return .answer(200, json(SitesView(edition: edition, sites: book)))
        default:
            if let found = incidents.first(where: { $0.id == id }) {
                return .answer(200, json(incidentView(of: found)))
            }
            return .answer(404, problem(404, "unknown_incident", zh: "没有这起事件。", en: "No such incident."))
        }
    }
}

private func orders(_ daemon: StubDaemon) -> [String] {
    daemon.seen.filter { $0.method == "POST" }.map { "\($0.target) \($0.body)" }
}

@Suite struct ExitCodeTests {
    @Test func `done is 0, and the daemon's sentence is shown`() async throws {
        let daemon = try flood(order: done("已复工。"))
        let paper = Paper()
        #expect(await musterctl(["resume", "f04"], at: daemon, paper) == 0)
        #expect(paper.out == "已复工。\n" && paper.errors.isEmpty)
        #expect(orders(daemon) == [#"/v1/incidents/7/resume {"site":"F04"}"#])
    }

    @Test func `a refusal is 1 with the daemon's sentence in the reader's language`() async throws {
        let daemon = try StubDaemon { request in
            request.method == "GET"
                ? .answer(200, json(incidentsView()))
                : .answer(
                    409,
                    problem(409, "people_unaccounted", zh: "还有3人下落未明。", en: "3 people are not accounted for.")
                )
        }
        let chinese = Paper()
        #expect(await musterctl(["close", "--json"], at: daemon, chinese) == 1)
        #expect(chinese.errors == "还有3人下落未明。\n")
        #expect(chinese.out.contains(#""code":"people_unaccounted""#))
        let english = Paper()
        #expect(await musterctl(["close", "--json"], at: daemon, english, language: "en") == 1)
        #expect(english.errors == "3 people are not accounted for.\n")
    }

    @Test func `a close that is refused for people shows who they are`() async throws {
        let daemon = try StubDaemon { request in
            if request.method == "POST" {
                return .answer(409, problem(409, "people_unaccounted", zh: "还有3人下落未明。", en: "3 people."))
            }
            let isMembers = request.target.hasSuffix("/members")
            return .answer(200, isMembers ? json(membersView()) : json(incidentsView()))
        }
        let paper = Paper()
        #expect(await musterctl(["close"], at: daemon, paper) == 1)
        #expect(paper.out.contains("欧阳**") && !paper.out.contains("赵**"))
    }

    @Test func `a daemon that isn't there is 3, and says what to do`() async throws {
        let paper = Paper()
        #expect(
            await musterctl(["status", "--socket", "/nonexistent/musterd.sock", "--lang", "en"], paper) == 3)
        #expect(paper.errors.contains("no socket /nonexistent/musterd.sock"))
        #expect(paper.errors.contains("systemctl start") && paper.out.isEmpty)

        let daemon = try flood()
        daemon.stop()
        let silent = Paper()
        #expect(await musterctl(["现状"], at: daemon, silent) == 3)
        #expect(silent.errors.contains("无人应答"))
    }

    @Test func `the socket of the environment is used when none is given`() async throws {
        let daemon = try flood()
        let paper = Paper()
        let environment = ["MUSTER_SOCKET": daemon.path, "LANG": "zh_CN.UTF-8"]
        #expect(await musterctl(["duty"], paper, environment: environment) == 0)
        #expect(paper.out == "值班 刘**  带班 周**  至 08:30\n")
    }

    @Test func `an answer that isn't the daemon's is 3`() async throws {
        let daemon = try StubDaemon { _ in .answer(200, "<html>") }
        let paper = Paper()
        #expect(await musterctl(["status"], at: daemon, paper) == 3)
        #expect(paper.errors.contains("HTTP 200"))
    }

    @Test func `waiting items are 4 only when they were checked for`() async throws {
        let daemon = try flood()
        #expect(await musterctl(["todo", "--check"], at: daemon, Paper()) == 4)
        #expect(await musterctl(["待办"], at: daemon, Paper()) == 0)
        let quiet = try flood(todo: TodoView(sequence: 1, asOf: moment("07:32"), items: []))
        #expect(await musterctl(["todo", "--check"], at: quiet, Paper()) == 0)
    }

    @Test func `no incident and several incidents are 2, and several are listed`() async throws {
        let none = Paper()
        let idle = try flood([])
        #expect(await musterctl(["who"], at: idle, none) == 2)
        #expect(none.errors.contains("没有进行中的事件"))

        let several = Paper()
        let daemon = try flood([summary(), summary(id: 8, code: "2210")])
        #expect(await musterctl(["standdown"], at: daemon, several) == 2)
        #expect(several.errors.contains("0417") && several.errors.contains("2210"), "\(several.errors)")
        #expect(orders(daemon).isEmpty)

        let unknown = Paper()
        #expect(await musterctl(["close", "--incident", "9999"], at: daemon, unknown) == 2)
        #expect(unknown.errors.contains("9999") && unknown.errors.contains("2210"))
    }

    @Test func `--json shows the answer as it came`() async throws {
        let daemon = try flood()
        let paper = Paper()
        #expect(await musterctl(["status", "--json"], at: daemon, paper) == 0)
        #expect(paper.out == json(statusView()) + "\n")
        #expect(daemon.seen.map(\.target) == ["/v1/status"])
    }
}

@Suite struct OrderTests {
    @Test func `every order has a key of its own, and a query none`() async throws {
        let daemon = try flood()
        for _ in 1...2 { _ = await musterctl(["headcount", "F04", "16"], at: daemon, Paper()) }
        let keys = daemon.seen.filter { $0.method == "POST" }.compactMap { $0.headers["idempotency-key"] }
        #expect(keys.count == 2 && Set(keys).count == 2 && keys.allSatisfy { $0.count == 32 })
        #expect(daemon.seen.filter { $0.method == "GET" }.allSatisfy { $0.headers["idempotency-key"] == nil })
    }

    @Test func `an order whose answer got lost is sent again with the same key`() async throws {
        let lost = Atomic(0)
        let daemon = try StubDaemon { _ in
            lost.add(1, ordering: .relaxed).oldValue == 0 ? .close : .answer(200, done("已停全部点位。"))
        }
        let paper = Paper()
        #expect(await musterctl(["stop", "all"], at: daemon, paper) == 0)
        let keys = daemon.seen.map { $0.headers["idempotency-key"] }
        #expect(keys.count == 2 && keys[0] == keys[1] && keys[0] != nil)
        #expect(paper.out == "已停全部点位。\n")
    }

    @Test func `an order that stays without answer says that it may be done`() async throws {
        let daemon = try StubDaemon { _ in .close }
        let paper = Paper()
        #expect(await musterctl(["stop", "all"], at: daemon, paper) == 3)
        #expect(paper.errors.contains("可能已执行"))
    }

    @Test func `people are named by number, by name, or by the beginning of a name that only one has`()
        async throws
    {
        let daemon = try flood()
        _ = await musterctl(["reply", "李", "1", "--note", "电话"], at: daemon, Paper())
        _ = await musterctl(["reply", "4711", "不能"], at: daemon, Paper())
        _ = await musterctl(["arrive", "F01", "--name", "王强", "--name", "周远"], at: daemon, Paper())
        #expect(
            orders(daemon) == [
                #"/v1/incidents/7/replies {"answer":"1","member":"199","note":"电话"}"#,
                #"/v1/incidents/7/replies {"answer":"0","member":"4711"}"#,
                #"/v1/incidents/7/arrivals {"members":["1","周远"],"site":"F01"}"#,
            ])
    }

    @Test func `a name that several people share is asked back with their numbers`() async throws {
        let daemon = try flood()
        let paper = Paper()
        #expect(await musterctl(["safe", "王", "--by", "家属"], at: daemon, paper) == 2)
        #expect(paper.errors.contains("1  王强") && paper.errors.contains("100  王刚"))
        #expect(orders(daemon).isEmpty)
    }

    @Test func `a leader's total, a figure and its correction, and a note go where they belong`() async throws
    {
        let daemon = try flood()
        _ = await musterctl(["到场", "f1", "--incident", "0417", "12"], at: daemon, Paper())
        _ = await musterctl(["arrive", "f01", "12"], at: daemon, Paper())
        _ = await musterctl(["count", "F01", "bags", "80"], at: daemon, Paper())
        _ = await musterctl(["改错", "12", "60", "--note", "多报"], at: daemon, Paper())
        _ = await musterctl(["log", "已通知供电"], at: daemon, Paper())
        _ = await musterctl(["log", "交班", "--general"], at: daemon, Paper())
        _ = await musterctl(["arrive", "F01", "--name", "1", "--at", "07:28"], at: daemon, Paper())
        _ = await musterctl(["todo", "done", "12"], at: daemon, Paper())
        _ = await musterctl(["todo", "seen", "12"], at: daemon, Paper())
        #expect(
            orders(daemon) == [
                // `f1` fits F10 to F17 and goes nowhere.
                #"/v1/incidents/7/arrivals {"people":12,"site":"F01"}"#,
                #"/v1/incidents/7/counters {"added":80,"counter":"bags","site":"F01"}"#,
                #"/v1/incidents/7/corrections {"added":60,"note":"多报","reading":12}"#,
                #"/v1/incidents/7/notes {"text":"已通知供电"}"#, #"/v1/notes {"text":"交班"}"#,
                #"/v1/incidents/7/arrivals {"at":"2025-07-08T07:28:00+08:00","members":["1"],"site":"F01"}"#,
                "/v1/todo/12/settle {}", "/v1/todo/12/acknowledge {}",
            ])
    }
}

@Suite struct CountTests {
    @Test func `people are moved, walk-ins taken in, tools lent and brought back`() async throws {
        let daemon = try flood()
        _ = await musterctl(["move", "F02", "李静", "赵敏"], at: daemon, Paper())
        _ = await musterctl(
            ["临时", "F01", "--name", "何平", "--phone", "13700000001", "--age", "34"], at: daemon, Paper())
        _ = await musterctl(["tool", "F01", "铁锹", "20"], at: daemon, Paper())
        _ = await musterctl(["工具", "F01", "铁锹", "18", "--back"], at: daemon, Paper())
        #expect(
            orders(daemon) == [
                #"/v1/incidents/7/moves {"members":["199","298"],"site":"F02"}"#,
                #"/v1/incidents/7/walkins {"age":34,"name":"何平","phone":"13700000001","site":"F01"}"#,
                #"/v1/incidents/7/tools {"change":20,"site":"F01","tool":"铁锹"}"#,
                #"/v1/incidents/7/tools {"change":-18,"site":"F01","tool":"铁锹"}"#,
            ])
    }

    @Test func `a false call is taken back only when the count of people called is typed`() async throws {
        let daemon = try flood()
        let called = summary().figures.called
        let paper = Paper(typing: ["\(called)"])
        #expect(await musterctl(["recall"], at: daemon, paper, isInteractive: true) == 0)
        #expect(paper.out.contains("告诉\(called)人是误发"))
        #expect(orders(daemon) == [#"/v1/incidents/7/recall {"confirmed":\#(called)}"#])
        let other = try flood()
        #expect(await musterctl(["更正"], at: other, Paper(typing: ["1"]), isInteractive: true) == 2)
        #expect(orders(other).isEmpty)
    }

    @Test func `a call shows the count and goes out when it is typed`() async throws {
        let daemon = try flood([summary(dispatch: waiting)])
        let paper = Paper(typing: ["386"])
        #expect(await musterctl(["call"], at: daemon, paper, isInteractive: true) == 0)
        #expect(paper.out.contains("将为 0417 暴雨内涝 呼叫 386 人") && paper.out.contains("输入人数 386"))
        #expect(orders(daemon) == [#"/v1/incidents/7/callouts {"confirmed":386}"#])
    }

    @Test(arguments: ["385", "", "yes", "y", "3 86 1", "-386", "386人"])
    func `anything but the count calls nobody`(_ typed: String) async throws {
        let daemon = try flood([summary(dispatch: waiting)])
        let paper = Paper(typing: [typed])
        #expect(await musterctl(["call"], at: daemon, paper, isInteractive: true) == 2)
        #expect(orders(daemon).isEmpty && paper.errors.contains("未执行"))
    }

    @Test func `full-width digits and spaces count as the count`() async throws {
        let daemon = try flood([summary(dispatch: waiting)])
        #expect(await musterctl(["call"], at: daemon, Paper(typing: [" ３８６ "]), isInteractive: true) == 0)
        #expect(orders(daemon).count == 1)
    }

    @Test func `the end of the input calls nobody`() async throws {
        let daemon = try flood([summary(dispatch: waiting)])
        #expect(await musterctl(["call"], at: daemon, Paper(), isInteractive: true) == 2)
        #expect(orders(daemon).isEmpty)
    }

    @Test func `a script must hand the count in, and the daemon compares it`() async throws {
        let daemon = try flood([summary(dispatch: waiting)])
        let silent = Paper(typing: ["386"])
        #expect(await musterctl(["call"], at: daemon, silent) == 2)
        #expect(silent.unread == 1 && silent.errors.contains("--yes 386") && orders(daemon).isEmpty)
        #expect(await musterctl(["call", "--yes", "400"], at: daemon, Paper()) == 0)
        #expect(orders(daemon) == [#"/v1/incidents/7/callouts {"confirmed":400}"#])
    }

    @Test func `nobody to call is no call of nobody`() async throws {
        let daemon = try flood([summary(dispatch: waiting)], plan: 0)
        #expect(await musterctl(["call"], at: daemon, Paper(typing: ["0"]), isInteractive: true) == 2)
        #expect(orders(daemon).isEmpty)
    }

    @Test func `the reserve is confirmed by its own number, and a second person is asked for`() async throws {
        let daemon = try flood(order: done("须第二人确认。", confirmation: 2))
        let paper = Paper(typing: ["134"])
        #expect(await musterctl(["call", "--reserve", "134"], at: daemon, paper, isInteractive: true) == 0)
        #expect(orders(daemon) == [#"/v1/incidents/7/callouts {"confirmed":134,"reserve":134}"#])
        #expect(paper.out.contains("musterctl confirm 2"))
        #expect(await musterctl(["call", "--reserve", "134", "--yes", "133"], at: daemon, Paper()) == 2)
        #expect(orders(daemon).count == 1)
    }

    @Test func `a stand-down asks for the number of people who are told`() async throws {
        let daemon = try flood()
        #expect(await musterctl(["standdown", "F04", "--yes", "32"], at: daemon, Paper()) == 0)
        #expect(await musterctl(["standdown"], at: daemon, Paper(typing: ["32"]), isInteractive: true) == 2)
        #expect(await musterctl(["standdown"], at: daemon, Paper(typing: ["544"]), isInteractive: true) == 0)
        #expect(
            orders(daemon) == [#"/v1/incidents/7/standdown {"site":"F04"}"#, "/v1/incidents/7/standdown {}"])
    }

    @Test func `a need at an incident that is calling is a call, and asks; before that it doesn't`()
        async throws
    {
        let calling = try flood()
        #expect(await musterctl(["need", "F01", "搬运", "35"], at: calling, Paper()) == 2)
        #expect(orders(calling).isEmpty)
        let quiet = try flood([summary(dispatch: waiting)])
        #expect(await musterctl(["need", "F01", "搬运", "35"], at: quiet, Paper()) == 0)
        #expect(orders(quiet) == [#"/v1/incidents/7/needs {"headcount":35,"playbook":"搬运","site":"F01"}"#])
    }
}

@Suite struct StopTests {
    @Test func `stop never asks, even at a terminal`() async throws {
        let daemon = try flood()
        let paper = Paper(typing: ["no"])
        let code = await musterctl(
            ["停", "f04", "--hazard", "电", "--note", "断线"], at: daemon, paper, isInteractive: true)
        #expect(code == 0 && paper.unread == 1)
        #expect(orders(daemon) == [#"/v1/incidents/7/stop {"hazard":"power","note":"断线","site":"F04"}"#])
    }

    @Test(arguments: ["all", "ALL", "全停"])
    func `stop all looks nothing up before it stops everything`(_ word: String) async throws {
        let daemon = try flood([summary(), summary(id: 8, code: "2210")])
        #expect(await musterctl(["stop", word], at: daemon, Paper()) == 0)
        #expect(daemon.seen.map { "\($0.method) \($0.target) \($0.body)" } == ["POST /v1/stop {}"])
        #expect(await musterctl(["stop", word, "--incident", "2210"], at: daemon, Paper()) == 0)
        #expect(orders(daemon).last == "/v1/incidents/2210/stop {}")
    }

    @Test func `a site that two incidents share is stopped in both`() async throws {
        let daemon = try flood([summary(), summary(id: 8, code: "2210")])
        #expect(await musterctl(["stop", "F04"], at: daemon, Paper()) == 0)
        #expect(
            orders(daemon) == [
                #"/v1/incidents/7/stop {"site":"F04"}"#, #"/v1/incidents/8/stop {"site":"F04"}"#,
            ])
    }

    @Test func `a wrong name doesn't hold up the stop of another site`() async throws {
        let daemon = try flood()
        let paper = Paper()
        #expect(await musterctl(["stop", "X9", "F05"], at: daemon, paper) == 2)
        #expect(orders(daemon) == [#"/v1/incidents/7/stop {"site":"F05"}"#])
        #expect(paper.errors.contains("X9"))
    }

    @Test func `an ambiguous site is listed and not guessed`() async throws {
        let daemon = try flood()
        let paper = Paper()
        #expect(await musterctl(["stop", "f1"], at: daemon, paper) == 2)
        #expect(paper.errors.contains("F10") && paper.errors.contains("F17") && !paper.errors.contains("F01"))
        #expect(orders(daemon).isEmpty)
    }

    @Test func `stop alone lists the sites, and one key stops one`() async throws {
        let daemon = try flood()
        let list = Paper()
        #expect(await musterctl(["stop"], at: daemon, list) == 0)
        #expect(list.out.contains("F17") && orders(daemon).isEmpty)
        #expect(await musterctl(["stop"], at: daemon, Paper(typing: ["4"]), isInteractive: true) == 0)
        #expect(orders(daemon) == [#"/v1/incidents/7/stop {"site":"F04"}"#])
        #expect(await musterctl(["stop"], at: daemon, Paper(typing: [""]), isInteractive: true) == 2)
        #expect(orders(daemon).count == 1)
    }
}
