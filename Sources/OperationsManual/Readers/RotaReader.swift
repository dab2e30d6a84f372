package import Mobilization

/// Reads the duty rota, `duty.csv`.
///
/// Columns: 班次, 值班员, 值班员电话, 带班领导, 带班领导电话, 开始, 结束 and, where a row names the director, 角色 with 主任. Times are
/// local.
package enum RotaReader {
    private static let columns = [
        SpreadsheetColumn("班次", ["shift"]),
        SpreadsheetColumn("值班员", ["值班人员", "officer"], required: true),
        SpreadsheetColumn("值班员电话", ["值班电话", "officer phone"], required: true),
        SpreadsheetColumn("带班领导", ["带班", "leader"], required: true),
        SpreadsheetColumn("带班领导电话", ["带班电话", "leader phone"], required: true),
        SpreadsheetColumn("开始", ["开始时间", "from"], required: true),
        SpreadsheetColumn("结束", ["结束时间", "until"], required: true),
        SpreadsheetColumn("角色", ["role"]),
    ]

    /// Reads the whole rota; one wrong shift refuses it, since a gap would wake the wrong person.
    ///
    /// - Parameters:
    ///   - text: The CSV.
    ///   - file: How the diagnostics name the text.
    ///   - zone: The offsets by which the local times of the file are read.
    ///   - director: From the configuration; a row marked 主任 wins over it.
    /// - Returns: The shifts in order of time, with the version `.none`.
    package static func read(
        _ text: String, file: String, zone: ZoneOffsets, director: DutyPerson?
    ) -> Reading<Rota> {
        let complaints = Complaints(file: file)
        guard let sheet = Spreadsheet(text, columns: columns, ignored: ["备注", "序号"], complaints) else {
            return complaints.reading(nil)
        }
        var rota = Rota(version: .none, shifts: [], director: director)
        var lines: [Int] = []
        for row in sheet.rows {
            switch row.narrow("角色") {
            case "主任", "director":
                if let person = person(row, "值班员", "值班员电话", complaints) { rota.director = person }
            case "", "值班":
                guard let shift = shift(row, zone, complaints) else { continue }
                rota.shifts.append(shift)
                lines.append(row.line)
            case let role:
                let place = row.position(of: "角色")
                complaints.error(
                    "\"角色\" is \"\(role)\"; leave it empty for a shift, or write 主任", line: place.line,
                    column: place.column)
            }
        }
        if !sheet.rows.isEmpty, rota.shifts.isEmpty, !complaints.hasErrors { complaints.error("no shifts") }
        if sheet.rows.isEmpty {
            complaints.error("no shifts below the header", line: sheet.headerLine, column: 1)
        }
        let ordered = zip(rota.shifts, lines).sorted { $0.0.from < $1.0.from }
        compareNeighbours(ordered, zone, complaints)
        rota.shifts = ordered.map(\.0)
        return complaints.reading(rota)
    }

    private static func shift(
        _ row: Spreadsheet.Row, _ zone: ZoneOffsets, _ complaints: Complaints
    ) -> Rota.Shift? {
        let officer = person(row, "值班员", "值班员电话", complaints)
        let leader = person(row, "带班领导", "带班领导电话", complaints)
        let from = instant(row, "开始", zone, complaints)
        let until = instant(row, "结束", zone, complaints)
        guard let officer, let leader, let from, let until else { return nil }
        guard from < until else {
            let place = row.position(of: "结束")
            complaints.error("\"结束\" is not after \"开始\"", line: place.line, column: place.column)
            return nil
        }
        return Rota.Shift(from: from, until: until, officer: officer, leaderInCharge: leader)
    }

    private static func person(
        _ row: Spreadsheet.Row, _ nameColumn: String, _ phoneColumn: String, _ complaints: Complaints
    ) -> DutyPerson? {
        let name = row[nameColumn]
        if name.isEmpty {
            let place = row.position(of: nameColumn)
            complaints.error("\"\(nameColumn)\" is empty", line: place.line, column: place.column)
        }
        guard let phone = PhoneText.anyNumber(row[phoneColumn]) else {
            let place = row.position(of: phoneColumn)
            complaints.error(
                "\"\(phoneColumn)\" is neither a mobile number nor a fixed one with its area code",
                line: place.line,
                column: place.column)
            return nil
        }
        return name.isEmpty ? nil : DutyPerson(name: name, phone: phone)
    }

    private static func instant(
        _ row: Spreadsheet.Row, _ column: String, _ zone: ZoneOffsets, _ complaints: Complaints
    ) -> Instant? {
        guard let seconds = DateText.localSeconds(row[column]) else {
            let place = row.position(of: column)
            complaints.error(
                "\"\(column)\" is no day and time; write it like 2025-07-08 08:00", line: place.line,
                column: place.column)
            return nil
        }
        return zone.instant(localSeconds: seconds)
    }

    private static func compareNeighbours(
        _ shifts: [(Rota.Shift, Int)], _ zone: ZoneOffsets, _ complaints: Complaints
    ) {
        guard var last = shifts.first else { return }
        for next in shifts.dropFirst() {
            if next.0.from < last.0.until {
                complaints.error("the shift overlaps with the one in line \(last.1)", line: next.1, column: 1)
            } else if last.0.until < next.0.from {
                complaints.warning(
                    "nobody has the duty from \(zone.spell(last.0.until)) to \(zone.spell(next.0.from));"
                        + " the officer of the shift before would be woken", line: next.1, column: 1)
            }
            if last.0.until < next.0.until { last = next }
        }
    }
}

extension ZoneOffsets {
    /// The instant at which local clocks show this reading. In the hour that a clock change repeats, the
    /// earlier one.
    func instant(localSeconds: Int64) -> Instant {
        // Two rounds suffice: the offset at the guess is right unless a change lies between.
        let guess = Instant(seconds: localSeconds - offset(at: Instant(seconds: localSeconds)))
        return Instant(seconds: localSeconds - offset(at: guess))
    }

    /// 2025-07-08 08:00
    func spell(_ instant: Instant) -> String {
        let time = local(instant)
        return time.day.text + " " + time.clock
    }
}
