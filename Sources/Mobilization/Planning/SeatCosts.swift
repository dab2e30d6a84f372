/// What people cost on each seat they can take: kept for everybody who has sat somewhere, since an exchange of seats asks
/// for a person's price on every other one, again and again.
struct SeatCosts {
    private let offers: SeatOffers
    private let groups: Int
    /// Group by group for one person after the other; -1: can't take the seat. 2 bytes for each person and group.
    private var kept: [Int16] = []
    /// By person: where theirs begin; -1: never sat.
    private var starts: [Int32]

    init(_ offers: SeatOffers) {
        self.offers = offers
        groups = offers.groups.count
        starts = [Int32](repeating: -1, count: offers.people.count)
    }

    /// From now on the prices of this person are known.
    mutating func keep(_ person: Int) {
        guard starts[person] < 0 else { return }
        starts[person] = Int32(kept.count)
        // The groups of a site stand side by side, and share the way.
        var way: (site: Int, travel_ms: Int64?)?
        for group in 0..<groups {
            var cost: Int32 = -1
            if offers.isOpen(group, to: person) {
                let site = offers.groups[group].site
                if way?.site != site { way = (site, offers.travel_ms(person, site: site)) }
                if let travel = way?.travel_ms {
                    cost = offers.offer(person, group, travel_ms: travel)?.cost ?? -1
                }
            }
            kept.append(Int16(cost))
        }
    }

    /// nil: can't take the seat. The person's prices are kept.
    subscript(person: Int, group: Int) -> Int32? {
        let cost = kept[Int(starts[person]) + group]
        return cost >= 0 ? Int32(cost) : nil
    }

    /// All seats that the person can take. The person's prices are kept.
    func forEach(of person: Int, _ body: (_ group: Int, _ cost: Int32) -> Void) {
        let start = Int(starts[person])
        kept.withUnsafeBufferPointer { kept in
            for group in 0..<groups where kept[start + group] >= 0 { body(group, Int32(kept[start + group])) }
        }
    }
}
