import Mobilization
import MusterAPI
import Synchronization

/// Keeps the document once somebody asked for it: anybody may ask, as often as they like.
final class DocumentShelf: Sendable {
    private let written = Mutex<String?>(nil)

    func yaml(of routes: [Route]) -> String {
        written.withLock { written in
            let yaml = written ?? OpenAPIDocument(routes: routes).yaml
            written = yaml
            return yaml
        }
    }
}

/// The OpenAPI 3.1 document of the route table, as YAML.
struct OpenAPIDocument {
    var routes: [Route]

    var yaml: String {
        var lines = [
            "openapi: 3.1.0", "info:", "  title: Muster", "  version: '1'",
            "  description: Mobilizes an emergency volunteer team. Commands are durable before they are answered.",
            "servers:", "- url: http://127.0.0.1:8470", "security:", "- token: []", "paths:",
        ]
        for path in ordered(routes.map(\.path)) {
            lines.append("  \(quoted(path)):")
            for route in routes where route.path == path { describe(route, &lines) }
        }
        lines += [
            "components:", "  securitySchemes:", "    token:", "      type: http", "      scheme: bearer",
            "  schemas:",
        ]
        for (name, fields) in components() {
            lines.append("    \(name):")
            describe(fields, &lines, indent: "      ")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func describe(_ route: Route, _ lines: inout [String]) {
        lines.append("    \(route.method.lowercased()):")
        lines.append("      summary: \(quoted(route.summary))")
        lines.append("      operationId: \(operation(route))")
        if route.access == .open || route.access == .gate { lines.append("      security: []") }
        let parameters =
            route.parameterNames.map { (name: $0, place: "path", summary: parameterWords($0)) }
            + route.query.map { (name: $0.name, place: "query", summary: $0.summary) }
            + (route.access == .role(.officer) || route.path.hasPrefix("/v1/alerts/")
                ? [
                    (
                        name: "Idempotency-Key", place: "header",
                        summary: "The same key gets the same answer for 7 days."
                    )
                ]
                : [])
        if !parameters.isEmpty { lines.append("      parameters:") }
        for parameter in parameters {
            lines += [
                "      - name: \(parameter.name)", "        in: \(parameter.place)",
                "        required: \(parameter.place == "path")",
                "        description: \(quoted(parameter.summary))", "        schema:",
                "          type: string",
            ]
        }
        describe(body: route.body, limit: route.limit, &lines)
        describe(answersOf: route, &lines)
    }

    private func describe(body: Route.Body, limit: Int, _ lines: inout [String]) {
        switch body {
        case .none: return
        case .json(let shape, let isOptional):
            lines += ["      requestBody:", "        required: \(!isOptional)", "        content:"]
            lines.append("          application/json:")
            lines.append("            schema:")
            describe(shape.schema, &lines, indent: "              ")
        case .raw(let types):
            lines += ["      requestBody:", "        required: true"]
            lines += ["        description: At most \(limit) bytes.", "        content:"]
            for type in types { lines += ["          \(type):", "            schema: {}"] }
        }
    }

    private func describe(answersOf route: Route, _ lines: inout [String]) {
        lines.append("      responses:")
        let successes = route.path.hasPrefix("/v1/alerts/") ? [202, 200] : [200]
        for status in successes {
            lines.append("        '\(status)':")
            switch route.success {
            case .json(let shape):
                lines.append("          description: \(status == 202 ? "Durable." : "Done, or found.")")
                lines += ["          content:", "            application/json:", "              schema:"]
                describe(shape.schema, &lines, indent: "                ")
            case .text(let words): lines.append("          description: \(quoted(words))")
            }
        }
        for status in refusals(of: route) {
            lines += [
                "        '\(status)':", "          description: \(words(for: status))", "          content:",
                "            application/problem+json:", "              schema:",
                "                $ref: '#/components/schemas/ProblemDetails'",
            ]
        }
    }

    private func refusals(of route: Route) -> [Int] {
        var statuses = Set(route.refusals)
        switch route.access {
        case .open: break
        case .gate: statuses.insert(401)
        case .account: statuses.insert(401)
        case .role: statuses.formUnion([401, 403])
        }
        statuses.insert(503)
        return statuses.sorted()
    }

    private func words(for status: Int) -> String {
        switch status {
        case 400: "The body can't be read."
        case 401: "No token, or a wrong one."
        case 403: "Not with this account."
        case 404: "There is no such thing."
        case 409: "Conflicts with the state."
        case 413: "The body is too large."
        case 415: "Another content type is needed."
        case 422: "Understood and not acceptable."
        case 429: "Too many; see Retry-After."
        default: "Not now; nothing happened; see Retry-After."
        }
    }

    private func parameterWords(_ name: String) -> String {
        switch name {
        case "id": "The number, or an incident's four digits."
        case "member": "A member's number, or the full name."
        case "source": "An alert source, by its configured name."
        case "gateway": "A gateway, by its configured name."
        default: name
        }
    }

    /// `post_incidents_id_stop`
    private func operation(_ route: Route) -> String {
        let parts = route.path.split { !$0.isLetter && !$0.isNumber }.filter { $0 != "v1" }
        return ([route.method.lowercased()] + parts.map(String.init)).joined(separator: "_")
    }
}

extension OpenAPIDocument {
    /// Every named object of the table, by name.
    private func components() -> [(String, [Schema.Field])] {
        var found: [String: [Schema.Field]] = [:]
        collect(shape(ProblemDetails.self).schema, &found)
        for route in routes {
            if case .json(let shape, _) = route.body { collect(shape.schema, &found) }
            if case .json(let shape) = route.success { collect(shape.schema, &found) }
        }
        return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func collect(_ schema: Schema, _ found: inout [String: [Schema.Field]]) {
        switch schema {
        case .string, .integer, .number, .boolean: return
        case .array(let element): collect(element, &found)
        case .object(let name, let fields):
            found[name] = fields
            for field in fields { collect(field.schema, &found) }
        }
    }

    private func describe(_ schema: Schema, _ lines: inout [String], indent: String) {
        switch schema {
        case .string: lines.append("\(indent)type: string")
        case .integer: lines.append("\(indent)type: integer")
        case .number: lines.append("\(indent)type: number")
        case .boolean: lines.append("\(indent)type: boolean")
        case .array(let element):
            lines += ["\(indent)type: array", "\(indent)items:"]
            describe(element, &lines, indent: indent + "  ")
        case .object(let name, _): lines.append("\(indent)$ref: '#/components/schemas/\(name)'")
        }
    }

    private func describe(_ fields: [Schema.Field], _ lines: inout [String], indent: String) {
        lines.append("\(indent)type: object")
        let required = fields.filter(\.isRequired).map(\.name)
        if !required.isEmpty { lines.append("\(indent)required: [\(required.joined(separator: ", "))]") }
        if fields.isEmpty { return }
        lines.append("\(indent)properties:")
        for field in fields {
            lines.append("\(indent)  \(field.name):")
            describe(field.schema, &lines, indent: indent + "    ")
        }
    }

    /// Each once, in the order of the table.
    private func ordered(_ paths: [String]) -> [String] {
        var seen: Set<String> = []
        return paths.filter { seen.insert($0).inserted }
    }

    /// Single quotes, in which YAML knows no escapes but the quote itself.
    private func quoted(_ text: String) -> String {
        "'" + text.reduce(into: "") { $0 += $1 == "'" ? "''" : String($1) } + "'"
    }
}
