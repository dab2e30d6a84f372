/// One person's part in one incident, from the call to the way home.
package struct Callout: Sendable, Equatable, Codable {
    package var member: MemberID
    package var need: NeedID
    package var site: SiteCode
    package var role: Role
    package var pool: Pool
    /// Counted from 1; 0 for a walk-in or an entry by the officer.
    package var wave: Int
    package var stage: CalloutStage
    /// When the stage was reached, by when it happened (`observedAt`).
    package var since: Instant
    package var calledAt: Instant
    /// When the person is expected at the muster point if they accept at once.
    package var expectedAt: Instant
    /// Chance that this person arrives, in thousandths, when called.
    package var chance: Int
    /// Answered 4: comes, but after the hour.
    package var isLate: Bool = false
    package var answeredAt: Instant?
    /// First said that they come. Stays when they take it back later.
    package var promisedAt: Instant?
    /// Why they were released last; nil: never. By `timer` they were silent, by `surplus` the place was taken, and
    /// `spared` or `unasked` when it was filled before they answered.
    package var releasedBy: Evidence?
    /// When they said they would be there, as of their answer. nil: not said since they last promised.
    package var statedAt: Instant?
    /// Wrote 3. A claim until the leader or the officer confirms it.
    package var claimedAt: Instant?
    package var arrivedAt: Instant?
    package var signedOutAt: Instant?
    package var settledAt: Instant?
    /// Questions already asked, so that each timer asks once.
    package var asked = Asked()

    /// When the person is expected: as they say themselves, else as reckoned when they were called.
    package var comingAt: Instant { statedAt ?? expectedAt }

    /// Was let go before the text left: knows of nothing, and may be called as if it were the first time.
    package var wasNeverAsked: Bool { stage == .released && releasedBy == .unasked }

    package init(
        member: MemberID, need: NeedID, site: SiteCode, role: Role, pool: Pool, wave: Int,
        stage: CalloutStage,
        since: Instant, calledAt: Instant, expectedAt: Instant, chance: Int
    ) {
        self.member = member
        self.need = need
        self.site = site
        self.role = role
        self.pool = pool
        self.wave = wave
        self.stage = stage
        self.since = since
        self.calledAt = calledAt
        self.expectedAt = expectedAt
        self.chance = chance
    }
}

package enum Role: String, Sendable, Codable {
    case worker
    /// 负责人: leads the site.
    case leader
}

/// What the person last told us, or what is known of them.
package enum CalloutStage: Int, Sendable, Codable, CaseIterable {
    /// The call-out is planned or sent; no answer yet.
    /// Can become: `accepted`, `declined`, `released`.
    case called = 0
    /// Answered 1 or 4 and has a place. Can become: `declined`, `released`, `enRoute`, `arrived`.
    case accepted = 1
    /// Answered 0, before or after accepting. The end, unless they answer 1 again while there is a place.
    case declined = 2
    /// Not needed, or silent too long; told so if they had accepted. The end, unless they answer 1.
    case released = 3
    /// Answered 2: on the way. Can become: `arrived`, `returning`, `accounted`.
    case enRoute = 4
    /// Checked in by name at the muster point. Can become: `withdrawn`, `returning`.
    case arrived = 5
    /// Answered 8 after a stop: safe at the refuge. Can become: `arrived` (resumed), `returning`.
    case withdrawn = 6
    /// Signed out, or turned back on the way: going home. Can become: `home`, `accounted`.
    case returning = 7
    /// Answered 9. The end.
    case home = 8
    /// Somebody with a name vouched for them. The end.
    case accounted = 9

    /// Counts towards a need: has promised to come, is coming, or is there.
    package var isPromised: Bool {
        switch self {
        case .accepted, .enRoute, .arrived, .withdrawn: true
        default: false
        }
    }

    /// Is at the site or its refuge.
    package var isPresent: Bool { self == .arrived || self == .withdrawn }

    /// Someone who accepted and of whom nobody knows that they are safe: an incident can't close over this.
    package var isUnaccounted: Bool {
        switch self {
        case .accepted, .enRoute, .arrived, .withdrawn, .returning: true
        default: false
        }
    }
}

/// Which questions a person was already asked.
package struct Asked: Sendable, Equatable, Codable {
    package var reminded = false
    /// Was rung up because the first channel brought no answer. nil: not so far.
    package var rung: Bool?
    package var setOut = false
    package var late = false
    package var missing = false
    /// The officer was told to ring the emergency contact. nil: not so far.
    package var contacted: Bool?
    /// How often "are you home?" was asked.
    package var home = 0

    package init() {}
}
