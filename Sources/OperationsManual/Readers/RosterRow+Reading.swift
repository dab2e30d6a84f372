import Mobilization

/// Reads one row of a roster and says everything that is wrong with it at once.
struct RowReader {
    let cells: Spreadsheet.Row
    let sheet: Spreadsheet
    let region: Region
    let complaints: Complaints
    private var isDamaged = false

    init(cells: Spreadsheet.Row, sheet: Spreadsheet, region: Region, complaints: Complaints) {
        self.cells = cells
        self.sheet = sheet
        self.region = region
        self.complaints = complaints
    }

    /// nil when the row is refused.
    mutating func person(file: String, pool: Pool?) -> RosterRow? {
        let name = name()
        let phones = phones()
        let pool = self.pool(orElse: pool)
        let level = level()
        var (skills, others) = skills()
        let bornOn = birthday()
        let insuredUntil = day("保险到期")
        let firstAidUntil = firstAidCertificate(skills: &skills)
        let home = home()
        let transport = transport()
        let language = language()
        let (levelFrom, levelUntil) = levelDays()
        guard !isDamaged, let pool, let level else { return nil }
        let webhook = cells.narrow("推送端点")
        let addresses =
            phones.map { Address(channel: .sms, value: $0) }
            + phones.map { Address(channel: .voice, value: $0) }
            + (webhook.isEmpty ? [] : [Address(channel: .webhook, value: webhook)])
        var row = RosterRow(
            file: file, line: cells.line, name: name, pool: pool, level: level,
            skills: skills.sorted { $0.rawValue < $1.rawValue }, otherSkills: others, bornOn: bornOn,
            insuredUntil: insuredUntil, firstAidUntil: firstAidUntil, home: home, transport: transport,
            addresses: addresses, language: language, team: cells["队伍"],
            volunteerNumber: cells.narrow("志愿者编号"), hours: hours(), levelFrom: levelFrom,
            levelUntil: levelUntil, levelReason: cells["等级说明"])
        row.emergencyContact = [cells["紧急联系人"], cells.narrow("紧急联系人电话")].filter { !$0.isEmpty }
            .joined(separator: " ")
        return row
    }

    private mutating func error(_ column: String, _ message: String) {
        let place = cells.position(of: column)
        complaints.error("\"\(column)\" " + message, line: place.line, column: place.column)
        isDamaged = true
    }

    private func warning(_ column: String, _ message: String) {
        let place = cells.position(of: column)
        complaints.warning("\"\(column)\" " + message, line: place.line, column: place.column)
    }

    private mutating func name() -> String {
        let name = cells["姓名"]
        if name.isEmpty { error("姓名", "is empty") }
        return name
    }

    private mutating func phones() -> [String] {
        switch PhoneText.mobiles(cells["手机"]) {
        case .refused(let complaint):
            error("手机", complaint)
            return []
        case .numbers(let numbers):
            if numbers.count > 1 {
                warning(
                    "手机", "holds \(numbers.count) numbers; texts go to the first, replies are known from all")
            }
            return numbers
        }
    }

    private mutating func pool(orElse pool: Pool?) -> Pool? {
        let word = cells.narrow("队伍池")
        if word.isEmpty {
            if pool == nil { error("队伍池", "is empty; write 先锋 or 后备") }
            return pool
        }
        guard let own = Words.pool(word) else {
            error("队伍池", "is \"\(word)\"; write 先锋 or 后备")
            return nil
        }
        return own
    }

    private mutating func level() -> Level? {
        let word = cells.narrow("等级")
        if word.isEmpty {
            if sheet.has("等级") { warning("等级", "is empty and counts as 初级") }
            return .basic
        }
        guard let level = Words.level(word) else {
            error("等级", "is \"\(word)\"; write 初级, 中级 or 高级")
            return nil
        }
        return level
    }

    private func skills() -> ([Skill], others: [String]) {
        var skills: [Skill] = []
        var others: [String] = []
        for word in cells.list("技能") {
            if let skill = Words.skill(CellText.narrow(word)) {
                if !skills.contains(skill) { skills.append(skill) }
            } else if !["无", "暂无", "-", "—"].contains(word) {
                others.append(word)
            }
        }
        if !others.isEmpty {
            let words = others.map { "\"\($0)\"" }.joined(separator: ", ")
            warning("技能", "holds \(words), which no task asks for; kept as a remark")
        }
        return (skills, others)
    }

