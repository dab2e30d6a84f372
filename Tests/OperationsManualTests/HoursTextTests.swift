import Mobilization
import Testing

@testable import OperationsManual

struct HoursTextTests {
    private static func text(_ written: String) -> String? {
        if case .hours(let hours) = HoursText.read(written) { hours.text } else { nil }
    }

    private static let evenings = ["Mon", "Tue", "Wed", "Thu", "Fri"].map { $0 + " 18:00-22:00" }
        .joined(separator: ", ")

    @Test(
        arguments: [
            ("周一至周五 18:00-22:00;周末 全天", evenings + ", Sat 00:00-24:00, Sun 00:00-24:00"),
            ("Mon-Fri 18:00-22:00; weekend all day", evenings + ", Sat 00:00-24:00, Sun 00:00-24:00"),
            ("周一到周五18：00～22：00", evenings), ("工作日 18:00-22:00", evenings), ("weekdays 18:00-22:00", evenings),
            ("周三 全天", "Wed 00:00-24:00"), ("星期日 8:00-12:00、14:00-18:00", "Sun 08:00-12:00, Sun 14:00-18:00"),
            ("周二、周四 19:00-24:00", "Tue 19:00-24:00, Thu 19:00-24:00"),
            ("周六至周一 09:00-10:00", "Mon 09:00-10:00, Sat 09:00-10:00, Sun 09:00-10:00"),
            // Over midnight, and over the end of the week.
            ("周五 22:00-06:00", "Fri 22:00-24:00, Sat 00:00-06:00"),
            ("周日 22:00-06:00", "Mon 00:00-06:00, Sun 22:00-24:00"),
            ("tuesday 08:00-09:00", "Tue 08:00-09:00"),
        ] as [(String, String)])
    func `hours as people write them`(written: String, read: String) { #expect(Self.text(written) == read) }

    @Test(
        arguments: [
            "晚上", "周一至周五", "18:00-22:00", "周八 全天", "周一 18-22", "周一 25:00-26:00", "周一 18:00-18:00",
            "周一 18:60-19:00",
            "节假日 全天", "周一至周三至周五 全天", "mo 08:00-09:00", "周一 18:00", "周一 全天 以后", ";",
        ])
    func `nothing is guessed at`(written: String) { #expect(Self.text(written) == nil, "\(written)") }

    @Test func `a complaint names the rule that can't be read`() {
        #expect(HoursText.read("周末 全天;晚上有空") == .refused("晚上有空"))
    }

    @Test func `a row with hours has them, and one that can't be read is a warning and always available`() {
        let csv = """
            姓名,手机,可用时段
            甲,13800000001,周末 全天
            乙,13800000002,
            丙,13800000003,晚上有空
            """
        let report = RosterReader.read(csv, file: "r.csv", pool: .pioneer, region: Example.region)
        #expect(report.accepted.map { $0.hours?.text } == ["Sat 00:00-24:00, Sun 00:00-24:00", nil, nil])
        let complaints = report.warnings.map(\.description).filter { $0.contains("可用时段") }
        #expect(
            complaints == [
                "r.csv:4:15: \"可用时段\" holds \"晚上有空\", which can't be read; the person counts as always "
                    + "available. Write it like 周一至周五 18:00-22:00;周末 全天"
            ])
        #expect(
            report.accepted.map { $0.member(id: MemberID(1)).hours?.text }.first
                == "Sat 00:00-24:00, Sun 00:00-24:00")
    }

    @Test func `a level may have days and a reason, and days in the wrong order are an error`() {
        let csv = """
            姓名,手机,等级,等级生效,等级有效期,等级说明
            甲,13800000001,中级,2025-06-01,2028-05-31,年度考核
            乙,13800000002,高级,,,
            丙,13800000003,高级,2025-06-01,2025-05-31,
            """
        let report = RosterReader.read(csv, file: "r.csv", pool: .pioneer, region: Example.region)
        let first = report.accepted.first?.member(id: MemberID(1))
        #expect(first?.levelFrom?.text == "2025-06-01" && first?.levelUntil?.text == "2028-05-31")
        #expect(first?.levelReason == "年度考核")
        #expect(report.accepted.last?.levelFrom == nil && report.accepted.count == 2)
        #expect(
            report.errors.map(\.description)
                == ["r.csv:4:29: \"等级有效期\" is before the level's first day"])
    }
}
