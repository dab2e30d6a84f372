import HTTPAPI
package import Mobilization
package import OperationsManual
package import ServiceManager

/// What `musterd serve` was told on the command line and by systemd.
package struct ServeOptions: Sendable {
    package var configuration: String
    /// 1 for real work. More makes engine time run faster, and only with sandbox gateways.
    package var speed: Int64
    /// What the engine's clock shows at the first start with `speed`; nil: the wall clock.
    package var epoch: Instant?
    package var verbose: Bool
    package var environment: ServiceEnvironment

    package init(
        configuration: String, speed: Int64 = 1, epoch: Instant? = nil, verbose: Bool = false,
        environment: ServiceEnvironment
    ) {
        self.configuration = configuration
        self.speed = speed
        self.epoch = epoch
        self.verbose = verbose
        self.environment = environment
    }
}

/// Why the daemon doesn't start, or ends.
package struct DaemonFailure: Error, Sendable, CustomStringConvertible {
    /// As sysexits(3) counts: 78 configuration, 74 input and output, 75 try again later.
    package var exitCode: Int32
    package var description: String
    /// What must be mended, where that is why; the description holds it, too.
    var problems: [Diagnostic] = []

    package static func configuration(_ problems: [Diagnostic]) -> DaemonFailure {
        DaemonFailure(
            exitCode: 78, description: problems.map(\.description).joined(separator: "\n"), problems: problems
        )
    }
}

/// The configuration and reference data with everything made of them that can be wrong: what `check` checks
/// is what `serve` uses.
package struct Preparation {
    let library: ReferenceLibrary
    let gateways: GatewayAssembly
    let sources: SourceGate
    let accounts: AccountOffice
    let keys: [TokenRegister.Key]
    /// nil: HTTP without encryption.
    let certificates: TLSCertificates?
    /// What is worth a look, refused roster rows among it.
    package let findings: [Finding]

    /// `today` is for expiry dates; nil leaves them out.
    ///
    /// - Throws: `DaemonFailure` with all that must be mended.
    package init(configuration path: String, credentials: String?, today: CalendarDay?) throws(DaemonFailure)
    {
        let reading = ReferenceLibrary.load(configuration: path, credentials: credentials, today: today)
        guard let library = reading.value else { throw .configuration(reading.errors) }
        self.library = library
        findings = reading.findings
        gateways = GatewayAssembly(library.configuration)
        var register = TokenRegister()
        sources = SourceGate(library.configuration, &register)
        accounts = AccountOffice(library.configuration, &register)
        keys = register.keys
        var problems = gateways.diagnostics + sources.diagnostics + register.problems
        (certificates, problems) = Self.certificates(library.configuration, problems)
        if !problems.isEmpty { throw .configuration(problems) }
    }

    private static func certificates(
        _ configuration: Configuration, _ problems: [Diagnostic]
    ) -> (TLSCertificates?, [Diagnostic]) {
        guard let files = configuration.tls else { return (nil, problems) }
        guard let key = files.key.path else {
            let problem = Diagnostic(
                file: files.key.written,
                message:
                    "is a credential of systemd, but $CREDENTIALS_DIRECTORY isn't set; start it as a unit with"
                    + " LoadCredential=")
            return (nil, problems + [problem])
        }
        do {
            return (try TLSCertificates(certificate: files.certificate, key: key), problems)
        } catch {
            return (nil, problems + [Diagnostic(file: error.file, message: error.description)])
        }
    }

    /// Whether nothing at all must be mended.
    package var isClean: Bool { findings.errors.isEmpty }

    /// What there is, in figures.
    package var summary: String {
        "\(library.roster.accepted.count) members, \(library.sites.sites.count) sites, "
            + "\(library.manual.manual.playbooks.count) playbooks, \(library.rules.rules.count) rules, "
            + "\(gateways.gateways.count) gateways"
    }
}
