import CurlTransport
import Mobilization
package import MobilizationRuntime

/// All configured gateways, each on a thread of its own, behind the engine's port.
///
/// What they have to say goes to the sink, on the thread of the gateway that says it: outcomes of a turn in
/// one batch, followed by the credit that they freed. The sink must be quick and must not wait.
///
/// The credit told to the engine stays valid while a gateway is down and when it is up again. An engine that
/// was rebuilt, or got new gateways, knows of no credit: call `announceAgain()`.
package final class Gateways: GatewayPool, Sendable {
    private let gateways: [GatewayName: Gateway]
    private let sink: @Sendable ([GatewayReport]) -> Void

    /// Starts the threads; nothing is announced before `announceAgain()`.
    ///
    /// - Parameters:
    ///   - configurations: Checked ones, with names that differ.
    ///   - probeInterval_ms: How long after a failure a gateway that is down is probed.
    ///   - sink: Where reports go.
    package init(
        _ configurations: [GatewayConfiguration], probeInterval_ms: Int64 = 3_000,
        sink: @escaping @Sendable ([GatewayReport]) -> Void
    ) {
        self.sink = sink
        var gateways: [GatewayName: Gateway] = [:]
        for configuration in configurations {
            invariant(gateways[configuration.name] == nil, "gateways have names that differ")
            gateways[configuration.name] = Gateway(
                configuration, probeInterval_ms: probeInterval_ms, sink: sink)
        }
        self.gateways = gateways
    }

    /// Tells the engine of all free credit. Called once the engine knows the gateways, and again after each
    /// time it forgot what it was told.
    package func announceAgain() {
        for gateway in gateways.values { gateway.announceAgain() }
    }

    package func send(_ messages: [OutboundMessage]) {
        var piles: [GatewayName: [OutboundMessage]] = [:]
        for message in messages { piles[message.order.gateway, default: []].append(message) }
        for (name, pile) in piles {
            if let gateway = gateways[name] {
                gateway.take(pile)
            } else {
                let outcome = Outcome.gatewayBroken(reason: "no gateway has the name \"\(name)\"")
                sink([
                    .settled(name, pile.map { AttemptOutcome(attempt: $0.order.attempt, outcome: outcome) })
                ])
            }
        }
    }

    /// Ends all gateways: nothing new is begun, what is under way gets `grace_ms` to end, and after that
    /// is settled as unknown where it may have been sent. Blocks; not to be called from the sink.
    package func shutdown(grace_ms: Int64 = 3_000) {
        for gateway in gateways.values { gateway.beginEnd(grace_ms: grace_ms) }
        for gateway in gateways.values { gateway.awaitEnd() }
    }
}
