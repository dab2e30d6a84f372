import Mobilization
import OperationsManual
import Testing

@Suite struct RosterSheetTests {
    private func read(_ text: String, pool: Pool? = .pioneer) -> RosterReport {
        RosterReader.read(text, file: "roster.csv", pool: pool, region: Example.region)
    }

    @Test func `title rows, blank rows and the row of totals are passed over`() {
        let report = read(
            "\u{FEFF}先锋应急队花名册,,,,,,,,,,\r\n2025年6月,,,,,,,,,,\r\n" + Example.rosterHeader
                + "\r\n,,,,,,,,,,\r\n"
                + Example.rosterRow + "\r\n\r\n合计：1人,,,,,,,,,,\r\n")
        #expect(report.said == [])
        #expect(report.accepted.map(\.line) == [5])
        #expect(report.refused == 0)
    }

    @Test func `headers have other names, blanks, marks and remarks`() {
        let report = read(
            "名字 *,联系电话（必填）,认证等级,专业特长,保险有效期,lat,lng,证书,证书到期\n"
                + "赵甲子,13800000001,高,心理,45839,31.466,104.742,,\n")
        #expect(report.said == [])
        #expect(report.accepted.map(\.level) == [.high])
    }

    @Test func `a column that nobody knows and one that stands twice are named`() {
        let report = read("姓名,手机,等级,鞋码,联系电话,保险到期,纬度,经度,备注\n赵甲子,13800000001,1,42,x,45839,31.466,104.742,\n")
        #expect(
            report.said == [
                "roster.csv:1:10: warning: the column \"鞋码\" is not read",
                "roster.csv:1:13: warning: the column \"联系电话\" says the same as \"手机\"; only the first is read",
            ])
        #expect(report.accepted.count == 1)
    }

    @Test func `a missing column is said once and not for every row`() {
        let report = read("姓名,手机\n赵甲子,13800000001\n钱乙丑,13800000002\n")
        #expect(
            report.said == [
                "roster.csv:1:1: warning: there is no column \"等级\"; everybody counts as 初级",
                "roster.csv:1:1: warning: there is no column \"保险到期\"; nobody counts as insured",
                "roster.csv:1:1: warning: there is no column \"纬度\"; everybody counts as living at the centre",
                "roster.csv:1:1: warning: there is no column \"经度\"; everybody counts as living at the centre",
            ])
        #expect(report.accepted.map(\.level) == [.basic, .basic])
    }

    @Test func `a sheet without a header is refused`() {
        #expect(read("赵甲子,13800000001\n").said == ["roster.csv:1:1: no row has the headers 姓名, 手机"])
        #expect(read("").said == ["roster.csv:1:1: no row has the headers 姓名, 手机"])
        #expect(
            read("姓名\t手机\n赵甲子\t13800000001\n").said == [
                "roster.csv:1:1: no row has the headers 姓名, 手机; the columns are separated by tabs or semicolons:"
                    + " save the sheet as CSV with commas"
            ])
    }

    @Test func `a sheet with a header and nobody below it is refused`() {
        #expect(
            read(Example.rosterHeader + "\n").said == ["roster.csv:1:1: no people below the header"])
    }

    @Test func `quoted cells hold commas, quotes and line breaks, and lines are still counted right`() {
        let report = read(
            "姓名,手机,等级,保险到期,纬度,经度,队伍\r\n\"赵\"\"甲\"\"子\",13800000001,1,45839,31.466,104.742,\"东队,\r\n南组\"\r\n"
                + "钱乙丑,138,1,45839,31.466,104.742,\r\n")
        #expect(report.accepted.map(\.name) == ["赵\"甲\"子"])
        #expect(report.accepted.map(\.team) == ["东队, 南组"])
        #expect(report.said == ["roster.csv:4:5: \"手机\" has 3 digits; a mobile number has 11"])
    }

    @Test func `a quote that never closes is named where it opens`() {
        let report = read(Example.rosterHeader + "\n" + Example.rosterRow + "\n钱乙丑,\"13800000002,初级\n")
        #expect(
            report.said.contains(
                "roster.csv:3:5: a quoted cell begins here and never ends; the rest of the file can't be read"
            ))
        #expect(report.accepted.count == 1)
    }

    @Test func `text behind a closing quote is named`() {
        let report = read(Example.rosterHeader + "\n\"赵\"甲子,13800000001,1,,,,45839,31.466,104.742,,\n")
        #expect(
            report.said == [
                "roster.csv:2:4: text follows a closing quote; a quote inside a cell is written twice"
            ])
    }

    @Test func `a short row has empty cells`() {
        let report = read("姓名,手机,等级,保险到期,纬度,经度\n赵甲子,13800000001\n")
        #expect(
            report.said == [
                "roster.csv:2:1: warning: \"等级\" is empty and counts as 初级",
                "roster.csv:2:1: warning: \"纬度\" is empty; the person counts as living at the centre",
            ])
    }

    @Test(arguments: [("先锋", Pool.pioneer), ("先锋应急队", .pioneer), ("后备", .reserve), ("社会志愿者", .reserve)])
    func `a column tells whose a person is, before the file does`(word: String, pool: Pool) {
        let report = read(
            "姓名,手机,类别,等级,保险到期,纬度,经度\n赵甲子,13800000001,\(word),1,45839,31.466,104.742\n", pool: .reserve)
        #expect(report.accepted.map(\.pool) == [pool])
    }

    @Test func `where neither the file nor the row tells whose a person is, the row is refused`() {
        let report = read("姓名,手机,类别,等级,保险到期,纬度,经度\n赵甲子,13800000001,,1,45839,31.466,104.742\n", pool: nil)
        #expect(report.said == ["roster.csv:2:17: \"队伍池\" is empty; write 先锋 or 后备"])
    }

    /// The numbers are made up; the first has a right check digit.
    @Test(arguments: [
        ("110101199003070011", CalendarDay(year: 1990, month: 3, day: 7), false),
        ("110101199003070000", nil, true), ("1.10101E+17", nil, true), ("", nil, false),
    ])
    func `a date of birth is taken from a whole identity number only`(
        number: String, day: CalendarDay?, isDamaged: Bool
    ) {
        let report = read("姓名,手机,身份证号,等级,保险到期,纬度,经度\n赵甲子,13800000001,\(number),1,45839,31.466,104.742\n")
        #expect(report.accepted.map(\.bornOn) == [day])
        #expect(
            report.said
                == (isDamaged
                    ? [
                        "roster.csv:2:17: warning: \"身份证号\" is damaged, as spreadsheets do to long numbers; the date of birth"
                            + " stays unknown"
                    ] : []))
    }
}
