/// What officers keep at the desk: demands and offers, the duty log, hand-over.
extension Engine {
    mutating func performAtDesk(_ command: Command, by actor: Actor) throws(Refusal) -> Done {
        switch command {
        case .verifyDemand(let id): return try verifyDemand(incident(id), by: actor)
        case .classify(let id, let level, let grade):
            return try classify(incident(id), level, grade, by: actor)
        case .endDemand(let id, let end, let answer):
            return try endDemand(incident(id), end, answer: answer, by: actor)
        case .offer(let what, let who, let site, let until):
            return try makeOffer(what, who, site, until, by: actor)
        case .changeOffer(let number, let state, let site):
            return try changeOffer(number, state, site, by: actor)
        case .handOver(let words): return try handOver(note: words, by: actor)
        case .takeOver: return try takeOver(by: actor)
        case .dutyNote(let entry): return try write(entry, by: actor)
        default: invariant(false, "every command is performed somewhere")
        }
        return Done()
    }

    /// The warning's colour, the response and the event's grade are three things: each is shown, none sets another.
    private mutating func classify(
        _ incident: Incident, _ level: Int?, _ grade: Int?, by actor: Actor
    ) throws(Refusal) -> Done {
        for value in [level, grade].compactMap({ $0 }) where !(1...4).contains(value) {
            throw .levelOutOfRange(value)
        }
        record(
            .incidentClassified(
                incident.id, responseLevel: level ?? incident.responseLevel,
                eventGrade: grade ?? incident.eventGrade), by: actor)
        return Done(incident: incident.id, code: incident.code)
    }

    // MARK: - Demands and offers

    private mutating func verifyDemand(_ incident: Incident, by actor: Actor) throws(Refusal) -> Done {
        if incident.demandVerifiedAt == nil { record(.demandVerified(incident.id), by: actor) }
        return Done(incident: incident.id, code: incident.code)
    }

    /// A demand ends once, with words for the requester; a cancelled one ends the calling, too.
    private mutating func endDemand(
        _ incident: Incident, _ end: DemandEnd, answer words: String, by actor: Actor
    ) throws(Refusal) -> Done {
        if incident.demandEnd != nil { throw .demandEnded(incident.id) }
        if words.allSatisfy(\.isWhitespace) { throw .reasonNeeded }
        record(.demandEnded(incident.id, end, note: keepNote(words)), by: actor)
        if end == .cancelled, incident.dispatch != .ended {
            record(.dispatchChanged(incident.id, .ended), by: actor)
            closeAlarms { $0.incident == incident.id && $0.kind.isAboutCalling }
        }
        closeAlarms { $0.incident == incident.id && $0.kind == .demandCancelled }
        return Done(incident: incident.id, code: incident.code, people: incident.unaccounted)
    }

    private mutating func makeOffer(
        _ what: String, _ who: String, _ site: SiteCode?, _ until: Instant?, by actor: Actor
    ) throws(Refusal) -> Done {
        if let site, reference.sites[site] == nil { throw .unknownSite(site) }
        if let until, until <= now { throw .timeInPast(until) }
        if what.allSatisfy(\.isWhitespace) { throw .reasonNeeded }
        let offer = Offer(
            number: state.next.offer, what: keepNote(what), who: keep(keepable(who), as: .requester),
            site: site,
            until: until, madeAt: now)
        record(.offerMade(offer), by: actor)
        return Done(number: offer.number)
    }

    private mutating func changeOffer(
        _ number: Int64, _ change: OfferState, _ site: SiteCode?, by actor: Actor
    ) throws(Refusal) -> Done {
        guard let offer = state.offers[number] else { throw .unknownOffer(number) }
        if let site, reference.sites[site] == nil { throw .unknownSite(site) }
        if change == .used, offer.state != .open { throw .offerNotOpen(number) }
        record(.offerChanged(number, change, site), by: actor)
        return Done(sites: site.map { [$0] } ?? [], number: number)
    }

    // MARK: - The duty log

    private mutating func write(_ entry: DutyEntry, by actor: Actor) throws(Refusal) -> Done {
        if let id = entry.incident { _ = try incident(id) }
        if entry.words.allSatisfy(\.isWhitespace) { throw .reasonNeeded }
        if let at = entry.occurredAt, at > now { throw .timeInFuture(at) }
        if let due = entry.due, due <= now { throw .timeInPast(due) }
        if let corrects = entry.corrects, !(1..<state.next.note).contains(corrects) {
            throw .unknownDutyNote(corrects, last: state.next.note - 1)
        }
        let note = DutyNote(
            number: state.next.note, incident: entry.incident, text: keepNote(entry.words),
            source: entry.source.isEmpty ? nil : keep(keepable(entry.source), as: .requester),
            occurredAt: entry.occurredAt ?? now, due: entry.due, corrects: entry.corrects)
        record(.dutyNoted(note), by: actor)
        return Done(incident: entry.incident, number: note.number)
    }

    /// Entries whose date has come stand in the inbox until somebody settles them.
    mutating func reviewFollowUps() {
        for note in state.followUps {
            guard let due = note.due, due <= now else { continue }
            record(.followUpDue(note.number))
            let incident = note.incident.flatMap { state.incidents[$0] }?.id
            raise(.followUp, incident: incident, text: note.text, count: Int(note.number))
        }
    }

    // MARK: - Hand-over

    private mutating func handOver(note words: String, by actor: Actor) throws(Refusal) -> Done {
        if let open = state.handover { throw .handoverOpen(from: open.from) }
        guard case .officer(let name) = actor else { throw .notAllowed(needs: .officer) }
        let handover = Handover(
            number: state.next.handover, from: name, at: now, note: words.isEmpty ? nil : keepNote(words),
            todo: state.alarms.count, unaccounted: state.incidents.values.reduce(0) { $0 + $1.unaccounted })
        record(.dutyHandedOver(handover), by: actor)
        raise(.handoverOpen)
        return Done(people: handover.unaccounted, number: handover.number)
    }

    private mutating func takeOver(by actor: Actor) throws(Refusal) -> Done {
        guard let open = state.handover else { throw .nothingHandedOver }
        if actor == .officer(open.from) { throw .ownHandover }
        record(.dutyTaken(open.number), by: actor)
        closeAlarms { $0.kind == .handoverOpen }
        return Done(people: state.incidents.values.reduce(0) { $0 + $1.unaccounted }, number: open.number)
    }
}
