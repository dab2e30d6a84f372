/// `GET /v1/posture`: how ready the team is held, and why.
package struct PostureView: Sendable, Equatable, Codable {
    package var sequence: Int64
    package var asOf: Moment
    /// `normal`, `watch`, `prepare`, `standby` or `deployed`.
    package var posture: String
    package var postureWords: Words
    /// The officer holds it by hand; the warnings don't change it.
    package var held: Bool
    /// The gravest first.
    package var storms: [StormRow]
    /// nil: nobody is asked to stand by.
    package var standby: StandbyView?

    package init(
        sequence: Int64, asOf: Moment, posture: String, postureWords: Words, held: Bool, storms: [StormRow],
        standby: StandbyView? = nil
    ) {
        self.sequence = sequence
        self.asOf = asOf
        self.posture = posture
        self.postureWords = postureWords
        self.held = held
        self.storms = storms
        self.standby = standby
    }
}

/// Warnings of the same danger from several sources; the gravest counts, all are kept.
package struct StormRow: Sendable, Equatable, Codable {
    package var danger: String
    /// `blue`, `yellow`, `orange` or `red`; nil: the warnings name no colour.
    package var colour: String?
    package var colourWords: Words?
    package var posture: Words
    package var areas: [String]
    package var warnings: [WarningRow]

    package init(
        danger: String, colour: String? = nil, colourWords: Words? = nil, posture: Words, areas: [String],
        warnings: [WarningRow]
    ) {
        self.danger = danger
        self.colour = colour
        self.colourWords = colourWords
        self.posture = posture
        self.areas = areas
        self.warnings = warnings
    }
}

package struct WarningRow: Sendable, Equatable, Codable {
    package var source: String
    package var alert: String
    package var event: String
    package var colourWords: Words?
    package var issued: Moment
    package var expires: Moment?

    package init(
        source: String, alert: String, event: String, colourWords: Words? = nil, issued: Moment,
        expires: Moment? = nil
    ) {
        self.source = source
        self.alert = alert
        self.event = event
        self.colourWords = colourWords
        self.issued = issued
        self.expires = expires
    }
}

/// 叫应 of the standby notices.
package struct StandbyView: Sendable, Equatable, Codable {
    package var since: Moment
    package var asked: Int
    /// Answered 5: can stand by.
    package var can: Int
    /// Answered 6.
    package var cannot: Int
    package var silent: Int

    package init(since: Moment, asked: Int, can: Int, cannot: Int, silent: Int) {
        self.since = since
        self.asked = asked
        self.can = can
        self.cannot = cannot
        self.silent = silent
    }
}

/// `POST /v1/posture`: the officer's own word.
package struct PostureBody: Sendable, Equatable, Codable {
    /// `normal`, `watch`, `prepare` or `standby`; nil: the warnings decide again.
    package var posture: String?
    package var note: String?

    package init(posture: String? = nil, note: String? = nil) {
        self.posture = posture
        self.note = note
    }
}
