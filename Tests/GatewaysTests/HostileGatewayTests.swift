import CurlTransport
import Mobilization
import MobilizationRuntime
import Testing

@testable import Gateways

/// Gateways that mean harm or are badly broken: each answer is classed, in time, and no other gateway waits for it.
struct HostileGatewayTests {
    enum Harm: String, CaseIterable {
        case endlessHeader, endlessBody, dripped, compressed, reset, redirect, noTLS, silence, wrongLength

        var reaction: LoopbackServer.Reaction {
            let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            return switch self {
            case .endlessHeader:
                .answer(
                    "HTTP/1.1 200 OK\r\n"
                        + String(
                            repeating: "X-Filler: \(String(repeating: "x", count: 90))\r\n", count: 100_000))
            case .endlessBody:
                .answer(
                    chunked
                        + String(
                            repeating: "1000\r\n\(String(repeating: "x", count: 4096))\r\n", count: 1_000))
            case .dripped: .drip("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", "x")
            // Unpacked it would be an acceptance; but nothing is unpacked, however small it looks.
            case .compressed:
                .bytes(
                    Array(
                        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(Self.acceptanceInGzip.count)\r\n\r\n"
                            .utf8) + Self.acceptanceInGzip)
            case .reset: .reset
            case .redirect:
                .ok("", status: "302 Found", headers: "Location: http://127.0.0.1:1/\r\n")
            case .noTLS: .ok("{}")
            case .silence: .silence
            case .wrongLength:
                .answerAndClose("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"id\":\"g-1\"}")
            }
        }

        /// `{"id":"g-1"}`, as gzip writes it.
        private static let acceptanceInGzip: [UInt8] = [
            0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xAB, 0x56, 0xCA, 0x4C, 0x51, 0xB2,
            0x52, 0x4A, 0xD7, 0x35, 0x54, 0xAA, 0x05, 0x00, 0x23, 0x09, 0x41, 0xF4, 0x0C, 0x00, 0x00, 0x00,
        ]

        func isRight(_ outcome: Outcome?) -> Bool {
            switch (self, outcome) {
            case (.redirect, .gatewayBroken), (.noTLS, .surelyNotSent): true
            case (.redirect, _), (.noTLS, _): false
            case (_, .unknown): true
            default: false
            }
        }
    }

    @Test(arguments: Harm.allCases)
    func `what a hostile gateway answers is classed in time, and no other gateway waits`(harm: Harm)
        async throws
    {
        let reports = Reports()
        let hostile = LoopbackServer { _ in harm.reaction }
        let alive = LoopbackServer { _ in .ok(#"{"id":"g-1"}"#) }
        try await hostile.run { address in
            try await alive.run { aliveAddress in
                let url = harm == .noTLS ? address.replacing("http://", with: "https://") : address
                let gateways = Gateways(
                    [
                        generic(url, name: "hostile", timeouts: Timeouts(connect_ms: 500, total_ms: 700)),
                        generic(aliveAddress, name: "alive"),
                    ], probeInterval_ms: 50
                ) { reports.add($0) }
                gateways.send([message(1, gateway: "hostile"), message(2, gateway: "alive")])
                try await waitUntil { reports.outcomes("alive")[2] == .accepted(reference: "g-1") }
                try await waitUntil { reports.outcomes("hostile")[1] != nil }
                gateways.shutdown()
            }
        }
        let outcome = reports.outcomes("hostile")[1]
        #expect(harm.isRight(outcome), "\(harm): \(String(describing: outcome))")
        #expect(hostile.requests.count <= 1, "it was sent once")
    }
}