    /// The last day of the first-aid certificate; also adds the skill.
    private func firstAidCertificate(skills: inout [Skill]) -> CalendarDay? {
        let certificates = cells.list("证书")
        let written = cells.narrow("证书有效期")
        let isFirstAid =
            certificates.isEmpty
            ? skills.contains(.firstAid) : certificates.contains(where: Words.isFirstAidCertificate)
        guard isFirstAid else { return nil }
        if !skills.contains(.firstAid) { skills.append(.firstAid) }
        guard !written.isEmpty else {
            warning("证书有效期", "is empty; without its last day the first-aid certificate doesn't count")
            return nil
        }
        guard let day = DateText.day(written) else {
            warning("证书有效期", "is no date; the first-aid certificate doesn't count. Write it like 2027-06-30")
            return nil
        }
        return day
    }

    private mutating func day(_ column: String) -> CalendarDay? {
        let written = cells.narrow(column)
        if written.isEmpty { return nil }
        guard let day = DateText.day(written) else {
            error(column, "is no date; write it like 2027-06-30")
            return nil
        }
        return day
    }

    private mutating func birthday() -> CalendarDay? {
        if let day = day("出生日期") { return day }
        let number = cells.narrow("身份证号")
        guard cells.narrow("出生日期").isEmpty, !number.isEmpty else { return nil }
        guard let day = IdentityNumber.birthday(number) else {
            warning("身份证号", "is damaged, as spreadsheets do to long numbers; the date of birth stays unknown")
            return nil
        }
        return day
    }

    private func home() -> Coordinate? {
        guard sheet.has("纬度"), sheet.has("经度") else { return nil }
        let position = Position.read(latitude: cells.narrow("纬度"), longitude: cells.narrow("经度"), region)
        if case .found(let point) = position { return point.coarse }
        let complaint = position == .missing ? "is empty" : position.complaint(of: "the home")
        warning("纬度", complaint + "; the person counts as living at the centre")
        return nil
    }

    private mutating func levelDays() -> (from: CalendarDay?, until: CalendarDay?) {
        let (from, until) = (day("等级生效"), day("等级有效期"))
        if let from, let until, until < from { error("等级有效期", "is before the level's first day") }
        return (from, until)
    }

    /// What can't be read counts as none stated: a gate that nobody can read must not empty the roster.
    private func hours() -> AvailableHours? {
        let written = cells["可用时段"]
        if written.isEmpty { return nil }
        switch HoursText.read(written) {
        case .hours(let hours): return hours
        case .refused(let part):
            warning(
                "可用时段",
                "holds \"\(part)\", which can't be read; the person counts as always available. Write it like"
                    + " 周一至周五 18:00-22:00;周末 全天")
            return nil
        }
    }

    private func transport() -> TransportMode {
        let word = cells.narrow("交通方式")
        if word.isEmpty { return .ebike }
        if let mode = Words.transport(word) { return mode }
        warning("交通方式", "is \"\(word)\" and counts as 电动车; known are 汽车, 电动车, 步行")
        return .ebike
    }

    private func language() -> Language {
        let word = cells.narrow("语言")
        if word.isEmpty { return .chinese }
        if let language = Words.language(word) { return language }
        warning("语言", "is \"\(word)\" and counts as 中文; known are 中文, 英文")
        return .chinese
    }
}

/// Reads the date of birth out of a resident's identity number. The number itself is never kept.
enum IdentityNumber {
    /// nil when the number isn't whole: 18 signs, the check digit of GB 11643, and a day that exists.
    static func birthday(_ number: String) -> CalendarDay? {
        let signs = Array(number.uppercased().utf8)
        guard signs.count == 18, signs.dropLast().allSatisfy({ (48...57).contains($0) }) else { return nil }
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(signs, weights).reduce(0) { $0 + Int($1.0 - 48) * $1.1 }
        guard signs[17] == Array("10X98765432".utf8)[sum % 11] else { return nil }
        func part(_ range: Range<Int>) -> Int { signs[range].reduce(0) { $0 * 10 + Int($1 - 48) } }
        return CalendarDay(year: part(6..<10), month: part(10..<12), day: part(12..<14))
    }
}
