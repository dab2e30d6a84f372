import AlertIntake
import Mobilization
import Testing

private let identity = "weather.example.cn,EX-20250708-0007,2025-07-07T22:20:00Z"

@Suite struct CAPTests {
    @Test func `a warning is read whole`() {
        let sent = Instant(seconds: 1_751_926_800)
        #expect(
            readCAP(warning())
                == .alert(
                    Alert(
                        identifier: identity, kind: .warning, status: .actual, messageType: .alert,
                        event: "暴雨",
                        colour: .red, issuedAt: sent, expiresAt: sent + .hours(6), references: [],
                        areas: ["东城区", "510700"], headline: "某市气象台发布暴雨红色预警", demand: nil),
                    remarks: []))
    }

    @Test func `CAP 1_1 and any prefix are the same alert`() {
        let older = warning(replacing: "cap:1.2", with: "cap:1.1")
        let prefixed = warning(replacing: "xmlns=", with: "xmlns:c=").replacing("<", with: "<c:")
            .replacing("<c:/", with: "</c:").replacing("<c:?", with: "<?")
        #expect(readCAP(older) == readCAP(warning()))
        #expect(readCAP(prefixed) == readCAP(warning()))
    }

    @Test(
        arguments: [
            ("Actual", AlertStatus.actual), ("Exercise", .exercise), ("System", .system), ("Test", .test),
            ("Draft", .draft),
        ],
        [
            ("Alert", AlertMessageType.alert), ("Update", .update), ("Cancel", .cancel),
            ("Ack", .acknowledgement), ("Error", .error),
        ])
    func `every status and message type is read as it stands`(
        status: (String, AlertStatus), type: (String, AlertMessageType)
    ) {
        let body = warning(replacing: "<status>Actual</status>", with: "<status>\(status.0)</status>")
            .replacing("<msgType>Alert<", with: "<msgType>\(type.0)<")
        let alert = readCAP(body).alert
        #expect(alert?.status == status.1)
        #expect(alert?.messageType == type.1)
        #expect(alert?.kind == .warning)
        #expect(alert?.demand == nil)
    }

    @Test(arguments: [
        (
            "<status>Actual</status>", "<status>actual</status>",
            "status is \"actual\"; "
                + "write one of Actual, Exercise, System, Test, Draft, with no space around it"
        ),
        (
            "<status>Actual</status>", "<status> Actual </status>",
            "status is not spelled exactly; "
                + "write one of Actual, Exercise, System, Test, Draft, with no space around it"
        ),
        (
            "<status>Actual</status>", "<status/>",
            "status is \"\"; "
                + "write one of Actual, Exercise, System, Test, Draft, with no space around it"
        ),
        (
            "<status>Actual</status>", "<status>Real</status>",
            "status is \"Real\"; "
                + "write one of Actual, Exercise, System, Test, Draft, with no space around it"
        ),
        ("<status>Actual</status>", "", "status is missing"),
        ("<status>Actual</status>", "<status xmlns='urn:x'>Actual</status>", "status is missing"),
        (
            "<status>Actual</status>", "<status>Test</status><status>Actual</status>",
            "status stands 2 times; keep one"
        ),
        (
            "<status>Actual</status>", "<status>Act<b>x</b>ual</status>",
            "status must be a short text and nothing else"
        ),
        (
            "<msgType>Alert</msgType>", "<msgType>Alarm</msgType>",
            "msgType is \"Alarm\"; write one of Alert, Update, Cancel, Ack, Error, with no space around it"
        ),
        ("<msgType>Alert</msgType>", "", "msgType is missing"),
        ("<sender>weather.example.cn</sender>", "", "sender is missing"),
        (
            "<sender>weather.example.cn</sender>", "<sender>a,b</sender>",
            "sender has a comma in it, which CAP doesn't allow"
        ),
        (
            "<sender>weather.example.cn</sender>", "<sender> </sender>",
            "sender is empty, longer than 500 characters, or holds characters nobody can see"
        ),
        ("<identifier>EX-20250708-0007</identifier>", "", "identifier is missing"),
        (
            "EX-20250708-0007", "EX&#x202E;7",
            "identifier is empty, longer than 500 characters, or holds characters nobody can see"
        ),
        ("<sent>2025-07-08T06:20:00+08:00</sent>", "", "sent is missing"),
        (
            "2025-07-08T06:20:00+08:00", "2025-07-08T06:20:00",
            "sent \"2025-07-08T06:20:00\" has no offset from UTC; write one, such as +08:00"
        ),
        (
            "2025-07-08T06:20:00+08:00", "08.07.2025",
            "sent \"08.07.2025\" isn't a date and time such as 2025-07-08T06:30:00+08:00"
        ),
        (
            "2025-07-08T12:20:00+08:00", "2025-07-08T12:20:00",
            "expires \"2025-07-08T12:20:00\" has no offset from UTC; write one, such as +08:00"
        ),
        ("<event>暴雨</event>", "", "the alert has no info with an event; say what is coming"),
        (
            "\"urn:oasis:names:tc:emergency:cap:1.2\"", "\"http://com.icss.amp\"",
            "the document's element \"alert\" is in namespace http://com.icss.amp, which isn't CAP; "
                + "send CAP 1.2 (urn:oasis:names:tc:emergency:cap:1.2) or CAP 1.1"
        ),
        (
            " xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"", "",
            "the document's element \"alert\" is in no namespace, which isn't CAP; "
                + "send CAP 1.2 (urn:oasis:names:tc:emergency:cap:1.2) or CAP 1.1"
        ),
        (
            "cap:1.2", "cap:1.0",
            "the document's element \"alert\" is in namespace "
                + "urn:oasis:names:tc:emergency:cap:1.0, which isn't CAP; "
                + "send CAP 1.2 (urn:oasis:names:tc:emergency:cap:1.2) or CAP 1.1"
        ),
    ])
    func `what is wrong is said`(part: String, other: String, sentence: String) {
        #expect(readCAP(warning(replacing: part, with: other)).objections == [sentence])
    }

    @Test func `a root that is no alert is refused by its name`() {
        let body = "<info xmlns='urn:oasis:names:tc:emergency:cap:1.2'/>"
        #expect(
            readCAP(body).objections == [
                "the document's element is \"info\"; a CAP document begins with alert"
            ])
    }

    @Test func `all problems come at once, each with its line`() {
        let body =
            "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'>\n"
            + "<sent>x</sent>\n <status>On</status></alert>"
        guard case .unacceptable(let problems) = readCAP(body) else {
            Issue.record("accepted")
            return
        }
        #expect(problems.map(\.line) == [1, 1, 2, 3, 1])
        #expect(problems.map(\.column) == [1, 1, 1, 2, 1])
        #expect(problems.first?.description == "command:1:1: sender is missing")
    }

    @Test(arguments: [
        ("2025-07-08T06:20:00Z", "sent \"2025-07-08T06:20:00Z\" writes Z for the offset"),
        ("2025-07-08T06:20+08:00", "sent \"2025-07-08T06:20+08:00\" leaves out the seconds"),
        ("2025-07-08 06:20:00+08:00", "sent \"2025-07-08 06:20:00+08:00\" has a space in place of T"),
        (
            "2025-07-08T06:20:00.250+08:00",
            "sent \"2025-07-08T06:20:00.250+08:00\" has a fraction of a second"
        ),
    ])
    func `liberties with time are taken and remarked on`(sent: String, remark: String) {
        let result = readCAP(warning(replacing: "2025-07-08T06:20:00+08:00", with: sent))
        #expect(result.remarks == [remark])
    }

    @Test func `comments, CDATA and character references don't split a text`() {
        let body = warning(
            replacing: "<status>Actual</status>",
            with: "<status>A<!-- Test -->ct<![CDATA[u]]>&#97;<?x y?>l</status>")
        #expect(readCAP(body).alert?.status == .actual)
    }

    @Test func `a cancellation needs no info`() {
        let body = """
            <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>EX-8</identifier>
            <sender>weather.example.cn</sender><sent>2025-07-08T06:25:00+08:00</sent><status>Actual</status>
            <msgType>Cancel</msgType><scope>Public</scope>
            <references>weather.example.cn,EX-20250708-0007,2025-07-08T06:20:00+08:00</references></alert>
            """
        #expect(
            readCAP(body)
                == .alert(
                    Alert(
                        identifier: "weather.example.cn,EX-8,2025-07-07T22:25:00Z", kind: .warning,
                        status: .actual,
                        messageType: .cancel, event: "", colour: nil,
                        issuedAt: Instant(seconds: 1_751_927_100),
                        expiresAt: nil, references: [identity], areas: [], headline: "", demand: nil),
                    remarks: []))
    }

    @Test(arguments: ["System", "Test", "Draft"])
    func `a heartbeat needs no info`(status: String) {
        let body = warning(replacing: "<status>Actual<", with: "<status>\(status)<")
        let start = body.ranges(of: "<info>").first?.lowerBound ?? body.startIndex
        #expect(readCAP(body[..<start] + "</alert>").alert?.event == "")
    }

    @Test(
        arguments: [
            ("气象台解除大风蓝色预警", "Alert", "the headline says 解除, so that this counts as a cancellation"),
            ("气象台解除大风蓝色预警", "Update", "the headline says 解除, so that this counts as a cancellation"),
            ("气象台解除大风蓝色预警,发布大风黄色预警", "Alert", nil), ("气象台将大风黄色预警降级为蓝色", "Update", nil),
        ] as [(String, String, String?)])
    func `an end in disguise is a cancellation`(headline: String, type: String, remark: String?) {
        let result = readCAP(
            warning(replacing: "某市气象台发布暴雨红色预警", with: headline)
                .replacing("<msgType>Alert<", with: "<msgType>\(type)<"))
        #expect(
            result.alert?.messageType
                == (remark == nil ? AlertMessageType(rawValue: type.lowercased()) : .cancel))
        #expect(result.remarks == (remark.map { [$0] } ?? []))
    }

    @Test func `an update that says all clear for the past is a cancellation, an alert isn't`() {
        let body = warning(
            replacing: "<urgency>Immediate</urgency>",
            with: "<responseType>AllClear</responseType><urgency>Past</urgency>")
        #expect(readCAP(body).alert?.messageType == .alert)
        #expect(
            readCAP(body.replacing("<msgType>Alert<", with: "<msgType>Update<")).alert?.messageType == .cancel
        )
    }
}

