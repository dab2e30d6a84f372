package import CurlTransport
package import Mobilization

/// One gateway as the administrator set it up, with its secrets read.
package struct GatewayConfiguration: Sendable {
    package var name: GatewayName
    package var channel: Channel
    /// `http://` or `https://`; placeholders are allowed where the kind says so.
    package var url: String
    package var kind: Kind
    /// Requests under way at once, 1 to 256.
    package var connections: Int
    /// Messages a second of real time; nil for no limit.
    package var ratePerSecond: Double?
    package var timeouts: Timeouts
    /// Whether a repeat under the same key is one message for this gateway.
    package var keepsKeys: Bool
    package var signature: MessageSignature
    /// Where the gateway shall send receipts, with its path token; nil when it shall send none.
    package var callbackURL: String?
    /// Whether a drill may use it.
    package var takesDrills: Bool
    /// Keys of the texts whose drill twins are filed with the provider. nil: all are, or none need be.
    package var drillTexts: [String]?
    /// Where its name may lead.
    package var reach = Reach.anywhere

    /// How it is spoken to, with the settings that only this kind has.
    package enum Kind: Sendable {
        case genericSMS(GenericSMSSettings)
        case webhook(WebhookSettings)
        case kannel(KannelSettings)
    }

    package init(
        name: GatewayName, channel: Channel, url: String, kind: Kind, connections: Int = 8,
        ratePerSecond: Double? = nil, timeouts: Timeouts = Timeouts(), keepsKeys: Bool = false,
        signature: MessageSignature = .gateway, callbackURL: String? = nil, takesDrills: Bool = false
    ) {
        self.name = name
        self.channel = channel
        self.url = url
        self.kind = kind
        self.connections = connections
        self.ratePerSecond = ratePerSecond
        self.timeouts = timeouts
        self.keepsKeys = keepsKeys
        self.signature = signature
        self.callbackURL = callbackURL
        self.takesDrills = takesDrills
    }

    /// The most messages that may be started and without outcome.
    ///
    /// So many for each connection that none waits for the engine, which makes each round of outcomes durable before
    /// it hands out more. A gateway that keeps keys is simply asked again after a crash; where it doesn't, each of them
    /// may be an unknown outcome then, so they are kept fewer. No more than that: what was handed out isn't looked at again, and
    /// a cancel can't recall it. With a rate limit no more than one second's worth:
    /// below this bound a gateway asks only for what its rate lets go at that moment, so that what was started is on
    /// the wire.
    package var credit: Int {
        let most = connections * (keepsKeys ? 8 : 4)
        guard let rate = ratePerSecond else { return most }
        return max(1, min(most, Int(min(rate, 1_000_000).rounded(.up))))
    }

    /// What the engine must know of this gateway.
    package var description: GatewayDescription {
        var description = GatewayDescription(
            name: name, channel: channel, keepsKeys: keepsKeys, takesDrills: takesDrills, credit: credit)
        description.drillTexts = drillTexts
        return description
    }

    /// Everything that is wrong with these settings.
    ///
    /// - Parameter file: Where they were read from, for the diagnostics.
    /// - Returns: Empty when they can be used.
    package func diagnostics(file: String = "") -> [Diagnostic] {
        var messages: [String] = []
        if !(1...256).contains(connections) {
            messages.append("connections is \(connections); 1 to 256 are possible, 8 is usual")
        }
        if let rate = ratePerSecond, !(rate > 0 && rate.isFinite) {
            messages.append("rate is \(rate) a second; more than 0 is needed, or none for no limit")
        }
        if timeouts.connect_ms < 1 || timeouts.total_ms < 1 {
            messages.append(
                "timeouts must be at least 1 ms, or a dead gateway would hold its messages for ever")
        }
        messages += kindDiagnostics
        return messages.map { Diagnostic(file: file, message: "gateway \"\(name)\": \($0)") }
    }

    private var kindDiagnostics: [String] {
        switch kind {
        case .genericSMS(let settings): settings.diagnostics(url: url)
        case .webhook(let settings): settings.diagnostics(url: url)
        case .kannel(let settings): settings.diagnostics(url: url)
        }
    }

    var dialect: any GatewayDialect {
        switch kind {
        case .genericSMS(let settings): GenericSMS(self, settings)
        case .webhook(let settings): Webhook(self, settings)
        case .kannel(let settings): Kannel(self, settings)
        }
    }

    /// The text as it goes out.
    func text(of words: String) -> String {
        switch signature {
        case .inline(let mark): mark + words
        case .gateway: words
        }
    }
}

/// Who puts the filed signature, such as 【先锋应急队】, before the text.
package enum MessageSignature: Sendable, Equatable {
    /// We do, since the carrier wants it inside the text, exactly as filed.
    case inline(String)
    /// The gateway does.
    case gateway
}
