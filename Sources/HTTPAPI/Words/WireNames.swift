import Mobilization

/// How the model's words stand on the wire: `enRoute` is `en_route`. They never change once shipped.
enum WireName {
    static func snakeCase(_ name: String) -> String {
        var result = ""
        for character in name {
            if character.isUppercase { result += "_" }
            result += character.lowercased()
        }
        return result
    }
}

extension CalloutStage {
    var wireName: String { WireName.snakeCase(String(describing: self)) }
}

extension AlarmKind {
    var wireName: String { WireName.snakeCase(String(describing: self)) }
}

extension Posture {
    var wireName: String { String(describing: self) }
}

extension Level {
    var wireName: String { String(describing: self) }
}

extension WarningColour {
    var wireName: String { String(describing: self) }
}

extension AttemptState {
    var wireName: String { String(describing: self) }
}

extension Skill {
    var wireName: String { WireName.snakeCase(rawValue) }
}

extension DutyRole {
    var wireName: String { WireName.snakeCase(rawValue) }
}

extension AlertDecision {
    var wireName: String { WireName.snakeCase(rawValue) }
}
