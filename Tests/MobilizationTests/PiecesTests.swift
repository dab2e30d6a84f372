import Testing

@testable import Mobilization

@Suite struct PiecesTests {
    @Test(arguments: [0, 1, 255, 256, 257, 1000])
    func `what was appended is read back in order`(count: Int) {
        var pieces = Pieces<Int>()
        for number in 0..<count { pieces.append(number) }
        #expect(Array(pieces) == Array(0..<count))
        #expect(pieces.count == count)
    }

    @Test(arguments: [0, 1, 255, 256, 511, 512])
    func `removing one closes the gap over the borders of pieces`(place: Int) {
        var pieces = Pieces<Int>()
        for number in 0...512 { pieces.append(number) }
        pieces.remove(at: place)
        #expect(Array(pieces) == (0...512).filter { $0 != place })
        pieces.append(-1)
        #expect(pieces.last == -1 && pieces.count == 513)
    }

    @Test func `a change is not seen by whoever held the list before`() {
        var pieces = Pieces<Int>()
        for number in 0..<600 { pieces.append(number) }
        let before = pieces
        pieces[300] = -1
        #expect(before[300] == 300 && pieces[300] == -1)
        #expect(before != pieces)
        #expect(Array(before) == Array(0..<600))
    }
}