@Suite struct CAPReferenceTests {
    private func references(_ list: String) -> IntakeResult {
        readCAP(warning(replacing: "<scope>", with: "<references>\(list)</references><scope>"))
    }

    @Test(arguments: [
        "a,1,2025-07-08T06:00:00+08:00 b,2,2025-07-08T06:10:00+08:00",
        "\n\ta,1,2025-07-07T22:00:00-00:00\r\n  b,2,2025-07-07T22:10:00Z\n",
        "a,1,2025-07-08T06:00:00+08:00,b,2,2025-07-08T06:10:00+08:00",
        "a,1,2025-07-08 06:00:00+08:00 b,2,2025-07-08 06:10:00+08:00",
        "\"a,1,2025-07-08 06:00:00+08:00\" b,2,2025-07-08T06:10+08:00 b,2,2025-07-08T06:10+08:00",
        "a,1,2025-07-08T06:00:00+08:00 b,2,2025-07-08T06:10:00+08:00 \(identity)",
    ])
    func `a list of references gives identities, never its own`(list: String) {
        let result = references(list)
        #expect(result.alert?.references == ["a,1,2025-07-07T22:00:00Z", "b,2,2025-07-07T22:10:00Z"])
        #expect(result.remarks == [])
    }

    @Test func `names with spaces are quoted, and identifiers may hold commas`() {
        #expect(
            references("\"City Weather,7 b,2025-07-08T06:00:00+08:00\" a,x,y,2025-07-08T06:00:00+08:00")
                .alert?.references
                == ["City Weather,7 b,2025-07-07T22:00:00Z", "a,x,y,2025-07-07T22:00:00Z"])
    }

    @Test func `an empty list is no reference`() {
        #expect(references("").alert?.references == [])
        #expect(references(" \n ").remarks == [])
    }

    @Test func `what is no triple stays with a remark`() {
        let result = references("51070041600000_20250708062000")
        #expect(result.alert?.references == ["51070041600000_20250708062000"])
        #expect(
            result.remarks == [
                "references item \"51070041600000_20250708062000\" isn't sender,identifier,sent; "
                    + "it may match nothing"
            ])
    }

    @Test func `more references than are kept are left out with a remark`() {
        let list = (0..<501).map { "a,\($0),2025-07-08T06:00:00+08:00" }.joined(separator: " ")
        #expect(references(list).alert?.references.count == 500)
        #expect(references(list).remarks == ["references has more than 500 items; the rest is left out"])
    }

    @Test func `one moment written with two offsets is one alert`() {
        let other = warning(replacing: "2025-07-08T06:20:00+08:00", with: "2025-07-07T22:20:00-00:00")
        #expect(readCAP(other) == readCAP(warning()))
    }
}

