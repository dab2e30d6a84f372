import Testing

/// What the code in each folder of `Sources` may import. Imports point downwards only; no adapter knows
/// another.
///
/// A new folder needs a row here, so that somebody says where it stands.
private let allowedImports: [String: Set<String>] = {
    let foundation: Set = ["Foundation", "FoundationEssentials"]
    let libc: Set = ["Glibc", "Musl"]
    let threads: Set = ["Dispatch", "Synchronization"]
    let web: Set = [
        "HTTPTypes", "Hummingbird", "HummingbirdCore", "NIOCore", "NIOHTTP1", "NIOHTTPTypes",
        "NIOHTTPTypesHTTP1",
        "NIOPosix",
    ]
    let core: Set = ["Mobilization", "MobilizationRuntime"]
    return [
        // Pure: the standard library alone.
        "Mobilization": [],
        "MobilizationRuntime": ["Mobilization"],
        "Simulation": core,

        // Text and bytes to values.
        "OperationsManual": foundation.union(["Mobilization", "Yams"]),
        "AlertIntake": foundation.union(libc).union(["Mobilization", "CExpat", "Crypto"]),

        // Adapters.
        "EventStore": core.union(foundation).union(libc).union(threads).union(["Crypto", "GRDB"]),
        "CurlTransport": foundation.union(libc).union(threads).union(["CCurl"]),
        "Gateways": core.union(foundation).union(threads).union(["CurlTransport", "Crypto"]),
        "Routing": core.union(foundation).union(threads).union(["CurlTransport"]),
        "AlertPolling": foundation.union(threads).union(["Mobilization", "CurlTransport"]),
        "MusterAPI": foundation,
        "HTTPAPI": core.union(foundation).union(threads).union(web).union([
            "MusterAPI", "Crypto", "Logging", "NIOSSL",
        ]),
        "ServiceManager": libc,

        // Roots: these alone put adapters together.
        "Daemon": core.union(foundation).union(threads).union([
            "AlertIntake", "AlertPolling", "Crypto", "CurlTransport", "EventStore", "Gateways", "HTTPAPI",
            "Logging",
            "MusterAPI",
            "OperationsManual", "Routing", "ServiceLifecycle", "ServiceManager", "UnixSignals",
        ]),
        "DaemonCommands": core.union(foundation).union(threads).union(web).union([
            "AlertIntake", "ArgumentParser", "Crypto", "CurlTransport", "Daemon", "EventStore", "Logging",
            "MusterAPI",
            "OperationsManual", "ServiceManager", "Simulation",
        ]),
        "OfficerCommands": foundation.union(libc).union(["ArgumentParser", "CurlTransport", "MusterAPI"]),
        "musterd": ["DaemonCommands"],
        "musterctl": ["OfficerCommands"],

        // For tests, which start the programs and others with it; no program of ours knows it.
        "ChildPrograms": foundation.union(["Synchronization"]),

        // Measures; no program of ours knows it.
        "Benchmarks": core.union(foundation).union([
            "ArgumentParser", "EventStore", "GRDB", "OperationsManual", "Simulation",
        ]),
    ]
}()

/// The folders whose code computes the same on every machine and in every run.
let pureTargets = ["Mobilization", "MobilizationRuntime", "Simulation"]

@Suite struct ImportTests {
    @Test func `every import points downwards`() throws {
        var breaches: [Breach] = []
        let files = Repository.files(in: "Sources", ending: ".swift")
        #expect(!files.isEmpty)
        for file in files {
            let folder = String(file.split(separator: "/")[1])
            guard let allowed = allowedImports[folder] else {
                breaches.append(
                    Breach(file: file, what: "\(folder) has no row in the table of allowed imports"))
                continue
            }
            for found in imports(of: SwiftCode(try Repository.text(file)))
            where !allowed.contains(found.module) {
                breaches.append(
                    Breach(file: file, line: found.line, what: "\(folder) must not import \(found.module)"))
            }
        }
        #expect(breaches.isEmpty, breaches.list)
    }

    @Test func `acceptance tests know the programs only from outside`() throws {
        let allowed: Set = [
            "Testing", "Foundation", "Dispatch", "Synchronization", "ChildPrograms", "MusterAPI",
            "CurlTransport",
        ]
        var breaches: [Breach] = []
        for file in Repository.files(in: "Tests/AcceptanceTests", ending: ".swift") {
            for found in imports(of: SwiftCode(try Repository.text(file)))
            where !allowed.contains(found.module) {
                breaches.append(
                    Breach(
                        file: file, line: found.line,
                        what: "an acceptance test must not import \(found.module)"))
            }
        }
        #expect(breaches.isEmpty, breaches.list)
    }

    @Test func `the table allows pure targets nothing but each other`() {
        for target in pureTargets {
            #expect(allowedImports[target]?.isSubset(of: pureTargets) == true)
        }
    }

    @Test func `imports of every form are seen, and words that only look like one are not`() {
        let code = SwiftCode(
            """
            import A
            package import B
            @testable @_exported public import C
            #if canImport(D)
                import struct E.Thing
            #endif
            // import F
            let text = "import G"
            func `a sentence with one " in it`() {}
            let more = ""\"
                import H
                ""\"
            importance(of: 1)
            """)
        #expect(imports(of: code).map(\.module) == ["A", "B", "C", "E"])
        #expect(imports(of: code).map(\.line) == [1, 2, 3, 5])
    }
}

/// The modules that the code imports, each with its line.
private func imports(of code: SwiftCode) -> [(module: String, line: Int)] {
    let pattern =
        #/
        ^\s*
        (?: @\w+ (?: \([^)]*\) )? \s+ )*
        (?: (?:public|package|internal|fileprivate|private) \s+ )?
        import \s+
        (?: (?:struct|class|enum|protocol|typealias|func|let|var) \s+ )?
        (\w+)
        /#
    return code.lines.enumerated().compactMap { index, line in
        line.prefixMatch(of: pattern).map { (String($0.1), index + 1) }
    }
}
