import HTTPAPI
import Hummingbird
import HummingbirdCore
import Mobilization
import MobilizationRuntime
import MusterAPI
import Testing

@Suite struct `Rights, route by route` {
    enum Caller: String, CaseIterable {
        case nobody, source, viewer, officer, administrator

        /// What it shows. A source's own token opens nothing but its alerts.
        var token: String? {
            switch self {
            case .nobody: nil
            case .source: "source-token-source-token"
            case .viewer: "viewer-token"
            case .officer: "officer-token"
            case .administrator: "admin-token"
            }
        }
    }

    /// Open to whoever reaches the port: probes and the document, without people.
    static let open: Set<String> = [
        "GET /healthz", "GET /readyz", "GET /metrics", "GET /openapi.yaml",
    ]
    /// Prove themselves by other means than an account.
    static let gates: Set<String> = [
        "POST /v1/alerts/{source}", "POST /v1/gateways/{gateway}/receipts",
        "GET /v1/gateways/{gateway}/receipts",
        "POST /v1/gateways/{gateway}/replies", "GET /v1/gateways/{gateway}/replies",
    ]
    static let forAdministrators: Set<String> = ["POST /v1/roster", "POST /v1/reload"]
    /// Looking, but at why one person was called or not, which may tell their age or insurance.
    static let looksForOfficers: Set<String> = [
        "GET /v1/incidents/{id}/members/{member}/why"
    ]

    /// Who may: every GET looks and every POST commands, but for those above.
    static func mayUse(_ route: String) -> Set<Caller> {
        if open.contains(route) { return Set(Caller.allCases) }
        if gates.contains(route) { return [] }
        if forAdministrators.contains(route) { return [.administrator] }
        if looksForOfficers.contains(route) { return [.officer, .administrator] }
        return route.hasPrefix("GET ") ? [.viewer, .officer, .administrator] : [.officer, .administrator]
    }

    static func path(_ pattern: String) -> String {
        pattern.replacing("{id}", with: "0417").replacing("{member}", with: "1")
            .replacing("{source}", with: "weather").replacing("{gateway}", with: "sms-a")
    }

    private func status(
        _ exchange: Exchange, _ method: String, _ path: String, _ caller: Caller
    ) async throws -> Int {
        var headers = HTTPFields()
        if let token = caller.token { headers[.authorization] = "Bearer \(token)" }
        headers[.contentType] = "application/json"
        let request = Request(
            head: HTTPRequest(
                method: try #require(HTTPRequest.Method(rawValue: method)), scheme: "http",
                authority: "localhost", path: path, headerFields: headers),
            body: RequestBody(buffer: ByteBuffer(string: method == "POST" ? "{}" : "")))
        return try await exchange.http.respond(to: request, from: .network).status.code
    }

    @Test(arguments: Caller.allCases)
    func `every route lets in whom it should, and nothing happens for anybody else`(caller: Caller)
        async throws
    {
        let served = Exchange().http.served
        #expect(served.count > 60)
        let known = Set(served.map { "\($0.method) \($0.path)" })
        for named in [Self.open, Self.gates, Self.forAdministrators, Self.looksForOfficers] {
            #expect(named.isSubset(of: known), "\(named.subtracting(known))")
        }
        for (method, pattern) in served {
            let exchange = Exchange()
            let status = try await status(exchange, method, Self.path(pattern), caller)
            let isIn = status != 401 && status != 403
            #expect(
                isIn == Self.mayUse("\(method) \(pattern)").contains(caller),
                "\(method) \(pattern): \(status)")
            if !isIn {
                #expect(
                    status
                        == (exchange.knows(caller) && !Self.gates.contains("\(method) \(pattern)")
                            ? 403 : 401))
            }
            for input in exchange.desk.inputs where !isIn {
                guard case .commandHeard = input else {
                    Issue.record("\(method) \(pattern) as \(caller): \(input)")
                    continue
                }
            }
        }
    }

    @Test func `no GET changes anything, callbacks of gateways aside`() async throws {
        for (method, pattern) in Exchange().http.served where method == "GET" {
            if Self.gates.contains("GET \(pattern)") { continue }
            let exchange = Exchange()
            _ = try await status(exchange, method, Self.path(pattern), .administrator)
            #expect(exchange.desk.inputs.isEmpty, "GET \(pattern)")
        }
    }

    @Test func `a command that somebody may not give is written down, with who and from where`() async throws
    {
        let exchange = Exchange()
        let peer = Peer.remote(address: "10.0.0.5")
        #expect(try await exchange.send("POST", "/v1/stop", token: "viewer-token", peer: peer).status == 403)
        #expect(try await exchange.send("POST", "/v1/stop", token: nil, peer: .local(uid: 77)).status == 403)
        let heard = exchange.desk.inputs.map { input -> HeardCommand? in
            if case .commandHeard(let heard) = input { heard } else { nil }
        }
        #expect(
            heard == [
                HeardCommand(
                    account: "wall", via: "token from 10.0.0.5", verb: "POST /v1/stop", refusal: "notAllowed"),
                HeardCommand(account: "uid-77", via: "uid 77", verb: "POST /v1/stop", refusal: "notAllowed"),
            ])
    }

    @Test func `a command carries who gave it and from where`() async throws {
        let exchange = Exchange()
        #expect(
            try await exchange.send("POST", "/v1/stop", token: nil, peer: .local(uid: 4242)).status == 200)
        guard case .command(_, let account)? = exchange.desk.inputs.first else {
            Issue.record("no command came")
            return
        }
        #expect(account.name == "li" && account.via == "uid 4242")
    }
}

extension Exchange {
    func knows(_ caller: `Rights, route by route`.Caller) -> Bool { caller != .nobody && caller != .source }
}
