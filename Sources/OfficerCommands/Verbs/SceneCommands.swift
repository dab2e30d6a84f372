import ArgumentParser
import MusterAPI

/// `move 调人`
struct MoveCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "People go to another site of the incident; they are told. 调人",
        discussion: "move F02 王强 李丽: both go to F02.", aliases: ["调人"])

    @Argument(help: "Where they go.")
    var site: String

    @Argument(help: "Names or numbers.")
    var members: [String]

    @Option(name: .long, help: "The task they take there; else one that misses people.")
    var playbook: String?

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let incident = try await desk.incident()
        let site = try await desk.site(site, of: incident)
        let numbers = try await desk.members(members, of: incident)
        try await desk.order(
            Desk.path(of: incident) + "/moves", MoveBody(members: numbers, site: site, playbook: playbook))
        return .done
    }
}

/// `walkin 临时`
struct WalkInCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "walkin", abstract: "Takes in somebody who came by themselves. 临时",
        discussion: "walkin S01 --name 何平 --phone 13800000000 --age 34", aliases: ["临时"])

    @Argument(help: "The site where they are.")
    var site: String

    @Option(name: .long, help: "Their name.")
    var name: String

    @Option(name: .long, help: "Their phone: stop texts go there, too.")
    var phone: String

    @Option(name: .long, help: "In years, by the identity card.")
    var age: Int

    @Option(name: .long, help: "When they came, HH:MM; else now.")
    var at: String?

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let incident = try await desk.incident()
        let site = try await desk.site(site, of: incident)
        var body = WalkInBody(site: site, name: name, phone: phone, age: age)
        if let at { body.at = try await desk.time(at, isPast: true) }
        try await desk.order(Desk.path(of: incident) + "/walkins", body)
        return .done
    }
}

/// `recall 更正`
struct RecallCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "recall",
        abstract: "The call was a mistake: everybody who was told is told not to go. 更正", aliases: ["更正"])

    @Option(name: .long, help: "The count of people called, for scripts; another count does nothing.")
    var yes: Int?

    @Option(name: .long, help: "For the log.")
    var note: String?

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let incident = try await desk.incident()
        let called = incident.figures.called
        guard yes != nil || called > 0 else {
            throw Trouble.misused(
                desk.of(Words(zh: "\(incident.code)没有呼叫过人。", en: "\(incident.code) has called nobody.")))
        }
        if yes == nil {
            let question = Words(
                zh: "将更正\(incident.code)\(incident.event)：告诉\(called)人是误发，不要前往，并停止呼叫。",
                en:
                    "\(incident.code) \(incident.event) is about to be taken back: \(called) people are told it was a "
                    + "mistake, and nobody else is called.")
            try desk.confirm(called, desk.of(question), typed: nil)
        }
        // The daemon compares the number with its own at this moment.
        try await desk.order(
            Desk.path(of: incident) + "/recall", RecallBody(confirmed: yes ?? called, note: note))
        return .done
    }
}

/// `tool 工具`
struct ToolCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "tool", abstract: "Tools that go out to a site, or come back; alone: what is out. 工具",
        discussion: "tool F01 铁锹 20; tool F01 铁锹 18 --back.", aliases: ["工具"])

    @Argument(help: "The site.")
    var site: String?

    @Argument(help: "What it is called, such as 铁锹.")
    var tool: String?

    @Argument(help: "How many.")
    var count: Int?

    @Flag(name: .long, help: "They came back.")
    var back = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if site != nil, tool == nil || count == nil {
            throw ValidationError("tool takes a site, a tool and how many; or nothing to list what is out")
        }
        if let count, count < 1 { throw ValidationError("give 1 or more, and --back for what came back") }
    }

    func perform(at desk: Desk) async throws -> Outcome {
        guard let site, let tool, let count else {
            let view = try await desk.link.get(
                CountersView.self, try await desk.incidentPath() + "/counters")
            desk.show(view) { desk.reader.toolsPage($0) }
            return .done
        }
        let incident = try await desk.incident()
        let code = try await desk.site(site, of: incident)
        try await desk.order(
            Desk.path(of: incident) + "/tools",
            ToolBody(site: code, tool: tool, change: back ? -count : count))
        return .done
    }
}
