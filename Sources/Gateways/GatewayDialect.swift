import CurlTransport
import Mobilization
import MobilizationRuntime

/// What is peculiar to one kind of gateway: how a message is put, and how answers are read.
///
/// Values without state; `Gateway` keeps the time, the credit and the connections.
protocol GatewayDialect: Sendable {
    /// The request that carries `message`.
    ///
    /// - Parameters:
    ///   - message: The order with its words.
    ///   - now_s: Wall time, in seconds since 1970 UTC.
    /// - Returns: The request, without a tag.
    /// - Throws: `Unsendable`, when this kind can't carry it at all.
    func request(for message: OutboundMessage, now_s: Int64) throws(Unsendable) -> TransferRequest

    /// What a whole answer says; nil leaves it to `usualOutcome`.
    func outcome(of response: TransferResponse) -> Outcome?

    /// A request that sends nothing to anybody and shows whether the gateway listens.
    var probe: TransferRequest { get }

    func receipts(from callback: GatewayCallback) throws(CallbackRefusal) -> [ReceivedReceipt]
    func replies(from callback: GatewayCallback) throws(CallbackRefusal) -> [ReceivedReply]
}

/// Why a message didn't become a request; this recipient's fault.
struct Unsendable: Error {
    var reason: String
}

extension GatewayDialect {
    func outcome(of result: TransferResult) -> Outcome {
        switch result {
        case .failure(let failure) where failure.mayHaveBeenSent: .unknown(reason: failure.description)
        case .failure(let failure): .surelyNotSent(reason: failure.description)
        case .response(let response): outcome(of: response) ?? usualOutcome(of: response)
        }
    }

    /// How an HTTP status reads where the gateway's documentation says nothing else.
    ///
    /// | status | outcome |
    /// |---|---|
    /// | 2xx | accepted |
    /// | 429, and 503 with `Retry-After` from a gateway that keeps keys | throttled |
    /// | 3xx, 401, 403, 404, 405, 415 | gateway broken: its address or account, never one number |
    /// | other 4xx | refused |
    /// | 408, 5xx, anything else | unknown: it may have been acted on |
    func usualOutcome(of response: TransferResponse) -> Outcome {
        switch response.status {
        case 200...299: .accepted(reference: "")
        case 429: .throttled(retryAfter: response.pause)
        case 300...399:
            .gatewayBroken(reason: "HTTP \(response.status): it points elsewhere; enter its real address")
        case 401, 403, 404, 405, 415: .gatewayBroken(reason: "HTTP \(response.status)")
        case 408: .unknown(reason: "HTTP 408")
        case 400...499: .refused(reason: "HTTP \(response.status)")
        default: .unknown(reason: "HTTP \(response.status)")
        }
    }
}

extension TransferResponse {
    /// How long the gateway asks us to wait; 5 s when it doesn't say, an hour at most.
    var pause: Interval {
        Interval(milliseconds: min(max(retryAfter_ms ?? 5_000, 0), 3_600_000))
    }
}
