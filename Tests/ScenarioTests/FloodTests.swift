import Mobilization
import MobilizationRuntime
import Simulation
import Testing

/// Scenario A, people drawn from the model: prints what comes, and holds what must hold whoever comes.
@Suite struct FloodTests {
    @Test func `the flood is mustered, worked and brought home, and everybody is accounted for`() throws {
        let flood = try FloodWorld()
        try flood.begin()
        try flood.world.run(until: FloodWorld.start + .minutes(60) + .seconds(30))
        let circle = try #require(flood.open?.circle)
        #expect(circle.required == 520)
        #expect(circle.sites == 17)
        try flood.world.run(until: FloodWorld.start + .minutes(180))
        let atThreeHours = try #require(flood.open?.circleFigures)
        print(
            "flood, seeded: T+60 \(circle.arrived)/520, ready \(circle.sitesReady)/17;",
            "T+180 \(atThreeHours.arrived)/520, ready \(atThreeHours.sitesReady)/17")
        #expect(circle.arrived >= 60)
        #expect(atThreeHours.arrived >= 300)
        #expect(atThreeHours.sitesReady >= 12)

        try flood.world.run(until: FloodWorld.start + .hours(6))
        flood.world.order(.standDown(incident: FloodWorld.incident, site: nil))
        try flood.world.run(until: FloodWorld.start + .hours(12))
        flood.vouch()
        try flood.world.run(until: FloodWorld.start + .hours(12) + .minutes(1))
        #expect(flood.open?.unaccounted == 0)
        expectNobodyFlooded(flood)
        expectOneAssignment(flood)
    }

    /// Eight texts an hour, by the phones' own count; a stop would be exempt, and there is none here.
    private func expectNobodyFlooded(_ flood: FloodWorld) {
        let truth = flood.world.network.truth(at: flood.world.clock.now)
        #expect(truth.people.maxTextsToOnePhoneInAnHour <= 8)
        #expect(truth.people.repeatedKeys == 0)
    }

    private func expectOneAssignment(_ flood: FloodWorld) {
        var needs: [MemberID: Set<NeedID>] = [:]
        for fact in flood.world.log.facts {
            if case .waveSent(_, _, let wave) = fact.event {
                for person in wave.people { needs[person.member, default: []].insert(person.need) }
            }
        }
        #expect(needs.values.allSatisfy { $0.count == 1 })
    }

    @Test func `two runs of the same seed write the same log`() throws {
        func facts() throws -> [Fact] {
            let flood = try FloodWorld(seed: 3)
            try flood.begin()
            try flood.world.run(until: FloodWorld.start + .minutes(30))
            return flood.world.log.facts
        }
        let first = try facts()
        #expect(first == (try facts()))
        #expect(first.count > 100)
    }

    @Test func `no name and no number of the roster stands in the log`() throws {
        let flood = try FloodWorld(seed: 5)
        try flood.begin()
        try flood.world.run(until: FloodWorld.start + .minutes(30))
        let written = flood.world.log.facts.map { "\($0)" } + flood.world.journalLines.map(\.words)
        let digits = Set(written.flatMap { $0.split { !$0.isNumber } })
        let words = Set(written.flatMap { Self.triples(of: $0) })
        #expect(words.contains("涝"), "the event's own words are found, so names would be, too")
        for member in flood.reference.roster.members {
            let phone = member.address(on: .sms)?.dropFirst() ?? "-"
            #expect(!digits.contains(phone))
            #expect(!words.contains(member.name))
        }
    }

    /// Every sequence of one to three Chinese signs in a text: as long as a name.
    private static func triples(of text: String) -> Set<String> {
        var found: Set<String> = []
        for run in text.split(whereSeparator: { $0.isASCII }) {
            let signs = Array(run)
            for start in signs.indices {
                for length in 1...3 where start + length <= signs.count {
                    found.insert(String(signs[start..<start + length]))
                }
            }
        }
        return found
    }
}
