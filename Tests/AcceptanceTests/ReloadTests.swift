import ChildPrograms
import Foundation
import MusterAPI
import Testing

extension Acceptance {
    /// The administrator changes files while the daemon runs.
    @Suite struct ReloadTests {
        private func hangUp(_ place: Installation, until words: String) async throws {
            place.daemon?.kill(SIGHUP)
            try await place.eventually("the journal says \(words)") { place.journal.contains(words) }
        }

        @Test(.timeLimit(.minutes(3)))
        func `good files are taken, and bad ones leave everything as it was`() async throws {
            let place = try await Installation()
            try await place.startDaemon()
            let demand = try place.alertOfNow("small-demand.json")

            // A new token, made by the command, beside the old one.
            let made = try await place.run(
                "musterd", "token", "new", "--role", "source", "--name", "district-command")
            try #require(made.status == 0, "\(made.output)")
            let lines = made.output.split(separator: "\n").map(String.init)
            let token = try #require(lines.first)
            let digest = try #require(lines.first { $0.contains("token_sha256") })
            #expect(!lines.dropFirst().joined().contains(token))
            try place.rewrite("musterd.yaml") {
                $0.replacingOccurrences(
                    of: "    token_file: run/secrets/district-command.token\n",
                    with: "    token_file: run/secrets/district-command.token\n\(digest)\n")
            }
            #expect(try await place.post("/v1/alerts/district-command", demand, token: token).status == 401)
            try await hangUp(place, until: "Reloaded: access.")
            #expect(try await place.post("/v1/alerts/district-command", demand, token: token).status == 202)
            #expect(try await place.demand(demand).status == 200, "the old token holds, too")

            // A fault in the rules: nothing is taken, and the officer reads which.
            let rules = try String(contentsOfFile: place.path("rules.yaml"), encoding: .utf8)
            try place.rewrite("rules.yaml") { $0 + "\nnonsense: 1\n" }
            let check = try await place.run("musterd", "check", "--config", place.configuration)
            #expect(check.status == 78)
            let refused = try await place.musterctl("reload")
            #expect(refused.status == 1, "\(refused.output)")
            let fault = try #require(check.output.firstMatch(of: #/rules\.yaml:\d+:\d+/#))
            #expect(refused.output.contains(fault.output), "\(refused.output)")
            #expect(place.journal.contains(fault.output))
            let todo = try await place.musterctl("todo")
            #expect(todo.output.contains("wasn't taken"), "\(todo.output)")
            #expect(todo.output.contains("nonsense"), "\(todo.output)")
            #expect(await place.get(place.daemonURL("/readyz")) != nil)

            // Mended, with another port: that one waits for a restart and is named.
            try rules.replacingOccurrences(of: "large: hold 60s", with: "large: hold 90s")
                .write(toFile: place.path("rules.yaml"), atomically: true, encoding: .utf8)
            try place.rewrite("musterd.yaml") {
                $0.replacingOccurrences(of: "listen: 127.0.0.1:\(place.port)", with: "listen: 127.0.0.1:1")
            }
            let taken = try await place.musterctl("reload")
            #expect(taken.status == 0, "\(taken.output)")
            #expect(taken.output.contains("rules"), "\(taken.output)")
            #expect(taken.output.contains("listen"), "\(taken.output)")
            let after = try await place.musterctl("todo")
            #expect(!after.output.contains("wasn't taken"), "\(after.output)")
            #expect(await place.get(place.daemonURL("/readyz")) != nil)

            let log = try await place.musterctl("log", "--audit", "--all")
            for words in ["A reload was not taken", "Reloaded: rules", "uid \(getuid())"] {
                #expect(log.output.contains(words), "\(words): \(log.output)")
            }
            // The same file with another token in it: the log says that access changed, and the old one is worth nothing.
            let old = try place.token("district-command")
            try "\(String(repeating: "0123456789", count: 4))\n".write(
                toFile: place.path("run/secrets/district-command.token"), atomically: true, encoding: .utf8)
            let exchanged = try await place.musterctl("reload")
            #expect(exchanged.status == 0 && exchanged.output.contains("access"), "\(exchanged.output)")
            #expect(try await place.post("/v1/alerts/district-command", demand, token: old).status == 401)
            #expect(try await place.demand(demand).status == 200)
            #expect(await place.stopDaemon() == 0)
        }

