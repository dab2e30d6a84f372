import Dispatch
import Foundation
import Glibc
import HTTPAPI
import Logging
import Mobilization
import MobilizationRuntime
import MusterAPI
import Synchronization
import Testing

@Suite struct `Listeners` {
    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Runs a server while `body` talks to it, and stops it afterwards.
    private func serving(
        _ listener: Listener, _ exchange: Exchange = Exchange(), timeouts: ServerTimeouts = ServerTimeouts(),
        limits: ConnectionLimits = ConnectionLimits(all: 1_000),
        _ body: @escaping @Sendable (BoundListener) async throws -> Void
    ) async throws {
        let (bound, tell) = AsyncStream.makeStream(of: BoundListener.self)
        let server = HTTPServerService(
            exchange.http, on: listener, timeouts: timeouts, limits: limits, logger: Self.quiet,
            onBound: { tell.yield($0) })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { tell.finish() }
                try await server.run()
            }
            var iterator = bound.makeAsyncIterator()
            if let listener = await iterator.next() {
                do {
                    try await body(listener)
                } catch {
                    server.stop()
                    throw error
                }
            }
            server.stop()
            try await group.waitForAll()
        }
    }

    @Test func `a server on a free port says which, and serves`() async throws {
        try await serving(.address(host: "127.0.0.1", port: 0)) { bound in
            let port = try #require(bound.port)
            #expect(port > 0)
            let answer = try await Phone.tcp(port).say(
                "GET /v1/status HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 401 "))
        }
    }

    @Test func `the control socket tells who is there, and is for owner and group`() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "muster-\(UUID().uuidString).sock")
            .path
        var accounts = AccountBook()
        accounts.add(uid: getuid(), account: Account(name: "me", roles: [.officer]))
        let book = accounts
        let desk = Desk { _ in .answer(.done(Done())) }
        var exchange = Exchange()
        exchange.http = MusterHTTP(
            ports: MusterPorts(
                post: { desk.post($0) }, boards: FixedBoard(board()), texts: FixedTexts(),
                facts: FixedFacts(),
                readAlert: { _ in .unauthorised }, readCallback: { _ in .refused }, accounts: { book },
                importRoster: { _ in .storeUnavailable(StoreFailure(.diskFull, "")) }), logger: Self.quiet)
        try await serving(.unixSocket(path: path), exchange) { bound in
            #expect(bound.port == nil)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o660)
            let answer = try await Phone.unix(path).say(
                "POST /v1/stop HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 200 "), "\(answer)")
        }
        guard case .command(_, let by)? = desk.inputs.first else {
            Issue.record("no command came")
            return
        }
        #expect(by.name == "me")
    }

    @Test func `an inherited socket is served as it is`() async throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(result == 0 && listen(descriptor, 16) == 0)
        try await serving(.inherited(descriptor: descriptor)) { bound in
            let port = try #require(bound.port)
            let answer = try await Phone.tcp(port).say(
                "GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 200 "))
            #expect(answer.contains(#""status":"ok""#))
        }
    }

    @Test func `a port that is taken is refused with its name`() async throws {
        try await serving(.address(host: "127.0.0.1", port: 0)) { bound in
            let port = try #require(bound.port)
            let second = HTTPServerService(
                Exchange().http, on: .address(host: "127.0.0.1", port: port), limits: .init(all: 10),
                logger: Self.quiet)
            await #expect(throws: ListenerFailure.self) { try await second.run() }
        }
    }

    @Test func `a server that is stopped before it runs ends at once`() async throws {
        let server = HTTPServerService(
            Exchange().http, on: .address(host: "127.0.0.1", port: 0), limits: .init(all: 10),
            logger: Self.quiet,
            onBound: { _ in Issue.record("it listens") })
        server.stop()
        try await server.run()
    }

    @Test func `a stream opens with the current board and ends with the server`() async throws {
        try await serving(.address(host: "127.0.0.1", port: 0)) { bound in
            let port = try #require(bound.port)
            let request = "GET /v1/stream HTTP/1.1\r\nhost: a\r\nauthorization: Bearer viewer-token\r\n\r\n"
            let answer = try await Phone.tcp(port).say(request, until: "todo")
            #expect(answer.contains("text/event-stream"))
            #expect(answer.contains("id: \(board().sequence)\nevent: status\ndata: {"))
        }
    }

    @Test func `whoever comes back to the stream with the newest id gets nothing repeated`() async throws {
        try await serving(.address(host: "127.0.0.1", port: 0)) { bound in
            let port = try #require(bound.port)
            let head =
                "GET /v1/stream HTTP/1.1\r\nhost: a\r\nauthorization: Bearer viewer-token\r\nlast-event-id: "
            // The stream's own first line comes; the event would come with it.
            let current = try await Phone.tcp(port).say(
                head + "\(board().sequence)\r\n\r\n", until: "retry: 3000")
            #expect(!current.contains("event: status"))
            let old = try await Phone.tcp(port).say(
                head + "\(board().sequence - 1)\r\n\r\n", until: "todo")
            #expect(old.contains("event: status"))
        }
    }

    @Test func `a body that lies about its size or is too large is cut off`() async throws {
        try await serving(.address(host: "127.0.0.1", port: 0)) { bound in
            let port = try #require(bound.port)
            let head = "POST /v1/notes HTTP/1.1\r\nhost: a\r\nauthorization: Bearer officer-token\r\n"
            let large = try await Phone.tcp(port).say(
                head + "content-length: 99999999\r\nconnection: close\r\n\r\n")
            #expect(large.hasPrefix("HTTP/1.1 413 "))
            let broken = try await Phone.tcp(port).say("NONSENSE\r\n\r\n")
            #expect(broken.hasPrefix("HTTP/1.1 400 "))
        }
    }

    @Test func `a request that never comes to an end is cut off`() async throws {
        var timeouts = ServerTimeouts()
        timeouts.head = 1
        timeouts.request = 1
        try await serving(.address(host: "127.0.0.1", port: 0), timeouts: timeouts) { bound in
            let port = try #require(bound.port)
            #expect(try await Phone.tcp(port).say("GET /healthz HT") == "")
            let head = "POST /v1/notes HTTP/1.1\r\nhost: a\r\nauthorization: Bearer officer-token\r\n"
            let answer = try await Phone.tcp(port).say(head + "content-length: 9\r\n\r\n{")
            #expect(!answer.contains(" 200 "))
        }
    }

    @Test func `one address can't take all connections, and those that are known always find one`()
        async throws
    {
        let limits = ConnectionLimits(all: 20, perAddress: 12, known: ["127.0.0.1"])
        try await serving(.address(host: "127.0.0.1", port: 0), limits: limits) { bound in
            let port = try #require(bound.port)
            let question = "GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"
            let first = (0..<12).map { _ in Held(port, from: "127.0.0.2") }
            for held in first { try await held.beAccepted() }
            let refused = try await Phone.tcp(port, from: "127.0.0.2").say(question)
            #expect(refused.hasPrefix("HTTP/1.1 503 "), "\(refused)")
            #expect(refused.contains("retry-after: 5") && refused.contains("\"code\":\"busy\""))
            // Eighteen are for strangers, whatever their number; two are kept.
            let second = (0..<6).map { _ in Held(port, from: "127.0.0.3") }
            for held in second { try await held.beAccepted() }
            #expect(try await Phone.tcp(port, from: "127.0.0.4").say(question).hasPrefix("HTTP/1.1 503 "))
            #expect(try await Phone.tcp(port).say(question).hasPrefix("HTTP/1.1 200 "))
            for held in first + second { held.hangUp() }
            var answer = ""
            for _ in 0..<200 where !answer.hasPrefix("HTTP/1.1 200 ") {
                answer = try await Phone.tcp(port, from: "127.0.0.2").say(question)
            }
            #expect(answer.hasPrefix("HTTP/1.1 200 "), "places that are free again are given again")
        }
    }

    @Test func `one account can't take the control socket from the others`() async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).sock").path
        for known in [[], ["uid \(getuid())"]] {
            let limits = ConnectionLimits(all: 10, perAddress: 2, known: Set(known))
            try await serving(.unixSocket(path: path), limits: limits) { _ in
                let held = (0..<2).map { _ in Held(.unix(path)) }
                for one in held { try await one.beAccepted() }
                let answer = try await Phone.unix(path).say(
                    "GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
                #expect(answer.hasPrefix(known.isEmpty ? "HTTP/1.1 503 " : "HTTP/1.1 200 "), "\(answer)")
                for one in held { one.hangUp() }
            }
        }
    }

    @Test func `an address of IPv4 is the same behind a listener for IPv6`() async throws {
        let limits = ConnectionLimits(all: 10, perAddress: 1, known: ["127.0.0.1"])
        try await serving(.address(host: "::", port: 0), limits: limits) { bound in
            let port = try #require(bound.port)
            let known = (0..<3).map { _ in Held(port, from: "127.0.0.1") }
            for held in known { try await held.beAccepted() }
            let stranger = Held(port, from: "127.0.0.2")
            try await stranger.beAccepted()
            let question = "GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"
            #expect(try await Phone.tcp(port, from: "127.0.0.2").say(question).hasPrefix("HTTP/1.1 503 "))
            for held in known + [stranger] { held.hangUp() }
        }
    }

    /// With the few questions the server has read all before it hangs up: only a reset tells the other side then.
    @Test(arguments: [150, 400])
    func `whoever doesn't read an answer is hung up on`(questions: Int) async throws {
        var timeouts = ServerTimeouts()
        timeouts.reader = 1
        try await serving(.address(host: "127.0.0.1", port: 0), timeouts: timeouts) { bound in
            let port = try #require(bound.port)
            let held = Held(port, from: "127.0.0.1", receives: 4096)
            // Far more than the kernel holds for a reader who takes nothing.
            let question = "GET /openapi.yaml HTTP/1.1\r\nhost: a\r\n\r\n"
            #expect(try await held.ask(question, times: questions), "the connection was cut")
        }
    }

    @Test func `large bodies that are held back together don't take the machine's memory`() async throws {
        try await serving(.address(host: "127.0.0.1", port: 0)) { bound in
            let port = try #require(bound.port)
            // 24 alerts of 3.5 MB that lack their last byte: more than all bodies may take.
            let size = 3_500_000
            let head =
                "POST /v1/alerts/weather HTTP/1.1\r\nhost: a\r\nauthorization: Bearer x\r\ncontent-length: \(size + 1)\r\n\r\n"
            let large = head + String(repeating: " ", count: size)
            let held = (0..<24).map { _ in Held(port, from: "127.0.0.1") }
            let refused = await withTaskGroup(of: Bool.self) { group in
                for one in held {
                    group.addTask { await one.isAnswered(after: large, with: "HTTP/1.1 503 ") }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(refused >= 4, "\(refused)")
            let small = try await Phone.tcp(port).say(
                "POST /v1/alerts/weather HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}"
            )
            #expect(small.hasPrefix("HTTP/1.1 401 "), "a small alert is read all the same")
            for one in held { one.hangUp() }
        }
    }
}
