import Mobilization
import MobilizationRuntime
import MusterAPI

extension Route {
    /// Everything that only looks. All of it comes from one board, with its sequence and as-of time.
    static var queries: [Route] {
        [
            query("/v1/status", StatusView.self, "One look at everything.") { _, http in
                .json(try http.board().statusView())
            },
            query("/v1/todo", TodoView.self, "What waits for a person, most dangerous first.") { call, http in
                .json(try http.board().todoView(texts: http.texts(for: call)))
            },
            query("/v1/incidents", IncidentsView.self, "Open incidents.") { _, http in
                .json(try http.board().incidentsView())
            },
            ofIncident("", IncidentView.self, "The wall board of one incident.") {
                call, http, board, incident in
                .json(
                    board.incidentView(
                        incident, texts: http.texts(for: call),
                        forecast: http.forecasts.glance(of: incident, on: board)))
            },
            members,
            why,
            plan,
            forecast,
            log,
            counters,
            ofIncident("/report", ReportView.self, "The figures for director and government.") {
                _, _, board, incident in
                .json(board.reportView(incident))
            },
            roster,
            query("/v1/playbooks", PlaybooksView.self, "The seven chapters in force.") { _, http in
                .json(try http.board().playbooksView())
            },
            query("/v1/sites", SitesView.self, "The site book (点位库).") { call, http in
                .json(try http.board().sitesView(contacts: call.isOfficer))
            },
            query("/v1/circle", CoverageView.self, "Who could be where within the hour; nobody is called.") {
                _, http in
                .json(try http.board().coverageView())
            },
            query("/v1/gateways", GatewaysView.self, "The gateways and what they did.") { _, http in
                .json(try http.board().gatewaysView())
            },
            query("/v1/alerts", AlertsView.self, "The newest alerts and what they led to.") { _, http in
                .json(try http.board().alertsView())
            },
        ]
    }

    private static var members: Route {
        var route = ofIncident("/members", MembersView.self, "Everybody who was called.") {
            call, _, board, incident in
            .json(
                board.membersView(
                    incident, site: call.query("site"), stage: call.query("stage"),
                    fullNames: try call.wantsFullNames()))
        }
        route.query = [
            Query(name: "site", summary: "Only this site, by its code."),
            Query(name: "stage", summary: "Only this stage, such as en_route."),
            Query(name: "names", summary: "full: names and phones, for officers."),
        ]
        route.refusals.append(422)
        return route
    }

    private static var why: Route {
        var route = ofIncident(
            "/members/{member}/why", WhyView.self, "Why somebody was called, or wasn't; for officers."
        ) { call, _, board, incident in
            // A gate may tell somebody's age or insurance.
            guard call.isOfficer else { throw Problem.forbidden(needs: .officer) }
            let member = try CommandScope(call: call, board: board).member(call.parameter("member"))
            guard board.reference.roster[member] != nil || incident.callouts.contains(member) else {
                throw Refusal.unknownMember(member).problem(board)
            }
            return .json(board.whyView(incident, member))
        }
        route.refusals += [403, 409]
        return route
    }

    private static var plan: Route {
        var route = ofIncident("/plan", PlanView.self, "Whom a call would reach now; nobody is called.") {
            call, _, board, incident in
            let reserve = try call.number("reserve", in: 0...Int64(Limits.members), or: 0)
            return .json(
                board.planView(incident, reserve: Int(reserve), atAllHours: try call.flag("all_hours")))
        }
        route.query = [
            Query(name: "reserve", summary: "With so many of the reserve allowed; none by default."),
            Query(name: "all_hours", summary: "true: with people outside their stated hours, too."),
        ]
        route.refusals.append(422)
        return route
    }

    private static var forecast: Route {
        ofIncident("/forecast", ForecastView.self, "Who can be there by when, and how likely.") {
            call, http, board, incident in
            // A closed incident has no future.
            guard let forecast = http.forecasts.forecast(of: incident.id, on: board) else {
                throw Problem.unknownIncident(call.parameter("id"))
            }
            return .json(board.forecastView(incident, forecast))
        }
    }

    private static var log: Route {
        var route = ofIncident("/log", LogView.self, "What happened, in order.") {
            call, http, board, incident in
            let after = try call.number("after", in: 0...Int64.max, or: 0)
            let limit = try call.number("limit", in: 1...1000, or: 200)
            let reader = LogBook(board: board, facts: http.ports.facts, texts: http.texts(for: call))
            return .json(try await reader.view(of: incident, after: after, limit: Int(limit)))
        }
        route.query = [
            Query(name: "after", summary: "The last number that was read; 0 for the beginning."),
            Query(name: "limit", summary: "At most so many lines, 1 to 1000; 200 by default."),
        ]
        route.refusals.append(422)
        return route
    }

    private static var roster: Route {
        var route = query("/v1/roster", RosterView.self, "The roster in numbers, and a page of it.") {
            call, http in
            let offset = try call.number("offset", in: 0...Int64(Limits.members), or: 0)
            let limit = try call.number("limit", in: 0...2000, or: 200)
            return .json(
                try http.board().rosterView(
                    offset: Int(offset), limit: Int(limit), fullNames: try call.wantsFullNames()))
        }
        route.query = [
            Query(name: "offset", summary: "The first row, from 0."),
            Query(name: "limit", summary: "At most so many rows, 0 to 2000; 200 by default."),
            Query(name: "names", summary: "full: names and phones, for officers."),
        ]
        route.refusals.append(422)
        return route
    }

    static func query<View: Codable & SendableMetatype>(
        _ path: String, _ view: View.Type, _ summary: String,
        serve: @escaping @Sendable (Call, MusterHTTP) async throws -> Reply
    ) -> Route {
        Route(
            method: "GET", path: path, access: .account, summary: summary, success: .json(shape(view)),
            serve: serve)
    }

    static func ofIncident<View: Codable & SendableMetatype>(
        _ rest: String, _ view: View.Type, _ summary: String,
        serve: @escaping @Sendable (Call, MusterHTTP, Board, Incident) async throws -> Reply
    ) -> Route {
        Route(
            method: "GET", path: "/v1/incidents/{id}" + rest, access: .account, summary: summary,
            success: .json(shape(view)), refusals: [404]
        ) { call, http in
            let board = try http.board()
            let id = call.parameter("id")
            if let incident = board.incident(named: id) {
                return try await serve(call, http, board, incident)
            }
            guard let closed = await http.ports.closedIncident(id),
                let incident = closed.state.incidents[closed.id]
            else { throw Problem.unknownIncident(id) }
            // Its figures stand as they stood at the close.
            let then = Board(
                asOf: closed.state.lastEventAt, state: closed.state, reference: board.reference,
                storeTrouble: board.storeTrouble)
            return try await serve(call, http, then, incident)
        }
    }
}

extension Call {
    var isOfficer: Bool { account?.may(.officer) ?? false }

    /// `?names=full`.
    ///
    /// - Throws: 403 for a viewer, 422 for another word.
    func wantsFullNames() throws(ProblemDetails) -> Bool {
        guard let names = query("names") else { return false }
        guard names == "full" || names == "masked" else { throw Problem.badQuery("names", "full, masked") }
        if names == "full", !isOfficer { throw Problem.forbidden(needs: .officer) }
        return names == "full"
    }
}

extension Board {
    /// The open incident of this number or these four digits; the digits win where both would fit.
    func incident(named id: String) -> Incident? {
        if id.utf8.count == 4, let incident = state.incidents.values.first(where: { $0.code == id }) {
            return incident
        }
        return Int64(id).flatMap { state.incidents[IncidentID($0)] }
    }
}
