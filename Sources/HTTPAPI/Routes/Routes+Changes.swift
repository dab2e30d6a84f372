import Mobilization
import MobilizationRuntime
import MusterAPI

extension Route {
    /// What changes at the sites while people work there, and the correction of a false call.
    static var changes: [Route] {
        [
            command("/v1/incidents/{id}/counters", CounterBody.self, "A figure that a leader reports.") {
                body, scope in
                .count(
                    incident: try scope.incident(), site: scope.site(body.site),
                    counter: scope.counter(body.counter), added: body.added,
                    observedAt: try body.at.map { text throws(ProblemDetails) in
                        try CommandTime.read(text, field: "at")
                    }, note: scope.note(body.note))
            },
            command(
                "/v1/incidents/{id}/corrections", CorrectionBody.self,
                "A reading was wrong: a new one refers to it."
            ) { body, scope in
                .fix(
                    incident: try scope.incident(), reading: body.reading, added: body.added,
                    note: scope.note(body.note))
            },
            command("/v1/incidents/{id}/tools", ToolBody.self, "Tools go out to a site, or come back.") {
                body, scope in
                .lend(
                    incident: try scope.incident(), site: scope.site(body.site), tool: body.tool,
                    change: body.change)
            },
            command("/v1/incidents/{id}/moves", MoveBody.self, "People go to another site of the incident.") {
                body, scope in
                .move(
                    incident: try scope.incident(), members: try scope.members(body.members),
                    site: scope.site(body.site), playbook: body.playbook.map(scope.playbook))
            },
            command("/v1/incidents/{id}/relief", ReliefBody.self, "People come to relieve others at a site.")
            {
                body, scope in
                .relieve(
                    incident: try scope.incident(), site: scope.site(body.site), people: body.people,
                    confirmed: body.confirmed)
            },
            command(
                "/v1/incidents/{id}/recall", RecallBody.self,
                "The call was a mistake: everybody who was told is told so."
            ) { body, scope in
                .recall(
                    incident: try scope.incident(), confirmed: body.confirmed, note: scope.note(body.note))
            },
            walkIns,
        ]
    }

    static var counters: Route {
        ofIncident("/counters", CountersView.self, "Every reading with its number, and the tools.") {
            _, _, board, incident in .json(board.countersView(incident))
        }
    }

    /// Apart from the other commands because the person must have a place in the roster first.
    private static var walkIns: Route {
        Route(
            method: "POST", path: "/v1/incidents/{id}/walkins", access: .role(.officer),
            summary: "Takes in somebody who came to a site by themselves.",
            body: .json(shape(WalkInBody.self), isOptional: false), success: .json(shape(CommandAnswer.self)),
            refusals: [400, 404, 409, 413, 415, 422]
        ) { call, http in
            try call.requireJSON(isOptional: false)
            let body = try StrictBody.read(WalkInBody.self, from: call.body)
            let scope = CommandScope(call: call, board: try http.board())
            let person = try walkInPerson(body)
            let id = try scope.incident()
            let site = scope.site(body.site)
            if let refusal = scope.board.refusal(of: person, at: site, of: id) {
                throw refusal.problem(scope.board)
            }
            var observedAt: Instant?
            if let at = body.at { observedAt = try CommandTime.read(at, field: "at") }
            switch await http.ports.takeIn(person) {
            case .storeUnavailable(let reason): throw Problem.storeUnavailable(reason)
            case .badPhone:
                throw Problem.unacceptable([
                    .init(
                        field: "phone", message: "is no number that can be called: give it with its area code"
                    )
                ])
            case .member(let member):
                return try await http.perform(
                    .walkIn(incident: id, site: site, member: member, observedAt: observedAt), call)
            }
        }
    }

    private static func walkInPerson(_ body: WalkInBody) throws(ProblemDetails) -> WalkInPerson {
        var places: [ProblemDetails.Place] = []
        let name = body.name.filter { !$0.isNewline }
        if !(1...40).contains(name.count) {
            places.append(.init(field: "name", message: "must have 1 to 40 characters"))
        }
        if !(0...120).contains(body.age) {
            places.append(.init(field: "age", message: "must be 0 to 120 years"))
        }
        if !places.isEmpty { throw Problem.unacceptable(places) }
        return WalkInPerson(name: name, phone: body.phone, age: body.age)
    }
}

extension Board {
    /// Why nobody like this is taken in at the site; nil: somebody is. Looked at before the person is written down.
    func refusal(of person: WalkInPerson, at site: SiteCode, of id: IncidentID) -> Refusal? {
        // What is unknown here is for the engine to refuse, in its own words.
        guard let incident = state.incidents[id], incident.sites[site] != nil else { return nil }
        let today = reference.settings.zone.local(asOf).day
        let member = person.member(id: MemberID(0), phone: person.phone, today: today)
        do {
            _ = try reference.need(for: member, at: site, of: incident, today: today)
            return nil
        } catch {
            return error
        }
    }

    func countersView(_ incident: Incident) -> CountersView {
        let clock = teamClock.since(incident)
        var definitions: [String: CounterDefinition] = [:]
        for need in incident.needs {
            for counter in need.rule.counters { definitions[counter.slug] = counter }
        }
        let rows = incident.counters.enumerated().map { place, reading in
            ReadingRow(
                number: place + 1, site: reading.site, counter: reading.counter,
                title: definitions[reading.counter]?.title ?? reading.counter,
                unit: definitions[reading.counter]?.unit ?? "", added: reading.added,
                at: clock.moment(reading.at), corrects: reading.corrects)
        }
        let tools = (incident.tools ?? []).map {
            ToolRow(site: $0.site, tool: $0.tool, lent: $0.lent, returned: $0.returned)
        }
        return CountersView(
            sequence: sequence, asOf: clock.moment(asOf), incident: incident.id.number, code: incident.code,
            readings: rows, tools: tools)
    }
}
