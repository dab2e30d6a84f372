import Mobilization
import MusterAPI

/// One request, read in full, with whoever makes it.
struct Call: Sendable {
    var method: String
    /// Without the query.
    var path: String
    /// The parts of the path that stand in braces in the route.
    var parameters: [String: String]
    /// Decoded, in order.
    var query: [(name: String, value: String)]
    /// Names in lower case.
    var headers: [(name: String, value: String)]
    var body: [UInt8]
    /// nil on routes that prove themselves otherwise, or are open to all.
    var account: Account?

    func parameter(_ name: String) -> String { parameters[name] ?? "" }
    func query(_ name: String) -> String? { query.first { $0.name == name }?.value }
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// The content type without parameters, in lower case; empty when there is none.
    var mediaType: String {
        let value = header("content-type") ?? ""
        let bare = value.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        return bare.lowercased().filter { $0 != " " }
    }

    /// `?name=true`; false when it isn't there.
    ///
    /// - Throws: `Problem` for another word.
    func flag(_ name: String) throws(ProblemDetails) -> Bool {
        guard let word = query(name) else { return false }
        guard word == "true" || word == "false" else { throw Problem.badQuery(name, "true, false") }
        return word == "true"
    }

    /// The number in `?name=`, `fallback` when it isn't there.
    ///
    /// - Throws: `Problem` when it is no number or outside `range`.
    func number(_ name: String, in range: ClosedRange<Int64>, or fallback: Int64) throws(ProblemDetails)
        -> Int64
    {
        guard let text = query(name) else { return fallback }
        guard let number = Int64(text), range.contains(number) else {
            throw Problem.badQuery(name, "\(range.lowerBound)...\(range.upperBound)")
        }
        return number
    }
}
