import AlertIntake
import Mobilization
import Testing

/// The example of the Standard Webhooks specification.
private enum Example {
    static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    static let id = "msg_p5jXN8AQM9LWM0D4loKWxJek"
    static let sent = Instant(seconds: 1_614_265_330)
    static let body = Array(#"{"test": 2432232314}"#.utf8)
    static let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    static let other = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
}

private func verdict(
    id: String? = Example.id, timestamp: String? = "1614265330", signature: String? = Example.signature,
    body: [UInt8] = Example.body, secrets: [String] = [Example.secret], now: Instant = Example.sent,
    unstepped: Instant? = nil
) throws -> StandardWebhook.Verdict {
    try StandardWebhook.verify(
        headers: StandardWebhook.Headers(id: id, timestamp: timestamp, signature: signature), body: body,
        secrets: secrets.map { try WebhookSecret($0, file: "webhook.secret") }, now: now, unstepped: unstepped
    )
}

@Suite struct StandardWebhookTests {
    @Test func `the specification's example is signed and verified`() throws {
        let secret = try WebhookSecret(Example.secret, file: "webhook.secret")
        #expect(
            StandardWebhook.sign(id: Example.id, timestamp: Example.sent, body: Example.body, secret: secret)
                == Example.signature)
        #expect(try verdict() == .genuine(id: Example.id))
    }

    @Test(
        arguments: [
            (-301_000, StandardWebhook.Refusal.timestampTooNew), (-300_001, .timestampTooNew),
            (-300_000, nil), (0, nil),
            (300_000, nil), (300_999, nil), (301_000, .timestampTooOld), (86_400_000, .timestampTooOld),
        ] as [(Int64, StandardWebhook.Refusal?)])
    func `a replay outside five minutes is refused`(delay: Int64, refusal: StandardWebhook.Refusal?) throws {
        let now = Example.sent + Interval(milliseconds: delay)
        #expect(try verdict(now: now) == (refusal.map { .refused($0) } ?? .genuine(id: Example.id)))
    }

    @Test func `a clock that was set wrongly shuts nobody out, and lets no old message in`() throws {
        for step in [-3_600, 3_600] as [Int64] {
            let stepped = Example.sent + .seconds(step)
            #expect(try verdict(now: stepped, unstepped: Example.sent) == .genuine(id: Example.id))
            // Set right again after a start with a wrong clock.
            #expect(try verdict(now: Example.sent, unstepped: stepped) == .genuine(id: Example.id))
        }
        let later = Example.sent + .seconds(301)
        #expect(
            try verdict(now: later + .hours(1), unstepped: later) == .refused(.timestampTooOld))
    }

    @Test(arguments: [
        "v1,AAAA \(Example.signature)", "v1a,xyz \(Example.signature) v2,zz", "  \(Example.signature)  ",
        "v1,\(String(repeating: "A", count: 43))= \(Example.signature)",
    ])
    func `any v1 signature that fits is enough`(signature: String) throws {
        #expect(try verdict(signature: signature) == .genuine(id: Example.id))
    }

    @Test(arguments: [
        "", "v1", "v1,", "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "V1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=", "v1,g0hM9SsE+OTPJTGt", "v1,中文",
    ])
    func `a header without a v1 signature is malformed`(signature: String) throws {
        #expect(try verdict(signature: signature) == .refused(.signatureMalformed))
    }

    @Test func `only the secret in force and the very bytes fit`() throws {
        #expect(try verdict(secrets: [Example.other]) == .refused(.signatureWrong))
        #expect(try verdict(secrets: []) == .refused(.signatureWrong))
        #expect(try verdict(secrets: [Example.other, Example.secret]) == .genuine(id: Example.id))
        #expect(try verdict(id: "msg_2") == .refused(.signatureWrong))
        #expect(try verdict(timestamp: "1614265331") == .refused(.signatureWrong))
        #expect(try verdict(timestamp: "01614265330") == .refused(.signatureWrong))
        #expect(try verdict(body: Array(#"{"test":2432232314}"#.utf8)) == .refused(.signatureWrong))
        #expect(try verdict(body: []) == .refused(.signatureWrong))
    }

    @Test func `each single flipped bit of the body is seen`() throws {
        for place in Example.body.indices {
            for bit in 0..<8 {
                var body = Example.body
                body[place] ^= 1 << UInt8(bit)
                #expect(try verdict(body: body) == .refused(.signatureWrong))
            }
        }
    }

    @Test func `absent headers are told from malformed ones`() throws {
        #expect(try verdict(id: nil) == .refused(.headerMissing))
        #expect(try verdict(timestamp: nil) == .refused(.headerMissing))
        #expect(try verdict(signature: nil) == .refused(.headerMissing))
        for id in ["", "a.b", "a b", "é", String(repeating: "a", count: 257)] {
            #expect(try verdict(id: id) == .refused(.idMalformed))
        }
        for timestamp in [
            "", "NaN", "-1614265330", "+1614265330", "1614265330.0", " 1614265330", "1e9", "１６",
            "9999999999999",
        ] {
            #expect(try verdict(timestamp: timestamp) == .refused(.timestampMalformed))
        }
    }

    @Test func `headers are looked up by name`() {
        let headers = StandardWebhook.Headers { ["webhook-id": "1", "webhook-signature": "v1,x"][$0] }
        #expect(headers == StandardWebhook.Headers(id: "1", timestamp: nil, signature: "v1,x"))
    }

    @Test(arguments: ["MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n"])
    func `a secret may lack its prefix and end in a newline`(text: String) throws {
        #expect(try verdict(secrets: [text]) == .genuine(id: Example.id))
    }

    @Test(arguments: [
        "", "whsec_", "whsec_c2hvcnQ=", "plain words, not base64", "whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    ])
    func `a secret that is none is refused without being shown`(text: String) {
        let sentence = "a webhook secret must be whsec_ and the base64 of 24 to 64 random bytes"
        #expect(throws: Diagnostic(file: "webhook.secret", message: sentence)) {
            try WebhookSecret(text, file: "webhook.secret")
        }
    }

    @Test func `nothing prints a secret or a token`() throws {
        let secret = try WebhookSecret(Example.secret, file: "f")
        var dumped = ""
        dump(secret, to: &dumped)
        #expect("\(secret)" == "(secret)")
        #expect(dumped == "- (secret)\n")
        #expect("\(String(describing: BearerToken("0123456789abcdef")))".contains("0123") == false)
    }
}

@Suite struct BearerTokenTests {
    @Test(
        arguments: [
            ("Bearer 0123456789abcdef", true), ("bearer 0123456789abcdef", true),
            ("Bearer  0123456789abcdef", true),
            ("Bearer 0123456789abcdeF", false), ("Bearer 0123456789abcde", false),
            ("Bearer 0123456789abcdef0", false),
            ("Basic 0123456789abcdef", false), ("0123456789abcdef", false), ("Bearer", false),
            ("Bearer ", false),
            ("", false), (nil, false), ("Bearer 0123456789abcdef ", false), ("Bearer é", false),
        ] as [(String?, Bool)])
    func `one token fits and no other`(authorization: String?, fits: Bool) throws {
        let token = try #require(BearerToken("0123456789abcdef\n"))
        #expect(token.matches(authorization: authorization) == fits)
    }

    @Test(arguments: [
        "", "short", "with a space in it", "ünsichtbares-zeichen", String(repeating: "a", count: 513),
    ])
    func `what can't be a token is none`(text: String) {
        #expect(BearerToken(text) == nil)
    }
}
