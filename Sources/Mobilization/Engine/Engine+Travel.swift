/// Travel times by road: asked for when somebody moved, taken when they come, never waited for.
extension Engine {
    /// Orders the ways from all homes to all sites where the table in force lacks one of them.
    mutating func requestTravelTimes() {
        let wanted = TravelQuery(reference.roster, reference.sites)
        guard wanted.pairs > 0, !reference.travelTimes.covers(wanted) else { return }
        guard wanted.pairs <= Limits.travelPairs else {
            log(
                .notice,
                "\(wanted.cells.count) places of homes times \(wanted.sites.count) sites are more than"
                    + " \(Limits.travelPairs) ways; the straight line counts instead")
            return
        }
        step.effects.append(.requestTravelTimes(wanted))
    }

    /// The same for an incident whose sites the table lacks: the router was away, or lost its memory with us.
    mutating func requestTravelTimes(for incident: Incident) {
        let lacksSite = incident.sites.keys.contains { code in
            reference.sites[code].map { reference.travelTimes.column(of: $0.position) == nil } ?? false
        }
        if lacksSite { requestTravelTimes() }
    }

    /// The table with its edition's number: one more than the last, unless it is the last.
    func counted(_ table: TravelTable) -> TravelTable {
        let last = state.editions.travelTimes
        var table = table
        table.version.number = table.version.digest == last.digest ? last.number : last.number + 1
        return table
    }
}
