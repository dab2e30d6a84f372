import CurlTransport
import Foundation
import Testing

/// The built programs in a directory of their own, with a configuration made from `Examples/`, a sandbox as the
/// phone network, and nothing shared with any other test.
final class Installation: @unchecked Sendable {
    // Unchecked: used by one test at a time, each test has its own.
    let root: URL
    let port: Int
    let sandboxPort: Int
    private var daemon: Process?
    private var sandbox: Process?
    private let loop = CurlLoop()

    static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Where `swift build` puts the programs: beside this very test bundle.
    static let programs: URL = {
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let candidates = [bundle, repository.appendingPathComponent(".build/debug")]
        return candidates.first {
            FileManager.default.isExecutableFile(atPath: $0.appendingPathComponent("musterd").path)
        } ?? candidates[1]
    }()

    /// - Parameter change: Rewrites the example configuration.
    init(change: (String) -> String = { $0 }) throws {
        root = FileManager.default.temporaryDirectory.appendingPathComponent("muster-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        port = try Self.freePort()
        sandboxPort = try Self.freePort()
        let examples = Self.repository.appendingPathComponent("Examples")
        for name in try FileManager.default.contentsOfDirectory(atPath: examples.path) where name != "run" {
            try FileManager.default.copyItem(
                at: examples.appendingPathComponent(name), to: root.appendingPathComponent(name))
        }
        let file = root.appendingPathComponent("musterd.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
            .replacingOccurrences(of: "../Playbooks", with: Self.repository.appendingPathComponent("Playbooks").path)
            .replacingOccurrences(of: ":8470", with: ":\(port)")
            .replacingOccurrences(of: ":8471", with: ":\(sandboxPort)")
            .replacingOccurrences(of: "\n  0:\n", with: "\n  \(getuid()):\n")
        try change(text).write(to: file, atomically: true, encoding: .utf8)
        let made = try run("musterd", ["init", "--config", file.path])
        try #require(made.status == 0, "musterd init: \(made.output)")
    }

    deinit {
        daemon?.terminate()
        sandbox?.terminate()
        loop.shutdown()
        try? FileManager.default.removeItem(at: root)
    }

    var configuration: String { root.appendingPathComponent("musterd.yaml").path }
    var store: String { root.appendingPathComponent("run/muster.db").path }
    var socket: String { root.appendingPathComponent("run/musterd-control.sock").path }
    var sandboxLog: String { root.appendingPathComponent("sandbox.jsonl").path }
    var journal: String { (try? String(contentsOf: root.appendingPathComponent("journal"), encoding: .utf8)) ?? "" }

    func token(_ name: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent("run/secrets/\(name).token"), encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    // MARK: - Processes

    struct Ended {
        var status: Int32
        var output: String
    }

    /// Runs one of our programs to its end.
    func run(_ program: String, _ arguments: [String]) throws -> Ended {
        let process = Process()
        process.executableURL = Self.programs.appendingPathComponent(program)
        process.arguments = arguments
        var environment = ProcessInfo.processInfo.environment
        environment["MUSTER_SOCKET"] = socket
        environment["LANG"] = "en_US.UTF-8"
        process.environment = environment
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Ended(status: process.terminationStatus, output: String(decoding: data, as: UTF8.self))
    }

    func musterctl(_ arguments: String...) throws -> Ended { try run("musterctl", arguments) }

    private func start(_ program: String, _ arguments: [String], output: String) throws -> Process {
        let file = root.appendingPathComponent(output)
        if !FileManager.default.fileExists(atPath: file.path) {
            FileManager.default.createFile(atPath: file.path, contents: nil)
        }
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        let process = Process()
        process.executableURL = Self.programs.appendingPathComponent(program)
        process.arguments = arguments
        process.standardOutput = handle
        process.standardError = handle
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return process
    }

    func startSandbox(_ arguments: String...) async throws {
        sandbox = try start(
            "musterd",
            [
                "sandbox", "--listen", "127.0.0.1:\(sandboxPort)", "--roster",
                root.appendingPathComponent("roster-pioneer.csv").path, "--roster",
                root.appendingPathComponent("roster-reserve.csv").path, "--sites",
                root.appendingPathComponent("sites.csv").path, "--log", sandboxLog,
            ] + arguments, output: "sandbox")
        try await eventually("the sandbox answers") { await self.get("http://127.0.0.1:\(self.sandboxPort)/truth") != nil }
    }

    func startDaemon(_ arguments: String...) async throws {
        daemon = try start("musterd", ["serve", "--config", configuration] + arguments, output: "journal")
        try await eventually("the daemon is ready") { await self.get("http://127.0.0.1:\(self.port)/readyz") != nil }
    }

    /// kill -9, and waits until the process is gone.
    func killDaemon() {
        guard let daemon else { return }
        kill(daemon.processIdentifier, SIGKILL)
        daemon.waitUntilExit()
        self.daemon = nil
    }

    /// SIGTERM, and waits for the orderly end.
    func stopDaemon() -> Int32 {
        guard let daemon else { return -1 }
        daemon.terminate()
        daemon.waitUntilExit()
        self.daemon = nil
        return daemon.terminationStatus
    }

    // MARK: - HTTP

    /// The body of a 200; nil for anything else.
    func get(_ url: String, token: String? = nil) async -> [UInt8]? {
        let headers = token.map { ["Authorization: Bearer \($0)"] } ?? []
        let request = TransferRequest(
            method: "GET", url: url, ownHeaders: headers, responseLimit: 16 << 20)
        guard case .response(let response) = await loop.perform(request), response.status == 200 else { return nil }
        return response.body
    }

    func json(_ url: String, token: String? = nil) async throws -> [String: Any] {
        let body = try #require(await get(url, token: token), "no answer from \(url)")
        return try #require(try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])
    }

    struct Answer {
        var status: Int
        var body: String
    }

    func post(
        _ path: String, _ body: [UInt8], type: String = "application/json", token: String?
    ) async throws -> Answer {
        var headers = ["Content-Type: \(type)"]
        if let token { headers.append("Authorization: Bearer \(token)") }
        let request = TransferRequest(
            url: "http://127.0.0.1:\(port)\(path)", ownHeaders: headers, body: body, responseLimit: 16 << 20)
        switch await loop.perform(request) {
        case .response(let response):
            return Answer(status: response.status, body: String(decoding: response.body, as: UTF8.self))
        case .failure(let failure): throw failure
        }
    }

    func alert(_ file: String) throws -> [UInt8] {
        Array(try Data(contentsOf: root.appendingPathComponent("alerts/\(file)")))
    }

    /// Every line of the sandbox's own log, which is the truth about what reached a phone.
    func sandboxLines() throws -> [[String: Any]] {
        try String(contentsOfFile: sandboxLog, encoding: .utf8).split(separator: "\n").compactMap {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
    }

    /// Waits until something holds; the bound is generous, because a loaded machine isn't a fault.
    func eventually(_ what: String, _ holds: () async throws -> Bool) async throws {
        for _ in 0..<1200 {
            if try await holds() { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("waited two minutes, but not: \(what)\n\(journal.suffix(2000))")
        throw CancellationError()
    }

    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        try #require(isBound, "no free port on loopback")
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
