import Glibc

/// A terminal's size in characters.
struct TerminalSize: Sendable, Equatable {
    var columns: Int
    var rows: Int

    /// Columns that a line may take.
    var width: Int { min(80, max(40, columns)) }
}

/// Where an officer reads and types: a terminal, or a pipe that a script holds.
struct Console: Sendable {
    /// Columns that a line may take; never more than 80.
    var width = 80
    /// Whether a person can be asked: both input and output are terminals.
    var isInteractive = false
    /// Whether the output is a terminal, which can be drawn over.
    var isTerminal = false
    /// False when `NO_COLOR` is set or the output is no terminal.
    var usesColour = false
    /// What the terminal measures now, so that a screen can follow it; nil where there is none.
    var measure: @Sendable () -> TerminalSize? = { nil }
    /// Writes to the output as it stands.
    var write: @Sendable (String) -> Void
    /// Writes to the error output as it stands.
    var complain: @Sendable (String) -> Void
    /// The next line that was typed, without its end. nil at the end of the input.
    var ask: @Sendable () -> String?

    /// The one that this process was started with.
    static func ofProcess(environment: [String: String]) -> Console {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        var console = Console(
            write: { writeAll($0, to: STDOUT_FILENO) }, complain: { writeAll($0, to: STDERR_FILENO) },
            ask: { readLine(strippingNewline: true) })
        console.isTerminal = isTerminal && environment["TERM"] != "dumb"
        console.isInteractive = isTerminal && isatty(STDIN_FILENO) == 1
        console.usesColour = console.isTerminal && (environment["NO_COLOR"] ?? "").isEmpty
        if isTerminal { console.measure = terminalSize }
        console.width = console.measure()?.width ?? 80
        return console
    }

    @Sendable private static func terminalSize() -> TerminalSize? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return nil
        }
        return TerminalSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }

    /// Unbuffered: what was said is out before the process waits or ends.
    private static func writeAll(_ text: String, to file: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                return  // The reader has gone, as `head` does.
            }
        }
    }
}
