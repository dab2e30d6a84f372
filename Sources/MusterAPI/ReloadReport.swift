/// What came of reading the administrator's files again.
package struct ReloadReport: Codable, Sendable, Equatable {
    /// false: something must be mended first, and what held before holds.
    package var taken: Bool
    /// Reference data of which another edition holds now, such as `rules`.
    package var changed: [String]
    /// Whether sources, officers or tokens are others now.
    package var accessChanged: Bool
    /// Keys of the configuration that were changed and hold only after a restart.
    package var waiting: [String]
    /// What must be mended, with file and line.
    package var diagnostics: [ProblemDetails.Place]
    package var sentence: Words

    package init(
        taken: Bool, changed: [String], accessChanged: Bool, waiting: [String],
        diagnostics: [ProblemDetails.Place], sentence: Words
    ) {
        self.taken = taken
        self.changed = changed
        self.accessChanged = accessChanged
        self.waiting = waiting
        self.diagnostics = diagnostics
        self.sentence = sentence
    }

    /// Nobody reads files here.
    package static let nothing = ReloadReport(
        taken: false, changed: [], accessChanged: false, waiting: [], diagnostics: [],
        sentence: Words(zh: "此处不能重载。", en: "Nothing can be reloaded here."))
}
