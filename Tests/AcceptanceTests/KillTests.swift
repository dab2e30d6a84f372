import Foundation
import Testing

/// kill -9 in the middle of a call-out: the sandbox's own log is the truth.
@Suite(.serialized) struct KillTests {
    @Test(.timeLimit(.minutes(10)))
    func `thirty kills during a call-out lose nobody and no accepted reply`() async throws {
        // A gateway of 20 texts a second that keeps no keys: the hardest kind.
        let place = try Installation { text in
            text.replacingOccurrences(of: "rate: 200 ", with: "rate: 20 ")
                .replacingOccurrences(of: "keeps_keys: true", with: "keeps_keys: false")
        }
        try await place.startSandbox("--forgets-keys")
        try await place.startDaemon()
        let token = try place.token("district-command")
        let answer = try await place.post(
            "/v1/alerts/district-command", try place.alert("flood-demand.json"), token: token)
        #expect(answer.status == 202)
        #expect(try place.callWithTypedCount().status == 0)
        for round in 0..<30 {
            try await Task.sleep(for: .milliseconds(300 + round * 37 % 400))
            place.killDaemon()
            try await place.startDaemon()
        }
        try await place.eventually("everything planned was sent or settled") { try place.query(Self.waiting) == "0" }
        let callable = try place.query("select count(*) from musters where wave = 1")
        let called = try Set(
            place.sandboxLines().filter { $0.kind == "text" && $0.says("编号") || $0.says("负责人") }
                .compactMap { $0["to"] as? String })
        #expect(Int(callable) ?? 0 > 300)
        #expect(called.count >= Int(callable) ?? 0, "\(called.count) of \(callable) were called")
        try place.expectDuplicatesAtMostUnknowns()
        let verified = try place.run("musterd", ["replay", "--verify", place.store])
        #expect(verified.status == 0, "\(verified.output)")
    }

    static let waiting = "select count(*) from attempts where state in ('planned', 'started')"
}

extension [String: Any] {
    var kind: String { self["event"] as? String ?? self["kind"] as? String ?? "" }
    func says(_ words: String) -> Bool { (self["text"] as? String)?.contains(words) ?? false }
}
