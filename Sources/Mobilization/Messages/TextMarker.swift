/// A place in a planned message that stands for another text, so that an address is stored once and purged once.
///
/// The sender puts the words in as the message leaves; between planning and sending nobody can read them there.
package enum TextMarker {
    private static let open: Character = "\u{E000}"
    private static let close: Character = "\u{E001}"

    /// What stands in the planned words for the text of this number.
    package static func of(_ ref: TextRef) -> String { "\(open)\(ref.number)\(close)" }

    /// The words with every marker replaced; `words` gives a text, nil once it is purged.
    ///
    /// - Returns: nil when a text is gone: half a message is worse than none.
    /// - Throws: What `words` throws, when a text can't be read now.
    package static func expanded<Failure: Error>(
        _ text: String, words: (TextRef) throws(Failure) -> String?
    ) throws(Failure) -> String? {
        guard text.contains(open) else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: open) {
            guard let end = rest[start...].firstIndex(of: close),
                let number = Int64(rest[rest.index(after: start)..<end]),
                let found = try words(TextRef(number))
            else { return nil }
            result += rest[..<start] + TextTemplates.plain(found)
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}
