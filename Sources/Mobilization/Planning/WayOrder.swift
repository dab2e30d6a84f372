/// Pairs of person and site in the order of the minutes on the way, then of the people, then of the sites.
struct WayOrder {
    /// Each is the person's place times the number of sites, plus the site's place.
    private(set) var pairs: [UInt32] = []
    /// False when there were too many pairs: each person then stands only with the nearest sites.
    let isWhole: Bool

    /// Pairs with more than `longest_min` minutes between them are left out, so below 0 all are; `pairsHeld` is the
    /// most pairs kept, but at least one for each person.
    init(people: [Candidate], sites: [WaySite], ways table: Ways, longest_min: Int, pairsHeld: Int) {
        let sitesEach = people.isEmpty ? sites.count : min(sites.count, max(1, pairsHeld / people.count))
        isWhole = sitesEach == sites.count
        guard longest_min >= 0, !sites.isEmpty else { return }
        var minutes = [UInt16](repeating: 0, count: people.count * sitesEach)
        var places = [UInt16](repeating: 0, count: isWhole ? 0 : people.count * sitesEach)
        var ends = [Int](repeating: 0, count: longest_min + 2)
        var ways = [Int](repeating: 0, count: sites.count)
        for (place, person) in people.enumerated() {
            for site in sites.indices {
                ways[site] = min(table.minutes(from: person.home, to: sites[site]), longest_min + 1)
            }
            let limit =
                isWhole ? longest_min + 1 : WayOrder.nearest(sitesEach, of: ways, longest: longest_min + 1)
            var slot = place * sitesEach
            let end = slot + sitesEach
            for isAtLimit in [false, true] {
                for site in sites.indices where slot < end && (isWhole || (ways[site] == limit) == isAtLimit)
                {
                    guard ways[site] <= limit else { continue }
                    minutes[slot] = UInt16(ways[site])
                    if !isWhole { places[slot] = UInt16(site) }
                    ends[ways[site]] += 1
                    slot += 1
                }
            }
        }
        // From counts to the first place of each bucket; the last bucket holds what is too far.
        var total = 0
        for bucket in ends.indices { (ends[bucket], total) = (total, total + ends[bucket]) }
        pairs = [UInt32](repeating: 0, count: ends[longest_min + 1])
        for slot in minutes.indices where Int(minutes[slot]) <= longest_min {
            let bucket = Int(minutes[slot])
            let site = isWhole ? slot % sitesEach : Int(places[slot])
            pairs[ends[bucket]] = UInt32(slot / sitesEach * sites.count + site)
            ends[bucket] += 1
        }
    }

    /// The least number of minutes within which that many sites lie.
    private static func nearest(_ count: Int, of ways: [Int], longest: Int) -> Int {
        var sitesWithin = [Int](repeating: 0, count: longest + 1)
        for minutes in ways { sitesWithin[minutes] += 1 }
        var total = 0
        return sitesWithin.firstIndex {
            total += $0
            return total >= count
        } ?? longest
    }
}
