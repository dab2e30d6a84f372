import ArgumentParser
import MusterAPI

/// `alert 预警`
struct AlertCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "alert", abstract: "The newest alerts and what they led to. 预警", aliases: ["预警"])

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        desk.show(try await desk.link.get(AlertsView.self, "/v1/alerts")) { desk.reader.alertsPage($0) }
        return .done
    }
}

/// `gateway 通道`
struct GatewayCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway", abstract: "The gateways and what they did. 通道", aliases: ["通道"])

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        desk.show(try await desk.link.get(GatewaysView.self, "/v1/gateways")) { desk.reader.gatewaysPage($0) }
        return .done
    }
}

/// `site 点位库`
struct SiteCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "site", abstract: "The site book, or one site of it. 点位库", aliases: ["点位库"])

    @Argument(help: "One site, with road and contact.")
    var site: String?

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let book = try await desk.link.get(SitesView.self, "/v1/sites")
        guard let site else {
            desk.show(book) { desk.reader.sitesPage($0) }
            return .done
        }
        let code = try desk.chosenSite(
            site, among: book.view.sites.map { SiteName(code: $0.code, name: $0.name) })
        desk.show(book) { view in
            view.sites.first { $0.code == code }.map { desk.reader.sitePage($0) } ?? Page()
        }
        return .done
    }
}

/// `playbook 手册`
struct PlaybookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "playbook", abstract: "The seven chapters in force. 手册",
        subcommands: [PlaybookListCommand.self, PlaybookShowCommand.self],
        defaultSubcommand: PlaybookListCommand.self, aliases: ["手册"])
}

/// `playbook list`, or `playbook` alone
struct PlaybookListCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the chapters. 列表", aliases: ["列表"])

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        desk.show(try await desk.link.get(PlaybooksView.self, "/v1/playbooks")) {
            desk.reader.playbooksPage($0)
        }
        return .done
    }
}

/// `playbook show NAME`
struct PlaybookShowCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One chapter's gates and counters. 查看", aliases: ["查看"])

    @Argument(help: "Its number, slug, title or an alias.")
    var name: String

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let books = try await desk.link.get(PlaybooksView.self, "/v1/playbooks")
        let wanted = name.lowercased()
        let exact = books.view.playbooks.filter { book in
            let names =
                [book.slug, book.title.zh, book.title.en.lowercased(), "\(book.chapter)"] + book.aliases
            return names.contains(wanted)
        }
        let fitting = exact.isEmpty ? books.view.playbooks.filter { $0.slug.hasPrefix(wanted) } : exact
        guard let book = fitting.first, fitting.count == 1 else {
            let lines = books.view.playbooks.map { "  \($0.chapter)  \($0.slug)  \(desk.of($0.title))" }
            throw Trouble.misused(desk.say(.unknownPlaybook, name), lines: lines)
        }
        desk.show(books) { _ in desk.reader.playbookPage(book) }
        return .done
    }
}
