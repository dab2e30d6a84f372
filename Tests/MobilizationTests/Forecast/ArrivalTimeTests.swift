import Testing

@testable import Mobilization

struct ArrivalTimeTests {
    static let start = Instant(seconds: 1_751_958_000)
    static let usual = Turnout(accept: 0.55, decline: 0.2, showUp: 0.8)

    static func person(
        _ whereabouts: Whereabouts, way: Interval? = .minutes(15), turnout: Turnout = usual,
        isNight: Bool = false, isFirstAid: Bool = false, after: Interval = .zero
    ) -> ArrivalTime {
        ArrivalTime(
            whereabouts, turnout: turnout, way: way, isNight: isNight, isFirstAid: isFirstAid,
            now: start + after)
    }

    static func at(_ minutes: Int64) -> Instant { start + .minutes(minutes) }

    @Test
    func `who is asked comes in the end as often as the rates say, and later times are never less likely`() {
        let asked = Self.person(.asked(at: Self.start))
        #expect((asked.chance(by: Self.at(500)) - 0.44).magnitude < 0.002)
        let chances = (0...100).map { asked.chance(by: Self.at(Int64($0) * 2)) }
        #expect(chances == chances.sorted())
        #expect(chances[10] == 0, "5 min of preparation and 15 on the way")
        // By 60 min: reaction and preparation within 45.
        #expect((0.36...0.43).contains(asked.chance(by: Self.at(60))), "\(asked.chance(by: Self.at(60)))")
    }

    @Test func `silence lowers the chance, an answer raises it, setting out raises it more`() {
        let by = Self.at(60)
        let silent = [0, 3, 6, 10, 20, 30].map {
            Self.person(.asked(at: Self.start), after: .minutes($0)).chance(by: by)
        }
        #expect(silent == silent.sorted(by: >) && silent[3] < 0.6 * silent[0])
        let accepted = Self.person(.accepted(at: Self.at(6)), after: .minutes(6)).chance(by: by)
        let underWay = Self.person(.enRoute(expectedAt: Self.at(40)), after: .minutes(22)).chance(by: by)
        let claimed = Self.person(.claimed(at: Self.at(35)), after: .minutes(40)).chance(by: by)
        let arrived = Self.person(.arrived(at: Self.at(35), leftAt: nil), after: .minutes(40)).chance(by: by)
        #expect(silent[0] < accepted && accepted < underWay && underWay < claimed && claimed < arrived)
        #expect(arrived == 1)
        #expect(Self.person(.lost).chance(by: Self.at(1000)) == 0)
    }

    @Test func `who accepted and doesn't set out is less and less expected`() {
        let chances = [0, 10, 20, 30, 45, 60].map {
            Self.person(.accepted(at: Self.start), after: .minutes($0)).chance(by: Self.at(200))
        }
        #expect(chances == chances.sorted(by: >))
        #expect((chances[0] - 0.8).magnitude < 0.01 && chances[5] < 0.2)
    }

    @Test func `who is overdue on the way is less and less expected`() {
        let chances = [0, 10, 20, 30, 60].map {
            Self.person(.enRoute(expectedAt: Self.start), after: .minutes($0)).chance(by: Self.at(240))
        }
        #expect(chances == chances.sorted(by: >))
        #expect(chances[0] > 0.85 && chances[4] < 0.05)
    }

    @Test func `who comes late isn't there within the hour`() {
        let late = Self.person(.acceptedLate(from: Self.at(60)), after: .minutes(10))
        #expect(late.chance(by: Self.at(60)) == 0)
        #expect((0.3...0.7).contains(late.chance(by: Self.at(80))))
        #expect((late.chance(by: Self.at(400)) - 0.8).magnitude < 0.001)
    }

    @Test func `night takes longer and first aid leaves sooner, by night as by day`() {
        let by = Self.at(45)
        let day = Self.person(.asked(at: Self.start)).chance(by: by)
        let night = Self.person(.asked(at: Self.start), isNight: true).chance(by: by)
        let firstAid = Self.person(.asked(at: Self.start), isNight: true, isFirstAid: true).chance(by: by)
        #expect(night < day && night < firstAid)
    }

