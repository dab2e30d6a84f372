package import Mobilization

/// A person of a roster file who can be called: everything of `Member` but the id, which the store gives.
package struct RosterRow: Sendable, Equatable {
    package var file: String
    /// Counted from 1.
    package var line: Int
    package var name: String
    package var pool: Pool
    package var level: Level
    package var skills: [Skill]
    /// Words of the skills column that the product doesn't know, as written.
    package var otherSkills: [String]
    package var bornOn: CalendarDay?
    package var insuredUntil: CalendarDay?
    package var firstAidUntil: CalendarDay?
    /// On a grid of about 500 m.
    package var home: Coordinate?
    package var transport: TransportMode
    package var addresses: [Address]
    package var language: Language
    package var team: String
    package var volunteerNumber: String
    /// Name and phone as written; empty when there is none.
    package var emergencyContact = ""
    /// nil: none stated, or none that could be read; always available.
    package var hours: AvailableHours?
    /// The level's first and last day; nil: not said.
    package var levelFrom: CalendarDay?
    package var levelUntil: CalendarDay?
    package var levelReason: String = ""

    /// The number that texts go to, in E.164.
    package var phone: String { addresses.first { $0.channel == .sms }?.value ?? "" }
    /// Every number of this person, in E.164.
    package var phones: [String] { addresses.filter { $0.channel == .sms }.map(\.value) }

    /// The member that this row describes.
    ///
    /// - Parameter id: A random surrogate, or the one that an earlier edition gave to this phone or number.
    /// - Returns: The member; words that are no known skill stand behind the team, in brackets.
    package func member(id: MemberID) -> Member {
        let notes = otherSkills.isEmpty ? "" : "(" + otherSkills.joined(separator: "、") + ")"
        var member = Member(
            id: id, name: name, pool: pool, level: level, skills: skills, bornOn: bornOn,
            insuredUntil: insuredUntil, firstAidUntil: firstAidUntil, home: home, transport: transport,
            addresses: addresses, language: language, team: team + notes, volunteerNumber: volunteerNumber,
            hours: hours)
        member.emergencyContact = emergencyContact
        member.levelFrom = levelFrom
        member.levelUntil = levelUntil
        member.levelReason = levelReason
        return member
    }
}

/// What came of reading one roster file, or several together. Some rows refused don't refuse the file.
package struct RosterReport: Sendable, Equatable {
    /// In the order of the files.
    package var accepted: [RosterRow]
    /// How many rows were refused; each has at least one error among the findings.
    package var refused: Int
    package var findings: [Finding]

    package init(accepted: [RosterRow], refused: Int, findings: [Finding]) {
        self.accepted = accepted
        self.refused = refused
        self.findings = findings
    }

    package var errors: [Diagnostic] { findings.errors }
    package var warnings: [Diagnostic] { findings.warnings }

    /// Several files as one roster: who stands in more than one is taken from the first.
    package static func joined(_ reports: [RosterReport]) -> RosterReport {
        var all = RosterReport(accepted: [], refused: 0, findings: [])
        var unique = UniqueRows()
        for report in reports {
            all.refused += report.refused
            all.findings += report.findings
            for row in report.accepted {
                if let diagnostic = unique.add(row) {
                    all.refused += 1
                    all.findings.append(Finding(.error, diagnostic))
                } else {
                    all.accepted.append(row)
                }
            }
        }
        if all.accepted.count > Limits.members {
            let message = "\(all.accepted.count) people; at most \(Limits.members) are taken"
            let file = reports.last?.accepted.last?.file ?? ""
            all.findings.append(Finding(.error, Diagnostic(file: file, message: message)))
        }
        return all
    }
}

/// Sees to it that no two rows have a phone or a volunteer number in common.
struct UniqueRows {
    private var phones: [String: (file: String, line: Int)] = [:]
    private var numbers: [String: (file: String, line: Int)] = [:]

    /// Takes the row, or says which earlier one it repeats.
    mutating func add(_ row: RosterRow, phoneColumn: Int = 0, numberColumn: Int = 0) -> Diagnostic? {
        if let earlier = row.phones.compactMap({ phones[$0] }).first {
            return Diagnostic(
                file: row.file, line: row.line, column: phoneColumn,
                message:
                    "the phone stands in \(place(earlier, from: row)) already; a reply couldn't be told apart"
            )
        }
        if !row.volunteerNumber.isEmpty, let earlier = numbers[row.volunteerNumber] {
            return Diagnostic(
                file: row.file, line: row.line, column: numberColumn,
                message: "the volunteer number stands in \(place(earlier, from: row)) already")
        }
        for phone in row.phones { phones[phone] = (row.file, row.line) }
        if !row.volunteerNumber.isEmpty { numbers[row.volunteerNumber] = (row.file, row.line) }
        return nil
    }

    private func place(_ earlier: (file: String, line: Int), from row: RosterRow) -> String {
        earlier.file == row.file ? "line \(earlier.line)" : "\(earlier.file):\(earlier.line)"
    }
}
