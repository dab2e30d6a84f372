/// The ways of members to sites by their codes, for whoever has no plan with its own tables.
package struct MemberWays: Sendable {
    private let ways: Ways
    private let sites: [SiteCode: WaySite]
    /// Where people without a known home are assumed. nil: no home is known at all.
    private let centre: Coordinate?

    package init(_ reference: Reference, conditions: RoadConditions = .assumed) {
        let ways = Ways(reference.travelTimes, conditions: conditions)
        self.ways = ways
        var sites: [SiteCode: WaySite] = [:]
        for site in reference.sites.sites { sites[site.code] = ways.site(site.position) }
        self.sites = sites
        centre = reference.roster.centre
    }

    /// nil: no way leads there. Whoever is no longer on the roster comes by e-bike from its centre.
    package func way(of member: Member?, to site: SiteCode) -> Travel? {
        guard !ways.areClosed else { return nil }
        let mode = member?.transport ?? .ebike
        guard let goal = sites[site] else {
            return Travel(
                interval: Arrival.travel(Arrival.assumedDistance_m, by: mode, in: .assumed) ?? .zero,
                source: .straightLine(.homeUnknown))
        }
        return ways.travel(from: ways.home(member?.home ?? centre, by: mode), to: goal)
    }
}
