import Foundation

/// The system calls that begin and end a child.
enum Spawn {
    /// Starts a program with both its streams going to `output`; it inherits no other descriptor.
    ///
    /// - Returns: The child's number.
    /// - Throws: `CocoaError` when it can't be started.
    static func start(
        _ path: String, _ arguments: [String], environment: [String: String]?, directory: String?,
        output: Int32
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, output, 2)
        for descriptor in 3..<mostDescriptors { posix_spawn_file_actions_addclose(&actions, descriptor) }
        let variables = (environment ?? ProcessInfo.processInfo.environment).map { "\($0.key)=\($0.value)" }
        var id: pid_t = 0
        // `env` becomes the program, so the child's number is the program's.
        let words = directory.map { ["/usr/bin/env", "-C", $0, path] + arguments } ?? [path] + arguments
        let program = words[0]
        let status = withStrings(words) { words in
            withStrings(variables) { posix_spawn(&id, program, &actions, nil, words, $0) }
        }
        guard status == 0 else { throw failure(status, "cannot start \(path)") }
        return id
    }

    /// More than any descriptor that is open now, with room for those that other threads open meanwhile. A child that
    /// kept another child's pipe would keep its reader waiting.
    private static var mostDescriptors: Int32 {
        let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return (open.compactMap { Int32($0) }.max() ?? 255) + 64
    }

    /// Waits for the end of a child and gives its number back to the system.
    ///
    /// - Returns: Its exit code, or the signal that it died of.
    static func takeAway(_ id: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : signal
    }

    static func failure(_ code: Int32, _ what: String) -> CocoaError {
        CocoaError(
            .fileReadUnknown,
            userInfo: [NSDebugDescriptionErrorKey: "\(what): \(String(cString: strerror(code)))"])
    }

    private static func withStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
