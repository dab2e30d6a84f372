import HTTPAPI
import Mobilization
import MusterAPI
import Testing

@Suite struct `Limits of the door` {
    @Test func `a name has so many at once, and so many a second after that`() {
        let throttle = Throttle(perSecond: 2, burst: 3)
        let start = ContinuousClock.now
        let atOnce = (0..<5).map { _ in throttle.takes("a", at: start) }
        #expect(atOnce == [true, true, true, false, false])
        #expect(throttle.takes("b", at: start), "another name has its own")
        let later = (0..<3).map { _ in throttle.takes("a", at: start + .seconds(1)) }
        #expect(later == [true, true, false])
    }

    @Test func `a flood of names forgets none that is held back, and takes no memory`() {
        let throttle = Throttle(perSecond: 1, burst: 1)
        let start = ContinuousClock.now
        for number in 0..<4_000 { #expect(throttle.takes("stranger \(number)", at: start)) }
        #expect(throttle.takes("a", at: start + .seconds(2)))
        for number in 4_000..<8_000 { #expect(throttle.takes("stranger \(number)", at: start + .seconds(2))) }
        #expect(!throttle.takes("a", at: start + .seconds(2)))
    }

    @Test func `bad tokens without end get 429, and a good one from there passes all the same`() async throws
    {
        let exchange = Exchange()
        let peer = Peer.remote(address: "10.0.0.9")
        var statuses: [Int] = []
        // Ten a second are allowed again, and nobody knows how slow this machine is.
        while statuses.count < 2_000, !statuses.contains(429) {
            let answer = try await exchange.send("POST", "/v1/stop", token: "guess", peer: peer)
            statuses.append(answer.status)
            if answer.status == 429 { #expect(answer.headers["retry-after"] != nil) }
        }
        #expect(statuses.prefix(100).allSatisfy { $0 == 401 })
        #expect(statuses.contains(429))
        #expect(try await exchange.send("GET", "/v1/status", peer: peer).status == 200)
        let elsewhere = Peer.remote(address: "10.0.0.10")
        #expect(try await exchange.send("POST", "/v1/stop", token: "guess", peer: elsewhere).status == 401)
        #expect(exchange.desk.inputs.isEmpty)
    }

    @Test func `what may not be done is written down so often, and then only refused`() async throws {
        let exchange = Exchange()
        for _ in 0..<200 { _ = try await exchange.post("/v1/stop", token: "viewer-token") }
        #expect((1...40).contains(exchange.desk.inputs.count), "\(exchange.desk.inputs.count)")
        #expect(try await exchange.get("/v1/status", token: "viewer-token").status == 200)
    }

    @Test func `a source that sends too much is told to wait`() async throws {
        let answer = try await Exchange(alert: { _ in .tooOften }).post(
            "/v1/alerts/weather", "{}", token: "t")
        #expect(answer.status == 429)
        #expect(answer.headers["retry-after"] == "5")
        #expect(answer.code == "too_often")
    }
}
