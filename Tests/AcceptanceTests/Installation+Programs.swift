import Dispatch
import Foundation
import Testing

/// A program's end.
struct Ended: Sendable {
    var status: Int32
    /// stdout and stderr together.
    var output: String
}

/// A program that runs beside the test.
///
/// Unchecked: `Process` is only asked for its id and its status, and the status after its end.
final class RunningProgram: @unchecked Sendable {
    private let process = Process()
    private let ended = DispatchSemaphore(value: 0)

    init(_ program: URL, _ arguments: [String], environment: [String: String], output: Any) throws {
        process.executableURL = program
        process.arguments = arguments
        process.environment = environment
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        process.terminationHandler = { [ended] _ in ended.signal() }
        try process.run()
    }

    var isRunning: Bool { process.isRunning }

    func kill(_ signal: Int32) {
        if isRunning { _ = Foundation.kill(process.processIdentifier, signal) }
    }

    /// Waits for the end without holding up a thread that other tests need.
    ///
    /// - Returns: The exit code, or the signal's number for a program that died of one.
    func end() async -> Int32 {
        await onOwnThread {
            self.ended.wait()
            self.ended.signal()
        }
        return process.terminationStatus
    }
}

/// Does what blocks, away from the threads of Swift's tasks.
func onOwnThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(returning: work()) }
    }
}

extension Installation {
    private var environment: [String: String] {
        var environment = ProcessInfo.processInfo.environment
        for name in ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID"] {
            environment[name] = nil
        }
        environment["MUSTER_SOCKET"] = controlSocket
        environment["LC_ALL"] = "C.UTF-8"
        environment["LANG"] = "en_US.UTF-8"
        // A backtrace of a debug build takes a minute, and nobody reads it here.
        environment["SWIFT_BACKTRACE"] = "enable=no"
        return environment
    }

    /// Runs one of our programs to its end.
    func run(_ program: String, _ arguments: String...) async throws -> Ended {
        try await run(Self.programs.appendingPathComponent(program), arguments)
    }

    func run(_ program: URL, _ arguments: [String]) async throws -> Ended {
        let pipe = Pipe()
        let running = try RunningProgram(program, arguments, environment: environment, output: pipe)
        let data = await onOwnThread { pipe.fileHandleForReading.readDataToEndOfFile() }
        return Ended(status: await running.end(), output: String(decoding: data, as: UTF8.self))
    }

    func musterctl(_ arguments: String...) async throws -> Ended {
        try await run(Self.programs.appendingPathComponent("musterctl"), arguments)
    }

    /// Starts a program whose output goes to the end of a file of the installation.
    func start(
        _ program: URL, _ arguments: [String], output: String, adding variables: [String: String] = [:]
    ) throws -> RunningProgram {
        if !FileManager.default.fileExists(atPath: path(output)) {
            // A failure shows in the next line, where the file is opened.
            _ = FileManager.default.createFile(atPath: path(output), contents: nil)
        }
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path(output)))
        try handle.seekToEnd()
        return try RunningProgram(
            program, arguments, environment: environment.merging(variables) { $1 }, output: handle)
    }

    func startSandbox(_ arguments: String...) async throws {
        sandbox = try start(
            Self.programs.appendingPathComponent("musterd"),
            [
                "sandbox", "--listen", "127.0.0.1:\(sandboxPort)", "--roster", path("roster-pioneer.csv"),
                "--roster", path("roster-reserve.csv"), "--sites", path("sites.csv"), "--log", sandboxLog,
                "--officers-answer",
            ] + arguments, output: "sandbox")
        try await eventually("the sandbox answers") { await self.get(self.sandboxURL("/healthz")) != nil }
    }

    func startDaemon(_ arguments: String...) async throws {
        let started = try start(
            Self.programs.appendingPathComponent("musterd"),
            ["serve", "--config", configuration] + arguments,
            output: "journal")
        daemon = started
        try await eventually("the daemon is ready") {
            try #require(started.isRunning, "the daemon ended: \(self.journal.suffix(2000))")
            return await self.get(self.daemonURL("/readyz")) != nil
        }
    }

    /// kill -9, and waits until the process is gone.
    func killDaemon() async {
        daemon?.kill(SIGKILL)
        _ = await daemon?.end()
        daemon = nil
    }

    /// SIGTERM, and waits for the orderly end.
    func stopDaemon() async -> Int32? {
        daemon?.kill(SIGTERM)
        defer { daemon = nil }
        return await daemon?.end()
    }
}
