import Foundation
package import Mobilization
import ServiceManager

/// Lines to stderr, with systemd's priorities where stderr leads to the journal. Never a name, a phone number,
/// an address, a message's words or a secret.
package struct Journal: Sendable {
    private let lines: JournalLines
    private let least: LogLine.Priority

    package init(showsPriority: Bool, verbose: Bool) {
        lines = JournalLines(showsPriority: showsPriority)
        least = verbose ? .debug : .info
    }

    package func write(_ line: LogLine) {
        if line.priority == .debug, least != .debug { return }
        // Nobody may read it any more, and the disk it goes to may be full: neither is a reason to stop calling people.
        try? FileHandle.standardError.write(
            contentsOf: Data((lines.entry(line.words, priority: line.priority.journal)).utf8))
    }

    package func notice(_ words: String) { write(LogLine(.notice, words)) }
    package func error(_ words: String) { write(LogLine(.error, words)) }
}

extension LogLine.Priority {
    fileprivate var journal: JournalPriority {
        switch self {
        case .error: .error
        case .notice: .notice
        case .info: .info
        case .debug: .debug
        }
    }
}
