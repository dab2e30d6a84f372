import AlertIntake
import Mobilization
import Testing

@Suite struct DemandTests {
    @Test func `a demand is read whole`() {
        let issued = Instant(seconds: 1_751_927_400)
        #expect(
            read(demand())
                == .alert(
                    Alert(
                        identifier: "FZ-2025-0708-01", kind: .demand, status: .actual, messageType: .alert,
                        event: "暴雨内涝", colour: nil, issuedAt: issued, expiresAt: nil, references: [],
                        areas: [],
                        headline: "暴雨内涝",
                        demand: Demand(
                            requestedBy: "区防指 张主任 0816-5550199",
                            needs: [
                                DemandedNeed(
                                    site: "F01", playbook: "material-handling", headcount: 35,
                                    workload: 1120),
                                DemandedNeed(
                                    site: "F01", playbook: "order-keeping", headcount: 3, workload: nil),
                            ],
                            neededBy: issued + .hours(3))),
                    remarks: []))
    }

    @Test(arguments: [
        ("\"id\":\"FZ-2025-0708-01\",", "", "id is missing"),
        (
            "\"FZ-2025-0708-01\"", "20250708",
            "id is a number; write it as a string, so that leading zeros stay"
        ),
        (
            "\"FZ-2025-0708-01\"", "\"  \"",
            "id is empty, longer than 500 characters, or holds characters nobody can see"
        ),
        (
            "\"FZ-2025-0708-01\"", "\"a\\u202eb\"",
            "id is empty, longer than 500 characters, or holds characters nobody can see"
        ),
        ("\"kind\":\"demand\",", "", "kind is missing; write one of demand, warning, sos, anomaly"),
        ("\"demand\"", "\"order\"", "kind is \"order\"; write one of demand, warning, sos, anomaly"),
        (
            "\"status\":\"actual\",", "",
            "status is missing; write one of actual, exercise, system, test, draft"
        ),
        ("\"actual\"", "null", "status is missing; write one of actual, exercise, system, test, draft"),
        (
            "\"actual\"", "\"Actual\"",
            "status is \"Actual\"; write one of actual, exercise, system, test, draft"
        ),
        (
            "\"actual\"", "\"cancelled\"",
            "status is \"cancelled\"; write one of actual, exercise, system, test, draft"
        ),
        ("\"actual\"", "1", "status is a number; write a string"),
        ("\"event\":\"暴雨内涝\",", "", "event is missing"),
        ("\"暴雨内涝\"", "\"\\u0000\"", "event is empty"),
        ("\"暴雨内涝\"", "[\"暴雨\"]", "event is a list; write a string"),
        (
            "\"event\":", "\"message_type\":\"end\",\"event\":",
            "message_type is \"end\"; write one of alert, update, cancel"
        ),
        (
            "\"issued_at\":\"2025-07-08T06:30:00+08:00\",", "",
            "issued_at is missing; write a time such as 2025-07-08T06:30:00+08:00"
        ),
        (
            "06:30:00+08:00", "06:30:00",
            "issued_at \"2025-07-08T06:30:00\" has no offset from UTC; write one, such as +08:00"
        ),
        (
            "2025-07-08T06:30:00+08:00", "tomorrow",
            "issued_at \"tomorrow\" isn't a date and time such as 2025-07-08T06:30:00+08:00"
        ),
        (
            "2025-07-08T09:30:00+08:00", "2025-07-08T09:30:00",
            "needed_by \"2025-07-08T09:30:00\" has no offset from UTC; write one, such as +08:00"
        ),
        (
            "2025-07-08T09:30", "2025-07-07T09:30",
            "needed_by lies before issued_at; say by when the people must be there"
        ),
        (
            "{\"organisation\":\"区防指\",\"name\":\"张主任\",\"phone\":\"0816-5550199\"}", "null",
            "requested_by is missing; say which organisation asks, who, and a phone"
        ),
        (
            "{\"organisation\":\"区防指\",\"name\":\"张主任\",\"phone\":\"0816-5550199\"}", "\"张主任\"",
            "requested_by is a string; write an object with organisation, name and phone"
        ),
        (
            "\"organisation\":\"区防指\",\"name\":\"张主任\",", "",
            "requested_by names nobody; say which organisation asks, who, and a phone"
        ),
        ("\"张主任\"", "7", "requested_by.name is a number; write a string"),
        ("\"headcount\":3}", "\"headcount\":0}", "needs[1].headcount is 0; write a number from 1 to 2000"),
        (
            "\"headcount\":3}", "\"headcount\":2001}",
            "needs[1].headcount is 2001; write a number from 1 to 2000"
        ),
        ("\"headcount\":3}", "\"headcount\":-3}", "needs[1].headcount is -3; write a number from 1 to 2000"),
        ("\"headcount\":3}", "\"headcount\":3.5}", "needs[1].headcount is 3.5; write a whole number"),
        ("\"headcount\":3}", "\"headcount\":1e99}", "needs[1].headcount is 1e99; write a whole number"),
        (
            "\"headcount\":3}", "\"headcount\":\"3\"}",
            "needs[1].headcount is a string; write a number without quotes"
        ),
        (",\"headcount\":3}", "}", "needs[1].headcount is missing; say how many people"),
        ("\"order-keeping\"", "\"\"", "needs[1].playbook is empty"),
        ("\"order-keeping\"", "true", "needs[1].playbook is true or false; write a string"),
        (
            "\"order-keeping\"", "\"material-handling\"",
            "needs[1] repeats a site and playbook; write one need with the whole headcount"
        ),
        ("1120", "-1", "needs[0].workload is -1; write a number from 0 to 10000000"),
        ("\"needs\":", "\"offers\":", "needs is missing; name at least one site"),
        ("\"needs\":[", "\"needs\":[],\"later\":[", "needs is empty; name at least one site"),
        ("\"needs\":[", "\"needs\":{},\"later\":[", "needs is an object; write a list"),
        (
            "\"needs\":[", "\"needs\":[\"F01\",",
            "needs[0] is a string; write an object with site, playbook and headcount"
        ),
    ])
    func `what is wrong is said by its path`(part: String, other: String, sentence: String) {
        let result = read(demand(replacing: part, with: other))
        #expect(result.objections == [sentence])
    }

    @Test func `all problems come at once and stand behind the source`() {
        let body =
            #"{"kind":"demand","status":"x","issued_at":"1","needs":[{"headcount":0}],"requested_by":{}}"#
        guard case .unacceptable(let problems) = read(body) else {
            Issue.record("accepted")
            return
        }
        #expect(problems.count == 8)
        #expect(problems.first?.description == "command: id is missing")
    }

    @Test func `more needs than one demand may have are refused without reading them`() {
        let need = #"{"site":"F01","playbook":"p","headcount":0}"#
        let needs = Array(repeating: need, count: 501).joined(separator: ",")
        let result = read(demand(replacing: "\"needs\":[", with: "\"needs\":[\(needs)],\"later\":["))
        #expect(result.objections == ["needs has 501 entries; at most 500 are taken"])
    }

    @Test func `a hostile number of mistakes gives a hundred sentences`() {
        let needs = Array(repeating: "1", count: 500).joined(separator: ",")
        let result = read(demand(replacing: "\"needs\":[", with: "\"needs\":[\(needs)],\"later\":["))
        #expect(result.objections?.count == 100)
    }

    @Test func `names and phones never stand in a sentence`() {
        let result = read(demand(replacing: "\"actual\"", with: "\"x\""))
        #expect(result.objections?.contains { $0.contains("张") || $0.contains("5550199") } == false)
    }

    @Test func `a body that is no object is not acceptable`() {
        #expect(read("[]").objections == ["the body is a list; send an object"])
        #expect(read("7").objections == ["the body is a number; send an object"])
    }

    @Test func `unknown keys are left alone, for more may come`() {
        let result = read(demand(replacing: "{\"id\"", with: "{\"weather\":{\"rain\":[1,2]},\"id\""))
        #expect(result.alert == read(demand()).alert)
    }

    @Test func `a cancellation needs no needs and nobody who asks`() {
        let result = read(
            """
            {"id":"FZ-2025-0708-01","kind":"demand","message_type":"cancel","status":"actual",
            "issued_at":"2025-07-08T07:00:00+08:00","references":["FZ-2025-0708-01","FZ-2025-0708-00"]}
            """)
        #expect(result.alert?.messageType == .cancel)
        #expect(result.alert?.demand == Demand(requestedBy: "", needs: [], neededBy: nil))
        #expect(result.alert?.references == ["FZ-2025-0708-00"])
    }

    @Test func `a headcount of 35,0 people is 35 people`() {
        let result = read(demand(replacing: "35,", with: "35.0,"))
        #expect(result.alert?.demand?.headcount == 38)
    }

    @Test(arguments: AlertStatus.allCases)
    func `the status is read as it stands`(status: AlertStatus) {
        let result = read(demand(replacing: "\"actual\"", with: "\"\(status.rawValue)\""))
        #expect(result.alert?.status == status)
    }

    @Test func `RFC 3339 may say Z, and a missing second is remarked on`() {
        #expect(
            read(demand(replacing: "2025-07-08T06:30:00+08:00", with: "2025-07-07T22:30:00.5Z")).remarks == []
        )
        #expect(
            read(demand(replacing: "06:30:00+08:00", with: "06:30+08:00")).remarks
                == ["issued_at \"2025-07-08T06:30+08:00\" leaves out the seconds"])
    }

    @Test func `a year of another calendar doesn't make an alert newer than all that follow`() {
        let result = read(demand(replacing: "\"2025-07-08T06:30", with: "\"2568-07-08T06:30"))
        #expect(result.alert == nil)
        let alone = read(
            #"{"id":"1","kind":"warning","status":"actual","event":"e","#
                + #""issued_at":"2568-07-08T06:30:00+08:00"}"#
        )
        #expect(alone.alert?.issuedAt == arrival)
        #expect(
            alone.remarks == [
                "issued_at lies more than a day after the alert arrived; its arrival counts instead; "
                    + "check the sender's clock"
            ])
    }
}

