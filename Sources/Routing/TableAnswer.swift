import Foundation
import Mobilization

/// What OSRM's `table` service answered about one block, once it has been found believable.
struct TableAnswer: Equatable {
    /// Row by row, `TravelTable.noWay` where there is none.
    var seconds: [UInt16]
    /// The same in steps of 10 m; nil where the router gives no distances.
    var decametres: [UInt16]?
    /// Homes that lie too far from every road of the router's map, and sites.
    var cellsOffTheMap: Int
    var sitesOffTheMap: Int

    /// A home or site farther from the nearest road counts as off the map: without this bound a map of another
    /// town would move everybody to its edge and give them all the same, short way. A cell reaches 350 m from
    /// its middle.
    static let farthestRoad_m = 1_000.0
    /// Longer ways are no answer: a team that serves a city is meant.
    static let longest_s = 43_200.0
    /// A car that would have to be faster, door to door, is no car.
    static let fastest_ms = 150 / 3.6

    /// - Throws: `RouterFault`, which says what is wrong with it.
    init(_ body: [UInt8], block: TableBlock, query: TravelQuery) throws(RouterFault) {
        let wire = try Wire(body)
        guard wire.code == "Ok" else { throw RouterFault("it answered \(Wire.word(wire.code))") }
        guard let durations = wire.durations else { throw RouterFault("its answer has no durations") }
        let isOff = try Self.offTheMap(wire, block)
        cellsOffTheMap = isOff.cells.count { $0 }
        sitesOffTheMap = isOff.sites.count { $0 }
        let times = try Self.flat(durations, "durations", block)
        let lengths = try wire.distances.map { rows throws(RouterFault) in
            try Self.flat(rows, "distances", block)
        }
        seconds = []
        seconds.reserveCapacity(block.pairs)
        var tens: [UInt16] = []
        for place in 0..<block.pairs {
            let (cell, site) = (place / block.sites.count, place % block.sites.count)
            let length = lengths?[place]
            guard let time = times[place], lengths == nil || length != nil, !isOff.cells[cell],
                !isOff.sites[site]
            else {
                seconds.append(TravelTable.noWay)
                tens.append(TravelTable.noWay)
                continue
            }
            let line_m = StraightLine.distance_m(
                query.cells[block.cells.lowerBound + cell].middle,
                query.sites[block.sites.lowerBound + site])
            try Self.check(time: time, length: length, line_m: line_m)
            seconds.append(UInt16(time.rounded()))
            tens.append(UInt16(((length ?? 0) / 10).rounded()))
        }
        decametres = lengths == nil ? nil : tens
    }

    private static func flat(
        _ rows: [[Double?]], _ name: String, _ block: TableBlock
    ) throws(RouterFault) -> [Double?] {
        guard rows.count == block.cells.count, rows.allSatisfy({ $0.count == block.sites.count }) else {
            let widths = Set(rows.map(\.count)).sorted().prefix(3).map(String.init).joined(separator: ", ")
            throw RouterFault(
                "its \(name) are \(rows.count) rows of \(widths.isEmpty ? "nothing" : widths),"
                    + " not \(block.cells.count) of \(block.sites.count)")
        }
        return rows.flatMap { $0 }
    }

    /// Which homes and sites have no road near them. A router that doesn't say is believed.
    private static func offTheMap(
        _ wire: Wire, _ block: TableBlock
    ) throws(RouterFault) -> (cells: [Bool], sites: [Bool]) {
        func places(_ found: [Wire.Place]?, _ count: Int) throws(RouterFault) -> [Bool] {
            guard let found else { return [Bool](repeating: false, count: count) }
            guard found.count == count else {
                throw RouterFault("it names \(found.count) places and was asked about \(count)")
            }
            return found.map { ($0.distance ?? 0) > farthestRoad_m }
        }
        return (try places(wire.sources, block.cells.count), try places(wire.destinations, block.sites.count))
    }

    /// Both ends may have been moved to the nearest road, so both give way by that much.
    private static func check(time: Double, length: Double?, line_m: Double) throws(RouterFault) {
        guard time.isFinite, time >= 0, length.map({ $0.isFinite && $0 >= 0 }) ?? true else {
            throw RouterFault("it gives a way of less than nothing")
        }
        guard time <= longest_s, length ?? 0 <= 10 * Double(TravelTable.noWay - 1) else {
            throw RouterFault("it gives a way of more than \(Int(longest_s / 3600)) hours")
        }
        let least_m = line_m * 0.99 - 2 * farthestRoad_m
        if let length, length < least_m {
            throw RouterFault("it gives a way that is shorter than the straight line")
        }
        if least_m > time * fastest_ms {
            throw RouterFault("it gives a way for which a car would need more than 150 km/h")
        }
    }
}

/// The parts of OSRM's JSON that are read.
private struct Wire: Decodable {
    struct Place: Decodable {
        /// Metres from what was asked to the road that was taken for it.
        var distance: Double?
    }

    var code: String
    var durations: [[Double?]]?
    var distances: [[Double?]]?
    var sources: [Place]?
    var destinations: [Place]?

    init(_ body: [UInt8]) throws(RouterFault) {
        do {
            self = try JSONDecoder().decode(Wire.self, from: Data(body))
        } catch DecodingError.keyNotFound(let key, _) {
            throw RouterFault("its answer has no field \(key.stringValue)")
        } catch DecodingError.valueNotFound(_, let context), DecodingError.typeMismatch(_, let context) {
            // The innermost name: a path with numbers in it would only make each failure look new.
            let field = context.codingPath.last { $0.intValue == nil }?.stringValue ?? "answer"
            throw RouterFault("the field \(field) of its answer is not what OSRM sends")
        } catch {
            throw RouterFault("its answer is no JSON")
        }
    }

    /// What the router calls its failure, as far as it is one word.
    static func word(_ code: String) -> String {
        let isWord = !code.isEmpty && code.count <= 32 && code.allSatisfy { $0.isASCII && $0.isLetter }
        return isWord ? code : "with a code that is none"
    }
}

/// The word by which OSRM says why it refuses; nil when the body holds none.
func refusalCode(_ body: [UInt8]) -> String? {
    (try? Wire(body)).map { Wire.word($0.code) }
}