    @Test func `facts are certain, also those of the past`() {
        let there = Self.person(.arrived(at: Self.at(20), leftAt: nil), after: .minutes(90))
        #expect(there.chance(by: Self.at(19)) == 0)
        #expect(there.chance(by: Self.at(20)) == 1)
        #expect(there.chance(by: Self.at(500)) == 1)
        let gone = Self.person(.arrived(at: Self.at(20), leftAt: Self.at(60)), after: .minutes(90))
        #expect(gone.chance(by: Self.at(30)) == 1)
        #expect(gone.chance(by: Self.at(60)) == 0)
        #expect(gone.chance(by: Self.at(120)) == 0)
        let coming = Self.person(.enRoute(expectedAt: Self.at(95)), after: .minutes(90))
        #expect(coming.chance(by: Self.at(60)) == 0, "nobody can still have been there an hour ago")
    }

    @Test func `no way leads there, or nobody would ever accept`() {
        #expect(Self.person(.asked(at: Self.start), way: nil).chance(by: Self.at(900)) == 0)
        #expect(Self.person(.arrived(at: Self.start, leftAt: nil), way: nil).chance(by: Self.at(1)) == 1)
        let never = Turnout(accept: 0, decline: 0, showUp: 0)
        let always = Turnout(accept: 1, decline: 0, showUp: 1)
        for minutes in [0, 10, 70] as [Int64] {
            let refuses = Self.person(.asked(at: Self.start), turnout: never, after: .minutes(minutes))
            #expect(refuses.chance(by: Self.at(900)) == 0)
            let comes = Self.person(.asked(at: Self.start), turnout: always, after: .minutes(minutes))
            #expect((0...1).contains(comes.chance(by: Self.at(900))))
        }
        #expect(
            (Self.person(.asked(at: Self.start), turnout: always).chance(by: Self.at(900)) - 1).magnitude
                < 0.005)
    }

    /// The tables against draws: delivery, reaction, preparation, hold-ups, one after the other.
    @Test(arguments: [(false, false), (true, false), (true, true)])
    func `the tables agree with draws`(isNight: Bool, isFirstAid: Bool) {
        let drawn = (0..<20_000).map { id -> (reaction: Double, all: Double) in
            let way = DrawnWay(HashedChance(seed: 5), Int64(id), isNight: isNight, isFirstAid: isFirstAid)
            return (way.reaction_min, way.reaction_min + way.preparation_min + way.heldUp_min)
        }
        let tables = WaitTables.reaction(isNight: isNight, isFirstAid: isFirstAid)
        for silence in [0, 4, 12, 25] as [Int64] {
            for limit in [20, 30, 45, 70] as [Int64] {
                let seen = drawn.count { $0.reaction > Double(silence) && $0.all <= Double(limit) }
                let read = tables.areOver(within: .minutes(limit), longerThan: .minutes(silence))
                #expect((Double(seen) / 20_000 - read).magnitude < 0.012, "\(silence) \(limit)")
            }
        }
    }
}

/// Standing water and weather on the way.
struct WaysTests {
    @Test(arguments: [(50, 61.5), (100, 40.7), (150, 24.3), (200, 12.4), (250, 5.0)])
    func `standing water limits the speed as published`(depth_mm: Int, speed_kmh: Double) {
        let conditions = RoadConditions(weather: .dry, standingWater_mm: depth_mm)
        #expect(((conditions.speedLimit_kmh ?? 0) - speed_kmh).magnitude < 0.06)
    }

    @Test func `from 300 mm on nobody gets through, and shallow water slows nobody who is slower anyway`() {
        let deep = RoadConditions(weather: .dry, standingWater_mm: 300)
        #expect(Arrival.travel(1000, by: .walking, in: deep) == nil)
        let shallow = RoadConditions(weather: .heavy, standingWater_mm: 100)
        for mode in TransportMode.allCases {
            #expect(Arrival.travel(3000, by: mode, in: shallow) == Arrival.travel(3000, by: mode, in: .heavy))
        }
        let knee = RoadConditions(weather: .dry, standingWater_mm: 200)
        let car = Arrival.travel(3000, by: .car, in: knee) ?? .zero
        // 3 km * 1.35 at 12.36 km/h
        #expect((car.milliseconds - 1_179_612).magnitude < 5_000, "\(car)")
    }
}
