import Mobilization
package import MobilizationRuntime
package import MusterAPI

extension Board {
    package func gatewaysView() -> GatewaysView {
        var byGateway: [GatewayName: [AttemptState: Int]] = [:]
        for attempt in state.attempts.values {
            if let gateway = attempt.gateway {
                byGateway[gateway, default: [:]][attempt.state, default: 0] += 1
            }
        }
        return GatewaysView(
            sequence: sequence, asOf: teamClock.moment(asOf),
            gateways: state.gateways.map { gatewayRow($0, byGateway[$0.description.name] ?? [:]) },
            waiting: Channel.allCases.map { channel in
                NamedCount(
                    name: channel.rawValue, words: channel.words,
                    count: Urgency.allCases.reduce(0) { $0 + state.backlog.lane(channel, $1).waiting.count })
            })
    }

    /// The newest 200 alerts, the newest first.
    package func alertsView() -> AlertsView {
        let newest = state.alerts.values.suffix(200).reversed().map { alertRow($0) }
        return AlertsView(sequence: sequence, asOf: teamClock.moment(asOf), alerts: Array(newest))
    }

    private func gatewayRow(_ gateway: GatewayState, _ counts: [AttemptState: Int]) -> GatewayRow {
        let delivered = counts[.delivered] ?? 0
        return GatewayRow(
            name: gateway.description.name, channel: gateway.description.channel.rawValue, up: gateway.isUp,
            downReason: gateway.downReason, keepsKeys: gateway.description.keepsKeys,
            takesDrills: gateway.description.takesDrills, credit: gateway.description.credit,
            started: counts[.started] ?? 0, sent: (counts[.sent] ?? 0) + delivered, delivered: delivered,
            failed: counts[.failed] ?? 0, unknown: counts[.unknown] ?? 0)
    }

    private func alertRow(_ record: AlertRecord) -> AlertRow {
        AlertRow(
            source: record.key.source, alert: record.key.identifier, kind: record.kind.rawValue,
            status: record.status.rawValue, messageType: record.messageType.rawValue, event: record.event,
            colour: record.colour?.wireName, colourWords: record.colour?.words,
            issued: teamClock.moment(record.issuedAt), received: teamClock.moment(record.receivedAt),
            expires: teamClock.moment(record.expiresAt), decision: record.decision.wireName,
            decisionWords: record.decision.words, incident: record.incident?.number,
            headcount: record.kind == .demand ? record.needs.reduce(0) { $0 + $1.headcount } : nil)
    }
}
