/// What the engine decided in one step.
///
/// The host makes `facts` and `texts` durable before it performs any of `effects` or gives `answer`:
/// a crash between them may repeat an effect but never forgets one.
package struct Step: Sendable, Equatable {
    package var facts: [Fact] = []
    /// Words that the facts refer to; stored beside them in the same transaction.
    package var texts: [PlannedText] = []
    package var effects: [Effect] = []
    /// For whoever asked; nil where nobody waits.
    package var answer: Answer?

    package init() {}
}

/// An event with who caused it and when it was recorded.
package struct Fact: Sendable, Equatable, Codable {
    package var at: Instant
    package var actor: Actor
    package var event: Event

    package init(at: Instant, actor: Actor, event: Event) {
        self.at = at
        self.actor = actor
        self.event = event
    }
}

/// Words on their way into the store.
package struct PlannedText: Sendable, Equatable {
    package var ref: TextRef
    package var kind: TextKind
    package var words: String

    package init(ref: TextRef, kind: TextKind, words: String) {
        self.ref = ref
        self.kind = kind
        self.words = words
    }
}

/// What a text is, which decides how long it is kept.
package enum TextKind: String, Sendable, Codable {
    case message, reply, note, requester, alert
}

/// An order to the shell.
package enum Effect: Sendable, Equatable {
    case send(SendOrder)
    /// Tells people and programs that watch: the state changed in a way worth a line.
    case log(LogLine)
    /// Asks for the ways of a roster and sites that the table in force lacks. The answer comes as reference
    /// data, at any time or never; nothing waits for it.
    case requestTravelTimes(TravelQuery)
}

/// One message for one gateway.
package struct SendOrder: Sendable, Equatable {
    package var attempt: AttemptID
    package var gateway: GatewayName
    package var channel: Channel
    /// The same for every try of this attempt, different for every other: 32 hexadecimal digits.
    package var key: String
    /// E.164 for sms and voice.
    package var address: String
    /// The body as it was stored when planned, without signature.
    package var text: TextRef
    package var urgency: Urgency
    package var isDrill: Bool

    package init(
        attempt: AttemptID, gateway: GatewayName, channel: Channel, key: String, address: String,
        text: TextRef, urgency: Urgency, isDrill: Bool
    ) {
        self.attempt = attempt
        self.gateway = gateway
        self.channel = channel
        self.key = key
        self.address = address
        self.text = text
        self.urgency = urgency
        self.isDrill = isDrill
    }
}

/// A line for the journal: never a name, a number of a phone, or words that somebody wrote.
package struct LogLine: Sendable, Equatable {
    package enum Priority: String, Sendable { case error, notice, info, debug }
    package var priority: Priority
    package var words: String

    package init(_ priority: Priority, _ words: String) {
        self.priority = priority
        self.words = words
    }
}
