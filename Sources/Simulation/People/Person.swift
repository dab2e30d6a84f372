import Mobilization

/// Where a person is and what they have in mind. Owned by the network; ends with it.
struct Person: Sendable {
    enum Place: Sendable, Equatable {
        case home
        case underWay(Way)
        /// At the muster point or at work.
        case onSite(Int)
        /// At the site's refuge after a stop.
        case withdrawn(Int)
        case returning
    }

    struct Way: Sendable, Equatable {
        var site: Int
        var from: Coordinate
        var leftAt: Instant
        var arrivesAt: Instant
    }

    /// What a person said they would do.
    struct Engagement: Sendable, Equatable {
        /// nil while the person doesn't know where to go.
        var site: Int?
        var code: String?
        var leads: Bool
        /// False for the ones who say they come and don't.
        var comes: Bool
        /// Dressed and packed.
        var readyAt: Instant
        /// Knows the digits 2 and 3.
        var isAssigned = false
        var saidArrived = false
        var wasToldToStop = false
    }

    struct ReceivedText: Sendable, Equatable {
        var key: String
        var at: Instant
        var words: String
    }

    struct SaidText: Sendable, Equatable {
        var at: Instant
        var words: String
    }

    enum Decision: Sendable, Equatable {
        case accept, decline, silence
    }

    var member: SimulatedMember
    let chanceID: Int64
    var hasFailedNumber: Bool

    var place = Place.home
    var engagement: Engagement?
    /// Counted up whenever plans change; movements planned for an earlier turn don't happen.
    var turn = 0
    /// By the code of the incident, and apart for leading there.
    var decisions: [String: Decision] = [:]
    /// The code of the last call-out that came; a call by voice names none and is about this one.
    var lastCode: String?
    /// When the last text came that said not to go, or that it was over.
    var releasedAt: Instant?
    /// Was told to say 9.
    var knowsHomeDigit = false
    /// The digit last meant, and whether it was written so that a program understands.
    var lastMeant: (digit: Int, code: String?)?
    var language = Language.chinese

    var texts: [ReceivedText] = []
    var said: [SaidText] = []
    /// Has a phone and stands on no roster, such as the duty officer.
    var isStranger = false
    var duplicates = 0
    var wasCalled = false
    var arrivedAt: Instant?
    var arrivedSite: Int?
    var homeAt: Instant?
    /// Draws made so far, so that each gets a number of its own.
    var draws: Int64 = 0

    /// The site where this person is, at work or withdrawn.
    var presentAt: Int? {
        switch place {
        case .onSite(let site), .withdrawn(let site): site
        case .home, .underWay, .returning: nil
        }
    }

    var isAway: Bool { place != .home }
}

/// What goes on at one site, whoever is there.
struct SiteActivity: Sendable {
    var isStopped = false
    var leader: Int?
    var leaderArrivedAt: Instant?
    var firstArrivalAt: Instant?
    var arrivedEver = 0
    var isSandbagSite = false
    /// The last figure that the leader sent.
    var reported: Int?
    var countedAt: Instant?
    var isHeadcountDue = false
}