        @Test(.enabled(if: Needed.sqlite3 != nil), .timeLimit(.minutes(3)))
        func `a site where people work can't be taken out under them`() async throws {
            let place = try await Installation()
            try await place.startDaemon()
            #expect(try await place.demand(place.alertOfNow("small-demand.json")).status == 202)
            let incidents = try await place.status().incidents
            try #require(incidents.count == 1)
            try place.rewrite("sites.csv") { text in
                text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
                    .filter { !$0.contains("C02") }.joined(separator: "\n")
            }
            let refused = try await place.musterctl("reload")
            #expect(refused.status == 1, "\(refused.output)")
            #expect(refused.output.contains("site C02 is missing"), "\(refused.output)")
            // And so with people who are called.
            try await place.eventually("people are called") {
                try await place.count("select count(*) from musters") > 0
            }
            let phone = try await place.query(
                "select substr(p.phone, 4) from musters m join members p on p.id = m.member_id limit 1")
            try FileManager.default.removeItem(atPath: place.path("sites.csv"))
            try FileManager.default.copyItem(
                atPath: Installation.repository.path + "/Examples/sites.csv", toPath: place.path("sites.csv"))
            try place.rewrite("roster-pioneer.csv") { text in
                text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
                    .filter { !$0.contains(phone) }.joined(separator: "\n")
            }
            let kept = try await place.musterctl("reload")
            #expect(kept.status == 1, "\(kept.output)")
            #expect(kept.output.contains("1 people who are called"), "\(kept.output)")
            #expect(!place.journal.contains(phone))
        }

        @Test(.enabled(if: Needed.openssl != nil), .timeLimit(.minutes(3)))
        func `TLS 1.2 and newer, and a new certificate without a restart`() async throws {
            let place = try await Installation { text in
                text + "\ntls:\n  certificate_file: cert.pem\n  key_file: key.pem\n"
            }
            let openssl = try #require(Needed.openssl)
            func make(_ name: String) async throws {
                let ended = try await place.run(
                    openssl,
                    [
                        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-days", "2", "-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:localhost",
                        "-keyout", place.path("key.pem"), "-out", place.path("cert.pem"),
                    ])
                try #require(ended.status == 0, "\(ended.output)")
            }
            func ask(_ more: String = "") async throws -> String {
                try await place.run(
                    URL(fileURLWithPath: "/bin/bash"),
                    [
                        "-c",
                        "printf 'GET /healthz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' | timeout 20"
                            + " \(openssl.path) s_client -connect 127.0.0.1:\(place.port) -servername localhost"
                            + " -CAfile \(place.path("cert.pem")) -verify_return_error -ign_eof \(more) 2>&1",
                    ]
                ).output
            }
            try await make("first")
            place.daemon = try place.start(
                Installation.programs.appendingPathComponent("musterd"),
                ["serve", "--config", place.configuration], output: "journal")
            try await place.eventually("the daemon is ready") { place.journal.contains("ready: ") }
            let answer = try await ask()
            #expect(answer.contains("HTTP/1.1 200 "), "\(answer)")
            #expect(answer.contains("CN = first"))
            #expect(try await ask("-tls1_2").contains("HTTP/1.1 200 "))
            #expect(!(try await ask("-tls1_1").contains("HTTP/1.1")))
            // Plain HTTP finds nobody.
            #expect(await place.get(place.daemonURL("/healthz")) == nil)

            try await make("second")
            try await hangUp(place, until: "Reloaded: ")
            let renewed = try await ask()
            #expect(renewed.contains("CN = second") && renewed.contains("HTTP/1.1 200 "), "\(renewed)")

            // A key that doesn't belong to it: the one in force stays.
            try "nonsense".write(toFile: place.path("key.pem"), atomically: true, encoding: .utf8)
            let refused = try await place.musterctl("reload")
            #expect(refused.status == 1 && refused.output.contains("key.pem"), "\(refused.output)")
            #expect(try await ask().contains("HTTP/1.1 200 "))
        }
    }
}