@Suite struct CAPBlockTests {
    private func block(
        _ language: String?, event: String, severity: String, headline: String = "", more: String = "",
        area: String = ""
    ) -> String {
        "<info>" + (language.map { "<language>\($0)</language>" } ?? "") + "<category>Met</category>"
            + "<event>\(event)</event><urgency>Expected</urgency><severity>\(severity)</severity>"
            + "<certainty>Likely</certainty><headline>\(headline)</headline>\(more)"
            + (area.isEmpty ? "" : "<area><areaDesc>\(area)</areaDesc></area>") + "</info>"
    }

    private func alert(_ blocks: String...) -> Alert? {
        readCAP(
            """
            <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>1</identifier><sender>s</sender>
            <sent>2025-07-08T06:20:00+08:00</sent><status>Actual</status><msgType>Alert</msgType>
            <scope>Public</scope>\(blocks.joined())</alert>
            """
        ).alert
    }

    @Test(
        arguments: [
            ("Extreme", WarningColour.red), ("Severe", .orange), ("Moderate", .yellow), ("Minor", .blue),
            ("Unknown", nil),
            ("extreme", nil), ("", nil),
        ] as [(String, WarningColour?)])
    func `severity gives the colour where no word does`(severity: String, colour: WarningColour?) {
        #expect(alert(block("en-US", event: "Flood", severity: severity))?.colour == colour)
    }

