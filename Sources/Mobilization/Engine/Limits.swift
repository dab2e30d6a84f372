/// The bounds of everything that grows, in one place; each is checked where the outside hands it in.
package enum Limits {
    /// Members of a roster. The centre has 32,000 registered people.
    package static let members = 100_000
    package static let sites = 1_000
    /// Pairs of home and site whose travel times are held: 4 bytes each.
    package static let travelPairs = 4_000_000
    package static let openIncidents = 32
    /// Drills, and reachability tests, that are remembered for comparison: ten years of them.
    package static let drillRecords = 120
    package static let needsPerDemand = 500
    /// People asked for by one need.
    package static let headcountPerNeed = 2_000
    /// Alerts remembered for recognising repeats.
    package static let rememberedAlerts = 10_000
    /// Warnings that count at once; beyond that the least grave goes, of equals the oldest.
    package static let warningsInForce = 2_000
    /// Unreadable alerts in the inbox at once; a broken sender must not bury the rest.
    package static let unreadableAlerts = 20
    /// Replies remembered for recognising a second delivery.
    package static let rememberedReplies = 20_000
    /// Bytes of an alert's body.
    package static let alertBytes = 4 * 1024 * 1024
    /// Bytes of a gateway's receipt or reply.
    package static let callbackBytes = 1024 * 1024
    /// Bytes of an officer's command.
    package static let commandBytes = 64 * 1024
    /// Characters of a reply or note that are kept.
    package static let textCharacters = 2_000
    /// Minutes that somebody may say it takes them.
    package static let statedMinutes = 600
    /// Absences that aren't over, and days that somebody may be away by a text of theirs.
    package static let absences = 50_000
    package static let leaveDaysByText = 30
    /// Changes of one member's level that are shown; the log keeps all.
    package static let levelsRemembered = 20
    /// Inputs taken into one transaction.
    package static let batchInputs = 256
    /// Inputs that wait in one lane of the mailbox; more are refused with 503.
    package static let lane = 20_000
}
