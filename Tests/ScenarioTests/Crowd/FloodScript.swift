import Mobilization

/// Who comes to the flood, where and when: 520 people, to the minute, as the tables of the replay have it.
///
/// The engine calls whom its planner chooses; the script gives each arrival of the tables to one of those who were
/// called for that site, and lets the others decline or stay silent. So the totals by site, by time and by pool come
/// true exactly, whoever is called.
struct FloodScript {
    /// One arrival.
    struct Seat {
        var minute: Int
        var site: SiteCode
        var leads = false
        /// nil: nobody has taken it.
        var taker: MemberID?
        /// Whose it is to be. nil: not decided.
        var pool: Pool?

        /// The quarter of an hour in which the tables count it, from 0.
        var quarter: Int { (minute - 1) / 15 }
    }

    /// What the tables say of one site, in minutes after T+0.
    struct SiteRow: Equatable {
        var site: SiteCode
        var required: Int
        var first: Int
        var leader: Int
        var presentAtHour: Int
        var full: Int
    }

    var seats: [Seat] = []
    let sites: [SiteRow]
    /// Pioneers who have come by the end of each quarter of an hour.
    let pioneers: [Int]
    /// Reserve people who have come by then.
    let reserve: [Int]
    /// What is still missing of each need.
    var missing: [NeedID: Int] = [:]
    /// Who says yes elsewhere and is moved to where the tables want them, by the officer.
    var moving: [MemberID] = []
    /// Called of the reserve, and not needed so far.
    private var spare: [SiteCode: [Callout]] = [:]
    /// Whom the script has looked at.
    var seen: Set<MemberID> = []
    /// The reserve is called a quarter of an hour later; who comes before this minute is a pioneer.
    static let earliestReserve = 22
    /// Those who arrive at this site at this minute come by themselves; nobody calls them.
    static let walkIns = (site: "S01", minute: 130)

    init() throws {
        let folder = "Tests/ScenarioTests/Scenarios/"
        sites = try Self.rows(folder + "flood-sites.csv").map { row in
            SiteRow(
                site: row[0], required: try Self.number(row[1]), first: try Self.number(row[2]),
                leader: try Self.number(row[3]), presentAtHour: try Self.number(row[4]),
                full: try Self.number(row[5]))
        }
        let curve = try Self.rows("Examples/flood/arrivals.csv")
        pioneers = try curve.map { try Self.number($0[1]) }
        reserve = try curve.map { try Self.number($0[2]) + Self.number($0[3]) }
        for row in try Self.rows(folder + "flood-arrivals.csv") {
            let seat = Seat(minute: try Self.number(row[0]), site: row[1])
            seats += Array(repeating: seat, count: try Self.number(row[2]))
        }
        for site in sites {
            let place = seats.firstIndex { $0.site == site.site && $0.minute == site.leader }
            guard let place else { throw TranscriptMistake("nobody arrives at \(site.site) with its leader") }
            seats[place].leads = true
        }
    }

    /// The rows of a table, without its title and a byte-order mark.
    static func rows(_ path: String) throws -> [[String]] {
        try ExampleCentre.text(path).split { $0.isNewline }.dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    static func number(_ text: String) throws -> Int {
        guard let number = Int(text) else { throw TranscriptMistake("no number: \(text)") }
        return number
    }
}

extension FloodScript {
    /// Gives the first wave's pioneers their arrivals: leaders and first-aiders theirs, then everybody as the tables
    /// divide the arrivals of each quarter of an hour between the pools.
    mutating func seatPioneers(_ called: [Callout], of incident: Incident) throws {
        for need in incident.needs { missing[need.id] = need.headcount }
        var people: [NeedID: [MemberID]] = [:]
        for callout in called where callout.role == .worker {
            people[callout.need, default: []].append(callout.member)
        }
        for site in sites {
            if let leader = called.last(where: { $0.site == site.site && $0.role == .leader }),
                let seat = seats.firstIndex(where: { $0.site == site.site && $0.leads })
            {
                take(seat, leader.member, leader.need, .pioneer)
            }
            seatFirstAiders(at: site.site, of: incident, &people)
        }
        try seatRest(people, of: incident)
        for place in seats.indices where seats[place].taker == nil {
            let comesByThemselves =
                seats[place].site == Self.walkIns.site && seats[place].minute == Self.walkIns.minute
            seats[place].pool = comesByThemselves ? .walkIn : .reserve
        }
    }

