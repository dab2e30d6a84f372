import Mobilization
import OperationsManual
import Testing

@Suite struct ReferenceCheckTests {
    private let today = CalendarDay(year: 2025, month: 7, day: 8)

    private func playbook(required: [Skill] = [], preferred: [Skill] = [], worker: Level = .basic) throws
        -> Playbook
    {
        var playbook = try #require(PlaybookReader.read(Example.chapter, file: "order.md").value).playbook
        playbook.requiredSkills = required
        playbook.preferredSkills = preferred
        playbook.levels.worker = worker
        return playbook
    }

    private func said(
        _ playbook: Playbook, roster: RosterReport = Example.roster(Example.rosterRow), sites: Int = 0,
        rules: RuleBook = .shipped, change: (inout Configuration) -> Void = { _ in }
    ) throws -> [String] {
        var configuration = try #require(Example.read(configuration: Example.configuration).value)
        configuration.sources = []
        change(&configuration)
        let site = Site(
            code: "F01", name: "a", kind: "", position: Example.region.centre, musterPoint: "b", refuge: "c")
        return ReferenceCheck.diagnostics(
            manual: Manual(version: .none, playbooks: [playbook]), roster: roster.accepted,
            sites: SiteBook(version: .none, sites: Array(repeating: site, count: sites)), rota: .empty,
            rules: rules,
            configuration: configuration, today: today
        ).map(\.description)
    }

    @Test func `a required skill that nobody has is an error`() throws {
        #expect(
            try said(playbook(required: [.pumpOperator])).contains(
                "/etc/Playbooks: \"order-keeping\" requires the skill 水泵操作 at level 初级 or higher; nobody in the roster has it"
            ))
    }

    @Test func `a preferred skill that nobody has is a warning`() throws {
        #expect(
            try said(playbook(preferred: [.localGuide])).contains(
                "/etc/Playbooks: warning: \"order-keeping\" prefers the skill 向导; nobody in the roster has it"
            ))
    }

    @Test func `first aid counts only while the certificate holds`() throws {
        let expired = Example.roster(Example.rosterRow.with("2028-06-30", "2025-07-07"))
        let lines = try said(playbook(required: [.firstAid]), roster: expired)
        #expect(
            lines.contains(
                "/etc/Playbooks: \"order-keeping\" requires the skill 救护 at level 初级 or higher; nobody in the roster has it"
            ))
        #expect(
            lines.contains(
                "/etc/musterd/roster.csv: warning: 1 first-aid certificates of pioneers don't hold on 2025-07-08"
            ))
        let valid = Example.roster(Example.rosterRow.with("2028-06-30", "2025-07-08"))
        #expect(
            try !said(playbook(required: [.firstAid]), roster: valid).contains { $0.contains("requires") })
    }

    @Test func `a skill below the level of the task doesn't help`() throws {
        #expect(
            try said(playbook(required: [.firstAid], worker: .high)).contains(
                "/etc/Playbooks: \"order-keeping\" requires the skill 救护 at level 高级 or higher; nobody in the roster has it"
            ))
    }

    @Test func `fewer leaders than sites is a warning`() throws {
        #expect(
            try said(playbook(), sites: 2).contains(
                "/etc/musterd/roster.csv: warning: 0 leaders (高级) for 2 sites; some sites would need acting leaders"
            ))
    }

    @Test func `a rule that trusts an unknown source is an error`() throws {
        var rules = RuleBook.shipped
        rules.rules[0].sources = ["nobody"]
        #expect(
            try said(playbook(), rules: rules).contains(
                "musterd.yaml: the rule \"demand\" trusts the source \"nobody\", which the configuration doesn't have"
            ))
    }

    @Test func `what a source may send and no rule takes is a warning`() throws {
        #expect(
            try said(playbook()) { configuration in
                configuration.sources = [
                    SourceConfiguration(
                        name: "weather", credential: .webhookSecrets([]), kinds: [.warning], mayDrill: false,
                        silentAfter: nil)
                ]
            }.contains(
                "musterd.yaml: warning: the source \"weather\" may send a warning, but no rule takes it; it would wait for the officer"
            ))
    }

    @Test func `a roster without pioneers, officers or gateways can't call anybody`() throws {
        let lines = try said(playbook(), roster: Example.roster(Example.rosterRow, pool: .reserve)) {
            configuration in
            configuration.officers = [:]
            configuration.gateways = []
        }
        #expect(
            lines.contains("/etc/musterd/roster.csv: nobody of the pioneer pool; there is no one to call"))
        #expect(lines.contains("musterd.yaml: nobody has the role officer; nobody could call, stop or close"))
        #expect(lines.contains("musterd.yaml: no gateways; nobody could be reached"))
    }

    @Test func `drafts and people without insurance are counted`() throws {
        var draft = try playbook()
        draft.approvedBy = nil
        let lines = try said(
            draft, roster: Example.roster(Example.rosterRow.with("2028-12-31", "2025-01-31")))
        #expect(
            lines.contains(
                "/etc/Playbooks: warning: 1 chapters are drafts (草案) until they have \"approved_by\" and \"approved_on\":"
                    + " order-keeping"))
        #expect(
            lines.contains(
                "/etc/musterd/roster.csv: warning: 1 of 1 pioneers are not insured on 2025-07-08; heavy tasks won't take them"
            ))
    }
}
