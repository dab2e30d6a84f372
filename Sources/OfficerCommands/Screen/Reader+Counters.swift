import MusterAPI

extension Reader {
    /// What a line says that has no phrase of its own, in the officer's language.
    func either(zh: String, en: String) -> String { of(Words(zh: zh, en: en)) }

    /// Every reading with its number, the newest at the end; `site`: only of this site, by its code.
    func countersPage(_ view: CountersView, site: String?) -> Page {
        let rows = view.readings.filter { row in site.map { row.site.lowercased() == $0.lowercased() } ?? true
        }
        var page = Page()
        page.say(
            either(
                zh: "报量 \(view.code)：\(rows.count) 条，截至 \(view.asOf.clock)",
                en: "reported \(view.code): \(rows.count) readings at \(view.asOf.clock)"),
            width: width, tone: .heading)
        var table = Table(columns: [
            .figure(say(.columnNumber)), .text(say(.columnTime)), .text(say(.columnSite)),
            .text(say(.columnName), least: 6), .figure("+"), .text(say(.columnUnit)), .text(""),
        ])
        for row in rows {
            let mark = row.corrects.map { either(zh: "改错第\($0)条", en: "corrects \($0)") } ?? ""
            table.add([
                "\(row.number)", time(row.at), row.site, row.title, grouped(row.added), row.unit, mark,
            ])
        }
        page.body = table.lines(width: width)
        page.titles = 1
        return page
    }

    /// What was lent to the sites and hasn't come back.
    func toolsPage(_ view: CountersView) -> Page {
        var page = Page()
        let out = view.tools.reduce(0) { $0 + $1.lent - $1.returned }
        page.say(
            either(
                zh: "工具 \(view.code)：\(out) 件未归还，截至 \(view.asOf.clock)",
                en: "tools \(view.code): \(out) are out at \(view.asOf.clock)"),
            width: width, tone: .heading)
        var table = Table(columns: [
            .text(say(.columnSite)), .text(say(.columnName), least: 6),
            .figure(either(zh: "借出", en: "lent")), .figure(either(zh: "归还", en: "back")),
            .figure(either(zh: "未还", en: "out")),
        ])
        for row in view.tools {
            table.add([
                row.site, row.tool, "\(row.lent)", "\(row.returned)", "\(row.lent - row.returned)",
            ])
        }
        page.body = table.lines(width: width)
        page.titles = 1
        return page
    }
}
