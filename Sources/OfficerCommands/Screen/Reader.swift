import MusterAPI

/// Who reads a screen: in which language, and how wide it may be.
struct Reader: Sendable {
    var language: Language
    /// Columns.
    var width = 80

    func say(_ phrase: Phrase, _ values: String...) -> String { language.say(phrase, values) }

    func of(_ words: Words) -> String { shown(language.of(words)) }

    /// `07:20 T+00:50`; only the clock outside an incident, `-` where there is none.
    func time(_ moment: Moment?) -> String {
        guard let moment else { return "-" }
        return moment.clock + (moment.tPlus.map { " " + $0 } ?? "")
    }

    /// `37%`, rounded down; `-` of nothing.
    func percent(_ part: Int, of whole: Int) -> String { whole > 0 ? "\(part * 100 / whole)%" : "-" }

    /// `3,120`.
    func grouped(_ number: Int) -> String {
        var digits = String(number.magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (number < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
    }

    func orDash(_ text: String?) -> String { text.flatMap { $0.isEmpty ? nil : $0 } ?? "-" }
}
