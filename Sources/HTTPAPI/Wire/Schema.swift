import MusterAPI

/// The shape of a value on the wire, found by asking the Swift type itself: one truth for the strict reader
/// and for the OpenAPI document.
indirect enum Schema: Sendable, Equatable {
    case string
    case integer
    case number
    case boolean
    case array(Schema)
    case object(name: String, [Field])

    struct Field: Sendable, Equatable {
        /// In snake_case.
        var name: String
        var schema: Schema
        var isRequired: Bool
    }

    /// What it takes, for people.
    var kind: String {
        switch self {
        case .string: "a text"
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "true or false"
        case .array: "a list"
        case .object: "an object"
        }
    }

    /// Everything in `value` that this shape doesn't take: unknown fields, missing fields, wrong types.
    func findings(in value: JSONValue, at path: String = "") -> [ProblemDetails.Place] {
        switch (self, value) {
        case (.string, .string), (.number, .number), (.boolean, .boolean): return []
        case (.integer, .number(let number)):
            // Beyond 2^53 a JSON number is no longer exact, and nothing here counts that far.
            let isWhole = number.rounded() == number && number.magnitude <= 9_007_199_254_740_992
            return isWhole ? [] : [ProblemDetails.Place(field: path, message: "must be a whole number")]
        case (.array(let element), .array(let values)):
            return values.enumerated().flatMap { place, value in
                element.findings(in: value, at: join(path, "\(place)"))
            }
        case (.object(_, let fields), .object(let members)):
            return findings(in: members, fields: fields, at: path)
        default:
            return [ProblemDetails.Place(field: path, message: "must be \(kind), not \(value.kind)")]
        }
    }

    private func findings(
        in members: [String: JSONValue], fields: [Field], at path: String
    ) -> [ProblemDetails.Place] {
        let known = Set(fields.map(\.name))
        var found = members.keys.filter { !known.contains($0) }.sorted().map { name in
            ProblemDetails.Place(
                field: join(path, name),
                message: "is no field here; there are \(fields.map(\.name).joined(separator: ", "))")
        }
        for field in fields {
            switch members[field.name] {
            case nil, .null?:
                if field.isRequired {
                    found.append(ProblemDetails.Place(field: join(path, field.name), message: "is missing"))
                }
            case let value?: found += field.schema.findings(in: value, at: join(path, field.name))
            }
        }
        return found
    }

    private func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}
