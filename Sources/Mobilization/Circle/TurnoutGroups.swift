/// Which of an incident's people share a turnout factor.
///
/// The pioneers are one group and the reserve another. While a gateway is in doubt, those who were called
/// through it are the second group instead: what the others do says little about them.
struct TurnoutGroups: Sendable, Equatable {
    let count: Int
    private let isByGateway: Bool

    init(_ incident: Incident, _ calls: CallStatus, _ budgets: BudgetRule) {
        let takesReserve =
            incident.reserveAllowed > 0 || incident.reserveCalled > 0 || budgets.reserveCeiling > 0
        isByGateway = incident.callouts.keys.contains { calls.wentThroughDoubtful($0) }
        count = isByGateway || takesReserve ? 2 : 1
    }

    func group(of pool: Pool, _ member: MemberID, _ calls: CallStatus) -> Int {
        isByGateway ? calls.wentThroughDoubtful(member) ? 1 : 0 : group(of: pool)
    }

    /// For somebody who isn't called yet, and so goes through a gateway that works.
    func group(of pool: Pool) -> Int { !isByGateway && count == 2 && pool == .reserve ? 1 : 0 }
}

/// What answers and silence say about the shared factors.
struct TurnoutEvidence {
    /// For each group and point the product of the likelihoods since `sums` was last added to.
    private var products: [Double]
    private var sums: [Double]
    private let points: Int

    init(_ grid: TurnoutGrid) {
        points = grid.points
        products = [Double](repeating: 1, count: grid.groups * grid.points)
        sums = [Double](repeating: 0, count: grid.groups * grid.points)
    }

    /// What one person said, whose chance to accept is `accepts[point]` at each point.
    mutating func add(_ answer: CalloutReader.Answer, _ arrival: ArrivalTime, _ accepts: [Double], group: Int)
    {
        if answer == .none { return }
        for point in 0..<points {
            let likelihood =
                switch answer {
                case .none: 1.0
                case .accepted: accepts[point]
                case .declined: arrival.turnout.declines(accept: accepts[point])
                case .silent: arrival.likelihoodOfSilence(accept: accepts[point])
                }
            let place = group * points + point
            products[place] *= max(likelihood, 1e-12)
            // A logarithm for every few dozen people instead of one for each.
            if products[place] < 1e-200 {
                sums[place] += Mathematics.log(products[place])
                products[place] = 1
            }
        }
    }

    /// The logarithm of the likelihood of everything seen, for each state of the grid.
    func likelihoods(_ grid: TurnoutGrid) -> [Double] {
        (0..<grid.states).map { state in
            (0..<grid.groups).reduce(0) { sum, group in
                let place = group * points + grid.point(of: group, in: state)
                return sum + sums[place] + Mathematics.log(products[place])
            }
        }
    }
}
