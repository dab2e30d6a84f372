import Mobilization

/// The keys of one JSON object with its path, read key by key: what is wrong becomes a problem that names the
/// path (`needs[3].headcount`), and keys nobody asks for are left alone, since more may come.
struct JSONFields {
    let members: [String: JSONValue]
    /// Empty for the document itself.
    let path: String

    func place(_ key: String) -> String {
        path.isEmpty ? key : "\(path).\(key)"
    }

    /// nil when the key is absent; `null` counts as absent.
    func value(_ key: String) -> JSONValue? {
        guard let value = members[key], value != .null else { return nil }
        return value
    }

    /// nil when absent, or when it is no string, which is a problem.
    func string(_ key: String, into findings: inout Findings) -> String? {
        guard let value = value(key) else { return nil }
        if case .string(let text) = value { return text }
        findings.refuse("\(place(key)) is \(value.kindName); write a string")
        return nil
    }

    /// One line of text that must not be empty.
    func requiredLine(_ key: String, limit: Int = WireText.headlineLength, into findings: inout Findings)
        -> String?
    {
        guard let text = requiredString(key, into: &findings) else { return nil }
        let line = WireText.line(text, limit: limit)
        if line.isEmpty { findings.refuse("\(place(key)) is empty") }
        return line.isEmpty ? nil : line
    }

    func requiredString(_ key: String, into findings: inout Findings) -> String? {
        if value(key) == nil {
            findings.refuse("\(place(key)) is missing")
            return nil
        }
        return string(key, into: &findings)
    }

    /// One of the cases of `Choice`, spelled exactly. nil when absent or wrong; only the latter is a problem.
    func choice<Choice: RawRepresentable<String>>(
        _ key: String, of choices: [Choice], into findings: inout Findings
    ) -> Choice? {
        guard let text = string(key, into: &findings) else { return nil }
        if let choice = choices.first(where: { $0.rawValue == text }) { return choice }
        let names = choices.map(\.rawValue).joined(separator: ", ")
        findings.refuse("\(place(key)) is \(WireText.quoted(text)); write one of \(names)")
        return nil
    }

    /// A whole number within `range`. nil when absent or wrong; only the latter is a problem.
    func integer(_ key: String, in range: ClosedRange<Int>, into findings: inout Findings) -> Int? {
        guard let value = value(key) else { return nil }
        guard case .number(let text) = value else {
            findings.refuse("\(place(key)) is \(value.kindName); write a number without quotes")
            return nil
        }
        // 35.0 is what some spreadsheets' exporters make of 35.
        guard let number = Int(text) ?? Double(text).flatMap({ Int(exactly: $0) }) else {
            findings.refuse("\(place(key)) is \(WireText.line(text, limit: 40)); write a whole number")
            return nil
        }
        guard range.contains(number) else {
            findings.refuse(
                "\(place(key)) is \(number); write a number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// A required number. No finding repeats it, since it may say where somebody lives. nil only with a problem.
    func decimal(_ key: String, in range: ClosedRange<Double>, into findings: inout Findings) -> Double? {
        guard case .number(let text)? = value(key), let number = Double(text), range.contains(number) else {
            findings.refuse(
                "\(place(key)) must be a number from \(range.lowerBound) to \(range.upperBound), without quotes"
            )
            return nil
        }
        return number
    }

    /// nil when absent or wrong; only the latter is a problem.
    func time(_ key: String, into findings: inout Findings) -> Instant? {
        guard let text = string(key, into: &findings) else { return nil }
        do throws(WireTime.Fault) {
            let time = try WireTime(text)
            // RFC 3339 has Z and fractions; CAP doesn't.
            for liberty in time.liberties where liberty == .noSeconds || liberty == .space {
                findings.remark("\(place(key)) \(WireText.quoted(text)) \(liberty.rawValue)")
            }
            return time.instant
        } catch {
            findings.refuse("\(place(key)) \(WireText.quoted(text)) \(error.advice)")
            return nil
        }
    }

    /// The elements of a list; empty when absent or wrong. Only the latter is a problem.
    func list(_ key: String, atMost limit: Int, into findings: inout Findings) -> [JSONValue] {
        guard let value = value(key) else { return [] }
        guard case .array(let elements) = value else {
            findings.refuse("\(place(key)) is \(value.kindName); write a list")
            return []
        }
        guard elements.count <= limit else {
            findings.refuse("\(place(key)) has \(elements.count) entries; at most \(limit) are taken")
            return []
        }
        return elements
    }

    /// A list of strings, sanitised; empty ones are left out.
    func lines(_ key: String, atMost limit: Int, into findings: inout Findings) -> [String] {
        var lines: [String] = []
        var known: Set<String> = []
        for (index, element) in list(key, atMost: limit, into: &findings).enumerated() {
            guard case .string(let text) = element else {
                findings.refuse("\(place(key))[\(index)] is \(element.kindName); write a string")
                continue
            }
            let line = WireText.line(text, limit: WireText.identifierLength)
            if !line.isEmpty, known.insert(line).inserted { lines.append(line) }
        }
        return lines
    }
}
