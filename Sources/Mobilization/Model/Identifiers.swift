/// A number that stands for one thing of one kind, and can't be mistaken for a number of another kind.
package struct Identifier<Subject>: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    package var number: Int64

    package init(_ number: Int64) {
        self.number = number
    }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    package init(from decoder: any Decoder) throws {
        number = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }

    package var description: String { String(number) }
}

/// A random surrogate: it says nothing about the person, and survives a new roster.
package typealias MemberID = Identifier<Member>
/// Counted up from 1 for the life of the store.
package typealias IncidentID = Identifier<Incident>
/// Counted up from 1 within its incident.
package typealias NeedID = Identifier<Need>
/// Counted up from 1 for the life of the store.
package typealias AttemptID = Identifier<Attempt>
/// Counted up from 1 for the life of the store.
package typealias AlarmID = Identifier<Alarm>

/// The short code of a place, such as `F01`: what people type and read out.
package typealias SiteCode = String
/// One of the seven chapters, such as `material-handling`.
package typealias PlaybookSlug = String
/// A gateway's name in the configuration.
package typealias GatewayName = String

/// Where a text stands in the store; events carry this instead of the words.
///
/// The store keeps the text beside a random salt and binds SHA-256(salt + text) into the event's row,
/// so that the words can be purged and the log still verified.
package struct TextRef: Hashable, Sendable, Codable {
    /// Counted up from 1 for the life of the store.
    package var number: Int64

    package init(_ number: Int64) {
        self.number = number
    }

    package init(from decoder: any Decoder) throws {
        number = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
