import Foundation
import Testing

/// What must not get in, and what must not be lost, on the built programs.
@Suite(.serialized) struct BadInputTests {
    @Test func `each bad request gets its status and a sentence, and calls nobody`() async throws {
        let place = try Installation()
        try await place.startSandbox()
        try await place.startDaemon()
        let demand = try place.alert("small-demand.json")
        let token = try place.token("district-command")
        let path = "/v1/alerts/district-command"
        #expect(try await place.post(path, demand, token: nil).status == 401)
        #expect(try await place.post(path, demand, token: "wrong-token-wrong-token").status == 401)
        #expect(try await place.post("/v1/alerts/nobody", demand, token: token).status == 401)
        #expect(try await place.post(path, Array("{".utf8), token: token).status == 400)
        #expect(try await place.post(path, demand, type: "text/plain", token: token).status == 415)
        let huge = [UInt8](repeating: UInt8(ascii: " "), count: 5 << 20)
        #expect(try await place.post(path, huge, token: token).status == 413)
        for (from, to) in [("\"F", "\"X9"), ("\"headcount\":", "\"headcount\":0, \"was\":")] {
            let text = String(decoding: demand, as: UTF8.self).replacingOccurrences(of: from, with: to)
            let answer = try await place.post(path, Array(text.utf8), token: token)
            #expect(answer.status == 422, "\(from) -> \(to): \(answer.body)")
            #expect(answer.body.contains("detail"))
        }
        let test = try await place.post(
            "/v1/alerts/weather", try place.alert("rain-test.xml"), type: "application/cap+xml",
            token: try place.token("weather"))
        #expect(test.status == 202)
        #expect(test.body.contains("recorded"))
        let red = try await place.post(
            "/v1/alerts/weather", try place.alert("rain-red.xml"), type: "application/cap+xml",
            token: try place.token("weather"))
        #expect(red.status == 202)
        let toMembers = try place.sandboxLines().filter { "\($0)".contains("编号") }
        #expect(toMembers.isEmpty)
        #expect(try place.musterctl("status").status == 0)
    }

    @Test func `check names file and line of a broken playbook and ends with 78`() throws {
        let place = try Installation { text in text }
        let playbooks = place.root.appendingPathComponent("Playbooks")
        try FileManager.default.copyItem(
            at: Installation.repository.appendingPathComponent("Playbooks"), to: playbooks)
        let text = try String(contentsOfFile: place.configuration, encoding: .utf8).replacingOccurrences(
            of: Installation.repository.appendingPathComponent("Playbooks").path, with: playbooks.path)
        try text.write(toFile: place.configuration, atomically: true, encoding: .utf8)
        #expect(try place.run("musterd", ["check", "--config", place.configuration]).status == 0)
        let chapters = try FileManager.default.contentsOfDirectory(atPath: playbooks.path).filter { $0.hasSuffix(".md") }
        let chapter = playbooks.appendingPathComponent(try #require(chapters.sorted().first))
        let broken = try String(contentsOf: chapter, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("site_minimum") && !$0.hasPrefix("site minimum") }
            .joined(separator: "\n")
        try broken.write(to: chapter, atomically: true, encoding: .utf8)
        let result = try place.run("musterd", ["check", "--config", place.configuration])
        #expect(result.status == 78)
        #expect(result.output.contains(chapter.lastPathComponent + ":"))
        try FileManager.default.removeItem(at: chapter)
        let six = try place.run("musterd", ["check", "--config", place.configuration])
        #expect(six.status == 78)
        #expect(six.output.contains("seven"))
    }
}
