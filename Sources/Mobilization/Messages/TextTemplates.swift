/// The words of every message that the engine sends, in Chinese and English.
///
/// A text is a template's words with its places filled in; the signature is not part of it, because most
/// gateways set it themselves, but it is counted. Filed with the providers word by word: changing one here
/// means filing it again.
package enum TextTemplates {
    /// The signature that the Chinese texts are counted with; a gateway may be configured with another.
    package static let chineseSignature = "【先锋应急队】"
    /// Who writes, at the head of every English text, where no signature can stand.
    package static let englishTag = "XFER "

    /// What every text of a drill begins with. The provider has these twins filed as templates of their own.
    package static func drillMark(_ language: Language) -> String {
        switch language {
        case .chinese: "演练："
        case .english: "DRILL "
        }
    }

    /// All keys, sorted.
    package static let keys: [String] = chinese.keys.sorted()

    /// The call-out's key for a task; the text without places for a chapter that has no words of its own.
    package static func calloutKey(for playbook: PlaybookSlug) -> String {
        let key = "callout." + playbook
        return chinese[key] == nil ? "callout.zero-variable" : key
    }

    /// The stand-down's key for a task.
    package static func standDownKey(for playbook: PlaybookSlug) -> String {
        let key = "standdown." + playbook
        return chinese[key] == nil ? "standdown" : key
    }

    /// The words with places such as `{muster}` in them, sender tag included. nil: no such template.
    package static func words(of key: String, language: Language) -> String? {
        switch language {
        case .chinese: chinese[key]
        case .english: english[key].map { isSpoken(key) ? $0 : englishTag + $0 }
        }
    }

    /// A voice script: spoken, so no signature, no parts and no limit of length.
    package static func isSpoken(_ key: String) -> Bool { key.hasPrefix("voice.") }

    /// The names of a template's places, in the order of the text, each once. Empty: none, or no such template.
    package static func placeholders(of key: String, language: Language) -> [String] {
        var names: [String] = []
        for case .place(let name) in pieces(of: words(of: key, language: language) ?? "")
        where !names.contains(name) { names.append(name) }
        return names
    }

    /// The longest value that a place is counted with. nil: no such place.
    package static func longestValue(of place: String, language: Language) -> String? {
        switch language {
        case .chinese: longestChinese[place]
        case .english: longestEnglish[place]
        }
    }

    /// The text of `key` with its places filled in, at whatever length that makes.
    ///
    /// Values lose line breaks, other control characters and 【】, which providers take for a second signature.
    /// The key must exist and `values` hold a value for each of `placeholders(of:language:)`; anything else is a
    /// broken promise and ends the process. Values that the text has no place for are left out.
    package static func rendered(
        _ key: String, language: Language, values: [String: String], isDrill: Bool = false
    ) -> String {
        guard let words = words(of: key, language: language) else {
            fatalError("broken promise: there is a template \"\(key)\"")
        }
        var text = isDrill ? drillMark(language) : ""
        for piece in pieces(of: words) {
            switch piece {
            case .fixed(let part): text += part
            case .place(let name):
                guard let value = values[name] else {
                    fatalError("broken promise: a value for {\(name)} of template \"\(key)\"")
                }
                text += plain(value)
            }
        }
        return text
    }

    enum Piece: Equatable {
        case fixed(String)
        case place(String)
    }

    /// The words cut at their places. A brace without its partner stays as it is.
    static func pieces(of words: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = words[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { pieces.append(.fixed(String(rest[..<open]))) }
            pieces.append(.place(String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.fixed(String(rest))) }
        return pieces
    }

    /// `value` on one line and without what a provider refuses.
    static func plain(_ value: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in value.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator:
                if result.last != " " { result.append(" ") }
            // What turns, hides or joins the text around it: a name must not rewrite the sentence that it stands in.
            case .format: break
            case _ where scalar == "【" || scalar == "】": break
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
