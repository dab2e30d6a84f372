import ChildPrograms
import Foundation
import Testing

/// How hard the kill tests kill: as the suite has time for, or as `make chaos` does, which sets `CHAOS=full`.
enum Severity {
    static let isFull = ProcessInfo.processInfo.environment["CHAOS"] == "full"
}

extension Acceptance {
    /// kill -9 in the middle of a call-out: the sandbox's own log is the truth.
    @Suite struct KillTests {
        @Test(
            .enabled(if: Needed.sqlite3 != nil), .timeLimit(.minutes(20)), arguments: [false, true])
        func `kills during a call-out lose nobody and no accepted reply`(keepsKeys: Bool) async throws {
            // A gateway without keys is the hardest kind. It is slow, so that each kill meets texts on their way, and
            // at times closes the connection unanswered.
            // A second's worth of its rate is the credit, since the example's sixteen connections would allow 64.
            let rate = Severity.isFull || keepsKeys ? 50 : 20
            let place = try await Installation(callsAtOnce: true) { text in
                text.replacing(#/rate: 200 /#, with: "rate: \(rate) ")
                    .replacingOccurrences(of: "keeps_keys: true", with: "keeps_keys: \(keepsKeys)")
            }
            if Severity.isFull { try makeTown(place) }
            try await place.startSandbox(
                keepsKeys ? "--keeps-keys" : "--forgets-keys", "--delay", "100", "--drop-share", "0.02")
            try await place.startDaemon()
            let answer = try await place.demand(demand(place))
            #expect(answer.status == 202, "\(answer.body)")

            let writer = ReplyWriter(place, phones: try await strangersToTheCallOut(place))
            let writing = Task { await writer.run() }
            let kills = Severity.isFull ? 170 : keepsKeys ? 6 : 25
            let unknowns = try await killAgainAndAgain(place, kills, credit: rate)
            let open = try await place.query(
                "select group_concat(id) from attempts where state in ('started', 'unknown')")
            writing.cancel()
            let written = await writing.value

            try await checkResolved(place, open: open)
            // Whoever writes after the daemon's end is no loss: only what was said before all was brought counts.
            let said = try place.phoneLines().filter { $0.event == "reply" }.compactMap(\.id)
            try await place.eventually("the sandbox has brought all replies") {
                try await place.sandboxFigures().callbacks.waiting == 0
            }
            let dropped = try await place.sandboxFigures().gateway.dropped
            #expect(await place.stopDaemon() == 0)
            let called = try await checkCalled(place)
            try await checkReplies(place, written, said: said)
            let twice = try countDuplicates(place)
            #expect(keepsKeys ? twice == 0 : twice <= unknowns + dropped)
            print(
                "CHAOS: \(kills) kills, gateway \(keepsKeys ? "with" : "without") keys: \(called) people called,"
                    + " \(unknowns) outcomes unknown at kills and \(dropped) at closed connections, \(twice) texts twice,"
                    + " \(written.count) replies kept")
            let verified = try await place.run(
                "musterd", "replay", "--verify", place.store, "--head", #require(place.lastHead))
            #expect(verified.status == 0, "\(verified.output)")
        }

        /// Four times the team: most of the reserve joins it.
        private func makeTown(_ place: Installation) throws {
            let header = 1
            var reserve = try String(contentsOfFile: place.path("roster-reserve.csv"), encoding: .utf8)
                .split(whereSeparator: \.isNewline)
            let joining = reserve[header..<header + 1250]
            try place.rewrite("roster-pioneer.csv") { $0 + joining.joined(separator: "\n") + "\n" }
            reserve.removeSubrange(header..<header + 1250)
            try place.rewrite("roster-reserve.csv") { _ in reserve.joined(separator: "\n") + "\n" }
            try place.rewrite("rules.yaml") { $0.replacing("up to: 50", with: "up to: 100000") }
        }

        /// Asks for more people than there are, so that all are called.
        private func demand(_ place: Installation) throws -> [UInt8] {
            let text = String(decoding: try place.alertOfNow("flood-demand.json"), as: UTF8.self)
            guard Severity.isFull else { return Array(text.utf8) }
            return Array(
                text.replacing(#/"headcount": (\d+)/#) { "\"headcount\": \((Int($0.1) ?? 0) * 5)" }.utf8)
        }

        /// A minute after the last kill nothing of before is unresolved; what waits is sent in the end.
        /// `open` are the messages that were without an outcome at the last kill, with commas between.
        private func checkResolved(_ place: Installation, open: String) async throws {
            try await place.eventually("what was unknown at the last kill is resolved", seconds: 60) {
                try await place.count("\(Self.unresolved) and id in (\(open))") == 0
            }
            try await place.eventually("everything is sent or settled", seconds: 150) {
                try await place.count("\(Self.unresolved) or state = 'planned'") == 0
            }
        }

        /// On its way, or unknown without a repeat that left and without a word to the officer.
        private static let unresolved = """
            select count(*) from attempts a where (state = 'started' or state = 'unknown'
                and not exists (select 1 from attempts r where r.repeats = a.id
                    and r.state not in ('planned', 'started'))
                and not exists (select 1 from alarms l where l.kind = 'outcomeUnknown'
                    and l.member_id is a.member_id))
            """

        /// - Returns: How many messages were without an outcome at the kills, all together.
        private func killAgainAndAgain(
            _ place: Installation, _ kills: Int, credit: Int
        ) async throws -> Int {
            var unknowns = 0
            for round in 0..<kills {
                let pause = Severity.isFull ? 80 + round * 37 % 81 : 200 + round * 137 % 500
                try await Task.sleep(for: .milliseconds(pause))
                await place.killDaemon()
                let open = try await place.query(
                    "select gateway, count(*) from attempts where state = 'started' group by gateway")
                for line in open.split(separator: "\n") {
                    let count = Int(line.split(separator: "|").last ?? "") ?? 0
                    #expect(count <= credit, "round \(round): \(line), more than the gateway's credit")
                    unknowns += count
                }
                try await place.startDaemon()
            }
            return unknowns
        }

        /// Everybody whom the engine invited had a text or a call, by the sandbox's word.
        ///
        /// - Returns: How many they are.
        private func checkCalled(_ place: Installation) async throws -> Int {
            let invited = try await place.query(
                """
                select p.phone from musters m join members p on p.id = m.member_id
                where m.wave >= 1 and exists (select 1 from attempts a where a.member_id = m.member_id)
                """)
            let phones = Set(invited.split(separator: "\n").map(String.init))
            #expect(phones.count > 300, "only \(phones.count) were invited")
            let reached = Set(try place.phoneLines().filter(\.reachedPhone).compactMap(\.to))
            let lost = phones.subtracting(reached)
            let told = try await place.query(
                """
                select p.phone from alarms a join members p on p.id = a.member_id
                where a.kind = 'outcomeUnknown' and a.closed_at is null
                """)
            let silent = lost.subtracting(told.split(separator: "\n").map(String.init))
            #expect(silent.isEmpty, "\(silent.count) were never called, and nobody was told")
            #expect(lost.isEmpty, "\(lost.count) of \(phones.count) were never called; the officer was told")
            return phones.count
        }

        /// What the daemon took with 2xx stands in the log of events.
        private func checkReplies(
            _ place: Installation, _ written: [String], said: [String]
        ) async throws {
            let stored = try await place.query("select body from events where kind = 'replyCame'")
            #expect(written.count > 20, "only \(written.count) replies were taken during the kills")
            for id in written { #expect(stored.contains("\"\(id)\""), "reply \(id) was taken and is lost") }
            #expect(try await place.sandboxFigures().callbacks.refused == 0)
            for id in said { #expect(stored.contains("\"\(id)\""), "reply \(id) of the sandbox is lost") }
        }

        /// A message comes twice, on one channel or two, only where its outcome was unknown. One that a receipt says
        /// didn't arrive is rightly followed by a call.
        private func countDuplicates(_ place: Installation) throws -> Int {
            let lines = try place.phoneLines()
            let failed = Set(
                lines.filter { $0.event == "receipt" && $0.status == "failed" }.compactMap(\.key))
            var times: [String: Int] = [:]
            for line in lines where line.reachedPhone && !failed.contains(line.key ?? "") {
                times["\(line.to ?? "") \(line.text ?? "")", default: 0] += 1
            }
            return times.values.reduce(0) { $0 + $1 - 1 }
        }

        /// People of the reserve, whom this call-out doesn't reach: their words are theirs alone.
        private func strangersToTheCallOut(_ place: Installation) async throws -> [String] {
            try await place.query("select phone from members where pool = 'reserve' order by id limit 40")
                .split(separator: "\n").map(String.init)
        }
    }
}

/// Writes replies to the daemon as a gateway would, through all its deaths.
private final class ReplyWriter: Sendable {
    private let place: Installation
    private let phones: [String]

    init(_ place: Installation, phones: [String]) {
        self.place = place
        self.phones = phones
    }

    /// Until it is cancelled.
    ///
    /// - Returns: The ids of the replies that the daemon answered with 2xx.
    func run() async -> [String] {
        guard let token = try? place.token("sandbox") else { return [] }
        var taken: [String] = []
        var number = 0
        while !Task.isCancelled {
            number += 1
            let phone = phones[number % phones.count]
            let body = #"{"from":"\#(phone)","to":"10690000","text":"5","id":"hand-\#(number)"}"#
            let answer = try? await place.post(
                "/v1/gateways/sandbox/replies?token=\(token)", Array(body.utf8))
            if let answer, (200...299).contains(answer.status) { taken.append("hand-\(number)") }
            try? await Task.sleep(for: .milliseconds(50))
        }
        return taken
    }
}
