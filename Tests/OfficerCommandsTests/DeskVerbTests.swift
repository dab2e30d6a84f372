import MusterAPI
import Testing

@testable import OfficerCommands

/// Verbs of the desk: what they send, and what their screens and sheets hold.
@Suite struct DeskVerbTests {
    private func member(_ stage: String, arrived: String?, out: String?) -> MemberRow {
        MemberRow(
            member: 7, name: "=王强", site: "F01", playbook: "material-handling", role: "worker",
            pool: "pioneer",
            stage: stage, stageWords: Words(zh: "到场", en: "there"), since: moment("07:00"),
            called: moment("06:30"), expected: moment("07:00"), late: false, arrived: arrived.map(at),
            signedOut: out.map(at), wave: 1)
    }

    private func at(_ time: String) -> Moment {
        Moment(at: "2025-07-0\(time):00+08:00")
    }

    @Test(arguments: [
        ("8T07:00", "8T11:20", 260, "4.0"), ("8T23:10", "9T03:45", 275, "4.5"),
        ("8T07:00", "8T07:29", 29, "0.0"),
    ])
    func `hours run from check-in to sign-out, across midnight, in halves`(
        from: String, to: String, minutes: Int, hours: String
    ) {
        let row = member("home", arrived: from, out: to)
        #expect(row.serviceMinutes(until: at("9T12:00")) == minutes)
        #expect(hoursInHalves(minutes) == hours)
    }

    @Test func `whoever is still there counts up to now, whoever never came counts nothing`() {
        #expect(member("arrived", arrived: "8T07:00", out: nil).serviceMinutes(until: at("8T08:30")) == 90)
        #expect(member("declined", arrived: nil, out: nil).serviceMinutes(until: at("8T08:30")) == 0)
    }

    @Test func `a name that begins like a formula is none in the sheet`() {
        let view = MembersView(
            sequence: 1, asOf: at("8T12:00"), incident: 7, code: "0417", fullNames: true,
            members: [member("home", arrived: "8T07:00", out: "8T11:20")])
        let text = ServiceSheet(incidentView(of: summary()), view).text
        #expect(text.hasPrefix("\u{FEFF}编号,姓名,"))
        #expect(text.contains("7,'=王强,"))
        #expect(text.contains(",4.0,"))
    }

    @Test(arguments: [
        (Provider.aliyun, "{t}前到{muster}，{t}出发", "${t}前到${muster}，${t}出发"),
        (.tencent, "{t}前到{muster}，{t}出发", "{1}前到{2}，{1}出发"), (.aliyun, "没有变量", "没有变量"),
    ])
    func `each provider names the places its own way`(provider: Provider, text: String, expected: String) {
        #expect(provider.form(of: text) == expected)
    }

    @Test func `the sheet holds each text and its drill twin`() {
        let view = TemplatesView(
            signature: "【先锋应急队】",
            templates: [
                TemplateRow(
                    key: "cancel", language: "zh", text: "{site}取消", longest: "隧道口取消", units: 12,
                    spoken: false,
                    drillTwin: "演练：{site}取消", filedDrill: []),
                TemplateRow(
                    key: "voice.callout", language: "zh", text: "请按1", longest: "请按1", units: 3, spoken: true,
                    filedDrill: []),
            ])
        let lines = FilingSheet(view, for: .tencent).text.split(separator: "\r\n").map(String.init)
        #expect(lines.count == 3)
        #expect(lines[1] == "cancel,{1}取消,site,隧道口取消,12")
        #expect(lines[2] == "演练 cancel,演练：{1}取消,site,演练：隧道口取消,15")
    }

    @Test func `orders of the desk go where they belong`() async throws {
        let daemon = try StubDaemon { request in
            request.method == "POST"
                ? .answer(200, done("好。"))
                : .answer(200, json(incidentsView([summary()])))
        }
        for words in [
            ["posture", "待命", "--note", "防指"], ["态势", "auto"], ["需求", "核实"],
            ["demand", "partly", "--answer", "到了480人"], ["offer", "船2艘", "--by", "渔业队"],
            ["资源", "3", "--used", "F02"], ["handover", "give", "--note", "钥匙"], ["交接", "接班"],
            ["confirm", "1", "--alone", "无人接听"],
        ] { _ = await musterctl(words, at: daemon, Paper()) }
        #expect(
            daemon.seen.filter { $0.method == "POST" }.map { "\($0.target) \($0.body)" } == [
                #"/v1/posture {"note":"防指","posture":"standby"}"#, "/v1/posture {}",
                "/v1/incidents/7/verification {}",
                #"/v1/incidents/7/demand {"answer":"到了480人","end":"partly_met"}"#,
                #"/v1/offers {"what":"船2艘","who":"渔业队"}"#, #"/v1/offers/3 {"site":"F02","state":"used"}"#,
                #"/v1/handovers {"note":"钥匙"}"#, "/v1/handovers/take {}",
                #"/v1/confirmations/1/break {"reason":"无人接听"}"#,
            ])
    }
}
