import ArgumentParser
import MusterAPI

/// `circle 响应圈`
struct CircleCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "circle", abstract: "Who could be where within the hour, the weakest sites first. 响应圈",
        aliases: ["响应圈"])

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        desk.show(try await desk.link.get(CoverageView.self, "/v1/circle")) { desk.reader.circlePage($0) }
        return .done
    }
}
