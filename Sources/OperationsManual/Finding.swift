package import Mobilization

/// How much a diagnostic matters.
package enum Severity: String, Sendable, Codable {
    /// Must be mended: the file, or the row, isn't used as it is.
    case error
    /// Worth a look: what is there is used all the same.
    case warning
}

/// One thing that a reader has to say about a file.
package struct Finding: Sendable, Equatable, CustomStringConvertible {
    package var severity: Severity
    package var diagnostic: Diagnostic

    package init(_ severity: Severity, _ diagnostic: Diagnostic) {
        self.severity = severity
        self.diagnostic = diagnostic
    }

    /// `duty.csv:4:1: warning: nobody has the duty from 2025-07-09 08:00 to 2025-07-10 08:00`
    package var description: String {
        switch severity {
        case .error: diagnostic.description
        case .warning:
            Diagnostic(
                file: diagnostic.file, line: diagnostic.line, column: diagnostic.column,
                message: "warning: " + diagnostic.message
            ).description
        }
    }
}

extension Sequence<Finding> {
    /// What must be mended, in the order of the file.
    package var errors: [Diagnostic] { filter { $0.severity == .error }.map(\.diagnostic) }
    /// What is worth a look, in the order of the file.
    package var warnings: [Diagnostic] { filter { $0.severity == .warning }.map(\.diagnostic) }
}

/// What came of reading a file: the value, and everything there is to say about the file, all at once.
package struct Reading<Value: Sendable>: Sendable {
    /// nil when there is an error among the findings; warnings leave it standing.
    package var value: Value?
    /// In the order of the file.
    package var findings: [Finding]

    package init(value: Value?, findings: [Finding]) {
        self.value = value
        self.findings = findings
    }

    package var errors: [Diagnostic] { findings.errors }
    package var warnings: [Diagnostic] { findings.warnings }
}

extension Reading: Equatable where Value: Equatable {}

/// Gathers what is wrong in one file while it is read.
///
/// Lives for one reading, in the function that made it.
final class Complaints {
    let file: String
    private(set) var findings: [Finding] = []

    init(file: String) {
        self.file = file
    }

    var hasErrors: Bool { findings.contains { $0.severity == .error } }

    func error(_ message: String, line: Int = 0, column: Int = 0) {
        add(.error, message, line, column)
    }

    func warning(_ message: String, line: Int = 0, column: Int = 0) {
        add(.warning, message, line, column)
    }

    func add(_ more: [Finding]) {
        findings += more
    }

    /// The reading that ends here; a value beside an error is dropped, so that nobody uses it by mistake.
    func reading<Value: Sendable>(_ value: Value?) -> Reading<Value> {
        Reading(value: hasErrors ? nil : value, findings: inFileOrder)
    }

    /// Findings by line and column; those without a place keep to the end, all else in the order of arrival.
    var inFileOrder: [Finding] {
        findings.enumerated().sorted { left, right in
            Self.place(of: left.element, left.offset) < Self.place(of: right.element, right.offset)
        }.map(\.element)
    }

    private static func place(of finding: Finding, _ arrival: Int) -> (Int, Int, Int) {
        let line = finding.diagnostic.line
        return (line == 0 ? Int.max : line, finding.diagnostic.column, arrival)
    }

    private func add(_ severity: Severity, _ message: String, _ line: Int, _ column: Int) {
        findings.append(
            Finding(severity, Diagnostic(file: file, line: line, column: column, message: message)))
    }
}
