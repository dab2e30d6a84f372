import CurlTransport
import Mobilization
import MobilizationRuntime
import Synchronization
import Testing

@testable import Gateways

/// Whole gateways against real servers on loopback.
struct GatewayTests {
    private let reports = Reports()

    private func gateways(_ configurations: GatewayConfiguration...) -> Gateways {
        Gateways(configurations, probeInterval_ms: 50) { [reports] in reports.add($0) }
    }

    @Test func `what is ordered arrives once, is settled once, and its credit comes back`() async throws {
        let server = LoopbackServer { .ok(#"{"id":"g-\#($0.number)"}"#) }
        try await server.run { address in
            let gateways = gateways(generic(address, connections: 4))
            gateways.announceAgain()
            try await waitUntil { reports.announced() == 16 }
            gateways.send((1...16).map { message($0) })
            try await waitUntil { reports.announced() == 32 }
            gateways.shutdown()
        }
        #expect(reports.outcomes().count == 16)
        #expect(
            reports.outcomes().values.allSatisfy {
                if case .accepted(let id) = $0 { id.hasPrefix("g-") } else { false }
            })
        #expect(Set(server.requests.map(\.body)).count == 16)
        #expect(server.requests.count == 16)
        #expect(server.mostOpenConnections <= 4)
    }

    @Test func `credit is told after the outcomes that freed it, and never more than there is`() async throws
    {
        let server = LoopbackServer { _ in .ok("{}") }
        try await server.run { address in
            let gateways = gateways(generic(address, connections: 1))
            gateways.announceAgain()
            try await waitUntil { reports.announced() == 4 }
            gateways.send([message(1)])
            try await waitUntil { reports.announced() == 5 }
            gateways.announceAgain()
            try await waitUntil { reports.announced() == 9 }
            gateways.shutdown()
        }
        #expect(
            reports.all == [
                .ready("g", 4),
                .settled("g", [.init(attempt: AttemptID(1), outcome: .accepted(reference: ""))]),
                .ready("g", 1), .ready("g", 4),
            ])
    }

    @Test func `a drill reaches no gateway that takes none`() async throws {
        let server = LoopbackServer { _ in .ok("{}") }
        try await server.run { address in
            let gateways = gateways(generic(address))
            gateways.send([message(1, isDrill: true)])
            try await waitUntil { reports.outcomes().count == 1 }
            gateways.shutdown()
        }
        #expect(reports.outcomes() == [1: .refused(reason: "this gateway takes no drills")])
        #expect(server.requests.isEmpty)
    }

