import Mobilization
import OperationsManual
import Testing

@Suite struct RotaReaderTests {
    private let header = "班次,值班员,值班员电话,带班领导,带班领导电话,开始,结束,角色"
    private let day = "白班,甲,13800000001,乙,0816-5550101,2025-07-08 08:00,2025-07-08 20:00,"
    private let night = "夜班,丙,13800000003,乙,0816-5550101,2025/7/8 20:00,2025/7/9 8:00,"

    private func read(_ rows: String..., director: DutyPerson? = nil) -> Reading<Rota> {
        RotaReader.read(
            ([header] + rows).joined(separator: "\n"), file: "duty.csv", zone: Example.zone,
            director: director)
    }

    @Test func `local times become instants, in order, and numbers are brought into one form`() throws {
        let rota = try #require(read(night, day).value)
        // 2025-07-08 08:00 +08:00
        let start = Instant(seconds: 1_751_932_800)
        let leader = DutyPerson(name: "乙", phone: "+868165550101")
        #expect(
            rota.shifts == [
                Rota.Shift(
                    from: start, until: start + .hours(12),
                    officer: DutyPerson(name: "甲", phone: "+8613800000001"), leaderInCharge: leader),
                Rota.Shift(
                    from: start + .hours(12), until: start + .hours(24),
                    officer: DutyPerson(name: "丙", phone: "+8613800000003"), leaderInCharge: leader),
            ])
        #expect(rota.director == nil)
    }

    @Test(arguments: [
        "2025-07-08T08:00", "2025/7/8 8:00:00", "2025年7月8日 08:00", "45846.3333333333", "２０２５-07-08 08：00",
    ])
    func `times are written in many ways`(written: String) throws {
        let rota = try #require(read(day.with("2025-07-08 08:00", written)).value)
        #expect(rota.shifts[0].from == Instant(seconds: 1_751_932_800))
    }

    @Test func `a row marked 主任 names the director and needs no times`() throws {
        let rota = try #require(
            read("主任,丁,13800000004,,,,,主任", day, director: DutyPerson(name: "戊", phone: "+8613800000005"))
                .value)
        #expect(rota.director == DutyPerson(name: "丁", phone: "+8613800000004"))
        #expect(rota.shifts.count == 1)
    }

    @Test func `without such a row the configuration names the director`() throws {
        let director = DutyPerson(name: "戊", phone: "+8613800000005")
        #expect(try #require(read(day, director: director).value).director == director)
    }

    @Test(arguments: [
        ("甲,", ",", "duty.csv:2:4: \"值班员\" is empty"),
        (
            "13800000001", "5550101",
            "duty.csv:2:6: \"值班员电话\" is neither a mobile number nor a fixed one with its area code"
        ),
        (
            "2025-07-08 08:00", "早八点",
            "duty.csv:2:33: \"开始\" is no day and time; write it like 2025-07-08 08:00"
        ),
        (
            "2025-07-08 08:00", "2025-07-08 24:30",
            "duty.csv:2:33: \"开始\" is no day and time; write it like 2025-07-08 08:00"
        ),
        ("2025-07-08 20:00", "2025-07-08 08:00", "duty.csv:2:50: \"结束\" is not after \"开始\""),
        ("20:00,", "20:00,实习", "duty.csv:2:67: \"角色\" is \"实习\"; leave it empty for a shift, or write 主任"),
    ])
    func `a fault is named with its place`(old: String, new: String, expected: String) {
        let reading = read(day.with(old, new), night)
        #expect(reading.said == [expected])
        #expect(reading.value == nil)
    }

    @Test func `shifts that overlap are refused, since two officers would both count on the other`() {
        #expect(
            read(day, night.with("2025/7/8 20:00", "2025/7/8 19:00")).said == [
                "duty.csv:3:1: the shift overlaps with the one in line 2"
            ])
    }

    @Test func `a gap gets a warning`() {
        let reading = read(day, night.with("2025/7/8 20:00", "2025/7/8 21:00"))
        #expect(
            reading.said == [
                "duty.csv:3:1: warning: nobody has the duty from 2025-07-08 20:00 to 2025-07-08 21:00;"
                    + " the officer of the shift before would be woken"
            ])
        #expect(reading.value != nil)
    }

    @Test func `a rota without shifts is refused`() {
        #expect(read().said == ["duty.csv:1:1: no shifts below the header"])
        #expect(read("主任,丁,13800000004,,,,,主任").said == ["duty.csv: no shifts"])
    }

    @Test func `summer time shifts local times`() throws {
        let berlin = try #require(ZoneTable.offsets(of: "Europe/Berlin"))
        let reading = RotaReader.read(
            header + "\n"
                + day.with("2025-07-08 08:00", "2025-03-29 08:00").with(
                    "2025-07-08 20:00", "2025-03-30 08:00"),
            file: "duty.csv", zone: berlin, director: nil)
        let shift = try #require(reading.value?.shifts.first)
        #expect(shift.until - shift.from == .hours(23))
    }
}

@Suite struct ZoneTableTests {
    @Test func `China has one offset`() {
        #expect(
            ZoneTable.offsets(of: "Asia/Shanghai")
                == ZoneOffsets(changes: [.init(from: Instant(seconds: 1_577_836_800), seconds: 28_800)]))
    }

    @Test func `a zone with summer time changes twice a year, to the second`() throws {
        let offsets = try #require(ZoneTable.offsets(of: "Europe/Berlin"))
        #expect(offsets.changes.count == 1 + 2 * 21)
        // 2025-03-30 01:00 UTC
        #expect(offsets.offset(at: Instant(seconds: 1_743_296_399)) == 3600)
        #expect(offsets.offset(at: Instant(seconds: 1_743_296_400)) == 7200)
    }

    @Test func `an unknown zone has no table`() {
        #expect(ZoneTable.offsets(of: "Asia/Mianyang") == nil)
    }
}
