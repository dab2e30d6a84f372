import ArgumentParser
import MusterAPI

/// `why 为何`
struct WhyCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "why", abstract: "Why somebody was called, or wasn't. 为何", aliases: ["为何"])

    @Argument(help: "Whole name, or number.")
    var member: String

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        // Whole names only: who wasn't called must not be answered for by a namesake who was.
        let why = try await desk.link.get(
            WhyView.self, try await desk.incidentPath() + "/members/\(percentEncoded(member))/why")
        desk.show(why) { desk.reader.whyPage($0) }
        return .done
    }
}

extension Reader {
    func whyPage(_ why: WhyView) -> Page {
        var page = Page()
        page.say(
            "\(why.code)  \(orDash(why.name)) (\(why.member))  \(time(why.asOf))", width: width,
            tone: .heading)
        page.say(of(why.standing), width: width)
        page.say(of(why.sentence), width: width)
        if let availability = why.availability {
            page.say(say(.whyNow, of(availability)), width: width)
        }
        return page
    }
}
