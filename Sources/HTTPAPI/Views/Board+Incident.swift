package import Mobilization
package import MobilizationRuntime
package import MusterAPI

extension Board {
    /// The wall board of one incident.
    ///
    /// `texts` reads what people wrote, for the inbox; nil leaves the words out. `forecast` is left out once the hour
    /// that it foretells is over.
    package func incidentView(
        _ incident: Incident, texts: (any TextReader)? = nil, forecast: Forecast? = nil
    ) -> IncidentView {
        let figures = IncidentFigures(incident)
        // Two neighbours and a door are no circle.
        let forecast = incident.micro == nil ? forecast.flatMap { asOf < $0.circleEnd ? $0 : nil } : nil
        let chances = Dictionary(
            (forecast?.sites ?? []).map { ($0.site, $0.readyByCircle) },
            uniquingKeysWith: { first, _ in first })
        let counts = CounterSums(incident)
        return IncidentView(
            sequence: sequence, asOf: teamClock.since(incident).moment(asOf),
            summary: summary(of: incident, figures),
            demand: incident.demand.isEmpty ? nil : incident.demand,
            source: incident.source.isEmpty ? nil : incident.source, waves: incident.waves,
            reserveCalled: incident.reserveCalled, reserveAllowed: incident.reserveAllowed,
            sites: figures.sites.map { siteRow($0, incident, counts, chances) },
            needs: incident.needs.map { needRow($0, figures) }, counters: counts.totals,
            todo: todoItems(of: incident.id, texts: texts), outlook: forecast.map { outlook($0, incident) },
            cover: incident.gates.cover.map { cover in
                CoverView(
                    until: cover.until.text, enteredBy: cover.enteredBy, policy: texts?.words(cover.policy))
            })
    }

    private func outlook(_ forecast: Forecast, _ incident: Incident) -> CircleOutlookView {
        CircleOutlookView(
            asOf: teamClock.since(incident).moment(forecast.asOf),
            expected: Int(forecast.byCircle.expected.rounded()), allReady: wireChance(forecast.allReady))
    }

    private func siteRow(
        _ site: IncidentFigures.Site, _ incident: Incident, _ counts: CounterSums,
        _ chances: [SiteCode: Double]
    ) -> SiteRow {
        let clock = teamClock.since(incident)
        let known = incident.sites[site.code] ?? SiteState()
        let state = workState(known)
        let leader = LeaderStanding(site.code, in: incident)
        let mayOpen = known.stop == nil && known.stoodDownAt == nil
        return SiteRow(
            code: site.code, name: reference.place(site.code, of: incident)?.name ?? "",
            tasks: incident.needs.filter { $0.site == site.code }.map(\.rule.words), required: site.required,
            promised: site.promised, enRoute: site.enRoute, present: site.present, gap: site.gap,
            uncovered: site.uncovered, leader: leader.callout.map { maskedName($0.member) },
            leaderArrived: leader.callout.flatMap { clock.moment($0.arrivedAt) },
            ready: clock.moment(known.readyAt),
            readyByCircle: mayOpen ? chances[site.code].map(wireChance) : nil,
            stopped: known.stop.map { stop in
                StopView(
                    hazard: stop.hazard.rawValue, hazardWords: stop.hazard.words, at: clock.moment(stop.at),
                    headcount: stop.headcount)
            },
            stoodDown: clock.moment(known.stoodDownAt),
            leaderTotal: known.leaderTotal.map {
                LeaderTotalView(people: $0.people, at: clock.moment($0.at))
            },
            lastCount: counts.last(at: site.code, clock), state: state.name, stateWords: state.words,
            leaderState: leader.name, leaderWords: leader.words)
    }

    private func workState(_ site: SiteState) -> (name: String, words: Words) {
        if site.stop != nil { return ("stopped", Words(zh: "停", en: "stopped")) }
        if site.stoodDownAt != nil { return ("stood_down", Words(zh: "收队", en: "stood down")) }
        if site.readyAt != nil { return ("working", Words(zh: "作业", en: "working")) }
        return ("mustering", Words(zh: "集结", en: "mustering"))
    }

    private func needRow(_ need: Need, _ figures: IncidentFigures) -> NeedRow {
        let counted = figures.needs[need.id] ?? IncidentFigures.Need()
        return NeedRow(
            id: need.id.number, site: need.site, playbook: need.rule.playbook, title: need.rule.words,
            headcount: need.headcount, workload: need.workload, promised: counted.promised,
            present: counted.present)
    }

    /// 王**, or empty when the person has left the roster.
    func maskedName(_ member: MemberID) -> String {
        reference.roster[member].map { NameMask.mask($0.name) } ?? ""
    }
}

/// What the readings of an incident's counters add up to.
struct CounterSums {
    private var bySite: [SiteCode: [String: Int]] = [:]
    private var latest: [SiteCode: CounterReading] = [:]
    private var overall = Ordered<String, Int>()
    private var definitions: [String: CounterDefinition] = [:]

    init(_ incident: Incident) {
        for need in incident.needs {
            for counter in need.rule.counters { definitions[counter.slug] = counter }
        }
        for reading in incident.counters {
            bySite[reading.site, default: [:]][reading.counter, default: 0] += reading.added
            overall[reading.counter] = (overall[reading.counter] ?? 0) + reading.added
            if let known = latest[reading.site], known.at > reading.at { continue }
            latest[reading.site] = reading
        }
    }

    var totals: [CounterTotal] {
        zip(overall.keys, overall.values).map { slug, total in
            CounterTotal(
                counter: slug, title: definitions[slug]?.title ?? slug, unit: definitions[slug]?.unit ?? "",
                total: total)
        }
    }

    func last(at site: SiteCode, _ clock: LocalClock) -> LastCount? {
        guard let reading = latest[site] else { return nil }
        let definition = definitions[reading.counter]
        return LastCount(
            counter: reading.counter, title: definition?.title ?? reading.counter,
            unit: definition?.unit ?? "",
            total: bySite[site]?[reading.counter] ?? 0, at: clock.moment(reading.at))
    }
}
