import ArgumentParser
import MusterAPI

/// `posture 态势`
struct PostureCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "posture",
        abstract: "How ready the team is held, and why; with a word: holds it by hand. 态势",
        discussion: """
            posture standby --note 防指口头通知: the officer's own word, whatever the warnings say.
            posture auto: the warnings decide again.
            """, aliases: ["态势"])

    @Argument(help: "normal, watch, prepare, standby (常态 关注 预备 待命), or auto (自动).")
    var posture: PostureWord?

    @Option(name: .long, help: "Why, for the log.")
    var note: String?

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        guard let posture else {
            let view = try await desk.link.get(PostureView.self, "/v1/posture")
            desk.show(view) { desk.reader.posturePage($0) }
            return .done
        }
        try await desk.order("/v1/posture", PostureBody(posture: posture.wireName, note: note))
        return .done
    }
}

/// A posture as an officer writes it.
enum PostureWord: String, Sendable, CaseIterable, ExpressibleByArgument {
    case normal, watch, prepare, standby, auto

    /// nil for `auto`.
    var wireName: String? { self == .auto ? nil : rawValue }

    init?(argument: String) {
        switch argument.lowercased() {
        case "normal", "常态": self = .normal
        case "watch", "关注": self = .watch
        case "prepare", "预备": self = .prepare
        case "standby", "待命": self = .standby
        case "auto", "自动": self = .auto
        default: return nil
        }
    }
}

extension Reader {
    /// The posture, the storms behind it with every warning, and how many stand by.
    func posturePage(_ view: PostureView) -> Page {
        var page = Page()
        let held = view.held ? either(zh: "（值班员指定）", en: " (held by the officer)") : ""
        page.say(
            either(
                zh: "态势 \(view.postureWords.zh)\(held)，截至 \(view.asOf.clock)",
                en: "posture \(view.postureWords.en)\(held) at \(view.asOf.clock)"),
            width: width, tone: .heading)
        if let standby = view.standby { page.say(standbyLine(standby), width: width) }
        var table = Table(columns: [
            .text(either(zh: "险情", en: "danger"), least: 4), .text(say(.columnColour)),
            .text(say(.columnSource), least: 8), .text(say(.columnEvent), least: 8),
            .text(either(zh: "发布", en: "issued")), .text(either(zh: "到期", en: "until")),
        ])
        for storm in view.storms {
            for (place, warning) in storm.warnings.enumerated() {
                table.add(
                    [
                        place == 0 ? storm.danger : "", warning.colourWords.map(of) ?? "-", warning.source,
                        warning.event, time(warning.issued), warning.expires.map { time($0) } ?? "-",
                    ], tone: place == 0 && storm.colour == "red" ? .urgent : .plain)
            }
            if !storm.areas.isEmpty {
                table.add(["", "", "", storm.areas.joined(separator: " "), "", ""], tone: .faint)
            }
        }
        if view.storms.isEmpty {
            page.say(either(zh: "没有生效的预警", en: "no warning is in force"), width: width)
        } else {
            page.body = table.lines(width: width)
            page.titles = 1
        }
        return page
    }

    /// `待命：已问 386，能 210，不能 31，未回 145`
    func standbyLine(_ standby: StandbyView) -> String {
        either(
            zh: "待命：已问 \(standby.asked)，能 \(standby.can)，不能 \(standby.cannot)，未回 \(standby.silent)",
            en: "standby: asked \(standby.asked), can \(standby.can), cannot \(standby.cannot), silent "
                + "\(standby.silent)")
    }
}
