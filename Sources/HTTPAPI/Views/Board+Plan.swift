package import Mobilization
package import MobilizationRuntime
package import MusterAPI

extension Board {
    /// Whom a call would reach now. The engine's own code on the board's state; nothing happens.
    package func planView(_ incident: Incident, reserve: Int) -> PlanView {
        let plan = Engine(state: state, reference: reference).preview(of: incident, reserve: reserve)
        let missing = ExpectedArrivals.missing(of: incident)
        let figures = IncidentFigures(incident)
        let sites = figures.sites.filter { $0.required > 0 }.map { site in
            let here = plan.invitations.filter { $0.site == site.code }
            let needs = Set(missing.filter { $0.need.site == site.code }.map(\.need.id))
            let short = plan.shortfalls.filter { needs.contains($0.need) }.reduce(0) {
                $0 + $1.missingThousandths
            }
            return PlanRow(
                site: site.code, required: site.required, promised: site.promised, called: here.count,
                leaders: here.count { $0.role == .leader }, missing: (short + 999) / 1000)
        }
        return PlanView(
            code: incident.code, asOf: teamClock.since(incident).moment(asOf), people: plan.invitations.count,
            reserve: plan.invitations.count { reference.roster[$0.member]?.pool == .reserve }, sites: sites,
            passedOver: plan.passedOver.map { passed in
                NamedCount(name: "\(passed.gate)", words: passed.gate.words, count: passed.people)
            }, travel: travelWords(plan))
    }

    /// How many of these people's ways are known by road, and who said so.
    private func travelWords(_ plan: CallOutPlan) -> Words {
        guard !reference.travelTimes.isEmpty else { return travelWords }
        let ways = Ways(reference.travelTimes, conditions: RoadConditions(weather: .dry))
        let centre = reference.roster.centre
        let byLine = plan.invitations.count { invitation in
            guard let member = reference.roster[invitation.member],
                let site = reference.sites[invitation.site]
            else { return true }
            let home = ways.home(member.home ?? centre, by: member.transport)
            return ways.travel(from: home, to: ways.site(site.position)).source != .road
        }
        guard byLine > 0 else { return travelWords }
        return Words(
            zh: "\(travelWords.zh)，\(byLine)人按直线", en: "\(travelWords.en), \(byLine) by straight line")
    }
}

extension Gate {
    /// Why, in a few words.
    var words: Words {
        switch self {
        case .engaged: Words(zh: "在别的任务", en: "elsewhere")
        case .alreadyAsked: Words(zh: "已呼叫", en: "already called")
        case .unreachable: Words(zh: "无号码", en: "no number")
        case .age: Words(zh: "年龄", en: "age")
        case .insurance: Words(zh: "保险", en: "insurance")
        case .firstAidCertificate: Words(zh: "救护证", en: "first-aid certificate")
        case .level: Words(zh: "等级", en: "level")
        case .skill: Words(zh: "技能", en: "skill")
        case .tooFar: Words(zh: "赶不到", en: "too far")
        case .pool: Words(zh: "后备未批", en: "reserve not allowed")
        case .reserved: Words(zh: "留作专用", en: "kept for scarce seats")
        }
    }
}
