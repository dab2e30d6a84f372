import CurlTransport
import Mobilization
import Testing

@testable import Gateways

struct GenericSMSTests {
    private func request(
        _ settings: GenericSMSSettings = GenericSMSSettings(), url: String = "http://127.0.0.1:9/sms",
        words: String = "速报"
    ) throws -> TransferRequest {
        try generic(url, settings: settings).dialect.request(for: message(words: words), now_s: 0)
    }

    @Test func `the shipped template sends the wire example`() throws {
        let request = try request()
        #expect(request.method == "POST")
        #expect(
            String(decoding: try #require(request.body), as: UTF8.self)
                == #"{"key":"a7f31","to":"+8613800000000","text":"【先锋应急队】速报","#
                + #""callback":"http://127.0.0.1:8470/v1/gateways/g/receipts?token=t"}"#)
    }

    @Test func `a text with quotes, breaks and backslashes stays one JSON string`() throws {
        let words = "他说\"停\"\\\n\u{1}\t𠮷🚑{to}"
        let body = try #require(try request(words: words).body)
        #expect(JSON(body)?[path: "text"] == .string("【先锋应急队】" + words))
    }

    @Test func `a form is escaped as a form, and a URL as a URL`() throws {
        let settings = GenericSMSSettings(
            headers: [
                "Content-Type: application/x-www-form-urlencoded", "Authorization: Bearer {secret.token}",
            ],
            body: "mobile={to.national}&content={text}&sender={from}", from: "1069 0000",
            secrets: ["token": Secret("s3cret")])
        let request = try request(settings, url: "http://127.0.0.1:9/sms?uid={key}&t={to}", words: "a&b=c 好")
        #expect(request.url == "http://127.0.0.1:9/sms?uid=a7f31&t=%2B8613800000000")
        let body = String(decoding: try #require(request.body), as: UTF8.self)
        let signed = "%E3%80%90%E5%85%88%E9%94%8B%E5%BA%94%E6%80%A5%E9%98%9F%E3%80%91"
        #expect(body == "mobile=13800000000&content=\(signed)a%26b%3Dc%20%E5%A5%BD&sender=1069%200000")
    }

    @Test func `a header can't be broken by what is put into it`() throws {
        let settings = GenericSMSSettings(headers: ["X-Text: {text}", "Content-Type: application/json"])
        let request = try request(settings, words: "a\r\nX-Smuggled: b")
        #expect(request.ownHeaders == ["X-Text: 【先锋应急队】aX-Smuggled: b"])
    }

    @Test(arguments: [
        (200, #"{"id":"g-1"}"#, Outcome.accepted(reference: "g-1")),
        (202, #"{"id":17}"#, .accepted(reference: "17")),
        (200, "{}", .accepted(reference: "")),
        (200, "<html>", .unknown(reason: "HTTP 200 with an answer that isn't JSON")),
        (200, "", .unknown(reason: "HTTP 200 with an answer that isn't JSON")),
        (301, "", .gatewayBroken(reason: "HTTP 301: it points elsewhere; enter its real address")),
        (400, "{}", .refused(reason: "HTTP 400")),
        (401, "", .gatewayBroken(reason: "HTTP 401")),
        (403, "", .gatewayBroken(reason: "HTTP 403")),
        (404, "", .gatewayBroken(reason: "HTTP 404")),
        (408, "", .unknown(reason: "HTTP 408")),
        (422, "{}", .refused(reason: "HTTP 422")),
        (429, "", .throttled(retryAfter: .seconds(9))),
        (500, "", .unknown(reason: "HTTP 500")),
        (502, "", .unknown(reason: "HTTP 502")),
        (503, "", .unknown(reason: "HTTP 503")),
        (504, "", .unknown(reason: "HTTP 504")),
    ])
    func `an answer reads as the table says`(status: Int, body: String, outcome: Outcome) {
        let response = TransferResponse(status: status, body: Array(body.utf8), retryAfter_ms: 9_000)
        #expect(generic("http://127.0.0.1:9").dialect.outcome(of: .response(response)) == outcome)
    }

    @Test(arguments: [
        (200, #"{"code":"OK","data":[{"sid":"s-1"}]}"#, Outcome.accepted(reference: "s-1")),
        (
            200, #"{"code":"isv.MOBILE_NUMBER_ILLEGAL"}"#,
            .refused(reason: "HTTP 200, code is isv.MOBILE_NUMBER_ILLEGAL")
        ),
        (200, #"{"code":"13800000000"}"#, .refused(reason: "HTTP 200, code is a number")),
        (200, #"{"code":"张三 is unknown"}"#, .refused(reason: "HTTP 200, code is another")),
        (400, #"{"code":"Throttling.User"}"#, .throttled(retryAfter: .seconds(5))),
        (
            200, #"{"code":"isv.AMOUNT_NOT_ENOUGH"}"#,
            .gatewayBroken(reason: "HTTP 200, code isv.AMOUNT_NOT_ENOUGH")
        ),
        (503, "", .surelyNotSent(reason: "HTTP 503")),
    ])
    func `a provider that speaks in codes is understood by its rules`(
        status: Int, body: String, outcome: Outcome
    ) {
        let rules = AnswerRules(
            successWhen: .init(path: "code", value: "OK"),
            throttledWhen: [.init(path: "code", value: "Throttling.User")], notAccepted: [503],
            brokenWhen: [.init(path: "code", value: "isv.AMOUNT_NOT_ENOUGH")], referencePath: "data.0.sid")
        let dialect = generic("http://127.0.0.1:9", settings: GenericSMSSettings(rules: rules)).dialect
        let response = TransferResponse(status: status, body: Array(body.utf8))
        #expect(dialect.outcome(of: .response(response)) == outcome)
    }

    @Test func `what can't work is said all at once`() {
        let settings = GenericSMSSettings(
            method: "SEND", headers: ["Authorization {secret.token}"], body: #"{"to":"{whom}"}"#)
        let diagnostics = generic("127.0.0.1/sms", settings: settings, connections: 0, rate: 0)
            .diagnostics(file: "musterd.yaml")
        #expect(diagnostics.count == 8)
        #expect(
            diagnostics.allSatisfy { $0.file == "musterd.yaml" && $0.message.hasPrefix("gateway \"g\": ") })
        #expect(generic("http://127.0.0.1:9/sms").diagnostics().isEmpty)
    }

    @Test func `a secret shows nowhere`() {
        let settings = KannelSettings(username: "muster", password: Secret("hunter2"))
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!(dumped + "\(settings)" + String(reflecting: settings)).contains("hunter2"))
    }

    @Test func `a rate bounds the credit to a second's worth`() {
        #expect(generic("http://127.0.0.1:9").credit == 32)
        #expect(generic("http://127.0.0.1:9", rate: 3.5).credit == 4)
        #expect(generic("http://127.0.0.1:9", rate: 0.1).credit == 1)
        #expect(generic("http://127.0.0.1:9", rate: 1_000).credit == 32)
    }
}