    private mutating func seatFirstAiders(
        at site: SiteCode, of incident: Incident, _ people: inout [NeedID: [MemberID]]
    ) {
        guard let rule = ReadinessRule(site, in: incident) else { return }
        for need in rule.firstAidNeeds {
            for _ in 0..<rule.firstAiders {
                let seat = seats.firstIndex { $0.site == site && !$0.leads && $0.taker == nil }
                guard let seat, let person = people[need]?.first else { return }
                people[need]?.removeFirst()
                take(seat, person, need, .pioneer)
            }
        }
    }

    private mutating func seatRest(_ people: [NeedID: [MemberID]], of incident: Incident) throws {
        var people = people
        let groups = openGroups()
        let needs = incident.needs.map(\.id)
        var flow = MaximumFlow(nodes: 2 + groups.spans.count + groups.pairs.count + needs.count)
        let firstPair = 1 + groups.spans.count
        let firstNeed = firstPair + groups.pairs.count
        var edges: [(pair: Int, need: Int, edge: Int)] = []
        for (place, span) in groups.spans.enumerated() {
            flow.connect(0, 1 + place, room: span.quota)
        }
        for (place, pair) in groups.pairs.enumerated() {
            flow.connect(1 + pair.span, firstPair + place, room: pair.seats.count)
            for (number, need) in needs.enumerated() where incident.need(need)?.site == pair.site {
                edges.append(
                    (place, number, flow.connect(firstPair + place, firstNeed + number, room: 520)))
            }
        }
        for (number, need) in needs.enumerated() {
            let room = min(people[need]?.count ?? 0, missing[need] ?? 0)
            flow.connect(firstNeed + number, firstNeed + needs.count, room: room)
        }
        _ = flow.run()
        var used = [Int](repeating: 0, count: groups.pairs.count)
        var open = groups.spans.map(\.quota)
        for edge in edges {
            for _ in 0..<flow.flow(edge.edge) {
                guard let person = people[needs[edge.need]]?.first else { continue }
                people[needs[edge.need]]?.removeFirst()
                take(groups.pairs[edge.pair].seats[used[edge.pair]], person, needs[edge.need], .pioneer)
                used[edge.pair] += 1
                open[groups.pairs[edge.pair].span] -= 1
            }
        }
        for (place, pair) in groups.pairs.enumerated() {
            for seat in pair.seats.dropFirst(used[place]) where open[pair.span] > 0 {
                if moveTo(seat, &people, of: incident) { open[pair.span] -= 1 }
            }
        }
        guard open.allSatisfy({ $0 == 0 }) else {
            throw TranscriptMistake("those called can't fill the pioneers' arrivals: \(open) are left")
        }
    }

    /// Gives an arrival that nobody was called for to somebody of the need that has most people to spare.
    private mutating func moveTo(
        _ seat: Int, _ people: inout [NeedID: [MemberID]], of incident: Incident
    ) -> Bool {
        let target = plainNeed(at: seats[seat].site, of: incident)
        let donor = incident.needs.filter { $0.rule.requiredSkills.isEmpty && !(people[$0.id] ?? []).isEmpty }
            .max { (people[$0.id]?.count ?? 0, $1.id) < (people[$1.id]?.count ?? 0, $0.id) }
        guard let target, let donor, let person = people[donor.id]?.popLast() else { return false }
        take(seat, person, target.id, .pioneer)
        moving.append(person)
        return true
    }

    /// A stretch of time and how many pioneers still have to come in it.
    private struct Span {
        var minutes: ClosedRange<Int>
        var quota: Int
    }

    /// Free arrivals at one site within one stretch.
    private struct Pair {
        var span: Int
        var site: SiteCode
        var seats: [Int]
    }

    private func openGroups() -> (spans: [Span], pairs: [Pair]) {
        var spans: [Span] = []
        for quarter in 0..<pioneers.count - 1 {
            let whole = quarter * 15 + 1...quarter * 15 + 15
            let taken = seats.count { $0.taker != nil && whole.contains($0.minute) }
            var quota = pioneers[quarter + 1] - pioneers[quarter] - taken
            if whole.contains(Self.earliestReserve) {
                // The earlier ones of this stretch are pioneers, all of them.
                let early = whole.lowerBound...Self.earliestReserve - 1
                let open = seats.count { $0.taker == nil && early.contains($0.minute) }
                spans.append(Span(minutes: early, quota: open))
                spans.append(Span(minutes: Self.earliestReserve...whole.upperBound, quota: quota - open))
            } else {
                quota = max(quota, 0)
                spans.append(Span(minutes: whole, quota: quota))
            }
        }
        var pairs: [Pair] = []
        for (number, span) in spans.enumerated() {
            for site in sites {
                let open = seats.indices.filter {
                    isFree($0) && !seats[$0].leads && seats[$0].site == site.site
                        && span.minutes.contains(seats[$0].minute)
                }
                if !open.isEmpty { pairs.append(Pair(span: number, site: site.site, seats: open)) }
            }
        }
        return (spans, pairs)
    }

