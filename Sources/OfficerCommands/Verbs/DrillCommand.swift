import ArgumentParser
import MusterAPI

/// `drill 演练`
struct DrillCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill",
        abstract: "The year plan and what drills came to; with a kind: opens one; test: the monthly test. 演练",
        discussion: """
            drill mall --event 商场火灾演练 --need F03:evacuation:10 --need F03:first-aid:4
            drill test: asks the whole team for a 5; asks for the count.
            A real task ends every drill.
            """, aliases: ["演练"])

    @Argument(help: "community, scenic, mall, flood (社区 景区 商场 防汛), or test (测试).")
    var kind: DrillWord?

    @Option(name: .long, help: "What it is called in the texts, such as 商场火灾演练.")
    var event: String?

    @Option(name: .long, help: "SITE:PLAYBOOK:PEOPLE; once for each need.")
    var need: [NeedWords] = []

    @Option(name: .long, help: "With test: the count of people, for scripts.")
    var yes: Int?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard let kind, kind != .test else { return }
        if need.isEmpty || (event ?? "").isEmpty {
            throw ValidationError("a drill takes --event and at least one --need SITE:PLAYBOOK:PEOPLE")
        }
    }

    func perform(at desk: Desk) async throws -> Outcome {
        guard let kind else {
            let view = try await desk.link.get(DrillsView.self, "/v1/drills")
            desk.show(view) { desk.reader.drillsPage($0) }
            return .done
        }
        if kind == .test {
            try await test(desk)
            return .done
        }
        let book = try await desk.siteBook()
        let needs = try need.map { words in
            NeedBody(
                site: try desk.chosenSite(words.site, among: book), playbook: words.playbook,
                headcount: words.headcount, workload: words.workload)
        }
        let answer = try await desk.order(
            "/v1/drills", DrillBody(kind: kind.rawValue, event: event ?? "", needs: needs))
        if let code = answer.code { desk.hint(.thenCall, code) }
        return .done
    }

    private func test(_ desk: Desk) async throws {
        let roster = try await desk.link.get(RosterView.self, "/v1/roster", query: [("limit", "0")]).view
        let people = roster.byPool.first { $0.name == "pioneer" }?.count ?? 0
        let question = Words(
            zh: "将向先锋队\(people)人发叫应测试短信。", en: "The reachability test is about to go to \(people) people.")
        try desk.confirm(people, desk.of(question), typed: yes)
        try await desk.order("/v1/reachability", ReachabilityBody(confirmed: yes ?? people))
    }
}

enum DrillWord: String, Sendable, CaseIterable, ExpressibleByArgument {
    case community, scenic, mall, flood, test

    init?(argument: String) {
        switch argument.lowercased() {
        case "community", "社区": self = .community
        case "scenic", "景区": self = .scenic
        case "mall", "商场": self = .mall
        case "flood", "防汛", "洪水": self = .flood
        case "test", "测试": self = .test
        default: return nil
        }
    }
}

extension Reader {
    /// The four of the year, then drills to compare, then tests.
    func drillsPage(_ view: DrillsView) -> Page {
        var page = Page()
        let done = view.plan.count { $0.held > 0 }
        let plan = view.plan.map { "\(of($0.words)) \($0.held > 0 ? either(zh: "已", en: "done") : "-")" }
        page.say(
            either(
                zh: "\(view.year) 年演练 \(done)/\(view.plan.count)：",
                en: "\(view.year): drills \(done) of \(view.plan.count): ")
                + plan.joined(separator: "  "), width: width, tone: .heading)
        var table = Table(columns: [
            .text(either(zh: "日期", en: "date")), .text(either(zh: "类型", en: "kind"), least: 4),
            .figure(say(.columnNeeded)), .figure(either(zh: "呼叫", en: "called")),
            .figure(either(zh: "5分叫应", en: "5 min")), .figure(either(zh: "接受", en: "accepted")),
            .figure("T+40"), .figure("T+60"), .figure(either(zh: "可开工", en: "ready")), .text(""),
        ])
        for drill in view.drills {
            table.add([
                String(drill.opened.at.prefix(10)), of(drill.words), "\(drill.required)", "\(drill.called)",
                "\(drill.answeredPercent)%", "\(drill.accepted)", "\(drill.arrivedInForty)",
                "\(drill.arrivedInSixty)", "\(drill.sitesReady)/\(drill.sites)",
                drill.preempted ? either(zh: "真实任务中止", en: "ended by a real task") : "",
            ])
        }
        page.body = view.drills.isEmpty ? [] : table.lines(width: width)
        page.titles = view.drills.isEmpty ? 0 : 1
        for test in view.tests.prefix(6) {
            let mark = test.running ? either(zh: "（进行中）", en: " (under way)") : ""
            page.close(
                with: either(
                    zh:
                        "叫应测试 \(test.started.at.prefix(10))\(mark)：\(test.asked) 人，已应 \(test.answered)，10 分钟内 "
                        + "\(test.answeredInTen)",
                    en:
                        "test \(test.started.at.prefix(10))\(mark): \(test.asked) asked, \(test.answered) answered, "
                        + "\(test.answeredInTen) within 10 min"), width: width)
        }
        return page
    }
}
