import ChildPrograms
import CurlTransport
import Foundation
import MusterAPI
import Testing

/// What a test asks the daemon, the sandbox and the store.
extension Installation {
    struct Answer: Sendable {
        var status: Int
        var body: String
    }

    /// One text, call, reply or movement, as the sandbox wrote it down: the truth about what reached a phone.
    struct PhoneLine: Decodable, Sendable {
        var event: String
        /// Real time to the millisecond.
        var real: String
        var to: String?
        var from: String?
        var phone: String?
        var key: String?
        var id: String?
        var text: String?
        /// Of a receipt: `delivered`, `failed` or `expired`.
        var status: String?
        var site: String?

        /// Set when a gateway that keeps keys had the key before: then no phone rang.
        var is_repeat: Bool?

        /// A text or a call that came to a phone; one with an id did so although its sender never heard of it.
        var reachedPhone: Bool {
            (event == "text" || event == "call" || event == "dropped" && id != nil) && is_repeat != true
        }

        /// Milliseconds since 1970.
        var real_ms: Int? {
            let form = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
            return (try? form.parse(real)).map { Int(($0.timeIntervalSince1970 * 1000).rounded()) }
        }
    }

    /// What the sandbox still has to bring to the daemon.
    struct SandboxFigures: Decodable, Sendable {
        struct Callbacks: Decodable, Sendable {
            var waiting: Int
            var refused: Int
        }
        struct Gateway: Decodable, Sendable {
            /// Connections closed without an answer.
            var dropped: Int
        }
        var callbacks: Callbacks
        var gateway: Gateway
    }

    func daemonURL(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }
    func sandboxURL(_ path: String) -> String { "http://127.0.0.1:\(sandboxPort)\(path)" }

    /// The body of a 200; nil for anything else.
    func get(_ url: String, token: String? = nil) async -> [UInt8]? {
        let headers = token.map { ["Authorization: Bearer \($0)"] } ?? []
        let request = TransferRequest(method: "GET", url: url, ownHeaders: headers, responseLimit: 16 << 20)
        guard case .response(let response) = await loop.perform(request), response.status == 200 else {
            return nil
        }
        return response.body
    }

    func post(
        _ path: String, _ body: [UInt8], type: String = "application/json", token: String? = nil
    ) async throws -> Answer {
        var headers = ["Content-Type: \(type)"]
        if let token { headers.append("Authorization: Bearer \(token)") }
        let request = TransferRequest(
            url: daemonURL(path), ownHeaders: headers, body: body,
            timeouts: Timeouts(connect_ms: 3_000, total_ms: 60_000), responseLimit: 16 << 20)
        switch await loop.perform(request) {
        case .response(let response):
            return Answer(status: response.status, body: String(decoding: response.body, as: UTF8.self))
        case .failure(let failure): throw failure
        }
    }

    /// A demand of the district command.
    func demand(_ body: [UInt8]) async throws -> Answer {
        try await post("/v1/alerts/district-command", body, token: token("district-command"))
    }

    /// The same under another number.
    func demand(_ body: [UInt8], _ id: String) async throws -> Answer {
        let text = String(decoding: body, as: UTF8.self)
        return try await demand(Array(text.replacing(#/"id": *"[^"]*"/#, with: "\"id\":\"\(id)\"").utf8))
    }

    func status() async throws -> StatusView {
        let ended = try await musterctl("status", "--json")
        try #require(ended.status == 0, "\(ended.output)")
        return try MusterJSON.decode(StatusView.self, from: Data(ended.output.utf8))
    }

    func phoneLines() throws -> [PhoneLine] {
        guard let text = try? String(contentsOfFile: sandboxLog, encoding: .utf8) else { return [] }
        return try text.split(separator: "\n").map {
            try JSONDecoder().decode(PhoneLine.self, from: Data($0.utf8))
        }
    }

    func sandboxFigures() async throws -> SandboxFigures {
        let body = try #require(await get(sandboxURL("/truth")), "the sandbox doesn't answer")
        return try JSONDecoder().decode(SandboxFigures.self, from: Data(body))
    }

    /// What `sqlite3` says about the store, its rows on lines and its columns apart by `|`. Writes nothing.
    func query(_ sql: String, of file: String? = nil) async throws -> String {
        let sqlite3 = try #require(Needed.sqlite3, "the test must be skipped without sqlite3")
        let ended = try await run(sqlite3, ["-readonly", "-cmd", ".timeout 5000", file ?? store, sql])
        try #require(ended.status == 0, "sqlite3: \(ended.output)")
        return ended.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func count(_ sql: String) async throws -> Int { Int(try await query(sql)) ?? -1 }

    /// The figure of the newest `chain head` in the journal, as `musterd replay --head` takes it.
    var lastHead: String? {
        journal.split(separator: "\n").last { $0.contains("chain head ") }
            .flatMap { $0.split(separator: " ").last }.map(String.init)
    }
}
