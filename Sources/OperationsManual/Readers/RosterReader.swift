package import Mobilization

/// Reads a roster spreadsheet as centres really have them.
///
/// Required columns: 姓名, 手机. Without phone, name, or with a damaged value a row is refused with an error;
/// what is merely
/// unknown (skills, coordinates, transport) is a warning. No diagnostic repeats a name, a phone or a date
/// of birth.
package enum RosterReader {
    static let columns = [
        SpreadsheetColumn("姓名", ["名字", "志愿者姓名", "name"], required: true),
        SpreadsheetColumn("手机", ["手机号", "手机号码", "联系电话", "联系方式", "电话", "phone"], required: true),
        SpreadsheetColumn("等级", ["级别", "认证等级", "level"]),
        SpreadsheetColumn("技能", ["特长", "专业", "专业特长", "专业技能", "skills"]),
        SpreadsheetColumn("证书", ["资格证书", "证书名称"]),
        SpreadsheetColumn("证书有效期", ["证书到期", "有效期", "救护证有效期"]),
        SpreadsheetColumn("出生日期", ["出生年月日", "生日"]),
        SpreadsheetColumn("身份证号", ["证件号码", "身份证", "身份证号码"]),
        SpreadsheetColumn("保险到期", ["保险有效期", "保险到期日", "保险"]),
        SpreadsheetColumn("纬度", ["latitude", "lat"]),
        SpreadsheetColumn("经度", ["longitude", "lon", "lng"]),
        SpreadsheetColumn("交通方式", ["交通工具", "出行方式", "transport"]),
        SpreadsheetColumn("队伍池", ["类别", "人员类别", "pool"]),
        SpreadsheetColumn("队伍", ["所属队", "所属队伍", "小组", "服务队", "team"]),
        SpreadsheetColumn("志愿者编号", ["志愿者号", "编号", "volunteer number"]),
        SpreadsheetColumn("语言", ["language"]),
        SpreadsheetColumn("推送端点", ["webhook"]),
        SpreadsheetColumn("紧急联系人", ["emergency contact"]),
        SpreadsheetColumn("紧急联系人电话", ["紧急联系电话", "emergency phone"]),
        SpreadsheetColumn("等级生效", ["等级起", "等级生效日期", "level from"]),
        SpreadsheetColumn("等级有效期", ["等级止", "等级到期", "level until"]),
        SpreadsheetColumn("等级说明", ["等级依据", "认证依据", "level reason"]),
        SpreadsheetColumn("可用时段", ["可用时间", "空闲时段", "available", "available hours"]),
    ]
    static let ignored = [
        "性别", "星级", "职务", "常住地址", "现住址", "居住地", "居住区域", "地址", "血型",
        "入队日期", "备注", "序号", "政治面貌", "学历", "单位", "工作单位",
    ]

    /// Reads one file; see `RosterReport.joined` for several.
    ///
    /// - Parameters:
    ///   - text: The CSV.
    ///   - file: How the diagnostics name the text.
    ///   - pool: Whose file it is, where rows have no 队伍池 of their own. nil: every row must say it.
    ///   - region: Where homes can be; coordinates outside count as unknown.
    /// - Returns: The rows that can be called, and why others can't.
    package static func read(_ text: String, file: String, pool: Pool?, region: Region) -> RosterReport {
        let complaints = Complaints(file: file)
        guard let sheet = Spreadsheet(text, columns: columns, ignored: ignored, complaints) else {
            return RosterReport(accepted: [], refused: 0, findings: complaints.inFileOrder)
        }
        warnOfMissingColumns(sheet, complaints)
        var report = RosterReport(accepted: [], refused: 0, findings: [])
        var unique = UniqueRows()
        for cells in sheet.rows {
            var row = RowReader(cells: cells, sheet: sheet, region: region, complaints: complaints)
            guard let person = row.person(file: file, pool: pool) else {
                report.refused += 1
                continue
            }
            if let diagnostic = unique.add(
                person, phoneColumn: cells.position(of: "手机").column,
                numberColumn: cells.position(of: "志愿者编号").column)
            {
                complaints.add([Finding(.error, diagnostic)])
                report.refused += 1
                continue
            }
            report.accepted.append(person)
        }
        if sheet.rows.isEmpty {
            complaints.error("no people below the header", line: sheet.headerLine, column: 1)
        }
        report.findings = complaints.inFileOrder
        return report
    }

    /// Says once what would otherwise be said of every row.
    private static func warnOfMissingColumns(_ sheet: Spreadsheet, _ complaints: Complaints) {
        let consequences = [
            ("等级", "everybody counts as 初级"),
            ("保险到期", "nobody counts as insured"),
            ("纬度", "everybody counts as living at the centre"),
            ("经度", "everybody counts as living at the centre"),
        ]
        for (column, consequence) in consequences where !sheet.has(column) {
            complaints.warning(
                "there is no column \"\(column)\"; \(consequence)", line: sheet.headerLine, column: 1)
        }
    }
}
