import CurlTransport
import Gateways
import Mobilization
import MobilizationRuntime
import Synchronization
import Testing

func message(
    _ number: Int64 = 1, gateway: String = "g", to address: String = "+8613800000000", words: String = "速报",
    urgency: Urgency = .callout, isDrill: Bool = false
) -> OutboundMessage {
    OutboundMessage(
        order: SendOrder(
            attempt: AttemptID(number), gateway: gateway, channel: .sms, key: "a7f3\(number)",
            address: address,
            text: TextRef(number), urgency: urgency, isDrill: isDrill),
        words: words)
}

func generic(
    _ url: String, name: String = "g", settings: GenericSMSSettings = GenericSMSSettings(),
    connections: Int = 8,
    rate: Double? = nil, timeouts: Timeouts = Timeouts()
) -> GatewayConfiguration {
    GatewayConfiguration(
        name: name, channel: .sms, url: url, kind: .genericSMS(settings), connections: connections,
        ratePerSecond: rate, timeouts: timeouts, signature: .inline("【先锋应急队】"),
        callbackURL: "http://127.0.0.1:8470/v1/gateways/g/receipts?token=t")
}

/// What the gateways reported, and a stand-in for the engine that keeps count of the credit.
final class Reports: Sendable {
    private let reports = Mutex<[GatewayReport]>([])

    var all: [GatewayReport] { reports.withLock { $0 } }

    func add(_ batch: [GatewayReport]) {
        reports.withLock { $0 += batch }
    }

    func outcomes(_ gateway: String = "g") -> [Int64: Outcome] {
        var outcomes: [Int64: Outcome] = [:]
        for case .settled(gateway, let batch) in all {
            for outcome in batch {
                #expect(outcomes[outcome.attempt.number] == nil, "an attempt has one outcome")
                outcomes[outcome.attempt.number] = outcome.outcome
            }
        }
        return outcomes
    }

    func announced(_ gateway: String = "g") -> Int {
        all.reduce(0) { sum, report in
            if case .ready(gateway, let count) = report { sum + count } else { sum }
        }
    }

    func isUp(_ gateway: String = "g") -> Bool {
        all.last {
            switch $0 {
            case .up(gateway), .down(gateway, _): true
            default: false
            }
        }.map { if case .up = $0 { true } else { false } } ?? true
    }
}

/// Looks again and again until `condition` holds, for 30 seconds at most.
func waitUntil(_ what: Comment = "it didn't happen", _ condition: () async -> Bool) async throws {
    for _ in 0..<3_000 {
        if await condition() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record(what)
}
