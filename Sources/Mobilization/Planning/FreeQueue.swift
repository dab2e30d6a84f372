/// People of one pool in the order of what they cost on one seat; of equals, in the order of the roster.
///
/// Holds only as many as could ever be called: in the cheapest assignment of n people nobody sits on a seat for
/// whom more than n people are cheaper.
struct FreeQueue {
    private var people: [UInt32] = []
    private var costs: [Int32] = []
    private var next = 0

    /// No offer costs more.
    static let highestCost = 16_383

    /// `costs` is by person; negative: can't take the seat. `longest` people are kept.
    init(people: [UInt32], costs: [Int32], longest: Int) {
        var highest: Int32 = -1
        for person in people { highest = max(highest, costs[Int(person)]) }
        guard highest >= 0 else { return }
        if people.count * 8 < Int(highest) {
            sortFew(people, costs)
            return
        }
        var ends = [Int](repeating: 0, count: Int(highest) + 1)
        for person in people where costs[Int(person)] >= 0 { ends[Int(costs[Int(person)])] += 1 }
        // From counts to the first place of each cost; what lies beyond the longest queue is left out.
        var total = 0
        var dearest = -1
        for cost in ends.indices where total < longest {
            (ends[cost], total) = (total, total + ends[cost])
            dearest = cost
        }
        let kept = total
        self.people = [UInt32](repeating: 0, count: kept)
        self.costs = [Int32](repeating: 0, count: kept)
        for person in people {
            let cost = costs[Int(person)]
            guard cost >= 0 else { continue }
            let bucket = Int(cost)
            guard bucket <= dearest else { continue }
            self.people[ends[bucket]] = person
            self.costs[ends[bucket]] = cost
            ends[bucket] += 1
        }
    }

    /// By comparing, where a place for each cost would take longer.
    private mutating func sortFew(_ people: [UInt32], _ costs: [Int32]) {
        let keys = people.filter { costs[Int($0)] >= 0 }.map { Int64(costs[Int($0)]) << 32 | Int64($0) }
            .sorted()
        self.people = keys.map { UInt32(truncatingIfNeeded: $0) }
        self.costs = keys.map { Int32($0 >> 32) }
    }

    /// The cheapest person who is free.
    mutating func first(_ isFree: (Int) -> Bool) -> (person: Int, cost: Int32)? {
        while next < people.count, !isFree(Int(people[next])) { next += 1 }
        return next < people.count ? (Int(people[next]), costs[next]) : nil
    }

    /// Somebody became free again.
    mutating func rewind() { next = 0 }

    /// All who are free, the cheapest first.
    func free(_ isFree: @escaping (Int) -> Bool) -> some Sequence<Int> {
        people[next...].lazy.map { Int($0) }.filter(isFree)
    }
}
