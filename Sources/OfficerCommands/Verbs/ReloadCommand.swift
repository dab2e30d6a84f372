import ArgumentParser
import FoundationEssentials
import MusterAPI

/// `reload 重载`
struct ReloadCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload",
        abstract: "Reads the configuration and what it names again; takes all of it or nothing. 重载",
        aliases: ["重载"])

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let answer = try await desk.link.exchange("POST", "/v1/reload", query: [], body: [], contentType: "")
        // Files with faults are a 422 that carries the report, and not a problem.
        guard answer.status == 422,
            let report = try? MusterJSON.decode(ReloadReport.self, from: Data(answer.bytes))
        else {
            desk.show(try desk.link.read(ReloadReport.self, answer)) { desk.reader.reloadPage($0) }
            return .done
        }
        desk.show(DaemonLink.Reading(view: report, bytes: answer.bytes)) { desk.reader.reloadPage($0) }
        return .refused
    }
}
