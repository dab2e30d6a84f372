import CurlTransport
import Mobilization
import Testing

@testable import Gateways

struct KannelTests {
    private func kannel(callback: String? = "http://127.0.0.1:8470/v1/gateways/k/receipts?token=a%2Fb")
        -> GatewayConfiguration
    {
        GatewayConfiguration(
            name: "k", channel: .sms, url: "http://127.0.0.1:13013/cgi-bin/sendsms",
            kind: .kannel(KannelSettings(username: "muster", password: Secret("s3cret"))),
            signature: .inline("【先锋应急队】"), callbackURL: callback)
    }

    @Test func `one recipient, the text as UTF-8, and an address for receipts that Kannel can take apart`()
        throws
    {
        let request = try kannel().dialect.request(for: message(), now_s: 0)
        #expect(request.method == "POST")
        #expect(String(decoding: try #require(request.body), as: UTF8.self) == "【先锋应急队】速报")
        #expect(
            request.ownHeaders == [
                "X-Kannel-To: +8613800000000",
                "X-Kannel-DLR-Url: http://127.0.0.1:8470/v1/gateways/k/receipts?token=a%%2Fb"
                    + "&type=%d&answer=%A&ts=%T&key=a7f31",
            ])
        #expect(try kannel(callback: nil).dialect.request(for: message(), now_s: 0).ownHeaders.count == 1)
    }

    @Test(arguments: ["13800000000", "", "+86 138", "+8613800000000 +8613900000000"])
    func `a number that Kannel would drop in silence is not sent to it`(address: String) {
        #expect(throws: Unsendable.self) {
            try kannel().dialect.request(for: message(to: address), now_s: 0)
        }
    }

    @Test(arguments: [
        (202, "0: Accepted for delivery", Outcome.accepted(reference: "")),
        (202, "3: Queued for later delivery", .accepted(reference: "")),
        (202, "", .unknown(reason: "HTTP 202 without Kannel's word of acceptance")),
        (
            403, "Authorization failed for sendsms",
            .gatewayBroken(reason: "HTTP 403: Kannel refuses the username, the password or this host")
        ),
        (
            403, "Not routable. Do not try again.",
            .surelyNotSent(reason: "Kannel has no link that would carry it (\"Not routable\")")
        ),
        (400, "Missing receiver number, rejected", .refused(reason: "Kannel refuses the number")),
        (
            400, "Number(s) has/have been denied by white- and/or black-lists.",
            .refused(reason: "Kannel refuses the number")
        ),
        (
            400, "Invalid content-type",
            .gatewayBroken(reason: "HTTP 400: Kannel doesn't understand the request")
        ),
        (404, "Unknown request.", .gatewayBroken(reason: "HTTP 404")),
        (
            503, "Temporal failure, try again later.",
            .surelyNotSent(reason: "Kannel can't take it now (\"Temporal failure\")")
        ),
        (503, "", .unknown(reason: "HTTP 503")),
    ])
    func `Kannel's words decide, not its status alone`(status: Int, body: String, outcome: Outcome) {
        let response = TransferResponse(status: status, body: Array(body.utf8))
        #expect(kannel().dialect.outcome(of: .response(response)) == outcome)
    }

    @Test(
        arguments: [
            (1, ReceiptStatus.delivered), (2, .failed), (16, .failed), (34, .expired), (32, .expired),
            (4, nil), (8, nil),
        ] as [(Int, ReceiptStatus?)])
    func `a receipt's type is Kannel's mask`(type: Int, status: ReceiptStatus?) throws {
        let callback = GatewayCallback(
            query: "token=t&type=\(type)&answer=NACK%2Fx+y&ts=1751927529&key=a7f31")
        let receipts = try CallbackReader(kannel()).receipts(from: callback)
        #expect(receipts.map(\.status) == [status].compactMap { $0 })
        #expect(receipts.allSatisfy { $0.key == "a7f31" && $0.at == Instant(seconds: 1_751_927_529) })
        if status == .failed { #expect(receipts[0].reason == "NACK/x y") }
    }

    @Test func `a reply comes by the query`() throws {
        let callback = GatewayCallback(
            query: "from=13900000001&to=10690000&ts=1751927600&text=1+0417%20%E6%94%B6%E5%88%B0&id=m-1")
        let replies = try CallbackReader(kannel()).replies(from: callback)
        #expect(
            replies == [
                ReceivedReply(
                    from: "+8613900000001", to: "10690000", text: "1 0417 收到", id: "m-1",
                    atText: "1751927600",
                    at: Instant(seconds: 1_751_927_600))
            ])
        let reader = CallbackReader(kannel())
        #expect(throws: CallbackRefusal.self) { try reader.replies(from: GatewayCallback(query: "text=1")) }
        #expect(throws: CallbackRefusal.self) {
            try reader.receipts(from: GatewayCallback(query: "type=x&key=a"))
        }
    }

    /// As seconds these are numbers; as milliseconds the first and the last are none.
    @Test(arguments: ["9223372036854775807", "253402300800", "-1", "-9223372036854775808"])
    func `a time that no calendar has costs neither the daemon nor the receipt`(seconds: String) throws {
        let reader = CallbackReader(kannel())
        let receipts = try reader.receipts(from: GatewayCallback(query: "type=1&key=a7f31&ts=\(seconds)"))
        #expect(
            receipts == [
                ReceivedReceipt(key: "a7f31", providerReference: nil, status: .delivered, atText: seconds)
            ])
        let replies = try reader.replies(
            from: GatewayCallback(query: "from=13900000001&text=1&ts=\(seconds)"))
        #expect(replies == [ReceivedReply(from: "+8613900000001", text: "1", atText: seconds)])
    }
}
