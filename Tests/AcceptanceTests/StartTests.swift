import ChildPrograms
import Foundation
import MusterAPI
import Testing

extension Acceptance {
    /// What keeps a daemon from starting, and what it says then.
    @Suite struct StartTests {
        @Test(.timeLimit(.minutes(2)))
        func `a second daemon on the same store ends with 75 and says why`() async throws {
            let place = try await Installation()
            try await place.startDaemon()
            let port = try Installation.freePort()
            try place.rewrite("musterd.yaml") {
                $0.replacingOccurrences(of: "127.0.0.1:\(place.port)\n", with: "127.0.0.1:\(port)\n")
            }
            let second = try await place.run("musterd", "serve", "--config", place.configuration)
            #expect(second.status == 75, "\(second.output)")
            #expect(second.output.contains("another musterd"), "\(second.output)")
            #expect(second.output.contains(place.store), "\(second.output)")
            // The first one never noticed.
            #expect(await place.get(place.daemonURL("/readyz")) != nil)
            #expect(try await place.status().incidents.isEmpty)
        }

        @Test(.timeLimit(.minutes(2)))
        func `time runs faster only where all gateways are sandboxes`() async throws {
            let place = try await Installation { text in
                text.replacing(
                    "    sandbox: true\n", with: "    filed_drill_texts: all\n", maxReplacements: 1)
            }
            let ended = try await place.run(
                "musterd", "serve", "--config", place.configuration, "--speed", "10")
            #expect(ended.status == 78, "\(ended.output)")
            #expect(ended.output.contains("sandbox"), "\(ended.output)")
            #expect(!FileManager.default.fileExists(atPath: place.store))
        }

        @Test(.timeLimit(.minutes(2)))
        func `a daemon whose journal nobody reads any more goes on`() async throws {
            let place = try await Installation()
            // Its log goes to a program that ends after ten bytes.
            place.daemon = try place.start(
                URL(fileURLWithPath: "/bin/bash"),
                [
                    "-c", "exec > >(head -c 10 >/dev/null) 2>&1; exec \"$0\" serve --config \"$1\"",
                    Installation.programs.appendingPathComponent("musterd").path, place.configuration,
                ], output: "journal")
            try await place.eventually("the daemon is ready") {
                await place.get(place.daemonURL("/readyz")) != nil
            }
            #expect(try await place.demand(place.alertOfNow("small-demand.json")).status == 202)
            #expect(try await place.status().incidents.count == 1)
            #expect(await place.stopDaemon() == 0)
        }

        @Test(.timeLimit(.minutes(2)), arguments: ["check", "serve"])
        func `a missing secret file is named`(verb: String) async throws {
            let place = try await Installation()
            try FileManager.default.removeItem(atPath: place.path("run/secrets/weather.token"))
            let ended = try await place.run("musterd", verb, "--config", place.configuration)
            #expect(ended.status == 78, "\(ended.output)")
            #expect(ended.output.contains("run/secrets/weather.token"), "\(ended.output)")
        }

        @Test(.timeLimit(.minutes(2)))
        func `no secret and no phone number stands in the journal`() async throws {
            let place = try await Installation()
            let epoch = "2025-07-08T06:30:00+08:00"
            try await place.startSandbox("--speed", "300", "--epoch", epoch)
            try await place.startDaemon("--speed", "300", "--epoch", epoch)
            #expect(try await place.demand(place.alert("small-demand.json")).status == 202)
            try await place.eventually("somebody answers") {
                try place.phoneLines().contains { $0.event == "reply" }
            }
            #expect(await place.stopDaemon() == 0)
            let journal = place.journal
            #expect(journal.contains("chain head "))
            #expect(!journal.contains(#/1380000\d{4}/#))
            for name in ["district-command", "weather", "console", "sandbox"] {
                #expect(!journal.contains(try place.token(name)), "the token of \(name)")
            }
        }
    }
}
