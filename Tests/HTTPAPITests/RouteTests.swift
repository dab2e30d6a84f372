import HTTPAPI
import Mobilization
import MobilizationRuntime
import MusterAPI
import Testing

@Suite struct `Queries and access` {
    static let paths = [
        "/v1/status", "/v1/todo", "/v1/incidents", "/v1/incidents/0417", "/v1/incidents/7",
        "/v1/incidents/0417/members",
        "/v1/incidents/0417/log", "/v1/incidents/0417/forecast", "/v1/incidents/0417/report", "/v1/roster",
        "/v1/playbooks", "/v1/sites", "/v1/gateways", "/v1/alerts", "/v1/circle",
    ]

    @Test(arguments: paths)
    func `a viewer may look`(path: String) async throws {
        let answer = try await Exchange().get(path, token: "viewer-token")
        #expect(answer.status == 200, "\(answer.body)")
        #expect(answer.headers["content-type"] == "application/json")
        #expect(answer.headers["cache-control"] == "no-store")
    }

    @Test(arguments: paths)
    func `nobody looks without a token`(path: String) async throws {
        let answer = try await Exchange().get(path, token: nil)
        #expect(answer.status == 401)
        #expect(answer.headers["www-authenticate"] != nil)
        #expect(try await Exchange().get(path, token: "wrong").status == 401)
    }

    @Test(arguments: ["/healthz", "/readyz", "/metrics", "/openapi.yaml"])
    func `probes need no token`(path: String) async throws {
        #expect(try await Exchange().get(path, token: nil).status == 200)
    }

    @Test func `a viewer commands nothing`() async throws {
        let exchange = Exchange()
        let answer = try await exchange.post("/v1/incidents/0417/stop", token: "viewer-token")
        #expect(answer.status == 403)
        #expect(answer.code == "not_allowed")
        #expect(exchange.desk.commands.isEmpty)
    }

    @Test func `the control socket knows its officers by uid, and everybody else may look`() async throws {
        let exchange = Exchange()
        let officer = try await exchange.send("POST", "/v1/stop", token: nil, peer: .local(uid: 4242))
        #expect(officer.status == 200)
        #expect(try await exchange.send("GET", "/v1/status", token: nil, peer: .local(uid: 1)).status == 200)
        #expect(try await exchange.send("POST", "/v1/stop", token: nil, peer: .local(uid: 1)).status == 403)
        #expect(exchange.desk.commands == [.stop(incident: nil, site: nil, .other, note: "")])
    }

    @Test func `full names are for officers`() async throws {
        let exchange = Exchange()
        let path = "/v1/incidents/0417/members?names=full"
        #expect(try await exchange.get(path, token: "viewer-token").status == 403)
        #expect(try await exchange.get(path).body.contains("王小明"))
        #expect(!(try await exchange.get("/v1/incidents/0417/members").body.contains("王小明")))
        #expect(!(try await exchange.get("/v1/todo", token: "viewer-token").body.contains("车坏了")))
        #expect(!(try await exchange.get("/v1/sites", token: "viewer-token").body.contains("李联系")))
    }

    @Test func `a viewer can't find out by trying which names are on the roster`() async throws {
        let exchange = Exchange()
        let name = "%E6%9D%8E%E4%B8%BD"
        #expect(try await exchange.get("/v1/roster/\(name)").status == 200)
        #expect(try await exchange.get("/v1/roster/\(name)", token: "viewer-token").status == 403)
        #expect(try await exchange.get("/v1/roster/%E6%97%A0%E4%BA%BA", token: "viewer-token").status == 403)
        #expect(try await exchange.get("/v1/roster/2", token: "viewer-token").status == 200)
    }

    @Test func `an incident is found by number and by code, and nothing else is`() async throws {
        let exchange = Exchange()
        for id in ["8", "0418", "x", "%E4%B8%80"] {
            let answer = try await exchange.get("/v1/incidents/\(id)")
            #expect(answer.status == 404)
            #expect(answer.code == "unknown_incident")
        }
    }

    @Test func `an unknown path is 404 and a wrong method 405, both with words`() async throws {
        let exchange = Exchange()
        #expect(try await exchange.get("/v1/nothing").code == "no_such_path")
        let answer = try await exchange.send("DELETE", "/v1/status")
        #expect(answer.status == 405)
        #expect(answer.code == "method_not_allowed")
        #expect(try await exchange.get("/v1/incidents/0417/stop").status == 405)
    }

    @Test func `before the first board everything but the health probe says 503`() async throws {
        let exchange = Exchange(board: nil)
        #expect(try await exchange.get("/healthz").status == 200)
        #expect(try await exchange.get("/readyz").status == 503)
        let answer = try await exchange.get("/v1/status")
        #expect(answer.status == 503)
        #expect(answer.headers["retry-after"] == "5")
    }

