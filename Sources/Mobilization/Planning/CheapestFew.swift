/// For each of many places, who is cheapest there: the few cheapest are kept, so that when the first of them leaves,
/// the next is known without asking everybody again.
struct CheapestFew {
    private static let kept = 8
    static let never = Int32.max

    /// What the cheapest costs, by place; `never` where nobody is.
    private(set) var least: [Int32]
    private var costs: [Int32]
    private var people: [Int32]
    private var counts: [Int]
    /// Somebody dearer than all who are kept was turned away: an empty list then doesn't mean that nobody is there.
    private var hasMore: [Bool]

    init(places: Int) {
        least = [Int32](repeating: Self.never, count: places)
        costs = [Int32](repeating: 0, count: places * Self.kept)
        people = costs
        counts = [Int](repeating: 0, count: places)
        hasMore = [Bool](repeating: false, count: places)
    }

    /// The cheapest; of equals the one with the lowest number. Only for places where `least` isn't `never`.
    func first(_ place: Int) -> Int { Int(people[place * Self.kept]) }

    mutating func enter(_ place: Int, _ person: Int, cost: Int32) {
        let start = place * Self.kept
        let count = counts[place]
        var at = start + count
        while at > start, (cost, Int32(person)) < (costs[at - 1], people[at - 1]) { at -= 1 }
        // Behind those who are kept there may be cheaper ones among those turned away.
        if at == start + count, hasMore[place] || count == Self.kept {
            hasMore[place] = true
            return
        }
        var end = start + count
        if count == Self.kept {
            hasMore[place] = true
            end -= 1
        } else {
            counts[place] += 1
        }
        while end > at {
            costs[end] = costs[end - 1]
            people[end] = people[end - 1]
            end -= 1
        }
        costs[at] = cost
        people[at] = Int32(person)
        least[place] = costs[start]
    }

    /// - Returns: false when all who are left must enter anew, since none of them is kept.
    mutating func leave(_ place: Int, _ person: Int) -> Bool {
        let start = place * Self.kept
        let end = start + counts[place]
        guard let at = (start..<end).first(where: { people[$0] == Int32(person) }) else { return true }
        for later in (at + 1)..<max(end, at + 1) {
            costs[later - 1] = costs[later]
            people[later - 1] = people[later]
        }
        counts[place] -= 1
        least[place] = counts[place] > 0 ? costs[start] : Self.never
        guard counts[place] == 0, hasMore[place] else { return true }
        hasMore[place] = false
        return false
    }
}
