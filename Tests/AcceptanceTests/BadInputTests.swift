import ChildPrograms
import Foundation
import MusterAPI
import Testing

extension Acceptance {
    /// What must not get in, and what must be said about it.
    @Suite struct BadInputTests {
        @Test(.timeLimit(.minutes(2)))
        func `each bad request gets its status and a sentence, and calls nobody`() async throws {
            let place = try await Installation()
            try await place.startSandbox()
            try await place.startDaemon()
            let demand = try place.alertOfNow("small-demand.json")
            let token = try place.token("district-command")
            let path = "/v1/alerts/district-command"
            #expect(try await place.post(path, demand).status == 401)
            #expect(try await place.post(path, demand, token: "wrong-token-wrong-token").status == 401)
            #expect(
                [401, 404].contains(try await place.post("/v1/alerts/nobody", demand, token: token).status))
            #expect(try await place.post(path, Array("{".utf8), token: token).status == 400)
            #expect(try await place.post(path, demand, type: "text/plain", token: token).status == 415)
            let huge = [UInt8](repeating: UInt8(ascii: " "), count: 5 << 20)
            // A server may hang up on a body that it won't read; it must not answer with a success.
            let refused = try? await place.post(path, huge, token: token)
            #expect(refused == nil || refused?.status == 413)
            for (from, to) in [
                ("\"site\":\"C02\"", "\"site\":\"X99\""), ("\"headcount\":8", "\"headcount\":0"),
                ("water-clearing", "dragon-taming"),
            ] {
                let text = String(decoding: demand, as: UTF8.self)
                try #require(text.contains(from), "the example demand has no \(from)")
                let answer = try await place.post(
                    path, Array(text.replacingOccurrences(of: from, with: to).utf8), token: token)
                #expect(answer.status == 422, "\(from) -> \(to): \(answer.body)")
                #expect(answer.body.contains("\"detail\""), "\(answer.body)")
            }
            #expect(try await place.status().incidents.isEmpty)
            #expect(try !place.phoneLines().contains { $0.text?.contains("编号") ?? false })
            #expect(place.daemon?.isRunning == true)
        }

        @Test(.timeLimit(.minutes(2)))
        func `a warning and a test of the line call nobody`() async throws {
            let place = try await Installation()
            let epoch = "2025-07-08T06:26:00+08:00"
            try await place.startSandbox("--speed", "200", "--epoch", epoch)
            try await place.startDaemon("--speed", "200", "--epoch", epoch)
            let type = "application/cap+xml"
            let token = try place.token("weather")
            let test = try await place.post(
                "/v1/alerts/weather", place.alert("rain-test.xml"), type: type, token: token)
            #expect(test.status == 202, "\(test.body)")
            #expect(test.body.contains("recorded"), "\(test.body)")
            let red = try await place.post(
                "/v1/alerts/weather", place.alert("rain-red.xml"), type: type, token: token)
            #expect(red.status == 202, "\(red.body)")
            let again = try await place.post(
                "/v1/alerts/weather", place.alert("rain-red.xml"), type: type, token: token)
            #expect(again.status == 200, "\(again.body)")
            #expect(again.body == red.body)
            // Ten minutes of the engine's time, in which a call-out would have begun.
            try await Task.sleep(for: .seconds(3))
            let status = try await place.status()
            #expect(status.posture == "standby")
            #expect(status.incidents.isEmpty)
            #expect(try !place.phoneLines().contains { $0.text?.contains("编号") ?? false })
        }

        @Test(.timeLimit(.minutes(2)))
        func `check names file and line of a broken playbook and ends with 78`() async throws {
            let place = try await Installation()
            let playbooks = place.root.appendingPathComponent("Playbooks")
            let shipped = Installation.repository.appendingPathComponent("Playbooks")
            try FileManager.default.copyItem(at: shipped, to: playbooks)
            try place.rewrite("musterd.yaml") { $0.replacingOccurrences(of: shipped.path, with: "Playbooks") }
            let whole = try await place.run("musterd", "check", "--config", place.configuration)
            #expect(whole.status == 0, "\(whole.output)")

            let chapters = try FileManager.default.contentsOfDirectory(atPath: playbooks.path)
                .filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted()
            #expect(chapters.count == 7, "\(chapters)")
            let chapter = try #require(chapters.first)
            try place.rewrite("Playbooks/" + chapter) {
                $0.replacing(#/site minimum: *\d+/#, with: "site minimum: 0")
            }
            let broken = try await place.run("musterd", "check", "--config", place.configuration)
            #expect(broken.status == 78, "\(broken.output)")
            #expect(
                broken.output.contains(
                    try Regex(NSRegularExpression.escapedPattern(for: chapter) + ":\\d+")))
            let served = try await place.run("musterd", "serve", "--config", place.configuration)
            #expect(served.status == 78, "\(served.output)")

            try FileManager.default.removeItem(at: playbooks.appendingPathComponent(chapter))
            let six = try await place.run("musterd", "check", "--config", place.configuration)
            #expect(six.status == 78, "\(six.output)")
            #expect(six.output.contains("seven") || six.output.contains("7"), "\(six.output)")
        }
    }
}
