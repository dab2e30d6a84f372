import ArgumentParser
import MusterAPI

/// `who 谁在`
struct WhoCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "who", abstract: "Who was called, and where they are. 谁在", aliases: ["谁在"])

    @Argument(help: "Only this site.")
    var site: String?

    @Option(name: .long, help: "Only this stage: called, accepted, en_route, arrived, declined, home ...")
    var stage: String?

    @Flag(name: .long, help: "Full names and telephones, for officers.")
    var full = false

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        var path = try await desk.incidentPath()
        var query: [(name: String, value: String)] = []
        if let site {
            let incident = try await desk.incident()
            path = Desk.path(of: incident)
            query.append(("site", try await desk.site(site, of: incident)))
        }
        if let stage { query.append(("stage", stage)) }
        if full { query.append(("names", "full")) }
        let members = try await desk.link.get(MembersView.self, path + "/members", query: query)
        desk.show(members) { desk.reader.whoPage($0, $0.members) }
        return .done
    }
}

/// `reply 代答`
struct ReplyCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "reply", abstract: "Enters an answer that came by telephone. 代答",
        discussion: "1 能到  4 晚到  0 不能  2 出发  3 到了  5 收到  6 不能待命  7 求助  8 已撤离  9 到家",
        aliases: ["代答"])

    @Argument(help: "Name or number.")
    var member: String

    @Argument(help: "One digit, or its word.")
    var answer: AnswerDigit

    @Option(name: .long, help: "Beside 1, 2 and 4: how many minutes they say it takes. 说还要几分钟")
    var minutes: Int?

    @Option(name: .long, help: "For the log.")
    var note: String?

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let incident = try await desk.incident()
        let member = try await desk.member(member, of: incident)
        try await desk.order(
            Desk.path(of: incident) + "/replies",
            ReplyBody(member: member, answer: answer.digit, minutes: minutes, note: note))
        return .done
    }
}

/// A digit of the one table that all texts teach, or the word that stands beside it there.
struct AnswerDigit: ExpressibleByArgument, Sendable, Equatable {
    /// `0` ... `9`
    var digit: String

    private static let words: [String: String] = [
        "能到": "1", "来": "1", "coming": "1", "晚到": "4", "late": "4", "不能": "0", "不来": "0", "cant": "0",
        "can't": "0",
        "出发": "2", "out": "2", "到了": "3", "到": "3", "arrived": "3", "收到": "5", "能待命": "5", "received": "5",
        "不能待命": "6", "求助": "7", "help": "7", "已撤离": "8", "撤离": "8", "withdrawn": "8", "到家": "9", "home": "9",
    ]

    init?(argument: String) {
        if let digit = Self.words[argument.lowercased()] {
            self.digit = digit
        } else if argument.count == 1, let value = argument.first?.wholeNumberValue, (0...9).contains(value) {
            digit = "\(value)"
        } else {
            return nil
        }
    }
}

/// `safe 平安`
struct SafeCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "safe", abstract: "Who isn't accounted for; with a name: somebody vouches for them. 平安",
        aliases: ["平安"])

    @Argument(help: "Name or number.")
    var member: String?

    @Option(name: .long, help: "Who vouches: 家属, 队长 ...")
    var by: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if member != nil, by?.isEmpty ?? true {
            throw ValidationError("safe NAME needs --by WHO (家属, 队长 ...)")
        }
        if member == nil, by != nil { throw ValidationError("--by needs a name") }
    }

    func perform(at desk: Desk) async throws -> Outcome {
        guard let member, let by else {
            let members = try await desk.link.get(
                MembersView.self, try await desk.incidentPath() + "/members")
            desk.show(members) { desk.reader.safePage($0) }
            return .done
        }
        let incident = try await desk.incident()
        let number = try await desk.member(member, of: incident)
        try await desk.order(Desk.path(of: incident) + "/safe", SafeBody(member: number, vouchedBy: by))
        return .done
    }
}

extension Reader {
    /// Everybody who accepted and isn't known to be safe.
    func safePage(_ view: MembersView) -> Page {
        var page = Page()
        let missing = view.members.filter(Self.isUnaccounted)
        if missing.isEmpty {
            page.say(say(.allSafe, view.code, view.asOf.clock), width: width)
            return page
        }
        page.say(
            say(.unaccountedTitle, view.code, "\(missing.count)", view.asOf.clock), width: width,
            tone: .heading)
        page.body = memberTable(missing)
        page.titles = 1
        page.close(with: say(.safeHint), width: width, tone: .faint)
        return page
    }
}
