import CurlTransport
import FoundationEssentials
import MusterAPI

extension DaemonLink {
    /// Follows a stream of server-sent events until the daemon ends it.
    ///
    /// `last` is the id of the newest event that is known, which then isn't sent again. `take` gets each event in order.
    ///
    /// - Throws: `Trouble.refused` when the daemon won't stream, `Trouble.unreachable` when it is gone.
    func follow(
        _ path: String, after last: String?, taking take: (ServerEvent) async -> Void
    ) async throws {
        var request = request("GET", path, query: [], body: nil, contentType: "")
        request.ownHeaders.removeAll { $0.hasPrefix("Accept: ") }
        request.ownHeaders.append("Accept: text/event-stream")
        if let last { request.ownHeaders.append("Last-Event-ID: " + last) }
        // The daemon says something every 15 s, if only that it is still there.
        request.timeouts = Timeouts(connect_ms: 3_000, total_ms: 0, silence_s: 40)
        let (chunks, feed) = AsyncStream.makeStream(of: [UInt8].self)
        let carrier = carrier
        let sent = request
        async let end = {
            let result = await carrier.stream(sent) { _, chunk in
                feed.yield(chunk)
                return true
            }
            feed.finish()
            return result
        }()
        var events = ServerEvents()
        for await chunk in chunks {
            for event in events.read(chunk) { await take(event) }
        }
        switch await end {
        case .response(let response) where (200...299).contains(response.status): return
        case .response(let response):
            _ = try read(StatusView.self, Answer(status: response.status, bytes: response.body))
        case .failure(let failure): throw Trouble.unreachable(sentence(for: failure, isOrder: false))
        }
    }
}

/// One event of a stream.
struct ServerEvent: Sendable, Equatable {
    /// nil: the event has none of its own.
    var id: String?
    /// `message` where the stream doesn't say.
    var name = "message"
    var data = ""
}

/// Reads server-sent events out of bytes that come in any pieces. Remarks and unknown fields are passed over.
struct ServerEvents {
    private var line: [UInt8] = []
    private var event = ServerEvent()
    private var hasData = false

    /// The events that these bytes complete.
    mutating func read(_ bytes: [UInt8]) -> [ServerEvent] {
        var done: [ServerEvent] = []
        for byte in bytes {
            guard byte == UInt8(ascii: "\n") else {
                if byte != UInt8(ascii: "\r") { line.append(byte) }
                continue
            }
            if line.isEmpty {
                if hasData { done.append(event) }
                event = ServerEvent()
                hasData = false
            } else {
                take(String(decoding: line, as: UTF8.self))
            }
            line.removeAll(keepingCapacity: true)
        }
        return done
    }

    private mutating func take(_ line: String) {
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let value = parts.count == 2 ? String(parts[1].first == " " ? parts[1].dropFirst() : parts[1]) : ""
        switch parts[0] {
        case "id": event.id = value
        case "event": event.name = value
        case "data":
            event.data += (hasData ? "\n" : "") + value
            hasData = true
        default: break
        }
    }
}
