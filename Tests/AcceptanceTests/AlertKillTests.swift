import ChildPrograms
import Foundation
import Synchronization
import Testing

extension Acceptance {
    /// kill -9 while alert sources post: what was answered 2xx is durable.
    @Suite struct AlertKillTests {
        @Test(.enabled(if: Needed.sqlite3 != nil), .timeLimit(.minutes(60)))
        func `kills under a load of alerts lose none that was acknowledged`() async throws {
            let place = try await Installation()
            try await place.startDaemon()
            let sources = AlertSources(place, count: 4)
            let posting = Task { await sources.run() }
            let kills = Severity.isFull ? 1000 : 15
            for round in 0..<kills {
                if round % 4 == 3 {
                    // One in four dies while it replays.
                    try place.launchDaemon()
                } else if place.daemon == nil {
                    try await place.startDaemon()
                }
                try await Task.sleep(for: .milliseconds(20 + round * 89 % 281))
                await place.killDaemon()
            }
            try await place.startDaemon()
            posting.cancel()
            let taken = await posting.value

            let stored = try await place.query("select body from events where kind = 'alertReceived'")
            let ids = Set(stored.matches(of: #/kill-\d+-\d+/#).map { String($0.output) })
            let lost = taken.subtracting(ids)
            print("CHAOS: \(kills) kills under load: \(taken.count) alerts acknowledged, \(lost.count) lost")
            #expect(
                lost.isEmpty,
                "\(lost.count) alerts were acknowledged and are lost, such as \(lost.first ?? "")")
            #expect(taken.count > kills, "only \(taken.count) alerts were taken; this was no load")
            #expect(await place.stopDaemon() == 0)
            let verified = try await place.run(
                "musterd", "replay", "--verify", place.store, "--head", #require(place.lastHead))
            #expect(verified.status == 0, "\(verified.output)")
        }
    }
}

/// Sources that post one warning after the other, each until it is taken.
private final class AlertSources: Sendable {
    private let place: Installation
    private let count: Int

    init(_ place: Installation, count: Int) {
        self.place = place
        self.count = count
    }

    /// Until it is cancelled.
    ///
    /// - Returns: The ids that were answered with 2xx.
    func run() async -> Set<String> {
        guard let token = try? place.token("weather") else { return [] }
        return await withTaskGroup(of: [String].self) { group in
            for source in 0..<count {
                group.addTask { await self.post(from: source, token) }
            }
            return await group.reduce(into: Set()) { $0.formUnion($1) }
        }
    }

    private func post(from source: Int, _ token: String) async -> [String] {
        var taken: [String] = []
        var number = 1
        while !Task.isCancelled {
            let id = "kill-\(source)-\(number)"
            let answer = try? await place.post(
                "/v1/alerts/weather", Self.warning(id), type: "application/cap+xml", token: token)
            if let answer, (200...299).contains(answer.status) {
                taken.append(id)
                number += 1
            }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return taken
    }

    /// Below every colour: it is recorded, and nobody is called or warned.
    private static func warning(_ id: String) -> [UInt8] {
        let sent = Date().formatted(.iso8601)
        return Array(
            """
            <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>\(id)</identifier>
            <sender>weather.example.org</sender><sent>\(sent)</sent><status>Actual</status><msgType>Alert</msgType>
            <scope>Public</scope><info><language>zh-CN</language><category>Met</category><event>大风</event>
            <urgency>Future</urgency><severity>Minor</severity><certainty>Possible</certainty>
            <senderName>示例市气象台</senderName><headline>大风消息</headline><area><areaDesc>示例市</areaDesc></area>
            </info></alert>
            """.utf8)
    }
}
