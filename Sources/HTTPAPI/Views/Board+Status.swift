package import Mobilization
package import MobilizationRuntime
package import MusterAPI

extension Board {
    /// One look at everything.
    package func statusView() -> StatusView {
        let shift = reference.rota.shift(at: asOf)
        return StatusView(
            sequence: sequence, asOf: teamClock.moment(asOf), sentence: statusSentence(),
            posture: state.postureNow.wireName, postureWords: state.postureNow.words,
            incidents: incidentSummaries(),
            todo: state.alarms.count, helpCalls: state.alarms.values.count { $0.kind == .help },
            gatewaysDown: state.gateways.filter { !$0.isUp }.map(\.description.name),
            waitingMessages: state.backlog.count,
            duty: shift.map { shift in
                DutyView(
                    officer: NameMask.mask(shift.officer.name),
                    leaderInCharge: NameMask.mask(shift.leaderInCharge.name),
                    until: teamClock.moment(shift.until),
                    covered: teamClock.moment(reference.rota.covered(from: asOf)))
            },
            storeTrouble: storeTrouble?.words, standby: standbyView())
    }

    /// `figures`: nil where nobody looks after a store.
    package func storeView(_ figures: StoreFigures?) -> StoreView {
        StoreView(
            sequence: sequence, asOf: teamClock.moment(asOf),
            freeMegabytes: figures?.freeBytes.map { $0 >> 20 },
            lowBelowMegabytes: (figures?.lowBelowBytes ?? 0) >> 20,
            failed: state.alarms.values.contains { $0.kind == .storeFailed },
            backedUp: figures?.backedUpAt.map { teamClock.moment($0) },
            checked: figures?.checkedAt.map { teamClock.moment($0) },
            purged: figures?.purgedAt.map { teamClock.moment($0) })
    }

    package func incidentsView() -> IncidentsView {
        IncidentsView(sequence: sequence, asOf: teamClock.moment(asOf), incidents: incidentSummaries())
    }

    /// Open incidents, real ones before drills, the larger first.
    package var incidentsByWeight: [Incident] {
        state.incidents.values.sorted { left, right in
            (left.isDrill ? 1 : 0, -left.headcount, left.id) < (
                right.isDrill ? 1 : 0, -right.headcount, right.id
            )
        }
    }

    /// One incident on one line.
    package func summary(of incident: Incident, _ figures: IncidentFigures) -> IncidentSummary {
        let clock = teamClock.since(incident)
        let street = state.street(of: incident).map(\.code)
        return IncidentSummary(
            id: incident.id.number, code: incident.code, event: incident.event, drill: incident.isDrill,
            opened: clock.moment(incident.openedAt), neededBy: clock.moment(incident.neededBy),
            dispatch: dispatchView(incident, clock), figures: figures.total,
            circle: incident.circle.map {
                CircleView(
                    required: $0.required, arrived: $0.arrived, sites: $0.sites, sitesReady: $0.sitesReady)
            },
            sentence: sentence(for: incident, figures.total),
            during: incident.micro?.during.flatMap { state.incidents[$0]?.code },
            street: street.count > 1 ? street : nil)
    }

    private func incidentSummaries() -> [IncidentSummary] {
        incidentsByWeight.map { summary(of: $0, IncidentFigures($0)) }
    }

    private func dispatchView(_ incident: Incident, _ clock: LocalClock) -> DispatchView {
        switch incident.dispatch {
        case .running:
            DispatchView(state: "running", words: Words(zh: "呼叫中", en: "calling"))
        case .held(let until):
            DispatchView(
                state: "held", until: clock.moment(until),
                words: Words(
                    zh: "\(clock.clock(until))起呼叫，可停", en: "calls from \(clock.clock(until)) unless stopped"))
        case .awaitingOfficer:
            DispatchView(
                state: "awaiting_officer", words: Words(zh: "待值班员批准呼叫", en: "waits for the officer's word"))
        case .ended:
            DispatchView(state: "ended", words: Words(zh: "已停止呼叫", en: "no more calls"))
        }
    }
}
