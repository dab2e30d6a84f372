import MusterAPI

/// How a command ended, as scripts see it.
enum Outcome: Int32, Sendable {
    case done = 0
    /// The daemon understood and refused; it said why. Also: `doctor` found something to put right.
    case refused = 1
    /// Not asked as it must be: an unknown site, no incident chosen, a count that differs. 64 when the words
    /// themselves can't be read.
    case misused = 2
    /// The daemon can't be reached, or what answers isn't it.
    case unreachable = 3
    /// Something waits for a person: `todo --check` with items in it.
    case waiting = 4
}

/// Why a command can't go on.
enum Trouble: Error, Sendable {
    /// - bytes: The answer as it came, for `--json`.
    case refused(ProblemDetails, bytes: [UInt8])
    /// - lines: What to choose from, already in the officer's language.
    case misused(String, lines: [String] = [])
    case unreachable(String)

    var outcome: Outcome {
        switch self {
        case .refused: .refused
        case .misused: .misused
        case .unreachable: .unreachable
        }
    }
}