    @Test func `the issuer's colour word counts before the severity`() {
        let parameter = "<parameter><valueName>预警级别</valueName><value>蓝</value></parameter>"
        #expect(alert(block("zh", event: "暴雨", severity: "Extreme", headline: "暴雨黄色预警"))?.colour == .yellow)
        #expect(alert(block("zh", event: "暴雨橙色预警", severity: "Minor"))?.colour == .orange)
        #expect(alert(block("zh", event: "暴雨", severity: "Severe", more: parameter))?.colour == .blue)
    }

    @Test func `an English colour in a parameter is no colour of a warning`() {
        let parameter = "<parameter><valueName>AREA_COLOR</valueName><value>red</value></parameter>"
        #expect(alert(block("en", event: "Wind", severity: "Minor", more: parameter))?.colour == .blue)
    }

    @Test(arguments: ["zh", "zh-CN", "ZH-Hans", "zh_CN"])
    func `Chinese is chosen wherever it stands`(language: String) {
        let result = alert(
            block("en-US", event: "Rainstorm", severity: "Extreme", area: "East"),
            block(language, event: "暴雨", severity: "Minor", headline: "暴雨蓝色预警", area: "东城"))
        #expect(result?.event == "暴雨")
        #expect(result?.headline == "暴雨蓝色预警")
        #expect(result?.colour == .blue)
        #expect(result?.areas == ["East", "东城"])
    }

    @Test func `a block in Chinese that names no language is Chinese`() {
        let result = alert(
            block(nil, event: "Rain", severity: "Minor"), block(nil, event: "暴雨", severity: "Minor"),
            block("", event: "Wind", severity: "Extreme"))
        #expect(result?.event == "暴雨")
    }

    @Test func `without Chinese the first language speaks, and the gravest block in it`() {
        let result = alert(
            block("de", event: "Regen", severity: "Minor", area: "A"),
            block("en", event: "Flood", severity: "Extreme", area: "B"),
            block("de-AT", event: "Hochwasser", severity: "Severe", area: "A"))
        #expect(result?.event == "Hochwasser")
        #expect(result?.colour == .orange)
        #expect(result?.areas == ["A", "B"])
    }

    @Test func `another language's severity counts where the chosen one has none`() {
        let result = alert(
            block("zh", event: "暴雨", severity: "Unknown"), block("en", event: "Rain", severity: "Severe"))
        #expect(result?.event == "暴雨")
        #expect(result?.colour == .orange)
    }

    @Test func `the expiry is that of the block that speaks, and an empty one is none`() {
        let late = "<expires>2025-07-09T06:20:00+08:00</expires>"
        let soon = "<expires>2025-07-08T07:20:00+08:00</expires>"
        #expect(
            alert(
                block("zh", event: "雨", severity: "Minor", more: late),
                block("zh", event: "暴雨", severity: "Severe", more: soon)
            )?.expiresAt == Instant(seconds: 1_751_930_400))
        #expect(alert(block("zh", event: "雨", severity: "Minor", more: "<expires/>"))?.expiresAt == nil)
    }

    @Test func `codes of areas are taken apart, and a polygon to leave out is no code`() {
        let area = """
            <area><areaDesc> 东城区 \n 西城区 </areaDesc><polygon/>
            <geocode><valueName>GB/T 2260</valueName><value>510703, 510704,510703</value></geocode>
            <geocode><valueName>EXCLUDE_POLYGON</valueName>
            <value>31.1,104.1 31.2,104.2</value></geocode></area>
            """
        #expect(
            alert(block("zh", event: "雨", severity: "Minor", more: area))?.areas == [
                "东城区 西城区", "510703", "510704",
            ])
    }

    @Test func `more areas than are kept are left out with a remark`() {
        let areas = (0..<2_001).map { "<area><areaDesc>\($0)</areaDesc></area>" }.joined()
        let result = readCAP(warning(replacing: "<area><areaDesc>东", with: "\(areas)<area><areaDesc>东"))
        #expect(result.alert?.areas.count == 2_000)
        #expect(result.remarks == ["the alert names more than 2000 areas; the rest is left out"])
    }

    @Test func `a headline can neither break a line nor turn the text around`() {
        let headline = "&#x202E;雨&#10;level=error&#x2066; " + String(repeating: "长", count: 300)
        let read = alert(block("zh", event: "雨", severity: "Minor", headline: headline))?.headline
        #expect(read?.hasPrefix("雨 level=error 长") == true)
        #expect(read?.unicodeScalars.count == 200)
    }
}
