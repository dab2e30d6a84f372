/// A specialist of the team or a volunteer of the reserve, as the roster knows them now.
///
/// Reference data: it comes in from outside, is no part of the engine's state, and never enters the event log.
package struct Member: Sendable, Equatable {
    package var id: MemberID
    /// The name as written in the roster.
    package var name: String
    package var pool: Pool
    package var level: Level
    package var skills: [Skill]
    /// nil: not known. Then only tasks without an age limit below 66 take this person (gate `age`).
    package var bornOn: CalendarDay?
    /// The last day of the accident insurance. nil: not known, and that counts as not insured.
    package var insuredUntil: CalendarDay?
    /// The last day of the first-aid certificate or medical licence. nil: none.
    package var firstAidUntil: CalendarDay?
    /// Where the person usually is, rounded to about 500 m. nil: not known; then the roster's centre is assumed.
    package var home: Coordinate?
    package var transport: TransportMode
    /// Where each channel reaches the person, in the order of preference. SMS first.
    package var addresses: [Address]
    package var language: Language
    /// The person's team or service group, free text.
    package var team: String
    /// The number the registration platform gave, empty when there is none.
    package var volunteerNumber: String
    /// Whom to ring when the person is missing, name and phone as written; empty: not known. Shown to officers only.
    package var emergencyContact = ""
    /// When in the week the person may be called. nil: none stated, so always.
    package var hours: AvailableHours?
    /// The first and the last day of the level; nil: not known, and then it counts on any day. See `level(on:)`.
    package var levelFrom: CalendarDay?
    package var levelUntil: CalendarDay?
    /// Why the level was given, such as an examination; empty: not said.
    package var levelReason = ""

    package init(
        id: MemberID, name: String, pool: Pool, level: Level, skills: [Skill], bornOn: CalendarDay?,
        insuredUntil: CalendarDay?, firstAidUntil: CalendarDay?, home: Coordinate?, transport: TransportMode,
        addresses: [Address], language: Language = .chinese, team: String = "", volunteerNumber: String = "",
        hours: AvailableHours? = nil
    ) {
        self.id = id
        self.name = name
        self.pool = pool
        self.level = level
        self.skills = skills
        self.bornOn = bornOn
        self.insuredUntil = insuredUntil
        self.firstAidUntil = firstAidUntil
        self.home = home
        self.transport = transport
        self.addresses = addresses
        self.language = language
        self.team = team
        self.volunteerNumber = volunteerNumber
        self.hours = hours
    }

    /// Where `channel` reaches this person, nil where it doesn't. A phone that takes texts can be rung, too.
    package func address(on channel: Channel) -> String? {
        let own = addresses.first { $0.channel == channel }?.value
        return channel == .voice ? own ?? address(on: .sms) : own
    }

    /// The channels that reach this person, in the order of preference.
    package var channels: [Channel] {
        let named = addresses.map(\.channel)
        return named.contains(.sms) && !named.contains(.voice) ? named + [.voice] : named
    }
}

/// Whose promise a person is under.
package enum Pool: String, Sendable, Codable, CaseIterable {
    /// 先锋应急队: the committed team, called automatically.
    case pioneer
    /// 后备: registered volunteers, called only with approval.
    case reserve
    /// 临时: came to a site by themselves and were taken in there. Never called.
    case walkIn
}

/// 认证等级, as judged on the day.
package enum Level: Int, Sendable, Codable, CaseIterable, Comparable {
    /// 初级: labour under supervision.
    case basic = 1
    /// 中级: leads a group of up to ten, or fills a skilled role.
    case middle = 2
    /// 高级: leads a site.
    case high = 3

    package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
}

/// What a person can do that not everybody can. Unknown words of a roster are kept as text in `team` notes, not here.
package enum Skill: String, Sendable, Codable, CaseIterable {
    case fire, medical, psychology, firstAid, localGuide, pumpOperator, trafficGuide
}

/// How a person gets to a site. Unknown counts as `ebike`.
package enum TransportMode: String, Sendable, Codable, CaseIterable {
    case car, ebike, walking
}

/// A way to reach a person.
package enum Channel: String, Sendable, Codable, CaseIterable {
    case sms, voice, webhook
}

package struct Address: Sendable, Equatable {
    package var channel: Channel
    /// A phone number in E.164 (`+8613800000000`) for sms and voice; a member's endpoint key for webhook.
    package var value: String

    package init(channel: Channel, value: String) {
        self.channel = channel
        self.value = value
    }
}

package enum Language: String, Sendable, Codable, CaseIterable {
    case chinese = "zh"
    case english = "en"
}

/// A point on WGS 84.
package struct Coordinate: Sendable, Hashable, Codable {
    /// Degrees north, -90...90.
    package var latitude: Double
    /// Degrees east, -180...180.
    package var longitude: Double

    package init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }
}
