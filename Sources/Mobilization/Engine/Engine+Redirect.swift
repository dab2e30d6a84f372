/// People who say yes for a need that is full, while another need of the incident still misses people: they haven't
/// left yet, and a yes that is turned away is lost for the whole night, since nobody is called twice.
extension Engine {
    /// Gives the person a place elsewhere, and says so: not there, but here. At the same site only the task changes.
    ///
    /// - Returns: false where no need misses anybody whom they could replace in time.
    mutating func redirect(
        _ callout: Callout, of incident: Incident, isLate: Bool, _ evidence: Evidence
    ) -> Bool {
        guard let from = reference.sites[callout.site], let place = openPlace(for: callout, of: incident)
        else { return false }
        record(.memberPlaced(incident.id, place))
        guard let changed = state.incidents[incident.id] else { return false }
        leaveDrills(place.member, for: changed)
        reach(.accepted, [place.member], of: changed, evidence, isLate: isLate)
        // Another task at the same site is the same way.
        if place.site != callout.site {
            send(
                "move", about: place.site, of: changed, to: [place.member], urgency: .followUp,
                values: ["from": from.musterPoint, "t": clock(max(place.expectedAt, arrivalTarget(changed)))])
        }
        if let accepted = state.incidents[incident.id]?.callouts[place.member] {
            sendAssignment(accepted, of: changed)
        }
        return true
    }

    /// The call-out as it would stand at the nearest need that misses people and takes this person.
    private func openPlace(for callout: Callout, of incident: Incident) -> Callout? {
        guard let member = reference.roster[callout.member], incident.dispatch != .ended else { return nil }
        let ways = MemberWays(reference)
        var best: Callout?
        for need in incident.needs where need.id != callout.need && misses(need, incident) {
            let stops = Gate.stopping(
                member, from: need.rule, as: .worker, today: localNow.day,
                incidentCover: reference.settings.covers(member.pool, in: incident, on: localNow.day))
            guard stops == nil, let way = ways.way(of: member, to: need.site) else { continue }
            let expectedAt =
                now
                + Arrival.preparation(
                    isNight: localNow.isNight, isFirstAid: need.rule.needsFirstAidCertificate)
                + way.interval + Arrival.checkIn
            guard expectedAt <= max(incident.neededBy, now + .minutes(60)),
                best.map({ expectedAt < $0.expectedAt }) ?? true
            else { continue }
            var place = callout
            place.need = need.id
            place.site = need.site
            place.role = .worker
            place.expectedAt = expectedAt
            best = place
        }
        return best
    }

    /// Fewer have promised than are asked for, and work goes on there.
    private func misses(_ need: Need, _ incident: Incident) -> Bool {
        guard !incident.hasStoodDown(need.site), incident.sites[need.site]?.stop == nil else { return false }
        return incident.callouts.promised(need.id) < need.seats
    }
}
