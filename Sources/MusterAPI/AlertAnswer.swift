/// The answer to `POST /v1/alerts/{source}`: what the alert led to, durable before it is said.
package struct AlertAnswer: Sendable, Equatable, Codable {
    /// The alert's own identifier.
    package var alert: String
    /// `recorded`, `posture`, `opened`, `held`, `awaiting_officer`, `revised`, `cancelled`,
    /// or `ignored` for a message that is no alert.
    package var decision: String
    /// The incident's number; nil where the alert touched none.
    package var incident: Int64?
    /// The incident's four digits.
    package var code: String?

    package init(alert: String, decision: String, incident: Int64? = nil, code: String? = nil) {
        self.alert = alert
        self.decision = decision
        self.incident = incident
        self.code = code
    }
}
