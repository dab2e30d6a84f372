import ArgumentParser
import FoundationEssentials
import MusterAPI

/// `doctor 自检`: whether everything is ready for the night.
struct DoctorCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Is everything ready for the night? Exit code 1 if not. 自检",
        discussion: """
            Looks at the daemon, its store, disk and backup, its gateways, the rota of the next 24 hours, drafts in the manual, sites
            that nobody could lead at night, the roster's age, and what waits in the inbox. A line that begins with !
            wants something done.
            """,
        aliases: ["自检"])

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let checkUp = await CheckUp(at: desk)
        if common.json {
            desk.showBytes([UInt8](try MusterJSON.encode(checkUp.findings)))
        } else {
            desk.show(desk.reader.doctorPage(checkUp.findings))
        }
        return checkUp.findings.allSatisfy(\.good) ? .done : .refused
    }
}

/// One thing that was looked at.
struct DoctorFinding: Sendable, Equatable, Codable {
    /// `daemon`, `store`, `disk`, `backup`, `gateways`, `rota`, `manual`, `leaders`, `roster` or `todo`.
    var subject: String
    /// Nothing needs to be done.
    var good: Bool
    /// What was found and, where it isn't good, what to do.
    var words: Words
}

extension Reader {
    /// What must be done first, then what is in order.
    func doctorPage(_ findings: [DoctorFinding]) -> Page {
        var page = Page()
        let bad = findings.filter { !$0.good }
        page.say(
            bad.isEmpty
                ? either(zh: "自检：一切就绪。", en: "Check-up: everything is ready.")
                : either(zh: "自检：\(bad.count) 项要处理。", en: "Check-up: \(bad.count) to put right."),
            width: width, tone: .heading)
        for finding in bad + findings.filter(\.good) {
            let mark = finding.good ? "  " : "! "
            page.body += wrap(mark + of(finding.words), to: width, indent: 4)
                .map { Line($0, finding.good ? .plain : .urgent) }
        }
        return page
    }
}
