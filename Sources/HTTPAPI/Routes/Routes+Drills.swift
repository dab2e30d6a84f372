import Mobilization
import MobilizationRuntime
import MusterAPI

extension Route {
    /// Drills and the monthly reachability test.
    static var drills: [Route] {
        [
            templates,
            query("/v1/drills", DrillsView.self, "The year plan, and what drills and tests came to.") {
                _, http in
                .json(try http.board().drillsView())
            },
            command(
                "/v1/drills", DrillBody.self, "Opens a drill on the officer's word; nobody is called yet."
            ) {
                body, scope in
                guard let kind = DrillKind(rawValue: body.kind) else {
                    let known = DrillKind.allCases.map(\.rawValue).joined(separator: ", ")
                    throw Problem.unacceptable([.init(field: "kind", message: "must be one of \(known)")])
                }
                let demand = try demand(OpenIncidentBody(event: body.event, needs: body.needs), scope)
                return .drills(.open(kind, event: body.event, demand))
            },
            command("/v1/reachability", ReachabilityBody.self, "The monthly test to the whole team.") {
                body, _ in
                .drills(.test(confirmed: body.confirmed))
            },
        ]
    }
}

extension Board {
    func drillsView() -> DrillsView {
        let zone = reference.settings.zone
        let year = zone.local(asOf).day.year
        let held = state.drillRecords.filter { zone.local($0.openedAt).day.year == year && !$0.isPreempted }
        var tests = state.reachabilityRecords.reversed().map { test in
            ReachabilityRow(
                started: teamClock.moment(test.startedAt), running: false, asked: test.asked,
                answered: test.answered, answeredInTen: test.answeredInTen)
        }
        if let test = state.reachability {
            tests.insert(
                ReachabilityRow(
                    started: teamClock.moment(test.startedAt), running: true, asked: test.answers.count,
                    answered: test.answered, answeredInTen: test.answeredInTen), at: 0)
        }
        return DrillsView(
            sequence: sequence, asOf: teamClock.moment(asOf), year: year,
            plan: DrillKind.allCases.map { kind in
                DrillPlanRow(kind: kind.rawValue, words: kind.words, held: held.count { $0.kind == kind })
            },
            drills: state.drillRecords.reversed().map(drillRow), tests: tests)
    }

    private func drillRow(_ drill: DrillRecord) -> DrillRow {
        DrillRow(
            incident: drill.incident.number, kind: drill.kind.rawValue, words: drill.kind.words,
            opened: teamClock.moment(drill.openedAt), closed: teamClock.moment(drill.closedAt),
            required: drill.required, called: drill.called,
            answeredPercent: drill.called == 0 ? 0 : drill.answeredInFive * 100 / drill.called,
            accepted: drill.accepted, arrivedInForty: drill.arrivedInForty,
            arrivedInSixty: drill.arrivedInSixty, sites: drill.sites, sitesReady: drill.sitesReady,
            preempted: drill.isPreempted)
    }
}
