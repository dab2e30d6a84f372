package import Mobilization
package import MobilizationRuntime
package import MusterAPI

extension Board {
    /// The figures that go to the centre's director and the local government.
    package func reportView(_ incident: Incident) -> ReportView {
        let figures = IncidentFigures(incident)
        let clock = teamClock.since(incident)
        let messages = MessageSums(state.attempts.values.lazy.filter { $0.incident == incident.id })
        return ReportView(
            sequence: sequence, asOf: clock.moment(asOf), summary: summary(of: incident, figures),
            issued: clock.moment(state.alerts.values.first { $0.incident == incident.id }?.issuedAt),
            firstSent: clock.moment(incident.firstSentAt), responseLevel: incident.responseLevel,
            eventGrade: incident.eventGrade, allowedAlone: incident.glassBroken,
            atSixty: established(incident, at: incident.openedAt + .minutes(60), clock),
            atOneHundredEighty: established(incident, at: incident.openedAt + .minutes(180), clock),
            now: establishedNow(incident, at: asOf, clock),
            knownAtSixty: incident.circle.map {
                CircleView(
                    required: $0.required, arrived: $0.arrived, sites: $0.sites, sitesReady: $0.sitesReady)
            },
            sitesReady: figures.sites.filter { $0.required > 0 }.map { site in
                SiteReadiness(
                    site: site.code, name: reference.place(site.code, of: incident)?.name ?? "",
                    ready: clock.moment(incident.sites[site.code]?.readyAt))
            },
            messagesPerPersonMax: messages.mostToOnePerson, messagesSent: messages.sent,
            messagesDelivered: messages.delivered, messagesFailed: messages.failed,
            messagesUnknown: messages.unknown, declined: figures.declined, released: figures.released,
            unaccounted: figures.unaccounted, counters: CounterSums(incident).totals,
            serviceMinutes: incident.callouts.values.reduce(0) { $0 + serviceMinutes($1) })
    }

    private func established(_ incident: Incident, at instant: Instant, _ clock: LocalClock) -> ReportFigures?
    {
        asOf < instant ? nil : establishedNow(incident, at: instant, clock)
    }

    private func establishedNow(_ incident: Incident, at instant: Instant, _ clock: LocalClock)
        -> ReportFigures
    {
        let required = incident.headcount
        let arrived = incident.callouts.values.count { callout in
            callout.arrivedAt.map { $0 <= instant } ?? false
        }
        let sites = Set(incident.needs.map(\.site))
        return ReportFigures(
            at: clock.moment(instant), required: required, arrived: arrived,
            percent: required == 0 ? 0 : arrived * 100 / required, sites: sites.count,
            sitesReady: sites.count { code in incident.sites[code]?.readyAt.map { $0 <= instant } ?? false })
    }

    private func serviceMinutes(_ callout: Callout) -> Int {
        guard let arrived = callout.arrivedAt else { return 0 }
        let end = callout.signedOutAt ?? (callout.stage.isPresent ? asOf : callout.settledAt ?? callout.since)
        return max(0, Int((end - arrived).wholeMinutes))
    }
}

/// What became of messages.
struct MessageSums {
    private(set) var sent = 0
    private(set) var delivered = 0
    private(set) var failed = 0
    private(set) var unknown = 0
    private var byPerson: [MemberID: Int] = [:]

    init(_ attempts: some Sequence<Attempt>) {
        for attempt in attempts where attempt.starts > 0 {
            if case .member(let member) = attempt.recipient { byPerson[member, default: 0] += 1 }
            switch attempt.state {
            case .sent: sent += 1
            case .delivered: (sent, delivered) = (sent + 1, delivered + 1)
            case .failed: failed += 1
            case .unknown: unknown += 1
            case .planned, .started, .expired, .superseded: break
            }
        }
    }

    var mostToOnePerson: Int { byPerson.values.max() ?? 0 }
}
