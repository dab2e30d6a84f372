import Foundation
import MusterAPI

/// A problem as the file of `musterd plan --problem` has it. Times are seconds; `by` is on the clock of `now`.
struct PlanProblem: Decodable {
    struct Site: Decodable {
        var id: String
        var lat: Double?
        var lon: Double?
    }

    struct Need: Decodable {
        var id: String
        var site: String
        /// `leader`, `worker`, or another word that the people's `roles` use.
        var role: String
        var required: Int
        var by: Double
    }

    struct Person: Decodable {
        var id: String
        var roles: [String]
        /// Chance that a call brings this person to the site at all.
        var turnout: Double
        var reactionMedian: Double?
        /// Of the reaction's logarithm. 0: it takes exactly the median.
        var reactionSigma: Double?
        var preparation: Double?
        /// To each site that can be reached at all.
        var travel: [String: Double]
    }

    struct Policy: Decodable {
        /// The probability with which each need is to be met. Default 0.95.
        var target: Double?
        /// People in all. Default: no limit.
        var maxInvited: Int?
        /// Standard deviation of the shared turnout factor's log-odds. Default 0: people are independent.
        var spread: Double?
        /// Arrivals expected are to stay within so many percent of a need. Default: no limit.
        var overArrivalPercent: Int?
    }

    var now: Double
    var sites: [Site]
    var needs: [Need]
    var people: [Person]
    var policy: Policy?

    /// What is wrong with a file: the field and why, all at once.
    struct Mistakes: Error {
        var list: [String]
    }

    /// - Throws: `Mistakes`.
    static func read(_ bytes: Data) throws -> PlanProblem {
        let problem: PlanProblem
        do {
            problem = try MusterJSON.decode(PlanProblem.self, from: bytes)
        } catch let error as DecodingError {
            throw Mistakes(list: [words(error)])
        }
        let mistakes = problem.mistakes
        if !mistakes.isEmpty { throw Mistakes(list: mistakes) }
        return problem
    }

    private static func words(_ error: DecodingError) -> String {
        func path(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
            let keys = context.codingPath + (key.map { [$0] } ?? [])
            let words = keys.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
            return words.isEmpty ? "the file" : String(words.drop { $0 == "." })
        }
        switch error {
        case .keyNotFound(let key, let context): return "\(path(context, key)): missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "\(path(context)): has another type; \(context.debugDescription)"
        case .dataCorrupted(let context):
            return "\(path(context)): can't be read; \(context.debugDescription)"
        @unknown default: return "can't be read"
        }
    }
}
