import Crypto
package import Hummingbird
import HummingbirdCore
package import Logging
import Mobilization
import MobilizationRuntime
import MusterAPI

/// The daemon's HTTP interface: requests become inputs of the engine, or views of the board.
///
/// Made once, used by every listener. A command is answered after it is durable; a query reads one board.
package struct MusterHTTP: Sendable {
    let ports: MusterPorts
    let routes: [Route]
    let streams = ProgressStreams()
    let traffic = Traffic()
    let forecasts = ForecastShelf()
    private let logger: Logger
    private let router: RouterResponder<RequestScope>

    package init(ports: MusterPorts, logger: Logger) {
        self.ports = ports
        self.logger = logger
        let routes =
            Route.intake + Route.queries + Route.commands + Route.posture + Route.desk + Route.drills
            + Route.gates + Route.operations
        self.routes = routes
        let router = Router(context: RequestScope.self)
        router.add(middleware: UnknownPaths())
        for route in routes {
            router.on(RouterPath(route.path), method: route.method == "GET" ? .get : .post) {
                request, scope in
                try await scope.http.serve(route, request, scope)
            }
        }
        self.router = router.buildResponder()
    }

    /// Serves one request, whatever listener it came through.
    ///
    /// - Throws: Only when the connection broke while the body was read; there is nobody to answer then.
    package func respond(to request: Request, from peer: Peer) async throws -> Response {
        let scope = RequestScope(source: RequestScope.Origin(logger: logger, peer: peer, http: self))
        let response = try await router.respond(to: request, context: scope)
        traffic.count(status: response.status.code)
        return response
    }

    /// Ends the open streams, so that a shut-down doesn't wait for boards on the wall.
    package func close() { streams.close() }

    /// The board that everything is read from.
    ///
    /// - Throws: 503 before the first one is published.
    func board() throws(ProblemDetails) -> Board {
        guard let board = ports.boards.current else { throw Problem.noBoard() }
        return board
    }

    /// What people wrote is for officers.
    func texts(for call: Call) -> (any TextReader)? { call.isOfficer ? ports.texts : nil }

    private func serve(_ route: Route, _ request: Request, _ scope: RequestScope) async throws -> Response {
        do {
            // Before the body is read: strangers shall not make us hold 16 MiB.
            let account = try authorise(route, request, scope.peer)
            let call = try await Call(request, route: route, account: account, scope: scope)
            return Response(reply: try await route.serve(call, self))
        } catch let problem as ProblemDetails {
            return Response(reply: .problem(problem))
        }
    }

    private func authorise(_ route: Route, _ request: Request, _ peer: Peer) throws(ProblemDetails)
        -> Account?
    {
        switch route.access {
        case .open, .gate: return nil
        case .account: return try account(request, peer)
        case .role(let role):
            let account = try account(request, peer)
            guard account.may(role) else { throw Problem.forbidden(needs: role) }
            return account
        }
    }

    private func account(_ request: Request, _ peer: Peer) throws(ProblemDetails) -> Account {
        let book = ports.accounts()
        if let header = request.headers[values: .authorization].first {
            let parts = header.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "bearer",
                let account = book.account(token: String(parts[1]))
            else { throw Problem.unauthorised() }
            return account
        }
        guard case .local(let uid) = peer else { throw Problem.unauthorised() }
        return book.account(uid: uid)
    }

    /// 404 for a path that isn't there, 405 for one that takes other methods.
    fileprivate func noRoute(_ request: Request) -> ProblemDetails {
        let path = request.uri.path
        let segments = path.split(separator: "/")
        let allowed = routes.filter { $0.matches(segments) }.map(\.method)
        return allowed.isEmpty
            ? Problem.notFound(String(path.prefix(200)))
            : Problem.methodNotAllowed(request.method.rawValue, String(path.prefix(200)), allowed: allowed)
    }
}

/// Gives the router's own 404 our words; routes never throw one.
private struct UnknownPaths: RouterMiddleware {
    @concurrent
    func handle(
        _ request: Request, context: RequestScope,
        next: @concurrent (Request, RequestScope) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status.code == 404 {
            return Response(reply: .problem(context.http.noRoute(request)))
        }
    }
}
