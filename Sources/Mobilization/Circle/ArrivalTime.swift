/// What is known of one person's coming, as of now.
package enum Whereabouts: Sendable, Equatable {
    /// The call-out left, or will leave, then; no answer so far. One that waits in a queue leaves now.
    case asked(at: Instant)
    /// Said 1 then, and hasn't said since that they set out.
    case accepted(at: Instant)
    /// Said 4: comes, but later than asked. `from` is the earliest they can be expected.
    case acceptedLate(from: Instant)
    /// Said 1 and when they will be there, and hasn't said since that they set out.
    case promised(expectedAt: Instant)
    /// On the way: there at `expectedAt` if nothing holds them up.
    case enRoute(expectedAt: Instant)
    /// Wrote 3 then; nobody has confirmed it yet.
    case claimed(at: Instant)
    /// Checked in then. `leftAt` is nil while the person is there.
    case arrived(at: Instant, leftAt: Instant?)
    /// Said no, was sent back, or isn't reached by any road.
    case lost
}

/// When a person is checked in at a site, as chances, given what is known of them.
///
/// The chance has two parts: `turnout(accept:)`, which moves with the turnout factor that people share, and
/// `share(by:)`, which doesn't. Their product is the chance to be checked in by a time. Both cost a few
/// readings of a table; nothing is allocated.
///
/// | part of the way | length |
/// |---|---|
/// | delivery of a text | 5 to 15 s, one in ten up to 2 min |
/// | reaction | lognormal, median 3 min by day and 6 by night, deviation 0.8; one in seven 10 to 40 min later |
/// | preparation | a triangle from 5 over 10 to 25 min, by night 5 more; first aid 3, 5, 10 |
/// | held up on the way | one in five, by 10 min in the mean |
/// | travel, check-in | `way` |
///
/// An answer replaces reaction and all before it, setting out or a time named replaces preparation too.
/// Silence speaks as well: who hasn't answered for so long is less likely to come, and who should have set
/// out long ago, too.
package struct ArrivalTime: Sendable, Equatable {
    package let whereabouts: Whereabouts
    package let turnout: Turnout
    /// Travel and check-in. nil: no road leads there.
    package let way: Interval?
    package let isNight: Bool
    /// The task is first aid, whose people keep their kit ready.
    package let isFirstAid: Bool
    package let now: Instant

    /// Who set out arrives with this chance.
    static let arrivesOnceUnderWay = 0.97
    /// Who says that they are there is there with this chance; a leader's word makes it certain.
    static let isThereOnceClaimed = 0.99
    /// Of those who set out, so many say so.
    static let saysSetOut = 0.8
    /// Who comes late comes so long after the earliest time, in the mean.
    static let lateness: Interval = .minutes(20)

    package init(
        _ whereabouts: Whereabouts, turnout: Turnout, way: Interval?, isNight: Bool, isFirstAid: Bool,
        now: Instant
    ) {
        let isThere = if case .arrived = whereabouts { true } else { false }
        self.whereabouts = way == nil && !isThere ? .lost : whereabouts
        self.turnout = turnout
        self.way = way
        self.isNight = isNight
        self.isFirstAid = isFirstAid
        self.now = now
    }

    /// What the answer is still waited for, or the door; nil where no table is asked.
    private var waits: TwoWaits? {
        switch whereabouts {
        case .asked: WaitTables.reaction(isNight: isNight, isFirstAid: isFirstAid)
        case .accepted: WaitTables.preparation(isNight: isNight, isFirstAid: isFirstAid)
        case .acceptedLate, .promised, .enRoute, .claimed, .arrived, .lost: nil
        }
    }
    private var throughWay: Interval { way ?? .zero }

    /// Whether the chance depends on whether this person accepts, and so on the factor that people share.
    package var isOpen: Bool { if case .asked = whereabouts { true } else { false } }

    /// How likely what is known of this person was, if the chance to accept is `accept`. Feeds
    /// `TurnoutGrid.learn`.
    ///
    /// Only for those who were asked and are silent so far; the answers of others speak for themselves.
    package func likelihoodOfSilence(accept: Double) -> Double {
        guard case .asked(let at) = whereabouts, let waits else { return 1 }
        return 1 - turnout.replies(accept: accept) * (1 - waits.isLonger(than: now - at))
    }

    /// What `share(by:)` is multiplied with, if the chance to accept is `accept`.
    package func turnout(accept: Double) -> Double {
        switch whereabouts {
        case .asked:
            let silence = likelihoodOfSilence(accept: accept)
            return silence > 0 ? accept * turnout.showUp / silence : 0
        case .accepted(let at):
            guard let waits else { return 0 }
            let quiet = waits.isLonger(than: now - at)
            let notThere = notOver(by: now, at: at, waits)
            // Who turns back on the way said that they set out as often as those who come.
            let turnsBack = min(turnout.showUp / Self.arrivesOnceUnderWay, 1) - turnout.showUp
            let saysNothing = Self.saysSetOut * quiet + 1 - Self.saysSetOut
            return Self.posterior(
                turnout.showUp, ifComing: Self.saysSetOut * quiet + (1 - Self.saysSetOut) * notThere,
                ifNot: turnsBack * saysNothing + 1 - turnout.showUp - turnsBack)
        case .acceptedLate(let from):
            return Self.posterior(turnout.showUp, ifComing: 1 - Self.lateShare(now - from))
        case .promised(let expectedAt):
            return Self.posterior(
                turnout.showUp, ifComing: 1 - WaitTables.heldUpBelow(now - expectedAt))
        case .enRoute(let expectedAt):
            return Self.posterior(
                Self.arrivesOnceUnderWay, ifComing: 1 - WaitTables.heldUpBelow(now - expectedAt))
        case .claimed: return Self.isThereOnceClaimed
        case .arrived: return 1
        case .lost: return 0
        }
    }

    /// The part of `turnout(accept:)` that is checked in by `time`, 0...1 together with it.
    package func share(by time: Instant) -> Double { share(by: time, waits) }

    /// The same for many times: the tables are looked up once.
    package func shares(by times: [Instant]) -> [Double] {
        let waits = waits
        return times.map { share(by: $0, waits) }
    }

    private func share(by time: Instant, _ waits: TwoWaits?) -> Double {
        if time < now {
            guard case .arrived(let at, let leftAt) = whereabouts else { return 0 }
            return at <= time && leftAt.map { time < $0 } ?? true ? 1 : 0
        }
        switch whereabouts {
        case .asked(let at):
            return waits?.areOver(within: time - at - throughWay, longerThan: now - at) ?? 0
        case .accepted(let at):
            guard let waits else { return 0 }
            let silent = notOver(by: now, at: at, waits) - notOver(by: time, at: at, waits)
            return Self.saysSetOut * waits.areOver(within: time - at - throughWay, longerThan: now - at)
                + (1 - Self.saysSetOut) * max(silent, 0)
        case .acceptedLate(let from): return Self.lateShare(time - from) - Self.lateShare(now - from)
        case .promised(let expectedAt), .enRoute(let expectedAt):
            return WaitTables.heldUpBelow(time - expectedAt) - WaitTables.heldUpBelow(now - expectedAt)
        case .claimed: return 1
        case .arrived(_, let leftAt): return leftAt == nil ? 1 : 0
        case .lost: return 0
        }
    }

    /// The chance to be checked in by `time`, if the chance to accept is as usual.
    package func chance(by time: Instant) -> Double {
        min(turnout(accept: turnout.accept) * share(by: time), 1)
    }

    /// The chance that preparation, hold-ups and way take longer than until `time`, for somebody who
    /// accepted at `at`.
    private func notOver(by time: Instant, at: Instant, _ waits: TwoWaits) -> Double {
        1 - waits.areOver(within: time - at - throughWay, longerThan: .zero)
    }

    /// What `share(by:)` is multiplied with after something was seen that is so likely if the person comes;
    /// `ifNot` is the chance that they don't come and it is seen.
    private static func posterior(
        _ prior: Double, ifComing likelihood: Double, ifNot: Double? = nil
    ) -> Double {
        let sum = prior * likelihood + (ifNot ?? 1 - prior)
        return sum > 0 ? prior / sum : 1
    }

    private static func lateShare(_ after: Interval) -> Double {
        guard after.milliseconds > 0 else { return 0 }
        return 1 - Mathematics.exp(-Double(after.milliseconds) / Double(lateness.milliseconds))
    }
}
