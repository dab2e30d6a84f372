import Mobilization
import MobilizationRuntime
import MusterAPI

extension Route {
    /// Who may be called, and who leads.
    static var gates: [Route] { absences + [person, openHours, cover] + leaders }

    private static var absences: [Route] {
        [
            absenceList,
            command("/v1/absences", AbsenceBody.self, "Somebody is away, and isn't called meanwhile.") {
                body, scope in
                .gates(
                    .enterAbsence(
                        try scope.member(body.member),
                        from: try body.from.map { try CommandTime.read($0, field: "from") },
                        until: try CommandTime.read(body.until, field: "until"), note: scope.note(body.note)))
            },
            command(
                "/v1/absences/{id}/end", EmptyBody.self, "Somebody is back before the time.", isOptional: true
            ) { _, scope in
                let id = scope.call.parameter("id")
                guard let number = Int64(id) else { throw Problem.notFound("/v1/absences/\(id)") }
                return .gates(.endAbsence(AbsenceID(number)))
            },
        ]
    }

    private static var absenceList: Route {
        Route(
            method: "GET", path: "/v1/absences", access: .account, summary: "Who is away, or will be.",
            query: [Query(name: "names", summary: "full: names, for officers.")],
            success: .json(shape(AbsencesView.self)), refusals: [403, 422]
        ) { call, http in
            .json(
                try http.board().absencesView(
                    fullNames: try call.wantsFullNames(), texts: http.texts(for: call)))
        }
    }

    private static var cover: Route {
        command(
            "/v1/incidents/{id}/cover", CoverBody.self,
            "An insurance covers this incident's reserve and walk-ins."
        ) { body, scope in
            guard (1...60).contains(body.policy.count) else {
                throw Problem.unacceptable([.init(field: "policy", message: "must have 1 to 60 characters")])
            }
            guard let until = CalendarDay(text: body.until) else {
                throw Problem.unacceptable([.init(field: "until", message: "must be a day like 2025-07-31")])
            }
            return .gates(
                .enterCover(incident: try scope.incident(), policy: scope.note(body.policy), until: until))
        }
    }

    private static var leaders: [Route] {
        [
            Route(
                method: "GET", path: "/v1/incidents/{id}/leaders", access: .account,
                summary: "Who leads each site, and what waits for the officer's word.",
                success: .json(shape(LeadersView.self)), refusals: [404]
            ) { call, http in
                let board = try http.board()
                let id = call.parameter("id")
                guard let incident = board.incident(named: id) else { throw Problem.unknownIncident(id) }
                return .json(board.leadersView(incident))
            },
            command(
                "/v1/incidents/{id}/leaders", LeaderBody.self,
                "Names a site's leader, or lets the leader of a near site lead it, too."
            ) { body, scope in
                let incident = try scope.incident()
                switch (body.member, body.with) {
                case (let member?, nil):
                    return .gates(
                        .nameLeader(
                            incident: incident, site: scope.site(body.site), try scope.member(member)))
                case (nil, let other?):
                    return .gates(
                        .shareLeader(
                            incident: incident, site: scope.site(body.site), with: scope.site(other)))
                case (nil, nil), (_?, _?):
                    throw Problem.unacceptable([
                        .init(field: "member", message: "or with must be given, one of the two")
                    ])
                }
            },
            command(
                "/v1/incidents/{id}/leaders/acting", EmptyBody.self,
                "The officer's word that people of middle level may lead in this incident.",
                isOptional: true
            ) { _, scope in .gates(.allowActing(incident: try scope.incident())) },
        ]
    }

    private static var person: Route {
        Route(
            method: "GET", path: "/v1/roster/{member}", access: .account,
            summary: "One person of the roster: level with its history, hours, absences.",
            query: [Query(name: "names", summary: "full: name and phone, for officers.")],
            success: .json(shape(MemberView.self)), refusals: [403, 404, 409, 422]
        ) { call, http in
            let board = try http.board()
            // Whoever may not read names must not find out by trying which of them are on the roster, either.
            guard call.isOfficer || Int64(call.parameter("member")) != nil else {
                throw Problem.forbidden(needs: .officer)
            }
            let id = try CommandScope(call: call, board: board).member(call.parameter("member"))
            guard let member = board.reference.roster[id] else {
                throw Refusal.unknownMember(id).problem(board)
            }
            return .json(
                board.memberView(
                    member, fullNames: try call.wantsFullNames(), texts: http.texts(for: call)))
        }
    }

    private static var openHours: Route {
        command(
            "/v1/incidents/{id}/hours", AllHoursBody.self,
            "Calls people outside their stated hours, too; the count must be the one that would be called."
        ) { body, scope in
            .gates(.openHours(incident: try scope.incident(), confirmed: body.confirmed))
        }
    }
}

extension CalendarDay {
    /// `2025-07-31`; nil for anything else.
    fileprivate init?(text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}
