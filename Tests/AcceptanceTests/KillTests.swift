import ChildPrograms
import Foundation
import Testing

extension Acceptance {
    /// kill -9 in the middle of a call-out: the sandbox's own log is the truth.
    @Suite struct KillTests {
        private static let rate = 20
        /// One second's worth of the rate; the example's sixteen connections would allow 64.
        private static let credit = rate
        private static let kills = 30

        @Test(.enabled(if: Needed.sqlite3 != nil), .timeLimit(.minutes(5)))
        func `thirty kills during a call-out lose nobody and no accepted reply`() async throws {
            // A gateway of 20 texts a second that keeps no keys: the hardest kind.
            let place = try await Installation(callsAtOnce: true) { text in
                text.replacing(#/rate: 200 /#, with: "rate: \(Self.rate) ")
                    .replacingOccurrences(of: "keeps_keys: true", with: "keeps_keys: false")
            }
            try await place.startSandbox("--forgets-keys")
            try await place.startDaemon()
            let answer = try await place.demand(place.alertOfNow("flood-demand.json"))
            #expect(answer.status == 202, "\(answer.body)")

            let writer = ReplyWriter(place, phones: try await strangersToTheCallOut(place))
            let writing = Task { await writer.run() }
            let unknowns = try await killAgainAndAgain(place)
            writing.cancel()
            let written = await writing.value

            try await place.eventually("everything is sent or settled", seconds: 150) {
                try await place.count(Self.unsettled) == 0
            }
            // Whoever writes after the daemon's end is no loss: only what was said before all was brought counts.
            let said = try place.phoneLines().filter { $0.event == "reply" }.compactMap(\.id)
            try await place.eventually("the sandbox has brought all replies") {
                try await place.sandboxFigures().callbacks.waiting == 0
            }
            #expect(await place.stopDaemon() == 0)
            try await checkCalled(place)
            try await checkReplies(place, written, said: said)
            try checkDuplicates(place, unknowns: unknowns)
            let verified = try await place.run(
                "musterd", "replay", "--verify", place.store, "--head", #require(place.lastHead))
            #expect(verified.status == 0, "\(verified.output)")
        }

        /// Planned, on its way, or unknown with a repeat still to come.
        private static let unsettled = """
            select (select count(*) from attempts where state in ('planned', 'started'))
                + max(0, (select count(*) from attempts where state = 'unknown')
                    - (select count(*) from events where kind = 'outcomesGivenUp'))
            """

        /// - Returns: How many messages were without an outcome at the kills, all together.
        private func killAgainAndAgain(_ place: Installation) async throws -> Int {
            var unknowns = 0
            for round in 0..<Self.kills {
                try await Task.sleep(for: .milliseconds(200 + round * 137 % 500))
                await place.killDaemon()
                let open = try await place.query(
                    "select gateway, count(*) from attempts where state = 'started' group by gateway")
                for line in open.split(separator: "\n") {
                    let count = Int(line.split(separator: "|").last ?? "") ?? 0
                    #expect(count <= Self.credit, "round \(round): \(line), more than the gateway's credit")
                    unknowns += count
                }
                try await place.startDaemon()
            }
            return unknowns
        }

        /// Everybody whom the engine invited had a text or a call, by the sandbox's word.
        private func checkCalled(_ place: Installation) async throws {
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
        private func checkDuplicates(_ place: Installation, unknowns: Int) throws {
            let lines = try place.phoneLines()
            let failed = Set(
                lines.filter { $0.event == "receipt" && $0.status == "failed" }.compactMap(\.key))
            var times: [String: Int] = [:]
            for line in lines where line.reachedPhone && !failed.contains(line.key ?? "") {
                times["\(line.to ?? "") \(line.text ?? "")", default: 0] += 1
            }
            let duplicates = times.values.reduce(0) { $0 + $1 - 1 }
            print("\(Self.kills) kills: \(unknowns) outcomes unknown, \(duplicates) messages twice")
            #expect(duplicates <= unknowns)
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
