import ArgumentParser
import MusterAPI

/// `grade 定级`
struct GradeCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "grade",
        abstract: "Response level and event grade, as the authorities declared them. 定级",
        discussion:
            "grade --response 2 --event 3; 1 is the gravest. A warning's colour is a third thing: see posture.",
        aliases: ["定级"])

    @Option(name: .long, help: "响应级别, 1 to 4.")
    var response: Int?

    @Option(name: .long, help: "事件等级, 1 to 4.")
    var event: Int?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if response == nil, event == nil { throw ValidationError("give --response, --event, or both") }
    }

    func perform(at desk: Desk) async throws -> Outcome {
        let incident = try await desk.incident()
        try await desk.order(
            Desk.path(of: incident) + "/classification",
            ClassificationBody(responseLevel: response, eventGrade: event))
        return .done
    }
}
