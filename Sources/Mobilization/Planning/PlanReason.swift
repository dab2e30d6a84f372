/// Why one person was called, or wasn't, in one wave: a code by roster place, put into words on demand.
///
/// The first ten have the numbers of the first ten gates. A number is stored with each wave and never changes.
package enum PlanReason: UInt8, Sendable, CaseIterable, Comparable {
    case engaged, alreadyAsked, unreachable, age, insurance, firstAidCertificate, level, skill, tooFar, pool
    /// Passes every gate, and all that is asked for is reached without this person.
    case notNeeded
    /// No set of people reaches what is missing, and a call to this person would hardly help.
    case gainBelowPrice
    /// Called before this person: enough arrivals are expected, so the answers are awaited.
    case enoughExpected
    /// The wave may not be larger.
    case waveFull

    /// Called: of all who can, this person gets there most surely at the least cost.
    case chosenNearest
    case chosenLeader
    /// Called as a leader of middle level, because too few of high level can come.
    case chosenActingLeader
    /// Called: there are no more people with this skill than seats that need it.
    case chosenOnlyHolder
    case chosenScarceSkill
    case chosenPreferredSkill
    /// Called from the reserve: the pioneers don't suffice.
    case chosenReserve

    /// The gates of these names.
    case absent, hours

    package init(_ gate: Gate) {
        switch gate {
        case .absent: self = .absent
        case .hours: self = .hours
        default: self = PlanReason(rawValue: UInt8(gate.rawValue)) ?? .notNeeded
        }
    }

    package static func < (left: PlanReason, right: PlanReason) -> Bool { left.rawValue < right.rawValue }

    package var isChosen: Bool { self >= .chosenNearest && self <= .chosenReserve }

    /// Can't be called whatever is missing; the others could, and weren't needed.
    package var isStopped: Bool { self <= .pool || self == .absent || self == .hours }
}
