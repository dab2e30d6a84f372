/// Something that waits for a person: a row of the inbox (待办), and the reason to wake somebody.
package struct Alarm: Sendable, Equatable, Codable {
    package var id: AlarmID
    package var kind: AlarmKind
    package var incident: IncidentID?
    package var member: MemberID?
    package var site: SiteCode?
    package var gateway: GatewayName?
    /// The configured name of an alert source.
    package var source: String?
    /// Words that belong to it, such as an unclear reply.
    package var text: TextRef?
    /// A number that belongs to it, such as the people a call-out would reach.
    package var count: Int?
    package var raisedAt: Instant
    /// Who was woken so far. Grows along the chain until somebody answers.
    package var woken: [DutyRole] = []
    /// When, in the same order.
    package internal(set) var wokenAt: [Instant] = []
    package var acknowledgedAt: Instant?

    package init(id: AlarmID, kind: AlarmKind, raisedAt: Instant) {
        self.id = id
        self.kind = kind
        self.raisedAt = raisedAt
    }
}

/// Why a person must look. Raw values stand in stored events and never change; `danger` orders the inbox.
package enum AlarmKind: Int, Sendable, Codable, CaseIterable, Comparable {
    /// A member answered 7. Red until a person closes it.
    case help = 0
    /// The headcount after a stop doesn't match, or none came in time.
    case headcountMissing = 1
    case headcountMismatch = 2
    /// Accepted, expected, not checked in, and silent.
    case memberMissing = 3
    /// Stood down, and nobody knows whether they are home.
    case homeOverdue = 4
    /// The source took a demand back while people are called or out.
    case demandCancelled = 5
    /// A leader asks by text for something that only the officer may order.
    case leaderAsks = 6
    /// A call-out waits out its hold; the officer can stop it.
    case dispatchHeld = 7
    /// A call-out goes out only on the officer's word.
    case dispatchAwaitsOfficer = 8
    /// More reserve people are needed than are allowed.
    case reserveNeeded = 9
    /// A second person must confirm.
    case confirmationNeeded = 10
    case leaderNotReached = 11
    case gatewayDown = 12
    /// A reply that no rule understands.
    case replyUnclear = 13
    /// Whether a message went out can't be told.
    case outcomeUnknown = 14
    case numberFailed = 15
    /// An alert that no rule takes.
    case alertUnmatched = 16
    /// A red warning: the second officer comes in, the reserve is warned.
    case redWarning = 30
    /// The waves need more than the officer approved.
    case envelopeSpent = 31
    /// One officer allowed alone what takes two; the director is told.
    case glassBroken = 32
    /// A source changed the figures of its demand.
    case demandRevised = 33
    /// The duty was handed over and nobody has taken it.
    case handoverOpen = 34
    /// An entry of the duty log is to be looked at again.
    case followUp = 35
    /// The leader of a site will only be there after the circle.
    case leaderLate = 36
    /// Call-outs wait too long for a gateway.
    case sendingLags = 37
    /// The longest shift of people at a site ends soon.
    case shiftOver = 38
    /// Missing and silent for so long that the emergency contact is rung.
    case contactNeeded = 39
    /// Nobody near has said yes to a call from a home.
    case homeCallUnanswered = 40
    /// Several homes of one street have called.
    case streetCalls = 41
    /// Somebody texted that they are away.
    case absenceTold = 60
    /// Only people of middle level can lead some sites; the officer must allow it.
    case actingLeaders = 61
    /// The insurance of some members ends in 30, 7 or 1 days: all of a day in one.
    case insuranceEnding = 62
    /// The administrator's files were to be read again and weren't taken; those before them hold.
    case reloadRefused = 63
    /// An alert source has sent nothing for longer than it may.
    case feedSilent = 64
    /// The disk under the store failed, or the store is damaged.
    case storeFailed = 70
    /// Little is left of the disk under the store.
    case spaceLow = 71

    /// Most dangerous first.
    private static let byDanger: [AlarmKind] = [
        .help, .homeCallUnanswered, .streetCalls, .headcountMissing, .headcountMismatch, .contactNeeded,
        .memberMissing,
        .homeOverdue,
        .demandCancelled,
        .leaderAsks,
        .dispatchHeld, .dispatchAwaitsOfficer, .envelopeSpent, .reserveNeeded, .confirmationNeeded,
        .glassBroken,
        .storeFailed, .leaderNotReached, .actingLeaders, .leaderLate, .gatewayDown, .sendingLags, .redWarning,
        .feedSilent, .shiftOver,
        .demandRevised,
        .replyUnclear, .handoverOpen, .followUp,
        .outcomeUnknown, .numberFailed, .alertUnmatched, .reloadRefused, .absenceTold, .spaceLow,
        .insuranceEnding,
    ]

    /// The place in the inbox; 0 is the most dangerous.
    package var danger: Int { Self.byDanger.firstIndex(of: self) ?? Self.byDanger.count }

    package static func < (left: AlarmKind, right: AlarmKind) -> Bool { left.danger < right.danger }

    /// Whether it wakes the officer, or waits in the inbox until somebody looks.
    package var wakes: Bool {
        switch self {
        case .help, .headcountMissing, .headcountMismatch, .memberMissing, .homeOverdue, .dispatchHeld,
            .dispatchAwaitsOfficer, .reserveNeeded, .confirmationNeeded, .leaderNotReached, .gatewayDown,
            .demandCancelled, .leaderAsks, .redWarning, .envelopeSpent, .glassBroken, .leaderLate,
            .sendingLags,
            .shiftOver, .contactNeeded, .homeCallUnanswered, .streetCalls, .actingLeaders,
            .storeFailed, .feedSilent:
            true
        case .replyUnclear, .outcomeUnknown, .numberFailed, .alertUnmatched, .demandRevised, .handoverOpen,
            .followUp, .absenceTold, .insuranceEnding, .reloadRefused, .spaceLow:
            false
        }
    }

    /// Who is woken, one after the other, until somebody answers. A second person is never the officer who asks.
    package var chain: [DutyRole] {
        switch self {
        case .confirmationNeeded: [.leaderInCharge, .director]
        case .glassBroken: [.director]
        default: DutyRole.allCases
        }
    }

    /// Somebody isn't found; whatever is heard of them settles it.
    var isMissing: Bool { self == .memberMissing || self == .contactNeeded }

    /// Whether the end of calling settles it.
    var isAboutCalling: Bool {
        switch self {
        case .dispatchHeld, .dispatchAwaitsOfficer, .reserveNeeded, .confirmationNeeded, .envelopeSpent: true
        default: false
        }
    }
}
