/// `GET /v1/incidents/{id}/log?after=N`: what happened, in order.
package struct LogView: Sendable, Equatable, Codable {
    /// Hand this in as `after` to read on.
    package var next: Int64
    /// More lines were there than fit.
    package var more: Bool
    package var lines: [LogEntry]

    package init(next: Int64, more: Bool, lines: [LogEntry]) {
        self.next = next
        self.more = more
        self.lines = lines
    }
}

/// One line. The number never changes and never comes twice.
package struct LogEntry: Sendable, Equatable, Codable {
    package var number: Int64
    package var at: Moment
    /// Who did it: `engine`, `source NAME`, `officer NAME`, `gateway NAME`, `member 王**`.
    package var actor: String
    package var sentence: Words
    /// What somebody wrote; for officers only.
    package var text: String?

    package init(number: Int64, at: Moment, actor: String, sentence: Words, text: String? = nil) {
        self.number = number
        self.at = at
        self.actor = actor
        self.sentence = sentence
        self.text = text
    }
}
