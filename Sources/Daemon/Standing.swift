import HTTPAPI
import Mobilization
import OperationsManual
import Synchronization

/// What holds of the administrator's files now: read anew for each request, changed by a reload only.
final class Standing: Sendable {
    private struct State {
        var configuration: Configuration
        var sources: SourceGate
        var accounts: AccountBook
        var keys: [TokenRegister.Key]
    }
    private let state: Mutex<State>
    /// nil: HTTP without encryption.
    let certificates: TLSCertificates?

    init(_ preparation: Preparation) {
        state = Mutex(Self.state(preparation))
        certificates = preparation.certificates
    }

    var configuration: Configuration { state.withLock { $0.configuration } }
    var sources: SourceGate { state.withLock { $0.sources } }
    var accounts: AccountBook { state.withLock { $0.accounts } }

    var keys: [TokenRegister.Key] { state.withLock { $0.keys } }

    func take(_ preparation: Preparation) {
        let newer = Self.state(preparation)
        state.withLock { state in
            // The next reload must name again what still waits for a restart.
            let configuration = newer.configuration.keeping(state.configuration)
            state = newer
            state.configuration = configuration
        }
        if let certificate = preparation.certificates { certificates?.take(certificate) }
    }

    private static func state(_ preparation: Preparation) -> State {
        State(
            configuration: preparation.library.configuration, sources: preparation.sources,
            accounts: preparation.accounts.book, keys: preparation.keys)
    }
}

extension Configuration {
    /// Keys that differ from `running` and that hold only after a restart, in the order of the file.
    func waiting(against running: Configuration) -> [String] {
        let pairs: [(String, Bool)] = [
            ("centre", centre == running.centre), ("zone", zone == running.zone),
            ("language", language == running.language), ("listen", listen == running.listen),
            ("tls", (tls == nil) == (running.tls == nil)), ("limits", limits == running.limits),
            ("control_socket", controlSocket == running.controlSocket), ("store", store == running.store),
            ("gateways", gateways == running.gateways), ("routing", routing == running.routing),
            ("dead_mans_ping", deadMansPing == running.deadMansPing), ("seed", seed == running.seed),
        ]
        return pairs.filter { !$0.1 }.map(\.0)
    }

    /// This configuration with everything that holds only after a restart as it runs.
    func keeping(_ running: Configuration) -> Configuration {
        var kept = self
        kept.centre = running.centre
        kept.zone = running.zone
        kept.offsets = running.offsets
        kept.language = running.language
        kept.listen = running.listen
        kept.limits = running.limits
        kept.controlSocket = running.controlSocket
        kept.store = running.store
        kept.gateways = running.gateways
        kept.routing = running.routing
        kept.deadMansPing = running.deadMansPing
        kept.seed = running.seed
        if (tls == nil) != (running.tls == nil) { kept.tls = running.tls }
        return kept
    }
}
