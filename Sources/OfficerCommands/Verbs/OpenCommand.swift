import ArgumentParser
import MusterAPI

/// `open 启动`
struct OpenCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Opens an incident on your word; calls nobody yet. 启动", aliases: ["启动"]
    )

    @Argument(help: "What happened, such as 暴雨内涝.")
    var event: String

    @Option(
        name: .long, help: "SITE:PLAYBOOK:PEOPLE or SITE:PLAYBOOK:PEOPLE:WORKLOAD; once for each need.")
    var need: [NeedWords]

    @Flag(name: .long, help: "A drill: marked in every text.")
    var drill = false

    @Option(name: .long, help: "When people are needed: HH:MM, or with date and offset. Else in three hours.")
    var by: String?

    @Option(name: .long, help: "Organisation that asks.")
    var from: String?

    @Option(name: .long, help: "Person who asks.")
    var caller: String?

    @Option(name: .long, help: "Their telephone.")
    var phone: String?

    @Flag(name: .long, help: "Dialled back and verified.")
    var callback = false

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        var needs: [NeedBody] = []
        let book = try await desk.siteBook()
        for words in need {
            needs.append(
                NeedBody(
                    site: try desk.chosenSite(words.site, among: book), playbook: words.playbook,
                    headcount: words.headcount, workload: words.workload))
        }
        let hasRequester = from != nil || caller != nil || phone != nil || callback
        let requester = Requester(
            organisation: from, name: caller, phone: phone, callback: callback ? true : nil)
        var neededBy: String?
        if let by { neededBy = try await desk.time(by, isPast: false) }
        let answer = try await desk.order(
            "/v1/incidents",
            OpenIncidentBody(
                event: event, drill: drill ? true : nil, requestedBy: hasRequester ? requester : nil,
                needs: needs,
                neededBy: neededBy))
        if let code = answer.code { desk.hint(.thenCall, code) }
        return .done
    }
}

/// `F01:搬运:35:1120` as `--need` takes it.
struct NeedWords: ExpressibleByArgument, Sendable, Equatable {
    var site: String
    var playbook: String
    var headcount: Int
    var workload: Int?

    init?(argument: String) {
        let parts = argument.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "：" }.map(
            String.init)
        guard parts.count == 3 || parts.count == 4, !parts[0].isEmpty, !parts[1].isEmpty,
            let headcount = Int(parts[2]), headcount > 0
        else { return nil }
        site = parts[0]
        playbook = parts[1]
        self.headcount = headcount
        if parts.count == 4 {
            guard let workload = Int(parts[3]), workload > 0 else { return nil }
            self.workload = workload
        }
    }
}

/// `need 点位`
struct NeedCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "need", abstract: "Asks for people at one more site, or for another number. 点位",
        aliases: ["点位"])

    @Argument(help: "The site.")
    var site: String

    @Argument(help: "The playbook's name.")
    var playbook: String

    @Argument(help: "People, 1 to 2000.")
    var headcount: Int

    @Option(name: .long, help: "Amount of work, in the playbook's unit.")
    var workload: Int?

    @Option(name: .long, help: "The headcount once more, for scripts.")
    var yes: Int?

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let incident = try await desk.incident()
        let site = try desk.chosenSite(site, among: try await desk.siteBook())
        if incident.dispatch.state == "running" {
            // The incident is calling: people for this need are called the moment it stands.
            try desk.confirm(
                headcount, desk.say(.needQuestion, incident.code, "\(headcount)", site), typed: yes)
        }
        try await desk.order(
            Desk.path(of: incident) + "/needs",
            NeedBody(site: site, playbook: playbook, headcount: headcount, workload: workload))
        return .done
    }
}

extension Desk {
    /// All sites that the daemon knows.
    func siteBook() async throws -> [SiteName] {
        try await link.get(SitesView.self, "/v1/sites").view.sites.map {
            SiteName(code: $0.code, name: $0.name)
        }
    }
}
