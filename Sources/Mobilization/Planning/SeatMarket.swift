/// The cheapest assignment of people to seats, for any number of people on each seat: exact, in integers.
///
/// A min-cost flow over the groups of seats (some seventy) instead of the people: putting one more person on a group
/// follows the shortest path of moves, a free person to this group, or somebody from another group whose place is
/// filled in the same way. After each step the assignment is the cheapest for the numbers reached (successive
/// shortest paths; Dijkstra on costs reduced by each group's price). A group's price is its shadow price: what the
/// next person there costs the whole incident.
struct SeatMarket {
    /// One person's change of seat.
    struct Move {
        var person: Int
        /// nil: was free, or becomes free.
        var from: Int?
        var to: Int?
    }

    let offers: SeatOffers
    /// Groups, then the two pools, then the sink.
    private let groups: Int
    private let sink: Int
    /// What the next person costs, for each group; 0 for the rest.
    private(set) var prices: [Int]
    /// By person: the group; -1: free.
    private(set) var seatOf: [Int32]
    /// By group, in no order.
    private(set) var members: [[Int]]
    private var placeInGroup: [Int]
    private(set) var taken = 0
    private var costs: SeatCosts
    private var costOf: [Int32]
    private var poolRoom: [Int]
    private var queues: [FreeQueue]
    /// Who moves most cheaply from a group (column) to a group (row).
    private var moves: CheapestFew
    /// The dearest people of a pool (row) on a group (column): who would be given up for another of the pool.
    private var givenUp: CheapestFew

    /// `longest` is the most people that are ever taken.
    init(_ offers: SeatOffers, mayInvite: [Pool: Int], longest: Int) {
        self.offers = offers
        groups = offers.groups.count
        sink = groups + Pool.allCases.count
        prices = [Int](repeating: 0, count: sink + 1)
        seatOf = [Int32](repeating: -1, count: offers.people.count)
        costOf = [Int32](repeating: 0, count: offers.people.count)
        members = [[Int]](repeating: [], count: groups)
        placeInGroup = [Int](repeating: 0, count: offers.people.count)
        poolRoom = Pool.allCases.map { mayInvite[$0, default: 0] }
        let people = offers.people.count
        moves = CheapestFew(rows: groups, columns: groups, people: people)
        givenUp = CheapestFew(rows: Pool.allCases.count, columns: groups, people: people)
        costs = SeatCosts(offers)
        queues = Self.queues(offers, longest: longest)
    }

    private static func queues(_ offers: SeatOffers, longest: Int) -> [FreeQueue] {
        let pools = Pool.allCases.map { pool in
            offers.people.indices.filter { offers.people[$0].pool == pool }.map { UInt32($0) }
        }
        var queues = [FreeQueue?](repeating: nil, count: offers.groups.count * pools.count)
        var costs = [Int32](repeating: -1, count: offers.people.count)
        let sites = (offers.groups.map(\.site).max() ?? -1) + 1
        for site in 0..<sites {
            let ways = offers.people.indices.map { offers.travel_ms($0, site: site) ?? -1 }
            for group in offers.groups.indices where offers.groups[group].site == site {
                for person in offers.people.indices {
                    let isPossible = ways[person] >= 0 && offers.isOpen(group, to: person)
                    costs[person] =
                        isPossible
                        ? offers.offer(person, group, travel_ms: ways[person])?.cost ?? -1 : -1
                }
                for pool in pools.indices {
                    queues[group * pools.count + pool] = FreeQueue(
                        people: pools[pool], costs: costs, longest: longest)
                }
            }
        }
        return queues.compactMap { $0 }
    }

    func pool(of person: Int) -> Int { offers.people[person].pool == .pioneer ? 0 : 1 }

    /// Free people who could sit on the group, pioneers first, each pool by cost.
    func free(for group: Int) -> some Sequence<Int> {
        Pool.allCases.indices.lazy.filter { poolRoom[$0] > 0 }.flatMap { pool in
            queues[group * Pool.allCases.count + pool].free { seatOf[$0] < 0 }
        }
    }

    /// The cost of the cheapest free person for the group. nil: none is free.
    mutating func nextCost(_ group: Int) -> Int32? {
        let seats = seatOf
        for pool in Pool.allCases.indices where poolRoom[pool] > 0 {
            let place = group * Pool.allCases.count + pool
            if let first = queues[place].first({ seats[$0] < 0 }) { return first.cost }
        }
        return nil
    }

    // MARK: - Paths

