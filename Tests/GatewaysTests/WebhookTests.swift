import CurlTransport
import Mobilization
import Testing

@testable import Gateways

struct WebhookTests {
    private func webhook(_ url: String, secrets: [String] = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])
        -> GatewayConfiguration
    {
        GatewayConfiguration(
            name: "g", channel: .webhook, url: url,
            kind: .webhook(WebhookSettings(secrets: secrets.map(Secret.init))),
            keepsKeys: true, takesDrills: true)
    }

    @Test func `the standard's own example gets the standard's signature`() throws {
        let key = try #require(WebhookSignature.key(Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")))
        let header = WebhookSignature.header(
            keys: [key], id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: "1614265330",
            body: Array(#"{"test": 2432232314}"#.utf8))
        #expect(header == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test func `a message goes out signed under its key`() throws {
        let two = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]
        let request = try webhook("http://127.0.0.1:9/in", secrets: two).dialect
            .request(for: message(to: "ops", words: "停", isDrill: true), now_s: 1_751_927_529)
        let body = #"{"key":"a7f31","to":"ops","text":"停","drill":true}"#
        #expect(String(decoding: try #require(request.body), as: UTF8.self) == body)
        #expect(request.ownHeaders.prefix(2) == ["webhook-id: a7f31", "webhook-timestamp: 1751927529"])
        let keys = two.compactMap { WebhookSignature.key(Secret($0)) }
        let signature = WebhookSignature.header(
            keys: keys, id: "a7f31", timestamp: "1751927529", body: Array(body.utf8))
        #expect(request.ownHeaders.last == "webhook-signature: " + signature)
        #expect(signature.split(separator: " ").count == 2)
    }

    @Test func `an address of the roster is the whole address, or a part of one`() throws {
        let own = try webhook("{to}").dialect.request(
            for: message(to: "https://example.org/hook?a=1"), now_s: 0)
        #expect(own.url == "https://example.org/hook?a=1")
        let part = try webhook("http://127.0.0.1:9/{to}").dialect.request(for: message(to: "a/b?c"), now_s: 0)
        #expect(part.url == "http://127.0.0.1:9/a%2Fb%3Fc")
    }

    @Test(
        arguments: [
            (204, nil, Outcome.accepted(reference: "")),
            (410, nil, .gatewayBroken(reason: "HTTP 410: the receiver wants no more of these")),
            (404, nil, .gatewayBroken(reason: "HTTP 404")), (400, nil, .refused(reason: "HTTP 400")),
            (429, 3_000, .throttled(retryAfter: .seconds(3))),
            (503, 3_000, .throttled(retryAfter: .seconds(3))),
            (503, nil, .unknown(reason: "HTTP 503")), (500, nil, .unknown(reason: "HTTP 500")),
        ] as [(Int, Int64?, Outcome)])
    func `a receiver's status reads as the standard says`(status: Int, retry: Int64?, outcome: Outcome) {
        let response = TransferResponse(status: status, retryAfter_ms: retry)
        #expect(webhook("http://127.0.0.1:9/in").dialect.outcome(of: .response(response)) == outcome)
    }

    @Test(arguments: [404, 410])
    func `one person's dead address is that person's matter`(status: Int) {
        let outcome = webhook("{to}").dialect.outcome(of: .response(TransferResponse(status: status)))
        #expect(outcome == .refused(reason: "HTTP \(status)"))
    }

    @Test func `a secret that can't sign is refused`() {
        #expect(webhook("http://127.0.0.1:9/in").diagnostics().isEmpty)
        #expect(webhook("{to}").diagnostics().isEmpty)
        #expect(webhook("http://127.0.0.1:9/in", secrets: []).diagnostics().count == 1)
        #expect(webhook("http://127.0.0.1:9/in", secrets: ["whsec_!!", "c2hvcnQ="]).diagnostics().count == 2)
    }

    @Test(arguments: ["", "f", "fo", "foo", "foob", "fooba", "foobar"])
    func `Base64 goes there and back`(text: String) {
        let encoded = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"][text.utf8.count]
        #expect(Base64.text(Array(text.utf8)) == encoded)
        #expect(Base64.bytes(encoded) == Array(text.utf8))
    }
}
