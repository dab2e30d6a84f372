package import Mobilization

/// A text with the name by which diagnostics call it.
package struct NamedText: Sendable, Equatable {
    package var file: String
    package var text: String

    package init(file: String, text: String) {
        self.file = file
        self.text = text
    }
}

/// The seven chapters, as the engine takes them and as people read them.
package struct ManualText: Sendable, Equatable {
    /// Its version is `.none`; whoever adopts it counts.
    package var manual: Manual
    /// By chapter number.
    package var chapters: [Chapter]

    package init(manual: Manual, chapters: [Chapter]) {
        self.manual = manual
        self.chapters = chapters
    }
}

/// Reads the operations manual: exactly seven chapters, numbered 1 to 7, with free names.
package enum ManualReader {
    /// How many task types the manual has.
    package static let chapters = 7

    /// Reads the chapters in any order.
    ///
    /// - Parameters:
    ///   - texts: One a chapter.
    ///   - folder: How diagnostics name the manual as a whole.
    /// - Returns: The manual, or what is wrong with any chapter or with their number.
    package static func read(_ texts: [NamedText], folder: String) -> Reading<ManualText> {
        var findings: [Finding] = []
        var chapters: [Chapter] = []
        for text in texts.sorted(by: { $0.file < $1.file }) {
            let reading = PlaybookReader.read(text.text, file: text.file)
            findings += reading.findings
            if let chapter = reading.value { chapters.append(chapter) }
        }
        let unread = texts.count - chapters.count
        findings += count(of: texts.count, folder: folder)
        findings += repeats(in: chapters)
        if unread == 0 { findings += gaps(in: chapters, folder: folder) }
        guard findings.errors.isEmpty else { return Reading(value: nil, findings: findings) }
        chapters.sort { $0.playbook.chapter < $1.playbook.chapter }
        let manual = Manual(version: .none, playbooks: chapters.map(\.playbook))
        return Reading(value: ManualText(manual: manual, chapters: chapters), findings: findings)
    }

    private static func count(of found: Int, folder: String) -> [Finding] {
        guard found != chapters else { return [] }
        let message =
            "\(found) chapters (files ending in .md); the manual has exactly \(chapters), numbered 1 to"
            + " \(chapters)"
        return [Finding(.error, Diagnostic(file: folder, message: message))]
    }

    private static func repeats(in chapters: [Chapter]) -> [Finding] {
        var findings: [Finding] = []
        var owners: [String: String] = [:]
        for chapter in chapters {
            let playbook = chapter.playbook
            var names = [
                "chapter \(playbook.chapter)", "slug \"\(playbook.slug)\"", "title \"\(playbook.title)\"",
            ]
            names += playbook.aliases.map { "alias \"\($0)\"" }
            for name in names {
                if let owner = owners[name] {
                    let message =
                        owner == chapter.file
                        ? "\(name) stands here twice" : "\(name) is that of \(owner) already"
                    findings.append(Finding(.error, Diagnostic(file: chapter.file, message: message)))
                } else {
                    owners[name] = chapter.file
                }
            }
        }
        return findings
    }

    private static func gaps(in chapters: [Chapter], folder: String) -> [Finding] {
        let present = Set(chapters.map(\.playbook.chapter))
        return (1...Self.chapters).filter { !present.contains($0) }.map { number in
            Finding(.error, Diagnostic(file: folder, message: "chapter \(number) is missing"))
        }
    }
}
