package import Foundation
import Synchronization

/// A program that runs beside a test, with a thread of its own that waits for its end.
///
/// Foundation's `Process` is no help here. It watches all its children from one thread, and a child that closes what
/// it inherited, as systemd-socket-activate does, holds that thread up until it ends; until then nobody hears of any
/// other child's end. Its `waitUntilExit` occupies a thread meanwhile, and tests share as many as there are
/// processors: two tests that wait like this stop the whole run for ever.
package final class ChildProgram: Sendable {
    private struct Life {
        var status: Int32?
        var waiting: [CheckedContinuation<Int32, Never>] = []
    }

    private let id: pid_t
    private let life = Mutex(Life())

    /// Starts it, with nothing on its input.
    ///
    /// - Parameters:
    ///   - program: Its file.
    ///   - arguments: Without its name.
    ///   - environment: nil: that of the tests.
    ///   - directory: Where it runs; nil: where the tests do.
    ///   - output: A file to the end of which both its streams go, made when it isn't there; nil: nowhere.
    /// - Throws: `CocoaError` when it can't be started.
    package init(
        _ program: URL, _ arguments: [String], environment: [String: String]? = nil,
        directory: String? = nil, output: String? = nil
    ) throws {
        let descriptor = open(output ?? "/dev/null", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Spawn.failure(errno, "cannot open \(output ?? "/dev/null")") }
        defer { close(descriptor) }
        id = try Spawn.start(
            program.path, arguments, environment: environment, directory: directory, output: descriptor)
        Thread.detachNewThread { self.watch() }
    }

    package var isRunning: Bool { life.withLock { $0.status == nil } }

    /// Sends it a signal, if it still runs.
    package func kill(_ signal: Int32) {
        // Under the lock, so that its number can't be another's by now.
        life.withLock { life in
            if life.status == nil { _ = Glibc.kill(id, signal) }
        }
    }

    /// Waits for its end without holding up a thread that others need.
    ///
    /// - Returns: The exit code, or the signal's number for a program that died of one.
    package func end() async -> Int32 {
        await withCheckedContinuation { continuation in
            let status = life.withLock { life in
                if life.status == nil { life.waiting.append(continuation) }
                return life.status
            }
            if let status { continuation.resume(returning: status) }
        }
    }

    private func watch() {
        var information = siginfo_t()
        // Not taken away yet: its number stays its own until `kill` knows.
        while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let waiting = life.withLock { life in
            life.status = Spawn.takeAway(id)
            defer { life.waiting = [] }
            return life.waiting
        }
        let status = life.withLock { $0.status ?? 0 }
        for continuation in waiting { continuation.resume(returning: status) }
    }
}

/// A program that has run to its end.
package struct EndedProgram: Sendable {
    /// 0 is success; the signal's number for a program that died of one.
    package var status: Int32
    /// What it wrote to both its streams.
    package var output: String

    /// Runs a program to its end on the caller's thread: for what takes no time.
    ///
    /// - Throws: `CocoaError` when it can't be started.
    package static func run(
        _ program: URL, _ arguments: [String], environment: [String: String]? = nil
    ) throws -> EndedProgram {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Spawn.failure(errno, "no pipe") }
        defer { close(ends[0]) }
        let id: pid_t
        do {
            defer { close(ends[1]) }
            id = try Spawn.start(
                program.path, arguments, environment: environment, directory: nil, output: ends[1])
        }
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(ends[0], &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            output += chunk[..<count]
        }
        return EndedProgram(status: Spawn.takeAway(id), output: String(decoding: output, as: UTF8.self))
    }

    /// The same on a thread of its own.
    package static func runApart(
        _ program: URL, _ arguments: [String], environment: [String: String]? = nil
    ) async throws -> EndedProgram {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result { try run(program, arguments, environment: environment) })
            }
        }
    }

    /// Where the program is that a shell would find; nil where there is none.
    package static func find(_ name: String) -> URL? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        let path = (folders + ["/usr/sbin", "/sbin"]).map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        return path.map { URL(fileURLWithPath: $0) }
    }
}
