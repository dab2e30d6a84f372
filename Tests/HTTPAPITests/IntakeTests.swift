import HTTPAPI
import Mobilization
import MobilizationRuntime
import MusterAPI
import Testing

@Suite struct `Alerts and callbacks` {
    static let warning = Alert(
        identifier: "W-1", kind: .warning, status: .actual, messageType: .alert, event: "暴雨", colour: .red,
        issuedAt: opening, expiresAt: nil, references: [], areas: [], headline: "", demand: nil)

    private func answer(_ reading: AlertReading, isRepeat: Bool = false) async throws -> Exchange.Answered {
        let answer = Mobilization.AlertAnswer(
            alert: "W-1", decision: .awaitingOfficer, incident: IncidentID(7), code: "0417")
        return try await Exchange(
            alert: { delivery in
                delivery.source == "district" && delivery.header("authorization") == nil
                    ? reading : .unauthorised
            }, answer: { _ in .answer(.alert(answer, isRepeat: isRepeat)) }
        ).post("/v1/alerts/district", "{}", token: nil)
    }

    @Test func `a new alert is 202 and a repeat 200 with the same body`() async throws {
        let reading = AlertReading.alert(Self.warning, source: "district", raw: "{}")
        let new = try await answer(reading)
        #expect(new.status == 202)
        #expect(new.body == #"{"alert":"W-1","code":"0417","decision":"awaiting_officer","incident":7}"#)
        let again = try await answer(reading, isRepeat: true)
        #expect(again.status == 200)
        #expect(again.body == new.body)
    }

    @Test func `each verdict of the gate has its status`() async throws {
        let found = [
            Diagnostic(file: "needs.0", line: 3, column: 9, message: "headcount is 0; give 1 or more")
        ]
        #expect(try await answer(.unauthorised).status == 401)
        #expect(try await answer(.forbidden("demands")).status == 403)
        #expect(try await answer(.unsupported(accepts: ["application/json"])).status == 415)
        let malformed = try await answer(.malformed(found))
        #expect(malformed.status == 400)
        let problem = try malformed.decode(ProblemDetails.self)
        #expect(
            problem.diagnostics == [
                .init(field: "needs.0", line: 3, column: 9, message: "headcount is 0; give 1 or more")
            ])
        #expect(try await answer(.unacceptable(found)).status == 422)
        #expect(try await answer(.ignored(alert: "join")).status == 200)
    }

    @Test func `our own trouble is never a 4xx`() async throws {
        let reading = AlertReading.alert(Self.warning, source: "district", raw: "{}")
        for reception: Reception? in [nil, .busy, .storeUnavailable(StoreFailure(.diskFull, "disk full"))] {
            let exchange = Exchange(alert: { _ in reading }, answer: { _ in reception })
            let answer = try await exchange.post("/v1/alerts/district", "{}", token: nil)
            #expect(answer.status == 503 && answer.headers["retry-after"] == "5")
        }
    }

    @Test func `an officer's token opens no alert source`() async throws {
        #expect(try await Exchange().post("/v1/alerts/district", "{}", token: "admin-token").status == 401)
    }

    @Test func `an alert over 4 MiB is refused`() async throws {
        let body = String(repeating: "a", count: Limits.alertBytes + 1)
        let answer = try await Exchange().post("/v1/alerts/district", body, token: nil)
        #expect(answer.status == 413)
    }

    @Test func `callbacks are answered once all their inputs are durable`() async throws {
        let exchange = Exchange(
            callback: { delivery in
                guard delivery.query("token") == "secret word" else { return .refused }
                let reply = InboundReply(
                    from: "+8613800000001", text: delivery.kind.rawValue, identifier: nil)
                let says =
                    delivery.method == "GET" ? CallbackWords(contentType: "text/plain", body: "ok") : nil
                return .inputs(
                    [.reply(reply, gateway: delivery.gateway), .reply(reply, gateway: delivery.gateway)],
                    says: says)
            }, answer: { _ in .taken })
        let posted = try await exchange.post(
            "/v1/gateways/sms-a/replies?token=secret%20word", "{}", token: nil)
        #expect(posted.status == 200 && posted.body == "{}")
        let got = try await exchange.get("/v1/gateways/sms-a/receipts?token=secret%20word", token: nil)
        #expect(got.status == 200 && got.body == "ok")
        #expect(exchange.desk.inputs.count == 4)
        #expect(try await exchange.post("/v1/gateways/sms-a/replies?token=x", "{}", token: nil).status == 401)
        #expect(try await exchange.post("/v1/gateways/sms-a/other", "{}", token: nil).status == 404)
        #expect(exchange.desk.inputs.count == 4)
    }

    @Test func `a callback of which one input is not taken is asked for again`() async throws {
        let reply = InboundReply(from: "+8613800000001", text: "1", identifier: nil)
        let exchange = Exchange(
            callback: { _ in .inputs([.reply(reply, gateway: "a"), .tick]) },
            answer: { input in
                if case .tick = input { nil } else { .taken }
            })
        #expect(try await exchange.post("/v1/gateways/a/replies?token=s", "{}", token: nil).status == 503)
    }

    @Test func `a roster is read first and taken only when asked, by an administrator`() async throws {
        let exchange = Exchange(roster: { delivery in
            .report(
                RosterImportReport(
                    committed: delivery.commit, rows: delivery.csv.count, added: 1, changed: 0, removed: 0,
                    removedEngaged: 0, errors: [], warnings: [], sentence: Words(zh: "。", en: ".")))
        })
        let path = "/v1/roster"
        let look = try await exchange.send(
            "POST", path, "姓名", token: "admin-token", type: "text/csv; charset=utf-8")
        #expect(try look.decode(RosterImportReport.self).committed == false)
        let take = try await exchange.send(
            "POST", path + "?commit=true", "姓名", token: "admin-token", type: "text/csv")
        #expect(try take.decode(RosterImportReport.self).committed)
        #expect(try await exchange.send("POST", path, "姓名", type: "text/csv").status == 403)
        #expect(try await exchange.send("POST", path, "{}", token: "admin-token").status == 415)
        #expect(
            try await exchange.send("POST", path + "?commit=1", "x", token: "admin-token", type: "text/csv")
                .status == 422)
    }
}
