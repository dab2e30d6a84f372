import ArgumentParser
import MusterAPI

/// `demand 需求`
struct DemandCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "demand",
        abstract: "Demands with their gaps, and offers beside them; with a word: what became of one. 需求",
        discussion: """
            demand verify: dialled back, it is true.
            demand met|partly|cancelled --answer WORDS: it ends, and the requester is told these words.
            """, aliases: ["需求"])

    @Argument(help: "verify (核实), met (满足), partly (部分), cancelled (取消).")
    var act: DemandAct?

    @Option(name: .long, help: "What the requester is told, and why.")
    var answer: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let act, act != .verify, answer?.isEmpty ?? true {
            throw ValidationError("the requester gets an answer: --answer WORDS")
        }
    }

    func perform(at desk: Desk) async throws -> Outcome {
        guard let act else {
            let view = try await desk.link.get(DemandsView.self, "/v1/demands")
            desk.show(view) { desk.reader.demandsPage($0) }
            return .done
        }
        let path = Desk.path(of: try await desk.incident())
        if let end = act.wireName {
            try await desk.order(path + "/demand", DemandEndBody(end: end, answer: answer ?? ""))
        } else {
            try await desk.order(path + "/verification", EmptyBody())
        }
        return .done
    }
}

enum DemandAct: String, Sendable, CaseIterable, ExpressibleByArgument {
    case verify, met, partly, cancelled

    /// How the demand ends; nil for `verify`.
    var wireName: String? {
        switch self {
        case .verify: nil
        case .met, .cancelled: rawValue
        case .partly: "partly_met"
        }
    }

    init?(argument: String) {
        switch argument.lowercased() {
        case "verify", "核实": self = .verify
        case "met", "满足": self = .met
        case "partly", "部分": self = .partly
        case "cancelled", "cancel", "取消": self = .cancelled
        default: return nil
        }
    }
}

/// `offer 资源`
struct OfferCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "offer", abstract: "Somebody has what is needed; with a number: it is used. 资源",
        discussion: """
            offer 沙袋500个 --by 建材城王经理 --at F01 --until 18:00
            offer 3 --used F02; offer 3 --withdrawn
            """, aliases: ["资源"])

    @Argument(help: "What, or an offer's number.")
    var what: String?

    @Option(name: .long, help: "Who offers it.")
    var by: String?

    @Option(name: .long, help: "The site it is near or at.")
    var at: String?

    @Option(name: .long, help: "HH:MM; else until it is taken back.")
    var until: String?

    @Option(name: .long, help: "It is used at this site.")
    var used: String?

    @Flag(name: .long, help: "It is taken back.")
    var withdrawn = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        let isChange = used != nil || withdrawn
        if isChange, what.flatMap({ Int64($0) }) == nil { throw ValidationError("give the offer's number") }
        if !isChange, what != nil, by?.isEmpty ?? true {
            throw ValidationError("say who offers it: --by WHO")
        }
    }

    func perform(at desk: Desk) async throws -> Outcome {
        guard let what else {
            let view = try await desk.link.get(DemandsView.self, "/v1/demands")
            desk.show(view) { desk.reader.demandsPage($0) }
            return .done
        }
        if used != nil || withdrawn {
            try await desk.order(
                "/v1/offers/" + percentEncoded(what),
                OfferChangeBody(state: withdrawn ? "withdrawn" : "used", site: used))
            return .done
        }
        var body = OfferBody(what: what, who: by ?? "", site: at)
        if let until { body.until = try await desk.time(until, isPast: false) }
        try await desk.order("/v1/offers", body)
        return .done
    }
}
