import ChildPrograms
import Foundation
import MusterAPI
import Testing

extension Acceptance {
    /// From the request of the district to the last person at home, and what the store can prove afterwards.
    @Suite struct MainPathTests {
        private static let unaccounted =
            "stage in ('accepted', 'enRoute', 'arrived', 'withdrawn', 'returning')"

        @Test(.enabled(if: Needed.sqlite3 != nil), .timeLimit(.minutes(4)))
        func `a demand is followed from the request to the last person at home`() async throws {
            let place = try await Installation()
            let epoch = "2025-07-08T06:30:00+08:00"
            try await place.startSandbox("--speed", "300", "--epoch", epoch)
            try await place.startDaemon("--speed", "300", "--epoch", epoch)
            let answer = try await place.demand(place.alert("small-demand.json"))
            #expect(answer.status == 202, "\(answer.body)")
            #expect(answer.body.contains("\"opened\""), "\(answer.body)")
            let again = try await place.demand(place.alert("small-demand.json"))
            #expect(again.status == 200)
            #expect(again.body == answer.body)

            try await muster(8, at: "C02", place)
            try await sendHome(place)
            let closed = try await place.musterctl("close")
            #expect(closed.status == 0, "\(closed.output)")
            #expect(try await place.status().incidents.isEmpty)

            try await compareWithPhones(place)
            #expect(await place.stopDaemon() == 0)
            try await prove(place)
        }

        /// People call in as they arrive; the officer enters the leader's total until so many are confirmed.
        private func muster(_ people: Int, at site: String, _ place: Installation) async throws {
            try await place.eventually("\(people) people are there") {
                let present = try await place.count(
                    "select count(*) from musters where arrived_at is not null")
                let claims = try await place.count(
                    "select count(*) from musters where arrived_at is null and claimed_at is not null "
                        + "and \(Self.unaccounted)")
                if claims > 0 {
                    let entered = try await place.musterctl("arrive", site, "\(present + claims)")
                    #expect(entered.status == 0, "\(entered.output)")
                }
                return present >= people
            }
        }

        private func sendHome(_ place: Installation) async throws {
            // The count moves while people answer; the officer types what the board shows.
            try await place.eventually("stand-down") {
                let promised = try await place.status().incidents.first?.figures.promised ?? 0
                return try await place.musterctl("standdown", "--yes", "\(promised)").status == 0
            }
            let early = try await place.musterctl("close")
            #expect(early.status == 1, "people are still out: \(early.output)")
            try await place.eventually("half of the people say that they are home") {
                let home = try await place.count("select count(*) from musters where stage = 'home'")
                let out = try await place.count("select count(*) from musters where \(Self.unaccounted)")
                return home > 0 && home >= out
            }
            let rest = try await place.query("select member_id from musters where \(Self.unaccounted)")
            for member in rest.split(separator: "\n") {
                let safe = try await place.musterctl("safe", String(member), "--by", "队长")
                #expect(safe.status == 0, "\(safe.output)")
            }
            #expect(try await place.count("select count(*) from musters where \(Self.unaccounted)") == 0)
        }

        /// Whom the store calls present was there, by the sandbox's log; everybody called had a message.
        private func compareWithPhones(_ place: Installation) async throws {
            let rows = try await place.query("select * from arrivals").split(separator: "\n")
            #expect(rows.count >= 8)
            for row in rows {
                #expect(row.contains("|C02|"), "\(row)")
                #expect(row.contains(#/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/#), "\(row)")
            }
            func phones(_ condition: String) async throws -> Set<String> {
                let sql =
                    "select p.phone from musters m join members p on p.id = m.member_id where \(condition)"
                return Set(try await place.query(sql).split(separator: "\n").map(String.init))
            }
            let lines = try place.phoneLines()
            let reached = Set(lines.filter(\.reachedPhone).compactMap(\.to))
            let there = Set(lines.filter { $0.event == "arrived" }.compactMap(\.phone))
            #expect(try await phones("m.arrived_at is not null").subtracting(there).isEmpty)
            #expect(try await phones("m.wave >= 1").subtracting(reached).isEmpty)
            // Nobody was written to who isn't on the list of this incident; the officers are on no roster.
            let members = Set(
                try await place.query("select phone from members").split(separator: "\n").map(String.init))
            #expect(try await reached.intersection(members).subtracting(phones("true")).isEmpty)
        }

