import Crypto
import CurlTransport
import Mobilization
import MobilizationRuntime

/// A signed webhook by the rules of Standard Webhooks: the receiver knows who sent it, and knows a repeat.
///
/// The body is `{"key", "to", "text", "drill"}`; `webhook-id` is the key, the same at every try.
package struct WebhookSettings: Sendable {
    /// `whsec_` and Base64, at least 24 bytes. Several while keys are changed: each signs.
    package var secrets: [Secret]
    /// Further lines, each `Name: value`.
    package var headers: [String]

    package init(secrets: [Secret], headers: [String] = []) {
        self.secrets = secrets
        self.headers = headers
    }

    func diagnostics(url: String) -> [String] {
        // The whole address may come from the roster.
        var messages = url == "{to}" ? [] : URLCheck.diagnostics(url)
        if secrets.isEmpty { messages.append("a webhook needs a secret to sign with; enter its file") }
        for (place, secret) in secrets.enumerated() where (WebhookSignature.key(secret)?.count ?? 0) < 24 {
            messages.append("secret \(place + 1) must be whsec_ and Base64 of at least 24 bytes")
        }
        return messages
    }
}

struct Webhook: GatewayDialect {
    private let configuration: GatewayConfiguration
    private let keys: [[UInt8]]
    private let url: MessageTemplate
    private let headers: HeaderLines

    init(_ configuration: GatewayConfiguration, _ settings: WebhookSettings) {
        self.configuration = configuration
        keys = settings.secrets.compactMap(WebhookSignature.key)
        url = MessageTemplate(configuration.url, escaping: configuration.url == "{to}" ? .none : .percent)
        headers = HeaderLines(["Content-Type: application/json"] + settings.headers)
    }

    func request(for message: OutboundMessage, now_s: Int64) throws(Unsendable) -> TransferRequest {
        let values = MessageValues(
            key: message.order.key, to: message.order.address, text: configuration.text(of: message.words))
        let body = Self.body.bytes(values) + (message.order.isDrill ? Self.drill : Self.real)
        let timestamp = String(now_s)
        let signature = WebhookSignature.header(keys: keys, id: values.key, timestamp: timestamp, body: body)
        return TransferRequest(
            url: url.string(values), headers: headers,
            ownHeaders: [
                "webhook-id: \(values.key)", "webhook-timestamp: \(timestamp)",
                "webhook-signature: \(signature)",
            ], body: body, timeouts: configuration.timeouts)
    }

    private static let body = MessageTemplate(
        #"{"key":"{key}","to":"{to}","text":"{text}","#, escaping: .json)
    private static let drill = Array(#""drill":true}"#.utf8)
    private static let real = Array(#""drill":false}"#.utf8)

    /// Whether each recipient has an address of their own, so that a wrong one is the recipient's matter.
    private var hasOwnAddresses: Bool { !url.isConstant }

    func outcome(of response: TransferResponse) -> Outcome? {
        switch response.status {
        // By the key the receiver knows a repeat, so asking again later is safe.
        case 503 where response.retryAfter_ms != nil: .throttled(retryAfter: response.pause)
        case 410 where !hasOwnAddresses:
            .gatewayBroken(reason: "HTTP 410: the receiver wants no more of these")
        case 404 where hasOwnAddresses: .refused(reason: "HTTP 404")
        default: nil
        }
    }

    var probe: TransferRequest {
        TransferRequest(
            method: "HEAD", url: url.string(MessageValues(key: "", to: "", text: "")), headers: headers,
            timeouts: configuration.timeouts)
    }

    func receipts(from callback: GatewayCallback) throws(CallbackRefusal) -> [ReceivedReceipt] {
        try JSONCallbacks.receipts(callback)
    }

    func replies(from callback: GatewayCallback) throws(CallbackRefusal) -> [ReceivedReply] {
        try JSONCallbacks.replies(callback)
    }
}

/// Signatures by Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`.
enum WebhookSignature {
    /// - Returns: nil when the secret isn't Base64, with or without `whsec_`.
    static func key(_ secret: Secret) -> [UInt8]? {
        let text = secret.value
        return Base64.bytes(text.hasPrefix("whsec_") ? String(text.dropFirst(6)) : text)
    }

    /// `v1,` and the signature, once for each key.
    static func header(keys: [[UInt8]], id: String, timestamp: String, body: [UInt8]) -> String {
        let signed = Array("\(id).\(timestamp).".utf8) + body
        let signatures = keys.map { key in
            let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: key))
            return "v1," + Base64.text(Array(code))
        }
        return signatures.joined(separator: " ")
    }
}
