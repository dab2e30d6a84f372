import ChildPrograms
import CurlTransport
import Foundation
import Testing

/// The built programs in a directory of their own, with a configuration made from `Examples/`, a sandbox as
/// the phone network, and nothing shared with any other test.
final class Installation: @unchecked Sendable {
    // Unchecked: used by one test, whose concurrent tasks only read what stands after the start.
    let root: URL
    let port: Int
    let sandboxPort: Int
    var daemon: ChildProgram?
    var sandbox: ChildProgram?
    let loop = CurlLoop(name: "acceptance", options: .init(connections: 8))

    static let repository = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Where `swift build` puts the programs: beside this very test bundle.
    static let programs: URL = {
        let words = CommandLine.arguments
        let flag = words.firstIndex(of: "--test-bundle-path").map { $0 + 1 }
        let bundle = flag.flatMap { words.indices.contains($0) ? words[$0] : nil } ?? words[0]
        let beside = URL(fileURLWithPath: bundle).deletingLastPathComponent()
        let isThere = FileManager.default.isExecutableFile(atPath: beside.path + "/musterd")
        return isThere ? beside : repository.appendingPathComponent(".build/debug")
    }()

    /// Makes the directory, and the secrets through `musterd init`. With `callsAtOnce`, demands of the
    /// district command call people without a hold, however many; `change` rewrites the example
    /// configuration.
    init(callsAtOnce: Bool = false, change: (String) -> String = { $0 }) async throws {
        root = FileManager.default.temporaryDirectory
            .appendingPathComponent("muster-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        port = try Self.freePort()
        sandboxPort = try Self.freePort()
        let examples = Self.repository.appendingPathComponent("Examples")
        for name in try FileManager.default.contentsOfDirectory(atPath: examples.path) where name != "run" {
            try FileManager.default.copyItem(
                at: examples.appendingPathComponent(name), to: root.appendingPathComponent(name))
        }
        try rewrite("musterd.yaml") { text in
            change(
                text.replacingOccurrences(of: "../Playbooks", with: Self.repository.path + "/Playbooks")
                    .replacingOccurrences(of: ":8470", with: ":\(port)")
                    .replacingOccurrences(of: ":8471", with: ":\(sandboxPort)")
                    .replacingOccurrences(of: "\n  0:\n", with: "\n  \(getuid()):\n"))
        }
        if callsAtOnce {
            try rewrite("rules.yaml") {
                $0.replacingOccurrences(of: "large: hold 60s", with: "large: automatic")
            }
        }
        let made = try await run("musterd", "init", "--config", configuration)
        try #require(made.status == 0, "musterd init: \(made.output)")
    }

    deinit {
        daemon?.kill(SIGKILL)
        sandbox?.kill(SIGKILL)
        loop.shutdown()
        try? FileManager.default.removeItem(at: root)
    }

    var configuration: String { path("musterd.yaml") }
    var store: String { path("run/muster.db") }
    var controlSocket: String { path("run/musterd-control.sock") }
    var sandboxLog: String { path("phones.jsonl") }
    /// What the daemon wrote to stderr, over all its starts.
    var journal: String { (try? String(contentsOfFile: path("journal"), encoding: .utf8)) ?? "" }

    /// A file below the installation's directory.
    func path(_ name: String) -> String { root.appendingPathComponent(name).path }

    func rewrite(_ file: String, _ change: (String) -> String) throws {
        let old = try String(contentsOfFile: path(file), encoding: .utf8)
        try change(old).write(toFile: path(file), atomically: true, encoding: .utf8)
    }

    func token(_ name: String) throws -> String {
        try String(contentsOfFile: path("run/secrets/\(name).token"), encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The bytes of a file in `Examples/alerts`.
    func alert(_ file: String) throws -> [UInt8] {
        Array(try Data(contentsOf: root.appendingPathComponent("alerts/\(file)")))
    }

    /// The same demand, issued now: a daemon at the speed of life takes no demand of years ago.
    func alertOfNow(_ file: String) throws -> [UInt8] {
        var text = String(decoding: try alert(file), as: UTF8.self)
        let now = ISO8601DateFormatter().string(from: Date())
        let later = ISO8601DateFormatter().string(from: Date(timeIntervalSinceNow: 3 * 3600))
        text = text.replacing(#/"issued_at": *"[^"]*"/#, with: "\"issued_at\":\"\(now)\"")
        text = text.replacing(#/"needed_by": *"[^"]*"/#, with: "\"needed_by\":\"\(later)\"")
        return Array(text.utf8)
    }

    /// Waits until something holds; the bound is generous, because a loaded machine isn't a fault.
    func eventually(_ what: String, seconds: Int = 90, _ holds: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            if try await holds() { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("waited \(seconds) s, but not: \(what)\n\(journal.suffix(2000))")
        throw CancellationError()
    }

    /// A port of 127.0.0.1 on which nothing listens.
    static func freePort() throws -> Int { try #require(bound(to: 0), "no free port on loopback") }

    /// Whether nothing listens on a port of 127.0.0.1.
    static func isFree(_ port: Int) -> Bool { port <= 65_535 && bound(to: port) == port }

    /// The port that the system gave, at once free again; nil when it gave none.
    private static func bound(to port: Int) -> Int? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        return isBound ? Int(UInt16(bigEndian: address.sin_port)) : nil
    }
}
