package import Mobilization
package import MobilizationRuntime

/// Gateways of a simulated world: hands texts to the phone network and settles them at once.
package final class VirtualGateway: GatewayPool {
    private let clock: VirtualTime
    private let post: VirtualPost
    /// What every phone was sent, in order.
    package private(set) var sent: [(at: Instant, message: OutboundMessage)] = []
    /// Takes a text to the phone.
    package var deliver: (OutboundMessage, Instant) -> String = { _, _ in "" }
    /// What the gateway says; nil delivers and accepts.
    package var verdict: (OutboundMessage, Instant) -> Outcome? = { _, _ in nil }

    package init(clock: VirtualTime, post: VirtualPost) {
        self.clock = clock
        self.post = post
    }

    package func send(_ messages: [OutboundMessage]) {
        var outcomes: [GatewayName: [AttemptOutcome]] = [:]
        var names: [GatewayName] = []
        for message in messages {
            let outcome: Outcome
            if let refused = verdict(message, clock.now) {
                outcome = refused
            } else {
                sent.append((clock.now, message))
                outcome = .accepted(reference: deliver(message, clock.now))
            }
            let name = message.order.gateway
            if outcomes[name] == nil { names.append(name) }
            outcomes[name, default: []].append(
                AttemptOutcome(attempt: message.order.attempt, outcome: outcome))
        }
        for name in names {
            let settled = outcomes[name] ?? []
            post.post(Letter(.settled(name, settled)))
            post.post(Letter(.gatewayReady(name, settled.count)))
        }
    }
}
