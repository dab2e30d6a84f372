/// One message to one person through one channel: the unit that is sent, counted and answered for.
package struct Attempt: Sendable, Equatable, Codable {
    package var id: AttemptID
    package var recipient: Recipient
    /// nil for a message outside any incident, such as a standby notice or an answer to a stray text.
    package var incident: IncidentID?
    package var channel: Channel
    /// The template's key, such as `callout.first-aid`.
    package var template: String
    package var text: TextRef
    package var urgency: Urgency
    package var plannedAt: Instant
    /// Past this it is no longer sent but `expired`. A stale call-out sends people into a storm that is over.
    package var notAfter: Instant
    package var state: AttemptState
    /// The gateway that took it last; nil before the first start.
    package var gateway: GatewayName?
    /// How often it was started.
    package var starts = 0
    /// Not before this; set by back-off and throttling.
    package var notBefore: Instant?
    /// Gateways that refused or lost this one; another is tried first.
    package var avoid: [GatewayName] = []
    /// The attempt that this one repeats because its outcome stayed unknown.
    package var repeats: AttemptID?

    package init(
        id: AttemptID, recipient: Recipient, incident: IncidentID?, channel: Channel, template: String,
        text: TextRef, urgency: Urgency, plannedAt: Instant, notAfter: Instant, state: AttemptState
    ) {
        self.id = id
        self.recipient = recipient
        self.incident = incident
        self.channel = channel
        self.template = template
        self.text = text
        self.urgency = urgency
        self.plannedAt = plannedAt
        self.notAfter = notAfter
        self.state = state
    }

    /// Never tried, and any gateway of its channel may take it: waits in a lane, and not among the retries.
    var isFresh: Bool { starts == 0 && avoid.isEmpty }
}

package enum Recipient: Sendable, Hashable, Codable {
    case member(MemberID)
    case duty(DutyRole)
}

/// The order in which a gateway takes messages; a lower number overtakes a higher one, whatever waits.
package enum Urgency: Int, Sendable, Codable, CaseIterable, Comparable {
    /// Stop and withdraw.
    case stop = 0
    /// The answer to a call for help, and waking the officer.
    case help = 1
    /// Site leaders.
    case leader = 2
    /// First aid, counselling: people there are few of.
    case scarce = 3
    case callout = 4
    /// Where to go, changes, late, home.
    case followUp = 5
    /// Reminders, thanks, answers to unclear replies.
    case courtesy = 6

    package static func < (left: Urgency, right: Urgency) -> Bool { left.rawValue < right.rawValue }
}

/// What became of a message. See DeliveryStates in the documentation for the whole picture.
package enum AttemptState: Int, Sendable, Codable, CaseIterable {
    /// Durable, not yet handed to a gateway: safe to send after a crash.
    /// Can become: `started`, `expired`, `superseded`.
    case planned = 0
    /// Recorded before the first byte left.
    /// Can become: `sent`, `planned` (surely not sent), `failed`, `unknown`.
    case started = 1
    /// The gateway took the message; nobody has confirmed that the phone got it.
    /// Can become: `delivered`, `failed`.
    case sent = 2
    /// The phone has it. The end.
    case delivered = 3
    /// This number on this channel will not get it. The end; another channel may.
    case failed = 4
    /// It may have been sent and may not. Never counts as reached.
    /// Can become: `sent` (receipt, or accepted under the same key), `delivered`, `failed`.
    case unknown = 5
    /// Its time was over before a gateway took it. The end.
    case expired = 6
    /// Something happened that made it pointless: an answer, a stop, the end. The end.
    case superseded = 7

    package var isOpen: Bool { self == .planned || self == .started || self == .unknown }
    package var isReached: Bool { self == .sent || self == .delivered }
}

/// What a gateway says of one message it was handed.
package enum Outcome: Sendable, Equatable, Codable {
    /// The gateway has it.
    /// - reference: The gateway's own id, empty where it gives none.
    case accepted(reference: String)
    /// Not a byte of it can have reached a phone; another gateway may take it at once.
    case surelyNotSent(reason: String)
    /// Too much at once; try again after that long.
    case throttled(retryAfter: Interval)
    /// This number can't be reached on this channel.
    case refused(reason: String)
    /// The gateway's configuration or account is at fault, not the number.
    case gatewayBroken(reason: String)
    /// It may have been sent.
    case unknown(reason: String)

    /// Whether surely no phone got it.
    package var reachedNobody: Bool {
        switch self {
        case .accepted, .unknown: false
        case .surelyNotSent, .throttled, .refused, .gatewayBroken: true
        }
    }
}

package struct AttemptOutcome: Sendable, Equatable {
    package var attempt: AttemptID
    package var outcome: Outcome

    package init(attempt: AttemptID, outcome: Outcome) {
        self.attempt = attempt
        self.outcome = outcome
    }
}

/// What a gateway later says about the phone.
package enum ReceiptStatus: String, Sendable, Codable {
    case delivered, failed, expired
}

/// What the engine must know of a gateway.
package struct GatewayDescription: Sendable, Equatable, Codable {
    package var name: GatewayName
    package var channel: Channel
    /// A repeat under the same key is one message for this gateway, so an unknown outcome is asked again.
    package var keepsKeys: Bool
    /// Whether a drill may use it. A gateway that reaches real phones says no unless told otherwise.
    package var takesDrills: Bool
    /// The most attempts that may be started and without outcome at once; a crash leaves no more unknowns.
    package var credit: Int
    /// Keys of the texts whose drill twins are filed with the provider. nil: all are, or none need be.
    package var drillTexts: [String]?

    package init(name: GatewayName, channel: Channel, keepsKeys: Bool, takesDrills: Bool, credit: Int) {
        self.name = name
        self.channel = channel
        self.keepsKeys = keepsKeys
        self.takesDrills = takesDrills
        self.credit = credit
    }
}
