import Gateways

/// A gateway with its secrets read and its callback known, beside the one the administrator wrote.
///
/// Named here because the module `Gateways` holds a class of its own name, which hides the module's.
typealias ReadyGateway = GatewayConfiguration
