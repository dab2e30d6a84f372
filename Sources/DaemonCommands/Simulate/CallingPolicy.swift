import ArgumentParser
import Mobilization
import Simulation

/// The ways of calling that rehearsals can compare, by the names that stand on the command line.
enum CallingPolicy: String, ExpressibleByArgument, CaseIterable {
    /// Ours.
    case muster
    /// The mean rule in waves, as planners do it by hand.
    case greedy
    /// A sequenced group of a mass-notification service.
    case sequence
    /// Three nearest, 30 s each.
    case katretter
    /// The nearest; a rejection passes on.
    case goodsam
    /// A hundred nearest, the silent cancelled.
    case hartslagnu
    /// Seven for each seat, each rejection replaced.
    case seven

    var planner: any WavePlanner {
        switch self {
        case .muster: CallOutPlanner()
        case .greedy: GreedyExpectation()
        case .sequence: EverbridgeSequence()
        case .katretter: AlertingApp.katretter
        case .goodsam: AlertingApp.goodSAM
        case .hartslagnu: AlertingApp.hartslagNu
        case .seven: AlertingApp.sevenAndReplace
        }
    }

    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
