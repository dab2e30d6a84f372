package import Mobilization

/// What became of the bytes of one request.
package enum IntakeResult: Sendable, Equatable {
    /// Understood. `remarks` say what was tolerated (a `Z` in a CAP time, a reference nothing can match);
    /// they belong into the log beside the alert and are empty for a clean document.
    case alert(Alert, remarks: [Diagnostic])
    /// Not even readable: broken JSON or XML, a DOCTYPE, an empty body. HTTP 400.
    case refused([Diagnostic])
    /// Readable, but it can't be accepted: a status missing, a headcount of 0. HTTP 422.
    case unacceptable([Diagnostic])
    /// The content type is none of `IntakeFormat.mediaTypes`. HTTP 415.
    case unsupportedMediaType
    /// More than `Limits.alertBytes`. HTTP 413.
    case tooLarge
}

/// Reads one alert or demand.
///
/// Nothing outside is touched: no clock, no network, no file. Whatever the bytes are, the answer is one of
/// the five cases; nothing is defaulted that decides whether people are called for real.
///
/// - Parameters:
///   - body: The request's body, whole.
///   - contentType: The header as it came; nil or unknown gives `unsupportedMediaType`.
///   - source: The configured name of the sender; it stands in front of every diagnostic.
///   - receivedAt: When the body arrived; times far beyond it get a remark.
/// - Returns: The alert, or why there is none.
package func readAlert(
    _ body: [UInt8], contentType: String?, source: String, receivedAt: Instant
) -> IntakeResult {
    guard let format = IntakeFormat(contentType: contentType) else { return .unsupportedMediaType }
    guard body.count <= Limits.alertBytes else { return .tooLarge }
    var findings = Findings(source: source)
    guard !body.allSatisfy(isBlank) else {
        findings.refuse("the body is empty; send one \(format.documentName)")
        return .refused(findings.problems)
    }
    do {
        let alert =
            switch format {
            case .json:
                readJSONAlert(try parseJSON(body, source: source), receivedAt: receivedAt, into: &findings)
            case .xml:
                readCAPAlert(try parseXML(body, source: source), receivedAt: receivedAt, into: &findings)
            }
        guard findings.problems.isEmpty, let alert else { return .unacceptable(findings.problems) }
        return .alert(alert, remarks: findings.remarks)
    } catch {
        return .refused([error])
    }
}

private func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
}
