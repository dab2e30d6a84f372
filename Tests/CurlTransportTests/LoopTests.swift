import CurlTransport
import Synchronization
import Testing

/// Many requests at once, streams, timers and the loop's end.
struct LoopTests {
    @Test func `never more requests are under way than there are connections`() async throws {
        let server = LoopbackServer { _ in .ok("ok") }
        let seen = Completions()
        let loop = CurlLoop(name: "cap", options: .init(connections: 3)) { seen.add($0) }
        try await server.run { address in
            loop.submit((1...200).map { TransferRequest(url: address, body: Array("x".utf8), tag: $0) })
            try await waitUntil { seen.all.count == 200 }
        }
        #expect(server.mostOpenConnections <= 3)
        #expect(server.connections <= 3)
        #expect(server.requests.count == 200)
        #expect(Set(seen.all.map(\.tag)) == Set(1...200))
        #expect(
            seen.all.allSatisfy {
                $0.result == .response(TransferResponse(status: 200, body: Array("ok".utf8)))
            })
    }

    @Test func `waiting for a connection doesn't use up a request's time`() async throws {
        // One connection, and a first request that takes it for longer than the second one may take.
        let server = LoopbackServer { $0.number == 1 ? .silence : .ok("ok") }
        let seen = Completions()
        let loop = CurlLoop(name: "queue", options: .init(connections: 1)) { seen.add($0) }
        try await server.run { address in
            loop.submit([
                TransferRequest(url: address, timeouts: Timeouts(total_ms: 3_000), tag: 1),
                TransferRequest(url: address, timeouts: Timeouts(total_ms: 2_500), tag: 2),
            ])
            try await waitUntil { seen.all.count == 2 }
        }
        #expect(seen.all.map(\.tag) == [1, 2])
        guard case .failure = seen.all[0].result, case .response = seen.all[1].result else {
            Issue.record("the second must be answered: \(seen.all)")
            return
        }
    }

    @Test func `more than may wait is turned away, surely not sent`() async throws {
        let server = LoopbackServer { _ in .silence }
        let seen = Completions()
        let loop = CurlLoop(name: "limit", options: .init(connections: 1, waitingLimit: 2)) { seen.add($0) }
        try await server.run { address in
            loop.submit((1...5).map { TransferRequest(url: address, tag: $0) })
            try await waitUntil { !seen.all.isEmpty }
            let failure = TransferFailure(cause: .tooManyWaiting, detail: "", mayHaveBeenSent: false)
            #expect(seen.all.map(\.tag) == [3, 4, 5])
            #expect(seen.all.allSatisfy { $0.result == .failure(failure) })
        }
    }

    @Test func `a recall ends what has not left, and nothing else`() async throws {
        let server = LoopbackServer { request in
            request.number == 1 ? .silence : .answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        }
        let seen = Completions()
        let loop = CurlLoop(name: "recall", options: .init(connections: 1)) { seen.add($0) }
        try await server.run { address in
            let short = Timeouts(total_ms: 1_500)
            loop.submit((1...3).map { TransferRequest(url: address, timeouts: short, tag: $0) })
            try await waitUntil { server.requests.count == 1 }
            loop.recallUnsent()
            loop.submit([TransferRequest(url: address, tag: 4)])
            try await waitUntil { seen.all.count == 4 }
        }
        #expect(seen.all.map(\.tag) == [2, 3, 1, 4])
        let recalled = TransferFailure(cause: .recalled, detail: "", mayHaveBeenSent: false)
        #expect(seen.all.prefix(2).allSatisfy { $0.result == .failure(recalled) })
        #expect(server.requests.count == 2)
    }

    @Test func `a stream is read as it comes until the reader has enough`() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
        let server = LoopbackServer { _ in .answer(head + "data: 1\n\n" + "data: 2\n\n") }
        let loop = CurlLoop(name: "stream")
        let read = Mutex("")
        try await server.run { address in
            let request = TransferRequest(
                method: "GET", url: address, timeouts: Timeouts(total_ms: 0), responseLimit: 4)
            let result = await loop.stream(request) { status, chunk in
                read.withLock { $0 += "\(status) " + String(decoding: chunk, as: UTF8.self) }
                return !read.withLock { $0.contains("data: 2") }
            }
            guard case .failure(let failure) = result else {
                Issue.record("the server didn't end it")
                return
            }
            #expect(failure.cause == .cancelled)
        }
        #expect(read.withLock { $0.hasPrefix("200 data: 1") })
    }

    @Test func `an error answer to a stream is collected instead of read`() async throws {
        let server = LoopbackServer { _ in .ok("{\"title\":\"no\"}", status: "403 Forbidden") }
        let loop = CurlLoop(name: "stream")
        try await server.run { address in
            let result = await loop.stream(TransferRequest(method: "GET", url: address)) { _, _ in
                Issue.record("a refusal isn't an event")
                return true
            }
            #expect(
                result == .response(TransferResponse(status: 403, body: Array("{\"title\":\"no\"}".utf8))))
        }
    }

    @Test func `a cancelled task ends its transfer and frees the connection`() async throws {
        let server = LoopbackServer { $0.number == 1 ? .silence : .ok("ok") }
        let loop = CurlLoop(name: "cancel", options: .init(connections: 1))
        try await server.run { address in
            let task = Task { await loop.perform(TransferRequest(url: address)) }
            try await waitUntil { server.requests.count == 1 }
            task.cancel()
            guard case .failure(let failure) = await task.value else {
                Issue.record("there was no answer")
                return
            }
            #expect(failure.cause == .cancelled)
            #expect(failure.mayHaveBeenSent)
            guard case .response = await loop.perform(TransferRequest(url: address)) else {
                Issue.record("the connection must be free again")
                return
            }
        }
    }

    @Test func `what is due first is done first`() async throws {
        let loop = CurlLoop(name: "timers")
        let done = Mutex<[Int]>([])
        loop.after(milliseconds: 60) { done.withLock { $0.append(3) } }
        loop.after(milliseconds: 20) { done.withLock { $0.append(2) } }
        loop.after(milliseconds: 0) { done.withLock { $0.append(1) } }
        try await waitUntil { done.withLock { $0.count == 3 } }
        #expect(done.withLock { $0 } == [1, 2, 3])
    }

    @Test func `the end settles everything, and says what may have been sent`() async throws {
        let server = LoopbackServer { _ in .silence }
        let seen = Completions()
        let loop = CurlLoop(name: "end", options: .init(connections: 1)) { seen.add($0) }
        try await server.run { address in
            // On a busy machine the end may come late; a time-out must not come before it.
            let patient = Timeouts(total_ms: 300_000)
            loop.submit([
                TransferRequest(url: address, timeouts: patient, tag: 1),
                TransferRequest(url: address, timeouts: patient, tag: 2),
            ])
            try await waitUntil { server.requests.count == 1 }
            loop.shutdownAndWait()
        }
        #expect(
            seen.all.map(\.result) == [
                .failure(TransferFailure(cause: .shutDown, detail: "", mayHaveBeenSent: true)),
                .failure(TransferFailure(cause: .shutDown, detail: "", mayHaveBeenSent: false)),
            ])
        loop.submit([TransferRequest(url: "http://127.0.0.1:1/", tag: 3)])
        #expect(seen.all.map(\.tag) == [1, 2, 3])
        guard case .failure(let late) = await loop.perform(TransferRequest(url: "http://127.0.0.1:1/")) else {
            Issue.record("an ended loop sends nothing")
            return
        }
        #expect(late.cause == .shutDown)
    }
}

/// What a loop's batch callback was given, in order.
private final class Completions: Sendable {
    private let completions = Mutex<[TransferCompletion]>([])

    var all: [TransferCompletion] { completions.withLock { $0 } }

    func add(_ batch: [TransferCompletion]) {
        completions.withLock { $0 += batch }
    }
}
