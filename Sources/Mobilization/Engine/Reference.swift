/// The reference data in force: what the engine is told about the world, beside what happened in it.
package struct Reference: Sendable {
    package var roster = Roster.empty
    package var manual = Manual.empty
    package var sites = SiteBook.empty
    package var rules = RuleBook.shipped
    package var rota = Rota.empty
    /// What a routing engine said; none until it has answered, and then the straight line counts.
    package var travelTimes = TravelTable.none
    package var settings: Settings

    package init(settings: Settings) {
        self.settings = settings
    }
}

/// What the administrator configured and no event needs to carry.
package struct Settings: Sendable {
    package var zone: ZoneOffsets
    /// The duty room's fixed line as it stands in texts.
    package var dutyPhone: String
    /// Assumed for members whose home isn't known.
    package var centre: Coordinate
    /// Whether an incident's own insurance covers people whose insurance isn't known.
    package var incidentCover: Bool
    /// Used to found a new store; an existing store keeps its own.
    package var seed: UInt64
    /// Who decides whom to call; the simulator compares others with it.
    package var planner: any WavePlanner
    /// Alert sources whose silence somebody is told of.
    package var feeds: [Feed] = []

    package init(
        zone: ZoneOffsets, dutyPhone: String, centre: Coordinate, incidentCover: Bool = false, seed: UInt64,
        planner: any WavePlanner = CallOutPlanner()
    ) {
        self.zone = zone
        self.dutyPhone = dutyPhone
        self.centre = centre
        self.incidentCover = incidentCover
        self.seed = seed
        self.planner = planner
    }
}
