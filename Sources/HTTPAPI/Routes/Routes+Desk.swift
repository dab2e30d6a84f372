import Mobilization
import MobilizationRuntime
import MusterAPI

extension Route {
    /// What officers keep at the desk: approvals, demands and offers, the duty log, hand-over.
    static var desk: [Route] { deskQueries + approvals + demandsAndOffers + dutyLog }

    private static var deskQueries: [Route] {
        [
            query("/v1/demands", DemandsView.self, "Demands with their gaps, and offers beside them.") {
                call, http in .json(try http.board().demandsView(texts: http.texts(for: call)))
            },
            query("/v1/handover", HandoverView.self, "What the next officer must know (交接班单).") {
                call, http in .json(try http.board().handoverView(texts: http.texts(for: call)))
            },
            generalLog,
        ]
    }

    private static var generalLog: Route {
        var route = query("/v1/log", LogView.self, "What happened outside any incident, in order.") {
            call, http in
            let after = try call.number("after", in: 0...Int64.max, or: 0)
            let limit = try call.number("limit", in: 1...1000, or: 200)
            let reader = LogBook(
                board: try http.board(), facts: http.ports.facts, texts: http.texts(for: call),
                showsCommands: try call.flag("commands") && call.isOfficer)
            return .json(try await reader.view(of: nil, after: after, limit: Int(limit)))
        }
        route.query = [
            Query(name: "after", summary: "The last number that was read; 0 for the beginning."),
            Query(name: "limit", summary: "At most so many lines, 1 to 1000; 200 by default."),
            Query(
                name: "commands",
                summary: "true: with every command, who gave it and from where; for officers."),
        ]
        route.refusals.append(422)
        return route
    }

    private static var approvals: [Route] {
        [
            command(
                "/v1/confirmations/{id}/break", BreakGlassBody.self,
                "Goes on without the second person, after five minutes and with a reason."
            ) { body, scope in
                let id = scope.call.parameter("id")
                guard let number = Int64(id) else { throw Problem.notFound("/v1/confirmations/\(id)") }
                return .breakGlass(number, reason: scope.note(body.reason))
            },
            command(
                "/v1/incidents/{id}/envelope", EnvelopeBody.self,
                "Approves once how far waves go by themselves; the count of people is typed."
            ) { body, scope in
                .approve(
                    incident: try scope.incident(),
                    Envelope(
                        people: body.people, texts: body.texts,
                        until: try CommandTime.read(body.until, field: "until")),
                    reserve: body.reserve ?? 0, confirmed: body.confirmed)
            },
        ]
    }

    private static var demandsAndOffers: [Route] {
        [
            command(
                "/v1/incidents/{id}/verification", EmptyBody.self,
                "The demand by telephone was dialled back and is true.", isOptional: true
            ) { _, scope in .verifyDemand(try scope.incident()) },
            command(
                "/v1/incidents/{id}/demand", DemandEndBody.self,
                "What became of the demand, with the words for the requester."
            ) { body, scope in
                .endDemand(try scope.incident(), try demandEnd(body.end), answer: scope.note(body.answer))
            },
            command(
                "/v1/incidents/{id}/classification", ClassificationBody.self,
                "Response level and event grade, as the authorities declared them."
            ) { body, scope in
                .classify(
                    incident: try scope.incident(), responseLevel: body.responseLevel,
                    eventGrade: body.eventGrade)
            },
            command("/v1/offers", OfferBody.self, "Somebody has what is needed: sandbags, boats, meals.") {
                body, scope in
                .offer(
                    what: scope.note(body.what), who: scope.note(body.who), site: body.site.map(scope.site),
                    until: try time(body.until, "until"))
            },
            command("/v1/offers/{id}", OfferChangeBody.self, "An offer is used, or taken back.") {
                body, scope in
                let id = scope.call.parameter("id")
                guard let number = Int64(id) else { throw Problem.notFound("/v1/offers/\(id)") }
                guard let state = OfferState(rawValue: body.state), state != .open else {
                    throw Problem.unacceptable([
                        .init(field: "state", message: "must be one of used, withdrawn")
                    ])
                }
                return .changeOffer(number, state, site: body.site.map(scope.site))
            },
        ]
    }

    private static var dutyLog: [Route] {
        [
            command(
                "/v1/dutylog", DutyEntryBody.self, "An entry of the duty log with source, time and date."
            ) { body, scope in
                .dutyNote(
                    DutyEntry(
                        incident: try body.incident.map { try scope.incident(named: $0) },
                        words: scope.note(body.text), source: scope.note(body.from),
                        occurredAt: try time(body.at, "at"), due: try time(body.due, "due"),
                        corrects: body.corrects))
            },
            command(
                "/v1/handovers", HandoverBody.self, "Gives the duty to the next officer.", isOptional: true
            ) { body, scope in .handOver(note: scope.note(body.note)) },
            command(
                "/v1/handovers/take", EmptyBody.self, "The next officer has read what is unfinished.",
                isOptional: true
            ) { _, _ in .takeOver },
        ]
    }

    private static func demandEnd(_ name: String) throws(ProblemDetails) -> DemandEnd {
        guard let end = DemandEnd.allCases.first(where: { $0.wireName == name }) else {
            throw Problem.unacceptable([
                .init(
                    field: "end",
                    message: "must be one of " + DemandEnd.allCases.map(\.wireName).joined(separator: ", "))
            ])
        }
        return end
    }

    private static func time(_ text: String?, _ field: String) throws(ProblemDetails) -> Instant? {
        guard let text else { return nil }
        return try CommandTime.read(text, field: field)
    }
}

extension DemandEnd {
    var wireName: String { WireName.snakeCase(rawValue) }
}
