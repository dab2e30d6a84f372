package import Mobilization
package import MobilizationRuntime
package import MusterAPI

/// Everything that the HTTP side asks of the rest of the daemon, which alone knows the other adapters.
package struct MusterPorts: Sendable {
    /// Hands a letter to the mailbox. False: its lane is full; then `answered` is never called.
    package var post: @Sendable (Letter) -> Bool
    package var boards: any BoardHolder
    package var texts: any TextReader
    package var facts: any FactReader
    package var readAlert: AlertGate
    package var readCallback: CallbackGate
    /// Read for each request, so that a token that is revoked ends at once.
    package var accounts: @Sendable () -> AccountBook
    package var importRoster: RosterImport
    package var takeIn: WalkInDesk
    /// A closed incident, which has left the state, by its number or its code; nil: never heard of.
    package var closedIncident: @Sendable (String) async -> ClosedIncident?
    /// Reads the administrator's files again, for this account.
    package var reload: @Sendable (Account) async -> ReloadReport
    /// Takes a line for the journal.
    package var tell: @Sendable (String) -> Void
    /// How the store and its disk are; nil where nobody looks after one.
    package var store: @Sendable () -> StoreFigures?

    package init(
        post: @escaping @Sendable (Letter) -> Bool, boards: any BoardHolder, texts: any TextReader,
        facts: any FactReader, readAlert: @escaping AlertGate, readCallback: @escaping CallbackGate,
        accounts: @escaping @Sendable () -> AccountBook, importRoster: @escaping RosterImport,
        takeIn: @escaping WalkInDesk = { _ in
            .storeUnavailable(StoreFailure(.other, "nobody keeps a roster here"))
        },
        closedIncident: @escaping @Sendable (String) async -> ClosedIncident? = { _ in nil },
        reload: @escaping @Sendable (Account) async -> ReloadReport = { _ in .nothing },
        tell: @escaping @Sendable (String) -> Void = { _ in },
        store: @escaping @Sendable () -> StoreFigures? = { nil }
    ) {
        self.post = post
        self.boards = boards
        self.texts = texts
        self.facts = facts
        self.readAlert = readAlert
        self.readCallback = readCallback
        self.accounts = accounts
        self.importRoster = importRoster
        self.takeIn = takeIn
        self.closedIncident = closedIncident
        self.reload = reload
        self.tell = tell
        self.store = store
    }
}

/// What is known of the store without reading it.
package struct StoreFigures: Sendable, Equatable {
    /// nil: the system doesn't say.
    package var freeBytes: Int64?
    /// With less the officer gets an alarm.
    package var lowBelowBytes: Int64
    /// The last backup on this machine. nil: none is known.
    package var backedUpAt: Instant?
    /// The last check of all pages by this process. nil: none so far.
    package var checkedAt: Instant?
    /// The last purge by this process. nil: none so far.
    package var purgedAt: Instant?

    package init(
        freeBytes: Int64?, lowBelowBytes: Int64, backedUpAt: Instant?, checkedAt: Instant?, purgedAt: Instant?
    ) {
        self.freeBytes = freeBytes
        self.lowBelowBytes = lowBelowBytes
        self.backedUpAt = backedUpAt
        self.checkedAt = checkedAt
        self.purgedAt = purgedAt
    }
}

/// A closed incident, and the state as it was in the moment before it was closed.
package struct ClosedIncident: Sendable {
    package var id: IncidentID
    package var state: State

    package init(id: IncidentID, state: State) {
        self.id = id
        self.state = state
    }
}

/// Reads texts of the store, from any thread.
package protocol TextReader: Sendable {
    /// nil: purged, or not readable now.
    func words(_ ref: TextRef) -> String?
}

/// Reads the event log, from any thread.
package protocol FactReader: Sendable {
    /// Facts numbered above `sequence`, in order, at most `limit`: only those that `Event.incident` puts into
    /// `incident`; nil: all.
    ///
    /// - Throws: When the store can't be read; answered with 503.
    func facts(of incident: IncidentID?, after sequence: Int64, limit: Int) async throws -> [NumberedFact]
}

/// A fact with its number in the log.
package struct NumberedFact: Sendable, Equatable {
    package var sequence: Int64
    package var fact: Fact

    package init(sequence: Int64, fact: Fact) {
        self.sequence = sequence
        self.fact = fact
    }
}

/// Turns a request of an alert source into an alert: checks who sends it, then reads the format.
package typealias AlertGate = @Sendable (AlertDelivery) async -> AlertReading

/// What an alert source sent.
package struct AlertDelivery: Sendable {
    /// The name in the path.
    package var source: String
    /// The header as it came; empty when there is none.
    package var contentType: String
    /// Names in lower case.
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    /// The first header of this name, in lower case.
    package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// What the gate says of it. Words in diagnostics go back to the sender.
package enum AlertReading: Sendable {
    /// 401: no, wrong or stale credentials. Says the same for an unknown source, so that names can't be probed.
    case unauthorised
    /// 429: known, but it sends more than it may.
    case tooOften
    /// 403: known, but not allowed to send this.
    case forbidden(String)
    /// 415
    /// - Parameter accepts: The content types that this source may send.
    case unsupported(accepts: [String])
    /// 400
    case malformed([Diagnostic])
    /// 422
    case unacceptable([Diagnostic])
    case alert(Alert, source: String, raw: String)
    /// 200: understood, and nothing for us, such as the join event of a sensor network.
    case ignored(alert: String)
}

/// Turns a gateway's callback into inputs: checks the token, then reads the gateway's format.
package typealias CallbackGate = @Sendable (CallbackDelivery) async -> CallbackReading

package enum CallbackKind: String, Sendable, CaseIterable {
    case receipts, replies
}

/// What a gateway sent.
package struct CallbackDelivery: Sendable {
    package var gateway: GatewayName
    package var kind: CallbackKind
    /// `GET` or `POST`
    package var method: String
    /// Decoded, in order, the token included.
    package var query: [(name: String, value: String)]
    /// Names in lower case.
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    /// The first value of this name; empty when there is none.
    package func query(_ name: String) -> String { query.first { $0.name == name }?.value ?? "" }
}

/// What the gate says of it.
package enum CallbackReading: Sendable {
    /// 401: wrong token, or no such gateway.
    case refused
    /// 400
    case malformed([Diagnostic])
    /// Receipts and replies to be made durable before the answer.
    /// - Parameter says: What this gateway wants to read; nil: `{}`.
    case inputs([Input], says: CallbackWords? = nil)
}

/// A body that a gateway insists on, such as `{"code":0}`.
package struct CallbackWords: Sendable, Equatable {
    package var contentType: String
    package var body: String

    package init(contentType: String, body: String) {
        self.contentType = contentType
        self.body = body
    }
}

/// Reads a roster and says what it would change; adopts it when `commit` is set and nothing is wrong.
package typealias RosterImport = @Sendable (RosterDelivery) async -> RosterReading

package struct RosterDelivery: Sendable {
    /// A spreadsheet as CSV, in the encoding that Excel or WPS wrote.
    package var csv: [UInt8]
    package var commit: Bool
    package var account: Account
}

package enum RosterReading: Sendable {
    /// With errors it is answered with 422, else with 200.
    case report(RosterImportReport)
    /// The store can't commit now.
    case storeUnavailable(StoreFailure)
}
