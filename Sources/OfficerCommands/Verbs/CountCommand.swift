import ArgumentParser
import MusterAPI

/// `count 报量`
struct CountCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "count", abstract: "A figure that a leader reports; alone: what was reported. 报量",
        discussion: "count F01 bags 80. What was wrong is corrected with fix.", aliases: ["报量"])

    @Argument(help: "The site.")
    var site: String?

    @Argument(help: "The counter, such as bags or 沙袋.")
    var counter: String?

    @Argument(help: "Added since the last report.")
    var added: Int?

    @Option(name: .long, help: "When it was counted, HH:MM; else now.")
    var at: String?

    @Option(name: .long, help: "For the log.")
    var note: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if counter != nil, added == nil {
            throw ValidationError("count takes a site, a counter and a figure")
        }
        if let added, added < 0 {
            throw ValidationError("give 0 or more; what was wrong is corrected with fix")
        }
    }

    func perform(at desk: Desk) async throws -> Outcome {
        guard let site, let counter, let added else {
            let view = try await desk.link.get(
                CountersView.self, try await desk.incidentPath() + "/counters")
            desk.show(view) { desk.reader.countersPage($0, site: site) }
            return .done
        }
        let incident = try await desk.incident()
        let code = try await desk.site(site, of: incident)
        var body = CounterBody(site: code, counter: counter, added: added, note: note)
        if let at { body.at = try await desk.time(at, isPast: true) }
        try await desk.order(Desk.path(of: incident) + "/counters", body)
        return .done
    }
}

/// `fix 改错`
struct FixCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "fix", abstract: "A reported figure was wrong: a new line refers to it. 改错",
        discussion: "fix 12 80: reading 12 should have been 80. The numbers are in count.", aliases: ["改错"])

    @Argument(help: "The reading's number.")
    var reading: Int

    @Argument(help: "What it should have been.")
    var added: Int

    @Option(name: .long, help: "For the log.")
    var note: String?

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let incident = try await desk.incident()
        try await desk.order(
            Desk.path(of: incident) + "/corrections",
            CorrectionBody(reading: reading, added: added, note: note))
        return .done
    }
}
