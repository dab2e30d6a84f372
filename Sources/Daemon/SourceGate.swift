import AlertIntake
import HTTPAPI
import Mobilization
import OperationsManual

/// Who may send alerts, and what of theirs is an alert.
struct SourceGate: Sendable {
    private enum Proof: Sendable {
        case tokens([BearerToken])
        case secrets([WebhookSecret])
    }

    private struct Entry: Sendable {
        var configuration: SourceConfiguration
        var proof: Proof
    }

    private var entries: [String: Entry] = [:]
    private(set) var diagnostics: [Diagnostic] = []

    init(_ configuration: Configuration, _ register: inout TokenRegister) {
        var shelf = SecretShelf()
        for source in configuration.sources {
            let purpose = "alert source \"\(source.name)\""
            switch source.credential {
            case .token(let proof):
                let tokens = register.tokens(proof, for: purpose, file: configuration.file)
                if !tokens.isEmpty {
                    entries[source.name] = Entry(configuration: source, proof: .tokens(tokens))
                }
            case .webhookSecrets(let files):
                let secrets = secrets(in: files, purpose, &shelf, &register)
                if !secrets.isEmpty {
                    entries[source.name] = Entry(configuration: source, proof: .secrets(secrets))
                }
            }
        }
        diagnostics += shelf.diagnostics
    }

    private mutating func secrets(
        in files: [SecretFile], _ purpose: String, _ shelf: inout SecretShelf,
        _ register: inout TokenRegister
    ) -> [WebhookSecret] {
        var secrets: [WebhookSecret] = []
        for file in files {
            guard let words: String = shelf.read(file, for: purpose) else { continue }
            do {
                secrets.append(try WebhookSecret(words, file: file.written))
                register.note(words, for: purpose)
            } catch {
                diagnostics.append(error)
            }
        }
        return secrets
    }

    /// Reads what a source sent, once it has proven who it is. `now` is real time, against which signatures
    /// are checked whatever the engine's speed, and `unstepped` the same if nobody had set the clock; `keep` takes a
    /// body that an authenticated source sent and nobody can read. `rates` are asked for a source only once it has
    /// proven itself: else anybody could use them up.
    func read(
        _ delivery: AlertDelivery, now: Instant, unstepped: Instant, rates: Throttle,
        keep: (_ source: String, _ raw: String) -> Void
    ) -> AlertReading {
        let reading = read(delivery, now, unstepped, rates)
        switch reading {
        case .malformed, .unacceptable: keep(delivery.source, String(decoding: delivery.body, as: UTF8.self))
        default: break
        }
        return reading
    }

    private func read(
        _ delivery: AlertDelivery, _ now: Instant, _ unstepped: Instant, _ rates: Throttle
    ) -> AlertReading {
        guard let entry = entries[delivery.source], isGenuine(delivery, entry.proof, now, unstepped) else {
            return .unauthorised
        }
        guard rates.takes(delivery.source) else { return .tooOften }
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

    private func isGenuine(
        _ delivery: AlertDelivery, _ proof: Proof, _ now: Instant, _ unstepped: Instant
    ) -> Bool {
        switch proof {
        case .tokens(let tokens):
            let header = delivery.header("authorization")
            // Each is compared, so that the time says nothing about which fits.
            return tokens.reduce(false) { $1.matches(authorization: header) || $0 }
        case .secrets(let secrets):
            let verdict = StandardWebhook.verify(
                headers: StandardWebhook.Headers { delivery.header($0) }, body: delivery.body,
                secrets: secrets, now: now, unstepped: unstepped)
            if case .genuine = verdict { return true }
            return false
        }
    }
}
