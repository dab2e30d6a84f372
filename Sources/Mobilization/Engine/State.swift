/// Everything the engine knows that came from events: replaying them makes it again, to the last bit.
///
/// Made of arrays and `Ordered` only, so that two processes hold it in the same order.
package struct State: Sendable, Equatable, Codable {
    /// Feeds every chance and key; 0 before the store is founded.
    package internal(set) var seed: UInt64 = 0
    /// Events applied so far; the number of the last one.
    package internal(set) var sequence: Int64 = 0
    /// Time never runs backwards past this.
    package internal(set) var lastEventAt = Instant(milliseconds: 0)
    package internal(set) var editions = Editions()
    package internal(set) var gateways: [GatewayState] = []
    package internal(set) var posture = Posture.normal
    /// The warning that set the posture; nil while it is normal.
    package internal(set) var postureSetBy: AlertKey?
    /// The officer's own word on the posture; nil: the warnings decide.
    package internal(set) var postureHeld: Posture?
    /// Warnings that count now, in the order in which they came.
    package internal(set) var warnings = Ordered<AlertKey, WarningInForce>()
    /// Who was asked to stand by, and what they said. nil: nobody is asked.
    package internal(set) var standby: Standby?
    package internal(set) var alerts = Ordered<AlertKey, AlertRecord>()
    /// Open incidents; closed ones have left.
    package internal(set) var incidents = Ordered<IncidentID, Incident>()
    /// Attempts of open incidents, and those outside incidents that are not settled.
    package internal(set) var attempts = Ordered<AttemptID, Attempt>()
    package internal(set) var backlog = Backlog()
    /// When each person was last written to, for the budgets.
    package internal(set) var contacts = Ordered<MemberID, ContactTimes>()
    /// How people answered earlier call-outs, for the size of the next waves only.
    package internal(set) var turnout = Ordered<MemberID, TurnoutRecord>()
    /// What waits for a person.
    package internal(set) var alarms = Ordered<AlarmID, Alarm>()
    package internal(set) var confirmations: [Confirmation] = []
    /// Drills and tests of the last years, the oldest first.
    package internal(set) var drillRecords: [DrillRecord] = []
    package internal(set) var reachabilityRecords: [ReachabilityRecord] = []
    /// The reachability test under way. nil: none is.
    package internal(set) var reachability: ReachabilityTest?
    /// Offers that are open or used; withdrawn ones have left.
    package internal(set) var offers = Ordered<Int64, Offer>()
    /// When the alert sources that are waited for were last heard, or first waited for.
    package internal(set) var feedsHeard = Ordered<String, Instant>()
    /// What was handed over and not taken so far.
    package internal(set) var handover: Handover?
    /// Entries of the duty log that are to be looked at again.
    package internal(set) var followUps: [DutyNote] = []
    /// Who is away, and what else decides who may be called.
    package internal(set) var gates = GateState()
    /// Ids of the last replies, so that one delivered twice counts once. The oldest go first.
    private var seenReplies = Ordered<String, Bool>()
    package internal(set) var next = NextNumbers()

    package init() {}

    package func gateway(_ name: GatewayName) -> GatewayState? {
        gateways.first { $0.description.name == name }
    }

    func hasSeenReply(_ identifier: String, of gateway: GatewayName) -> Bool {
        seenReplies.contains(gateway + "/" + identifier)
    }

    mutating func noteReply(_ identifier: String, of gateway: GatewayName) {
        seenReplies[gateway + "/" + identifier] = true
        guard seenReplies.count > Limits.rememberedReplies else { return }
        let oldest = Set(seenReplies.keys.prefix(Limits.rememberedReplies / 10))
        seenReplies.removeAll { key, _ in oldest.contains(key) }
    }

    /// The open incident that this person is engaged in, if any: one assignment per person.
    package func engagement(of member: MemberID) -> (IncidentID, Callout)? {
        for incident in incidents.values {
            if let callout = incident.callouts[member], callout.stage.isUnaccounted {
                return (incident.id, callout)
            }
        }
        return nil
    }
}

/// The editions of the reference data in force.
package struct Editions: Sendable, Equatable, Codable {
    package var roster = ReferenceVersion.none
    /// When the roster in force came. nil: none has.
    package var rosterAt: Instant?
    package var manual = ReferenceVersion.none
    package var sites = ReferenceVersion.none
    package var rules = ReferenceVersion.none
    package var rota = ReferenceVersion.none
    /// The last table that came. After a restart the straight line counts until the router has answered again.
    package var travelTimes = ReferenceVersion.none

    package init() {}

    package subscript(kind: ReferenceKind) -> ReferenceVersion {
        get {
            switch kind {
            case .roster: roster
            case .manual: manual
            case .sites: sites
            case .rules: rules
            case .rota: rota
            case .travelTimes: travelTimes
            }
        }
        set {
            switch kind {
            case .roster: roster = newValue
            case .manual: manual = newValue
            case .sites: sites = newValue
            case .rules: rules = newValue
            case .rota: rota = newValue
            case .travelTimes: travelTimes = newValue
            }
        }
    }
}

package struct GatewayState: Sendable, Equatable, Codable {
    package var description: GatewayDescription
    /// Why it can't send now; nil while it can.
    package var downReason: String?
    package var isUp: Bool { downReason == nil }
}

/// Starts of texts to one person within the last day, the oldest first.
package struct ContactTimes: Sendable, Equatable, Codable {
    package private(set) var times: [Instant] = []

    package init() {}

    package mutating func add(_ instant: Instant) {
        times.removeAll { instant - $0 > .hours(24) }
        times.append(instant)
    }

    package mutating func removeNewest() {
        if !times.isEmpty { times.removeLast() }
    }

    package func count(within interval: Interval, of now: Instant) -> Int {
        times.count { now - $0 < interval }
    }
}

/// The next number of everything that is counted up.
package struct NextNumbers: Sendable, Equatable, Codable {
    package var incident: Int64 = 1
    package var attempt: Int64 = 1
    package var text: Int64 = 1
    package var alarm: Int64 = 1
    package var confirmation: Int64 = 1
    package var offer: Int64 = 1
    package var handover: Int64 = 1
    package var note: Int64 = 1

    package init() {}
}
