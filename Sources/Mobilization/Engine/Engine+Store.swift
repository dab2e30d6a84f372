/// What the shell tells of the store: alarms for people, and what is forgotten.
extension Engine {
    mutating func take(_ report: StoreReport, by actor: Actor) {
        switch report {
        case .failed: raise(.storeFailed)
        case .spaceLow(let megabytes): raise(.spaceLow, count: megabytes)
        case .spaceEnough: closeAlarms { $0.kind == .spaceLow }
        case .purge(let plan): purge(plan, by: actor)
        }
    }

    /// Nothing that somebody on the way still needs goes, whatever the plan says.
    private mutating func purge(_ plan: PurgePlan, by actor: Actor) {
        let inUse = state.textsInUse
        let texts = plan.texts.filter { !inUse.contains($0) }
        if !texts.isEmpty { record(.textsPurged(PackedNumbers(texts)), by: actor) }
        // The next plan can wait for quiet; a state without what led to it can't be explained to anybody.
        let through = state.incidents.isEmpty ? plan.eventsThrough : nil
        guard plan.membersLeftBefore != nil || through != nil else { return }
        record(
            .recordsPurged(PurgeRecord(membersLeftBefore: plan.membersLeftBefore, eventsThrough: through)),
            by: actor)
    }
}

extension State {
    /// When the oldest matter began that is still open; words from then on are kept whatever their age. nil: none is.
    package var oldestOpenMatter: Instant? {
        (incidents.values.map(\.openedAt) + alarms.values.map(\.raisedAt)).min()
    }

    /// Numbers of texts that may still be sent or must still be read.
    fileprivate var textsInUse: Set<Int64> {
        var numbers: [Int64] = attempts.values.filter(\.state.isOpen).map(\.text.number)
        numbers += alarms.values.compactMap { $0.text?.number }
        numbers += followUps.map(\.text.number)
        if let note = handover?.note { numbers.append(note.number) }
        return Set(numbers)
    }
}
