/// What one officer may not do alone, and how far waves go by themselves.
extension Engine {
    /// Beyond the ceiling a second person must agree: one tired officer can't call a town.
    mutating func callReserve(
        _ incident: Incident, people: Int, confirmed: Int, by account: Account
    ) throws(Refusal) -> Done {
        if confirmed != people { throw .countMismatch(typed: confirmed, actual: people) }
        return askSecondPerson(incident, reserve: people, by: account)
    }

    /// The leader in charge is woken with a one-time code; sending it back, or pressing 1 in the call, is their word.
    private mutating func askSecondPerson(_ incident: Incident, reserve: Int, by account: Account) -> Done {
        let confirmation = Confirmation(
            id: state.next.confirmation, incident: incident.id, reserve: reserve, askedBy: account.name,
            askedAt: now)
        record(.confirmationAsked(confirmation), by: .officer(account.name))
        raise(.confirmationNeeded, incident: incident.id, count: reserve)
        return Done(
            incident: incident.id, code: incident.code, people: reserve, confirmation: confirmation.id)
    }

    mutating func confirm(_ id: Int64, by account: Account) throws(Refusal) -> Done {
        let confirmation = try confirmation(id)
        if confirmation.askedBy == account.name { throw .secondPersonMustDiffer }
        return try allow(confirmation, by: account)
    }

    /// After five minutes without the second person's word, one officer goes on alone, with a reason. The director is
    /// told at once, and the report says so.
    mutating func breakGlass(_ id: Int64, reason: String, by account: Account) throws(Refusal) -> Done {
        let confirmation = try confirmation(id)
        let due = confirmation.askedAt + Self.secondPersonsTime
        if now < due { throw .secondPersonHasTime(until: due) }
        if reason.allSatisfy(\.isWhitespace) { throw .reasonNeeded }
        _ = try incident(confirmation.incident)
        let text = keepNote(reason)
        record(.glassBroken(id, note: text), by: .officer(account.name))
        let done = try allow(confirmation, by: account)
        raise(.glassBroken, incident: confirmation.incident, text: text, count: confirmation.reserve)
        return done
    }

    private static let secondPersonsTime = Interval.minutes(5)

    private func confirmation(_ id: Int64) throws(Refusal) -> Confirmation {
        guard let confirmation = state.confirmations.first(where: { $0.id == id }) else {
            throw .unknownConfirmation(id)
        }
        return confirmation
    }

    private mutating func allow(_ confirmation: Confirmation, by account: Account) throws(Refusal) -> Done {
        let incident = try incident(confirmation.incident)
        let actor = Actor.officer(account.name)
        record(.confirmationGiven(confirmation.id), by: actor)
        record(.reserveAllowed(incident.id, people: confirmation.reserve), by: actor)
        if incident.dispatch != .running, incident.dispatch != .ended {
            record(.dispatchChanged(incident.id, .running), by: actor)
        }
        closeAlarms { $0.incident == incident.id && $0.kind.isAboutCalling }
        let before = state.incidents[incident.id]?.callouts.count ?? 0
        sendWave(incident.id)
        let after = state.incidents[incident.id]?.callouts.count ?? 0
        return Done(incident: incident.id, code: incident.code, people: after - before)
    }

    // MARK: - The second person by phone

    /// Six digits that only the second person is told. They stand in the text to them, never in the log.
    func secondPersonsCode(_ confirmation: Confirmation) -> String {
        let draw = HashedChance(seed: state.seed).below(1_000_000, .confirmationCode, confirmation.id)
        let digits = String(draw)
        return String(repeating: "0", count: 6 - digits.utf8.count) + digits
    }

    /// Takes a code that came back from the phone of the leader in charge or the director; a key 1 of theirs where the
    /// call asked for it.
    ///
    /// - Returns: false where the phone or the words are no such answer.
    mutating func confirmByPhone(_ reply: InboundReply, from gateway: GatewayName) -> Bool {
        let roles: [DutyRole] = [.leaderInCharge, .director].filter { dutyPerson($0)?.phone == reply.from }
        guard let role = roles.first else { return false }
        let digits = reply.text.compactMap(\.wholeNumberValue).map(String.init).joined()
        let isCall = state.gateway(gateway)?.description.channel == .voice
        let meant = state.confirmations.last { confirmation in
            digits == secondPersonsCode(confirmation)
                || isCall && digits == "1" && wasWoken(role, about: confirmation)
        }
        guard let meant else { return false }
        let account = Account(
            name: role == .leaderInCharge ? "leader in charge" : "director", roles: [.officer])
        // Nobody waits for an answer here; what can't be done stands in the inbox as before.
        _ = try? confirm(meant.id, by: account)
        return true
    }

    private func wasWoken(_ role: DutyRole, about confirmation: Confirmation) -> Bool {
        state.alarms.values.contains {
            $0.kind == .confirmationNeeded && $0.incident == confirmation.incident && $0.woken.contains(role)
        }
    }

    // MARK: - The envelope

    /// Approves how far waves go by themselves; reserve people beyond the ceiling still take the second person.
    mutating func approve(
        _ envelope: Envelope, reserve: Int, _ incident: Incident, confirmed: Int, by account: Account
    ) throws(Refusal) -> Done {
        if incident.recalledAt != nil { throw .alreadyRecalled(incident.id) }
        if reserve < 0 { throw .negativeCount(reserve) }
        if let texts = envelope.texts, texts < 0 { throw .negativeCount(texts) }
        if !(1...Limits.members).contains(envelope.people) { throw .headcountOutOfRange(envelope.people) }
        if envelope.until <= now { throw .timeInPast(envelope.until) }
        if confirmed != envelope.people {
            throw .countMismatch(typed: confirmed, actual: envelope.people)
        }
        record(.envelopeApproved(incident.id, envelope), by: .officer(account.name))
        if incident.dispatch != .running {
            record(.dispatchChanged(incident.id, .running), by: .officer(account.name))
        }
        closeAlarms { $0.incident == incident.id && $0.kind.isAboutCalling && $0.kind != .confirmationNeeded }
        sendWave(incident.id)
        guard reserve > 0 else {
            return Done(incident: incident.id, code: incident.code, people: envelope.people)
        }
        return askSecondPerson(incident, reserve: reserve, by: account)
    }

    /// How many people more the envelope takes now; nil: there is none.
    func envelopeRoom(_ incident: Incident) -> Int? {
        guard let envelope = incident.envelope else { return nil }
        if envelope.until <= now { return 0 }
        let called = incident.callouts.values.count { $0.wave > 0 && !$0.wasNeverAsked }
        let room = max(0, envelope.people - called)
        guard let texts = envelope.texts else { return room }
        let used = state.attempts.values.count { $0.incident == incident.id && $0.starts > 0 }
        return min(room, max(0, texts - used))
    }
}

extension HashedChance.Purpose {
    static let confirmationCode = HashedChance.Purpose("confirmation code")
}