    @Test func `a store that refuses writes is not ready, but still answers queries`() async throws {
        let trouble = StoreTrouble(StoreFailure(.diskFull, "disk full"), takesPeople: true)
        let exchange = Exchange(board: board(trouble: trouble))
        #expect(try await exchange.get("/readyz").code == "store_unavailable")
        let words = try await exchange.get("/v1/status").decode(StatusView.self).storeTrouble
        #expect(words?.en == "disk full. Stop, arrivals and safe go on; alerts are refused")
        #expect(words?.zh == "磁盘已满，已存的都在：请腾出空间，之后自动恢复。停、到场、平安照常，报警暂不受理")
        #expect(try await exchange.get("/metrics").body.contains("muster_store_trouble 1"))
    }

    @Test func `where nothing can be written down, nobody reads that stops go on`() async throws {
        let trouble = StoreTrouble(StoreFailure(.readOnly, "it is read-only"), takesPeople: false)
        let answer = try await Exchange(board: board(trouble: trouble)).get("/v1/status")
        let words = try #require(try answer.decode(StatusView.self).storeTrouble)
        #expect(
            words.en == "it is read-only. Nothing can be recorded now: use paper, and enter it afterwards")
        #expect(words.zh.hasSuffix("。现在什么都记不下：请用纸记，恢复后补录"))
    }

    @Test(arguments: [
        StoreFailure.Kind.diskFull, .readOnly, .busy, .ioError, .corrupt, .other,
    ])
    func `a refusal of the store says what to do in Chinese, too`(_ kind: StoreFailure.Kind) async throws {
        let failure = StoreFailure(kind, "SQLite 13")
        let answer = try await Exchange(answer: { _ in .storeUnavailable(failure) }).post("/v1/stop")
        let problem = try answer.decode(ProblemDetails.self)
        #expect(problem.detail.contains("SQLite 13"))
        let reason = try #require(problem.detailZh.firstMatch(of: #/（(.+)），未受理/#)).output.1
        #expect(reason.contains("请"))
        #expect(!problem.detailZh.contains("SQLite"))
    }

    @Test func `metrics hold figures and no people`() async throws {
        let text = try await Exchange().get("/metrics").body
        #expect(text.contains("muster_people_present{incident=\"0417\"} 2\n"))
        #expect(text.contains("muster_todo{kind=\"help\"} 1\n"))
        #expect(!text.contains("王"))
    }

    @Test func `the log reads on from a cursor and leaves out what is not worth a line`() async throws {
        let site = NumberedFact(
            sequence: 3, fact: Fact(at: opening, actor: .engine, event: .siteReady(IncidentID(7), "F01")))
        let other = NumberedFact(
            sequence: 4, fact: Fact(at: opening, actor: .engine, event: .siteReady(IncidentID(9), "F01")))
        let note = NumberedFact(
            sequence: 5,
            fact: Fact(
                at: opening + .minutes(2), actor: .officer("wang"),
                event: .noteWritten(IncidentID(7), TextRef(9))))
        let exchange = Exchange(facts: FixedFacts(all: [site, other, note]))
        let all = try await exchange.get("/v1/incidents/0417/log").decode(LogView.self)
        #expect(all.lines.map(\.number) == [3, 5])
        #expect(all.lines[0].sentence.zh == "F01可开工。")
        #expect(all.lines[1].text == "我在路上但是车坏了")
        #expect(all.lines[1].at.tPlus == "T+00:02")
        #expect(all.next == 5 && !all.more)
        let page = try await exchange.get("/v1/incidents/0417/log?limit=1").decode(LogView.self)
        #expect(page.next == 3 && page.more)
        #expect(try await exchange.get("/v1/incidents/0417/log?after=x").status == 422)
    }

    @Test func `the document lists every path and every shape it refers to`() async throws {
        let yaml = try await Exchange().get("/openapi.yaml").body
        #expect(yaml.hasPrefix("openapi: 3.1.0\n"))
        for path in Self.paths where !path.contains("0417") && !path.hasSuffix("/7") {
            #expect(yaml.contains("  '\(path)':\n"))
        }
        #expect(yaml.contains("  '/v1/incidents/{id}/stop':\n    post:\n"))
        #expect(
            yaml.contains("    CounterBody:\n      type: object\n      required: [site, counter, added]\n"))
        for reference in yaml.split(separator: "\n") where reference.contains("$ref:") {
            let name = reference.split(separator: "/").last.map { $0.dropLast() } ?? ""
            #expect(yaml.contains("\n    \(name):\n"), "\(reference)")
        }
    }
}
