import CurlTransport
import Mobilization
import MobilizationRuntime

/// Any gateway that takes a message as one HTTP request, as its settings describe it.
struct GenericSMS: GatewayDialect {
    private let method: String
    private let url: MessageTemplate
    private let constantURL: String?
    private let headers: HeaderLines
    private let ownHeaders: [MessageTemplate]
    private let body: MessageTemplate?
    private let configuration: GatewayConfiguration
    private let rules: AnswerRules

    init(_ configuration: GatewayConfiguration, _ settings: GenericSMSSettings) {
        self.configuration = configuration
        rules = settings.rules
        method = settings.method
        let constants: (MessageTemplate.Place) -> String? = { place in
            switch place {
            case .callback: configuration.callbackURL ?? ""
            case .from: settings.from
            case .secret(let name): settings.secrets[name]?.value ?? ""
            default: nil
            }
        }
        url = MessageTemplate(configuration.url, escaping: .percent, constants: constants)
        constantURL = url.isConstant ? url.string(MessageValues(key: "", to: "", text: "")) : nil
        let hasType = settings.headers.contains { $0.lowercased().hasPrefix("content-type:") }
        let lines =
            settings.headers + (hasType || settings.body == nil ? [] : ["Content-Type: application/json"])
        let templates = lines.map { MessageTemplate($0, escaping: .header, constants: constants) }
        ownHeaders = templates.filter { !$0.isConstant }
        headers = HeaderLines(
            templates.filter(\.isConstant).map { $0.string(MessageValues(key: "", to: "", text: "")) })
        body = settings.body.map { MessageTemplate($0, escaping: settings.escaping, constants: constants) }
    }

    func request(for message: OutboundMessage, now_s: Int64) throws(Unsendable) -> TransferRequest {
        let values = MessageValues(
            key: message.order.key, to: message.order.address, text: configuration.text(of: message.words))
        return TransferRequest(
            method: method, url: constantURL ?? url.string(values), headers: headers,
            ownHeaders: ownHeaders.map { $0.string(values) }, body: body?.bytes(values),
            timeouts: configuration.timeouts)
    }

    func outcome(of response: TransferResponse) -> Outcome? {
        rules.outcome(of: response)
    }

    var probe: TransferRequest {
        let values = MessageValues(key: "", to: "", text: "")
        return TransferRequest(
            method: "HEAD", url: constantURL ?? url.string(values), headers: headers,
            timeouts: configuration.timeouts)
    }

    func receipts(from callback: GatewayCallback) throws(CallbackRefusal) -> [ReceivedReceipt] {
        try JSONCallbacks.receipts(callback)
    }

    func replies(from callback: GatewayCallback) throws(CallbackRefusal) -> [ReceivedReply] {
        try JSONCallbacks.replies(callback)
    }
}
