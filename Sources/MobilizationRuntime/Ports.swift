package import Mobilization

/// Where facts become durable. One owner: the driver's thread.
package protocol EventLog: AnyObject {
    /// Makes a batch durable in one transaction, or nothing of it. `state` is the state after the batch, from
    /// which the read tables are written.
    ///
    /// - Throws: `StoreFailure`; then the batch did not happen, and the driver rebuilds the engine.
    func append(_ batch: Batch, state: State) throws(StoreFailure)

    /// Reads the newest usable snapshot and the events after it, and checks the chain.
    func recover() throws(StoreFailure) -> State

    /// The words of a text, nil once purged.
    func text(_ ref: TextRef) throws(StoreFailure) -> String?

    /// What a request with this key was answered, if it came within the last seven days.
    func request(key: String, actor: String) throws(StoreFailure) -> RecordedRequest?

    /// Writes one row and reads it back, after a failure, to see whether the store takes writes again.
    func probe() throws(StoreFailure)

    /// Gives the file system the reserve back when the disk is full.
    /// - Returns: false when there is none left to give.
    func makeRoom() -> Bool

    /// Takes the reserve again, once the disk has room for it and for the work beside it.
    /// - Returns: Whether there is a reserve now.
    func restoreReserve() -> Bool
}

/// Everything that one transaction holds.
package struct Batch: Sendable {
    package var facts: [Fact] = []
    package var texts: [PlannedText] = []
    package var requests: [RecordedRequest] = []

    package init() {}

    package var isEmpty: Bool { facts.isEmpty && texts.isEmpty && requests.isEmpty }
}

/// A command that was answered, so that the same key gets the same answer.
package struct RecordedRequest: Sendable, Equatable {
    package var key: String
    package var actor: String
    /// SHA-256 of the body, in hexadecimal digits.
    package var bodyDigest: String
    package var answer: Answer
    package var at: Instant

    package init(key: String, actor: String, bodyDigest: String, answer: Answer, at: Instant) {
        self.key = key
        self.actor = actor
        self.bodyDigest = bodyDigest
        self.answer = answer
        self.at = at
    }
}

/// Why the store didn't do what it was asked.
package struct StoreFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: String, Sendable {
        /// ENOSPC. Freed space mends it.
        case diskFull
        case readOnly
        case busy
        /// fsync or write failed: what is on the disk is unknown, the process must end.
        case ioError
        /// The file or the chain is damaged; nothing may be written.
        case corrupt
        case other
    }
    package var kind: Kind
    /// What, which, why and what to do.
    package var description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}

/// The store refuses writes.
package struct StoreTrouble: Sendable, Equatable {
    package var failure: StoreFailure
    /// Only alerts are refused; stops, arrivals and safe home are taken. false: nothing is.
    package var takesPeople: Bool

    package init(_ failure: StoreFailure, takesPeople: Bool) {
        self.failure = failure
        self.takesPeople = takesPeople
    }
}

/// The gateways, each with its own thread. Called from the driver's thread; never blocks.
package protocol GatewayPool: AnyObject {
    /// Takes orders that were made durable. Each gets exactly one outcome, later, through the mailbox.
    func send(_ messages: [OutboundMessage])
}

/// An order with its words.
package struct OutboundMessage: Sendable, Equatable {
    package var order: SendOrder
    /// The body without signature.
    package var words: String

    package init(order: SendOrder, words: String) {
        self.order = order
        self.words = words
    }
}

/// What a gateway tells the engine; the shell turns it into an input.
package enum GatewayReport: Sendable, Equatable {
    case settled(GatewayName, [AttemptOutcome])
    /// So many more can be taken now.
    case ready(GatewayName, Int)
    case down(GatewayName, reason: String)
    case up(GatewayName)

    package var input: Input {
        switch self {
        case .settled(let name, let outcomes): .settled(name, outcomes)
        case .ready(let name, let count): .gatewayReady(name, count)
        case .down(let name, let reason): .gatewayDown(name, reason: reason)
        case .up(let name): .gatewayUp(name)
        }
    }
}

/// Time as the engine sees it: wall clock at the start plus elapsed time, scaled by `--speed`.
package protocol TimeSource: Sendable {
    var now: Instant { get }
}

/// Where inputs wait for the driver. The lock lives in the daemon; simulation uses an array.
package protocol Mailbox: AnyObject {
    /// Takes up to `limit` letters, the most urgent lane first. Waits until one comes or `deadline`, in
    /// engine time, passes; nil waits for a letter. Empty at the deadline; answers nil when the mailbox is
    /// closed and empty.
    func take(limit: Int, until deadline: Instant?) -> [Letter]?
}

/// An input with whoever waits for its answer.
package struct Letter: Sendable {
    package var input: Input
    /// Set where the sender gave an `Idempotency-Key`.
    package var mark: RequestMark?
    /// Called once, after the input is durable.
    package var answered: (@Sendable (Reception) -> Void)?

    package init(_ input: Input, mark: RequestMark? = nil, answered: (@Sendable (Reception) -> Void)? = nil) {
        self.input = input
        self.mark = mark
        self.answered = answered
    }

    /// The order in which lanes are emptied.
    package var lane: Lane {
        switch input {
        case .command(.stop, _), .command(.headcount, _): .stop
        case .settled, .gatewayReady, .gatewayDown, .gatewayUp, .tick, .cameUp, .clockStepped, .store:
            .outcome
        case .command, .reference, .gatewaysConfigured, .reload, .reloadRefused, .commandHeard: .officer
        case .alert, .unreadableAlert: .alert
        case .reply: .reply
        case .receipt: .receipt
        }
    }

    /// Whether somebody is about to look at what it did: the board then waits for nothing.
    package var isLookedFor: Bool {
        if case .store = input { return true }
        return lane == .officer || lane == .stop || lane == .alert
    }
}

package enum Lane: Int, Sendable, CaseIterable {
    case stop, outcome, officer, alert, reply, receipt
}

package struct RequestMark: Sendable, Equatable {
    package var key: String
    package var actor: String
    package var bodyDigest: String

    package init(key: String, actor: String, bodyDigest: String) {
        self.key = key
        self.actor = actor
        self.bodyDigest = bodyDigest
    }
}

/// What became of a letter.
package enum Reception: Sendable, Equatable {
    case answer(Answer)
    /// Durable; nothing to say.
    case taken
    /// The same key came before with another body.
    case keyReused
    /// The store can't commit now; nothing happened. Try again later.
    case storeUnavailable(StoreFailure)
    /// Too many letters wait in this lane.
    case busy
}
