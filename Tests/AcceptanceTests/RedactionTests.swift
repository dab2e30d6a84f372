import ChildPrograms
import Foundation
import MusterAPI
import Testing

extension Acceptance {
    /// Names and numbers stand in two tables, and nowhere else that is written.
    @Suite struct RedactionTests {
        /// Where people's data belong: the roster, and the words that are purged by their schedule.
        private static let homes: Set<String> = ["members", "texts"]

        @Test(.enabled(if: Needed.sqlite3 != nil), .timeLimit(.minutes(4)))
        func `no name and no number of the roster stands in the journal, the log or a snapshot`() async throws
        {
            let place = try await Installation()
            let epoch = "2025-07-08T06:30:00+08:00"
            try await place.startSandbox("--speed", "300", "--epoch", epoch)
            try await place.startDaemon("--speed", "300", "--epoch", epoch, "--verbose")
            let people = try Self.people(in: place)
            #expect(people.names.count > 300 && people.phones.count > 300)
            #expect(try await place.demand(place.alert("small-demand.json")).status == 202)
            try await place.eventually("people answer") {
                try place.phoneLines().count { $0.event == "reply" } > 3
            }
            try await provoke(place, people)
            #expect(await place.stopDaemon() == 0)
            // A start reads snapshots and replays; what it writes counts, too.
            try await place.startDaemon("--speed", "300", "--epoch", epoch, "--verbose")
            #expect(await place.stopDaemon() == 0)

            #expect(Self.found(people, in: place.journal) == [], "in the journal")
            let tables = try await place.query(
                "select name from sqlite_master where type = 'table' order by 1")
            let names = tables.split(separator: "\n").map(String.init)
            #expect(Self.homes.union(["events", "snapshots"]).isSubset(of: Set(names)))
            for table in names where !Self.homes.contains(table) {
                let rows = try await place.run(
                    try #require(Needed.sqlite3), ["-readonly", place.store, ".dump \(table)"])
                #expect(Self.found(people, in: rows.output) == [], "in the table \(table)")
            }
            // The search finds what is there.
            let homes = try await place.run(
                try #require(Needed.sqlite3), ["-readonly", place.store, ".dump members"])
            #expect(Self.found(people, in: homes.output).count > 600)
        }

        /// Everything that somebody may write in the hope, or the habit, that it is said back.
        private func provoke(_ place: Installation, _ people: People) async throws {
            let name = people.names[0]
            let phone = people.phones[0]
            let token = try place.token("district-command")
            for body in [
                "{\"id\":\"\(name)\",\"kind\":\"\(phone)\"}", "\(name) \(phone)", "[\"\(name)\"",
                "{\"id\":\"x\",\"kind\":\"demand\",\"status\":\"actual\",\"event\":\"e\",\"\(name)\":1}",
            ] {
                let answer = try await place.post(
                    "/v1/alerts/district-command", Array(body.utf8), token: token)
                #expect((400...422).contains(answer.status), "\(answer)")
            }
            let path = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            _ = await place.get(place.daemonURL("/v1/incidents/\(path)?phone=\(phone)"))
            _ = try await place.post("/v1/gateways/sandbox/replies?token=\(path)\(phone)", Array(name.utf8))
            _ = try await place.post(
                "/v1/gateways/sandbox/replies?token=\(try place.token("sandbox").urlEncoded)",
                Array("{\"from\":\"\(phone)\",\"text\":\"\(name)\"".utf8))
            for arguments in [
                ["reply", name, "1", "--note", "\(name) \(phone)"], ["safe", name, "--by", name],
                ["reply", "无此人\(name)", "1"], ["log", "\(name) \(phone) 说他到了"],
                ["log", "--general", "\(phone)"], ["why", name],
                ["walkin", "C02", "--name", name, "--phone", phone, "--age", "30"],
            ] {
                _ = try await place.run(
                    Installation.programs.appendingPathComponent("musterctl"), arguments)
            }
            // A roster whose rows are refused is told of with the row's words.
            let roster = try String(contentsOfFile: place.path("roster-pioneer.csv"), encoding: .utf8)
            try place.rewrite("roster-pioneer.csv") {
                $0.replacingOccurrences(of: phone, with: "\(phone)9")
                    .replacingOccurrences(of: "高级", with: name)
            }
            let reload = try await place.musterctl("reload")
            #expect(reload.status == 1, "\(reload.output)")
            try roster.write(toFile: place.path("roster-pioneer.csv"), atomically: true, encoding: .utf8)
            try await place.eventually("the refusal stands in the journal") {
                place.journal.contains("wasn't taken")
            }
        }

        private struct People: Sendable {
            var names: [String]
            /// Without the country's code, as people write them.
            var phones: [String]
        }

        private static func people(in place: Installation) throws -> People {
            var people = People(names: [], phones: [])
            for file in ["roster-pioneer.csv", "roster-reserve.csv"] {
                let text = try String(contentsOfFile: place.path(file), encoding: .utf8)
                for row in text.split(whereSeparator: \.isNewline).dropFirst() {
                    let cells = row.split(separator: ",", omittingEmptySubsequences: false)
                    guard cells.count > 3 else { continue }
                    people.names.append(String(cells[1]))
                    people.phones.append(String(cells[2]))
                }
            }
            return people
        }

        /// Those that stand in `text`, as they are or as the hexadecimal digits of their bytes.
        private static func found(_ people: People, in text: String) -> [String] {
            let bytes = Data(text.utf8)
            return (people.names + people.phones).filter { word in
                let digits = word.utf8.map { String(format: "%02x", $0) }.joined()
                return [word, digits, digits.uppercased()].contains { bytes.range(of: Data($0.utf8)) != nil }
            }
        }
    }
}

extension String {
    fileprivate var urlEncoded: String { addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
}
