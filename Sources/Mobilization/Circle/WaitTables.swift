/// How long people take to answer and to get ready: the tables that `ArrivalTime` reads, worked out once.
enum WaitTables {
    /// Reaction, then preparation and hold-ups. With delivery: the wait begins when the text leaves.
    static func reaction(isNight: Bool, isFirstAid: Bool) -> TwoWaits {
        switch (isNight, isFirstAid) {
        case (false, false): reactionByDay
        case (true, false): reactionByNight
        case (false, true): firstAidReactionByDay
        case (true, true): firstAidReactionByNight
        }
    }

    /// Preparation, then hold-ups.
    static func preparation(isNight: Bool, isFirstAid: Bool) -> TwoWaits {
        isFirstAid ? firstAidPreparation : isNight ? preparationByNight : preparationByDay
    }

    /// The chance to be held up no longer than so long; below 0 nobody is there yet.
    static func heldUpBelow(_ delay: Interval) -> Double {
        delay.milliseconds < 0 ? 0 : heldUpBelow(minutes: Double(delay.milliseconds) / 60_000)
    }

    /// One in seven doesn't hear the phone and finds the text 10 to 40 minutes later.
    static let findsLater = 0.14
    static let heldUp = 0.2
    static let heldUp_min = 10.0

    private static func heldUpBelow(minutes: Double) -> Double {
        minutes < 0 ? 0 : 1 - heldUp * Mathematics.exp(-minutes / heldUp_min)
    }

    private static let reactionByDay = TwoWaits(
        first: { reactionBelow($0, median: 3) }, second: table { readyAndHeldUpBelow($0, .day) })
    private static let reactionByNight = TwoWaits(
        first: { reactionBelow($0, median: 6) }, second: table { readyAndHeldUpBelow($0, .night) })
    private static let firstAidReactionByDay = TwoWaits(
        first: { reactionBelow($0, median: 3) }, second: table { readyAndHeldUpBelow($0, .firstAid) })
    private static let firstAidReactionByNight = TwoWaits(
        first: { reactionBelow($0, median: 6) }, second: table { readyAndHeldUpBelow($0, .firstAid) })
    private static let preparationByDay = TwoWaits(first: readyBelow(.day), second: heldUpBelow(minutes:))
    private static let preparationByNight = TwoWaits(first: readyBelow(.night), second: heldUpBelow(minutes:))
    private static let firstAidPreparation = TwoWaits(
        first: readyBelow(.firstAid), second: heldUpBelow(minutes:))

    /// Delivery and reaction together, in minutes since the text left.
    ///
    /// Delivery and the late finders' delay are evenly spread over their ranges; three to six points stand
    /// for each.
    private static func reactionBelow(_ minutes: Double, median: Double) -> Double {
        let heard = deliveredAndReadBelow(minutes, median: median)
        let found = (0..<6).reduce(0) {
            $0 + deliveredAndReadBelow(minutes - 12.5 - 5 * Double($1), median: median) / 6
        }
        return (1 - findsLater) * heard + findsLater * found
    }

    private static func deliveredAndReadBelow(_ minutes: Double, median: Double) -> Double {
        let soon = [20.0 / 3, 10, 40.0 / 3].reduce(0) {
            $0 + Mathematics.lognormalBelow(minutes - $1 / 60, median: median, sigma: Arrival.reactionSigma)
                / 3
        }
        let late = [32.5, 67.5, 102.5].reduce(0) {
            $0 + Mathematics.lognormalBelow(minutes - $1 / 60, median: median, sigma: Arrival.reactionSigma)
                / 3
        }
        return 0.9 * soon + 0.1 * late
    }

    private enum Kit {
        case day
        case night
        case firstAid

        /// Minutes from the answer to the door.
        var triangle: (least: Double, mode: Double, most: Double) {
            switch self {
            case .day: (5, 10, 25)
            case .night: (10, 15, 30)
            case .firstAid: (3, 5, 10)
            }
        }
    }

    private static func readyBelow(_ kit: Kit) -> (Double) -> Double {
        let triangle = kit.triangle
        return {
            Mathematics.triangularBelow($0, least: triangle.least, mode: triangle.mode, most: triangle.most)
        }
    }

    /// The sum of preparation and hold-ups, in quarters of a minute of the preparation.
    private static func readyAndHeldUpBelow(_ minutes: Double, _ kit: Kit) -> Double {
        let ready = readyBelow(kit)
        var sum = 0.0
        var end = 0.0
        while end < min(minutes, 30) {
            sum += (ready(end + 0.25) - ready(end)) * heldUpBelow(minutes: minutes - end - 0.125)
            end += 0.25
        }
        return sum
    }

    /// A function read off at every quarter minute up to 150, since the tables ask at few places many times.
    private static func table(_ function: (Double) -> Double) -> (Double) -> Double {
        let values = (0...600).map { function(Double($0) / 4) }
        return { minutes in
            guard minutes > 0 else { return 0 }
            return values[min(Int((minutes * 4).rounded()), 600)]
        }
    }
}
