package import Mobilization

/// What `musterd.yaml` says, whole: decoded strictly, defaults filled in, paths resolved.
package struct Configuration: Sendable, Equatable {
    package var file: String
    package var centre: Centre
    /// The name of the zone, such as Asia/Shanghai, and its offsets.
    package var zone: String
    package var offsets: ZoneOffsets
    /// The language of texts to people who have none of their own.
    package var language: Language
    package var listen: ListenAddress
    package var controlSocket: String
    package var store: String
    /// Where a roster of the pioneers is kept that an officer imported; it stands in for the configured file until
    /// that one is changed.
    package var importedRoster: String { store + ".roster.csv" }
    package var files: ReferenceFiles
    /// nil: the rota names one, or the waking chain ends with the leader in charge.
    package var director: DutyPerson?
    package var sources: [SourceConfiguration]
    /// By uid.
    package var officers: [Int: OfficerConfiguration]
    package var tokens: [TokenConfiguration]
    package var gateways: [GatewayConfiguration]
    /// nil: nobody is asked for ways by road, and the straight line counts.
    package var routing: RoutingConfiguration?
    /// Asked each minute so that somebody outside notices our silence. nil: nobody is told.
    package var deadMansPing: String?
    /// nil: HTTP without encryption, for a proxy on this machine.
    package var tls: TLSFiles?
    package var limits = AccessLimits()
    /// How long records are kept.
    package var retention: RetentionConfiguration
    /// Where hashed chance starts. nil: the store draws one once and keeps it.
    package var seed: UInt64?

    package init(
        file: String, centre: Centre, zone: String, offsets: ZoneOffsets, language: Language,
        listen: ListenAddress, controlSocket: String, store: String, files: ReferenceFiles,
        director: DutyPerson?,
        sources: [SourceConfiguration], officers: [Int: OfficerConfiguration], tokens: [TokenConfiguration],
        gateways: [GatewayConfiguration], routing: RoutingConfiguration?, deadMansPing: String?,
        seed: UInt64?,
        retention: RetentionConfiguration = .shipped
    ) {
        self.file = file
        self.centre = centre
        self.zone = zone
        self.offsets = offsets
        self.language = language
        self.listen = listen
        self.controlSocket = controlSocket
        self.store = store
        self.files = files
        self.director = director
        self.sources = sources
        self.officers = officers
        self.tokens = tokens
        self.gateways = gateways
        self.routing = routing
        self.deadMansPing = deadMansPing
        self.seed = seed
        self.retention = retention
    }

    /// Where coordinates of sites and homes make sense.
    package var region: Region { Region(centre: centre.position) }

    /// What holds where the file says nothing. Stands here and nowhere else.
    package enum Shipped {
        package static let zone = "Asia/Shanghai"
        package static let language = Language.chinese
        package static let listen = ListenAddress(host: "127.0.0.1", port: 8470)
        package static let controlSocket = "/run/musterd-control.sock"
        package static let store = "/var/lib/musterd/muster.db"
        package static let gatewayMethod = HTTPMethod.post
        package static let gatewayContentType = "application/json"
        package static let gatewaySuccess = AnswerRule(statuses: [200...299], field: nil, values: [])
        package static let gatewayThrottled = AnswerRule(statuses: [429...429], field: nil, values: [])
        /// Answers by which the gateway itself says that it took nothing.
        package static let gatewayNotAccepted = AnswerRule(
            statuses: [400...428, 430...499], field: nil, values: [])
        package static let gatewayConnections = 8
        /// Messages a second.
        package static let gatewayRate = 20.0
        package static let connectTimeout = Interval.seconds(5)
        package static let totalTimeout = Interval.seconds(15)
        package static let routingProfile = "driving"
        package static let routingTimeout = Interval.seconds(10)
        /// What osrm-routed takes unless it is told otherwise.
        package static let routingMaxTable = 100
        package static let routingRefresh = Interval.minutes(15)
    }
}

/// The centre that the daemon works for.
package struct Centre: Sendable, Equatable {
    package var name: String
    package var position: Coordinate
    /// The fixed number that texts name, as it is written there: 0816-5550100.
    package var dutyLandline: String
    /// 【先锋应急队】, brackets included.
    package var signature: String

    package init(name: String, position: Coordinate, dutyLandline: String, signature: String) {
        self.name = name
        self.position = position
        self.dutyLandline = dutyLandline
        self.signature = signature
    }
}

package struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
    /// A numeric address or a name, without brackets.
    package var host: String
    /// 0...65535; 0 lets the system choose.
    package var port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    package var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// The files beside the configuration, as paths that can be opened.
package struct ReferenceFiles: Sendable, Equatable {
    /// The folder with the seven chapters.
    package var playbooks: String
    package var pioneerRoster: String
    /// nil: there is no reserve, or it stands in the same file by 队伍池.
    package var reserveRoster: String?
    package var sites: String
    /// nil: the shipped rules hold.
    package var rules: String?
    package var rota: String

    package init(
        playbooks: String, pioneerRoster: String, reserveRoster: String?, sites: String, rules: String?,
        rota: String
    ) {
        self.playbooks = playbooks
        self.pioneerRoster = pioneerRoster
        self.reserveRoster = reserveRoster
        self.sites = sites
        self.rules = rules
        self.rota = rota
    }
}

/// A file that holds a secret. The secret itself is never part of the configuration.
package struct SecretFile: Sendable, Hashable {
    /// As written: a path, or `credential:NAME`.
    package var written: String
    /// What to open. nil: a credential of systemd, and the process wasn't given any ($CREDENTIALS_DIRECTORY).
    package var path: String?

    package init(written: String, path: String?) {
        self.written = written
        self.path = path
    }
}

package enum OfficerRole: String, Sendable, Codable, CaseIterable {
    /// Commands: calls, stops, closes.
    case officer
    /// Looks only.
    case viewer
    /// Reloads, drains, hands out tokens.
    case administrator
}

/// A system that may send alerts.
package struct SourceConfiguration: Sendable, Equatable {
    package enum Credential: Sendable, Equatable {
        /// A bearer token.
        case token(TokenProof)
        /// Signing secrets of Standard Webhooks; several while keys are being changed.
        case webhookSecrets([SecretFile])
    }

    /// Stands in the address: `/v1/alerts/{source}`.
    package var name: String
    package var credential: Credential
    /// What it may send; at least one.
    package var kinds: [AlertKind]
    /// Whether its exercises open drills.
    package var mayDrill: Bool
    /// The feed counts as dead after such a silence, and the officer is told. nil: silence means nothing.
    package var silentAfter: Interval?

    package init(
        name: String, credential: Credential, kinds: [AlertKind], mayDrill: Bool, silentAfter: Interval?
    ) {
        self.name = name
        self.credential = credential
        self.kinds = kinds
        self.mayDrill = mayDrill
        self.silentAfter = silentAfter
    }
}

extension Configuration {
    /// The sources that are to be heard now and then.
    package var feeds: [Feed] {
        sources.compactMap { source in
            source.silentAfter.map { Feed(source: source.name, silentAfter: $0) }
        }
    }
}

/// Who a user of the machine is to the daemon.
package struct OfficerConfiguration: Sendable, Equatable {
    package var name: String
    /// At least one.
    package var roles: [OfficerRole]

    package init(name: String, roles: [OfficerRole]) {
        self.name = name
        self.roles = roles
    }
}

/// A bearer token for `musterctl --server` and other programs.
package struct TokenConfiguration: Sendable, Equatable {
    package var name: String
    package var proof: TokenProof
    /// At least one.
    package var roles: [OfficerRole]

    package init(name: String, proof: TokenProof, roles: [OfficerRole]) {
        self.name = name
        self.proof = proof
        self.roles = roles
    }
}

/// The bearer tokens of one name. Any of them is enough, so that an old and a new one hold while they are changed.
package struct TokenProof: Sendable, Equatable {
    /// Files that hold a token itself.
    package var files: [SecretFile]
    /// SHA-256 of tokens that stand nowhere here, 32 bytes each. No slow password hash: a token is 256 random bits, and
    /// nobody can try them out.
    package var digests: [[UInt8]]

    package init(files: [SecretFile] = [], digests: [[UInt8]] = []) {
        self.files = files
        self.digests = digests
    }
}
