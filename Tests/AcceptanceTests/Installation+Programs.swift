import ChildPrograms
import Foundation
import Testing

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
    func run(_ program: String, _ arguments: String...) async throws -> EndedProgram {
        try await run(Self.programs.appendingPathComponent(program), arguments)
    }

    func run(_ program: URL, _ arguments: [String]) async throws -> EndedProgram {
        try await EndedProgram.runApart(program, arguments, environment: environment)
    }

    func musterctl(_ arguments: String...) async throws -> EndedProgram {
        try await run(Self.programs.appendingPathComponent("musterctl"), arguments)
    }

    /// Starts a program whose output goes to the end of a file of the installation.
    func start(
        _ program: URL, _ arguments: [String], output: String, adding variables: [String: String] = [:]
    ) throws -> ChildProgram {
        try ChildProgram(
            program, arguments, environment: environment.merging(variables) { $1 }, output: path(output))
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

    func startDaemon(_ arguments: String...) async throws { try await startDaemon(arguments, under: [:]) }

    /// With more variables in its environment.
    func startDaemon(_ arguments: [String] = [], under variables: [String: String]) async throws {
        let started = try launchDaemon(arguments, under: variables)
        try await eventually("the daemon is ready") {
            try #require(started.isRunning, "the daemon ended: \(self.journal.suffix(2000))")
            return await self.get(self.daemonURL("/readyz")) != nil
        }
    }

    /// Starts it without waiting until it is ready.
    @discardableResult
    func launchDaemon(
        _ arguments: [String] = [], under variables: [String: String] = [:]
    ) throws -> ChildProgram {
        let started = try start(
            Self.programs.appendingPathComponent("musterd"),
            ["serve", "--config", configuration] + arguments,
            output: "journal", adding: variables)
        daemon = started
        return started
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
