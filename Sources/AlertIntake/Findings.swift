import Mobilization

/// What is wrong in one document, gathered while it is read, so that the sender learns all of it at once.
struct Findings {
    let source: String
    /// Each of these keeps the alert from being accepted.
    private(set) var problems: [Diagnostic] = []
    /// Tolerated, but worth knowing.
    private(set) var remarks: [Diagnostic] = []

    /// More than this nobody reads, and a hostile body could ask for a million.
    static let most = 100

    init(source: String) {
        self.source = source
    }

    mutating func refuse(_ message: String, line: Int = 0, column: Int = 0) {
        guard problems.count < Self.most else { return }
        problems.append(Diagnostic(file: source, line: line, column: column, message: message))
    }

    mutating func remark(_ message: String, line: Int = 0, column: Int = 0) {
        guard remarks.count < Self.most else { return }
        remarks.append(Diagnostic(file: source, line: line, column: column, message: message))
    }
}
