import Mobilization
package import MobilizationRuntime
package import MusterAPI

extension Board {
    /// Needs and offers side by side: "needs don't find resources, resources don't find needs" is what this is against.
    package func demandsView(texts: (any TextReader)? = nil) -> DemandsView {
        DemandsView(
            sequence: sequence, asOf: teamClock.moment(asOf),
            demands: incidentsByWeight.map { demandRow($0, texts) },
            offers: state.offers.values.map { offerRow($0, texts) })
    }

    private func demandRow(_ incident: Incident, _ texts: (any TextReader)?) -> DemandRow {
        let figures = IncidentFigures(incident)
        let total = figures.total
        return DemandRow(
            incident: incident.id.number, code: incident.code, event: incident.event, demand: incident.demand,
            source: incident.source, requestedBy: incident.requestedBy.flatMap { texts?.words($0) },
            verified: !incident.source.isEmpty || incident.demandVerifiedAt != nil, required: total.required,
            promised: total.promised, present: total.present,
            neededBy: teamClock.since(incident).moment(incident.neededBy), end: incident.demandEnd?.wireName,
            endWords: incident.demandEnd?.words,
            gaps: figures.sites.filter { $0.required > $0.promised && !incident.hasStoodDown($0.code) }.map {
                GapRow(
                    site: $0.code, name: reference.sites[$0.code]?.name ?? "",
                    missing: $0.required - $0.promised)
            })
    }

    private func offerRow(_ offer: Offer, _ texts: (any TextReader)?) -> OfferRow {
        let isOver = offer.state == .open && offer.until.map { $0 <= asOf } ?? false
        return OfferRow(
            number: offer.number, what: texts?.words(offer.what), who: texts?.words(offer.who),
            site: offer.site, made: teamClock.moment(offer.madeAt), until: teamClock.moment(offer.until),
            state: isOver ? "over" : offer.state.rawValue,
            stateWords: isOver ? Words(zh: "已过期", en: "over") : offer.state.words)
    }

    /// 交接班单
    package func handoverView(texts: (any TextReader)? = nil) -> HandoverView {
        let status = statusView()
        return HandoverView(
            sequence: sequence, asOf: teamClock.moment(asOf), duty: status.duty, posture: postureView(),
            incidents: incidentsByWeight.map { incident in
                HandoverIncident(
                    summary: summary(of: incident, IncidentFigures(incident)),
                    stopped: zip(incident.sites.keys, incident.sites.values).filter { $1.stop != nil }.map(
                        \.0),
                    toolsOut: (incident.tools ?? []).reduce(0) { $0 + $1.isOut })
            },
            todo: todoItems(of: nil, texts: texts), gatewaysDown: status.gatewaysDown,
            followUps: state.followUps.compactMap { note in
                note.due.map {
                    FollowUpRow(
                        number: note.number, due: teamClock.moment($0), text: texts?.words(note.text))
                }
            },
            open: state.handover.map { open in
                OpenHandover(
                    number: open.number, from: open.from, at: teamClock.moment(open.at), todo: open.todo,
                    unaccounted: open.unaccounted, note: open.note.flatMap { texts?.words($0) })
            })
    }
}
