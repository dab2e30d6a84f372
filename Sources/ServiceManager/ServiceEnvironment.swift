import Glibc

/// What the service manager told this process when it started it, as a value.
///
/// Everything in this module reads from here and never from the process, so that a test can say what it
/// likes.
package struct ServiceEnvironment: Sendable, Equatable {
    /// The variables of systemd's protocols, by name; others are of no interest.
    package var variables: [String: String]
    /// The process that the variables must be meant for: `LISTEN_PID` and `WATCHDOG_PID` name one.
    package var processID: Int32

    package init(_ variables: [String: String], processID: Int32) {
        self.variables = variables
        self.processID = processID
    }

    /// The variables that this module knows.
    package static let known = [
        "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES",
        "CREDENTIALS_DIRECTORY", "JOURNAL_STREAM",
    ]

    /// Reads this process's own environment. Call it once, at start, before other threads run.
    package static func ofThisProcess() -> ServiceEnvironment {
        var variables: [String: String] = [:]
        for name in known {
            if let value = unsafe getenv(name) { unsafe variables[name] = String(cString: value) }
        }
        return ServiceEnvironment(variables, processID: getpid())
    }

    /// A service manager waits to hear of this process, and starts it again when it ends.
    package var isSupervised: Bool { value("NOTIFY_SOCKET") != nil }

    /// The value of a variable; nil also when it is empty, as systemd reads it.
    func value(_ name: String) -> String? {
        guard let value = variables[name], !value.isEmpty else { return nil }
        return value
    }
}

/// Something the service manager's protocols promised and did not keep, said for the person who must mend it.
package struct ServiceManagerError: Error, Equatable, CustomStringConvertible {
    /// One sentence: what failed, where, why and what to do.
    package let description: String

    package init(_ description: String) { self.description = description }

    /// A call to the C library that failed just now.
    ///
    /// - Parameter attempt: What was tried, as what follows "cannot".
    /// - Returns: The attempt, the reason in words and the error number.
    static func lastCall(_ attempt: String) -> ServiceManagerError {
        let code = errno
        let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "unknown reason"
        return ServiceManagerError("cannot \(attempt): \(reason) (errno \(code))")
    }
}
