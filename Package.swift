// swift-tools-version: 6.2
import PackageDescription

/// What every target of Muster is compiled with: the language's strictest reading, and no warning left standing.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// The same for what is pure, optimised in debug builds, too: the engine plans and foresees at every review, and
/// tests and the demonstration live through days of it. Without optimisation that takes sixty times as long.
let strictAndFast: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// The same, and every unsafe expression spelled out: for the targets that touch C memory.
let strictAtTheEdge: [SwiftSetting] = strict + [.strictMemorySafety()]

/// Libraries from outside, by the name a target asks for.
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let serviceLifecycle: Target.Dependency = .product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
]
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "muster",
    products: [
        .executable(name: "musterd", targets: ["musterd"]),
        .executable(name: "musterctl", targets: ["musterctl"]),
        .executable(name: "musterbench", targets: ["Benchmarks"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // Pure: the model of a mobilization and the engine that decides. Standard library only.
        .target(name: "Mobilization", swiftSettings: strictAndFast),
        // Pure: the ports to the outside and the synchronous loop that drives the engine through them.
        .target(name: "MobilizationRuntime", dependencies: ["Mobilization"], swiftSettings: strictAndFast),
        // Pure: people, virtual time and faults, so that the production loop runs in a test or a sandbox.
        .target(
            name: "Simulation", dependencies: ["Mobilization", "MobilizationRuntime"],
            swiftSettings: strictAndFast),

        // Text to values: playbooks, roster and site spreadsheets, response rules, rota, configuration.
        .target(name: "OperationsManual", dependencies: ["Mobilization", yams], swiftSettings: strict),
        // C: libexpat.
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        // Bytes to alerts and demands, one file per format, and the signatures they come with.
        .target(
            name: "AlertIntake", dependencies: ["Mobilization", "CExpat", crypto],
            swiftSettings: strictAtTheEdge),
        // The event log, texts and read tables in SQLite.
        .target(
            name: "EventStore", dependencies: ["Mobilization", "MobilizationRuntime", grdb, crypto],
            swiftSettings: strict),

        // C: typed shims over libcurl's variadic functions.
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        // Requests in, outcomes out: one thread and one multi handle per gateway.
        .target(name: "CurlTransport", dependencies: ["CCurl"], swiftSettings: strictAtTheEdge),
        // Message gateways: one folder a kind.
        .target(
            name: "Gateways", dependencies: ["Mobilization", "MobilizationRuntime", "CurlTransport", crypto],
            swiftSettings: strict),
        // Travel times by road: asks a routing engine, over one thread of its own.
        .target(
            name: "Routing", dependencies: ["Mobilization", "MobilizationRuntime", "CurlTransport"],
            swiftSettings: strict),

        // What the daemon and the officer's CLI say to each other.
        .target(name: "MusterAPI", swiftSettings: strict),
        // HTTP routes to engine inputs, and the board to answers.
        .target(
            name: "HTTPAPI",
            dependencies: [
                "Mobilization", "MobilizationRuntime", "MusterAPI", hummingbird, hummingbirdCore, logging,
                crypto, nioSSL,
            ] + nio,
            swiftSettings: strict),
        // systemd: readiness, watchdog, sockets handed over. libc only.
        .target(name: "ServiceManager", swiftSettings: strictAtTheEdge),

        // The composition root: it alone knows every adapter.
        .target(
            name: "Daemon",
            dependencies: [
                "Mobilization", "MobilizationRuntime", "HTTPAPI", "Gateways", "Routing", "EventStore",
                "OperationsManual",
                "AlertIntake", "ServiceManager", "MusterAPI", serviceLifecycle, unixSignals, logging, crypto,
            ],
            swiftSettings: strict),
        // musterd's subcommands, one file each.
        .target(
            name: "DaemonCommands",
            dependencies: [
                "Daemon", "Simulation", "Mobilization", "MobilizationRuntime", "OperationsManual",
                "AlertIntake", "EventStore",
                "CurlTransport", "MusterAPI", "ServiceManager", argumentParser, hummingbird, logging, crypto,
            ] + nio,
            swiftSettings: strict),
        // musterctl's subcommands, one file each.
        .target(
            name: "OfficerCommands", dependencies: ["MusterAPI", "CurlTransport", argumentParser],
            swiftSettings: strict),
        .executableTarget(
            name: "musterd", dependencies: ["DaemonCommands"], swiftSettings: strict),
        .executableTarget(
            name: "musterctl", dependencies: ["OfficerCommands"], swiftSettings: strict),
        // What "make bench" measures and the trials of the store end inside a process. Never installed.
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "Mobilization", "MobilizationRuntime", "Simulation", "OperationsManual", "EventStore",
                argumentParser, grdb,
            ],
            swiftSettings: strict),
    ] + tests
)

var tests: [Target] {
    [
        // For tests: other programs, started and waited for.
        .target(name: "ChildPrograms", swiftSettings: strict),
        .testTarget(name: "MobilizationTests", dependencies: ["Mobilization"], swiftSettings: strict),
        .testTarget(
            name: "ScenarioTests",
            dependencies: [
                "Mobilization", "MobilizationRuntime", "Simulation", "OperationsManual", "AlertIntake",
                "HTTPAPI",
                "MusterAPI", "OfficerCommands", "CurlTransport", hummingbird, hummingbirdCore, logging,
            ],
            exclude: ["Scenarios"], swiftSettings: strict),
        .testTarget(
            name: "OperationsManualTests", dependencies: ["Mobilization", "OperationsManual"],
            swiftSettings: strict),
        .testTarget(
            name: "AlertIntakeTests", dependencies: ["Mobilization", "AlertIntake"], swiftSettings: strict),
        .testTarget(
            name: "EventStoreTests",
            dependencies: ["Mobilization", "MobilizationRuntime", "EventStore", grdb], swiftSettings: strict),
        .testTarget(name: "CurlTransportTests", dependencies: ["CurlTransport"] + nio, swiftSettings: strict),
        .testTarget(
            name: "GatewaysTests",
            dependencies: [
                "Mobilization", "MobilizationRuntime", "Gateways", "CurlTransport", "ChildPrograms",
            ]
                + nio,
            swiftSettings: strict),
        .testTarget(
            name: "RoutingTests",
            dependencies: ["Mobilization", "Routing", "OperationsManual", "CurlTransport", "ChildPrograms"],
            swiftSettings: strict),
        .testTarget(
            name: "HTTPAPITests",
            dependencies: [
                "Mobilization", "MobilizationRuntime", "MusterAPI", "HTTPAPI", hummingbird,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "SimulationTests", dependencies: ["Mobilization", "MobilizationRuntime", "Simulation"],
            swiftSettings: strict),
        .testTarget(name: "ServiceManagerTests", dependencies: ["ServiceManager"], swiftSettings: strict),
        .testTarget(
            name: "OfficerCommandsTests", dependencies: ["OfficerCommands", "MusterAPI", argumentParser],
            swiftSettings: strict),
        .testTarget(
            name: "AcceptanceTests", dependencies: ["MusterAPI", "CurlTransport", "ChildPrograms"],
            swiftSettings: strict),
        .testTarget(name: "TidyTests", dependencies: ["ChildPrograms"], swiftSettings: strict),
    ]
}
