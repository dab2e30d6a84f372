import Mobilization
import MobilizationRuntime
import MusterAPI

extension Route {
    /// What the officer orders. Each is durable before it is answered.
    static var commands: [Route] { opening + mustering + changes + stopping + closing + inbox }

    private static var opening: [Route] {
        [
            command("/v1/incidents", OpenIncidentBody.self, "Opens an incident on the officer's word.") {
                body, scope in
                .open(event: body.event, demand: try demand(body, scope), isDrill: body.drill ?? false)
            },
            command("/v1/incidents/{id}/needs", NeedBody.self, "Asks for people at one more site.") {
                body, scope in
                .addNeed(incident: try scope.incident(), scope.need(body))
            },
            command(
                "/v1/incidents/{id}/callouts", CalloutBody.self,
                "Lets the incident call people; the count must be the one that would be called."
            ) { body, scope in
                .call(incident: try scope.incident(), reserve: body.reserve ?? 0, confirmed: body.confirmed)
            },
            command("/v1/confirmations", ConfirmationBody.self, "The second person's word.") { body, _ in
                .confirm(body.confirmation)
            },
        ]
    }

    private static var mustering: [Route] {
        [
            command("/v1/incidents/{id}/replies", ReplyBody.self, "An answer that came by telephone.") {
                body, scope in
                .reply(
                    incident: try scope.incident(), member: try scope.member(body.member),
                    try meaning(body.answer), minutes: try minutes(body),
                    note: scope.note(body.note))
            },
            command(
                "/v1/incidents/{id}/arrivals", ArrivalBody.self,
                "People who arrived, by name; or a leader's total."
            ) { body, scope in try arrival(body, scope) },
        ]
    }

    private static var stopping: [Route] {
        [
            command(
                "/v1/incidents/{id}/stop", StopBody.self,
                "Stops work and has people withdraw. Never asks back.",
                isOptional: true
            ) { body, scope in
                .stop(
                    incident: try scope.incident(), site: body.site.map(scope.site), try hazard(body.hazard),
                    note: scope.note(body.note))
            },
            command(
                "/v1/stop", StopBody.self, "Stops every site of every incident. Never asks back.",
                isOptional: true
            ) {
                body, scope in
                guard body.site == nil else {
                    throw Problem.unacceptable([
                        .init(
                            field: "site",
                            message: "has no place here; /v1/incidents/{id}/stop stops one site")
                    ])
                }
                return .stop(incident: nil, site: nil, try hazard(body.hazard), note: scope.note(body.note))
            },
            command("/v1/incidents/{id}/headcount", HeadcountBody.self, "How many were counted after a stop.")
            {
                body, scope in
                .headcount(incident: try scope.incident(), site: scope.site(body.site), people: body.people)
            },
            command("/v1/incidents/{id}/resume", ResumeBody.self, "Work goes on at a stopped site.") {
                body, scope in
                .resume(incident: try scope.incident(), site: scope.site(body.site))
            },
        ]
    }

    private static var closing: [Route] {
        [
            command(
                "/v1/incidents/{id}/standdown", StandDownBody.self, "Stands one site or all of them down.",
                isOptional: true
            ) { body, scope in
                .standDown(incident: try scope.incident(), site: body.site.map(scope.site))
            },
            command("/v1/incidents/{id}/signouts", SignOutBody.self, "People left the site for home.") {
                body, scope in
                .signOut(incident: try scope.incident(), members: try scope.members(body.members))
            },
            command("/v1/incidents/{id}/safe", SafeBody.self, "Somebody vouches that a person is safe.") {
                body, scope in
                .safe(
                    incident: try scope.incident(), member: try scope.member(body.member),
                    vouchedBy: scope.note(body.vouchedBy))
            },
            command(
                "/v1/incidents/{id}/close", EmptyBody.self,
                "Closes the incident once everybody is accounted for.",
                isOptional: true
            ) { _, scope in .close(incident: try scope.incident()) },
            command("/v1/incidents/{id}/notes", NoteBody.self, "Writes into the incident's duty log.") {
                body, scope in
                .note(incident: try scope.incident(), scope.note(body.text))
            },
            command("/v1/notes", NoteBody.self, "Writes into the duty log, outside any incident.") {
                body, scope in
                .note(incident: nil, scope.note(body.text))
            },
        ]
    }

    private static var inbox: [Route] {
        [
            command("/v1/todo/{id}/acknowledge", EmptyBody.self, "Somebody has seen it.", isOptional: true) {
                _, scope in .acknowledge(try alarm(scope))
            },
            command(
                "/v1/todo/{id}/settle", EmptyBody.self, "Whoever looked says it is settled.", isOptional: true
            ) {
                _, scope in .settle(try alarm(scope))
            },
        ]
    }

