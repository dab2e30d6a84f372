import CurlTransport
import Mobilization
import MobilizationRuntime

/// Kannel's `sendsms` service.
package struct KannelSettings: Sendable {
    package var username: String
    package var password: Secret
    /// Our number, for `X-Kannel-From`; empty leaves it to Kannel's `global-sender`.
    package var from: String
    /// The SMSC to use; nil leaves it to Kannel. Kannel ignores an id that it doesn't know.
    package var smsc: String?
    /// Kannel's priority, 0 to 3, 3 the highest.
    package var priority: Int
    /// Minutes after which the SMSC gives up; nil leaves it to the SMSC.
    package var validity_min: Int?

    package init(
        username: String, password: Secret, from: String = "", smsc: String? = nil, priority: Int = 3,
        validity_min: Int? = nil
    ) {
        self.username = username
        self.password = password
        self.from = from
        self.smsc = smsc
        self.priority = priority
        self.validity_min = validity_min
    }

    func diagnostics(url: String) -> [String] {
        var messages = URLCheck.diagnostics(url)
        if username.isEmpty || password.value.isEmpty {
            messages.append("Kannel needs the username and password of its sendsms-user group")
        }
        if !(0...3).contains(priority) { messages.append("priority is \(priority); 0 to 3 are possible") }
        if let minutes = validity_min, minutes < 1 { messages.append("validity must be at least 1 minute") }
        return messages
    }
}

/// Kannel 1.4.5 by its POST form, one request a recipient.
///
/// A POST, since the query of a GET stands in logs with the password, and one recipient, since copies of
/// one request share an id in Kannel's store and overwrite each other.
struct Kannel: GatewayDialect {
    private let configuration: GatewayConfiguration
    private let settings: KannelSettings
    private let headers: HeaderLines
    private let receiptURL: String?

    init(_ configuration: GatewayConfiguration, _ settings: KannelSettings) {
        self.configuration = configuration
        self.settings = settings
        let escape = Escaping.header.escaped
        var lines = [
            "Content-Type: text/plain; charset=UTF-8", "X-Kannel-Username: \(escape(settings.username))",
            "X-Kannel-Password: \(escape(settings.password.value))",
            // Without it each Chinese character silently becomes a question mark.
            "X-Kannel-Coding: 2", "X-Kannel-Priority: \(settings.priority)",
        ]
        if !settings.from.isEmpty { lines.append("X-Kannel-From: \(escape(settings.from))") }
        if let smsc = settings.smsc { lines.append("X-Kannel-SMSC: \(escape(smsc))") }
        if let minutes = settings.validity_min { lines.append("X-Kannel-Validity: \(minutes)") }
        if configuration.callbackURL != nil { lines.append("X-Kannel-DLR-Mask: 31") }
        headers = HeaderLines(lines)
        receiptURL = configuration.callbackURL.map(Self.receiptURL)
    }

    /// The address for receipts as Kannel takes it apart: a percent sign of our own is doubled, one that
    /// asks for a value stands alone. In a header, unlike in a query, nothing is escaped once more.
    private static func receiptURL(_ callback: String) -> String {
        let own = Escaping.header.escaped(callback).split(separator: "%", omittingEmptySubsequences: false)
            .joined(separator: "%%")
        return own + (own.contains("?") ? "&" : "?") + "type=%d&answer=%A&ts=%T&key="
    }

    func request(for message: OutboundMessage, now_s: Int64) throws(Unsendable) -> TransferRequest {
        let order = message.order
        // Kannel drops a number that it can't read without a word, so it is looked at here.
        guard order.address.hasPrefix("+"),
            order.address.utf8.dropFirst().allSatisfy({ (48...57).contains($0) })
        else { throw Unsendable(reason: "the number isn't in E.164") }
        var own = ["X-Kannel-To: \(order.address)"]
        if let receiptURL {
            own.append("X-Kannel-DLR-Url: \(receiptURL)\(Escaping.percent.escaped(order.key))")
        }
        return TransferRequest(
            url: configuration.url, headers: headers, ownHeaders: own,
            body: Array(configuration.text(of: message.words).utf8), timeouts: configuration.timeouts)
    }