        /// The whole store is sound; a changed byte, a missing row and a cut WAL aren't.
        private func prove(_ place: Installation) async throws {
            let head = try #require(place.lastHead, "no chain head in the journal:\n\(place.journal)")
            let sound = try await place.run("musterd", "replay", "--verify", place.store, "--head", head)
            #expect(sound.status == 0, "\(sound.output)")

            let changed = try copy(place, as: "changed")
            try await write(
                """
                update events set body = substr(body, 1, length(body) - 2)
                    || char(unicode(substr(body, -2, 1)) + 1) || substr(body, -1)
                    where seq = (select max(seq) / 2 from events)
                """, to: changed, place)
            let found = try await place.run("musterd", "replay", "--verify", changed, "--head", head)
            #expect(found.status == 1, "\(found.output)")
            #expect(found.output.contains("is broken"), "\(found.output)")

            let shortened = try copy(place, as: "shortened")
            try await write(
                "delete from events where seq = (select max(seq) from events)", to: shortened, place)
            let missed = try await place.run("musterd", "replay", "--verify", shortened, "--head", head)
            #expect(missed.status == 1, "\(missed.output)")
            #expect(missed.output.contains("missing"), "\(missed.output)")

            try await proveAgainstCutWAL(place)
        }

        private func proveAgainstCutWAL(_ place: Installation) async throws {
            try await place.startDaemon("--speed", "300")
            let before = place.journal.count
            for number in 1...5 {
                let noted = try await place.musterctl("log", "--general", "note \(number)")
                #expect(noted.status == 0, "\(noted.output)")
            }
            try await place.eventually("a head in the journal") {
                place.journal.dropFirst(before).contains("chain head ")
            }
            await place.killDaemon()
            let head = try #require(place.lastHead)
            let whole = try copy(place, as: "whole")
            let sound = try await place.run("musterd", "replay", "--verify", whole, "--head", head)
            #expect(sound.status == 0, "\(sound.output)")

            let cut = try copy(place, as: "cut")
            let wal = try FileHandle(forWritingTo: URL(fileURLWithPath: cut + "-wal"))
            let size = try wal.seekToEnd()
            try #require(size > 0, "the killed daemon left no WAL")
            // Behind what was committed there may be what was taken back; cutting that off loses nothing.
            var isMissed = false
            for eighths in (0...7).reversed() {
                try wal.truncate(atOffset: size * UInt64(eighths) / 8)
                let found = try await place.run("musterd", "replay", "--verify", cut, "--head", head)
                #expect(found.status == (isMissed ? 1 : found.status), "\(found.output)")
                if found.status == 0 { continue }
                isMissed = true
                #expect(found.status == 1 && found.output.contains("missing"), "\(found.output)")
            }
            #expect(isMissed, "nothing that was committed stood in the WAL")
            try wal.close()
        }

        /// The database and its WAL, as somebody would carry them away.
        private func copy(_ place: Installation, as name: String) throws -> String {
            let target = place.path("\(name).db")
            for ending in ["", "-wal"] where FileManager.default.fileExists(atPath: place.store + ending) {
                try FileManager.default.copyItem(atPath: place.store + ending, toPath: target + ending)
            }
            return target
        }

        /// Changes a copy behind Muster's back.
        private func write(_ sql: String, to file: String, _ place: Installation) async throws {
            let sqlite3 = try #require(Needed.sqlite3)
            let triggers = try await place.query(
                "select name from sqlite_master where type = 'trigger'", of: file)
            let drops = triggers.split(separator: "\n").map { "drop trigger \($0);" }.joined()
            let ended = try await place.run(sqlite3, [file, drops + sql])
            try #require(ended.status == 0, "\(ended.output)")
        }
    }
}
