/// Figures that officers enter: counters with their corrections, and tools.
extension Engine {
    mutating func count(
        _ added: Int, _ counter: String, at site: SiteCode, _ incident: Incident, observedAt: Instant?,
        note words: String, by actor: Actor
    ) throws(Refusal) -> Done {
        if added < 0 { throw .negativeCount(added) }
        if let observedAt, observedAt > now { throw .timeInFuture(observedAt) }
        guard let slug = counterSlug(counter, at: site, of: incident) else {
            let known = incident.needs.filter { $0.site == site }.flatMap { $0.rule.counters.map(\.slug) }
            throw .unknownCounter(counter, known: known)
        }
        let reading = CounterReading(site: site, counter: slug, added: added, at: observedAt ?? now)
        record(
            .counterReported(incident.id, reading, note: words.isEmpty ? nil : keepNote(words)), by: actor)
        return Done(incident: incident.id, code: incident.code, people: added, sites: [site])
    }

    /// A correction is a new reading that refers to the old one: what was reported stays in the log.
    mutating func fix(
        _ number: Int, to added: Int, _ incident: Incident, note words: String, by actor: Actor
    ) throws(Refusal) -> Done {
        if added < 0 { throw .negativeCount(added) }
        guard let standing = incident.reading(number) else {
            throw .unknownReading(number, last: incident.counters.count)
        }
        let correction = CounterReading(
            site: standing.site, counter: standing.counter, added: added - standing.added, at: now,
            corrects: number)
        record(
            .counterReported(incident.id, correction, note: words.isEmpty ? nil : keepNote(words)), by: actor)
        return Done(incident: incident.id, code: incident.code, people: added, sites: [standing.site])
    }

    mutating func lend(
        _ tool: String, by change: Int, at site: SiteCode, _ incident: Incident, _ actor: Actor
    ) throws(Refusal) -> Done {
        // A name of a thing, never words about people: it stands in the log as it is.
        guard (1...12).contains(tool.count), !tool.contains(where: { $0.isNumber || $0.isWhitespace }) else {
            throw .badToolName(tool)
        }
        let out = incident.toolsOut(tool, at: site)
        if out + change < 0 { throw .toolsNotOut(tool, out: out) }
        record(.toolsMoved(incident.id, site, tool: tool, change: change), by: actor)
        return Done(incident: incident.id, code: incident.code, people: out + change, sites: [site])
    }
}
