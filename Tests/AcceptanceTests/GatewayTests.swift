import ChildPrograms
import Foundation
import MusterAPI
import Testing

extension Acceptance {
    /// One gateway is never enough at 03:00.
    @Suite struct GatewayTests {
        @Test(.enabled(if: Needed.sqlite3 != nil), .timeLimit(.minutes(2)))
        func `when the first gateway is dead, all messages go out through the second`() async throws {
            let dead = try Installation.freePort()
            let place = try await Installation { text in
                // The same gateway once more before it, at a port where nobody listens.
                guard let start = text.range(of: "  - name: sandbox\n"),
                    let end = text.range(of: "  - name: sandbox-voice\n")
                else { return text }
                var first = String(text[start.lowerBound..<end.lowerBound])
                first = first.replacingOccurrences(of: "name: sandbox\n", with: "name: dead\n")
                    .replacing(#/url: http:\S+\/send/#, with: "url: http://127.0.0.1:\(dead)/send")
                    .replacingOccurrences(of: "gateways/sandbox/", with: "gateways/dead/")
                return text.replacingCharacters(in: start.lowerBound..<start.lowerBound, with: first)
            }
            let epoch = "2025-07-08T06:30:00+08:00"
            try await place.startSandbox("--speed", "20", "--epoch", epoch)
            try await place.startDaemon("--speed", "20", "--epoch", epoch)
            let answer = try await place.demand(place.alert("small-demand.json"))
            #expect(answer.status == 202, "\(answer.body)")
            try await place.eventually("everybody called got a text") {
                let called = try await place.query(
                    "select p.phone from musters m join members p on p.id = m.member_id where m.wave = 1")
                let phones = Set(called.split(separator: "\n").map(String.init))
                let reached = Set(try place.phoneLines().filter { $0.event == "text" }.compactMap(\.to))
                return phones.count >= 10 && phones.isSubset(of: reached)
            }
            // Surely not sent is no reason for a second text.
            let texts = try place.phoneLines().filter {
                $0.event == "text" && $0.text?.contains("编号") ?? false
            }
            #expect(Set(texts.map { "\($0.to ?? "") \($0.text ?? "")" }).count == texts.count)
            #expect(
                try await place.count(
                    "select count(*) from attempts where gateway = 'dead' and state = 'sent'") == 0)
            try await place.eventually("the officer reads that it is down") {
                try await place.status().gatewaysDown == ["dead"]
            }
            let todo = try await place.musterctl("todo")
            #expect(todo.output.contains("dead"), "\(todo.output)")
        }
    }
}
