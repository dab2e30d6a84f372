import Testing

@testable import Mobilization

struct CoverageTests {
    private static let today = ZoneOffsets.fixed(hours: 8).local(EngineWorld.start).day
    private static let site = Coordinate(latitude: 31.47, longitude: 104.73)

    /// A member that many kilometres of straight line from the site, by car.
    private static func member(
        _ number: Int, _ distance_km: Double, level: Level = .basic, skills: [Skill] = [],
        pool: Pool = .pioneer, isReachable: Bool = true
    ) -> Member {
        let later = CalendarDay(year: 2030, month: 1, day: 1)
        let member = ArrivalTests.member(home: ArrivalTests.north_km(distance_km), by: .car)
        return Member(
            id: MemberID(Int64(number)), name: "", pool: pool, level: level, skills: skills,
            bornOn: CalendarDay(year: 1990, month: 1, day: 1), insuredUntil: later,
            firstAidUntil: skills.contains(.firstAid) ? later : nil, home: member.home, transport: .car,
            addresses: isReachable ? [Address(channel: .sms, value: EngineWorld.phone(number))] : [])
    }

    private static func coverage(_ members: [Member], travelTimes: TravelTable = .none) -> Coverage {
        var reference = EngineWorld().engine.reference
        reference.roster = Roster(version: .none, members: members)
        reference.sites = SiteBook(
            version: .none,
            sites: [
                Site(code: "F01", name: "", kind: "", position: site, musterPoint: "", refuge: "")
            ])
        reference.travelTimes = travelTimes
        return Coverage(reference, today: today)
    }

    private static func task(_ coverage: Coverage, _ slug: PlaybookSlug) -> Coverage.SiteTask? {
        coverage.places.first?.tasks.first { $0.playbook == slug }
    }

    /// In heavy rain 44 minutes of day reach 13.4 km, 36 of night 10.9 km, 51 and 46 for first aid 15.2 and 14.0 km.
    @Test func `night shrinks the circle, and first aid sets out sooner`() {
        let people = [9.0, 12, 14.5, 16].enumerated().map {
            Self.member($0 + 1, $1, level: .middle, skills: [.firstAid])
        }
        let coverage = Self.coverage(people)
        #expect(Self.task(coverage, "material-handling")?.day == Coverage.Reach(workers: 2, leaders: 2))
        #expect(Self.task(coverage, "material-handling")?.night == Coverage.Reach(workers: 1, leaders: 1))
        #expect(Self.task(coverage, "first-aid")?.day == Coverage.Reach(workers: 3, leaders: 3))
        #expect(Self.task(coverage, "first-aid")?.night == Coverage.Reach(workers: 2, leaders: 2))
    }

    @Test func `only people who pass the gates and can be called count, the reserve apart`() {
        let coverage = Self.coverage([
            Self.member(1, 1), Self.member(2, 1, isReachable: false), Self.member(3, 1, pool: .reserve),
            Self.member(4, 1, level: .middle, skills: [.firstAid], pool: .reserve),
        ])
        let handling = Self.task(coverage, "material-handling")
        #expect(handling?.day == Coverage.Reach(workers: 1, leaders: 0))
        #expect(handling?.reserveDay == 2 && handling?.reserveNight == 2)
        let aid = Self.task(coverage, "first-aid")
        #expect(aid?.day == Coverage.Reach() && aid?.reserveDay == 1)
        #expect(coverage.pioneers == 2 && coverage.homesUnknown == 0)
    }

    @Test func `expected arrivals are those of the weaker of working day and night`() {
        let coverage = Self.coverage((1...9).map { Self.member($0, 1) })
        let handling = Self.task(coverage, "material-handling")
        #expect(handling?.expected == 9 * 450 && handling?.isShort == false)
        #expect(coverage.places.first?.weakest?.playbook == "first-aid")
        let fewer = Self.task(Self.coverage((1...8).map { Self.member($0, 1) }), "material-handling")
        #expect(fewer?.expected == 8 * 450 && fewer?.isShort == true)
    }

    @Test func `a key skill stands under the line below 150 thousandths of the team`() {
        func share(_ skilled: Int, of all: Int) -> Coverage.SkillShare? {
            let people = (1...all).map {
                Self.member($0, 1, level: .middle, skills: $0 <= skilled ? [.firstAid] : [])
            }
            return Self.coverage(people).skills.first
        }
        #expect(share(3, of: 20) == Coverage.SkillShare(skill: .firstAid, people: 3, share: 150))
        #expect(share(3, of: 20)?.isBelowLine == false && share(2, of: 20)?.isBelowLine == true)
        #expect(Self.coverage([]).skills.map(\.share) == [0])
    }

    @Test func `one more trained person is somebody near whom a single course would make able`() {
        let coverage = Self.coverage([
            // Basic level: would need the level, too.
            Self.member(1, 1),
            // Too far away by night.
            Self.member(2, 20, level: .middle),
            Self.member(3, 5, level: .middle), Self.member(4, 1, level: .middle),
            // Holds the certificate already.
            Self.member(5, 1, level: .middle, skills: [.firstAid]),
        ])
        #expect(
            coverage.trainings == [
                Coverage.Training(
                    playbook: "first-aid", member: MemberID(3), gate: .firstAidCertificate, sites: ["F01"],
                    weakest: "F01", before: 450, after: 900)
            ])
    }

    @Test func `where nothing is short, one more person is meant for the weakest task`() {
        let able = (1...9).map { Self.member($0, 1, level: .middle, skills: [.firstAid]) }
        let coverage = Self.coverage(able + [Self.member(10, 1, level: .middle)])
        #expect(coverage.places.allSatisfy { place in !place.tasks.contains(where: \.isShort) })
        // Handling has the fewest for its minimum, 4.5 of 4, but everybody may do it: no course makes one more.
        #expect(coverage.places.first?.weakest?.playbook == "material-handling")
        #expect(coverage.trainings == [])
        let aiders = (1...20).map { Self.member($0, 1, level: .middle, skills: $0 <= 5 ? [.firstAid] : []) }
        let other = Self.coverage(aiders)
        #expect(other.places.first?.weakest?.playbook == "first-aid")
        #expect(other.trainings.map(\.member) == [MemberID(6)])
        #expect(other.trainings.map(\.before) == [2_250] && other.trainings.map(\.after) == [2_700])
    }

    @Test func `a closed road takes people out of the circle`() {
        let home = HomeCell(ArrivalTests.north_km(5))
        let member = Self.member(1, 5)
        let slow = TravelTable(
            version: .none, source: "osrm", query: TravelQuery(cells: [home], sites: [Self.site]),
            seconds: [3_000], decametres: [2_000])
        #expect(Self.task(Self.coverage([member]), "material-handling")?.day.workers == 1)
        #expect(Self.task(Self.coverage([member], travelTimes: slow), "material-handling")?.day.workers == 0)
    }
}
