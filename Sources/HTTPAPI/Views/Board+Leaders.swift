package import Mobilization
package import MobilizationRuntime
package import MusterAPI

extension Board {
    package func leadersView(_ incident: Incident) -> LeadersView {
        var sites: [SiteCode] = []
        for need in incident.needs where !sites.contains(need.site) { sites.append(need.site) }
        return LeadersView(
            code: incident.code, asOf: teamClock.since(incident).moment(asOf),
            actingAllowed: incident.gates.actingAllowedAt != nil, awaiting: incident.sitesAwaitingWord,
            sites: sites.map { leaderRow($0, incident, sites) })
    }

    private func leaderRow(_ site: SiteCode, _ incident: Incident, _ sites: [SiteCode]) -> LeaderRow {
        let standing = LeaderStanding(site, in: incident)
        let near =
            standing.callout == nil || standing.name == "awaits_word"
            ? sites.filter { isNear(site, $0, incident) && incident.leader(at: $0)?.site == $0 } : []
        return LeaderRow(
            site: site, name: reference.sites[site]?.name ?? "", member: standing.callout?.member.number,
            leader: standing.callout.map { maskedName($0.member) }, state: standing.name,
            stateWords: standing.words, with: standing.with, stageWords: standing.callout?.stage.words,
            near: near)
    }

    /// Near enough for one leader, on foot.
    private func isNear(_ site: SiteCode, _ other: SiteCode, _ incident: Incident) -> Bool {
        guard site != other, let here = reference.sites[site], let there = reference.sites[other] else {
            return false
        }
        return Arrival.walk_m(from: here.position, to: there.position)
            <= Double(reference.budgets(of: incident).nearSites_m)
    }

    /// nil: every site that wants a leader has one of high level, or one of its own by the officer's word.
    func planLeaders(_ plan: CallOutPlan, _ incident: Incident) -> PlanLeaders? {
        var leaders = PlanLeaders(
            openFirst: [], acting: [], actingAllowed: incident.gates.actingAllowedAt != nil, sharable: [],
            none: [])
        for outlook in plan.sites {
            switch outlook.leader {
            case .high, .notWanted: leaders.openFirst.append(outlook.site)
            case .acting:
                leaders.openFirst.append(outlook.site)
                leaders.acting.append(outlook.site)
            case .sharedWith(let other):
                leaders.sharable.append(PlanLeaderPair(site: outlook.site, with: other))
            case .none: leaders.none.append(outlook.site)
            }
        }
        return leaders.acting.isEmpty && leaders.sharable.isEmpty && leaders.none.isEmpty ? nil : leaders
    }
}

/// Who leads a site, and by whose word.
struct LeaderStanding {
    /// For programs; see `LeaderRow.state`.
    var name: String
    var words: Words
    /// The leader, or who would be; nil: nobody has promised.
    var callout: Callout?
    /// The site whose leader it is.
    var with: SiteCode?

    init(_ site: SiteCode, in incident: Incident) {
        let promised = incident.callouts.leaders(of: site).filter { $0.stage.isPromised }
        if let leader = incident.leader(at: site) {
            callout = leader
            if leader.site != site {
                with = leader.site
                (name, words) = ("shared", Words(zh: "同\(leader.site)", en: "with \(leader.site)"))
            } else if incident.isActing(leader.member), incident.gates.named[site] != leader.member {
                (name, words) = ("acting", Words(zh: "代理", en: "acting"))
            } else {
                (name, words) = ("leading", Words(zh: "负责", en: "leads"))
            }
        } else if let acting = promised.first {
            callout = acting
            (name, words) = ("awaits_word", Words(zh: "待准许", en: "needs word"))
        } else if incident.callouts.leaders(of: site).contains(where: { $0.stage == .called }) {
            (name, words) = ("asked", Words(zh: "已叫未应", en: "asked"))
        } else {
            (name, words) = ("none", Words(zh: "无", en: "none"))
        }
    }
}
