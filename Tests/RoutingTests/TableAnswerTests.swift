import Mobilization
import Testing

@testable import Routing

struct TableAnswerTests {
    /// Two homes, 4.0 and 3.6 km west of two sites that are 111 m apart.
    private static let query = RouterWorld.query(cells: 2, sites: 2)
    private static let block = TableBlock(cells: 0..<2, sites: 0..<2)

    private func read(_ json: String) throws(RouterFault) -> TableAnswer {
        try TableAnswer(Array(json.utf8), block: Self.block, query: Self.query)
    }

    private static func json(
        _ durations: String = "[[500.4,501.5],[502,503]]", _ distances: String? = "[[5000,5004],[5006,5010]]",
        more: String = ""
    ) -> String {
        let lengths = distances.map { ",\"distances\":\($0)" } ?? ""
        return "{\"code\":\"Ok\",\"durations\":\(durations)\(lengths)\(more)}"
    }

    @Test func `times are rounded to seconds and distances to 10 m`() throws {
        let answer = try read(Self.json())
        #expect(answer.seconds == [500, 502, 502, 503])
        #expect(answer.decametres == [500, 500, 501, 501])
        #expect(answer.cellsOffTheMap == 0 && answer.sitesOffTheMap == 0)
    }

    @Test func `a way that is null is no way, and the others stay`() throws {
        let none = TravelTable.noWay
        let answer = try read(Self.json("[[500,null],[502,503]]", "[[5000,null],[5006,null]]"))
        #expect(answer.seconds == [500, none, 502, none])
        #expect(answer.decametres == [500, none, 501, none])
    }

    @Test func `a router without distances is believed about times`() throws {
        let answer = try read(Self.json("[[500,501],[502,503]]", nil))
        #expect(answer.seconds == [500, 501, 502, 503] && answer.decametres == nil)
    }

    @Test func `homes and sites far from every road of the map have no way`() throws {
        let more = """
            ,"sources":[{"distance":12.5},{"distance":1000.5}],"destinations":[{"distance":999},{"name":"甲"}]
            """
        let answer = try read(Self.json(more: more))
        #expect(answer.seconds == [500, 502, TravelTable.noWay, TravelTable.noWay])
        #expect(answer.cellsOffTheMap == 1 && answer.sitesOffTheMap == 0)
    }

    @Test(arguments: [
        (json("[[500,501]]"), "its durations are 1 rows of 2, not 2 of 2"),
        (json("[[500,501],[502]]"), "its durations are 2 rows of 1, 2, not 2 of 2"),
        (json("[]"), "its durations are 0 rows of nothing, not 2 of 2"),
        (json("[null,[502,503]]"), "the field durations of its answer is not what OSRM sends"),
        (json("null"), "its answer has no durations"),
        (json("[[500,501],[502,\"503\"]]"), "the field durations of its answer is not what OSRM sends"),
        (json("[[500,501],[502,503]]", "[[5000,5000]]"), "its distances are 1 rows of 2, not 2 of 2"),
        (json("[[500,501],[502,-1]]"), "it gives a way of less than nothing"),
        (json("[[500,501],[502,503]]", "[[5000,-5],[1,1]]"), "it gives a way of less than nothing"),
        (json("[[43201,501],[502,503]]"), "it gives a way of more than 12 hours"),
        (json("[[500,501],[502,503]]", "[[700000,1],[1,1]]"), "it gives a way of more than 12 hours"),
        (
            json("[[500,501],[502,503]]", "[[1500,5000],[5000,5000]]"),
            "it gives a way that is shorter than the straight line"
        ),
        (json("[[0,501],[502,503]]"), "it gives a way for which a car would need more than 150 km/h"),
        (json("[[1e999,501],[502,503]]"), "its answer is no JSON"),
        (json(more: ",\"sources\":[{}]"), "it names 1 places and was asked about 2"),
        ("{\"code\":\"NoSegment\"}", "it answered NoSegment"),
        ("{\"code\":\"张三 13800000001\"}", "it answered with a code that is none"),
        ("{\"durations\":[[1,1],[1,1]]}", "its answer has no field code"),
        ("[]", "the field answer of its answer is not what OSRM sends"),
        ("<html>", "its answer is no JSON"),
        ("", "its answer is no JSON"),
    ])
    func `an answer that can't be true is refused with the reason`(body: String, reason: String) {
        #expect(throws: RouterFault(reason)) { try read(body) }
    }

    @Test func `no answer makes the reader fall over`() {
        let whole = Array(Self.json().utf8)
        for length in 0..<whole.count {
            #expect(throws: RouterFault.self) {
                try TableAnswer(Array(whole[..<length]), block: Self.block, query: Self.query)
            }
        }
        for place in whole.indices {
            for byte: UInt8 in [0, 0x22, 0x2d, 0x39, 0x5b, 0x7d, 0xff] {
                var spoiled = whole
                spoiled[place] = byte
                // Refused or read: either way it comes back, and what is read has the right size.
                if let answer = try? TableAnswer(spoiled, block: Self.block, query: Self.query) {
                    #expect(answer.seconds.count == 4)
                }
            }
        }
    }
}
