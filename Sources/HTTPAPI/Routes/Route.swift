import Mobilization
import MusterAPI

/// One request that the daemon serves. The table of these makes the router and the OpenAPI document.
struct Route: Sendable {
    /// Who may ask. All rights stand in this table, and a test walks every route with every role:
    ///
    /// | access | nobody | source | viewer | officer | administrator |
    /// |---|---|---|---|---|---|
    /// | `open` | yes | yes | yes | yes | yes |
    /// | `gate` | no | its own alerts, its own callbacks | no | no | no |
    /// | `account` | no | no | yes | yes | yes |
    /// | `role(.officer)` | no | no | no | yes | yes |
    /// | `role(.administrator)` | no | no | no | no | yes |
    enum Access: Sendable, Hashable {
        /// Anybody who reaches the port.
        case open
        /// The route proves the sender itself: alert sources and gateways.
        case gate
        /// Any account.
        case account
        case role(AccountRole)
    }

    /// A name in the query.
    struct Query: Sendable {
        var name: String
        var summary: String
    }

    /// What the request carries.
    enum Body: Sendable {
        case none
        /// - isOptional: An empty body is taken for `{}`.
        case json(Shape, isOptional: Bool)
        case raw(contentTypes: [String])
    }

    /// What a success answers.
    enum Success: Sendable {
        case json(Shape)
        case text(String)
    }

    var method: String
    /// With the parameters in braces: `/v1/incidents/{id}/log`.
    var path: String
    var access: Access
    var summary: String
    var query: [Query] = []
    var body: Body = .none
    /// Bytes of the body; more is answered with 413.
    var limit = Limits.commandBytes
    var success: Success
    /// The statuses of refusals, beside 401, 403 and 503, which come with the access and the store.
    var refusals: [Int] = []
    /// - Throws: `ProblemDetails` for everything that is refused.
    var serve: @Sendable (Call, MusterHTTP) async throws -> Reply

    /// `/v1/incidents/{id}/log` taken apart.
    var segments: [Substring] { path.split(separator: "/") }

    /// The names in braces, in order.
    var parameterNames: [String] {
        segments.filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    /// Whether this path takes `segments`, whatever the method.
    func matches(_ other: [Substring]) -> Bool {
        let own = segments
        return own.count == other.count && zip(own, other).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}

/// The schema of one of our own types, found out when somebody asks: for all routes it takes 100 ms, which a daemon that
/// starts again while alerts wait doesn't have.
struct Shape: Sendable {
    fileprivate let find: @Sendable () -> Schema

    var schema: Schema { find() }
}

/// The shapes of our own types. They are plain structures of text, numbers and lists, so the probe can't fail;
/// a test walks the whole table.
func shape<Value: Decodable & SendableMetatype>(_ type: Value.Type) -> Shape {
    Shape {
        do {
            return try SchemaProbe.schema(of: type)
        } catch {
            fatalError("broken promise: \(type) has a shape on the wire (\(error))")
        }
    }
}
