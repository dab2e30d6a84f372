/// Levels as they change from one edition of the roster to the next.
extension Engine {
    /// What `roster` changes, for people whose level before is known: from the roster in force, or, at a start, from
    /// what the shell still knows of the last one.
    mutating func levelChanges(to roster: Roster) -> [LevelChange] {
        let isRunning = reference.roster.version != .none
        if !isRunning, roster.levelsBefore.isEmpty { return [] }
        var changes: [LevelChange] = []
        for member in roster.members {
            let before =
                isRunning ? reference.roster[member.id]?.level : roster.levelsBefore[member.id]
            guard let before, before != member.level else { continue }
            changes.append(
                LevelChange(
                    member: member.id, old: before, new: member.level,
                    from: member.levelFrom ?? localNow.day, until: member.levelUntil,
                    reason: member.levelReason.isEmpty ? nil : keepNote(member.levelReason)))
        }
        return changes
    }
}
