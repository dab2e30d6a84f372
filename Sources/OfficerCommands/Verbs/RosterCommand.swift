import ArgumentParser
import FoundationEssentials
import MusterAPI

/// `roster 花名册`
struct RosterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roster", abstract: "The roster, and its import. 花名册",
        subcommands: [RosterListCommand.self, RosterShowCommand.self, RosterImportCommand.self],
        defaultSubcommand: RosterListCommand.self, aliases: ["花名册"])
}

/// `roster list`, or `roster` alone
struct RosterListCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The roster in numbers, and a page of it. 列表", aliases: ["列表"])

    @Option(name: .long, help: "The first row, from 0.")
    var offset = 0

    @Flag(name: .long, help: "Full names and telephones, for officers.")
    var full = false

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        var query = [
            (name: "offset", value: "\(offset)"), (name: "limit", value: common.all ? "2000" : "16"),
        ]
        if full { query.append((name: "names", value: "full")) }
        let roster = try await desk.link.get(RosterView.self, "/v1/roster", query: query)
        desk.show(roster) { desk.reader.rosterPage($0) }
        return .done
    }
}

/// `roster import FILE`
struct RosterImportCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Shows what a spreadsheet would change; takes it with --commit. 导入",
        aliases: ["导入"])

    @Argument(help: "CSV, as Excel and WPS write it.")
    var file: String

    @Flag(name: .long, help: "Take it, when nothing is wrong.")
    var commit = false

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Trouble.misused(desk.say(.fileUnreadable, file))
        }
        let answer = try await desk.link.exchange(
            "POST", "/v1/roster", query: [("commit", commit ? "true" : "false")], body: [UInt8](data),
            contentType: "text/csv")
        // A spreadsheet with faults is a 422 that carries the report, and not a problem.
        let isReport = answer.status == 422
        guard isReport, let report = try? MusterJSON.decode(RosterImportReport.self, from: Data(answer.bytes))
        else {
            let reading = try desk.link.read(RosterImportReport.self, answer)
            show(reading, desk)
            return .done
        }
        show(DaemonLink.Reading(view: report, bytes: answer.bytes), desk)
        return .refused
    }

    private func show(_ reading: DaemonLink.Reading<RosterImportReport>, _ desk: Desk) {
        desk.show(reading) { desk.reader.importPage($0) }
        if !reading.view.committed, reading.view.errors.isEmpty { desk.hint(.thenCommit, file) }
    }
}
