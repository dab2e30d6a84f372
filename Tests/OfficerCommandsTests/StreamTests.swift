import Testing

@testable import OfficerCommands

@Suite struct StreamTests {
    @Test func `events are read out of bytes that come in any pieces`() {
        let text =
            "retry: 3000\n\n: still here\n\nid: 7\nevent: status\ndata: {\"a\":1}\n\nid: 8\r\ndata: x\ndata:y\n\n"
        let wanted = [
            ServerEvent(id: "7", name: "status", data: "{\"a\":1}"), ServerEvent(id: "8", data: "x\ny"),
        ]
        for size in 1...text.utf8.count {
            var events = ServerEvents()
            var found: [ServerEvent] = []
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                found += events.read(Array(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
            #expect(found == wanted)
        }
    }

    @Test func `a board whose stream ends comes back with the last id it saw, and draws what is new`()
        async throws
    {
        let stub = try StubDaemon { request in
            switch request.target {
            case "/v1/stream": .answer(200, "id: 900\nevent: status\ndata: {}\n\n")
            case "/v1/status": .answer(200, json(statusView([])))
            case "/v1/todo": .answer(200, json(todoView()))
            default: .answer(404, problem(404, "not_found", zh: "没有", en: "none"))
            }
        }
        let paper = Paper()
        let watching = Task {
            await musterctl(["watch", "--socket", stub.path, "--every", "600"], paper)
        }
        var streams: [StubDaemon.Request] = []
        for _ in 0..<200 where streams.count < 2 {
            try await Task.sleep(for: .milliseconds(50))
            streams = stub.seen.filter { $0.target == "/v1/stream" }
        }
        watching.cancel()
        _ = await watching.value
        #expect(streams.first?.headers["last-event-id"] == nil)
        #expect(streams.dropFirst().first?.headers["last-event-id"] == "900")
        #expect(stub.seen.count { $0.target == "/v1/status" } >= 2, "the first look, and one for what is new")
    }

    @Test func `where the daemon doesn't stream the board looks by itself`() async throws {
        let stub = try StubDaemon { request in
            switch request.target {
            case "/v1/stream": .answer(429, problem(429, "too_many_streams", zh: "太多", en: "too many"))
            case "/v1/status": .answer(200, json(statusView([])))
            default: .answer(200, json(todoView()))
            }
        }
        let watching = Task {
            await musterctl(["watch", "--socket", stub.path, "--every", "1"], Paper())
        }
        for _ in 0..<200 where stub.seen.count(where: { $0.target == "/v1/status" }) < 3 {
            try await Task.sleep(for: .milliseconds(50))
        }
        watching.cancel()
        _ = await watching.value
        #expect(stub.seen.count { $0.target == "/v1/status" } >= 3)
    }
}
