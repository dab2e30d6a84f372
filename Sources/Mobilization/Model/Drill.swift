/// 演练: the four that the centre holds each year.
package enum DrillKind: String, Sendable, Codable, CaseIterable {
    case community, scenic, mall, flood
}

/// What one drill came to, in figures that can be compared from year to year.
package struct DrillRecord: Sendable, Equatable, Codable {
    package var incident: IncidentID
    package var kind: DrillKind
    package var openedAt: Instant
    package var closedAt: Instant
    package var required: Int
    package var called: Int
    /// Answered anything within five minutes of their call.
    package var answeredInFive: Int
    package var accepted: Int
    /// Checked in within 40 and 60 minutes of the opening, by when it happened.
    package var arrivedInForty: Int
    package var arrivedInSixty: Int
    package var sites: Int
    package var sitesReady: Int
    /// A real task ended it.
    package var isPreempted: Bool
}

/// 每月叫应测试: whether the texts reach people and their answers reach us. Nobody goes anywhere.
package struct ReachabilityTest: Sendable, Equatable, Codable {
    package var startedAt: Instant
    /// When each answered, in milliseconds after the start; 0: not so far.
    package var answers = Ordered<MemberID, Int64>()

    package init(startedAt: Instant) {
        self.startedAt = startedAt
    }

    package var answered: Int { answers.values.count { $0 > 0 } }
    /// Answered within ten minutes.
    package var answeredInTen: Int {
        answers.values.count { $0 > 0 && $0 <= Interval.minutes(10).milliseconds }
    }
}

/// What one reachability test came to.
package struct ReachabilityRecord: Sendable, Equatable, Codable {
    package var startedAt: Instant
    package var asked: Int
    package var answered: Int
    package var answeredInTen: Int
}

/// Facts of drills and reachability tests.
package enum DrillFact: Sendable, Equatable, Codable {
    /// Which of the four this drill is.
    case kindSet(IncidentID, DrillKind)
    /// A real task ended the drill.
    case preempted(IncidentID, by: IncidentID)
    case finished(DrillRecord)
    case testStarted(PackedNumbers)
    case testAnswered(MemberID)
    case testEnded

    package var incident: IncidentID? {
        switch self {
        case .kindSet(let id, _), .preempted(let id, _): id
        case .finished(let record): record.incident
        case .testStarted, .testAnswered, .testEnded: nil
        }
    }
}

/// What officers order of drills.
package enum DrillCommand: Sendable, Equatable {
    /// Opens a drill; nobody is called before the count is typed with `call`.
    case open(DrillKind, event: String, Demand)
    /// Sends the monthly test to the whole team.
    /// - confirmed: How many people, as the officer typed it.
    case test(confirmed: Int)
}