    /// The cheapest moves that put one more person on `group`, and the prices that follow. nil: there is nobody.
    ///
    /// The moves aren't made; the prices hold either way.
    mutating func path(to group: Int) -> [Move]? {
        var search = Search(nodes: sink + 1, source: group)
        while let node = search.nearest(), node != sink { relax(node, &search) }
        let end = search.distance[sink]
        guard end < Int.max else { return nil }
        for node in search.distance.indices where search.distance[node] < end {
            prices[node] += end - search.distance[node]
        }
        var moves: [Move] = []
        var node = sink
        while node != group {
            let before = search.from[node]
            if search.via[node] >= 0 { moves.append(move(search.via[node], from: node, to: before)) }
            node = before
        }
        return moves.reversed()
    }

    /// A person who left the one node for the other, where only groups are seats.
    private func move(_ person: Int, from: Int, to: Int) -> Move {
        Move(person: person, from: from < groups ? from : nil, to: to < groups ? to : nil)
    }

    private mutating func relax(_ node: Int, _ search: inout Search) {
        if node < groups {
            for pool in Pool.allCases.indices {
                let place = node * Pool.allCases.count + pool
                let seats = seatOf
                if let first = queues[place].first({ seats[$0] < 0 }) {
                    search.reach(
                        groups + pool, from: node, via: first.person,
                        cost: Int(first.cost) + prices[groups + pool] - prices[node])
                }
            }
            for other in 0..<groups where moves.least[node * groups + other] != CheapestFew.never {
                search.reach(
                    other, from: node, via: moves.first(node, other),
                    cost: Int(moves.least[node * groups + other]) + prices[other] - prices[node])
            }
        } else {
            let pool = node - groups
            if poolRoom[pool] > 0 {
                search.reach(sink, from: node, via: -1, cost: prices[sink] - prices[node])
            }
            for group in 0..<groups where givenUp.least[pool * groups + group] != CheapestFew.never {
                search.reach(
                    group, from: node, via: givenUp.first(pool, group),
                    cost: Int(givenUp.least[pool * groups + group]) + prices[group] - prices[node])
            }
        }
    }

    // MARK: - Moves

    mutating func make(_ moves: [Move]) {
        for move in moves {
            if let from = move.from { leave(move.person, from) }
            if let to = move.to { enter(move.person, to) }
            if move.from == nil {
                poolRoom[pool(of: move.person)] -= 1
                taken += 1
            }
            if move.to == nil {
                poolRoom[pool(of: move.person)] += 1
                taken -= 1
                let pools = Pool.allCases.count
                for group in 0..<groups { queues[group * pools + pool(of: move.person)].rewind() }
            }
        }
    }

    private mutating func enter(_ person: Int, _ group: Int) {
        placeInGroup[person] = members[group].count
        members[group].append(person)
        seatOf[person] = Int32(group)
        costs.keep(person)
        let own = costs[person, group] ?? 0
        costOf[person] = own
        costs.forEach(of: person) { row, cost in
            if row != group { moves.enter(row, group, person, cost: cost - own) }
        }
        givenUp.enter(pool(of: person), group, person, cost: -costOf[person])
    }

    private mutating func leave(_ person: Int, _ group: Int) {
        let last = members[group].removeLast()
        if last != person {
            members[group][placeInGroup[person]] = last
            placeInGroup[last] = placeInGroup[person]
        }
        seatOf[person] = -1
        for row in moves.leave(group, person) {
            for other in members[group] {
                if let cost = costs[other, row] {
                    moves.enter(row, group, other, cost: cost - costOf[other])
                }
            }
        }
        for pool in givenUp.leave(group, person) {
            for other in members[group] where self.pool(of: other) == pool {
                givenUp.enter(pool, group, other, cost: -costOf[other])
            }
        }
    }

    /// What the assignment costs as it stands.
    var cost: Int { seatOf.indices.reduce(0) { $0 + (seatOf[$1] >= 0 ? Int(costOf[$1]) : 0) } }

    /// Dijkstra over a dense graph of few nodes.
    private struct Search {
        var distance: [Int]
        var from: [Int]
        /// The person who moves; -1: nobody.
        var via: [Int]
        private var isDone: [Bool]

        init(nodes: Int, source: Int) {
            distance = [Int](repeating: .max, count: nodes)
            from = [Int](repeating: -1, count: nodes)
            via = from
            isDone = [Bool](repeating: false, count: nodes)
            distance[source] = 0
            current = 0
        }

        private var current: Int

        /// Of equals the last one: the sink, then the pools, so that nobody moves where somebody free is as cheap.
        mutating func nearest() -> Int? {
            var best = -1
            var least = Int.max
            for node in distance.indices.reversed() where distance[node] < least && !isDone[node] {
                (best, least) = (node, distance[node])
            }
            guard best >= 0 else { return nil }
            isDone[best] = true
            current = least
            return best
        }

        mutating func reach(_ node: Int, from before: Int, via person: Int, cost: Int) {
            invariant(cost >= 0, "a cost reduced by prices is never negative")
            let distance = current + cost
            if distance < self.distance[node] {
                self.distance[node] = distance
                from[node] = before
                via[node] = person
            }
        }
    }
}
