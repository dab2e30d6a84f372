import Foundation
import HTTPAPI
import Hummingbird
import HummingbirdCore
import Logging
import Mobilization
import MobilizationRuntime
import MusterAPI
import Testing

/// The interface with everything around it replaced by values.
struct Exchange: Sendable {
    var http: MusterHTTP
    var desk: Desk

    init(
        board fixed: Board? = board(), facts: FixedFacts = FixedFacts(),
        alert: @escaping AlertGate = { _ in .unauthorised },
        callback: @escaping CallbackGate = { _ in .refused },
        roster: @escaping RosterImport = { _ in .storeUnavailable(StoreFailure(.diskFull, "none")) },
        answer: @escaping @Sendable (Input) -> Reception? = { _ in .answer(.done(Done(people: 3))) }
    ) {
        let desk = Desk(answer)
        var accounts = AccountBook()
        accounts.add(
            tokenDigest: AccountBook.digest(of: "officer-token"),
            account: Account(name: "wang", roles: [.officer]))
        accounts.add(
            tokenDigest: AccountBook.digest(of: "viewer-token"),
            account: Account(name: "wall", roles: [.viewer]))
        accounts.add(
            tokenDigest: AccountBook.digest(of: "admin-token"),
            account: Account(name: "root", roles: [.administrator]))
        accounts.add(uid: 4242, account: Account(name: "li", roles: [.officer]))
        let book = accounts
        self.desk = desk
        http = MusterHTTP(
            ports: MusterPorts(
                post: { desk.post($0) }, boards: FixedBoard(fixed), texts: FixedTexts(), facts: facts,
                readAlert: alert, readCallback: callback, accounts: { book }, importRoster: roster),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    struct Answered {
        var status: Int
        /// By name in lower case.
        var headers: [String: String]
        var body: String

        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try MusterJSON.decode(type, from: Data(body.utf8))
        }
        /// The code of the problem; empty when it is none.
        var code: String { (try? decode(ProblemDetails.self))?.code ?? "" }
    }

    /// Where `token` is nil, none is sent.
    func send(
        _ method: String, _ path: String, _ body: String = "", token: String? = "officer-token",
        type: String? = "application/json", key: String? = nil, peer: Peer = .network
    ) async throws -> Answered {
        var headers = HTTPFields()
        if let token { headers[.authorization] = "Bearer \(token)" }
        if let type, !body.isEmpty { headers[.contentType] = type }
        if let key {
            let name = try #require(HTTPFields.Element.Name("idempotency-key"))
            headers[name] = key
        }
        let request = Request(
            head: HTTPRequest(
                method: try #require(HTTPRequest.Method(rawValue: method)), scheme: "http",
                authority: "localhost", path: path,
                headerFields: headers),
            body: RequestBody(buffer: ByteBuffer(string: body)))
        let response = try await http.respond(to: request, from: peer)
        let collector = Collector()
        try await response.body.write(CollectingWriter(collector: collector))
        return Answered(
            status: response.status.code,
            headers: Dictionary(
                response.headers.map { ($0.name.canonicalName, $0.value) },
                uniquingKeysWith: { first, _ in first }),
            body: String(decoding: collector.bytes, as: UTF8.self))
    }

    func get(_ path: String, token: String? = "officer-token") async throws -> Answered {
        try await send("GET", path, token: token)
    }

    func post(_ path: String, _ body: String = "", token: String? = "officer-token") async throws -> Answered
    {
        try await send("POST", path, body, token: token)
    }
}

/// Used by one task at a time: the one that writes the body.
final class Collector: @unchecked Sendable {
    var bytes: [UInt8] = []
}

struct CollectingWriter: ResponseBodyWriter {
    let collector: Collector
    mutating func write(_ buffer: ByteBuffer) async throws {
        collector.bytes += buffer.readableBytesView
    }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