    @Test func `an order for a gateway that isn't there is settled`() throws {
        gateways().send([message(1, gateway: "elsewhere")])
        #expect(
            reports.outcomes("elsewhere") == [
                1: .gatewayBroken(reason: "no gateway has the name \"elsewhere\"")
            ])
    }

    @Test func `a gateway that doesn't answer leaves an unknown outcome`() async throws {
        let server = LoopbackServer { _ in .silence }
        try await server.run { address in
            let gateways = gateways(generic(address, timeouts: Timeouts(total_ms: 100)))
            gateways.send([message(1)])
            try await waitUntil { reports.outcomes().count == 1 }
            gateways.shutdown()
        }
        guard case .unknown = reports.outcomes()[1] else {
            Issue.record("\(reports.all)")
            return
        }
        #expect(server.requests.count == 1)
    }

    @Test func `after a throttling nothing is sent until the pause is over`() async throws {
        let server = LoopbackServer {
            $0.number == 1 ? .ok("", status: "429 Too Many", headers: "Retry-After: 4\r\n") : .ok("{}")
        }
        try await server.run { address in
            // The second is sent by the report of the first itself: on a busy machine the pause is over before a test
            // that waits for the report has got its turn.
            let pausing = Mutex<Gateways?>(nil)
            let gateways = Gateways([generic(address, connections: 1)], probeInterval_ms: 50) {
                [reports] batch in
                reports.add(batch)
                if reports.outcomes().count == 1 { pausing.withLock { $0.take() }?.send([message(2)]) }
            }
            pausing.withLock { $0 = gateways }
            gateways.announceAgain()
            gateways.send([message(1)])
            try await waitUntil { reports.outcomes().count == 2 }
            #expect(server.requests.count == 1)
            // All credit is out again, so the pause is over.
            try await waitUntil { reports.announced() >= 5 }
            gateways.send([message(3)])
            try await waitUntil { reports.outcomes().count == 3 }
            gateways.shutdown()
        }
        #expect(reports.outcomes()[1] == .throttled(retryAfter: .seconds(4)))
        guard case .throttled(let rest) = reports.outcomes()[2] else {
            Issue.record("\(reports.all)")
            return
        }
        #expect(rest > .zero && rest <= .seconds(4))
        #expect(reports.outcomes()[3] == .accepted(reference: ""))
    }

    @Test func `five failures in a row take a gateway down, and a trial message brings it back`() async throws
    {
        let server = LoopbackServer { request in
            if request.head.hasPrefix("HEAD") {
                return .answer("HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n")
            }
            return request.number <= 5 ? .ok("", status: "403 No") : .ok("{}")
        }
        try await server.run { address in
            let gateways = gateways(generic(address, connections: 1))
            gateways.announceAgain()
            gateways.send((1...4).map { message($0) })
            try await waitUntil { reports.outcomes().count == 4 }
            #expect(reports.isUp())
            gateways.send([message(5)])
            try await waitUntil { reports.all.contains(.down("g", reason: "HTTP 403")) }
            try await waitUntil { reports.isUp() }
            // The first is the trial, the others wait for it.
            gateways.send((6...9).map { message($0) })
            try await waitUntil { reports.outcomes().count == 9 }
            gateways.shutdown()
        }
        for number in Int64(1)...5 {
            #expect(reports.outcomes()[number] == .gatewayBroken(reason: "HTTP 403"))
        }
        for number in Int64(6)...9 { #expect(reports.outcomes()[number] == .accepted(reference: "")) }
    }

    @Test func `a gateway that comes back and fails its trial is down again, and its messages are free`()
        async throws
    {
        let server = LoopbackServer { request in
            request.head.hasPrefix("HEAD")
                ? .answer("HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n")
                : .ok("", status: "401 No")
        }
        try await server.run { address in
            let gateways = gateways(generic(address, connections: 2))
            gateways.send((1...5).map { message($0) })
            try await waitUntil { reports.all.contains(.up("g")) }
            gateways.send((6...8).map { message($0) })
            try await waitUntil { reports.outcomes().count == 8 }
            gateways.shutdown()
        }
        let down = Outcome.surelyNotSent(reason: "the gateway is down: HTTP 401")
        #expect(reports.outcomes()[6] == .gatewayBroken(reason: "HTTP 401"))
        #expect(reports.outcomes()[7] == down)
        #expect(reports.outcomes()[8] == down)
        #expect(server.requests.filter { $0.head.hasPrefix("POST") }.count == 6)
    }

    @Test func `what has not left a gateway that goes down is free for another at once`() async throws {
        let server = LoopbackServer { request in
            request.head.hasPrefix("HEAD") ? .silence : .ok("", status: "403 No")
        }
        try await server.run { address in
            let gateways = gateways(generic(address, connections: 1))
            gateways.send((1...8).map { message($0) })
            try await waitUntil { reports.outcomes().count == 8 }
            gateways.shutdown(grace_ms: 0)
        }
        #expect(server.requests.filter { $0.head.hasPrefix("POST") }.count == 5)
        for number in Int64(6)...8 {
            guard case .surelyNotSent = reports.outcomes()[number] else {
                Issue.record("\(number): \(String(describing: reports.outcomes()[number]))")
                continue
            }
        }
    }

    @Test func `a stop overtakes what was ordered before it`() async throws {
        let server = LoopbackServer { _ in .ok("{}") }
        try await server.run { address in
            let gateways = gateways(generic(address, connections: 1))
            gateways.announceAgain()
            gateways.send((1...4).map { message($0) } + [message(5, urgency: .stop)])
            try await waitUntil { reports.outcomes().count == 5 }
            gateways.shutdown()
        }
        let keys = server.requests.map { request in
            (1...5).first { request.body.contains("a7f3\($0)") } ?? 0
        }
        #expect(keys == [5, 1, 2, 3, 4])
    }

    @Test func `a dead gateway delays no other`() async throws {
        let dead = LoopbackServer { _ in .silence }
        let alive = LoopbackServer { _ in .ok("{}") }
        try await dead.run { deadAddress in
            try await alive.run { address in
                // It stays dead for longer than any machine takes for the other one's messages.
                let patient = Timeouts(total_ms: 600_000)
                let gateways = gateways(
                    generic(deadAddress, name: "dead", timeouts: patient), generic(address, name: "alive"))
                gateways.send((1...32).map { message($0, gateway: "dead") })
                gateways.send((33...64).map { message($0, gateway: "alive") })
                try await waitUntil { reports.outcomes("alive").count == 32 }
                #expect(reports.outcomes("dead").isEmpty)
                gateways.shutdown(grace_ms: 0)
            }
        }
        // Eight were on the wire when the end came; the others had not left.
        let outcomes = reports.outcomes("dead").values
        #expect(outcomes.count == 32)
        #expect(outcomes.filter { if case .unknown = $0 { true } else { false } }.count <= 8)
        #expect(outcomes.allSatisfy { if case .accepted = $0 { false } else { true } })
    }

    @Test func `a rate holds messages back, and all of them go in the end`() async throws {
        let server = LoopbackServer { _ in .ok("{}") }
        try await server.run { address in
            let gateways = gateways(generic(address, rate: 40))
            gateways.announceAgain()
            gateways.send((1...20).map { message($0) })
            try await waitUntil { reports.outcomes().count == 20 }
            gateways.shutdown()
        }
        #expect(server.requests.count == 20)
    }

    @Test func `a rate limits what is asked for, so that nothing started waits in the process`() async throws
    {
        let server = LoopbackServer { _ in .ok("{}") }
        try await server.run { address in
            let gateways = gateways(generic(address, rate: 40))
            gateways.announceAgain()
            try await waitUntil { reports.announced() > 0 }
            // A twentieth of a second's worth of 40 is two, whatever the connections would take.
            #expect(reports.announced() == 2)
            gateways.send((1...2).map { message($0) })
            try await waitUntil { reports.announced() > 2 }
            gateways.shutdown()
        }
        #expect(server.requests.count == 2)
    }

    @Test func `a bucket gives no more than its rate`() {
        var bucket = TokenBucket(ratePerSecond: 10, now_ms: 0)
        var given = 0
        var longest: Int64 = 0
        for now in Int64(0)..<2_000 {
            if let wait = bucket.take(now_ms: now) { longest = max(longest, wait) } else { given += 1 }
        }
        #expect(given == 20)
        #expect(longest == 99)
    }

    @Test func `the breaker waits longer after each trial that failed`() {
        var breaker = CircuitBreaker()
        let failure = Outcome.surelyNotSent(reason: "x")
        for _ in 0..<4 { #expect(breaker.note(failure) == nil) }
        #expect(breaker.note(.refused(reason: "a bad number")) == nil)
        for _ in 0..<4 { #expect(breaker.note(failure) == nil) }
        #expect(breaker.note(failure) == .wentDown(reason: "x"))
        #expect(breaker.note(failure) == nil)
        var delays: [Int64] = []
        for _ in 0..<7 {
            delays.append(breaker.probeDelay(base_ms: 3_000))
            breaker.allowTrial()
            #expect(breaker.note(failure) == .wentDown(reason: "x"))
        }
        #expect(delays == [3_000, 6_000, 12_000, 24_000, 48_000, 60_000, 60_000])
        breaker.allowTrial()
        #expect(breaker.note(.accepted(reference: "")) == .recovered)
        #expect(breaker.probeDelay(base_ms: 3_000) == 3_000)
    }
}
