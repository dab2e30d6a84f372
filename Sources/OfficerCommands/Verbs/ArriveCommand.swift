import ArgumentParser
import MusterAPI

/// `arrive 到场`
struct ArriveCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "arrive", abstract: "A leader's total, or people by name. 到场",
        discussion:
            "arrive F01 12: the leader counts 12 present. arrive F01 --name 王强: this person is there.",
        aliases: ["到场"])

    @Argument(help: "The site.")
    var site: String

    @Argument(help: "The leader's total.")
    var people: Int?

    @Option(name: .long, help: "Name or number; once for each person.")
    var name: [String] = []

    @Option(name: .long, help: "When it happened, HH:MM; else now. With --name.")
    var at: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (people == nil) != name.isEmpty else {
            throw ValidationError("arrive takes a leader's total or --name, one of the two")
        }
        if at != nil, people != nil { throw ValidationError("--at goes with --name") }
    }

    func perform(at desk: Desk) async throws -> Outcome {
        let incident = try await desk.incident()
        let site = try await desk.site(site, of: incident)
        var body = ArrivalBody(site: site, people: people)
        if !name.isEmpty { body.members = try await desk.members(name, of: incident) }
        if let at { body.at = try await desk.time(at, isPast: true) }
        try await desk.order(Desk.path(of: incident) + "/arrivals", body)
        return .done
    }
}

/// `signout 签退`
struct SignOutCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "signout", abstract: "People left the site for home. 签退", aliases: ["签退"])

    @Argument(help: "Names or numbers.")
    var members: [String]

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let incident = try await desk.incident()
        let numbers = try await desk.members(members, of: incident)
        try await desk.order(Desk.path(of: incident) + "/signouts", SignOutBody(members: numbers))
        return .done
    }
}
