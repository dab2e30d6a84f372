import Mobilization
import MobilizationRuntime
import MusterAPI

extension Route {
    /// What comes from other systems: alerts, and the callbacks of gateways.
    static var intake: [Route] {
        [alerts] + CallbackKind.allCases.flatMap { [callback($0, "POST"), callback($0, "GET")] } + [
            rosterImport, reload,
        ]
    }

    private static var alerts: Route {
        Route(
            method: "POST", path: "/v1/alerts/{source}", access: .gate,
            summary: "An alert or a demand. 202 once durable; 200 with the same body when it came before.",
            body: .raw(contentTypes: ["application/json", "application/cap+xml", "application/xml"]),
            limit: Limits.alertBytes, success: .json(shape(MusterAPI.AlertAnswer.self)),
            refusals: [400, 401, 403, 413, 415, 422, 429]
        ) { call, http in
            let delivery = AlertDelivery(
                source: call.parameter("source"), contentType: call.header("content-type") ?? "",
                headers: call.headers, body: call.body)
            switch await http.ports.readAlert(delivery) {
            case .unauthorised: throw Problem.unauthorised()
            case .tooOften: throw Problem.tooOften()
            case .forbidden(let reason): throw forbidden(reason)
            case .unsupported(let accepts): throw Problem.unsupported(call.mediaType, accepts: accepts)
            case .malformed(let found): throw Problem.malformed(found.map { .init($0) })
            case .unacceptable(let found): throw Problem.unacceptable(found.map { .init($0) })
            case .ignored(let alert): return .json(MusterAPI.AlertAnswer(alert: alert, decision: "ignored"))
            case .alert(let alert, let source, let raw):
                let mark = try http.mark(call, actor: "source:" + source)
                let reception = await http.deliver(.alert(alert, source: source, raw: raw), mark: mark)
                do {
                    return try http.reply(to: reception)
                } catch {
                    guard var problem = error as? ProblemDetails, problem.status == 404 else { throw error }
                    // The path was right; a site or playbook in the body wasn't.
                    problem.status = 422
                    throw problem
                }
            }
        }
    }

    private static func callback(_ kind: CallbackKind, _ method: String) -> Route {
        Route(
            method: method, path: "/v1/gateways/{gateway}/\(kind.rawValue)", access: .gate,
            summary: kind == .receipts ? "What became of messages." : "What people wrote back.",
            query: [Query(name: "token", summary: "The gateway's secret.")],
            body: method == "POST"
                ? .raw(contentTypes: ["application/json", "application/x-www-form-urlencoded"]) : .none,
            limit: Limits.callbackBytes, success: .text("What the gateway wants to read; else {}."),
            refusals: [400, 401, 413]
        ) { call, http in
            let delivery = CallbackDelivery(
                gateway: call.parameter("gateway"), kind: kind, method: method, query: call.query,
                headers: call.headers, body: call.body)
            switch await http.ports.readCallback(delivery) {
            case .refused: throw Problem.unauthorised()
            case .malformed(let found): throw Problem.malformed(found.map { .init($0) })
            case .inputs(let inputs, let says):
                try await http.deliverAll(inputs)
                return .text(says?.body ?? "{}", contentType: says?.contentType ?? "application/json")
            }
        }
    }

    private static var rosterImport: Route {
        Route(
            method: "POST", path: "/v1/roster", access: .role(.administrator),
            summary: "Reads a roster spreadsheet and says what it would change; takes it with commit=true.",
            query: [Query(name: "commit", summary: "true: take it, when nothing is wrong.")],
            body: .raw(contentTypes: ["text/csv"]), limit: Limits.rosterBytes,
            success: .json(shape(RosterImportReport.self)), refusals: [413, 415, 422]
        ) { call, http in
            guard call.mediaType == "text/csv" else {
                throw Problem.unsupported(call.mediaType, accepts: ["text/csv"])
            }
            let commit = call.query("commit") ?? "false"
            guard commit == "true" || commit == "false" else {
                throw Problem.badQuery("commit", "true, false")
            }
            guard let account = call.account else { throw Problem.unauthorised() }
            let delivery = RosterDelivery(csv: call.body, commit: commit == "true", account: account)
            switch await http.ports.importRoster(delivery) {
            case .storeUnavailable(let reason): throw Problem.storeUnavailable(reason)
            case .report(let report):
                if delivery.commit {
                    http.hear("roster import", of: account, refusal: report.committed ? nil : "faults")
                }
                return .json(report, status: report.errors.isEmpty ? 200 : 422)
            }
        }
    }

    private static var reload: Route {
        Route(
            method: "POST", path: "/v1/reload", access: .role(.administrator),
            summary:
                "Reads the configuration and all that it names again. Nothing of it is taken unless all is in order.",
            success: .json(shape(ReloadReport.self)), refusals: [422]
        ) { call, http in
            guard let account = call.account else { throw Problem.unauthorised() }
            let report = await http.ports.reload(account)
            http.hear("reload", of: account, refusal: report.taken ? nil : "faults")
            return .json(report, status: report.taken ? 200 : 422)
        }
    }

    private static func forbidden(_ reason: String) -> ProblemDetails {
        Problem.make(
            403, "source_not_allowed", Words(zh: "来源无权限", en: "Source not allowed"),
            zh: "此来源不能发送此内容：\(reason)",
            en: "This source may not send this: \(reason)")
    }
}

extension Limits {
    /// Bytes of a roster spreadsheet: 100,000 rows of 160 bytes.
    static let rosterBytes = 16 * 1024 * 1024
}
