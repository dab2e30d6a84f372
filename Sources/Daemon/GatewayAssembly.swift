import CurlTransport
import Gateways
import Mobilization
import OperationsManual

/// Makes running gateways of what the administrator wrote.
struct GatewayAssembly {
    private(set) var gateways: [ReadyGateway] = []
    private(set) var callbackTokens: [GatewayName: String] = [:]
    private(set) var diagnostics: [Diagnostic] = []

    init(_ configuration: Configuration) {
        var secrets = SecretShelf()
        for written in configuration.gateways { add(written, configuration, &secrets) }
        diagnostics = secrets.diagnostics + diagnostics
    }

    private mutating func add(
        _ written: OperationsManual.GatewayConfiguration, _ configuration: Configuration,
        _ secrets: inout SecretShelf
    ) {
        let purpose = "gateway \"\(written.name)\""
        let token = written.callbackTokenFile.flatMap { secrets.read($0, for: purpose) }
        callbackTokens[written.name] = token
        var gateway = ReadyGateway(
            name: written.name, channel: written.channel, url: Self.places(written.url),
            kind: kind(of: written, purpose, &secrets), connections: written.connections,
            ratePerSecond: written.rate > 0 ? written.rate : nil,
            timeouts: Timeouts(
                connect_ms: Int(written.connectTimeout.milliseconds),
                total_ms: Int(written.totalTimeout.milliseconds)),
            keepsKeys: written.keepsKeys,
            signature: written.signature == .inline ? .inline(configuration.centre.signature) : .gateway,
            callbackURL: callback(of: written, token, configuration), takesDrills: written.drillAllowed)
        gateway.drillTexts = written.filedDrillTexts
        // A provider's name that comes to lead to this machine or into the house is a mistake or an attack.
        gateway.reach =
            GatewayReader.isLoopback(written.url)
            ? .loopback : written.isPrivateNetwork ? .privateNetworks : .publicAddresses
        diagnostics += gateway.diagnostics(file: configuration.file)
        gateways.append(gateway)
    }

    /// Where receipts shall go: as written, or the daemon's own address.
    private func callback(
        of written: OperationsManual.GatewayConfiguration, _ token: String?, _ configuration: Configuration
    ) -> String? {
        guard let token else { return written.callbackURL }
        let base =
            written.callbackURL
            ?? "\(configuration.tls == nil ? "http" : "https")://\(configuration.listen)/v1/gateways/\(written.name)/receipts"
        return base + (base.contains("?") ? "&" : "?") + "token=" + token
    }

    private func kind(
        of written: OperationsManual.GatewayConfiguration, _ purpose: String, _ secrets: inout SecretShelf
    ) -> ReadyGateway.Kind {
        let secret: Secret? = secrets.read(written.secretFile, for: purpose)
        let headers = written.headers.map { "\($0.name): \(Self.places($0.value))" }
        switch written.kind {
        case .webhook: return .webhook(WebhookSettings(secrets: secret.map { [$0] } ?? [], headers: headers))
        case .kannel:
            let password: Secret? = secrets.read(written.passwordFile, for: purpose)
            return .kannel(
                KannelSettings(username: written.user ?? "", password: password ?? Secret(""), from: ""))
        case .generic:
            return .genericSMS(
                GenericSMSSettings(
                    method: written.method.rawValue,
                    headers: ["Content-Type: \(written.contentType)"] + headers,
                    body: written.body.map(Self.places) ?? GenericSMSSettings.shippedBody,
                    secrets: secret.map { ["own": $0] } ?? [:], rules: rules(of: written)))
        }
    }

    private func rules(of written: OperationsManual.GatewayConfiguration) -> AnswerRules {
        AnswerRules(
            success: written.success.statuses.first ?? 200...299, successWhen: matches(written.success).first,
            throttled: statuses(written.throttled), throttledWhen: matches(written.throttled),
            notAccepted: statuses(written.notAccepted), notAcceptedWhen: matches(written.notAccepted),
            referencePath: written.idPath)
    }

    private func statuses(_ rule: AnswerRule) -> Set<Int> {
        rule.field == nil ? Set(rule.statuses.flatMap { Array($0) }) : []
    }

    private func matches(_ rule: AnswerRule) -> [AnswerRules.BodyMatch] {
        guard let field = rule.field else { return [] }
        return rule.values.map { AnswerRules.BodyMatch(path: field, value: $0) }
    }

    /// The configuration's places, in the gateways' spelling.
    private static func places(_ words: String) -> String {
        words.replacing("{to_national}", with: "{to.national}").replacing("{secret}", with: "{secret.own}")
    }
}
