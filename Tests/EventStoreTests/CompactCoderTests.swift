import Foundation
import Mobilization
import Testing

@testable import EventStore

@Suite struct CompactCoderTests {
    @Test func `a state comes back as it was, to the last bit`() throws {
        let store = try TestStore()
        try store.tellStory()
        let bytes = try CompactEncoder().encode(store.state)
        #expect(try CompactDecoder().decode(State.self, from: bytes) == store.state)
        #expect(bytes.count < (try JSONEncoder().encode(store.state)).count)
    }

    @Test func `every kind of value comes back`() throws {
        let sample = Sample()
        let bytes = try CompactEncoder().encode([sample, sample])
        #expect(try CompactDecoder().decode([Sample].self, from: bytes) == [sample, sample])
    }

    @Test func `values are found in any order, and what is missing is missing`() throws {
        let bytes = try CompactEncoder().encode(["c": 3, "a": 1, "b": 2])
        let read = try CompactDecoder().decode(OtherOrder.self, from: bytes)
        #expect(read == OtherOrder(b: 2, a: 1, d: nil, c: 3))
        #expect(throws: DecodingError.self) {
            try CompactDecoder().decode(OtherOrder.self, from: CompactEncoder().encode(["a": 1]))
        }
    }

    @Test func `bytes that are cut off are refused, and changed ones never trap`() throws {
        let bytes = try CompactEncoder().encode(Sample())
        for length in 0..<bytes.count {
            #expect(throws: DecodingError.self) {
                try CompactDecoder().decode(Sample.self, from: bytes.prefix(length))
            }
        }
        for place in bytes.indices {
            for change: UInt8 in [0x01, 0x80, 0xff] {
                var damaged = bytes
                damaged[place] ^= change
                _ = try? CompactDecoder().decode(Sample.self, from: damaged)
            }
        }
    }
}

private struct Sample: Codable, Equatable {
    enum Kind: Codable, Equatable {
        case plain
        case named(String, count: Int)
        case inside([Kind])
    }

    var least = Int64.min
    var most = UInt64.max
    var small: Int8 = -128
    var half = 0.1
    var isTrue = true
    var nothing: Int?
    var nullable: [Int?] = [1, nil, -300]
    var short = "先锋"
    var again = "先锋"
    var long = String(repeating: "应急队", count: 40)
    var kinds: [Kind] = [.plain, .named("x", count: 2), .inside([.plain, .inside([])])]
    var table = ["one": [1.5], "none": []]
}

private struct OtherOrder: Codable, Equatable {
    var b: Int
    var a: Int
    var d: Int?
    var c: Int
}
