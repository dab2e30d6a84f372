/// What `musterd plan` prints. Times are seconds on the problem's clock.
struct PlanAnswer: Encodable, Equatable {
    struct Invited: Encodable, Equatable {
        var id: String
        var need: String
        var site: String
        var role: String
        /// By the median of the reaction.
        var expectedAt: Double
        /// Why this person: a code.
        var reason: String
    }

    struct Reached: Encodable, Equatable {
        var id: String
        /// That the need is met by its time, in steps of a thousandth, rounded down.
        var probability: Double
        /// Arrivals expected by then.
        var expected: Double
        /// `reached`, `awaitsAnswers`, `nobodyLeft` or `notWorthCalling`.
        var state: String
        /// So many more people of the usual chance would reach the target. Empty where it is reached.
        var missing: [Missing]
    }

    struct Missing: Encodable, Equatable {
        var role: String
        var people: Int
    }

    struct PassedOver: Encodable, Equatable {
        var id: String
        var reason: String
    }

    /// In the order of sending.
    var invited: [Invited]
    var needs: [Reached]
    /// Everybody else, in the order of the file.
    var passedOver: [PassedOver]
}
