/// The formats an alert may come in, chosen by content type alone: the body is never guessed at.
package enum IntakeFormat: Sendable, Equatable {
    /// A demand or warning in Muster's own JSON.
    case json
    /// CAP 1.1 or 1.2.
    case xml

    /// What to name in an answer to an unsupported content type.
    package static let mediaTypes = [
        "application/json", "application/cap+xml", "application/xml", "text/xml",
    ]

    /// - Parameter contentType: The header's value; case and parameters such as `charset` don't matter. nil
    ///   (the header is absent) and anything unknown give nil.
    package init?(contentType: String?) {
        guard let contentType else { return nil }
        let mediaType = contentType.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
        switch mediaType {
        case "application/json": self = .json
        case "application/cap+xml", "application/xml", "text/xml": self = .xml
        default: return nil
        }
    }

    var documentName: String {
        switch self {
        case .json: "JSON object"
        case .xml: "CAP document"
        }
    }
}
