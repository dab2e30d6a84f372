import ArgumentParser
import MusterAPI

/// `forecast 预测`
struct ForecastCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast", abstract: "Who can be there by when, and how likely. 预测", aliases: ["预测"])

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let forecast = try await desk.link.get(
            ForecastView.self, try await desk.incidentPath() + "/forecast")
        desk.show(forecast) { desk.reader.forecastPage($0) }
        return .done
    }
}
