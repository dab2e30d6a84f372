import Mobilization
import MobilizationRuntime
import MusterAPI

extension Route {
    /// Who may be called, and who leads.
    static var gates: [Route] { absences + [openHours] }

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

    private static var openHours: Route {
        command(
            "/v1/incidents/{id}/hours", AllHoursBody.self,
            "Calls people outside their stated hours, too; the count must be the one that would be called."
        ) { body, scope in
            .gates(.openHours(incident: try scope.incident(), confirmed: body.confirmed))
        }
    }
}
