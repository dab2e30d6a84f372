import ArgumentParser
import MusterAPI

/// `log 记`
struct LogCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "What happened; with a text: writes it into the duty log. 记",
        aliases: ["记"])

    @Argument(help: "What to write.")
    var text: String?

    @Flag(name: .long, help: "Write outside any incident.")
    var general = false

    @Option(name: .long, help: "Who said it: unit, name, phone.")
    var from: String?

    @Option(name: .long, help: "When it happened, HH:MM; else now.")
    var at: String?

    @Option(name: .long, help: "When to look at it again, HH:MM: it then stands in todo.")
    var due: String?

    @Option(name: .long, help: "The number of the entry that this one corrects.")
    var corrects: Int64?

    @Option(name: .long, help: "List what came after this number.")
    var after: Int64?

    @Flag(name: .long, help: "List only what people wrote: the duty log.")
    var notes = false

    @Flag(name: .long, help: "With every command, who gave it and from where; outside any incident.")
    var audit = false

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        if let text, from != nil || at != nil || due != nil || corrects != nil {
            try await enter(text, desk)
            return .done
        }
        if let text {
            let path = general ? "/v1" : Desk.path(of: try await desk.incident())
            try await desk.order(path + "/notes", NoteBody(text: text))
            return .done
        }
        try await list(desk)
        return .done
    }

    /// An entry with its source, its time and its date.
    private func enter(_ text: String, _ desk: Desk) async throws {
        var body = DutyEntryBody(text: text, from: from, corrects: corrects)
        if !general { body.incident = "\(try await desk.incident().id)" }
        if let at { body.at = try await desk.time(at, isPast: true) }
        if let due { body.due = try await desk.time(due, isPast: false) }
        try await desk.order("/v1/dutylog", body)
    }

    /// An officer or a source; replies and alarms carry words, too.
    private func isOfDesk(_ actor: String) -> Bool {
        actor.hasPrefix("officer ") || actor.hasPrefix("source ")
    }

    private func isWanted(_ line: LogEntry) -> Bool {
        !notes || line.text != nil && isOfDesk(line.actor)
    }

    private func show(_ page: DaemonLink.Reading<LogView>, _ desk: Desk) throws {
        guard notes else { return desk.showBytes(page.bytes) }
        var view = page.view
        view.lines = view.lines.filter(isWanted)
        desk.showBytes([UInt8](try MusterJSON.encode(view)))
    }

    /// The newest lines that a screen holds; with `--all`, or `--after`, all of them.
    private func list(_ desk: Desk) async throws {
        let isOfAll = general || audit
        let path = isOfAll ? "/v1/log" : try await desk.incidentPath() + "/log"
        var next = after ?? 0
        var lines: [LogEntry] = []
        var more = true
        while more {
            let page = try await desk.link.get(
                LogView.self, path,
                query: [("after", "\(next)"), ("limit", "1000")] + (audit ? [("commands", "true")] : []))
            if common.json { try show(page, desk) }
            lines += page.view.lines.filter(isWanted)
            // A page that says "more" and doesn't move on would never end.
            more = page.view.more && page.view.next > next
            next = page.view.next
        }
        if common.json { return }
        var code = common.incident ?? ""
        if code.isEmpty, !isOfAll { code = try await desk.incident().code }
        if common.all || after != nil {
            desk.show(desk.reader.logPage(lines, code: code))
            return
        }
        // What happened last is what is asked for; the older part stands behind --all.
        var kept: [LogEntry] = []
        var height = 0
        for line in lines.reversed() {
            height += desk.reader.logLines(line).count
            if height > Page.height - 2 { break }
            kept.insert(line, at: 0)
        }
        var page = desk.reader.logPage(kept, code: code)
        if kept.count < lines.count {
            page.head.append(Line(desk.say(.logOlder, "\(lines.count - kept.count)"), .faint))
        }
        desk.show(page)
    }
}
