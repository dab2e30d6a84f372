import ArgumentParser
import MusterAPI

/// `training 培训`
struct TrainingCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "training",
        abstract: "Whose training would help most sites, and what it would change. 培训", aliases: ["培训"])

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let view = try await desk.link.get(CoverageView.self, "/v1/circle")
        desk.show(view) { desk.reader.trainingPage($0) }
        return .done
    }
}

extension Reader {
    func trainingPage(_ view: CoverageView) -> Page {
        var page = Page()
        page.say(
            either(
                zh: "培训建议 \(view.trainings.count) 条", en: "\(view.trainings.count) trainings that would help"),
            width: width, tone: .heading)
        for training in view.trainings {
            let sites = training.sites.joined(separator: " ")
            let line = either(
                zh:
                    "\(training.member) \(training.name)：缺\(training.lacks.zh)，补上可任\(training.title.zh)，帮到 \(sites)",
                en:
                    "\(training.member) \(training.name) lacks \(training.lacks.en); with it \(training.title.en) at "
                    + sites)
            page.body += wrap(shown(line), to: width, indent: 2).map { Line($0) }
        }
        return page
    }
}
