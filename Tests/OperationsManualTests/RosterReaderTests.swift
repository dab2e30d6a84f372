import Mobilization
import OperationsManual
import Testing

@Suite struct RosterReaderTests {
    @Test func `a row becomes a person with everything but an id`() throws {
        let report = Example.roster(Example.rosterRow)
        #expect(report.said == [])
        let row = try #require(report.accepted.first)
        #expect(
            row.member(id: MemberID(7))
                == Member(
                    id: MemberID(7), name: "赵甲子", pool: .pioneer, level: .middle, skills: [.firstAid],
                    bornOn: nil, insuredUntil: CalendarDay(year: 2028, month: 12, day: 31),
                    firstAidUntil: CalendarDay(year: 2028, month: 6, day: 30),
                    home: Coordinate(latitude: 31.465, longitude: 104.74), transport: .car,
                    addresses: [
                        Address(channel: .sms, value: "+8613800000001"),
                        Address(channel: .voice, value: "+8613800000001"),
                    ], volunteerNumber: "XF-1"))
        #expect(row.line == 2)
    }

    /// What is typed for a phone, and what comes of it; nil: refused.
    @Test(arguments: [
        ("13800000001", "+8613800000001"), ("138 0000 0001", "+8613800000001"),
        ("138-0000-0001", "+8613800000001"),
        ("１３８０００００００１", "+8613800000001"), ("+86 13800000001", "+8613800000001"),
        ("8613800000001", "+8613800000001"), ("0086-13800000001", "+8613800000001"),
        ("'13800000001", "+8613800000001"), ("’13800000001", "+8613800000001"),
        ("=\"13800000001\"", "+8613800000001"), ("13800000001.0", "+8613800000001"),
        ("\u{3000}13800000001\u{200E}", "+8613800000001"), ("\u{202A}13800000001\u{202C}", "+8613800000001"),
    ])
    func `a phone is brought into one form`(written: String, expected: String) throws {
        let report = Example.roster("赵甲子,\(written),初级,,,,2028-12-31,31.466,104.742,,")
        #expect(report.said == [])
        #expect(try #require(report.accepted.first).phone == expected)
    }

    @Test(arguments: [
        ("", "is empty"),
        ("1380000000", "has 10 digits; a mobile number has 11"),
        ("138000000012", "has 12 digits; a mobile number has 11"),
        ("12800000001", "is no mobile number; those begin with 13 to 19"),
        ("08165550100", "is no mobile number; those begin with 13 to 19"),
        ("+85291234567", "is a number of another country; a mobile number of +86 is needed"),
        ("1380000000x", "holds characters that are no digits"),
        // A figure with an accent, and one in the box that phones draw around it: each is one character.
        ("1380000000\u{31}\u{301}", "holds characters that are no digits"),
        ("1380000000\u{31}\u{FE0F}\u{20E3}", "holds characters that are no digits"),
        ("1.38E+10", "was shortened to powers of ten by a spreadsheet; enter it again as text"),
    ])
    func `a row without a phone that can be called is refused`(written: String, complaint: String) {
        let report = Example.roster("赵甲子,\(written),初级,,,,2028-12-31,31.466,104.742,,", Example.rosterRow)
        #expect(report.said == ["roster.csv:2:5: \"手机\" " + complaint])
        #expect(report.refused == 1)
        #expect(report.accepted.map(\.line) == [3])
    }

    @Test(arguments: ["13800000001、13800000002", "13800000001/13800000002", "13800000001 13800000002"])
    func `of two phones in one cell texts go to the first and replies are known from both`(cell: String)
        throws
    {
        let report = Example.roster("赵甲子,\(cell),初级,,,,2028-12-31,31.466,104.742,,")
        #expect(
            report.said == [
                "roster.csv:2:5: warning: \"手机\" holds 2 numbers; texts go to the first, replies are known from all"
            ])
        let row = try #require(report.accepted.first)
        #expect(row.phones == ["+8613800000001", "+8613800000002"])
        #expect(row.member(id: MemberID(1)).address(on: .sms) == "+8613800000001")
        #expect(row.member(id: MemberID(1)).address(on: .voice) == "+8613800000001")
    }

    @Test func `a phone that stands twice is refused the second time, and both lines are named`() {
        let report = Example.roster(
            Example.rosterRow, "钱乙丑,13800000002,初级,,,,2028-12-31,31.466,104.742,,",
            "孙丙寅,+86 138-0000-0001,初级,,,,2028-12-31,31.466,104.742,,")
        #expect(
            report.said == [
                "roster.csv:4:5: the phone stands in line 2 already; a reply couldn't be told apart"
            ])
        #expect(report.accepted.map(\.name) == ["赵甲子", "钱乙丑"])
        #expect(report.refused == 1)
    }

    @Test func `a refused row doesn't occupy its phone`() {
        let report = Example.roster(
            "赵甲子,13800000001,特级,,,,,31.466,104.742,,", "赵甲子,13800000001,高级,,,,,31.466,104.742,,")
        #expect(report.said == ["roster.csv:2:17: \"等级\" is \"特级\"; write 初级, 中级 or 高级"])
        #expect(report.accepted.map(\.level) == [.high])
    }

    @Test func `a volunteer number that stands twice is refused`() {
        let report = Example.roster(Example.rosterRow, Example.rosterRow.with("13800000001", "13800000002"))
        #expect(report.errors.map(\.message) == ["the volunteer number stands in line 2 already"])
    }

    @Test func `a person in two files is taken from the first`() {
        let first = RosterReader.read(
            Example.rosterHeader + "\n" + Example.rosterRow, file: "pioneer.csv", pool: .pioneer,
            region: Example.region)
        let second = RosterReader.read(
            Example.rosterHeader + "\n" + Example.rosterRow, file: "reserve.csv", pool: .reserve,
            region: Example.region)
        let joined = RosterReport.joined([first, second])
        #expect(joined.accepted.map(\.pool) == [.pioneer])
        #expect(joined.refused == 1)
        #expect(
            joined.said == [
                "reserve.csv:2: the phone stands in pioneer.csv:2 already; a reply couldn't be told apart"
            ])
    }

    @Test(arguments: [
        ("初级", Level.basic), ("初", .basic), ("1", .basic), ("１", .basic), ("中级", .middle), ("中", .middle),
        ("2", .middle),
        ("高级", .high), ("高", .high), ("3", .high), (" 高级 ", .high),
    ])
    func `levels are written in many ways`(written: String, level: Level) {
        let report = Example.roster("赵甲子,13800000001,\(written),,,,2028-12-31,31.466,104.742,,")
        #expect(report.said == [])
        #expect(report.accepted.map(\.level) == [level])
    }

    @Test(arguments: [
        ("汽车", TransportMode.car), ("自驾", .car), ("电动车", .ebike), ("电瓶车", .ebike), ("步行", .walking),
        ("", .ebike),
    ])
    func `transport is written in many ways`(written: String, mode: TransportMode) {
        let report = Example.roster("赵甲子,13800000001,初级,,,,2028-12-31,31.466,104.742,\(written),")
        #expect(report.said == [])
        #expect(report.accepted.map(\.transport) == [mode])
    }

    @Test(arguments: [
        "2025-07-01", "2025/7/1", "2025.7.1", "20250701", "2025年7月1日", "45839", "2025/7/1 0:00", "２０２５-07-01",
    ])
    func `dates are written in many ways`(written: String) {
        let report = Example.roster("赵甲子,13800000001,初级,,,,\(written),31.466,104.742,,")
        #expect(report.said == [])
        #expect(report.accepted.map(\.insuredUntil) == [CalendarDay(year: 2025, month: 7, day: 1)])
    }

    @Test(arguments: ["2025-02-29", "25/7/1", "7/1/2025", "2025-13-01", "明年", "1234", "2025-07-01 08:30"])
    func `a damaged date refuses the row`(written: String) {
        let report = Example.roster("赵甲子,13800000001,初级,,,,\(written),31.466,104.742,,")
        #expect(report.said == ["roster.csv:2:23: \"保险到期\" is no date; write it like 2027-06-30"])
        #expect(report.accepted.isEmpty)
    }

    @Test(arguments: ["消防、心理", "消防,心理", "消防，心理", "消防；心理", "消防/心理", "消防|心理", "消防员、心理咨询师、消防"])
    func `skills are separated in many ways`(written: String) {
        let report = Example.roster("赵甲子,13800000001,初级,\"\(written)\",,,2028-12-31,31.466,104.742,,")
        #expect(report.said == [])
        #expect(report.accepted.map(\.skills) == [[.fire, .psychology]])
    }

    @Test func `a skill that no task asks for is kept as a remark`() throws {
        let report = Example.roster("赵甲子,13800000001,初级,手语、消防,,,2028-12-31,31.466,104.742,,")
        #expect(
            report.said == [
                "roster.csv:2:20: warning: \"技能\" holds \"手语\", which no task asks for; kept as a remark"
            ])
        let row = try #require(report.accepted.first)
        #expect(row.skills == [.fire])
        #expect(row.otherSkills == ["手语"])
        #expect(row.member(id: MemberID(1)).team == "(手语)")
    }

    @Test func `a first-aid certificate gives the skill until its last day`() throws {
        let row = try #require(
            Example.roster("赵甲子,13800000001,中级,,红十字救护员证,2027/1/31,2028-12-31,31.466,104.742,,").accepted.first
        )
        #expect(row.skills == [.firstAid])
        #expect(row.firstAidUntil == CalendarDay(year: 2027, month: 1, day: 31))
    }

    @Test func `another certificate gives nothing for first aid`() throws {
        let row = try #require(
            Example.roster("赵甲子,13800000001,中级,心理,心理咨询师证,2027/1/31,2028-12-31,31.466,104.742,,").accepted
                .first)
        #expect(row.skills == [.psychology])
        #expect(row.firstAidUntil == nil)
    }

    @Test(arguments: [
        ("", "is empty; without its last day the first-aid certificate doesn't count"),
        ("长期", "is no date; the first-aid certificate doesn't count. Write it like 2027-06-30"),
    ])
    func `a first-aid certificate without its last day doesn't count`(written: String, complaint: String) {
        let report = Example.roster("赵甲子,13800000001,中级,救护,,\(written),2028-12-31,31.466,104.742,,")
        #expect(report.said == ["roster.csv:2:24: warning: \"证书有效期\" " + complaint])
        #expect(report.accepted.map(\.firstAidUntil) == [nil])
    }

    @Test(arguments: [
        ("31.466", "104.742", nil),
        ("", "", "is empty"),
        ("0", "0", "or \"经度\" is 0, which is what an empty field becomes"),
        ("104.742", "31.466", "and \"经度\" are swapped"),
        ("39.9", "116.4", "and \"经度\" lie far outside the region of the centre"),
        ("31.466", "", "and \"经度\" are no two decimal numbers, such as 31.4660 and 104.7420"),
        ("北纬31", "104.742", "and \"经度\" are no two decimal numbers, such as 31.4660 and 104.7420"),
    ])
    func `coordinates that can't be right count as unknown`(
        latitude: String, longitude: String, complaint: String?
    ) {
        let report = Example.roster("赵甲子,13800000001,初级,,,,2028-12-31,\(latitude),\(longitude),,")
        let expected = complaint.map {
            ["roster.csv:2:34: warning: \"纬度\" \($0); the person counts as living at the centre"]
        }
        #expect(report.said == expected ?? [])
        #expect(report.accepted.count == 1)
        #expect((report.accepted.first?.home == nil) == (complaint != nil))
    }

    @Test func `everything wrong with a row is said at once`() {
        let report = Example.roster(",138,特级,,,,soon,31.466,104.742,,")
        #expect(
            report.said == [
                "roster.csv:2:1: \"姓名\" is empty",
                "roster.csv:2:2: \"手机\" has 3 digits; a mobile number has 11",
                "roster.csv:2:6: \"等级\" is \"特级\"; write 初级, 中级 or 高级",
                "roster.csv:2:12: \"保险到期\" is no date; write it like 2027-06-30",
            ])
        #expect(report.refused == 1)
    }

    @Test func `no finding repeats a name, a phone or a date of birth`() {
        let text = "姓名,手机,出生日期,等级\n吴己卯,1380000777,1999-19-19,特级\n吴己卯,13800007777,,1\n郑庚辰,13800007777,,1\n"
        let report = RosterReader.read(text, file: "roster.csv", pool: .pioneer, region: Example.region)
        #expect(report.errors.count == 4)
        for line in report.said {
            for secret in ["吴己卯", "郑庚辰", "1380000", "1999"] { #expect(!line.contains(secret), "\(line)") }
        }
    }
}
