/// One person of a wave.
package struct Invited: Sendable, Equatable {
    package var member: MemberID
    package var need: NeedID
    package var site: SiteCode
    package var role: Role
    package var pool: Pool
    package var expectedAt: Instant
    /// Chance that this person arrives, in thousandths.
    package var chance: Int

    package init(
        member: MemberID, need: NeedID, site: SiteCode, role: Role, pool: Pool, expectedAt: Instant,
        chance: Int
    ) {
        self.member = member
        self.need = need
        self.site = site
        self.role = role
        self.pool = pool
        self.expectedAt = expectedAt
        self.chance = chance
    }
}

/// Whom a wave calls, in the order of the calls, and why everybody else isn't called.
///
/// Stored by columns: 386 people one by one take 47 kB of JSON, and as columns 3 kB.
package struct Wave: Sendable, Equatable {
    package var people: [Invited]
    package var reasons: WaveReasons

    package init(_ people: [Invited], reasons: WaveReasons = WaveReasons([], roster: .none)) {
        self.people = people
        self.reasons = reasons
    }
}

/// Why each person of a roster was called in a wave, or wasn't: a code by place in that edition of the roster.
package struct WaveReasons: Sendable, Equatable, Codable {
    package var roster: ReferenceVersion
    /// Code and how many in a row have it, in turns: neighbours in a roster have mostly the same.
    private var runs: PackedNumbers

    package init(_ reasons: [PlanReason], roster: ReferenceVersion) {
        self.roster = roster
        runs = PackedNumbers()
        var start = 0
        for place in reasons.indices where place + 1 == reasons.count || reasons[place + 1] != reasons[place]
        {
            runs.append(Int64(reasons[place].rawValue))
            runs.append(Int64(place + 1 - start))
            start = place + 1
        }
    }

    /// By place in the roster; empty where nobody was looked at.
    package var reasons: [PlanReason] {
        let numbers = runs.numbers
        return stride(from: 0, to: numbers.count - 1, by: 2).flatMap { place in
            [PlanReason](
                repeating: PlanReason(rawValue: UInt8(clamping: numbers[place])) ?? .notNeeded,
                count: max(0, Int(numbers[place + 1])))
        }
    }
}

extension Wave: Codable {
    private enum CodingKeys: String, CodingKey {
        case needs, sites, members, seats, expected, chances, reasons
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let needs = try container.decode([NeedID].self, forKey: .needs)
        let sites = try container.decode([SiteCode].self, forKey: .sites)
        let members = try container.decode(PackedNumbers.self, forKey: .members).numbers
        let seats = try container.decode(PackedNumbers.self, forKey: .seats).numbers
        let expected = try container.decode(PackedNumbers.self, forKey: .expected).numbers
        let chances = try container.decode(PackedNumbers.self, forKey: .chances).numbers
        reasons = try container.decode(WaveReasons.self, forKey: .reasons)
        guard needs.count == sites.count,
            [seats, expected, chances].allSatisfy({ $0.count == members.count }),
            seats.allSatisfy({ 0..<Int64(needs.count * 4) ~= $0 })
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .members, in: container, debugDescription: "columns of different lengths")
        }
        people = members.indices.map { row in
            let seat = Int(seats[row])
            return Invited(
                member: MemberID(members[row]), need: needs[seat / 4], site: sites[seat / 4],
                role: seat & 2 == 0 ? .worker : .leader, pool: seat & 1 == 0 ? .pioneer : .reserve,
                expectedAt: Instant(milliseconds: expected[row]), chance: Int(chances[row]))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var places: [NeedID: Int64] = [:]
        var needs: [NeedID] = []
        var sites: [SiteCode] = []
        var seats = PackedNumbers()
        for person in people {
            let place = places[person.need] ?? Int64(needs.count)
            if place == needs.count {
                places[person.need] = place
                needs.append(person.need)
                sites.append(person.site)
            }
            seats.append(place * 4 + (person.role == .leader ? 2 : 0) + (person.pool == .reserve ? 1 : 0))
        }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(needs, forKey: .needs)
        try container.encode(sites, forKey: .sites)
        try container.encode(PackedNumbers(people.map(\.member.number)), forKey: .members)
        try container.encode(seats, forKey: .seats)
        try container.encode(PackedNumbers(people.map(\.expectedAt.milliseconds)), forKey: .expected)
        try container.encode(PackedNumbers(people.map { Int64($0.chance) }), forKey: .chances)
        try container.encode(reasons, forKey: .reasons)
    }
}
