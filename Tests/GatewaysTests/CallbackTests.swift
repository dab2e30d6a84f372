import Mobilization
import Testing

@testable import Gateways

struct CallbackTests {
    private let reader = CallbackReader(generic("http://127.0.0.1:9"))

    private func callback(_ body: String) -> GatewayCallback {
        GatewayCallback(contentType: "application/json", body: Array(body.utf8))
    }

    @Test func `a receipt is read as the interface defines it`() throws {
        let receipts = try reader.receipts(
            from: callback(
                #"{"id":"g-1","key":"a7f3","status":"delivered","at":"2025-07-08T06:32:09+08:00"}"#))
        let expected = ReceivedReceipt(
            key: "a7f3", providerReference: "g-1", status: .delivered, atText: "2025-07-08T06:32:09+08:00",
            at: Instant(milliseconds: 1_751_927_529_000))
        #expect(receipts == [expected])
        #expect(receipts[0].receipt == Receipt(key: "a7f3", reference: "g-1", status: .delivered))
    }

    @Test func `many receipts come in one array`() throws {
        let receipts = try reader.receipts(
            from: callback(
                #"[{"key":"a","status":"failed","reason":"empty number"},{"id":7,"status":"expired"}]"#))
        #expect(
            receipts == [
                ReceivedReceipt(key: "a", providerReference: nil, status: .failed, reason: "empty number"),
                ReceivedReceipt(key: nil, providerReference: "7", status: .expired),
            ])
    }

    @Test func `nothing is taken from a callback with a fault in it, and every fault is named`() {
        #expect(throws: CallbackRefusal.self) { try reader.receipts(from: callback("")) }
        #expect(throws: CallbackRefusal.self) { try reader.receipts(from: callback("7")) }
        do {
            _ = try reader.receipts(
                from: callback(#"[{"key":"a","status":"delivered"},{"status":"gone"},{"key":"b"}]"#))
            Issue.record("two of the three are wrong")
        } catch {
            #expect(error.diagnostics.count == 3)
        }
    }

    @Test func `a reply is read with its sender in E164`() throws {
        let replies = try reader.replies(
            from: callback(
                #"{"from":"138 0000-0000","to":"10690000","text":"1 0417","#
                    + #""at":"2025-07-08T06:33:20+08:00","id":"mo-1"}"#
            ))
        #expect(replies.count == 1)
        #expect(
            replies[0].inboundReply
                == InboundReply(from: "+8613800000000", text: "1 0417", identifier: "mo-1"))
        #expect(replies[0].to == "10690000")
        #expect(replies[0].at == Instant(milliseconds: 1_751_927_600_000))
        #expect(throws: CallbackRefusal.self) {
            try reader.replies(from: callback(#"{"from":"somebody","text":"1"}"#))
        }
    }

    @Test(arguments: [
        ("+8613800000000", "+8613800000000"), ("13800000000", "+8613800000000"),
        ("8613800000000", "+8613800000000"), ("0086 138 0000 0000", "+8613800000000"),
        ("0816-5550199", "+868165550199"), ("tel:+44 20 7946 0000", "+442079460000"),
        ("10690000", "10690000"),
    ])
    func `a number is brought to E164`(written: String, number: String) {
        #expect(PhoneNumber.e164(written) == number)
    }

    @Test(arguments: ["", "+", "12", "张三", "1380000000x", "+123456789012345678901", "00-1", "00 12", "000"])
    func `what isn't a number isn't made one`(written: String) {
        #expect(PhoneNumber.e164(written) == nil)
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2000-02-29T23:59:59.25Z", 951_868_799_250),
        ("1969-12-31 16:00:00-08:00", 0), ("2025-07-08t06:32:09.123456z", 1_751_956_329_123),
    ])
    func `a time is read to the millisecond`(text: String, milliseconds: Int64) {
        #expect(Timestamp.instant(text) == Instant(milliseconds: milliseconds))
    }

    @Test(arguments: [
        "", "2025-02-29T00:00:00Z", "2025-13-01T00:00:00Z", "2025-07-08T24:00:00Z", "2025-07-08T06:32:09",
        "2025-07-08T06:32:09+8:00", "2025-07-08T06:32:09.Z", "2025-07-08T06:32:09Z ",
    ])
    func `what isn't a time isn't one`(text: String) {
        #expect(Timestamp.instant(text) == nil)
    }

    @Test(arguments: [
        #"{"a":[1,{"b":"x"}],"c":null}"#, #" [true,false,-1.5e3] "#, #""\u6696\ud842\udfb7\n""#, "\u{FEFF}{}",
    ])
    func `JSON is read`(text: String) {
        #expect(JSON(Array(text.utf8)) != nil)
    }

    @Test func `JSON keeps what was written`() {
        let json = JSON(Array(#"{"a":[1,{"b":"\u6696\ud842\udfb7\"\\"}],"n":12345678901234567890}"#.utf8))
        #expect(json?[path: "a.1.b"] == .string("暖𠮷\"\\"))
        #expect(json?[path: "n"]?.scalar == "12345678901234567890")
        #expect(json?[path: "a.2"] == nil)
        #expect(json?[path: "a.b"] == nil)
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\"}", "{\"a\":1,}", "nul", "\"a", "\"\\x\"", "\"\\u12\"", "1 2", "--1", "{a:1}",
        "\"\n\"",
        String(repeating: "[", count: 40) + String(repeating: "]", count: 40),
    ])
    func `what isn't JSON is refused`(text: String) {
        #expect(JSON(Array(text.utf8)) == nil)
    }

    @Test func `bytes that aren't UTF-8 are refused`() {
        #expect(JSON([0x22, 0xFF, 0x22]) == nil)
    }
}
