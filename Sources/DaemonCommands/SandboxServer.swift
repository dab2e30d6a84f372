import Hummingbird
import Logging
import Mobilization
import NIOCore

/// The network's front door on HTTP.
///
/// | request | does |
/// |---|---|
/// | `POST /send`, `POST /voice` | takes a text or a call: `{"key","to","text","callback"}` -> 200 `{"id":"g-1"}` |
/// | `GET /truth` | what really happened, in figures |
/// | `GET /truth/members?site=F01`, `?phone=+86...` | the phones that got a text |
/// | `POST /say` | lets a person write: `{"from","text"}` -> 202, or 404 for a phone on no roster |
/// | `GET /healthz` | 200 once it serves |
struct SandboxServer: Sendable {
    let host: String
    let port: Int
    let exchange: SandboxExchange

    /// Serves until SIGTERM or SIGINT, and calls `serving` once with the port. Throws when it can't listen.
    func run(serving: @escaping @Sendable (Int) -> Void) async throws {
        var logger = Logger(label: "sandbox")
        logger.logLevel = .warning
        let application = Application(
            router: router(), configuration: .init(address: .hostname(host, port: port)),
            onServerRunning: { channel in serving(channel.localAddress?.port ?? port) }, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            let exchange = exchange
            group.addTask { await exchange.live() }
            group.addTask { try await application.runService() }
            // The exchange never ends by itself, so whatever ends first is the server.
            try await group.next()
            group.cancelAll()
        }
    }

    private func router() -> Router<SandboxContext> {
        let router = Router(context: SandboxContext.self)
        router.get("healthz") { _, _ in "ok\n" }
        router.post("send") { request, context in try await take(request, context, channel: .sms) }
        router.post("voice") { request, context in try await take(request, context, channel: .voice) }
        router.post("say") { request, context in
            let saying = try await request.decode(as: SandboxSaying.self, context: context)
            return await exchange.speak(saying)
                ? Response(status: .accepted)
                : try json(SandboxProblem(error: "no phone of the roster has this number"), status: .notFound)
        }
        router.get("truth") { _, _ in try json(await exchange.truth()) }
        router.get("truth/members") { request, _ in
            let query = request.uri.queryParameters
            return try json(
                await exchange.phones(
                    site: query["site"].map(String.init), phone: query["phone"].map(String.init)))
        }
        return router
    }

    private func take(_ request: Request, _ context: SandboxContext, channel: Mobilization.Channel)
        async throws -> Response
    {
        let text = try await request.decode(as: SandboxText.self, context: context)
        if let callback = text.callback, !SandboxGate.isLoopback(url: callback) {
            return try json(
                SandboxProblem(error: "the callback must be an http address on loopback"),
                status: .unprocessableContent)
        }
        let delay = await exchange.nextDelay()
        if delay > .zero { try await Task.sleep(for: delay) }
        let (verdict, id) = await exchange.take(text, channel: channel)
        switch verdict {
        case .take: return try json(SandboxAccepted(id: id ?? ""))
        case .throttle(let seconds):
            var response = try json(
                SandboxProblem(error: "too many texts a second"), status: .tooManyRequests)
            response.headers[.retryAfter] = String(seconds)
            return response
        case .fail: return try json(SandboxProblem(error: "out of order"), status: .internalServerError)
        case .refuse: return try json(SandboxProblem(error: "no such number"), status: .unprocessableContent)
        case .drop:
            try? await context.channel.close()
            throw HTTPError(.serviceUnavailable)
        }
    }

    private func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        Response(
            status: status, headers: [.contentType: "application/json; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try SandboxJSON.bytes(value))))
    }
}

/// Keeps the connection at hand, so that a request can be left unanswered.
struct SandboxContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any NIOCore.Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
