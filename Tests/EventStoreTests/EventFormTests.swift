import Foundation
import Mobilization
import Testing

@testable import EventStore

/// The forms in which large facts are stored.
struct EventFormTests {
    private static let reasons: [PlanReason] =
        Array(repeating: .chosenNearest, count: 300) + [.tooFar, .chosenLeader, .tooFar]
        + Array(repeating: .notNeeded, count: 1_500)

    private static let wave = Wave(
        (1...386).map { number in
            Invited(
                member: MemberID(Int64(number)), need: NeedID(Int64(number % 51 + 1)),
                site: "F\(number % 17 + 1)",
                role: number % 40 == 0 ? .leader : .worker, pool: number % 5 == 0 ? .reserve : .pioneer,
                expectedAt: TestStore.start + .minutes(Int64(20 + number % 40)), chance: 400 + number)
        }, reasons: WaveReasons(reasons, roster: ReferenceVersion(number: 3, digest: "abc")))

    @Test func `a wave comes back whole, and takes few bytes`() throws {
        let json = try FactCoder().json(Event.waveSent(IncidentID(1), wave: 2, Self.wave))
        #expect(json.count < 6_000, "\(json.count) bytes")
        #expect(
            try FactCoder().value(Event.self, json) == .waveSent(IncidentID(1), wave: 2, Self.wave))
        #expect(Self.wave.reasons.reasons == Self.reasons)
    }

    @Test func `a stored reason keeps its number for ever`() {
        let names = PlanReason.allCases.sorted().map { "\($0.rawValue) \($0)" }
        #expect(
            names == [
                "0 engaged", "1 alreadyAsked", "2 unreachable", "3 age", "4 insurance",
                "5 firstAidCertificate",
                "6 level", "7 skill", "8 tooFar", "9 pool", "10 notNeeded", "11 gainBelowPrice",
                "12 enoughExpected", "13 waveFull", "14 chosenNearest", "15 chosenLeader",
                "16 chosenActingLeader", "17 chosenOnlyHolder", "18 chosenScarceSkill",
                "19 chosenPreferredSkill", "20 chosenReserve", "21 absent", "22 hours",
            ])
    }

    @Test func `a wave without reasons comes back, too`() throws {
        let empty = Wave([])
        #expect(try FactCoder().value(Wave.self, try FactCoder().json(empty)) == empty)
        #expect(empty.reasons.reasons.isEmpty)
    }

    @Test func `a wave whose columns don't fit each other is no wave`() throws {
        let json = String(decoding: try FactCoder().json(Self.wave), as: UTF8.self)
        let cut = json.replacing(/"chances":"[^"]*"/, with: "\"chances\":\"Ag==\"")
        #expect(cut != json)
        #expect(throws: DecodingError.self) { try FactCoder().value(Wave.self, cut) }
    }

    @Test func `needs are stored with each rule once`() throws {
        var incident = TestStore.newIncident()
        let need = try #require(incident.needs.first)
        incident.needs = (1...51).map { number in
            var other = need
            other.id = NeedID(Int64(number))
            other.headcount = number
            return other
        }
        let json = try FactCoder().json(incident)
        #expect(String(decoding: json, as: UTF8.self).components(separatedBy: "titleEnglish").count == 2)
        #expect(try FactCoder().value(Incident.self, json) == incident)
    }
}
