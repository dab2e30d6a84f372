import ArgumentParser
import MusterAPI

/// `why 为何`
struct WhyCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "why", abstract: "Why somebody was called, or wasn't. 为何", aliases: ["为何"])

    @Argument(help: "Name or number.")
    var member: String

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let path: String
        var number = member
        if desk.options.incident != nil {
            // It may be closed, with nobody to choose among; the daemon knows the roster's names.
            path = try await desk.incidentPath()
        } else {
            let incident = try await desk.incident()
            path = Desk.path(of: incident)
            number = try await desk.member(member, of: incident)
        }
        let why = try await desk.link.get(
            WhyView.self, path + "/members/\(percentEncoded(number))/why")
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
        return page
    }
}
