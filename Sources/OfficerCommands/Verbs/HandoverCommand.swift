import ArgumentParser
import MusterAPI

/// `handover 交接`
struct HandoverCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "handover",
        abstract: "What the next officer must know; give and take hand the duty over. 交接",
        discussion: "handover give --note 库房钥匙在值班桌; then the next officer: handover take.",
        aliases: ["交接"])

    @Argument(help: "give (交班) or take (接班).")
    var act: HandoverAct?

    @Option(name: .long, help: "With give: what the screens don't say.")
    var note: String?

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        switch act {
        case .give: try await desk.order("/v1/handovers", HandoverBody(note: note))
        case .take: try await desk.order("/v1/handovers/take", EmptyBody())
        case nil:
            let view = try await desk.link.get(HandoverView.self, "/v1/handover")
            desk.show(view) { desk.reader.handoverPage($0) }
        }
        return .done
    }
}

enum HandoverAct: String, Sendable, CaseIterable, ExpressibleByArgument {
    case give, take

    init?(argument: String) {
        switch argument.lowercased() {
        case "give", "交班", "交": self = .give
        case "take", "接班", "接": self = .take
        default: return nil
        }
    }
}

extension Reader {
    /// 交接班单: warnings, incidents, people, what waits, what is due, gateways.
    func handoverPage(_ view: HandoverView) -> Page {
        var page = Page()
        page.say(
            either(zh: "交接班单，截至 \(view.asOf.clock)", en: "Hand-over at \(view.asOf.clock)"), width: width,
            tone: .heading)
        page.say(dutyLine(view.duty), width: width)
        page.say(
            either(
                zh: "态势 \(view.posture.postureWords.zh)，生效预警 \(view.posture.storms.count) 起",
                en: "posture \(view.posture.postureWords.en), \(view.posture.storms.count) dangers warned of"),
            width: width)
        if let open = view.open { page.say(openLine(open), width: width, tone: .urgent) }
        for incident in view.incidents { page.body += handoverLines(incident) }
        for item in view.todo.prefix(10) {
            page.body += wrap("! " + of(item.sentence), to: width, indent: 2)
                .map { Line($0, item.urgent ? .urgent : .plain) }
        }
        for entry in view.followUps {
            let due = either(zh: "\(entry.due.clock) 到期：", en: "due \(entry.due.clock): ")
            page.body += wrap(due + shown(entry.text ?? "?"), to: width, indent: 2).map { Line($0) }
        }
        if !view.gatewaysDown.isEmpty {
            page.close(
                with: say(.gatewaysDown, view.gatewaysDown.joined(separator: " ")), width: width,
                tone: .urgent)
        }
        page.close(with: say(.todoCount, "\(view.todo.count)"), width: width)
        return page
    }

    private func openLine(_ open: OpenHandover) -> String {
        let note = open.note.map { either(zh: "留言：\(shown($0))", en: "Note: \(shown($0))") } ?? ""
        return either(
            zh: "! \(open.from) \(open.at.clock) 已交班，待接班：musterctl handover take。",
            en: "! \(open.from) handed over at \(open.at.clock): musterctl handover take. ") + note
    }

    private func handoverLines(_ incident: HandoverIncident) -> [Line] {
        let missing = incident.summary.figures.unaccounted
        let stopped = incident.stopped.isEmpty ? say(.noLeader) : incident.stopped.joined(separator: " ")
        let rest = either(
            zh: "  未落实平安 \(missing) 人，停工 \(stopped)，工具未还 \(incident.toolsOut) 件",
            en: "  not accounted for: \(missing), stopped: \(stopped), tools out: \(incident.toolsOut)")
        return
            (wrap(of(incident.summary.sentence), to: width, indent: 2)
            + wrap(rest, to: width, indent: 2)).map { Line($0) }
    }
}
