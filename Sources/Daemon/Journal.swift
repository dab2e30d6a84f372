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
        FileHandle.standardError.write(Data((lines.entry(line.words, priority: line.priority.journal)).utf8))
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
