/// 换班: others come before the longest shift ends, and the relieved sign out.
extension Engine {
    /// Asks for `people` more at the site's largest need; they are told that they come to relieve others.
    mutating func relieve(
        _ people: Int, at site: SiteCode, _ incident: Incident, confirmed: Int, by actor: Actor
    ) throws(Refusal) -> Done {
        if !(1...Limits.headcountPerNeed).contains(people) { throw .headcountOutOfRange(people) }
        if confirmed != people { throw .countMismatch(typed: confirmed, actual: people) }
        if incident.hasStoodDown(site) || incident.sites[site]?.stop != nil { throw .siteClosed(site) }
        let needs = incident.needs.filter { $0.site == site && $0.headcount > 0 }
        guard let need = needs.max(by: { $0.headcount < $1.headcount }) else {
            throw .siteNotInIncident(site)
        }
        record(.reliefAsked(incident.id, need.id, people: people), by: actor)
        sendWave(incident.id)
        return Done(incident: incident.id, code: incident.code, people: people, sites: [site])
    }
}
