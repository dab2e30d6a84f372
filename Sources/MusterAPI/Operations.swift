/// `GET /v1/gateways`.
package struct GatewaysView: Sendable, Equatable, Codable {
    package var sequence: Int64
    package var asOf: Moment
    /// In the order of preference.
    package var gateways: [GatewayRow]
    /// Messages that wait for any gateway, by channel.
    package var waiting: [NamedCount]

    package init(sequence: Int64, asOf: Moment, gateways: [GatewayRow], waiting: [NamedCount]) {
        self.sequence = sequence
        self.asOf = asOf
        self.gateways = gateways
        self.waiting = waiting
    }
}

/// One gateway; its figures hold the attempts of open incidents.
package struct GatewayRow: Sendable, Equatable, Codable {
    package var name: String
    /// `sms`, `voice` or `webhook`.
    package var channel: String
    package var up: Bool
    package var downReason: String?
    package var keepsKeys: Bool
    package var takesDrills: Bool
    /// The most attempts that may be started and without outcome at once.
    package var credit: Int
    package var started: Int
    package var sent: Int
    package var delivered: Int
    package var failed: Int
    package var unknown: Int

    package init(
        name: String, channel: String, up: Bool, downReason: String? = nil, keepsKeys: Bool,
        takesDrills: Bool, credit: Int, started: Int, sent: Int, delivered: Int, failed: Int, unknown: Int
    ) {
        self.name = name
        self.channel = channel
        self.up = up
        self.downReason = downReason
        self.keepsKeys = keepsKeys
        self.takesDrills = takesDrills
        self.credit = credit
        self.started = started
        self.sent = sent
        self.delivered = delivered
        self.failed = failed
        self.unknown = unknown
    }
}

/// `GET /v1/alerts`: the newest 200.
package struct AlertsView: Sendable, Equatable, Codable {
    package var sequence: Int64
    package var asOf: Moment
    /// The newest first.
    package var alerts: [AlertRow]

    package init(sequence: Int64, asOf: Moment, alerts: [AlertRow]) {
        self.sequence = sequence
        self.asOf = asOf
        self.alerts = alerts
    }
}

package struct AlertRow: Sendable, Equatable, Codable {
    package var source: String
    package var alert: String
    /// `warning` or `demand`.
    package var kind: String
    /// `actual`, `exercise`, `system`, `test` or `draft`.
    package var status: String
    /// `alert`, `update`, `cancel`, `acknowledgement` or `error`.
    package var messageType: String
    package var event: String
    /// `blue`, `yellow`, `orange` or `red`.
    package var colour: String?
    package var colourWords: Words?
    package var issued: Moment
    package var received: Moment
    package var expires: Moment?
    /// As in `AlertAnswer`.
    package var decision: String
    package var decisionWords: Words
    package var incident: Int64?
    /// People asked for.
    package var headcount: Int?

    package init(
        source: String, alert: String, kind: String, status: String, messageType: String, event: String,
        colour: String? = nil, colourWords: Words? = nil, issued: Moment, received: Moment,
        expires: Moment? = nil, decision: String, decisionWords: Words, incident: Int64? = nil,
        headcount: Int? = nil
    ) {
        self.source = source
        self.alert = alert
        self.kind = kind
        self.status = status
        self.messageType = messageType
        self.event = event
        self.colour = colour
        self.colourWords = colourWords
        self.issued = issued
        self.received = received
        self.expires = expires
        self.decision = decision
        self.decisionWords = decisionWords
        self.incident = incident
        self.headcount = headcount
    }
}

/// `GET /v1/playbooks`-like small answers: `/healthz` and `/readyz`.
package struct HealthView: Sendable, Equatable, Codable {
    /// `ok`, or why not.
    package var status: String
    package var sequence: Int64?

    package init(status: String, sequence: Int64? = nil) {
        self.status = status
        self.sequence = sequence
    }
}
