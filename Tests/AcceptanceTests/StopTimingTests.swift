import ChildPrograms
import Foundation
import Testing

extension Acceptance {
    /// What `stop` promises while hundreds of call-outs wait for a slow provider.
    @Suite struct StopTimingTests {
        /// Texts a second that the provider takes: 386 call-outs keep it busy for 19 seconds.
        private static let rate = 20

        @Test(
            .enabled(if: Needed.sqlite3 != nil), .timeLimit(.minutes(3)), arguments: ["F04", "all"])
        func `the first stop text leaves within a second and the last as fast as the provider takes them`(
            site: String
        ) async throws {
            let place = try await Installation(callsAtOnce: true) {
                $0.replacing(#/rate: 200 /#, with: "rate: \(Self.rate) ")
            }
            try await place.startSandbox()
            let stop = try await stopAmidCallOuts(site, place)
            // The one that was on the wire, and one more whose turn had come.
            #expect(
                stop.overtakers <= 2, "\(stop.overtakers) other texts left between the stop and its last text"
            )
            #expect(stop.first_ms <= 1000)
            #expect(stop.last_ms <= stop.told * 1000 / Self.rate + 1000)
        }

        /// The configuration allows ten times as much as the provider takes; it refuses the rest for a second each time.
        @Test(.enabled(if: Needed.sqlite3 != nil), .timeLimit(.minutes(3)))
        func `at a provider that throttles, no other text is taken before the last stop text`() async throws {
            let place = try await Installation(callsAtOnce: true)
            try await place.startSandbox("--rate", "\(Self.rate)")
            let stop = try await stopAmidCallOuts("all", place)
            // Those on the wire, at most two for each of the sixteen connections.
            #expect(stop.overtakers <= 32, "\(stop.overtakers) other texts were taken")
            #expect(stop.first_ms <= 2500)
        }

        private struct Stop {
            var told: Int
            /// From the daemon's record of the stop, so that the start of `musterctl` on a loaded machine doesn't
            /// count, to the moment when the provider took the text, by the provider's own log.
            var first_ms: Int
            var last_ms: Int
            /// Other texts that the provider took in between.
            var overtakers: Int
        }

        private func stopAmidCallOuts(_ site: String, _ place: Installation) async throws -> Stop {
            try await place.startDaemon()
            let answer = try await place.demand(place.alertOfNow("flood-demand.json"))
            #expect(answer.status == 202, "\(answer.body)")
            try await promise(place)
            let stop = try await place.musterctl("stop", site, "--hazard", "power")
            #expect(stop.status == 0, "\(stop.output)")
            try await place.eventually("every stop text has left") {
                try await place.count(
                    """
                    select count(*) from attempts where template like 'stop.%'
                        and state not in ('sent', 'delivered', 'failed')
                    """) == 0
            }
            return try await measure(site, place)
        }

        /// Eighty people say that they come, before most of them were written to: a colleague told them.
        private func promise(_ place: Installation) async throws {
            let token = try place.token("sandbox")
            try await place.eventually("everybody is about to be called") {
                try await place.count("select count(*) from musters where stage = 'called'") > 300
            }
            let phones = try await place.query(
                """
                select p.phone from musters m join members p on p.id = m.member_id
                order by m.site <> 'F04', m.wave, m.member_id limit 80
                """
            ).split(separator: "\n")
            for (number, phone) in phones.enumerated() {
                let body = #"{"from":"\#(phone)","to":"10690000","text":"1","id":"hand-\#(number)"}"#
                let taken = try await place.post(
                    "/v1/gateways/sandbox/replies?token=\(token)", Array(body.utf8))
                #expect(taken.status == 200, "\(taken.body)")
            }
            try await place.eventually("they are expected") {
                try await place.count("select count(*) from musters where stage = 'accepted'") >= 60
            }
        }

        private func measure(_ site: String, _ place: Installation) async throws -> Stop {
            let recorded_ms = try await place.count(
                "select min(at_ms) from events where kind = 'siteStopped'")
            let waiting = try await place.count(
                """
                select count(*) from attempts where template not like 'stop.%' and channel = 'sms'
                    and planned_at <= \(recorded_ms) and state <> 'superseded'
                    and coalesce(started_at, \(recorded_ms)) >= \(recorded_ms)
                """)
            #expect(waiting > 150, "only \(waiting) messages waited: the stop had nothing to overtake")
            let keys = Set(
                try await place.query("select key from attempts where template like 'stop.%'")
                    .split(separator: "\n").map(String.init))
            let texts = try place.phoneLines().filter { $0.event == "text" }
            let told = texts.filter { keys.contains($0.key ?? "") }
            #expect(told.count == keys.count, "\(keys.count) are to be told, \(told.count) texts came")
            #expect(told.count >= (site == "all" ? 60 : 5), "\(told.count) were told")
            let after_ms = told.compactMap(\.real_ms).map { $0 - recorded_ms }
            let last_ms = try #require(after_ms.max())
            let others = texts.filter { !keys.contains($0.key ?? "") }.compactMap(\.real_ms)
            let stop = Stop(
                told: told.count, first_ms: try #require(after_ms.min()), last_ms: last_ms,
                overtakers: others.count { (1...last_ms).contains($0 - recorded_ms) })
            print(
                "stop \(site): \(stop.told) told while \(waiting) messages waited; first text after "
                    + "\(stop.first_ms) ms, last after \(stop.last_ms) ms, \(stop.overtakers) others in between"
            )
            return stop
        }
    }
}
