import MusterAPI
import Testing

@testable import OfficerCommands

@Suite struct WhyTests {
    private let view = WhyView(
        code: "0417", asOf: moment("06:55", 25), member: 8, name: "欧**", wave: 1, reason: "insurance",
        standing: Words(zh: "本事件没有呼叫此人。", en: "Not called for this incident."),
        sentence: Words(zh: "本任务须有当日有效的保险。", en: "The task needs insurance that is valid today."))

    @Test func `why says who, where they stand and the reason, in the reader's language`() {
        func text(_ language: Language) -> String {
            Reader(language: language).whyPage(view).lines(height: Page.height) { "\($0)" }.map(\.text)
                .joined(separator: "\n")
        }
        #expect(
            text(.zh) == """
                0417  欧** (8)  06:55 T+00:25
                本事件没有呼叫此人。
                本任务须有当日有效的保险。
                """)
        #expect(
            text(.en) == """
                0417  欧** (8)  06:55 T+00:25
                Not called for this incident.
                The task needs insurance that is valid today.
                """)
    }

    @Test func `a name is asked for whole, so that no namesake who was called answers for it`() async throws {
        let answer = json(view)
        let daemon = try StubDaemon { request in
            let path = String(request.target.prefix { $0 != "?" })
            if path.hasSuffix("/why") { return .answer(200, answer) }
            return path.hasSuffix("/members")
                ? .answer(200, json(membersView(["王强大", "李静"], full: true)))
                : .answer(200, json(incidentsView()))
        }
        let paper = Paper()
        #expect(await musterctl(["why", "王强"], at: daemon, paper) == 0)
        #expect(await musterctl(["为何", "李 明"], at: daemon, paper) == 0)
        #expect(await musterctl(["why", "8", "--incident", "0417", "--json"], at: daemon, paper) == 0)
        let asked = daemon.seen.map(\.target).filter { $0.hasSuffix("/why") }
        #expect(
            asked == [
                "/v1/incidents/7/members/%E7%8E%8B%E5%BC%BA/why",
                "/v1/incidents/7/members/%E6%9D%8E%20%E6%98%8E/why",
                "/v1/incidents/0417/members/8/why",
            ])
        #expect(paper.out.hasSuffix(answer + "\n"))
    }
}
