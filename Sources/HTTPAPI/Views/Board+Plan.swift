package import Mobilization
package import MobilizationRuntime
package import MusterAPI

extension Board {
    /// Whom a call would reach now. The engine's own code on the board's state; nothing happens.
    ///
    /// `atAllHours` looks at people outside their stated hours, too.
    package func planView(_ incident: Incident, reserve: Int, atAllHours: Bool = false) -> PlanView {
        let plan = Engine(state: state, reference: reference).preview(
            of: incident, reserve: reserve, atAllHours: atAllHours)
        let figures = IncidentFigures(incident)
        let sites = figures.sites.filter { $0.required > 0 }.map { site in
            let here = plan.invitations.filter { $0.site == site.code }
            let needs = Set(incident.needs.filter { $0.site == site.code }.map(\.id))
            let outlook = plan.sites.first { $0.site == site.code }
            let short = plan.shortfalls.filter { needs.contains($0.need) }.reduce(0) {
                $0 + $1.missingThousandths
            }
            return PlanRow(
                site: site.code, required: site.required, promised: site.promised, called: here.count,
                leaders: here.count { $0.role == .leader }, missing: (short + 999) / 1000,
                ready: outlook.map { Double($0.ready) / 1000 }, state: outlook?.state.rawValue,
                leader: outlook.map { leaderName($0, incident) },
                leaderWords: outlook.map { leaderWords($0, incident) },
                lacks: (outlook?.lacks ?? []).map { lackView($0, incident) })
        }
        return PlanView(
            code: incident.code, asOf: teamClock.since(incident).moment(asOf), people: plan.invitations.count,
            reserve: plan.invitations.count { reference.roster[$0.member]?.pool == .reserve }, sites: sites,
            passedOver: plan.passedOver.map { passed in
                NamedCount(name: "\(passed.reason)", words: passed.reason.words, count: passed.people)
            }, needs: plan.needs.compactMap { needRow($0, incident) }, travel: travelWords(plan),
            leaders: planLeaders(plan, incident))
    }

    /// A site that the officer gave the leader of another wants none of its own.
    private func leaderName(_ outlook: SiteOutlook, _ incident: Incident) -> String {
        incident.sharedLeader(at: outlook.site) == nil ? outlook.leader.name : "shared"
    }

    private func leaderWords(_ outlook: SiteOutlook, _ incident: Incident) -> Words {
        (incident.sharedLeader(at: outlook.site).map { LeaderOutlook.sharedWith($0) } ?? outlook.leader)
            .words
    }

    private func needRow(_ outlook: NeedOutlook, _ incident: Incident) -> PlanNeedRow? {
        guard let need = incident.need(outlook.need) else { return nil }
        return PlanNeedRow(
            need: need.id.number, site: need.site, playbook: need.rule.playbook, title: need.rule.words,
            headcount: need.headcount, full: Double(outlook.full) / 1000,
            expected: Double(outlook.expected) / 1000, state: outlook.state.rawValue,
            stateWords: outlook.state.words, lacks: outlook.lacks.map { lackView($0, incident) })
    }

    private func lackView(_ lack: Lack, _ incident: Incident) -> LackView {
        let need = incident.need(lack.need)
        let task = need?.rule.words ?? Words(zh: "", en: "")
        let site = need?.site ?? ""
        let skills = lack.skills.map(\.words)
        let who =
            lack.role == .leader
            ? Words(zh: "名负责人", en: lack.people == 1 ? "leader" : "leaders")
            : Words(zh: "人", en: lack.people == 1 ? "person" : "people")
        let able =
            skills.isEmpty
            ? Words(zh: "", en: "")
            : Words(
                zh: "（会\(skills.map(\.zh).joined(separator: "、"))）",
                en: " (\(skills.map(\.en).joined(separator: ", ")))")
        return LackView(
            need: lack.need.number, role: lack.role.rawValue, skills: lack.skills.map { "\($0)" },
            people: lack.people,
            words: Words(
                zh: "\(site) \(task.zh)再要\(lack.people)\(who.zh)\(able.zh)",
                en: "\(site) \(task.en) \(lack.people) more \(who.en)\(able.en)"))
    }

    /// How many of these people's ways are known by road, and who said so.
    private func travelWords(_ plan: CallOutPlan) -> Words {
        guard !reference.travelTimes.isEmpty else { return travelWords }
        let ways = MemberWays(reference)
        let byLine = plan.invitations.count { invitation in
            ways.way(of: reference.roster[invitation.member], to: invitation.site)?.source != .road
        }
        guard byLine > 0 else { return travelWords }
        return Words(
            zh: "\(travelWords.zh)，\(byLine)人按直线", en: "\(travelWords.en), \(byLine) by straight line")
    }
}

extension LeaderOutlook {
    /// For programs.
    fileprivate var name: String {
        switch self {
        case .high: "high"
        case .acting: "acting"
        case .sharedWith: "shared"
        case .none: "none"
        case .notWanted: "not_wanted"
        }
    }

    fileprivate var words: Words {
        switch self {
        case .high: Words(zh: "高级", en: "high")
        case .acting: Words(zh: "代理", en: "acting")
        case .sharedWith(let site): Words(zh: "同\(site)", en: "with \(site)")
        case .none: Words(zh: "无", en: "none")
        case .notWanted: Words(zh: "不需", en: "no need")
        }
    }
}

extension TargetState {
    fileprivate var words: Words {
        switch self {
        case .reached: Words(zh: "够", en: "enough")
        case .awaitsAnswers: Words(zh: "待回复", en: "answers awaited")
        case .nobodyLeft: Words(zh: "无人可叫", en: "nobody left")
        case .notWorthCalling: Words(zh: "再叫无益", en: "calls hardly help")
        }
    }
}
