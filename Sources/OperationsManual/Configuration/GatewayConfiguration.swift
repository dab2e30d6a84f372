package import Mobilization

/// A way out to people's phones.
package struct GatewayConfiguration: Sendable, Equatable {
    /// Stands in the address of its callbacks: `/v1/gateways/{gateway}/receipts`.
    package var name: GatewayName
    package var kind: GatewayKind
    package var channel: Channel
    /// May hold placeholders, see `GatewayPlaceholder`.
    package var url: String
    package var method: HTTPMethod
    /// Values may hold placeholders; a secret only as `{secret}`.
    package var headers: [HTTPHeader]
    /// With placeholders. nil: the kind has a body of its own, or the request has none.
    package var body: String?
    package var contentType: String
    package var success: AnswerRule
    package var throttled: AnswerRule
    /// The gateway says that it took nothing, so the message may go elsewhere at once.
    package var notAccepted: AnswerRule
    /// Where the answer holds the gateway's own id, as names joined by dots. nil: it gives none.
    package var idPath: String?
    /// 1...64
    package var connections: Int
    /// Messages a second, more than 0.
    package var rate: Double
    package var connectTimeout: Interval
    package var totalTimeout: Interval
    /// A repeat under the same key is one message for this gateway.
    package var keepsKeys: Bool
    package var signature: SignaturePlace
    /// Where receipts and replies come back to, without the token. nil: the gateway gives none.
    package var callbackURL: String?
    /// Holds the token that callbacks carry.
    package var callbackTokenFile: SecretFile?
    /// Kannel's account name.
    package var user: String?
    package var passwordFile: SecretFile?
    /// Holds what `{secret}` stands for, or the key that a webhook is signed with.
    package var secretFile: SecretFile?
    /// Whether a drill may use it. A gateway that reaches real phones says no unless told otherwise.
    package var drillAllowed: Bool
    /// Keys of the texts whose drill twins are filed with the provider. nil: all are, or it is a sandbox.
    package var filedDrillTexts: [String]?
    /// It stands in a private network, such as a modem in the same building.
    package var isPrivateNetwork = false
    /// It reaches no real phone: a phone network on this machine.
    package var isSandbox: Bool

    package init(
        name: GatewayName, kind: GatewayKind, channel: Channel, url: String, method: HTTPMethod,
        headers: [HTTPHeader], body: String?, contentType: String, success: AnswerRule, throttled: AnswerRule,
        notAccepted: AnswerRule, idPath: String?, connections: Int, rate: Double, connectTimeout: Interval,
        totalTimeout: Interval, keepsKeys: Bool, signature: SignaturePlace, callbackURL: String?,
        callbackTokenFile: SecretFile?, user: String?, passwordFile: SecretFile?, secretFile: SecretFile?,
        drillAllowed: Bool, isSandbox: Bool
    ) {
        self.name = name
        self.kind = kind
        self.channel = channel
        self.url = url
        self.method = method
        self.headers = headers
        self.body = body
        self.contentType = contentType
        self.success = success
        self.throttled = throttled
        self.notAccepted = notAccepted
        self.idPath = idPath
        self.connections = connections
        self.rate = rate
        self.connectTimeout = connectTimeout
        self.totalTimeout = totalTimeout
        self.keepsKeys = keepsKeys
        self.signature = signature
        self.callbackURL = callbackURL
        self.callbackTokenFile = callbackTokenFile
        self.user = user
        self.passwordFile = passwordFile
        self.secretFile = secretFile
        self.drillAllowed = drillAllowed
        self.isSandbox = isSandbox
    }
}

package enum GatewayKind: String, Sendable, Codable, CaseIterable {
    /// Any HTTP interface, described by templates and answer rules.
    case generic = "generic-sms"
    /// A signed JSON request in the form of Standard Webhooks.
    case webhook
    /// Kannel's sendsms.
    case kannel
}

package enum HTTPMethod: String, Sendable, Codable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
}

package struct HTTPHeader: Sendable, Equatable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// Who puts 【...】 before a text.
package enum SignaturePlace: String, Sendable, Codable, CaseIterable {
    /// We do.
    case inline
    /// The gateway does, and refuses a text that has one already.
    case gateway
}

/// How an answer of a gateway is recognised.
package struct AnswerRule: Sendable, Equatable {
    /// Any of these status codes; empty matches none.
    package var statuses: [ClosedRange<Int>]
    /// A field of the JSON answer, as names joined by dots. nil: the status alone decides.
    package var field: String?
    /// What the field may be, compared as text.
    package var values: [String]

    package init(statuses: [ClosedRange<Int>], field: String?, values: [String]) {
        self.statuses = statuses
        self.field = field
        self.values = values
    }

    /// Whether an answer is of this kind.
    ///
    /// - Parameters:
    ///   - status: The HTTP status.
    ///   - value: What the answer has at `field`, as text. nil: it has none.
    /// - Returns: True where the status fits and, if there is a field, its value too.
    package func matches(status: Int, value: String?) -> Bool {
        guard statuses.contains(where: { $0.contains(status) }) else { return false }
        return field == nil || value.map(values.contains) ?? false
    }
}

/// What stands in braces in a gateway's URL, headers and body, and is filled in for each message.
package enum GatewayPlaceholder: String, Sendable, CaseIterable {
    /// Our idempotency key.
    case key
    /// The recipient's number, `+8613800000000`, and without the `+86`.
    case to
    case toNational = "to_national"
    case text
    /// The callback's full address, token included.
    case callback
    /// What `secret_file` holds.
    case secret
    /// The template's key, such as `callout.first-aid`.
    case template
}
