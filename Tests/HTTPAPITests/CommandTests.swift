import HTTPAPI
import Mobilization
import MobilizationRuntime
import MusterAPI
import Testing

@Suite struct `Commands over HTTP` {
    static let good: [(String, String, Command)] = [
        (
            "/v1/incidents/0417/needs", #"{"site":"f01","playbook":"物资搬运","headcount":5}"#,
            .addNeed(
                incident: IncidentID(7),
                DemandedNeed(site: "F01", playbook: "material-handling", headcount: 5, workload: nil))
        ),
        (
            "/v1/incidents/7/callouts", #"{"confirmed":42}"#,
            .call(incident: IncidentID(7), reserve: 0, confirmed: 42)
        ),
        (
            "/v1/incidents/0417/replies", #"{"member":"李丽","answer":"1","note":"电话"}"#,
            .reply(incident: IncidentID(7), member: MemberID(2), .coming, minutes: nil, note: "电话")
        ),
        (
            "/v1/incidents/0417/arrivals",
            #"{"site":"F01","members":["王小明","3"],"at":"2025-07-08T07:10:00+08:00"}"#,
            .arrive(
                incident: IncidentID(7), site: "F01", members: [MemberID(1), MemberID(3)],
                observedAt: Instant(seconds: 1_751_929_800))
        ),
        (
            "/v1/incidents/0417/arrivals", #"{"site":"F01","people":12}"#,
            .leaderTotal(incident: IncidentID(7), site: "F01", people: 12)
        ),
        (
            "/v1/incidents/0417/counters", #"{"site":"F01","counter":"沙袋","added":80}"#,
            .count(
                incident: IncidentID(7), site: "F01", counter: "bags", added: 80, observedAt: nil, note: "")
        ),
        (
            "/v1/incidents/0417/corrections", #"{"reading":1,"added":30}"#,
            .fix(incident: IncidentID(7), reading: 1, added: 30, note: "")
        ),
        (
            "/v1/incidents/0417/tools", #"{"site":"f01","tool":"铁锹","change":-3}"#,
            .lend(incident: IncidentID(7), site: "F01", tool: "铁锹", change: -3)
        ),
        (
            "/v1/incidents/0417/moves", #"{"members":["李丽"],"site":"F02","playbook":"order-keeping"}"#,
            .move(incident: IncidentID(7), members: [MemberID(2)], site: "F02", playbook: "order-keeping")
        ),
        (
            "/v1/incidents/0417/recall", #"{"confirmed":386,"note":"误发"}"#,
            .recall(incident: IncidentID(7), confirmed: 386, note: "误发")
        ),
        (
            "/v1/incidents/0417/stop", #"{"site":"F01","hazard":"water"}"#,
            .stop(incident: IncidentID(7), site: "F01", .water, note: "")
        ),
        ("/v1/incidents/0417/stop", "", .stop(incident: IncidentID(7), site: nil, .other, note: "")),
        ("/v1/stop", #"{"hazard":"lightning"}"#, .stop(incident: nil, site: nil, .lightning, note: "")),
        (
            "/v1/incidents/0417/headcount", #"{"site":"F01","people":2}"#,
            .headcount(incident: IncidentID(7), site: "F01", people: 2)
        ),
        ("/v1/incidents/0417/resume", #"{"site":"F01"}"#, .resume(incident: IncidentID(7), site: "F01")),
        ("/v1/incidents/0417/standdown", "", .standDown(incident: IncidentID(7), site: nil)),
        (
            "/v1/incidents/0417/signouts", #"{"members":["李丽"]}"#,
            .signOut(incident: IncidentID(7), members: [MemberID(2)])
        ),
        (
            "/v1/incidents/0417/safe", #"{"member":"2","vouched_by":"家属"}"#,
            .safe(incident: IncidentID(7), member: MemberID(2), vouchedBy: "家属")
        ),
        (
            "/v1/confirmations/3/break", #"{"reason":"无人接听"}"#, .breakGlass(3, reason: "无人接听")
        ),
        (
            "/v1/incidents/0417/envelope",
            #"{"people":600,"reserve":900,"until":"2025-07-08T09:30:00+08:00","confirmed":600}"#,
            .approve(
                incident: IncidentID(7),
                Envelope(people: 600, texts: nil, until: Instant(seconds: 1_751_938_200)), reserve: 900,
                confirmed: 600)
        ),
        ("/v1/incidents/0417/verification", "", .verifyDemand(IncidentID(7))),
        (
            "/v1/incidents/0417/demand", #"{"end":"partly_met","answer":"到了480人"}"#,
            .endDemand(IncidentID(7), .partlyMet, answer: "到了480人")
        ),
        (
            "/v1/offers", #"{"what":"船2艘","who":"渔业队","site":"f01"}"#,
            .offer(what: "船2艘", who: "渔业队", site: "F01", until: nil)
        ),
        ("/v1/offers/4", #"{"state":"used","site":"F02"}"#, .changeOffer(4, .used, site: "F02")),
        ("/v1/posture", #"{"posture":"standby","note":"防指"}"#, .hold(.standby, note: "防指")),
        ("/v1/posture", "{}", .hold(nil, note: "")),
        (
            "/v1/drills",
            #"{"kind":"mall","event":"商场演练","needs":[{"site":"f01","playbook":"物资搬运","headcount":5}]}"#,
            .drills(
                .open(
                    .mall, event: "商场演练",
                    Demand(
                        requestedBy: "",
                        needs: [
                            DemandedNeed(
                                site: "F01", playbook: "material-handling", headcount: 5, workload: nil)
                        ], neededBy: nil)))
        ),
        ("/v1/reachability", #"{"confirmed":386}"#, .drills(.test(confirmed: 386))),
        ("/v1/handovers", "", .handOver(note: "")),
        ("/v1/handovers/take", "", .takeOver),
        (
            "/v1/dutylog",
            #"{"text":"水位上涨","incident":"0417","from":"水文站","at":"2025-07-08T07:10:00+08:00","corrects":2}"#,
            .dutyNote(
                DutyEntry(
                    incident: IncidentID(7), words: "水位上涨", source: "水文站",
                    occurredAt: Instant(seconds: 1_751_929_800), corrects: 2))
        ),
        ("/v1/incidents/0417/close", "", .close(incident: IncidentID(7))),
        ("/v1/incidents/99/close", "{}", .close(incident: IncidentID(99))),
        ("/v1/incidents/0417/notes", #"{"text":"水位上涨"}"#, .note(incident: IncidentID(7), "水位上涨")),
        ("/v1/notes", #"{"text":"交班"}"#, .note(incident: nil, "交班")),
        ("/v1/confirmations", #"{"confirmation":3}"#, .confirm(3)),
        ("/v1/todo/2/acknowledge", "", .acknowledge(AlarmID(2))),
        ("/v1/todo/2/settle", "{}", .settle(AlarmID(2))),
        (
            "/v1/incidents",
            #"""
            {"event":"暴雨内涝","needs":[{"site":"F01","playbook":"沙袋","headcount":9,"workload":40}],
             "requested_by":{"organisation":"区防指","callback":true},"needed_by":"2025-07-08T01:30:00Z"}
            """#,
            .open(
                event: "暴雨内涝",
                demand: Demand(
                    requestedBy: "区防指 已回拨核实",
                    needs: [
                        DemandedNeed(site: "F01", playbook: "material-handling", headcount: 9, workload: 40)
                    ],
                    neededBy: opening + .hours(3)), isDrill: false)
        ),
    ]

    @Test(arguments: good.indices)
    func `becomes exactly this command`(index: Int) async throws {
        let (path, body, command) = Self.good[index]
        let exchange = Exchange()
        let answer = try await exchange.post(path, body)
        #expect(answer.status == 200, "\(answer.body)")
        #expect(exchange.desk.commands == [command])
        #expect(try answer.decode(CommandAnswer.self).people == 3)
    }

    static let bad: [(String, String, Int, String)] = [
        ("/v1/incidents/0417/counters", #"{"site":"F01","counter":"bags","addded":8}"#, 422, "addded"),
        ("/v1/incidents/0417/counters", #"{"site":"F01","counter":"bags"}"#, 422, "added: is missing"),
        (
            "/v1/incidents/0417/counters", #"{"site":"F01","counter":"bags","added":"8"}"#, 422,
            "must be a whole number"
        ),
        ("/v1/incidents/0417/counters", #"{"site":"F01","counter":"bags","added":8.5}"#, 422, "whole number"),
        ("/v1/incidents/0417/counters", #"{"site":"#, 400, "malformed"),
        ("/v1/incidents/0417/counters", "[]", 422, "must be an object"),
        (
            "/v1/incidents", #"{"event":"a","needs":[{"site":"F01","playbook":"x","headcount":1,"x":2}]}"#,
            422, "needs.0.x"
        ),
        ("/v1/incidents", #"{"event":"a","needs":[]}"#, 422, "needs"),
        ("/v1/incidents/0417/arrivals", #"{"site":"F01"}"#, 422, "one of the two"),
        ("/v1/incidents/0417/arrivals", #"{"site":"F01","members":["2"],"at":"07:10"}"#, 422, "with offset"),
        ("/v1/incidents/0417/replies", #"{"member":"李丽","answer":"11"}"#, 422, "one digit"),
        ("/v1/incidents/0417/replies", #"{"member":"没有人","answer":"1"}"#, 404, "unknown_member"),
        ("/v1/incidents/0417/stop", #"{"hazard":"fire"}"#, 422, "water, power, lightning, other"),
        ("/v1/stop", #"{"site":"F01"}"#, 422, "site"),
        ("/v1/incidents/0418/close", "", 404, "unknown_incident"),
        ("/v1/todo/x/settle", "", 404, "no_such_path"),
    ]

    @Test(arguments: bad.indices)
    func `is refused before anything happens`(index: Int) async throws {
        let (path, body, status, words) = Self.bad[index]
        let exchange = Exchange()
        let answer = try await exchange.post(path, body)
        #expect(answer.status == status)
        #expect(answer.body.contains(words), "\(answer.body)")
        #expect(answer.headers["content-type"] == "application/problem+json")
        #expect(exchange.desk.inputs.isEmpty)
    }

    @Test func `a name that two people share is settled by the incident, or asked back`() async throws {
        let exchange = Exchange()
        var twice = flood()
        twice.callouts[MemberID(7)] = callout(7, .called)
        let both = Exchange(board: board([twice]))
        let body = #"{"member":"王小明","answer":"2"}"#
        #expect(try await exchange.post("/v1/incidents/0417/replies", body).status == 200)
        let answer = try await both.post("/v1/incidents/0417/replies", body)
        #expect(answer.status == 409)
        #expect(answer.code == "name_is_shared")
        #expect(both.desk.inputs.isEmpty)
    }

    @Test func `wrong content type and oversize are refused`() async throws {
        let exchange = Exchange()
        let xml = try await exchange.send("POST", "/v1/notes", "<a/>", type: "application/xml")
        #expect(xml.status == 415)
        let big = #"{"text":""# + String(repeating: "a", count: 70_000) + #""}"#
        #expect(try await exchange.post("/v1/notes", big).status == 413)
        #expect(exchange.desk.inputs.isEmpty)
    }

    static let refusals: [(Refusal, Int, String)] = [
        (.unknownIncident(IncidentID(9)), 404, "unknown_incident"), (.unknownSite("X"), 404, "unknown_site"),
        (.incidentClosed(IncidentID(7)), 409, "incident_closed"),
        (.siteNotInIncident("F9"), 409, "site_not_in_incident"),
        (.unknownPlaybook("x"), 422, "unknown_playbook"),
        (.unknownMember(MemberID(99)), 404, "unknown_member"),
        (.memberNotInIncident(MemberID(8)), 409, "member_not_in_incident"),
        (.memberEngagedElsewhere(MemberID(1), IncidentID(7)), 409, "member_engaged_elsewhere"),
        (.unknownCounter("x", known: ["bags"]), 422, "unknown_counter"),
        (.headcountOutOfRange(0), 422, "headcount_out_of_range"), (.negativeCount(-1), 422, "negative_count"),
        (.timeInFuture(opening), 422, "time_in_future"),
        (.countMismatch(typed: 4, actual: 42), 409, "count_mismatch"),
        (.alreadyRunning(IncidentID(7)), 409, "already_running"),
        (.nothingToCall(IncidentID(7)), 409, "nothing_to_call"),
        (.unknownConfirmation(3), 404, "unknown_confirmation"),
        (.secondPersonMustDiffer, 403, "second_person_must_differ"),
        (.unknownAlarm(AlarmID(3)), 404, "unknown_alarm"),
        (.peopleUnaccounted(4), 409, "people_unaccounted"), (.siteNotStopped("F01"), 409, "site_not_stopped"),
        (.notAllowed(needs: .officer), 403, "not_allowed"),
        (.tooManyIncidents(32), 409, "too_many_incidents"),
        (.drillNeedsGateway, 409, "drill_needs_gateway"), (.wrongStage(MemberID(1)), 409, "wrong_stage"),
    ]

    @Test(arguments: refusals.indices)
    func `a refusal has a status, a code and a sentence in both languages`(index: Int) async throws {
        let (refusal, status, code) = Self.refusals[index]
        let answer = try await Exchange(answer: { _ in .answer(.refused(refusal)) }).post(
            "/v1/incidents/0417/close")
        let problem = try answer.decode(ProblemDetails.self)
        #expect(problem.status == status && answer.status == status)
        #expect(problem.code == code)
        #expect(problem.detail.hasSuffix("."))
        #expect(problem.detailZh.hasSuffix("。"))
        #expect(problem.detailZh.contains("：") || problem.detailZh.contains("，"))
        #expect(!problem.detailZh.contains("王小明"))
    }

    @Test func `store trouble, a full lane and a reused key each say so`() async throws {
        let failure = StoreFailure(.diskFull, "disk full")
        let broken = try await Exchange(answer: { _ in .storeUnavailable(failure) }).post("/v1/stop")
        #expect(
            broken.status == 503 && broken.headers["retry-after"] == "5" && broken.code == "store_unavailable"
        )
        let full = try await Exchange(answer: { _ in nil }).post("/v1/stop")
        #expect(full.status == 503 && full.headers["retry-after"] == "5" && full.code == "busy")
        let reused = try await Exchange(answer: { _ in .keyReused }).post("/v1/stop")
        #expect(reused.status == 422 && reused.code == "key_reused")
    }

    @Test func `the idempotency key marks request, body and who asked`() async throws {
        let exchange = Exchange()
        for (path, body) in [
            ("/v1/stop", "{}"), ("/v1/stop", "{}"), ("/v1/stop", ""), ("/v1/incidents/0417/stop", "{}"),
        ] {
            _ = try await exchange.send("POST", path, body, key: "k-1")
        }
        let marks = exchange.desk.marks.compactMap { $0 }
        #expect(marks.map(\.key) == ["k-1", "k-1", "k-1", "k-1"])
        #expect(marks.map(\.actor) == ["wang", "wang", "wang", "wang"])
        #expect(marks[0] == marks[1])
        #expect(Set(marks.map(\.bodyDigest)).count == 3)
        #expect(try await exchange.send("POST", "/v1/stop", key: "has space").code == "bad_key")
    }

    @Test func `a second person is asked for by number`() async throws {
        let answer = try await Exchange(answer: { _ in .answer(.done(Done(confirmation: 5))) })
            .post("/v1/incidents/0417/callouts", #"{"confirmed":10,"reserve":10}"#)
        let command = try answer.decode(CommandAnswer.self)
        #expect(command.confirmation == 5)
        #expect(command.sentence.zh.contains("第5项"))
    }
}
