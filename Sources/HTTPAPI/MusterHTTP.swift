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
    let document = DocumentShelf()
    private let bodies = BodyBudget()
    /// By address: requests with no credentials or bad ones. Good ones pass however many bad ones come.
    private let strangers = Throttle(perSecond: 10, burst: 100)
    /// By account: commands that it may not give.
    private let trespassers = Throttle(perSecond: 0.2, burst: 20)
    /// Lines for the journal, by what they say.
    private let complaints = Throttle(perSecond: 1.0 / 60, burst: 1)
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

    /// Every route, as method and path, in the order of the OpenAPI document.
    package var served: [(method: String, path: String)] { routes.map { ($0.method, $0.path) } }

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
            // Before the body is read: strangers shall not make us hold 16 MiB. Sources and gateways prove themselves by
            // the body, so theirs count as strangers' until then.
            let account = try authorise(route, request, scope.peer)
            let share = BodyBudget.Share(bodies, isProven: account != nil)
            let call = try await Call(request, route: route, account: account, scope: scope, share: share)
            let reply = try await route.serve(call, self)
            return withExtendedLifetime(share) { Response(reply: reply) }
        } catch let problem as ProblemDetails {
            return Response(reply: .problem(problem.status == 401 ? stranger(scope.peer, problem) : problem))
        }
    }

    /// 401 so many times a second for one address, then 429.
    private func stranger(_ peer: Peer, _ problem: ProblemDetails) -> ProblemDetails {
        guard case .remote(let address) = peer, !strangers.takes(address) else { return problem }
        if complaints.takes("strangers \(address)") {
            ports.tell("many requests without valid credentials from \(address); they are answered with 429")
        }
        return Problem.tooOften()
    }

    private func authorise(_ route: Route, _ request: Request, _ peer: Peer) throws(ProblemDetails)
        -> Account?
    {
        switch route.access {
        case .open, .gate: return nil
        case .account: return try account(request, peer)
        case .role(let role):
            let account = try account(request, peer)
            guard account.may(role) else { throw trespass(account, route, needs: role) }
            return account
        }
    }

    /// What somebody tried who may not is written down; a program that tries without end is not.
    private func trespass(_ account: Account, _ route: Route, needs role: AccountRole) -> ProblemDetails {
        guard trespassers.takes(account.name) else { return Problem.tooOften() }
        // No GET changes anything, not even the log.
        if route.method == "POST" {
            hear("\(route.method) \(route.path)", of: account, refusal: "notAllowed")
        }
        return Problem.forbidden(needs: role)
    }

    /// Leaves a trace of a command that doesn't go through the engine; nobody waits for it.
    func hear(_ verb: String, of account: Account, refusal: String?) {
        let heard = HeardCommand(
            account: account.name, via: account.via ?? "", verb: verb, refusal: refusal)
        _ = ports.post(Letter(.commandHeard(heard)))
    }

    private func account(_ request: Request, _ peer: Peer) throws(ProblemDetails) -> Account {
        let book = ports.accounts()
        if let header = request.headers[values: .authorization].first {
            let parts = header.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "bearer",
                var account = book.account(token: String(parts[1]))
            else { throw Problem.unauthorised() }
            account.via = peer.words(byToken: true)
            return account
        }
        guard case .local(let uid) = peer else { throw Problem.unauthorised() }
        var account = book.account(uid: uid)
        account.via = peer.words(byToken: false)
        return account
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
