import Foundation
import Testing

/// The scenarios of `Scenarios`, carried out and compared as text.
///
/// `SCENARIO_REWRITE=1` writes down what was said instead; read the difference before you keep it.
/// `SCENARIO_ONLY=mall` carries out those whose names begin so.
@Suite struct TranscriptTests {
    static let folder = ExampleCentre.repository + "/Tests/ScenarioTests/Scenarios/"

    static let names: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter {
            $0.hasSuffix(".txt") && $0.hasPrefix(ProcessInfo.processInfo.environment["SCENARIO_ONLY"] ?? "")
        }.sorted()

    @Test func `there are transcripts to carry out`() {
        #expect(!Self.names.isEmpty)
    }

    @Test(arguments: names)
    func `what a transcript says is what happens`(_ name: String) async throws {
        let written = try String(contentsOfFile: Self.folder + name, encoding: .utf8)
        let transcript = Transcript(written)
        let (found, mistakes) = await TranscriptRunner.run(transcript)
        for mistake in mistakes { Issue.record("\(name), \(mistake)") }
        if ProcessInfo.processInfo.environment["SCENARIO_REWRITE"] == "1" {
            try found.text.write(toFile: Self.folder + name, atomically: true, encoding: .utf8)
            return
        }
        for (wanted, got) in zip(transcript.entries, found.entries) where wanted.expected != got.expected {
            Issue.record(
                "\(name):\(wanted.number): \(wanted.words)\n\(difference(wanted.expected, got.expected))")
        }
    }

    @Test func `there are transcripts`() {
        #expect(!Self.names.isEmpty)
    }

    @Test func `a transcript is written as it was read`() {
        let text = "# remark\ncentre 2025-07-08 06:20 zh\n\n06:30 musterctl status\n    a\n\n    b\n\n# end\n"
        #expect(Transcript("# x\n06:30 check todo 0\n    a\n      b\n").entries[1].expected == ["a", "  b"])
        #expect(Transcript(text).text == text)
    }

    @Test func `quotes hold words together`() {
        #expect(shellWords("open '暴雨 内涝' --need F01:搬运:3") == ["open", "暴雨 内涝", "--need", "F01:搬运:3"])
    }

    /// Lines that went, with -, and lines that came, with +.
    private func difference(_ wanted: [String], _ got: [String]) -> String {
        let changes = got.difference(from: wanted)
        return changes.prefix(40).map { change in
            switch change {
            case .remove(_, let line, _): "- " + line
            case .insert(_, let line, _): "+ " + line
            }
        }.joined(separator: "\n")
    }
}
