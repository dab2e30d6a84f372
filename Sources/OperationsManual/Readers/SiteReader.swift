package import Mobilization

/// Reads the site spreadsheet (点位库).
///
/// Columns: 编号, 点位, 类型, 纬度, 经度, 集合点, 撤离点, and as they are known 进场道路, 政府联系人, 联系电话. The columns of a demand
/// (人数, 沙袋 ...) may stand beside them and aren't read.
package enum SiteReader {
    private static let columns = [
        SpreadsheetColumn("编号", ["点位编号", "代码", "code"], required: true),
        SpreadsheetColumn("点位", ["点位名称", "名称", "地点", "name"], required: true),
        SpreadsheetColumn("类型", ["类别", "点位类型", "kind"]),
        SpreadsheetColumn("纬度", ["latitude", "lat"], required: true),
        SpreadsheetColumn("经度", ["longitude", "lon", "lng"], required: true),
        SpreadsheetColumn("集合点", ["集合地点", "muster point"], required: true),
        SpreadsheetColumn("撤离点", ["避险点", "撤离地点", "refuge"], required: true),
        SpreadsheetColumn("进场道路", ["进场路线", "entry road"]),
        SpreadsheetColumn("政府联系人", ["联系人", "contact"]),
        SpreadsheetColumn("联系电话", ["政府联系电话", "电话", "phone"]),
    ]
    private static let ignored = [
        "距中心km", "人数", "搬运", "秩序", "疏导", "转移", "积水", "发放", "救护", "沙袋", "转移群众", "物资份", "序号", "备注",
    ]
    /// Longer names make some texts longer than one SMS.
    private static let longestPlace = 12

    /// Refuses the whole file for one site that people can't be sent to.
    ///
    /// - Parameters:
    ///   - text: The CSV.
    ///   - file: How the diagnostics name the text.
    ///   - region: Where sites can be; outside is an error, since people would be sent there.
    /// - Returns: The sites in the order of the file, with the version `.none`.
    package static func read(_ text: String, file: String, region: Region) -> Reading<SiteBook> {
        let complaints = Complaints(file: file)
        guard let sheet = Spreadsheet(text, columns: columns, ignored: ignored, complaints) else {
            return complaints.reading(nil)
        }
        var sites: [Site] = []
        var lines: [SiteCode: Int] = [:]
        for row in sheet.rows {
            guard let site = site(from: row, region, complaints) else { continue }
            if let earlier = lines[site.code] {
                let place = row.position(of: "编号")
                complaints.error(
                    "the code \"\(site.code)\" stands in line \(earlier) already", line: place.line,
                    column: place.column)
                continue
            }
            lines[site.code] = row.line
            sites.append(site)
        }
        if sheet.rows.isEmpty {
            complaints.error("no sites below the header", line: sheet.headerLine, column: 1)
        }
        if sites.count > Limits.sites {
            complaints.error("\(sites.count) sites; at most \(Limits.sites) are taken")
        }
        return complaints.reading(SiteBook(version: .none, sites: sites))
    }

    private static func site(
        from row: Spreadsheet.Row, _ region: Region, _ complaints: Complaints
    ) -> Site? {
        let code = row.narrow("编号").uppercased()
        func error(_ column: String, _ message: String) {
            let place = row.position(of: column)
            complaints.error("\"\(column)\" " + message, line: place.line, column: place.column)
        }
        if code.isEmpty {
            error("编号", "is empty")
        } else if !Naming.isSiteCode(code) {
            error("编号", "is \"\(code)\"; a code has at most 8 letters and digits, such as F01")
        }
        if row["点位"].isEmpty { error("点位", "is empty") }
        if row["集合点"].isEmpty {
            error("集合点", "is empty; without a muster point people would be sent to the hazard itself")
        } else if row["集合点"] == row["点位"] {
            let place = row.position(of: "集合点")
            complaints.warning(
                "\"集合点\" is the site itself; people should meet beside the hazard, not in it",
                line: place.line,
                column: place.column)
        }
        if row["撤离点"].isEmpty {
            error("撤离点", "is empty; a stop has to say where people withdraw to")
        }
        for column in ["点位", "集合点", "撤离点"] where row[column].count > longestPlace {
            let place = row.position(of: column)
            complaints.warning(
                "\"\(column)\" has \(row[column].count) characters; above \(longestPlace) some texts need"
                    + " two SMS",
                line: place.line, column: place.column)
        }
        let problem = Position.read(latitude: row.narrow("纬度"), longitude: row.narrow("经度"), region)
        guard case .found(let position) = problem else {
            error("纬度", problem.complaint(of: "the site"))
            return nil
        }
        return Site(
            code: code, name: row["点位"], kind: row["类型"], position: position, musterPoint: row["集合点"],
            refuge: row["撤离点"], entryRoad: row["进场道路"], contactName: row["政府联系人"],
            contactPhone: row.narrow("联系电话"))
    }
}