    /// Kannel says what it means in words; the status alone can't tell a bad number from a dead link.
    func outcome(of response: TransferResponse) -> Outcome? {
        let words = String(decoding: response.body.prefix(200), as: UTF8.self)
        switch response.status {
        case 202 where words.hasPrefix("0: ") || words.hasPrefix("3: "): return .accepted(reference: "")
        case 200...299:
            return .unknown(reason: "HTTP \(response.status) without Kannel's word of acceptance")
        case 403 where words.hasPrefix("Not routable"):
            // Also the answer when every link is down: the gateway's trouble, not the number's.
            return .surelyNotSent(reason: "Kannel has no link that would carry it (\"Not routable\")")
        case 403:
            return .gatewayBroken(reason: "HTTP 403: Kannel refuses the username, the password or this host")
        case 400 where words.hasPrefix("Missing receiver") || words.hasPrefix("Number(s)"):
            return .refused(reason: "Kannel refuses the number")
        case 400: return .gatewayBroken(reason: "HTTP 400: Kannel doesn't understand the request")
        case 503 where words.hasPrefix("Temporal failure"):
            return .surelyNotSent(reason: "Kannel can't take it now (\"Temporal failure\")")
        default: return nil
        }
    }

    /// A message to nobody: Kannel answers 400 when the account is in order.
    var probe: TransferRequest {
        TransferRequest(url: configuration.url, headers: headers, body: [], timeouts: configuration.timeouts)
    }
}

/// What Kannel's `dlr-url` and `get-url` bring.
extension Kannel {
    /// | `type` | meaning | status |
    /// |---|---|---|
    /// | 1 | on the phone | delivered |
    /// | 2, 16 | not delivered, rejected | failed |
    /// | 32 or 34 | too late | expired |
    /// | 4, 8 | still trying, taken by the SMSC | none: an empty list |
    func receipts(from callback: GatewayCallback) throws(CallbackRefusal) -> [ReceivedReceipt] {
        let fields = callback.fields
        guard let type = fields["type"].flatMap(Int.init) else {
            throw CallbackRefusal(["\"type\" isn't a number; dlr-url must hold type=%d"])
        }
        guard let key = fields["key"], !key.isEmpty else {
            throw CallbackRefusal(["\"key\" is missing; dlr-url must hold key="])
        }
        let status: ReceiptStatus
        switch type {
        case _ where type & 1 != 0: status = .delivered
        case _ where type & 32 != 0: status = .expired
        case _ where type & 18 != 0: status = .failed
        default: return []
        }
        let answer = fields["answer"].flatMap { $0.isEmpty ? nil : $0 }
        return [
            ReceivedReceipt(
                key: key, providerReference: nil, status: status,
                reason: status == .delivered ? nil : answer, atText: fields["ts"],
                at: Self.instant(fields["ts"]))
        ]
    }

    /// Takes `get-url` with `from=%p&to=%P&ts=%T&text=%b&id=%I`.
    func replies(from callback: GatewayCallback) throws(CallbackRefusal) -> [ReceivedReply] {
        let fields = callback.fields
        guard let from = fields["from"].flatMap({ PhoneNumber.e164($0) }) else {
            throw CallbackRefusal(["\"from\" isn't a phone number; get-url must hold from=%p"])
        }
        guard let text = fields["text"] else {
            throw CallbackRefusal(["\"text\" is missing; get-url must hold text=%b"])
        }
        let id = fields["id"].flatMap { $0.isEmpty ? nil : $0 }
        return [
            ReceivedReply(
                from: from, to: fields["to"], text: text, id: id, atText: fields["ts"],
                at: Self.instant(fields["ts"]))
        ]
    }

    /// `%T` is seconds since 1970, or empty. nil as well for what lies beyond the year 9999: so many seconds have no
    /// count of milliseconds, and the time of a receipt isn't worth refusing it for.
    private static func instant(_ text: String?) -> Instant? {
        guard let seconds = text.flatMap({ Int64($0) }), (0..<253_402_300_800).contains(seconds) else {
            return nil
        }
        return Instant(seconds: seconds)
    }
}