    private func isFree(_ seat: Int) -> Bool {
        seats[seat].taker == nil
            && (seats[seat].site != Self.walkIns.site || seats[seat].minute != Self.walkIns.minute)
    }

    private mutating func take(_ seat: Int, _ member: MemberID, _ need: NeedID, _ pool: Pool) {
        seats[seat].taker = member
        seats[seat].pool = pool
        missing[need, default: 0] -= 1
    }

    /// Gives one of the reserve the next free arrival at their site; nil: their need misses nobody.
    mutating func seatReserve(_ callout: Callout, from minute: Int) -> Seat? {
        let seat = missing[callout.need, default: 0] > 0 ? freeSeat(callout, from: minute) : nil
        guard let seat else {
            spare[callout.site, default: []].append(callout)
            return nil
        }
        take(seat, callout.member, callout.need, .reserve)
        return seats[seat]
    }

    /// Arrivals within ten minutes that nobody has taken, each with somebody of the same site whose need has enough
    /// people: nobody of the missing need was called. Those within half an hour get somebody of another site, who is
    /// moved.
    mutating func seatSpare(at minute: Int, of incident: Incident) -> [(seat: Seat, isMoved: Bool)] {
        var taken: [(Seat, Bool)] = []
        for place in seats.indices
        where seats[place].taker == nil && seats[place].pool == .reserve && seats[place].minute <= minute + 30
        {
            let site = seats[place].site
            if seats[place].minute <= minute + 10, let callout = takeSpare(from: site, of: incident) {
                take(place, callout.member, callout.need, .reserve)
                taken.append((seats[place], false))
            } else if let target = plainNeed(at: site, of: incident),
                let callout = takeSpareFromAnywhere(of: incident)
            {
                take(place, callout.member, target.id, .reserve)
                taken.append((seats[place], true))
            }
        }
        return taken
    }

    /// From the site that has most of them.
    private mutating func takeSpareFromAnywhere(of incident: Incident) -> Callout? {
        let sites = spare.keys.sorted { (-count(of: $0), $0) < (-count(of: $1), $1) }
        for site in sites {
            if let callout = takeSpare(from: site, of: incident) { return callout }
        }
        return nil
    }

    private func count(of site: SiteCode) -> Int { spare[site]?.count ?? 0 }

    /// A need that misses people and that anybody may fill.
    private func plainNeed(at site: SiteCode, of incident: Incident) -> Need? {
        incident.needs.first {
            $0.site == site && missing[$0.id, default: 0] > 0 && $0.rule.requiredSkills.isEmpty
        }
    }

    private mutating func takeSpare(from site: SiteCode, of incident: Incident) -> Callout? {
        let chosen = spare[site]?.firstIndex { callout in
            guard let need = incident.need(callout.need), incident.sites[site]?.stop == nil else {
                return false
            }
            // A fifth more than asked for may say yes; of a small need the surplus is soon sent home again.
            let surplus = need.headcount < 10 ? 0 : need.headcount / 6
            return missing[need.id, default: 0] + surplus > 0
        }
        return chosen.flatMap { spare[site]?.remove(at: $0) }
    }

    private func freeSeat(_ callout: Callout, from minute: Int) -> Int? {
        seats.firstIndex {
            $0.taker == nil && $0.pool == .reserve && $0.site == callout.site && $0.minute >= minute
                && (!$0.leads || callout.role == .leader)
        }
    }

    /// Where and when somebody should have come and didn't, and why, for whoever mends the script.
    func absent(in incident: Incident, by minute: Int) -> String {
        seats.filter { $0.minute <= minute }.compactMap { seat in
            guard let taker = seat.taker else {
                let pool = seat.pool.map { "\($0)" } ?? "anybody"
                return " \(seat.site) T+\(seat.minute): no \(pool)"
            }
            guard let callout = incident.callouts[taker], callout.arrivedAt == nil else { return nil }
            return " \(seat.site) T+\(seat.minute): \(callout.pool) \(callout.stage) at \(callout.site)"
        }.joined(separator: ";")
    }
}
