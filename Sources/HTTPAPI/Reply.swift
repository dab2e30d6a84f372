import FoundationEssentials
import Hummingbird
import MusterAPI

/// What a route answers.
struct Reply: Sendable {
    enum Content: Sendable {
        case bytes([UInt8])
        case stream(@concurrent @Sendable (inout any ResponseBodyWriter) async throws -> Void)
    }

    var status: Int
    var contentType: String
    var content: Content
    /// The header `WWW-Authenticate`; nil: none.
    var challenge: String?
    /// The header `Retry-After`, in seconds; nil: none.
    var retryAfter: Int?

    static func json(_ value: some Encodable, status: Int = 200) -> Reply {
        do {
            let bytes = try MusterJSON.encode(value)
            return Reply(status: status, contentType: "application/json", content: .bytes(Array(bytes)))
        } catch {
            // Our own views are plain values; only a figure that isn't a number could bring us here.
            return .problem(Problem.internalError("a view could not be encoded"))
        }
    }

    static func text(_ text: String, contentType: String = "text/plain; charset=utf-8", status: Int = 200)
        -> Reply
    {
        Reply(status: status, contentType: contentType, content: .bytes(Array(text.utf8)))
    }

    static func problem(_ problem: ProblemDetails) -> Reply {
        let bytes = (try? MusterJSON.encode(problem)).map { Array($0) } ?? []
        var reply = Reply(
            status: problem.status, contentType: "application/problem+json", content: .bytes(bytes))
        switch problem.status {
        case 401: reply.challenge = "Bearer realm=\"muster\""
        case 429, 503: reply.retryAfter = 5
        default: break
        }
        return reply
    }
}