@Suite struct JSONWarningTests {
    private func body(_ more: String) -> String {
        """
        {"id":"W-1","kind":"warning","status":"actual","event":"大风",
        "issued_at":"2025-07-08T06:30:00+08:00"\(more)}
        """
    }

    @Test func `a warning is read whole`() {
        let issued = Instant(seconds: 1_751_927_400)
        let result = read(
            body(
                #","colour":"orange","areas":["东城区"," 510700 ","东城区"]"#
                    + #","expires_at":"2025-07-08T12:30:00+08:00""#
                    + #","headline":"大风\u001b[2J橙色","references":["W-0"],"message_type":"update""#))
        #expect(
            result
                == .alert(
                    Alert(
                        identifier: "W-1", kind: .warning, status: .actual, messageType: .update, event: "大风",
                        colour: .orange, issuedAt: issued, expiresAt: issued + .hours(6), references: ["W-0"],
                        areas: ["东城区", "510700"], headline: "大风[2J橙色", demand: nil),
                    remarks: []))
    }

    @Test(arguments: [
        ("red", WarningColour.red), ("Red", .red), ("红", .red), ("红色", .red), ("orange", .orange),
        ("橙", .orange),
        ("yellow", .yellow), ("黄", .yellow), ("blue", .blue), ("蓝", .blue),
    ])
    func `colours are read in two languages`(word: String, colour: WarningColour) {
        #expect(read(body(",\"colour\":\"\(word)\"")).alert?.colour == colour)
        #expect(read(body(",\"color\":\"\(word)\"")).alert?.colour == colour)
    }

    @Test func `an unknown colour is refused, and none is none`() {
        #expect(
            read(body(#","colour":"purple""#)).objections
                == ["colour is \"purple\"; write one of red, orange, yellow, blue or 红, 橙, 黄, 蓝"])
        #expect(read(body("")).alert?.colour == nil)
        #expect(read(body(#","areas":[1]"#)).objections == ["areas[0] is a number; write a string"])
    }

    @Test func `a warning carries no demand, whatever it says`() {
        #expect(read(body(#","needs":[{"site":"F01","playbook":"p","headcount":9}]"#)).alert?.demand == nil)
    }
}
