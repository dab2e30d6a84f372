import Glibc

/// How urgent a log line is, as the journal counts, sd-daemon(3).
package enum JournalPriority: Int, Sendable, Equatable, Comparable, CaseIterable {
    case emergency, alert, critical
    /// A person must act today.
    case error
    case warning
    /// Start, stop, reload.
    case notice
    /// State changes that an officer follows.
    case info
    /// Decisions.
    case debug

    /// More urgent is smaller.
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Writes log lines so that the journal knows their priority.
package struct JournalLines: Sendable, Equatable {
    /// Whether each line begins with its priority, as `<3>`. Off in a terminal, where a person reads.
    package var showsPriority: Bool

    package init(showsPriority: Bool) { self.showsPriority = showsPriority }

    /// One entry as it goes to stderr.
    ///
    /// A line break begins a new line with the same priority, so that no text can begin one of its own; other
    /// control characters become spaces, so that no text can steer a terminal.
    ///
    /// - Parameters:
    ///   - text: The message, of any length.
    ///   - priority: Of all its lines.
    /// - Returns: One or more lines, the last closed by a line break too.
    package func entry(_ text: String, priority: JournalPriority) -> String {
        let prefix = showsPriority ? "<\(priority.rawValue)>" : ""
        return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { prefix + Self.withoutControls($0) + "\n" }
            .joined()
    }

    private static func withoutControls(_ line: Substring) -> String {
        var clean = String.UnicodeScalarView()
        for scalar in line.unicodeScalars {
            clean.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        return String(clean)
    }
}

extension ServiceEnvironment {
    /// Whether a descriptor of this process leads to the journal, so that priorities are understood there.
    ///
    /// - Parameter descriptor: 2, the error stream, but in tests.
    /// - Returns: False in a terminal, and when the stream was redirected after the start.
    package func leadsToJournal(_ descriptor: Int32 = 2) -> Bool {
        guard let expected = value("JOURNAL_STREAM") else { return false }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return false }
        return expected == "\(status.st_dev):\(status.st_ino)"
    }
}
