import AlertIntake
import HTTPAPI
import Mobilization
import OperationsManual

/// Who may send alerts, and what of theirs is an alert.
struct SourceGate: Sendable {
    private enum Proof: Sendable {
        case token(BearerToken)
        case secrets([WebhookSecret])
    }

    private struct Entry: Sendable {
        var configuration: SourceConfiguration
        var proof: Proof
    }

    private var entries: [String: Entry] = [:]
    private(set) var diagnostics: [Diagnostic] = []

    init(_ configuration: Configuration) {
        var shelf = SecretShelf()
        for source in configuration.sources {
            let purpose = "alert source \"\(source.name)\""
            switch source.credential {
            case .token(let file):
                guard let words = shelf.read(file, for: purpose) else { continue }
                if let token = BearerToken(words) {
                    entries[source.name] = Entry(configuration: source, proof: .token(token))
                } else {
                    diagnostics.append(
                        Diagnostic(
                            file: file.written,
                            message: "the token of \(purpose) must have 16 to 512 visible ASCII characters"))
                }
            case .webhookSecrets(let files):
                var secrets: [WebhookSecret] = []
                for file in files {
                    guard let words: String = shelf.read(file, for: purpose) else { continue }
                    do {
                        secrets.append(try WebhookSecret(words, file: file.written))
                    } catch {
                        diagnostics.append(error)
                    }
                }
                if !secrets.isEmpty {
                    entries[source.name] = Entry(configuration: source, proof: .secrets(secrets))
                }
            }
        }
        diagnostics += shelf.diagnostics
    }

    /// Reads what a source sent, once it has proven who it is. `now` is real time, against which signatures
    /// are checked whatever the engine's speed; `keep` takes a body that an authenticated source sent and
    /// nobody can read.
    func read(
        _ delivery: AlertDelivery, now: Instant, keep: (_ source: String, _ raw: String) -> Void
    ) -> AlertReading {
        let reading = read(delivery, now: now)
        switch reading {
        case .malformed, .unacceptable: keep(delivery.source, String(decoding: delivery.body, as: UTF8.self))
        default: break
        }
        return reading
    }

    private func read(_ delivery: AlertDelivery, now: Instant) -> AlertReading {
        guard let entry = entries[delivery.source], isGenuine(delivery, entry.proof, now) else {
            return .unauthorised
        }
        let contentType = delivery.contentType.isEmpty ? nil : delivery.contentType
        switch readAlert(delivery.body, contentType: contentType, source: delivery.source, receivedAt: now) {
        case .alert(let alert, _): return admit(alert, entry.configuration, delivery)
        case .refused(let problems): return .malformed(problems)
        case .unacceptable(let problems): return .unacceptable(problems)
        case .unsupportedMediaType: return .unsupported(accepts: IntakeFormat.mediaTypes)
        case .tooLarge:
            return .malformed([
                Diagnostic(
                    file: delivery.source,
                    message: "the body has more than \(Limits.alertBytes) bytes; send less")
            ])
        }
    }

    private func admit(
        _ alert: Alert, _ source: SourceConfiguration, _ delivery: AlertDelivery
    ) -> AlertReading {
        guard source.kinds.contains(alert.kind) else {
            return .forbidden(
                "source \"\(source.name)\" may not send a \(alert.kind.rawValue);"
                    + " the administrator lists what it may send under kinds")
        }
        if alert.status == .exercise, alert.kind == .demand, !source.mayDrill {
            return .forbidden(
                "source \"\(source.name)\" may not open drills; the administrator allows it with may_drill")
        }
        return .alert(alert, source: source.name, raw: String(decoding: delivery.body, as: UTF8.self))
    }

    private func isGenuine(_ delivery: AlertDelivery, _ proof: Proof, _ now: Instant) -> Bool {
        switch proof {
        case .token(let token): return token.matches(authorization: delivery.header("authorization"))
        case .secrets(let secrets):
            let verdict = StandardWebhook.verify(
                headers: StandardWebhook.Headers { delivery.header($0) }, body: delivery.body,
                secrets: secrets,
                now: now)
            if case .genuine = verdict { return true }
            return false
        }
    }
}
