/// Needs that are stored with each of their rules once: the 51 needs of 17 sites share the chapters of seven playbooks.
@propertyWrapper
package struct RulesOnce: Sendable, Equatable {
    package var wrappedValue: [Need]

    package init(wrappedValue: [Need]) {
        self.wrappedValue = wrappedValue
    }
}

extension RulesOnce: Codable {
    private enum CodingKeys: String, CodingKey { case rules, rows }

    private struct Row: Codable {
        var id: NeedID
        var site: SiteCode
        /// Place among the rules.
        var rule: Int
        var headcount: Int
        var leaderSeats: Int
        var workload: Int?
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let rules = try container.decode([NeedRule].self, forKey: .rules)
        let rows = try container.decode([Row].self, forKey: .rows)
        guard rows.allSatisfy({ rules.indices.contains($0.rule) }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .rows, in: container, debugDescription: "a rule that isn't there")
        }
        wrappedValue = rows.map { row in
            Need(
                id: row.id, site: row.site, rule: rules[row.rule], headcount: row.headcount,
                leaderSeats: row.leaderSeats, workload: row.workload)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var rules: [NeedRule] = []
        let rows = wrappedValue.map { need in
            let place = rules.firstIndex(of: need.rule) ?? rules.count
            if place == rules.count { rules.append(need.rule) }
            return Row(
                id: need.id, site: need.site, rule: place, headcount: need.headcount,
                leaderSeats: need.leaderSeats, workload: need.workload)
        }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(rules, forKey: .rules)
        try container.encode(rows, forKey: .rows)
    }
}
