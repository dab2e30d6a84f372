import CurlTransport
import Foundation
import Testing

/// One request at a time, against servers that behave and servers that don't.
struct TransferTests {
    private let loop = CurlLoop(name: "transfer-tests")

    private func post(_ url: String, _ body: String = "hello", total_ms: Int = 10_000) async -> TransferResult
    {
        await loop.perform(
            TransferRequest(
                url: url, headers: HeaderLines(["Content-Type: text/plain"]), body: Array(body.utf8),
                timeouts: Timeouts(total_ms: total_ms)))
    }

    @Test func `a request arrives as it was put and its answer comes back whole`() async throws {
        let server = LoopbackServer { _ in .ok("{\"id\":\"g-1\"}", headers: "ETag: \"7\"\r\n") }
        try await server.run { address in
            let result = await loop.perform(
                TransferRequest(
                    method: "PUT", url: address + "/sms?a=1",
                    headers: HeaderLines(["Content-Type: text/plain"]),
                    ownHeaders: ["X-Own: 先锋", "X-Bad: a\r\nX-Smuggled: b"], body: Array("暴雨".utf8),
                    wantedHeaders: ["etag", "X-None"]))
            #expect(
                result
                    == .response(
                        TransferResponse(
                            status: 200, body: Array("{\"id\":\"g-1\"}".utf8), headers: ["etag": "\"7\""])))
        }
        let request = try #require(server.requests.first)
        #expect(request.head.hasPrefix("PUT /sms?a=1 HTTP/1.1\r\n"))
        #expect(request.head.contains("\r\nX-Own: 先锋"))
        #expect(request.head.contains("\r\nContent-Type: text/plain"))
        #expect(!request.head.contains("Smuggled"))
        #expect(request.body == "暴雨")
    }

    @Test func `a connection leads only where it may, and what was refused was surely not sent`() async throws
    {
        let server = LoopbackServer { _ in .ok("ok") }
        try await server.run { address in
            for reach in [Reach.anywhere, .loopback] {
                let result = await loop.perform(TransferRequest(url: address, reach: reach))
                guard case .response = result else {
                    Issue.record("\(reach): \(result)")
                    continue
                }
            }
            // A loop of its own: a connection that is kept was judged when it was made.
            let apart = CurlLoop(name: "apart")
            for reach in [Reach.publicAddresses, .privateNetworks] {
                let result = await apart.perform(TransferRequest(url: address, reach: reach))
                guard case .surelyNotSent = result.verdict else {
                    Issue.record("\(reach): \(result)")
                    continue
                }
            }
        }
        #expect(server.requests.count == 2)
    }

    /// None of these is even tried, so nothing leaves this machine.
    @Test(arguments: [
        ("127.0.0.1", Reach.publicAddresses), ("127.9.9.9", .privateNetworks), ("0.0.0.0", .publicAddresses),
        ("10.1.2.3", .publicAddresses), ("172.16.0.1", .publicAddresses), ("172.31.255.1", .publicAddresses),
        ("192.168.1.1", .publicAddresses), ("100.64.0.1", .publicAddresses),
        ("169.254.169.254", .publicAddresses), ("169.254.169.254", .privateNetworks),
        ("224.0.0.1", .privateNetworks), ("[::1]", .publicAddresses), ("[::1]", .privateNetworks),
        ("[::ffff:127.0.0.1]", .publicAddresses), ("[::ffff:169.254.169.254]", .privateNetworks),
        ("[fe80::1]", .privateNetworks), ("[fd00::1]", .publicAddresses), ("[::]", .publicAddresses),
        ("10.1.2.3", .loopback), ("[::ffff:10.1.2.3]", .loopback), ("[fd00::1]", .loopback),
    ])
    func `an address out of reach is refused before anything is sent to it`(host: String, reach: Reach) async
    {
        let result = await loop.perform(TransferRequest(url: "http://\(host):9/", reach: reach))
        guard case .failure(let failure) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(failure.cause == .curl(code: 7), "\(failure)")
        #expect(!failure.mayHaveBeenSent)
    }

    @Test(arguments: ["GET", "HEAD", "DELETE", "POST"])
    func `a request without a body has none, whatever was sent before`(method: String) async throws {
        let server = LoopbackServer { request in
            request.head.hasPrefix("HEAD") ? .answer("HTTP/1.1 204 No Content\r\n\r\n") : .ok("ok")
        }
        let single = CurlLoop(name: "single", options: .init(connections: 1))
        try await server.run { address in
            _ = await single.perform(TransferRequest(url: address, body: Array("first".utf8)))
            let result = await single.perform(TransferRequest(method: method, url: address))
            guard case .response(let response) = result else {
                Issue.record("\(result)")
                return
            }
            #expect(response.status == (method == "HEAD" ? 204 : 200))
            _ = await single.perform(TransferRequest(url: address, body: Array("last".utf8)))
        }
        #expect(server.requests.map { String($0.head.prefix { $0 != " " }) } == ["POST", method, "POST"])
        #expect(server.requests.map(\.body) == ["first", "", "last"])
        #expect(server.connections == 1)
    }

    @Test func `nobody listens, so it was surely not sent`() async throws {
        // A port that was free a moment ago and is closed again.
        let server = LoopbackServer { _ in .silence }
        var address = ""
        try await server.run { address = $0 }
        try await waitUntil { await self.isClosed(address) }
        guard case .surelyNotSent(let reason) = await post(address).verdict else {
            Issue.record("a refused connection must be surely not sent")
            return
        }
        #expect(reason.contains("libcurl 7"))
    }

    private func isClosed(_ address: String) async -> Bool {
        if case .failure(let failure) = await post(address, total_ms: 500) {
            return failure.cause == .curl(code: 7)
        }
        return false
    }

    @Test(arguments: ["http://host.invalid/", "ftp://127.0.0.1/", "not a url", ""])
    func `an address that leads nowhere is surely not sent`(url: String) async {
        guard case .failure(let failure) = await post(url) else {
            Issue.record("\(url) can't be answered")
            return
        }
        #expect(!failure.mayHaveBeenSent)
    }

    @Test func `a server that closes without an answer leaves it ambiguous, and gets it once`() async throws {
        let server = LoopbackServer { _ in .close }
        try await server.run { address in
            guard case .failure(let failure) = await post(address) else {
                Issue.record("there was no answer")
                return
            }
            #expect(failure.mayHaveBeenSent)
            #expect(failure.cause == .curl(code: 52))
        }
        #expect(server.requests.count == 1)
    }

    @Test func `an answer that breaks off is ambiguous`() async throws {
        let server = LoopbackServer { _ in
            .answerAndClose("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\"")
        }
        try await server.run { address in
            guard case .ambiguous = await post(address).verdict else {
                Issue.record("half an answer isn't one")
                return
            }
        }
    }

    @Test func `a server that never answers leaves it ambiguous when its time is over`() async throws {
        let server = LoopbackServer { _ in .silence }
        try await server.run { address in
            guard case .failure(let failure) = await post(address, total_ms: 100) else {
                Issue.record("there was no answer")
                return
            }
            #expect(failure.cause == .curl(code: 28))
            #expect(failure.mayHaveBeenSent)
        }
    }

    @Test(arguments: [true, false])
    func `a kept connection that closes after the request was read is ambiguous and sent once`(
        serverStays: Bool
    ) async throws {
        let server = LoopbackServer { request in
            if request.numberOnConnection == 1 { return .ok("first") }
            return serverStays ? .close : .closeAndLeave
        }
        let single = CurlLoop(name: "single", options: .init(connections: 1))
        try await server.run { address in
            let request = TransferRequest(url: address, body: Array("once".utf8))
            guard case .response = (await single.perform(request)).verdict else {
                Issue.record("the first must pass")
                return
            }
            guard case .failure(let failure) = await single.perform(request) else {
                Issue.record("the second was repeated behind our back")
                return
            }
            #expect(failure.mayHaveBeenSent)
            if serverStays { #expect(failure.cause == .closedUnanswered) }
        }
        #expect(server.requests.count == 2)
    }

    @Test func `a GET on a kept connection that closes isn't repeated either`() async throws {
        let server = LoopbackServer { $0.numberOnConnection == 1 ? .ok("first") : .close }
        let single = CurlLoop(name: "single", options: .init(connections: 1))
        try await server.run { address in
            let request = TransferRequest(method: "GET", url: address)
            _ = await single.perform(request)
            guard case .ambiguous = (await single.perform(request)).verdict else {
                Issue.record("the second was repeated behind our back")
                return
            }
        }
        #expect(server.requests.count == 2)
    }

    @Test func `an answer longer than the limit is cut off and ambiguous`() async throws {
        let chunk = "1000\r\n" + String(repeating: "x", count: 0x1000) + "\r\n"
        let server = LoopbackServer { _ in
            .answer(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + String(repeating: chunk, count: 2_000))
        }
        try await server.run { address in
            guard case .failure(let failure) = await post(address) else {
                Issue.record("8 MB must not be kept")
                return
            }
            #expect(failure.cause == .responseTooLong)
            #expect(failure.mayHaveBeenSent)
        }
    }

    @Test func `a redirect isn't followed`() async throws {
        let server = LoopbackServer { _ in
            .ok("", status: "307 Temporary Redirect", headers: "Location: /elsewhere\r\n")
        }
        try await server.run { address in
            #expect(await post(address) == .response(TransferResponse(status: 307)))
        }
        #expect(server.requests.count == 1)
    }

    @Test func `429 is throttled, with the time that the server asks for`() async throws {
        let server = LoopbackServer { request in
            .ok("", status: "429 Too Many", headers: request.number == 1 ? "Retry-After: 7\r\n" : "")
        }
        try await server.run { address in
            #expect(await post(address).verdict == .throttled(retryAfter_ms: 7_000))
            #expect(await post(address).verdict == .throttled(retryAfter_ms: nil))
        }
    }

    @Test(arguments: [("500 X", true), ("503 X", true), ("400 X", false), ("302 X", false)])
    func `only a server's own trouble makes its answer ambiguous`(status: String, isAmbiguous: Bool)
        async throws
    {
        let server = LoopbackServer { _ in .ok("", status: status) }
        try await server.run { address in
            let verdict = await post(address).verdict
            if case .ambiguous = verdict { #expect(isAmbiguous) } else { #expect(!isAmbiguous) }
        }
    }

    @Test func `a Unix socket is reached by its path`() async throws {
        let name = "curl-transport-\(UInt32.random(in: 0...UInt32.max)).sock"
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
        let server = LoopbackServer { _ in .ok("here") }
        try await server.run(unixSocketPath: path) { _ in
            let request = TransferRequest(
                method: "GET", url: "http://localhost/v1/status", unixSocketPath: path)
            #expect(
                await loop.perform(request)
                    == .response(TransferResponse(status: 200, body: Array("here".utf8))))
        }
        #expect(server.requests.first?.head.hasPrefix("GET /v1/status") == true)
    }
}

/// Looks again and again until `condition` holds, for 20 seconds at most.
func waitUntil(_ condition: () async -> Bool) async throws {
    for _ in 0..<2_000 {
        if await condition() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("it didn't happen within 20 seconds")
}
