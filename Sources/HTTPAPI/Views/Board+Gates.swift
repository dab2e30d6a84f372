import Mobilization
package import MobilizationRuntime
package import MusterAPI

extension Board {
    /// Who is away, or will be, by when they are back. `texts` reads the reasons; nil leaves them out, for viewers.
    package func absencesView(fullNames: Bool = false, texts: (any TextReader)? = nil) -> AbsencesView {
        let clock = teamClock
        let rows = state.gates.absences.values.filter { $0.until > asOf }
            .sorted { ($0.until, $0.id) < ($1.until, $1.id) }
            .map { absence in
                AbsenceRow(
                    id: absence.id.number, member: absence.member.number,
                    name: fullNames
                        ? reference.roster[absence.member]?.name ?? "" : maskedName(absence.member),
                    from: clock.moment(absence.from), until: clock.moment(absence.until),
                    now: absence.holds(at: asOf), byText: absence.isByText,
                    entered: clock.moment(absence.enteredAt), text: absence.note.flatMap { texts?.words($0) })
            }
        return AbsencesView(sequence: sequence, asOf: clock.moment(asOf), absences: rows)
    }

    /// Away now, or outside their stated hours now; nil: neither.
    func availability(of member: Member) -> Words? {
        let until = state.gates.absences.values.filter { $0.member == member.id && $0.holds(at: asOf) }
            .map(\.until).max()
        let local = reference.settings.zone.local(asOf)
        if let until {
            let day = reference.settings.zone.local(until).monthDayClock
            return Words(zh: "请假至\(day)", en: "away to \(day)")
        }
        if let hours = member.hours, !hours.contains(local.minuteOfWeek) {
            return Words(zh: "非可用时段", en: "outside hours")
        }
        return nil
    }

    var absentPioneers: Int {
        state.absentees(at: asOf).keys.count { reference.roster[$0]?.pool == .pioneer }
    }
}