    /// `isOptional`: the request may come without a body.
    static func command<Body: Codable & Sendable>(
        _ path: String, _ type: Body.Type, _ summary: String, isOptional: Bool = false,
        make: @escaping @Sendable (Body, CommandScope) throws -> Command
    ) -> Route {
        Route(
            method: "POST", path: path, access: .role(.officer), summary: summary,
            body: .json(shape(type), isOptional: isOptional), success: .json(shape(CommandAnswer.self)),
            refusals: [400, 404, 409, 413, 415, 422]
        ) { call, http in
            try call.requireJSON(isOptional: isOptional)
            let scope = CommandScope(call: call, board: try http.board())
            let command = try make(try StrictBody.read(type, from: call.body), scope)
            return try await http.perform(command, call)
        }
    }

    static func demand(_ body: OpenIncidentBody, _ scope: CommandScope) throws(ProblemDetails)
        -> Demand
    {
        guard !body.event.isEmpty, body.event.count <= 40 else {
            throw Problem.unacceptable([.init(field: "event", message: "must have 1 to 40 characters")])
        }
        guard !body.needs.isEmpty, body.needs.count <= Limits.needsPerDemand else {
            throw Problem.unacceptable([
                .init(field: "needs", message: "must list 1 to \(Limits.needsPerDemand) needs")
            ])
        }
        var neededBy: Instant?
        if let text = body.neededBy { neededBy = try CommandTime.read(text, field: "needed_by") }
        let requester = body.requestedBy
        let words = [
            requester?.organisation, requester?.name, requester?.phone,
            requester?.callback == true ? "已回拨核实" : nil,
        ]
        return Demand(
            requestedBy: scope.note(words.compactMap { $0 }.joined(separator: " ")),
            needs: body.needs.map(scope.need), neededBy: neededBy)
    }

    private static func arrival(_ body: ArrivalBody, _ scope: CommandScope) throws(ProblemDetails) -> Command
    {
        let incident = try scope.incident()
        switch (body.members, body.people) {
        case (let members?, nil):
            var observedAt: Instant?
            if let at = body.at { observedAt = try CommandTime.read(at, field: "at") }
            return .arrive(
                incident: incident, site: scope.site(body.site), members: try scope.members(members),
                observedAt: observedAt)
        case (nil, let people?):
            return .leaderTotal(incident: incident, site: scope.site(body.site), people: people)
        case (nil, nil), (_?, _?):
            throw Problem.unacceptable([
                .init(field: "members", message: "or people must be given, one of the two")
            ])
        }
    }

    private static func meaning(_ answer: String) throws(ProblemDetails) -> ReplyMeaning {
        guard answer.utf8.count == 1, let digit = Int(answer), let meaning = ReplyMeaning(digit: digit) else {
            throw Problem.unacceptable([.init(field: "answer", message: "must be one digit, 0 to 9")])
        }
        return meaning
    }

    private static func minutes(_ body: ReplyBody) throws(ProblemDetails) -> Int? {
        guard let minutes = body.minutes else { return nil }
        guard (1...Limits.statedMinutes).contains(minutes) else {
            throw Problem.unacceptable([
                .init(field: "minutes", message: "must be 1 to \(Limits.statedMinutes)")
            ])
        }
        guard ["1", "2", "4"].contains(body.answer) else {
            throw Problem.unacceptable([
                .init(field: "minutes", message: "can only stand beside the answers 1, 2 and 4")
            ])
        }
        return minutes
    }

    private static func hazard(_ name: String?) throws(ProblemDetails) -> Hazard {
        guard let name else { return .other }
        guard let hazard = Hazard(rawValue: name) else {
            let known = Hazard.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem.unacceptable([.init(field: "hazard", message: "must be one of \(known)")])
        }
        return hazard
    }

    private static func alarm(_ scope: CommandScope) throws(ProblemDetails) -> AlarmID {
        let id = scope.call.parameter("id")
        guard let number = Int64(id) else { throw Problem.notFound("/v1/todo/\(id)") }
        return AlarmID(number)
    }
}

extension Call {
    /// - Throws: 415 when a body comes as anything but JSON.
    func requireJSON(isOptional: Bool) throws(ProblemDetails) {
        if isOptional, body.isEmpty { return }
        if mediaType != "application/json" {
            throw Problem.unsupported(mediaType, accepts: ["application/json"])
        }
    }
}
