/// Text from outside, made fit for a log line and a terminal.
enum WireText {
    /// Scalars of a headline or an event that are kept.
    static let headlineLength = 200
    /// Scalars an identifier or a sender may have.
    static let identifierLength = 500

    /// One line: control and bidirectional characters are gone, runs of white space are one space, and no
    /// more than `limit` scalars are left.
    ///
    /// Counted in scalars, since one grapheme can be made of a million of them.
    static func line(_ text: String, limit: Int = headlineLength) -> String {
        var kept = String.UnicodeScalarView()
        var count = 0
        var owesSpace = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                owesSpace = count > 0
                continue
            }
            if isTreacherous(scalar) { continue }
            let more = owesSpace ? 2 : 1
            if count + more > limit { break }
            if owesSpace { kept.append(" ") }
            owesSpace = false
            kept.append(scalar)
            count += more
        }
        return String(kept)
    }

    /// A value for quoting in a diagnostic: short, one line.
    static func quoted(_ text: String) -> String {
        let short = line(text, limit: 41)
        return short.unicodeScalars.count > 40 ? "\"\(short.dropLast())...\"" : "\"\(short)\""
    }

    /// Whether `text` may name an alert: not empty, not too long, nothing in it that a reader can't see.
    static func isIdentifier(_ text: String) -> Bool {
        !text.isEmpty && text.unicodeScalars.count <= identifierLength
            && !text.unicodeScalars.contains { isTreacherous($0) || isLineBreak($0) }
    }

    /// `text` without white space at either end.
    static func trimmed(_ text: String) -> String {
        let isBlank: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isBlank($0) }),
            let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(scalars[first...last])
    }

    /// Whether a person would take the text for Chinese.
    static func holdsHan(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) || $0.value >= 0x20000 }
    }

    /// Controls, and what turns, hides or joins the text around it: bidirectional marks and embeddings,
    /// zero-width characters, tags, the byte order mark.
    private static func isTreacherous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format: true
        default: false
        }
    }

    private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
