/// For each of many places, who is cheapest there: the few cheapest are kept, so that when the first of them leaves,
/// the next is known without asking everybody again.
struct CheapestFew {
    private static let kept = 8
    static let never = Int32.max

    /// What the cheapest costs, by place; `never` where nobody is.
    private(set) var least: [Int32]
    /// Cost and person in one number, so that it sorts as the two do; `kept` for each place.
    private var entries: [Int64]
    private var counts: [UInt8]
    /// Somebody dearer than all who are kept was turned away: an empty list then doesn't mean that nobody is there.
    private var hasMore: [Bool]

    init(places: Int) {
        least = [Int32](repeating: Self.never, count: places)
        entries = [Int64](repeating: 0, count: places * Self.kept)
        counts = [UInt8](repeating: 0, count: places)
        hasMore = [Bool](repeating: false, count: places)
    }

    /// The cheapest; of equals the one with the lowest number. Only for places where `least` isn't `never`.
    func first(_ place: Int) -> Int { Int(entries[place * Self.kept] & 0xffff_ffff) }

    mutating func enter(_ place: Int, _ person: Int, cost: Int32) {
        let entry = Int64(cost) << 32 | Int64(person)
        let start = place * Self.kept
        let count = Int(counts[place])
        // Behind those who are kept there may be cheaper ones among those turned away.
        if count == Self.kept || hasMore[place], count == 0 || entry > entries[start + count - 1] {
            hasMore[place] = true
            return
        }
        var at = start + count
        if count == Self.kept {
            hasMore[place] = true
            at -= 1
        } else {
            counts[place] += 1
        }
        while at > start, entry < entries[at - 1] {
            entries[at] = entries[at - 1]
            at -= 1
        }
        entries[at] = entry
        if at == start { least[place] = cost }
    }

    /// - Returns: false when all who are left must enter anew, since none of them is kept.
    mutating func leave(_ place: Int, _ person: Int) -> Bool {
        let start = place * Self.kept
        let end = start + Int(counts[place])
        guard let at = (start..<end).first(where: { Int(entries[$0] & 0xffff_ffff) == person }) else {
            return true
        }
        for later in (at + 1)..<max(end, at + 1) { entries[later - 1] = entries[later] }
        counts[place] -= 1
        guard counts[place] == 0 else {
            least[place] = Int32(entries[start] >> 32)
            return true
        }
        least[place] = Self.never
        defer { hasMore[place] = false }
        return !hasMore[place]
    }
}
