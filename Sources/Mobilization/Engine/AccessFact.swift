/// A fact about who ordered what, and about the administrator's files in force.
///
/// Stored within `Event.access`; a stored case is never changed.
package enum AccessFact: Sendable, Equatable, Codable {
    /// The administrator's files were read again, whole, and hold from now on.
    case reloaded(Reload)
    /// They were read again and not taken: so much must be mended first. What held before holds.
    case reloadRefused(problems: Int)
    /// A command that somebody gave, obeyed or refused.
    case commandHeard(HeardCommand)
    /// Something is expected from this alert source now and then, from now on.
    case feedAwaited(String)
    /// It was heard, and nothing else was written of it. Only now and then: four times in the silence that it may keep.
    case feedHeard(String)
    /// Nothing is expected from it any more.
    case feedDropped(String)
}

/// What came into force without a restart.
package struct Reload: Sendable, Equatable, Codable {
    /// Reference data of which another edition holds now.
    package var changed: [ReferenceKind]
    /// Whether sources, officers or tokens are others now.
    package var accessChanged: Bool
    /// Keys of the configuration that were changed, too, and hold only after a restart.
    package var waiting: [String]

    package init(changed: [ReferenceKind], accessChanged: Bool, waiting: [String]) {
        self.changed = changed
        self.accessChanged = accessChanged
        self.waiting = waiting
    }
}

/// Who gave a command, from where, and whether it was obeyed. Its content stands in the facts that followed.
package struct HeardCommand: Sendable, Equatable, Codable {
    /// The account's configured name.
    package var account: String
    /// How the account proved itself: `uid 1000`, or `token from 10.0.0.5`.
    package var via: String
    /// Which command, without its content: `stop`, or `POST /v1/stop` where it got no further than the door.
    package var verb: String
    /// Why it was refused, in one word. nil: it was obeyed.
    package var refusal: String?

    package init(account: String, via: String, verb: String, refusal: String?) {
        self.account = account
        self.via = via
        self.verb = verb
        self.refusal = refusal
    }
}

extension Engine {
    /// All changes of one reload come into force in one step, or none does: none where somebody who is called or out, or
    /// a site that people work at, would be gone.
    mutating func take(_ changes: [ReferenceChange], _ reload: Reload, by actor: Actor) {
        if let refusal = changes.lazy.compactMap(objection).first {
            step.answer = .refused(refusal)
            return
        }
        for change in changes { adopt(change) }
        record(.access(.reloaded(reload)), by: actor)
        closeAlarms { $0.kind == .reloadRefused }
    }

    private func objection(to change: ReferenceChange) -> Refusal? {
        switch change {
        case .roster(let roster):
            let gone = state.incidents.values.lazy.flatMap(\.callouts.values).first {
                ($0.stage == .called || $0.stage.isUnaccounted) && roster[$0.member] == nil
                    && reference.roster[$0.member] != nil
            }
            return gone.map { .unknownMember($0.member) }
        case .sites(let sites):
            // A home that rang is no site of the book.
            let gone = state.incidents.values.lazy.flatMap(\.sites.keys).first {
                sites[$0] == nil && reference.sites[$0] != nil
            }
            return gone.map { .unknownSite($0) }
        case .manual, .rules, .rota, .travelTimes, .feeds: return nil
        }
    }

    /// `words` say what must be mended, with file and line.
    mutating func refuseReload(problems: Int, words: String, by actor: Actor) {
        record(.access(.reloadRefused(problems: problems)), by: actor)
        // The newest stands in the inbox; those before it say what was wrong with files that have changed since.
        closeAlarms { $0.kind == .reloadRefused }
        raise(.reloadRefused, text: keepNote(words), count: problems)
    }

    /// Commands of programs and people that came through a door leave a trace with the door's word for who they are.
    mutating func note(_ command: Command, by account: Account) {
        guard let via = account.via else { return }
        var refusal: String?
        if case .refused(let reason) = step.answer { refusal = Self.word(for: reason) }
        hear(
            HeardCommand(account: account.name, via: via, verb: Self.word(for: command), refusal: refusal))
    }

    mutating func hear(_ heard: HeardCommand) {
        record(.access(.commandHeard(heard)), by: .officer(heard.account))
    }

    /// The name of a case without what it carries, which may name people.
    private static func word(for value: some Any) -> String {
        String("\(value)".prefix { $0 != "(" })
    }
}
