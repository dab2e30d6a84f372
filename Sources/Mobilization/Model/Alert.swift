/// A message from outside that says something about danger, in one form whatever it came as.
package struct Alert: Sendable, Equatable {
    /// With the source it makes the alert one of its kind: a second one with the same is a repeat.
    package var identifier: String
    package var kind: AlertKind
    package var status: AlertStatus
    package var messageType: AlertMessageType
    /// 暴雨内涝, Flood ...
    package var event: String
    /// nil: the alert names no colour.
    package var colour: WarningColour?
    package var issuedAt: Instant
    /// nil: until it is cancelled.
    package var expiresAt: Instant?
    /// Identifiers of earlier alerts that this one updates or cancels. Itself is never among them.
    package var references: [String]
    /// Names or codes of the areas.
    package var areas: [String]
    /// One line to show the officer; control characters are gone.
    package var headline: String
    /// The demand this alert carries; nil for a warning.
    package var demand: Demand?
    /// Where somebody pressed the button; nil for warnings and demands.
    package var household: Household?

    package init(
        identifier: String, kind: AlertKind, status: AlertStatus, messageType: AlertMessageType,
        event: String,
        colour: WarningColour?, issuedAt: Instant, expiresAt: Instant?, references: [String], areas: [String],
        headline: String, demand: Demand?
    ) {
        self.identifier = identifier
        self.kind = kind
        self.status = status
        self.messageType = messageType
        self.event = event
        self.colour = colour
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.references = references
        self.areas = areas
        self.headline = headline
        self.demand = demand
    }
}

package enum AlertKind: String, Sendable, Codable {
    /// Says that something may come: sets a posture, never calls people.
    case warning
    /// Asks for people at places.
    case demand
    /// 一键呼叫: somebody alone pressed the button at home.
    case sos
    /// 异常预警: a home is silent; slower than a call, and a person decides first.
    case anomaly

    /// A call from one home.
    package var isHousehold: Bool { self == .sos || self == .anomaly }
}

/// CAP's status. Only `actual` ever reaches people for real.
package enum AlertStatus: String, Sendable, Codable, CaseIterable {
    case actual, exercise, system, test, draft
}

package enum AlertMessageType: String, Sendable, Codable, CaseIterable {
    case alert, update, cancel, acknowledgement, error
}

/// 红橙黄蓝; red is the gravest.
package enum WarningColour: Int, Sendable, Codable, CaseIterable, Comparable {
    case blue = 1
    case yellow = 2
    case orange = 3
    case red = 4

    package static func < (left: WarningColour, right: WarningColour) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// 态势: how ready the team is held.
package enum Posture: Int, Sendable, Codable, CaseIterable, Comparable {
    case normal = 0
    /// 关注
    case watch = 1
    /// 预备
    case prepare = 2
    /// 待命
    case standby = 3
    /// 出动: people are called out.
    case deployed = 4

    package static func < (left: Posture, right: Posture) -> Bool { left.rawValue < right.rawValue }
}

/// A home that calls. Personal data: only community and a rounded position ever reach the state.
package struct Household: Sendable, Equatable {
    /// 花园社区: what the first text names.
    package var community: String
    /// What only those are told who have accepted.
    package var address: String
    package var position: Coordinate
    /// Who else was told, as the source says: 120, family, community duty.
    package var alsoTold: [String]

    package init(community: String, address: String, position: Coordinate, alsoTold: [String]) {
        self.community = community
        self.address = address
        self.position = position
        self.alsoTold = alsoTold
    }
}

/// What an authorised source asks for.
package struct Demand: Sendable, Equatable {
    /// Who asks; personal data, kept as a text.
    package var requestedBy: String
    package var needs: [DemandedNeed]
    /// When the people must be at full strength. nil: three hours after activation.
    package var neededBy: Instant?

    package init(requestedBy: String, needs: [DemandedNeed], neededBy: Instant?) {
        self.requestedBy = requestedBy
        self.needs = needs
        self.neededBy = neededBy
    }

    package var headcount: Int { needs.reduce(0) { $0 + $1.headcount } }
}

package struct DemandedNeed: Sendable, Equatable, Codable {
    package var site: SiteCode
    package var playbook: PlaybookSlug
    /// 1...`Limits.headcountPerNeed`
    package var headcount: Int
    /// In the playbook's unit; nil when not said.
    package var workload: Int?

    package init(site: SiteCode, playbook: PlaybookSlug, headcount: Int, workload: Int?) {
        self.site = site
        self.playbook = playbook
        self.headcount = headcount
        self.workload = workload
    }
}
