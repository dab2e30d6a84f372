/// A file of lines to carry out, each with what it is expected to say, indented under it.
///
///     centre 2025-07-08 06:20 zh
///
///     # What is asked for, and what the officer sees of it.
///     06:30 alert district-command Examples/alerts/flood-demand.json
///         202 held, incident 0417
///     06:31 musterctl status
///         ...
///
/// Everything but the indented lines is kept as it stands when the file is written anew.
struct Transcript {
    /// A line of the file that isn't indented, with the indented ones under it.
    struct Entry {
        /// Empty for an empty line; begins with # for a remark.
        var words: String
        /// Counted from 1.
        var number: Int
        var expected: [String] = []

        var isAct: Bool { !words.isEmpty && !words.hasPrefix("#") }
    }

    static let margin = "    "
    var entries: [Entry] = []

    init(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for (number, line) in zip(1..., lines) {
            if line.hasPrefix(Self.margin), !entries.isEmpty {
                entries[entries.endIndex - 1].expected.append(String(line.dropFirst(Self.margin.count)))
            } else {
                entries.append(Entry(words: line, number: number))
            }
        }
        // The last line break ends a line; it doesn't begin one.
        if entries.last?.words == "" { entries.removeLast() }
    }

    var text: String {
        entries.map { entry in
            ([entry.words] + entry.expected.map { $0.isEmpty ? "" : Self.margin + $0 })
                .map { $0 + "\n" }.joined()
        }.joined()
    }
}

/// Why a line of a transcript can't be carried out.
struct TranscriptMistake: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}

/// The words of a line; quotes hold several together.
func shellWords(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in line {
        if let open = quote {
            if character == open { quote = nil } else { word = (word ?? "") + String(character) }
        } else if character == "\"" || character == "'" {
            quote = character
            word = word ?? ""
        } else if character == " " {
            if let done = word { words.append(done) }
            word = nil
        } else {
            word = (word ?? "") + String(character)
        }
    }
    return words + (word.map { [$0] } ?? [])
}
