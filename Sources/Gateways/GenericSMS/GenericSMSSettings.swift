import CurlTransport
import Mobilization

/// How a gateway without a kind of its own is spoken to over HTTP. `MessageTemplate` lists the places.
package struct GenericSMSSettings: Sendable {
    package var method: String
    /// `Name: value`, with places. One of them should be `Content-Type`; JSON is assumed without it.
    package var headers: [String]
    /// With places, each escaped as the content type asks; nil sends no body.
    package var body: String?
    /// Our number or name, for `{from}`.
    package var from: String
    /// For `{secret.NAME}`.
    package var secrets: [String: Secret]
    package var rules: AnswerRules

    package init(
        method: String = "POST", headers: [String] = ["Content-Type: application/json"],
        body: String? = GenericSMSSettings.shippedBody, from: String = "", secrets: [String: Secret] = [:],
        rules: AnswerRules = AnswerRules()
    ) {
        self.method = method
        self.headers = headers
        self.body = body
        self.from = from
        self.secrets = secrets
        self.rules = rules
    }

    /// What the shipped example sends.
    package static let shippedBody = #"{"key":"{key}","to":"{to}","text":"{text}","callback":"{callback}"}"#

    var escaping: Escaping {
        let type = headers.first { $0.lowercased().hasPrefix("content-type:") }?.dropFirst(13)
            .drop { $0 == " " }.lowercased()
        guard let type else { return .json }
        if type.hasPrefix("application/x-www-form-urlencoded") { return .percent }
        let isJSON = type.hasPrefix("application/json") || type.split(separator: ";")[0].hasSuffix("+json")
        return isJSON ? .json : .none
    }

    func diagnostics(url: String) -> [String] {
        var messages = URLCheck.diagnostics(url)
        if method != "POST" && method != "GET" && method != "PUT" {
            messages.append("method is \"\(method)\"; POST, PUT or GET is needed")
        }
        let templates = ([url] + headers + [body ?? ""]).map { MessageTemplate($0, escaping: .none) }
        let places = templates.flatMap(\.places)
        for case .secret(let name) in places where secrets[name] == nil {
            messages.append("{secret.\(name)} has no secret of that name; enter its file under secrets")
        }
        if !places.contains(.text) { messages.append("{text} stands nowhere; no text would be sent") }
        if places.allSatisfy({ $0 != .to && $0 != .toDigits && $0 != .toNational }) {
            messages.append("{to} stands nowhere; the gateway would not know whom to send to")
        }
        for line in headers where !line.contains(":") {
            messages.append("header \"\(line.prefix(20))\" has no colon; write Name: value")
        }
        return messages
    }
}

/// What a gateway's answers mean. Statuses not named here are read in the usual way.
package struct AnswerRules: Sendable {
    package var success: ClosedRange<Int>
    /// What a successful answer must say as well; nil where the status is enough.
    package var successWhen: BodyMatch?
    /// Statuses that mean "too much at once".
    package var throttled: Set<Int>
    package var throttledWhen: [BodyMatch]
    /// Statuses of which the gateway's documentation says that the message was not taken.
    package var notAccepted: Set<Int>
    package var notAcceptedWhen: [BodyMatch]
    /// Answers that speak of the account or the configuration.
    package var brokenWhen: [BodyMatch]
    /// Where the gateway's id stands in the answer, such as `id` or `data.0.sid`; nil where it gives none.
    package var referencePath: String?

    package init(
        success: ClosedRange<Int> = 200...299, successWhen: BodyMatch? = nil, throttled: Set<Int> = [429],
        throttledWhen: [BodyMatch] = [], notAccepted: Set<Int> = [], notAcceptedWhen: [BodyMatch] = [],
        brokenWhen: [BodyMatch] = [], referencePath: String? = "id"
    ) {
        self.success = success
        self.successWhen = successWhen
        self.throttled = throttled
        self.throttledWhen = throttledWhen
        self.notAccepted = notAccepted
        self.notAcceptedWhen = notAcceptedWhen
        self.brokenWhen = brokenWhen
        self.referencePath = referencePath
    }

    /// A value in a JSON answer: `code` equals `OK`.
    package struct BodyMatch: Sendable, Equatable {
        package var path: String
        package var value: String

        package init(path: String, value: String) {
            self.path = path
            self.value = value
        }

        func holds(_ body: JSON) -> Bool { body[path: path]?.scalar == value }
    }

    private var readsBody: Bool { successWhen != nil || referencePath != nil }

    func outcome(of response: TransferResponse) -> Outcome? {
        let body = JSON(response.body)
        if let body, let outcome = outcome(of: body, response) { return outcome }
        if throttled.contains(response.status) { return .throttled(retryAfter: response.pause) }
        if notAccepted.contains(response.status) { return .surelyNotSent(reason: "HTTP \(response.status)") }
        guard success.contains(response.status) else { return nil }
        guard readsBody else { return .accepted(reference: "") }
        guard let body else {
            return .unknown(reason: "HTTP \(response.status) with an answer that isn't JSON")
        }
        if let match = successWhen, !match.holds(body) {
            return .refused(reason: "HTTP \(response.status), \(match.path) \(code(body[path: match.path]))")
        }
        return .accepted(reference: referencePath.flatMap { body[path: $0]?.scalar } ?? "")
    }

    private func outcome(of body: JSON, _ response: TransferResponse) -> Outcome? {
        if throttledWhen.contains(where: { $0.holds(body) }) {
            return .throttled(retryAfter: response.pause)
        }
        if let match = notAcceptedWhen.first(where: { $0.holds(body) }) {
            return .surelyNotSent(reason: "HTTP \(response.status), \(match.path) \(match.value)")
        }
        if let match = brokenWhen.first(where: { $0.holds(body) }) {
            return .gatewayBroken(reason: "HTTP \(response.status), \(match.path) \(match.value)")
        }
        return nil
    }

    /// A provider's error code for the journal; anything that may hold a number or words is left out.
    private func code(_ value: JSON?) -> String {
        guard let text = value?.scalar, text.utf8.count <= 40 else { return "is missing" }
        let isCode = text.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || $0 == "." || $0 == "_" || $0 == "-" || $0 == ":")
        }
        if isCode { return "is \(text)" }
        return Int(text).map { abs($0) < 1_000_000 ? "is \($0)" : "is a number" } ?? "is another"
    }
}
