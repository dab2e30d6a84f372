import Hummingbird
import HummingbirdCore
import Logging
import Mobilization
import MusterAPI
import NIOCore

/// What the router carries beside a request.
struct RequestScope: RequestContext {
    /// Where a request comes from.
    struct Origin: RequestContextSource {
        var logger: Logger
        var peer: Peer
        var http: MusterHTTP
    }
    typealias Source = Origin

    var coreContext: CoreRequestContextStorage
    let peer: Peer
    let http: MusterHTTP

    init(source: Origin) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.peer
        http = source.http
    }
}

extension Call {
    /// Reads a request in full.
    ///
    /// - Throws: 413, and 503 when all bodies together take too much, as `ProblemDetails`; the connection's own
    ///   error when it broke.
    init(
        _ request: Request, route: Route, account: Account?, scope: RequestScope, share: BodyBudget.Share
    ) async throws {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > route.limit {
            throw Problem.tooLarge(limit: route.limit)
        }
        var body: [UInt8] = []
        for try await piece in request.body {
            if body.count + piece.readableBytes > route.limit { throw Problem.tooLarge(limit: route.limit) }
            guard share.grow(by: piece.readableBytes) else { throw Problem.busy() }
            body += piece.readableBytesView
        }
        var parameters: [String: String] = [:]
        for name in route.parameterNames {
            parameters[name] = scope.parameters.get(name).map { $0.removingPercentEncoding() ?? $0 }
        }
        self.init(
            method: request.method.rawValue, path: request.uri.path, parameters: parameters,
            query: request.uri.queryParameters.map { (String($0.key), String($0.value)) },
            headers: request.headers.map { ($0.name.canonicalName, $0.value) },
            body: body, account: account)
    }
}

extension String {
    /// nil when a percent sign is not followed by two hexadecimal digits, or the bytes are no UTF-8.
    func removingPercentEncoding() -> String? {
        guard contains("%") else { return self }
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            guard byte == 0x25 else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap({ Character(UnicodeScalar($0)).hexDigitValue }),
                let low = rest.popFirst().flatMap({ Character(UnicodeScalar($0)).hexDigitValue })
            else { return nil }
            bytes.append(UInt8(high * 16 + low))
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension Response {
    init(reply: Reply) {
        var headers = HTTPFields()
        headers[.contentType] = reply.contentType
        // Figures of an emergency are never to be answered from a cache.
        headers[.cacheControl] = "no-store"
        if let challenge = reply.challenge { headers[.wwwAuthenticate] = challenge }
        if let seconds = reply.retryAfter { headers[.retryAfter] = "\(seconds)" }
        let body: ResponseBody
        switch reply.content {
        case .bytes(let bytes): body = ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        case .stream(let write): body = ResponseBody(write)
        }
        self.init(status: HTTPResponse.Status(code: reply.status), headers: headers, body: body)
    }
}
