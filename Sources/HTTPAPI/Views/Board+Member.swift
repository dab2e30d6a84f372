package import Mobilization
package import MobilizationRuntime
package import MusterAPI

extension Board {
    /// One person of the roster. `texts` reads reasons; nil leaves them out, for viewers.
    func memberView(_ member: Member, fullNames: Bool, texts: (any TextReader)?) -> MemberView {
        MemberView(
            asOf: teamClock.moment(asOf), row: rosterRow(member, engagedMembers()[member.id], fullNames),
            level: member.level.wireName, levelWords: member.level.words,
            levelFrom: member.levelFrom?.text, levelUntil: member.levelUntil?.text, hours: member.hours?.text,
            levels: (state.gates.levels[member.id] ?? []).map { change in
                LevelChangeRow(
                    member: member.id.number, name: NameMask.mask(member.name), old: change.old.words,
                    new: change.new.words, from: change.from.text, until: change.until?.text,
                    reason: change.reason.flatMap { texts?.words($0) })
            },
            absences: absencesView(fullNames: fullNames, texts: texts).absences
                .filter { $0.member == member.id.number })
    }

    var today: CalendarDay { reference.settings.zone.local(asOf).day }
}

extension LevelChangeRow {
    /// What an import would change; its reason stands in the spreadsheet.
    package init(of old: Member, to new: Member, board: Board) {
        self.init(
            member: old.id.number, name: NameMask.mask(old.name), old: old.level.words,
            new: new.level.words, from: (new.levelFrom ?? board.today).text, until: new.levelUntil?.text,
            reason: new.levelReason.isEmpty ? nil : new.levelReason)
    }
}
