import AlertIntake
import Mobilization
import Testing

@Suite struct IntakeTests {
    @Test(
        arguments: [
            ("application/json", IntakeFormat.json), ("application/json; charset=utf-8", .json),
            ("Application/JSON", .json), ("application/cap+xml", .xml), ("text/xml;charset=GBK", .xml),
            (" application/xml ", .xml), (nil, nil), ("", nil), ("text/plain", nil),
            ("application/jsonp", nil),
            ("application/atom+xml", nil), ("multipart/form-data; boundary=application/json", nil),
        ] as [(String?, IntakeFormat?)])
    func `the content type alone chooses the format`(contentType: String?, format: IntakeFormat?) {
        #expect(IntakeFormat(contentType: contentType) == format)
    }

    @Test func `an unknown content type is not guessed at`() {
        #expect(read(demand(), as: "text/plain") == .unsupportedMediaType)
        #expect(read(demand(), as: nil) == .unsupportedMediaType)
        #expect(read("", as: nil) == .unsupportedMediaType)
    }

    @Test(arguments: IntakeFormat.mediaTypes)
    func `every media type named to senders is read`(mediaType: String) {
        #expect(read(mediaType == "application/json" ? demand() : warning(), as: mediaType).alert != nil)
    }

    @Test func `a body beyond 4 MiB is too large, and one of just 4 MiB is read`() {
        let blanks = String(repeating: " ", count: Limits.alertBytes - demand().utf8.count)
        #expect(read(demand() + blanks).alert != nil)
        #expect(read(demand() + blanks + " ") == .tooLarge)
    }

    @Test(arguments: ["", " ", "\r\n\t"])
    func `an empty body is malformed in every format`(body: String) {
        #expect(read(body).refusals == ["the body is empty; send one JSON object"])
        #expect(readCAP(body).refusals == ["the body is empty; send one CAP document"])
    }
}

@Suite struct JSONSyntaxTests {
    @Test(arguments: [
        ("{", "1:2: the JSON ends too early; the body was cut off"),
        ("{\"id\"", "1:6: the JSON ends too early; the body was cut off"),
        ("{\"id\":", "1:7: the JSON ends too early; the body was cut off"),
        ("{\"id\":\"F", "1:9: the JSON ends inside a string; the body was cut off"),
        ("{\"id\":\"1\",}", "1:11: a key in double quotes is expected here"),
        ("{id:1}", "1:2: a key in double quotes is expected here"),
        ("{\n \"id\":\"1\"\n \"kind\":\"demand\"}", "3:2: \",\" or \"}\" is expected here"),
        ("{\"id\" \"1\"}", "1:7: \":\" is expected after the key"),
        ("[1 2]", "1:4: \",\" or \"]\" is expected here"),
        ("{\"id\":\"1\",\"id\":\"2\"}", "1:15: the key \"id\" stands twice; keep one"),
        ("{\"a\":1} {\"a\":1}", "1:9: there is more after the JSON value; send one object and no more"),
        ("{\"a\":NaN}", "1:6: a JSON value is expected here"),
        ("{\"a\":'b'}", "1:6: a JSON value is expected here"),
        ("{\"a\":01}", "1:8: this isn't a JSON number"), ("{\"a\":1.}", "1:8: this isn't a JSON number"),
        ("{\"a\":-}", "1:7: this isn't a JSON number"), ("{\"a\":1e}", "1:8: this isn't a JSON number"),
        ("{\"a\":\"\n\"}", "1:7: a control character stands in a string; write it as an escape such as \\n"),
        ("{\"a\":\"\\x\"}", "1:8: there is no such escape in JSON"),
        ("{\"a\":\"\\ud83d\"}", "1:13: half of a surrogate pair stands alone"),
        ("{\"a\":\"\\ude00\\ud83d\"}", "1:13: half of a surrogate pair stands alone"),
        ("{\"a\":\"\\u12g4\"}", "1:11: four hexadecimal digits are expected after \\u"),
    ])
    func `broken JSON is refused with its place`(body: String, sentence: String) {
        guard case .refused(let problems) = read(body) else {
            Issue.record("\(body) was read")
            return
        }
        #expect(problems.map(\.description) == ["command:" + sentence])
    }

    @Test func `every cut of a demand is refused`() {
        let whole = Array(demand().utf8)
        for length in 1..<whole.count {
            let result = readAlert(
                Array(whole.prefix(length)), contentType: "application/json", source: "s", receivedAt: arrival
            )
            #expect(result.refusals != nil, "cut at \(length)")
        }
    }

    @Test func `invalid UTF-8 is refused where it stands`() {
        var body = Array(demand().utf8)
        let place = body.firstIndex(of: 0xE6) ?? 0
        body[place] = 0xFF
        let result = readAlert(body, contentType: "application/json", source: "s", receivedAt: arrival)
        #expect(result.refusals == ["this string isn't valid UTF-8; send the body as UTF-8"])
    }

    @Test func `a byte order mark and escapes are read`() {
        #expect(read("\u{FEFF}" + demand()).alert != nil)
        #expect(
            read(demand(replacing: "暴雨内涝", with: #"\u66b4\u96e8 \ud83d\ude00\t\/"#)).alert?.event == "暴雨 😀 /")
    }

    @Test func `depth and number of values are bounded`() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(read(deep).refusals == ["more than 32 levels of lists and objects"])
        let wide = "[" + Array(repeating: "0", count: 200_001).joined(separator: ",") + "]"
        #expect(read(wide).refusals == ["more than 200000 values"])
    }
}
